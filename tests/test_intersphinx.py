"""Two publications that refer to each other's cells, sections and studies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import MakeProject
from sphinx.util.inventory import InventoryFile
from support import Project
from test_references import SKILLS, below, bite, page, record, study


def matrix(name: str) -> str:
    return f"""\
[matrices.{name}]
title = "{name.capitalize()}"
levels = [{{code = "A", name = "Interventions"}}, {{code = "B", name = "Practitioners"}}]
types = [{{code = "1", name = "Harm"}}]
"""


THEIRS = {
    "cells/matrices.toml": matrix("soil"),
    "cells/sources.bib": record("loam"),
    "cells/sources.md": "# Sources\n\n:::{sources}\n:::\n",
    "cells/soil/b1.md": page("cell: B1", "Who digs", study("loam"), bite(SKILLS, "See {study}`loam`.")),
}
URL = "https://soil.example/"


@pytest.fixture
def theirs(make_project: MakeProject) -> Project:
    return make_project(THEIRS, project="Soil")


@pytest.fixture
def ours(make_project: MakeProject, theirs: Project) -> Callable[..., Project]:
    """Return a maker of the project that refers to the other one."""

    def make(text: str, builder: str = "html", *options: str) -> Project:
        return make_project(
            {
                "cells/matrices.toml": matrix("drugs"),
                "cells/sources.bib": record("one"),
                "cells/drugs/a1.md": page("cell: A1", "Ours", study("one", *options), bite("about", text)),
            },
            builder,
            extensions=["evidence_matrix", "sphinx.ext.intersphinx"],
            intersphinx_mapping={"soil": (URL, str(theirs.outdir / "objects.inv"))},
        )

    return make


def test_the_names_that_others_may_use(theirs: Project) -> None:
    inventory = InventoryFile.loads((theirs.outdir / "objects.inv").read_bytes(), uri="")
    names = {(kind, name): (item.uri, item.display_name) for kind, name, item in flat(inventory) if kind.startswith("matrix:")}
    assert names == {
        ("matrix:cell", "soil/B1"): ("cells/soil/b1.html", "soil/B1: Who digs"),
        ("matrix:cell", "soil/B1#skills"): ("cells/soil/b1.html#skills", "soil/B1: Are skills beside the point?"),
        ("matrix:study", "soil/B1:loam"): ("cells/soil/b1.html#loam", "About loam"),
        ("matrix:source", "loam"): ("cells/sources.html#source-loam", "On loam"),
    }


def flat(inventory: object) -> list[tuple[str, str, object]]:
    return [(kind, name, item) for kind, items in inventory.data.items() for name, item in items.items()]  # type: ignore[attr-defined]


CELL, SECTION, STUDY = (URL + "cells/soil/b1.html" + fragment for fragment in ("", "#skills", "#loam"))


@pytest.mark.parametrize(
    ("written", "href", "text"),
    [
        ("{cell}`soil/B1`", CELL, "soil/B1: Who digs"),  # of another project's cell the code alone says little
        ("{cell}`soil/b1`", CELL, "soil/B1: Who digs"),
        ("{cell}`the diggers <soil/B1>`", CELL, "the diggers"),
        ("{cell}`their skills <soil/B1#skills>`", SECTION, "their skills"),
        ("{study}`loamy <soil/B1:loam>`", STUDY, "loamy"),
        ("{study}`loamy <soil/b1:loam>`", STUDY, "loamy"),
        ("{study}`loamy <soil/B1:loam @ p. 4>`", STUDY, "loamy (p. 4)"),
        ("{external+soil:matrix:cell}`diggers <soil/B1>`", CELL, "diggers"),
        ("{external+soil:matrix:study}`loamy <soil/B1:loam>`", STUDY, "loamy"),
        ("{external+soil:matrix:study}`loamy <soil/b1:loam @ p. 4>`", STUDY, "loamy (p. 4)"),
        ("[loamy](<#soil/B1:loam @ p. 4>)", STUDY, "loamy (p. 4)"),
        ("{external:matrix:study}`loamy <soil/B1:loam>`", STUDY, "loamy"),
        ("[loamy](inv:soil:matrix:study#soil/B1:loam)", STUDY, "loamy"),
        ("[diggers](inv:soil#soil/B1)", CELL, "diggers"),
        ("[](inv:#soil/B1:loam)", STUDY, "About loam"),
        ("[loamy](#soil/B1:loam)", STUDY, "loamy"),
        ("[diggers](#soil/B1)", CELL, "diggers"),
        ("{source}`theirs <loam>`", URL + "cells/sources.html#source-loam", "theirs"),
    ],
)
def test_references_to_another_project(ours: Callable[..., Project], written: str, href: str, text: str) -> None:
    project = ours(f"See {written} there.")
    assert project.warnings == []
    link = project.html("cells/drugs/a1").select_one("#about p > a.reference")
    assert link is not None
    assert (link["href"], link.get_text()) == (href, text)


@pytest.mark.parametrize("written", ["{cell}`soil/B9`", "{study}`x <soil/B1:sand>`", "{external+soil:matrix:study}`x <soil/B1:sand>`"])
def test_what_the_other_project_lacks_is_warned_about(ours: Callable[..., Project], written: str) -> None:
    project = ours(f"See {written} there.")
    assert len(project.warnings) == 1
    assert project.warnings[0].startswith("cells/drugs/a1.md:")


def test_a_related_study_of_another_project(ours: Callable[..., Project]) -> None:
    project = ours("Words.", "html", "related: soil/B1:loam")
    assert project.warnings == []
    assert below(project, "cells/drugs/a1", "one") == {"Goes with": f"[loam]({STUDY})"}


def test_a_related_study_of_another_project_in_latex(ours: Callable[..., Project]) -> None:
    project = ours("Words.", "latex", "related: soil/B1:loam")
    assert project.warnings == []
    assert rf"\sphinxhref{{{STUDY.replace('#', chr(92) + '#')}}}" in project.text("trial.tex")


def test_two_projects_may_refer_to_each_other(make_project: MakeProject, theirs: Project, tmp_path: Path) -> None:
    """The second build of each finds the inventory of the other, as in any pair of projects."""
    extensions = {"extensions": ["evidence_matrix", "sphinx.ext.intersphinx"]}
    back = "https://drugs.example/"
    first = {
        "cells/matrices.toml": matrix("drugs"),
        "cells/sources.bib": record("one"),
        "cells/drugs/a1.md": page("cell: A1", "Ours", study("one"), bite("about", "See {cell}`soil/B1#skills`.")),
    }
    drugs = make_project(first, **extensions, intersphinx_mapping={"soil": (URL, str(theirs.outdir / "objects.inv"))})
    reply = bite("about", "See {study}`it <drugs/A1:one>` and {cell}`drugs/A1#about`.")
    answer = THEIRS | {"cells/soil/a1.md": page("cell: A1", "Theirs", reply)}
    soil = make_project(answer, **extensions, intersphinx_mapping={"drugs": (back, str(drugs.outdir / "objects.inv"))})
    assert (drugs.warnings, soil.warnings) == ([], [])
    assert hrefs(drugs.html("cells/drugs/a1")) == [SECTION]
    assert hrefs(soil.html("cells/soil/a1")) == [back + "cells/drugs/a1.html#one", back + "cells/drugs/a1.html#about"]


def hrefs(soup: BeautifulSoup) -> list[str]:
    return [str(link["href"]) for link in soup.select("#about p > a.reference")]
