"""Two-way references: mentions and what they leave behind, sections, the grid and listings, and where links land."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from conftest import MakeProject
from docutils import nodes
from playwright.sync_api import Browser
from support import Project, dead_links

DEFINITIONS = """\
[matrices.drugs]
title = "Drugs"
levels = [{code = "A", name = "Interventions"}, {code = "B", name = "Practitioners"}]
types = [{code = "1", name = "Harm"}, {code = "2", name = "Generic"}]

[matrices.alcohol]
title = "Alcohol"
levels = [{code = "A", name = "Interventions"}, {code = "B", name = "Practitioners"}]
types = [{code = "1", name = "Screening"}, {code = "2", name = "Generic"}]
"""


def record(key: str, year: int = 2001, **fields: str) -> str:
    more = "".join(f", {name} = {{{value}}}" for name, value in fields.items())
    return f"@article{{{key}, author = {{{key.capitalize()}, A.}}, title = {{On {key}}}, year = {{{year}}}, journal = {{Trials}}{more}}}\n"


def study(key: str, *options: str, text: str = "What was found.") -> str:
    lines = "".join(f":{option}\n" for option in ("kind: key", *options))
    return f":::{{study}} {key} About {key}\n{lines}\n{text}\n:::\n\n"


def bite(opening: str, text: str) -> str:
    return f"::::{{bite}} {opening}\n{text}\n::::\n\n"


def page(front: str, title: str, *parts: str) -> str:
    return f"---\n{front}\n---\n\n# {title}\n\nIts argument.\n\n{''.join(parts)}"


def project_files(*keys: str, **pages: str) -> dict[str, str]:
    """Return a project with records for these keys; ``drugs_a1`` is the page ``cells/drugs/a1.md``."""
    files = {f"cells/{name.replace('_', '/', 1)}.md": text for name, text in pages.items()}
    return {"cells/matrices.toml": DEFINITIONS, "cells/sources.bib": "".join(map(record, keys)), **files}


def written(element: Tag) -> str:
    """Write an element as Markdown would: words, and links with where they lead."""
    parts = []
    for child in element.children:
        if isinstance(child, NavigableString):
            parts.append(str(child))
        elif isinstance(child, Tag) and "mx-hidden" not in child.get("class", []):
            inner = written(child)
            parts.append(f"[{inner}]({child['href']})" if child.name == "a" else inner)
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def below(project: Project, page: str, key: str) -> dict[str, str]:
    """Return the generated lines under an entry, by their labels."""
    entry = project.html(page).select_one(f"article#{key}")
    assert entry is not None
    lines = [(line, line.select_one(".mx-label")) for line in entry.select(".mx-foot > p")]
    return {label.get_text(): written(line).removeprefix(label.get_text()).strip() for line, label in lines if label}


def tree(html: Tag | str) -> object:
    """Return an element as nested tuples, in which only what a reader or a script could notice makes a difference."""
    element = BeautifulSoup(html, "lxml").body.contents[0] if isinstance(html, str) else html
    if isinstance(element, NavigableString):
        return re.sub(r"\s+", " ", str(element))
    assert isinstance(element, Tag)
    attributes = {name: " ".join(sorted(value)) if isinstance(value, list) else value for name, value in element.attrs.items()}
    children = [tree(child) for child in element.children if not (isinstance(child, NavigableString) and not child.strip())]
    return element.name, attributes, children


# Where a mention may stand

PLACES: Mapping[str, tuple[str, str, str]] = {
    # name, which is its key and its section too: how it is written, and the element that is its passage
    "paragraph": ("Before.\n\nSee {study}`it <KEY>` there.\n", "p", "See it there."),
    "emphasis": ("See *{study}`it <KEY>`* there.\n", "p", "See it there."),
    "item": ("* One.\n* Two, {study}`it <KEY>`.\n", "li", "Two, it."),
    "numbered": ("1. One, {study}`it <KEY>`.\n\n   And on.\n", "li", "One, it. And on."),
    "quotation": ("> Said of {study}`it <KEY>`.\n", "blockquote", "Said of it."),
    "quoted-item": ("> * Said of {study}`it <KEY>`.\n", "blockquote", "Said of it."),
    "table": ("| One | Two |\n|---|---|\n| Three | see {study}`it <KEY>` |\n", "p", "see it"),
    "definition": ("Term\n: What {study}`it <KEY>` is.\n", "p", "What it is."),
    "dropdown": (":::{dropdown} Folded\nSee {study}`it <KEY>` there.\n:::\n", "p", "See it there."),
    "card": (":::{card} Title\nSee {study}`it <KEY>` there.\n:::\n", "p", "See it there."),
    "sidebar": (":::{sidebar} Title\nSee {study}`it <KEY>` there.\n:::\n", "p", "See it there."),
    "pull-quote": (":::{pull-quote}\nSee {study}`it <KEY>` there.\n:::\n", "blockquote", "See it there."),
    "note": (":::{note}\nSee {study}`it <KEY>` there.\n:::\n", "p", "See it there."),
    "tabs": (
        ":::::{tab-set}\n::::{tab-item} One\nOther words.\n::::\n::::{tab-item} Two\nSee {study}`it <KEY>` there.\n::::\n:::::\n",
        "p",
        "See it there.",
    ),
    "link": ("See [it](#KEY) there.\n", "p", "See it there."),
    "footnote": ("Where it is noted.[^of-KEY]\n\n[^of-KEY]: As {study}`it <KEY>` says.\n", "p", "Where it is noted.[1]"),
    "folded-note": (
        ":::{dropdown} Folded\nNoted here.[^of-KEY]\n:::\n\n[^of-KEY]: As [it](#KEY) says.\n",
        "p",
        "Noted here.[2]",
    ),
}


def in_place(name: str) -> str:
    text = PLACES[name][0].replace("KEY", name)
    return f"::::::{{bite}} issue Is this the {name}?\n:name: in-{name}\n\n{text}\n::::::\n\n"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a cell that mentions a study of its own in each of the places."""
    cell = page("cell: A1", "Places", *map(study, PLACES), *map(in_place, PLACES))
    project = Project(tmp_path_factory.mktemp("places") / "project", project_files(*PLACES, drugs_a1=cell), {}).build()
    assert project.warnings == []
    return project


