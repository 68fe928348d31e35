"""What a build after an edit leaves is what a clean build would have left, and no page changes that shows nothing of the edit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support import Project

ROOT = Path(__file__).parent / "roots" / "test-two-matrices"
ROOT_FILES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in ROOT.rglob("*.*")}

GUIDE = {"index", "guide/writing"}
"""Pages of no matrix show the theme's table of contents, and with it every title."""
AROUND = GUIDE | {"sources", "topics/alliance"}
DRUGS = {"drugs/index", "drugs/row-1", "drugs/a1", "drugs/b1", "drugs/a2", "drugs/b2"}
ALCOHOL = {"alcohol/index", "alcohol/column-a", "alcohol/a1", "alcohol/b1", "alcohol/a2"}
ALL = AROUND | DRUGS | ALCOHOL

Change = list[tuple[str, str]] | str | None
"""What is done to a file: words that take the place of others, a whole new text, or its removal."""


class Edit(NamedTuple):
    files: Mapping[str, Change]
    changed: set[str]
    """The pages whose content is another afterwards, new and removed ones included; ``cells/`` is left out."""


INDEX, ROW, A1, B1, A2, B2 = (f"cells/drugs/{name}.md" for name in ("index", "row-1", "a1", "b1", "a2", "b2"))
ALCOHOL_A1, ALCOHOL_B1 = "cells/alcohol/a1.md", "cells/alcohol/b1.md"
TOPIC, TOML, BIB = "cells/topics/alliance.md", "cells/matrices.toml", "cells/sources.bib"

HALE = """
:::{study} hale-2015 Read the tables first
:kind: review

A book on reading.
:::
"""
GALE = HALE.replace("hale-2015", "gale-2020")
GALE_RECORD = """
@book{gale-2020,
  author = {Gale, Gil},
  title = {A later trial},
  year = {2020},
  publisher = {Study House},
}
"""
COLE = """:::{study} cole-2010 Nine workers did not do equally well
:kind: key, review
:free: 2026-11-24

Caseloads began alike and ended apart.
:::

"""
LAST = """::::{bite} issue Does it last?
:name: last

The gain held for a year in {study}`one city <adams-2001>`.

Elsewhere {study}`staff made the difference <cole-2010>`.
::::

"""
PAYS = """::::{bite} issue Who pays?

Nobody has asked.
::::
"""
NEW_CELL = """---
cell: B2
status: draft
---

# Workers who drink

One survey.
"""


