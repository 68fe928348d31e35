"""The publication through every builder that a Sphinx user may type, without a warning, and what each makes of references."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MakeProject
from docutils import nodes
from support import dead_links
from test_references import bite, page, project_files, record, study

Publication = Callable[..., Path]

RESULTS = {
    "html": "cells/drugs/b5.html",
    "dirhtml": "cells/drugs/b5/index.html",
    "singlehtml": "index.html",
    "epub": "TreatmentEvidenceMatrix.epub",
    "latex": "treatmentevidencematrix.tex",
    "text": "cells/drugs/b5.txt",
    "man": "treatmentevidencematrix.1",
    "gettext": "cells.pot",
    "linkcheck": "output.txt",
}


@pytest.mark.parametrize("builder", RESULTS)
def test_the_publication_builds_without_a_warning(publication: Publication, builder: str) -> None:
    # The network is no concern of ours: with every address ignored, linkcheck still reads, resolves and collects.
    options = ("-D", "linkcheck_ignore=.*") if builder == "linkcheck" else ()
    assert (publication(builder, *options) / RESULTS[builder]).is_file()


def test_every_link_of_the_epub_lands(publication: Publication, tmp_path: Path) -> None:
    with zipfile.ZipFile(publication("epub") / RESULTS["epub"]) as book:
        book.extractall(tmp_path)
    assert (tmp_path / "cells" / "drugs" / "b5.xhtml").is_file()
    assert dead_links(tmp_path) == []


def test_the_epub_has_no_fold(publication: Publication) -> None:
    with zipfile.ZipFile(publication("epub") / RESULTS["epub"]) as book:
        cell = book.read("cells/drugs/b5.xhtml").decode()
    assert "<summary><h" not in cell
    assert re.search(r'<section[^>]* id="bite">\s*<h2>Matrix Bite', cell)


# LaTeX


def names(tex: str, command: str) -> set[str]:
    r"""Return the first arguments of a command, without ``\detokenize``."""
    found = re.findall(rf"\\{command}[\[{{](?:\\detokenize{{)?([^\]}}]*)", tex)
    return set(found)


def test_every_reference_of_the_latex_has_its_label(publication: Publication) -> None:
    tex = (publication("latex") / RESULTS["latex"]).read_text(encoding="utf-8")
    labels, targets = names(tex, "label"), names(tex, "hypertarget")
    used = names(tex, "hyperref") | names(tex, "autopageref[*]?")
    assert "cells/drugs/b5:forrester-2019-skills" in used
    assert [name for name in used if name.startswith("cells/drugs/b5:") and "--" in name]  # back to passages, whichever they are now
    assert used - labels == set()
    assert names(tex, "hyperlink") - targets == set()


def test_labels_stand_once_in_the_latex(publication: Publication) -> None:
    tex = (publication("latex") / RESULTS["latex"]).read_text(encoding="utf-8")
    labels = re.findall(r"\\label{(?:\\detokenize{)?([^}]*)", tex)
    assert sorted(label for label in set(labels) if labels.count(label) > 1) == []


SMALL = project_files(
    drugs_index="---\nmatrix: drugs\n---\n\n# The drugs matrix\n\n:::{matrix-grid}\n:::\n",
    drugs_a1=page(
        "cell: A1\nstatus: reviewed",
        "What is given",
        study("one", "ask: Why?", "why: As a start.", text="What *was* found."),
        bite("about", "See {study}`it <one>`.\n\nAnd [again](#one)."),
        bite("issue Is it *so*?", "> Said of {study}`one`.\n\n* [x](#one)"),
    ),
    drugs_b1=page("cell: B1\nstatus: planned", "Who gives it"),
) | {"cells/sources.bib": record("one"), "index.md": "# Front\n\n:::{toctree}\n:glob:\n\ncells/drugs/*\n:::\n"}


def test_the_grid_is_a_table_in_latex(make_project: MakeProject) -> None:
    project = make_project(SMALL, "latex")
    assert project.warnings == []
    tex = project.text("trial.tex")
    table = re.search(r"\\begin{tabular[yx]?}.*?\\end{tabular[yx]?}|\\begin{tabulary}.*?\\end{tabulary}", tex, re.DOTALL)
    assert table is not None
    words = ["Interventions", "Practitioners", "Harm", "What is given", "Who gives it", "Planned: not searched yet", "Generic"]
    places = [table[0].find(word) for word in words]
    assert -1 not in places
    assert places == sorted(places)
    assert table[0].count("Not written yet") == 2


def test_rows_and_columns_of_the_grid_have_labels_in_latex(make_project: MakeProject) -> None:
    labels = names(make_project(SMALL, "latex").text("trial.tex"), "label")
    assert {f"cells/drugs/index:{id}" for id in ("row-1", "row-2", "column-a", "column-b")} <= labels


def test_passages_of_every_sort_have_labels_in_latex(make_project: MakeProject) -> None:
    labels = names(make_project(SMALL, "latex").text("trial.tex"), "label")
    ids = {"one", "bite", "about", "is-it-so", "about--one", "about--one-2", "is-it-so--one", "is-it-so--one-2"}
    assert {f"cells/drugs/a1:{id}" for id in ids} <= labels


# Plain text


def test_the_grid_is_a_readable_table_in_text(make_project: MakeProject) -> None:
    project = make_project(SMALL, "text")
    assert project.warnings == []
    text = project.text("cells/drugs/index.txt")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    words = " ".join(" ".join(cell.split()) for line in rows for cell in line.strip("|").split("|"))
    for word in ("Interventions", "Practitioners", "Generic", "searched"):  # the longest of each column: no word is broken
        assert word in words
    cells = [[part.strip() for part in line.strip("|").split("|")] for line in rows]
    assert cells[0] == ["", "A Interventions", "B Practitioners"]
    assert {len(row) for row in cells} == {3}
    assert {len(line) for line in rows} == {len(rows[0])}


# Messages


def messages(folder: Path) -> list[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.pot")))
    found = re.findall(r'^msgid ((?:".*"\n)+)', text, re.MULTILINE)
    return ["".join(line.strip('"') for line in message.splitlines()) for message in found]


def test_only_the_words_of_authors_are_to_be_translated(make_project: MakeProject) -> None:
    project = make_project(SMALL, "gettext")
    assert project.warnings == []
    assert sorted(messages(project.outdir)) == sorted(
        [
            "",  # the head of each of the two catalogues
            "",
            "Front",
            "The drugs matrix",
            "What is given",
            "Who gives it",
            "Its argument.",
            "About one",
            "What *was* found.",
            "Matrix Bite",
            "What is this cell about?",
            "See {study}`it <one>`.",
            "And [again](#one).",
            "Is it *so*?",
            "Said of {study}`one`.",
            "[x](#one)",
        ]
    )


def test_messages_of_the_publication_hold_no_generated_text(publication: Publication) -> None:
    found = messages(publication("gettext"))
    generated = ("Discussed in", "Also discussed in", "Studies in this", "Goes with", "Also in", "No free", "Planned:", "Next to it")
    assert [message for message in found if message.startswith(generated)] == []


# Trees


SNAPSHOT = Path(__file__).parent / "snapshots" / "cell.txt"
"""The doctree of a small cell. After a change that is meant, write it anew and read the difference::

    python -m pytest tests/test_builders.py -k snapshot; mv tests/snapshots/cell.new.txt tests/snapshots/cell.txt