@pytest.mark.parametrize("name", PLACES)
def test_a_mention_and_its_way_back(places: Project, name: str) -> None:
    _, element, words = PLACES[name]
    assert below(places, "cells/drugs/a1", name)["Discussed in"] == f"[Is this the {name}?](#in-{name}--{name})"
    passage = places.html("cells/drugs/a1").find(id=f"in-{name}--{name}")
    assert isinstance(passage, Tag)
    assert (passage.name, " ".join(passage.get_text().split())) == (element, words)
    assert passage.find_parent(id=f"in-{name}") is not None


def test_a_study_mentioned_in_a_tab_or_fold_is_in_the_list_of_its_section(places: Project) -> None:
    for name in PLACES:
        rail = places.html("cells/drugs/a1").select_one(f"#in-{name} > .mx-rail")
        assert rail is not None
        assert written(rail) == f"Studies in this sectionK [About {name}](#{name}) {name.capitalize()}, 2001"


# What an entry says of the places that mention it


def around(*, a1: str = "", b1: str = "", alcohol: str = "", course: str = "", topic: str = "") -> dict[str, str]:
    """Return two matrices and what is around them, each page with these bites or words."""
    return project_files(
        *("one", "two", "three", "four"),
        drugs_a1=page("cell: A1", "First cell", study("one"), study("two"), a1),
        drugs_b1=page("cell: B1", "Second cell", study("three", "also: four"), b1),
        alcohol_a1=page("cell: A1", "Other matrix", study("two"), alcohol),
        **{"drugs_row-1": page("course: row-1", "A course", course), "topics_one": page("topic: one\ncells: [drugs/A1]", "A topic", topic)},
    )


SKILLS = "issue Are skills beside the point?\n:name: skills\n"