EDITS: dict[str, Edit] = {
    "nothing": Edit({}, set()),
    # What an author writes in a cell
    "words of a bite": Edit({A1: [("Nobody has asked.", "Nobody has asked yet.")]}, {"drugs/a1"}),
    "words of an annotation": Edit({A1: [("Infections fell.", "Infections fell by half.")]}, {"drugs/a1"}),
    "first sentence of an annotation": Edit(
        {B1: [("began alike and", "began much alike and")]}, {"drugs/b1", "drugs/a1", "drugs/a2", "topics/alliance"}
    ),
    "summary of a cell": Edit(
        {A1: [("They are cheap", "They are very cheap")]}, {"drugs/a1", "drugs/row-1", "drugs/b1", "topics/alliance"}
    ),
    "title of a cell": Edit(
        {A1: [("# Needles save lives", "# Needles save many lives")]}, AROUND | {"drugs/a1", "drugs/index", "drugs/row-1", "drugs/b1"}
    ),
    "emphasis in a title": Edit({A2: [("# Treatment beats", "# Treatment *beats*")]}, AROUND | {"drugs/a2", "drugs/b1", "drugs/b2"}),
    "headline, listed elsewhere": Edit({A1: [("Fewer infections where", "Less hepatitis where")]}, {"drugs/a1", "guide/writing"}),
    "headline, mentioned elsewhere": Edit(
        {B1: [("did not do equally", "did unequally")]}, {"drugs/b1", "drugs/a1", "drugs/a2", "topics/alliance"}
    ),
    "kind of an entry": Edit(
        {B1: [(":kind: key, review", ":kind: review")]},
        {"drugs/b1", "drugs/a1", "drugs/a2", "drugs/index", "drugs/row-1", "topics/alliance"},
    ),
    "kind that a listing asks for": Edit({A2: [(":kind: review", ":kind: seminal")]}, {"drugs/a2", "drugs/index", "guide/writing"}),
    "status of a cell": Edit({A1: [("status: reviewed", "status: draft")]}, {"drugs/a1", "drugs/index", "drugs/row-1"}),
    "status planned": Edit({A1: [("status: reviewed", "status: planned")]}, DRUGS),
    "question that a topic shows": Edit(
        {ALCOHOL_A1: [(":kind: key", ":kind: key\n:ask: Who has five minutes?")]}, {"alcohol/a1", "topics/alliance"}
    ),
    "question that no page shows": Edit({A1: [(":ask: When is", ":ask: At what hours is")]}, {"drugs/a1"}),
    # Mentions and what options refer to
    "mention put in, same cell": Edit({A1: [("Nobody has asked.", "Not {study}`even here <baker-2004>`.")]}, {"drugs/a1", "sources"}),
    "mention put in, same section": Edit({A1: [("Elsewhere", "See {study}`adams-2001`.\n\nElsewhere")]}, {"drugs/a1", "sources"}),
    "mention put in, other cell": Edit({A2: [("One review,", "Unlike {study}`baker-2004`,")]}, {"drugs/a2", "drugs/a1", "sources"}),
    "mention taken out": Edit(
        {A1: [("{study}`staff made the difference <cole-2010>`", "it did not")]}, {"drugs/a1", "drugs/b1", "sources"}
    ),
    "mention gets a locator": Edit({A1: [("<cole-2010>", "<cole-2010 @ p. 55>")]}, {"drugs/a1"}),
    "one more that an issue discusses": Edit(
        {B1: [(":discusses: cole-2010", ":discusses: cole-2010, dunn-1999")]}, {"drugs/b1", "drugs/a2", "sources"}
    ),
    "one fewer that it relates to": Edit({ALCOHOL_B1: [(":relates: eaves-2012\n", "")]}, {"alcohol/b1", "alcohol/a1", "sources"}),
    "entry related to another": Edit({A2: [(":kind: review", ":kind: review\n:related: cole-2010")]}, {"drugs/a2", "drugs/b1"}),
    "further report": Edit({A2: [(":kind: review", ":kind: review\n:also: hale-2015")]}, {"drugs/a2", "sources"}),
    "further report taken out, mentioned": Edit({A1: [(":also: baker-2005\n", "")]}, {"drugs/a1", "drugs/b1", "sources"}),
    # Entries come and go
    "new entry": Edit({B2: [("Searched once, without luck.\n", "Found at last.\n" + HALE)]}, {"drugs/b2", "drugs/index", "sources"}),
    "entry that others list": Edit(
        {A2: [("::::{bite} about", COLE + "::::{bite} about")]}, {"drugs/a2", "drugs/b1", "drugs/index", "sources"}
    ),
    "entry for another source": Edit({A2: [("{study} dunn-1999", "{study} hale-2015")]}, {"drugs/a2", "sources"}),
    "entry moved to another cell": Edit(
        {B1: [(COLE, "")], B2: [("Searched once, without luck.\n", "Found at last.\n\n" + COLE)]},
        {"drugs/b1", "drugs/b2", "drugs/a1", "drugs/a2", "drugs/index", "drugs/row-1", "topics/alliance", "sources"},
    ),
    # Sections
    "title of an issue with a name": Edit({A1: [("Does it last?", "Did it last?")]}, {"drugs/a1", "drugs/b1", "sources"}),
    "title of an issue without a name": Edit({B1: [("the worker or the place?", "the place?")]}, {"drugs/b1", "drugs/a1", "sources"}),
    "title of an issue that no page refers to": Edit({A1: [("Who pays?", "Who is to pay?")]}, {"drugs/a1"}),
    "name of an issue": Edit({A1: [(":name: last", ":name: lasting")]}, {"drugs/a1", "drugs/b1", "topics/alliance", "sources"}),
    "order of issues": Edit({A1: [(LAST + PAYS, PAYS + "\n" + LAST)]}, {"drugs/a1"}),
    # Pages come and go
    "new cell": Edit({"cells/alcohol/b2.md": NEW_CELL}, AROUND | ALCOHOL | {"alcohol/b2"}),
    "cell removed": Edit({ALCOHOL_B1: None}, AROUND | ALCOHOL),
    "cell removed, with others' words on it": Edit({B1: None, ROW: [("\nb1\n", "\n")]}, AROUND | DRUGS),
    "cell removed, still in a table of contents": Edit({B1: None}, AROUND | DRUGS),
    "cell in another file": Edit(
        {ALCOHOL_B1: None, "cells/alcohol/nurses.md": ROOT_FILES[ALCOHOL_B1]}, AROUND | ALCOHOL | {"alcohol/nurses"}
    ),
    "second page for a cell": Edit(
        {"cells/alcohol/b3.md": NEW_CELL.replace("B2", "B1")}, AROUND | {"alcohol/b1", "alcohol/b3", "alcohol/column-a"}
    ),
    "order of pages": Edit(
        {INDEX: [("row-1\na2\n", "a2\nrow-1\n")]},
        AROUND | {"drugs/index", "drugs/row-1", "drugs/b1", "drugs/a2", "drugs/b2"},
    ),
    # Pages around the cells
    "words of a course": Edit({ROW: [("Clinics come first", "Streets come first")]}, {"drugs/row-1"}),
    "mention in a topic": Edit({TOPIC: [("<cole-2010>", "<dunn-1999>")]}, {"topics/alliance", "drugs/b1", "drugs/a2", "sources"}),
    "title of a topic": Edit(
        {TOPIC: [("# Does the alliance", "# Why does the alliance")]}, AROUND | {"alcohol/column-a", "alcohol/a1", "drugs/b1"}
    ),
    "title of a guide": Edit({"guide/writing.md": [("# How to", "# How you may")]}, AROUND),
    "title of a matrix page": Edit({INDEX: [("# Drugs, square", "# Drugs, step")]}, AROUND | {"drugs/index", "drugs/row-1"}),
    "title of a course": Edit(
        {ROW: [("# Harm first", "# Harm before all")]}, AROUND | {"drugs/index", "drugs/row-1", "drugs/a1", "drugs/b1"}
    ),
    # Definitions
    "label of a kind": Edit(
        {TOML: [('"Seminal"', '"Classic"')]}, {"drugs/a1", "drugs/index", "drugs/row-1", "alcohol/index", "guide/writing"}
    ),
    "name of a level": Edit({TOML: [('"Reducing harm"', '"Less harm"')]}, DRUGS),
    "new type": Edit(
        {TOML: [('name = "Every treatment" }]\n\n', 'name = "Every treatment" }, { code = "3", name = "Medicines" }]\n\n')]}, DRUGS
    ),
    "title of the bite": Edit(
        {TOML: [("[kinds.seminal]", 'bite_title = "Argument"\n\n[kinds.seminal]')]},
        {"drugs/a1", "drugs/b1", "drugs/a2", "alcohol/a1", "alcohol/b1"},
    ),
    # Sources
    "title of a source": Edit({BIB: [("{Nine workers}", "{Nine counsellors}")]}, {"drugs/b1", "sources"}),
    "author of a source": Edit(
        {BIB: [("{Adams, Ann}", "{Adamson, Ann}")]}, {"drugs/a1", "drugs/b1", "drugs/row-1", "guide/writing", "sources"}
    ),
    "year that makes suffixes": Edit({BIB: [("year = {2005}", "year = {2004}")]}, {"drugs/a1", "drugs/b1", "sources"}),
    "year of a source that a title names by its former key": Edit(
        {BIB: [("year = {2010}", "year = {2011}")]}, {"drugs/a2", "drugs/b1", "drugs/a1", "topics/alliance", "sources"}
    ),
    "DOI of a source": Edit({BIB: [("10.5555/cole.2010", "10.5555/cole.10")]}, {"drugs/b1", "sources"}),
    "new record, so that a link is a mention": Edit({BIB: [("@report", GALE_RECORD + "@report")]}, {"alcohol/a1", "sources"}),
    "new record, listed": Edit(
        {BIB: [("@report", GALE_RECORD + "@report")], ALCOHOL_B1: [("::::{bite}", GALE + "\n::::{bite}")]},
        {"alcohol/a1", "alcohol/b1", "alcohol/index", "sources"},
    ),
    "record removed, cited": Edit({BIB: [("@report{hale-2015", "@report{hall-2015")]}, {"guide/writing", "sources"}),
    "record removed, listed": Edit({BIB: [("@article{dunn-1999", "@article{dunne-1999")]}, {"drugs/a2", "sources"}),
    "new key of a record": Edit({BIB: [("{baker-2004,", "{baker-hours,\n  ids = {baker-2004},")]}, {"sources"}),
    "new key of a record and an entry": Edit(
        {BIB: [("{baker-2004,", "{baker-hours,\n  ids = {baker-2004},")], A1: [("{study} baker-2004", "{study} baker-hours")]},
        {"drugs/a1", "drugs/b1", "sources"},
    ),
}


