"""The catalogue alone, without Sphinx: what a written key means, where references stand, and what points back at what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from evidence_matrix import defaults
from evidence_matrix.catalogue import Catalogue, Listing
from evidence_matrix.model import (
    Bibliography,
    Definitions,
    Entry,
    FrontMatter,
    Level,
    Matrix,
    Mention,
    Page,
    Section,
    Source,
    Type,
)


def matrix(name: str) -> Matrix:
    levels = tuple(Level(code=code, name=code) for code in "AB")
    return Matrix(name=name, title=name, levels=levels, types=tuple(Type(code=code, name=code) for code in "12"))


DEFINITIONS = Definitions(
    matrices={"drugs": matrix("drugs"), "alcohol": matrix("alcohol")},
    kinds=defaults.KINDS,
    designs=defaults.DESIGNS,
    bite=defaults.BITE,
)


def source(key: str, *former: str) -> Source:
    return Source(key=key, csl={}, title=key, authors=key, year="2001", former=former)


SOURCES = ("here", "both", "one", "three", "report", "shadow", "now", "unlisted")
BIBLIOGRAPHY = Bibliography(sources={key: source(key) for key in SOURCES}, former={"once": "now"})


def entry(key: str, **more: Any) -> Entry:
    return Entry(key=key, headline=f"About {key}", kinds=("key",), line=1, **more)


def cell(name: str, *entries: Entry | str, mentions: Sequence[Mention] = (), sections: str = "", **more: Any) -> Page:
    matrix, code = name.split("/")
    return Page(
        docname=f"cells/{name.lower()}",
        title=f"Headline of {name}",
        role="cell",
        matrix=matrix,
        code=code,
        entries=tuple(entry(item) if isinstance(item, str) else item for item in entries),
        sections=tuple(Section(id=id, title=id.capitalize(), role="issue") for id in sections.split()),
        mentions=tuple(mentions),
        **more,
    )


def course(matrix: str, code: str, *mentions: Mention) -> Page:
    return Page(docname=f"cells/{matrix}/{code.lower()}", title=code, role="course", matrix=matrix, code=code, mentions=mentions)


def topic(*cells: str) -> Page:
    return Page(docname="topics/one", title="One", role="topic", code="one", front=FrontMatter(topic="one", cells=cells))


def index(matrix: str) -> Page:
    return Page(docname=f"cells/{matrix}/index", title=matrix, role="matrix", matrix=matrix)


def catalogue(*pages: Page) -> Catalogue:
    return Catalogue(DEFINITIONS, BIBLIOGRAPHY, {page.docname: page for page in pages})


PLAIN = Page(docname="about", title="About")

CELLS = (
    cell("drugs/A1", "here", "both", "three"),
    cell("drugs/B1", "both", entry("shadow", also=("report", "one"))),
    cell("drugs/A2", "one", "now"),
    cell("drugs/B2", "three"),
    cell("alcohol/A1", "both", "three"),
)
A1, B1, A2, B2, ALCOHOL = CELLS


def meaning(page: Page, key: str, named: str = "") -> str:
    """Return ``cell:key`` of what a key means, with a question mark and all candidates where it is ambiguous."""
    found = catalogue(*CELLS, page).resolve(page, key, named)
    name = f"{found.listing.cell}:{found.listing.entry.key}" if found.listing else "nothing"
    return f"{name} ? {', '.join(found.ambiguous)}" if found.ambiguous else name


@pytest.mark.parametrize(
    ("page", "key", "named", "means"),
    [
        # this page's own entry comes before any other
        (A1, "both", "", "drugs/A1:both"),
        (B1, "both", "", "drugs/B1:both"),
        (ALCOHOL, "both", "", "alcohol/A1:both"),
        # else the only one there is, in whichever matrix
        (B1, "here", "", "drugs/A1:here"),
        (ALCOHOL, "here", "", "drugs/A1:here"),
        (PLAIN, "here", "", "drugs/A1:here"),
        # of several none is nearer, not even the one in the same matrix
        (A2, "both", "", "drugs/A1:both ? drugs/A1, drugs/B1, alcohol/A1"),
        (PLAIN, "three", "", "drugs/A1:three ? drugs/A1, drugs/B2, alcohol/A1"),
        # a course, a matrix index and a topic have cells of their own
        (course("drugs", "row-1"), "three", "", "drugs/A1:three"),
        (course("drugs", "row-2"), "three", "", "drugs/B2:three"),
        (course("drugs", "column-B"), "both", "", "drugs/B1:both"),
        (course("drugs", "row-1"), "both", "", "drugs/A1:both ? drugs/A1, drugs/B1"),
        (course("drugs", "row-2"), "both", "", "drugs/A1:both ? drugs/A1, drugs/B1, alcohol/A1"),
        (index("alcohol"), "three", "", "alcohol/A1:three"),
        (index("drugs"), "three", "", "drugs/A1:three ? drugs/A1, drugs/B2"),
        (topic("alcohol/a1", "drugs/A2"), "both", "", "alcohol/A1:both"),
        # a cell that is named decides, and names are those of the page's own matrix unless another is said
        (A1, "both", "drugs/B1", "drugs/B1:both"),
        (A1, "both", "alcohol/A1", "alcohol/A1:both"),
        (A1, "both", "B1", "drugs/B1:both"),
        (ALCOHOL, "both", "A1", "alcohol/A1:both"),
        (PLAIN, "both", "drugs/a1", "drugs/A1:both"),
        (A1, "both", "b1", "drugs/B1:both"),
        (A1, "here", "drugs/B1", "nothing"),
        (A1, "both", "drugs/Z9", "nothing"),
        (A1, "both", "opera/A1", "nothing"),
        (PLAIN, "both", "A1", "nothing"),  # in which matrix?
        # a key in `also` leads to its entry, where no entry of the key itself is as near
        (A1, "report", "", "drugs/B1:shadow"),
        (PLAIN, "report", "drugs/B1", "drugs/B1:shadow"),
        (B1, "one", "", "drugs/B1:shadow"),
        (A1, "one", "", "drugs/A2:one"),
        (course("drugs", "column-B"), "one", "", "drugs/B1:shadow"),
        (course("drugs", "column-A"), "one", "", "drugs/A2:one"),
        # a former key is the present one
        (A1, "once", "", "drugs/A2:now"),
        (A2, "once", "", "drugs/A2:now"),
        (PLAIN, "once", "drugs/A2", "drugs/A2:now"),
        # keys are told apart by case; what no cell lists means nothing
        (A1, "Here", "", "nothing"),
        (A1, "unlisted", "", "nothing"),
        (A1, "nobody", "", "nothing"),
    ],
)
def test_what_a_key_means(page: Page, key: str, named: str, means: str) -> None:
    assert meaning(page, key, named) == means


def test_a_cell_that_lists_a_report_and_its_study_names_the_report_itself() -> None:
    both = cell("drugs/A1", entry("one", also=("report",)), "report")
    books = catalogue(both)
    for found in (books.resolve(PLAIN, "report", "drugs/A1"), books.resolve(both, "report"), books.resolve(PLAIN, "report")):
        assert (found.listing, found.ambiguous) == (Listing(both, both.entries[1]), ())


def test_two_entries_of_one_cell_that_name_a_report_are_not_two_cells() -> None:
    page = cell("drugs/A1", entry("one", also=("report",)), entry("here", also=("report",)))
    found = catalogue(page).resolve(PLAIN, "report")
    assert (found.listing, found.ambiguous) == (Listing(page, page.entries[0]), ())


def test_an_entry_under_a_former_key_is_found_by_either() -> None:
    page = cell("drugs/A1", "once")
    books = catalogue(page)
    assert [books.resolve(PLAIN, key).listing for key in ("once", "now")] == [Listing(page, page.entries[0])] * 2


@pytest.mark.parametrize(
    ("written", "matrix", "name"),
    [
        ("drugs/B2", "", "drugs/B2"),
        ("drugs/b2", "alcohol", "drugs/B2"),
        ("B2", "alcohol", "alcohol/B2"),
        ("b2", "drugs", "drugs/B2"),
        ("B2", "", ""),
        ("B3", "drugs", ""),
        ("opera/B2", "drugs", ""),
        ("", "drugs", ""),
    ],
)
def test_the_name_of_a_cell(written: str, matrix: str, name: str) -> None:
    assert catalogue().cell_name(written, matrix) == name


@pytest.mark.parametrize(
    ("page", "cells"),
    [
        (course("drugs", "row-2"), ("drugs/A2", "drugs/B2")),
        (course("alcohol", "column-B"), ("alcohol/B1", "alcohol/B2")),
        (index("drugs"), ("drugs/A1", "drugs/B1", "drugs/A2", "drugs/B2")),
        (topic("alcohol/b2", "drugs/A1", "drugs/Z9"), ("alcohol/B2", "drugs/A1")),
        (A1, ("drugs/A1",)),
        (PLAIN, ()),
    ],
)
def test_a_pages_own_cells(page: Page, cells: tuple[str, ...]) -> None:
    assert catalogue(*CELLS).cells_of(page) == cells


def test_cells_stand_in_the_order_of_the_grid_whatever_that_of_reading() -> None:
    names = ["drugs/A1", "drugs/B1", "drugs/A2", "drugs/B2", "alcohol/A1"]
    assert list(catalogue(*CELLS).cells) == names
    assert list(catalogue(*reversed(CELLS)).cells) == names


def test_of_two_pages_of_one_cell_the_first_by_name_counts() -> None:
    second = cell("drugs/A1", "one")
    books = catalogue(Page(docname="cells/drugs/z", title="", role="cell", matrix="drugs", code="A1"), second)
    assert books.cells == {"drugs/A1": second}


# Passages


def passage(key: str, number: int, section: str = "why") -> Mention:
    return Mention(key=key, section=section, passage=number)


def ids(*mentions: Mention) -> list[str]:
    books = catalogue(*CELLS[1:], cell("drugs/A1", "here", "both", "three", mentions=mentions, sections="why how"))
    return [reference.anchor for reference in books.references["cells/drugs/a1"]]


@pytest.mark.parametrize(
    ("mentions", "anchors"),
    [
        ([passage("here", 1)], ["why--here"]),
        ([passage("here", 1), passage("here", 1)], ["why--here", "why--here"]),
        ([passage("here", 1), passage("here", 2), passage("here", 3)], ["why--here", "why--here-2", "why--here-3"]),
        ([passage("here", 1), passage("both", 1)], ["why--here", "why--both"]),
        ([passage("here", 1), passage("here", 2, "how")], ["why--here", "how--here"]),
        ([passage("here", 1, "")], ["text--here"]),
        # the id has the key of the entry that was found
        ([passage("once", 1)], ["why--now"]),
        ([passage("report", 1), passage("shadow", 2)], ["why--shadow", "why--shadow-2"]),
        # a mention in a title, or by an option, stands for its section
        ([Mention(key="here", section="why", manner="heading")], ["why"]),
        ([Mention(key="here", section="how", manner="discusses"), passage("here", 1, "how")], ["how", "how--here"]),
        # one that means nothing has no passage of its own
        ([passage("nobody", 1)], ["why"]),
    ],
)
def test_the_id_of_a_passage(mentions: list[Mention], anchors: list[str]) -> None:
    assert ids(*mentions) == anchors


def test_a_mention_put_in_elsewhere_moves_no_id() -> None:
    before = [passage("here", 1), passage("here", 2), passage("both", 2), passage("here", 3, "how")]
    # One of another study in the same section, and one of the same study in a section before.
    after = [
        passage("here", 1, "what"),
        passage("three", 2),
        passage("here", 3),
        passage("here", 4),
        passage("both", 4),
        passage("here", 5, "how"),
    ]
    assert set(ids(*before)) == {"why--here", "why--here-2", "why--both", "how--here"}
    assert set(ids(*after)) == set(ids(*before)) | {"what--here", "why--three"}


def test_a_passage_has_an_id_for_every_study_in_it() -> None:
    mentions = (passage("here", 1), passage("both", 1), passage("here", 1), passage("nobody", 1), passage("here", 2))
    books = catalogue(*CELLS[1:], cell("drugs/A1", "here", "both", mentions=mentions, sections="why"))
    assert books.passage_ids("cells/drugs/a1") == {1: ["why--here", "why--both"], 2: ["why--here-2"]}


# Back again


def test_what_points_at_an_entry_begins_on_its_own_page() -> None:
    here = cell("drugs/B2", "three", mentions=[passage("three", 1)], sections="why")
    first = cell("drugs/A1", mentions=[passage("three", 1)], sections="why")
    around = course("drugs", "row-2", passage("three", 1, ""))
    books = catalogue(around, here, first)
    pages = [reference.page.docname for reference in books.pointing_at(Listing(here, here.entries[0]))]
    assert pages == ["cells/drugs/b2", "cells/drugs/a1", "cells/drugs/row-2"]


def names(listings: Sequence[Listing]) -> list[str]:
    return [f"{listing.cell}:{listing.entry.key}" for listing in listings]


def test_relations_hold_both_ways() -> None:
    annotation = Mention(key="report", manner="annotation", entry="three")
    one = cell("drugs/A1", entry("here", related=("both", "now", "here", "nobody")), "three", mentions=[annotation])
    other = cell("drugs/B1", "both", entry("shadow", also=("report",)))
    books = catalogue(one, other, A2)
    related = {name: names(books.related(listing)) for listing in books.entries() for name in names([listing])}
    assert related == {
        "drugs/A1:here": ["drugs/B1:both", "drugs/A2:now"],
        "drugs/A1:three": ["drugs/B1:shadow"],
        "drugs/B1:both": ["drugs/A1:here"],
        "drugs/B1:shadow": ["drugs/A1:three"],
        "drugs/A2:one": [],
        "drugs/A2:now": ["drugs/A1:here"],
    }


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("both", "alcohol/A1:both"),  # of several the one in its own matrix
        ("three", "alcohol/A1:three"),
        ("drugs/B1:both", "drugs/B1:both"),
        ("here", "drugs/A1:here"),
        ("once", "drugs/A2:now"),
    ],
)
def test_a_related_study_is_looked_for_near_by(written: str, name: str) -> None:
    page = cell("alcohol/B2", entry("unlisted", related=(written,)))
    books = catalogue(*CELLS, page)
    assert names(books.related(Listing(page, page.entries[0]))) == [name]


def test_the_same_source_in_other_cells() -> None:
    once = cell("alcohol/B2", "once")
    books = catalogue(*CELLS, once)
    also = {name: names(books.also_in(listing)) for listing in books.entries() for name in names([listing])}
    assert also == {
        "drugs/A1:here": [],
        "drugs/A1:both": ["drugs/B1:both", "alcohol/A1:both"],
        "drugs/A1:three": ["drugs/B2:three", "alcohol/A1:three"],
        "drugs/B1:both": ["drugs/A1:both", "alcohol/A1:both"],
        "drugs/B1:shadow": [],
        "drugs/A2:one": [],
        "drugs/A2:now": ["alcohol/B2:once"],
        "drugs/B2:three": ["drugs/A1:three", "alcohol/A1:three"],
        "alcohol/A1:both": ["drugs/A1:both", "drugs/B1:both"],
        "alcohol/A1:three": ["drugs/A1:three", "drugs/B2:three"],
        "alcohol/B2:once": ["drugs/A2:now"],
    }


def test_the_studies_of_a_section_in_order_of_first_mention() -> None:
    mentions = [
        Mention(key="both", section="why", manner="discusses"),
        passage("three", 1),
        passage("nobody", 1),
        passage("both", 2),
        passage("report", 3),
        passage("three", 3),
        passage("here", 4, "how"),
    ]
    page = cell("drugs/A1", "here", "both", "three", mentions=mentions, sections="why how")
    books = catalogue(*CELLS[1:], page)
    assert names(books.section_studies(page, "why")) == ["drugs/A1:both", "drugs/A1:three", "drugs/B1:shadow"]
    assert names(books.section_studies(page, "how")) == ["drugs/A1:here"]
    assert names(books.section_studies(page, "other")) == []


def test_who_cites_a_source() -> None:
    citing = Page(docname="topics/cites", title="Cites", source_references=("once",))
    assert catalogue(*CELLS, citing, PLAIN).citing("now") == [citing]