@pytest.mark.parametrize(
    ("pages", "entry", "says"),
    [
        pytest.param(
            {"a1": bite(SKILLS, "See {study}`one`.")}, "one", {"Discussed in": "[Are skills beside the point?](#skills--one)"}, id="once"
        ),
        pytest.param(
            {"a1": bite(SKILLS, "{study}`One`x`.\n".replace("`One`x`", "`x <one>`") + "\nAgain [x](#one), [y](#one).\n\nMore [x](#one).")},
            "one",
            {"Discussed in": "[Are skills beside the point?](#skills--one) [2](#skills--one-2), [3](#skills--one-3)"},
            id="further passages are numbered",
        ),
        pytest.param(
            {"a1": bite("about", "[x](#one)") + bite(SKILLS, "[x](#one)")},
            "one",
            {"Discussed in": "[What is this cell about?](#about--one); [Are skills beside the point?](#skills--one)"},
            id="each section once",
        ),
        pytest.param(
            {"b1": bite(SKILLS, "[x](#one)"), "alcohol": bite("start", "[x](#one)"), "a1": bite("about", "[x](#one)")},
            "one",
            {
                "Discussed in": "[What is this cell about?](#about--one); [B1: Are skills beside the point?](b1.html#skills--one); "
                "[alcohol/A1: Where should I start?](../alcohol/a1.html#start--one)"
            },
            id="across cells with their codes",
        ),
        pytest.param(
            {"a1": bite("start\n:study: one\n", "Because.")},
            "one",
            {"Discussed in": "[Where should I start?](#start)"},
            id="the study to start with",
        ),
        pytest.param(
            {"a1": bite(SKILLS + ":discusses: one, two\n", "All along."), "b1": bite("issue Else\n:relates: one\n", "Words.")},
            "one",
            {"Discussed in": "[Are skills beside the point?](#skills)", "Related discussion in": "[B1: Else](b1.html#else)"},
            id="whole sections",
        ),
        pytest.param(
            {"a1": bite(SKILLS + ":discusses: one\n", "[x](#one).")},
            "one",
            {"Discussed in": "[Are skills beside the point?](#skills) [2](#skills--one)"},
            id="a whole section and a passage of it",
        ),
        pytest.param(
            {"a1": bite("issue Is {study}`it <one>` so?\n:name: so\n", "Words.")},
            "one",
            {"Discussed in": "[Is it so?](#so)"},
            id="in a title",
        ),
        pytest.param(
            {"a1": bite("issue Is {study}`it <one>` so?\n:name: so\n", "Words of {study}`it <one>`.")},
            "one",
            {"Discussed in": "[Is it so?](#so--one)"},
            id="in a title and in its text",
        ),
        pytest.param(
            {"a1": bite(SKILLS, "Said of [both](#one), and of {study}`two`.\n\n[two](#two)")},
            "two",
            {
                "Discussed in": "[Are skills beside the point?](#skills--two) [2](#skills--two-2)",
                "Also in": "[alcohol/A1](../alcohol/a1.html#two)",
            },
            id="two studies in one passage",
        ),
        pytest.param(
            {"course": "First [it](#one).\n\nThen [again](#one).\n", "topic": "See [it](#one).\n"},
            "one",
            {"Also discussed in": "[A course](row-1.html#text--one) [2](row-1.html#text--one-2); [A topic](../topics/one.html#text--one)"},
            id="in a course and a topic",
        ),
    ],
)
def test_what_an_entry_says_of_its_mentions(make_project: MakeProject, pages: dict[str, str], entry: str, says: dict[str, str]) -> None:
    project = make_project(around(**pages))
    assert project.warnings == []
    assert below(project, "cells/drugs/a1", entry) == says
    assert dead_links(project.outdir) == []


def test_an_annotation_and_an_option_make_two_entries_related(make_project: MakeProject) -> None:
    cell = page(
        "cell: A1",
        "Cell",
        study("one", "related: two, five, drugs/B1:four", text="See {study}`three`, which differs."),
        study("two"),
        study("three"),
    )
    project = make_project(
        project_files("one", "two", "three", "four", "five", drugs_a1=cell, drugs_b1=page("cell: B1", "B", study("four")))
    )
    assert project.warnings == []
    ways = {key: below(project, "cells/drugs/a1", key) for key in ("one", "two", "three")}
    assert ways == {
        "one": {"Goes with": "[About two](#two); [About four](b1.html#four) (B1); [About three](#three); Five, 2001"},
        "two": {"Goes with": "[About one](#one)"},
        "three": {"Goes with": "[About one](#one)"},
    }
    assert below(project, "cells/drugs/b1", "four") == {"Goes with": "[About one](a1.html#one) (A1)"}