class Trial:
    """A project with a copy of it as it was built before any edit; it can be put back, never moved: Sphinx keeps the address."""

    def __init__(self, folder: Path, **conf: Any) -> None:
        settings = {"html_theme": "furo", "html_use_index": False, "html_copy_source": False, **conf}
        self.project = Project(folder / "project", ROOT_FILES, settings)
        self.copy = folder / "copy"
        self.project.build()
        self.tree, self.warnings = read(self.project.outdir), self.project.warnings
        shutil.copytree(self.project.srcdir, self.copy)

    def restore(self) -> Project:
        shutil.rmtree(self.project.srcdir)
        shutil.copytree(self.copy, self.project.srcdir)
        self.project.outdir = self.project.srcdir / "_build" / "html"
        return self.project

    def apply(self, changes: Mapping[str, Change]) -> Project:
        project = self.restore()
        for path, change in changes.items():
            file = project.srcdir / path
            if change is None:
                file.unlink()
            elif isinstance(change, str):
                project.write(path, change)
            else:
                project.write(path, replaced(file.read_text(encoding="utf-8"), change))
        return project

    def changed(self, tree: Mapping[str, Any]) -> set[str]:
        """Return the pages that are not what they were; the search page stands for no source, and is written by every build."""
        names = {name for name in self.tree.keys() | tree.keys() if self.tree.get(name) != tree.get(name)}
        pages = {name.removesuffix(".html").removeprefix("cells/") for name in names if name.endswith(".html")}
        return pages - {"search"}


