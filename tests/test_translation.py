"""A cell in another language: its words change, and no id, link or way back does."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from bs4 import Tag
from conftest import MakeProject
from support import Project, dead_links
from test_references import SKILLS, below, bite, page, project_files, study

CELL = page(
    "cell: A1\nstatus: reviewed",
    "Who you are matters",
    study("one", text="Set against {study}`another <two>`, more was found."),
    study("two", text="Less was found."),
    bite("about", "What it covers. See {cell}`B1`.\n\n* First of {study}`this one <one>`.\n* Then of {study}`that one <two>`."),
    bite(
        SKILLS + ":discusses: two\n",
        "{study}`Seen <one>` and [*seen* again](#one).[^peer]\n\nThen [more](#drugs/B1:three).\n\n[^peer]: As {study}`it <two>` says.",
    ),
    bite("issue Is {study}`that <two>` so?\n", "Compare [the skills](#skills)."),
)
BESIDE = page("cell: B1", "Beside it", study("three"), bite("about", "[x](#one)"))
FILES = project_files("one", "two", "three", drugs_a1=CELL, drugs_b1=BESIDE)
SETTINGS = {"locale_dirs": ["locales"], "gettext_compact": False}


def in_german(message: str) -> str:
    """Translate a message: every word of it gets a mark, and what is Markdown in it stays as it is."""
    syntax = re.compile(r"\{\w+\}`|<[^>]*>`|\]\([^)]*\)|\[\^\w+\]|\b[AB]\d`|[\[*`]")
    parts, end = [], 0
    for match in syntax.finditer(message):
        parts += [re.sub(r"\w+", r"ü\g<0>", message[end : match.start()]), match[0]]
        end = match.end()
    return "".join(parts) + re.sub(r"\w+", r"ü\g<0>", message[end:])


def translate(project: Project) -> None:
    """Translate every message of the cell."""
    with (project.build("gettext").outdir / "cells" / "drugs" / "a1.pot").open("rb") as file:
        original = read_po(file)
    catalog = Catalog(locale="de")
    for message in original:
        if message.id:
            catalog.add(str(message.id), in_german(str(message.id)))
    folder = project.srcdir / "locales" / "de" / "LC_MESSAGES" / "cells" / "drugs"
    folder.mkdir(parents=True)
    with (folder / "a1.mo").open("wb") as file:
        write_mo(file, catalog)


@pytest.fixture
def original(make_project: MakeProject) -> Project:
    return make_project(FILES, **SETTINGS)


@pytest.fixture(params=[0, 2], ids=["serial", "parallel"])
def translated(make_project: MakeProject, request: pytest.FixtureRequest) -> Project:
    """Return the project in German, built by one process or by two."""
    project = make_project(FILES, None, **SETTINGS, language="de")
    # Parallel reading begins at more than five documents.
    for number in range(8):
        project.write(f"more-{number}.md", f"# More {number}\n\nWords.\n")
    translate(project)
    return project.build(freshenv=True, parallel=request.param)


def body(project: Project) -> Tag:
    found = project.html("cells/drugs/a1").select_one("section#who-you-are-matters")
    assert found is not None
    return found


def test_the_words_are_translated(translated: Project) -> None:
    assert translated.warnings == []
    cell = body(translated)
    names = ("h1", "h2.mx-fold-title", "h3.mx-headline", "section.mx-part h3")
    words = {name: [part.get_text() for part in cell.select(name)] for name in names}
    assert [re.sub(r"\W+", " ", text).strip() for text in words["h1"]] == ["üWho üyou üare ümatters"]
    assert words["h2.mx-fold-title"] == ["üMatrix üBite"]
    assert [text.split(":")[-1].strip() for text in words["h3.mx-headline"]] == ["üAbout üone", "üAbout ütwo"]
    titles = [re.sub(r"\W+", " ", text).strip() for text in words["section.mx-part h3"]]
    assert titles == ["üWhat üis üthis ücell üabout", "üAre üskills übeside üthe üpoint", "üIs üthat üso"]


def ids(tag: Tag) -> list[str]:
    """Return what can be linked to; the words of the scripts, which only a translation needs, are not among it."""
    return [str(element["id"]) for element in tag.select("[id]:not([hidden])")]


def links(tag: Tag) -> list[str]:
    return [str(link["href"]) for link in tag.select("a[href]")]


def test_ids_and_links_are_those_of_the_original(original: Project, translated: Project) -> None:
    assert original.warnings == translated.warnings == []
    ours, theirs = body(original), body(translated)
    assert ids(theirs) == ids(ours)
    assert links(theirs) == links(ours)
    assert dead_links(translated.outdir) == []


def test_every_mention_counts_once(original: Project, translated: Project) -> None:
    def counted(project: Project) -> list[tuple[str, str, str, int]]:
        domain = project.app.env.get_domain("matrix")
        return [(mention.key, mention.section, mention.manner, mention.passage) for mention in domain.page("cells/drugs/a1").mentions]  # type: ignore[attr-defined]

    assert counted(translated) == counted(original)


def test_the_way_back_is_in_the_words_of_the_translation(translated: Project) -> None:
    found = list(below(translated, "cells/drugs/a1", "two").values())
    assert found == [
        "[üAbout üone](#one)",
        "[üWhat üis üthis ücell üabout?](#about--two); [üAre üskills übeside üthe üpoint?](#skills) [2](#skills--two); "
        "[üIs üthat üso?](#is-that-so)",
    ]


def test_a_cell_beside_it_shows_translated_titles(translated: Project) -> None:
    found = list(below(translated, "cells/drugs/b1", "three").values())
    assert found == ["[A1: üAre üskills übeside üthe üpoint?](a1.html#skills--three)"]