def test_the_study_to_start_with_stands_at_the_head_of_its_section(make_project: MakeProject) -> None:
    project = make_project(around(a1=bite("start\n:study: one\n", "Because.")))
    section = project.html("cells/drugs/a1").select_one("section#start")
    assert section is not None
    assert [written(part) for part in section.select("p")] == [
        "Begin with K [About one](#one) One, 2001",
        "Because.",
        "Studies in this section",
    ]


# The two forms of a mention


def mention(href: str, text: str, note: str = "", locator: str = "") -> str:
    title = f' title="{note}"' if note else ""
    where = f'<span class="mx-locator"> ({locator})</span>' if locator else ""
    return f'<a class="mx-to-study reference internal" href="{href}"{title}><span class="mx-study-text">{text}</span>{where}</a>'


FORMS = [
    (("{study}`the words <one>`", "[the words](#one)"), mention("#one", "the words")),
    (("{study}`one`", "[](#one)"), mention("#one", "One, 2001")),
    (("{study}`it <one @ p. 55>`", "[it](<#one @ p. 55>)"), mention("#one", "it", locator="p. 55")),
    (("{study}`one @ pp. 5–6`", "[](<#one @ pp. 5–6>)"), mention("#one", "One, 2001", locator="pp. 5–6")),
    (("{study}`it <drugs/B1:three>`", "{study}`it <B1:three>`", "[it](#drugs/B1:three)"), mention("b1.html#three", "it")),
    (("{study}`it <drugs/b1:three @ box 2>`", "[it](<#drugs/b1:three @ box 2>)"), mention("b1.html#three", "it", locator="box 2")),
    (("{study}`it <four>`", "[it](#four)"), mention("b1.html#three", "it")),
    (("{study}`four`", "[](#four)"), mention("b1.html#three", "Four, 2001")),
    (("{matrix:study}`it <alcohol/A1:two>`", "[it](#alcohol/A1:two)"), mention("../alcohol/a1.html#two", "it")),
    (('[a *caring* one](#one "what is there")',), mention("#one", "a <em>caring</em> one", note="what is there")),
    (('[it](<#one @ p. 5> "a “note”")',), mention("#one", "it", note="a “note”", locator="p. 5")),
]

LINKS = [
    ("[x](#skills)", "#skills", "x"),
    ("[x *y*](#bite)", "#bite", "x y"),
    ("[](#skills)", "#skills", "Are skills beside the point?"),
    ("[x](b1.md#skills)", "b1.html#skills", "x"),
    ("[](b1.md#skills)", "b1.html#skills", "Is skill all?"),
    ("[](../alcohol/a1.md#about)", "../alcohol/a1.html#about", "What is this cell about?"),
    ("{cell}`B1`", "b1.html", "B1"),
    ("{cell}`b1`", "b1.html", "B1"),
    ("{cell}`drugs/B1`", "b1.html", "B1"),
    ("{cell}`alcohol/a1`", "../alcohol/a1.html", "alcohol/A1"),
    ("{cell}`x <B1#skills>`", "b1.html#skills", "x"),
    ("{cell}`x <A1#skills>`", "#skills", "x"),
    ("{cell}`B1#three`", "b1.html#three", "B1"),
    ("{source}`four`", "../sources.html#source-four", "Four, 2001"),
    ("{source}`x <one>`", "../sources.html#source-one", "x"),
]


def one_by_one(texts: Iterable[str], name: str) -> str:
    return "".join(bite(f"issue The {name} {number}\n:name: {name}-{number}\n", text) for number, text in enumerate(texts))