def replaced(text: str, words: list[tuple[str, str]]) -> str:
    for old, new in words:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def read(folder: Path) -> dict[str, Any]:
    """Return all files below a folder; of the search index what a search can find, as Sphinx keeps words that no page has any more."""
    tree: dict[str, Any] = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    index = json.loads(tree["searchindex.js"].removeprefix(b"Search.setIndex(").removesuffix(b")"))
    for part in ("terms", "titleterms"):
        index[part] = {word: pages for word, pages in index[part].items() if pages != []}
    return tree | {"searchindex.js": index}


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("two-matrices"))


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_changes_what_shows_it_and_leaves_what_a_clean_build_leaves(trial: Trial, name: str) -> None:
    edit = EDITS[name]
    project = trial.apply(edit.files).build()
    tree, warnings = read(project.outdir), set(project.warnings)
    assert trial.changed(tree) == edit.changed
    shutil.rmtree(project.srcdir / "_build")
    clean = project.build()
    assert differing(tree, read(clean.outdir)) == []
    # An author is told at once of what an edit broke on another page, and of nothing that is not so.
    assert set(clean.warnings) - set(trial.warnings) <= warnings <= set(clean.warnings)


CONTENTS = {
    "html_sidebars": {"**": ["globaltoc.html"]},
    "html_theme_options": {"globaltoc_collapse": False, "globaltoc_includehidden": True},
}


@pytest.mark.parametrize(
    ("conf", "name", "changed"),
    [
        pytest.param({}, "title of a matrix page", DRUGS | {"index"}, id="titles of all pages above"),
        pytest.param(CONTENTS, "title of an issue with a name", AROUND | {"drugs/a1", "drugs/b1"}, id="titles of sections"),
    ],
)
def test_a_theme_may_show_more_of_other_pages(tmp_path: Path, conf: dict[str, Any], name: str, changed: set[str]) -> None:
    trial = Trial(tmp_path, html_theme="basic", **conf)
    project = trial.apply(EDITS[name].files).build()
    tree = read(project.outdir)
    assert trial.changed(tree) == changed
    shutil.rmtree(project.srcdir / "_build")
    assert differing(tree, read(project.build().outdir)) == []


READ_AND_SHOWN: dict[str, Change] = {
    TOML: EDITS["title of the bite"].files[TOML],
    A1: [("# Needles save lives", "# Needles save many lives"), ("Nobody has asked.", "After {study}`eaves-2012`, nobody has.")],
}
"""An edit of what is only noticed while reading, of what other pages show, and of what they refer to."""


def clean(project: Project, builder: str = "html") -> dict[str, Any]:
    shutil.rmtree(project.srcdir / "_build")
    return read(project.build(builder).outdir)


def test_builders_that_share_what_was_read_each_write_what_has_changed(trial: Trial) -> None:
    project = trial.restore().build("dirhtml")
    for path, change in READ_AND_SHOWN.items():
        assert isinstance(change, list)
        project.write(path, replaced((project.srcdir / path).read_text(encoding="utf-8"), change))
    trees = {builder: read(project.build(builder).outdir) for builder in ("html", "dirhtml")}
    assert differing(trees["html"], read(project.build("html").outdir)) == []
    for builder, tree in trees.items():
        assert differing(tree, clean(project, builder)) == []