"""


def normal(tree: nodes.document) -> str:
    """Return a tree as text, without what differs between machines, and between docutils 0.21 and later in writing booleans."""
    text = tree.pformat()
    text = re.sub(r'(\w+)="(True|False)"', lambda match: f'{match[1]}="{int(match[2] == "True")}"', text)
    return re.sub(r'source="[^"]*/(cells/[^"]*)"', r'source="\1"', text)


def test_the_doctree_of_a_cell_is_that_of_the_snapshot(make_project: MakeProject) -> None:
    found = normal(make_project(SMALL).app.env.get_doctree("cells/drugs/a1"))
    new = SNAPSHOT.with_suffix(".new.txt")
    if found == SNAPSHOT.read_text(encoding="utf-8"):
        new.unlink(missing_ok=True)
    else:
        new.write_text(found, encoding="utf-8")
    assert found == SNAPSHOT.read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore:'sphinxcontrib[.]serializinghtml")  # it still uses what Sphinx 9 deprecates
@pytest.mark.parametrize("builder", ["json", "pickle", "xml", "pseudoxml", "texinfo"])
def test_builders_that_others_use_do_not_fail(make_project: MakeProject, builder: str) -> None:
    assert make_project(SMALL, builder).warnings == []


def test_a_pdf_of_one_cell_says_nothing_of_pages_that_it_lacks(make_project: MakeProject) -> None:
    elsewhere = page("cell: B2", "Elsewhere", bite("about", "{study}`drugs/A1:one`, {study}`it <one @ p. 5>` and {cell}`A1`."))
    files = {**SMALL, "cells/drugs/b2.md": elsewhere}
    project = make_project(files, "latex", latex_documents=[("cells/drugs/b2", "b2.tex", "B2", "Author", "manual")])
    assert project.warnings == []
    assert r"{it\DUrole{mx-locator}{ (p. 5)}}" in project.text("b2.tex")


@pytest.mark.parametrize("language", ["en-GB", "xx"])
def test_a_language_that_babel_does_not_know_stops_no_build(make_project: MakeProject, language: str) -> None:
    cell = page("cell: A1\nsearched: 2026-11-24\nrevised: 2026-11-24", "Dated", study("one"))
    project = make_project({**SMALL, "cells/drugs/a1.md": cell}, language=language)
    assert "2026" in project.html("cells/drugs/a1").get_text()


def test_tables_of_contents_that_hold_each_other_stop_no_build(make_project: MakeProject) -> None:
    files = {f"{one}.md": f"# {one}\n\n:::{{toctree}}\n{other}\n:::\n" for one, other in (("a", "b"), ("b", "a"))}
    project = make_project({**SMALL, **files, "index.md": "# Front\n\n:::{toctree}\n:glob:\n\na\ncells/drugs/*\n:::\n"}, "text")
    assert all("circular toctree" in warning for warning in project.warnings)


def test_pages_may_have_another_suffix(make_project: MakeProject) -> None:
    cell = page("cell: B2", "Suffixed", study("one"))
    suffixes = {".md": "markdown", ".markdown": "markdown"}
    project = make_project({**SMALL, "cells/drugs/b2.markdown": cell}, source_suffix=suffixes)
    assert project.warnings == []