@pytest.fixture(scope="module")
def mentions(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a cell with a section for each of these forms of a mention and of a link."""
    forms = one_by_one(("\n\n".join(f"See {form} there." for form in forms) for forms, _ in FORMS), "form")
    links = one_by_one((f"See {link} there." for link, _, _ in LINKS), "link")
    skill = bite("issue Is skill all?\n:name: skills\n", "Words.")
    files = around(a1=bite("about", "Words.") + bite(SKILLS, "Words.") + forms + links, b1=skill, alcohol=bite("about", "Words."))
    files["cells/sources.md"] = "# Sources\n\n:::{sources}\n:::\n"
    project = Project(tmp_path_factory.mktemp("mentions") / "project", files, {}).build()
    assert project.warnings == []
    assert dead_links(project.outdir) == []
    return project


@pytest.mark.parametrize("number", range(len(FORMS)), ids=[forms[-1] for forms, _ in FORMS])
def test_role_and_link_are_the_same(mentions: Project, number: int) -> None:
    forms, html = FORMS[number]
    links = mentions.html("cells/drugs/a1").select(f"#form-{number} .mx-text > p > a")
    assert [tree(link) for link in links] == [tree(html)] * len(forms)


@pytest.mark.parametrize("number", range(len(LINKS)), ids=[link for link, _, _ in LINKS])
def test_links_to_cells_sections_and_records(mentions: Project, number: int) -> None:
    link = mentions.html("cells/drugs/a1").select_one(f"#link-{number} p > a.reference")
    assert link is not None
    assert (link["href"], link.get_text()) == LINKS[number][1:]


# The grid and the listings


def with_kinds(key: str, *kinds: str, ask: str = "") -> str:
    return study(key, *([f"ask: {ask}"] if ask else [])).replace("kind: key", f"kind: {', '.join(kinds)}")


LISTED = project_files(
    drugs_index="---\nmatrix: drugs\n---\n\n# The drugs matrix\n\n:::{matrix-grid}\n:::\n",
    drugs_a1=page(
        "cell: A1\nstatus: reviewed",
        "A first cell",
        with_kinds("two", "review", "key", ask="Why?"),
        with_kinds("one", "seminal"),
        with_kinds("four", "guidance", ask="How, then?"),
    ),
    drugs_b1=page("cell: B1\nstatus: planned", "To come"),
    drugs_a2=page("cell: A2\nstatus: empty\nsearched:\n  date: 2026-11-24\n  where: PubMed", "Nothing there"),
    alcohol_b2=page("cell: B2\nstatus: reviewed", "Drink", study("two"), with_kinds("three", "review", ask="Who?")),
    **{"drugs_row-1": page("course: row-1", "A row"), "drugs_column-b": page("course: column-B", "A column")},
) | {"cells/sources.bib": record("one", 1990) + record("two", 2004) + record("three", 2015) + record("four", 2020)}


def test_the_grid(make_project: MakeProject) -> None:
    project = make_project(LISTED)
    assert project.warnings == []
    table = project.html("cells/drugs/index").select_one("table.mx-grid")
    assert table is not None
    assert written(table.caption or table).startswith("Drugs: 2 levels across, 2 types of intervention down")
    rows = [[(cell.name, cell.get("scope"), written(cell)) for cell in row.select("th, td")] for row in table.select("tr")]
    assert rows == [
        [("td", None, ""), ("th", "col", "A Interventions"), ("th", "col", "[B Practitioners](column-b.html)")],
        [
            ("th", "row", "[1 Harm](row-1.html)"),
            ("td", None, "[A1 A first cell](a1.html)"),
            ("td", None, "[B1 To come](b1.html) Planned: not searched yet"),
        ],
        [
            ("th", "row", "2 Generic"),
            ("td", None, "[A2 Nothing there](a2.html) Searched November 24, 2026, nothing met the criteria (PubMed)"),
            ("td", None, "B2 Not written yet"),
        ],
    ]


def test_the_grid_has_a_mark_for_each_study_and_counts_in_words(make_project: MakeProject) -> None:
    cell = make_project(LISTED).html("cells/drugs/index").select_one("table.mx-grid tbody td")
    assert cell is not None
    marks = [name for mark in cell.select(".mx-marks > *") for name in mark["class"] if name.startswith("mx-kind-")]
    assert marks == ["mx-kind-seminal", "mx-kind-review", "mx-kind-guidance"]  # in the order of the kinds, a study once, its first kind
    words = cell.select_one(".mx-hidden")
    assert words is not None
    assert words.get_text() == "Seminal 1, Key 1, Review 1, Guidance 1"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_grids_of_the_publication(publication: Callable[[str], Path], builder: str) -> None:
    for matrix in ("drugs", "alcohol"):
        table = BeautifulSoup((publication(builder) / "cells" / matrix / "index.html").read_bytes(), "lxml").select_one("table.mx-grid")
        assert table is not None
        codes = [link.select_one(".mx-code") for link in table.select("td a[href]")]
        assert [code.get_text() for code in codes if code] == [f"{level}{type_}" for type_ in "12345" for level in "ABCDE"]


ALL = {
    "two": "R K [About two](cells/drugs/a1.html#two) Two, 2004. [drugs/A1](cells/drugs/a1.html)",
    "one": "S [About one](cells/drugs/a1.html#one) One, 1990. [drugs/A1](cells/drugs/a1.html)",
    "four": "G [About four](cells/drugs/a1.html#four) Four, 2020. [drugs/A1](cells/drugs/a1.html)",
    "alcohol/two": "K [About two](cells/alcohol/b2.html#two) Two, 2004. [alcohol/B2](cells/alcohol/b2.html)",
    "three": "R [About three](cells/alcohol/b2.html#three) Three, 2015. [alcohol/B2](cells/alcohol/b2.html)",
}


FILTERS = [
    ("", ["two", "one", "four", "alcohol/two", "three"]),
    (":kind: guidance", ["four"]),
    (":kind: key", ["two", "alcohol/two"]),
    (":kind: seminal, Guidance", ["one", "four"]),
    (":matrix: alcohol", ["alcohol/two", "three"]),
    (":level: B", ["alcohol/two", "three"]),
    (":type: 1", ["two", "one", "four"]),
    (":source: two, one", ["two", "one", "alcohol/two"]),
    (":since: 2015", ["four", "three"]),
    (":kind: review\n:since: 2010\n:level: b", ["three"]),
    (":kind: guidance\n:level: B", []),
]


@pytest.fixture(scope="module")
def filtered(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a page that lists studies by each of these filters."""
    lists = "".join(f"## L{number}\n\n:::{{studies}}\n{filters}\n:::\n\n" for number, (filters, _) in enumerate(FILTERS))
    project = Project(tmp_path_factory.mktemp("filtered") / "project", LISTED | {"lists.md": f"# Lists\n\n{lists}"}, {}).build()
    assert project.warnings == []
    assert dead_links(project.outdir) == []
    return project


@pytest.mark.parametrize("number", range(len(FILTERS)), ids=[filters for filters, _ in FILTERS])
def test_listing_studies(filtered: Project, number: int) -> None:
    section = filtered.html("lists").select_one(f"section#l{number}")
    assert section is not None
    found = [ALL[name] for name in FILTERS[number][1]] or ["No study in the matrix meets these conditions yet."]
    assert [written(item) for item in section.select("li, p")] == found


ROW = [
    "[A1 A first cell](a1.html)",
    "Its argument.",
    "Seminal 1, Key 1, Review 1, Guidance 1",
    "[B1 To come](b1.html)",
    "Its argument.",
    "Planned: not searched yet",
]


@pytest.mark.parametrize(
    ("directive", "says"),
    [
        ("{cells}", ROW),
        ("{cells} row-1", ROW),
        ("{cells} drugs/row-1", ROW),
        ("{cells} column-b", [*ROW[3:], "drugs/B2", "Not written yet"]),
        (
            "{questions}",
            ["Why?", "R K [About two](a1.html#two) · [A1](a1.html)", "How, then?", "G [About four](a1.html#four) · [A1](a1.html)"],
        ),
        ("{questions} alcohol/b2", ["Who?", "R [About three](../alcohol/b2.html#three) · [alcohol/B2](../alcohol/b2.html)"]),
        ("{questions} row-2", ["No questions yet."]),
    ],
)
def test_listing_cells_and_questions(make_project: MakeProject, directive: str, says: list[str]) -> None:
    files = {name: text for name, text in LISTED.items() if "row-1" not in name}
    where = "cells/drugs/lists.md"
    project = make_project(files | {where: f"---\ncourse: row-1\n---\n\n# Lists\n\n:::{directive}\n:::\n"})
    assert project.warnings == []
    body = project.html(where.removesuffix(".md")).select_one("section#lists")
    assert body is not None
    parts = [part for part in body.select("h2, h3, p") if "mx-eyebrow" not in part.get("class", [])]
    assert [written(part) for part in parts] == says


def test_the_bibliography(make_project: MakeProject) -> None:
    files = around(a1=bite("about", "[x](#one)"), topic="[x](#one) and {source}`four`.")
    project = make_project(files | {"cells/sources.md": "# Sources\n\n:::{sources}\n:::\n"})
    assert project.warnings == []
    items = {str(item["id"]): [written(p) for p in item.select("p")[1:]] for item in project.html("cells/sources").select("li[id]")}
    assert items == {
        # a further report of three, listed with it
        "source-four": ["Listed in [drugs/B1](drugs/b1.html#three)", "Cited in [A topic](topics/one.html)"],
        "source-one": [
            "Listed in [drugs/A1](drugs/a1.html#one)",
            "Discussed in [drugs/A1: What is this cell about?](drugs/a1.html#about--one); [A topic](topics/one.html#text--one)",
        ],
        "source-three": ["Listed in [drugs/B1](drugs/b1.html#three)"],
        "source-two": ["Listed in [drugs/A1](drugs/a1.html#two), [alcohol/A1](alcohol/a1.html#two)"],
    }


# No dead fragment in the publication


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_link_of_the_publication_lands(publication: Callable[[str], Path], builder: str) -> None:
    assert dead_links(publication(builder)) == []


# The fold


FOLDED = project_files(
    "one",
    drugs_a1=page(
        "cell: A1", "Folded", study("one"), bite("about", "Words."), bite(SKILLS, "See {study}`one`.\n\n" + "Long.\n\n" * 60 + "[x](#one)")
    ),
)


def test_the_fold(make_project: MakeProject) -> None:
    soup = make_project(FOLDED).html("cells/drugs/a1")
    heading = soup.select_one("details > summary > h2")
    assert heading is not None
    assert heading.parent is not None
    fold = heading.parent.parent
    assert fold is not None
    summary, body = fold.find_all(recursive=False)
    assert (summary.h2.get_text(), summary.select("a"), fold.get("id"), body["id"]) == ("Matrix Bite", [], None, "bite")
    sections = {str(section["id"]): [part.name for part in section.select("h2, h3, h4")] for section in body.select("section")}
    assert sections == {"about": ["h3"], "skills": ["h3"]}


def test_the_bite_is_in_the_contents_of_the_page(make_project: MakeProject) -> None:
    app = make_project(FOLDED).app
    toc = app.env.tocs["cells/drugs/a1"]
    names = [reference["anchorname"] for reference in toc.findall(nodes.reference)]
    assert names == ["", "#bite", "#about", "#skills"]


@pytest.mark.parametrize("fragment", ["bite", "about", "skills", "skills--one", "skills--one-2"])
def test_a_link_into_the_fold_opens_it_without_a_script(make_project: MakeProject, browser: Browser, fragment: str) -> None:
    page = make_project(FOLDED).outdir / "cells" / "drugs" / "a1.html"
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1000, "height": 500})
    tab = context.new_page()
    tab.goto(page.as_uri())
    assert not tab.locator(f"#{fragment}").is_visible()
    tab.goto(f"{page.as_uri()}#{fragment}")
    target = tab.locator(f"#{fragment}")
    box = target.bounding_box()
    assert target.is_visible()
    assert box is not None
    assert -1 < box["y"] < 500  # scrolled to
    context.close()