def sphinx(project: Project, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``sphinx-build`` on a project, in the folders that its tests use, as an author would."""
    build = project.srcdir / "_build"
    command = [sys.executable, "-m", "sphinx", "-n", "-b", "html", "-d", build / "doctrees", project.srcdir, build / "html", *arguments]
    path = os.pathsep.join(filter(None, sys.path))
    return subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_pages_that_were_left_out_once_are_written_by_the_next_build(trial: Trial) -> None:
    project = trial.apply(READ_AND_SHOWN)
    done = sphinx(project, str(project.srcdir / A2))
    assert done.returncode == 0, done.stderr
    assert trial.changed(read(project.outdir)) == {"drugs/a2", "drugs/index"}  # Sphinx adds the page above
    done = sphinx(project)
    assert done.returncode == 0, done.stderr
    tree = read(project.outdir)
    assert differing(tree, clean(project)) == []


BREAKING = """
def setup(app):
    import os

    event, page, how = os.environ.get("BREAK", "::").split(":")

    def stop(*arguments):
        if event == "env-updated" or page in (*arguments, app.env.current_document.docname):
            if how == "kill":
                os._exit(7)
            raise RuntimeError("the disk is full")

    if event:
        app.connect(event, stop)
"""


@pytest.mark.parametrize(
    ("event", "how"),
    [
        ("doctree-read", "fail"),
        ("doctree-resolved", "fail"),
        # After a failure Sphinx throws away all that it has read, which hides much; after this it cannot.
        ("env-updated", "kill"),
        ("doctree-resolved", "kill"),
        ("html-page-context", "kill"),
    ],
)
def test_a_build_that_breaks_off_leaves_its_work_to_the_next_one(trial: Trial, event: str, how: str) -> None:
    project = trial.apply(READ_AND_SHOWN)
    project.write("conf.py", (project.srcdir / "conf.py").read_text(encoding="utf-8") + BREAKING)
    broken = sphinx(project, BREAK=f"{event}:cells/alcohol/a1:{how}")
    assert broken.returncode == 7 if how == "kill" else "the disk is full" in broken.stderr
    done = sphinx(project)
    assert done.returncode == 0, done.stderr
    tree = read(project.outdir)
    assert differing(tree, clean(project)) == []


def test_what_a_build_wrote_before_it_broke_off_is_not_taken_for_what_was_there(trial: Trial) -> None:
    project = trial.apply(READ_AND_SHOWN)
    project.write("conf.py", (project.srcdir / "conf.py").read_text(encoding="utf-8") + BREAKING)
    assert sphinx(project, BREAK="html-page-context:guide/writing:kill").returncode == 7
    assert trial.changed(read(project.outdir)) >= {"alcohol/a1", "drugs/b1"}
    for path in READ_AND_SHOWN:
        project.write(path, ROOT_FILES[path])
    assert sphinx(project).returncode == 0
    tree = read(project.outdir)
    assert differing(tree, clean(project)) == []


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("nothing", set()),
        # Sphinx adds the page above each.
        ("words of a bite", {"drugs/a1", "drugs/row-1"}),
        ("mention put in, other cell", {"drugs/a1", "drugs/row-1", "drugs/a2", "drugs/index", "sources", "index"}),
    ],
)
def test_a_page_that_shows_nothing_of_an_edit_is_not_even_written(trial: Trial, name: str, written: set[str]) -> None:
    project = trial.apply(EDITS[name].files)
    before = {path: path.stat().st_mtime_ns for path in project.outdir.rglob("*.html")}
    project.build()
    after = {path: path.stat().st_mtime_ns for path in project.outdir.rglob("*.html")}
    touched = {path.relative_to(project.outdir).as_posix() for path in after if after[path] != before.get(path)}
    assert {path.removesuffix(".html").removeprefix("cells/") for path in touched} - {"search"} == written


def test_an_epub_built_again_holds_the_pages_that_there_are(trial: Trial) -> None:
    project = trial.apply({ALCOHOL_A1: [("and [what a later one adds](#gale-2020)", "and no more")]})
    assert project.build("epub").warnings == []
    assert project.build("epub").warnings == []
    (project.srcdir / ALCOHOL_B1).unlink()
    assert project.build("epub").warnings == []
    with zipfile.ZipFile(next(project.outdir.glob("*.epub"))) as book:
        pages = {name.removesuffix(".xhtml").removeprefix("cells/") for name in book.namelist() if name.startswith("cells/")}
    assert pages == (AROUND | DRUGS | ALCOHOL) - GUIDE - {"alcohol/b1"}
