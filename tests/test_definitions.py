"""``matrices.toml``: what may be written, what is said about mistakes, and how little they cost."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_matrix import defaults
from evidence_matrix.definitions import read_definitions
from evidence_matrix.messages import Warn
from evidence_matrix.model import BiteSection, Definitions, Design, Kind, Level, Matrix, ReadingPath, Type

SMALL = """\
[matrices.drugs]
title = "Drugs"
levels = [{code = "A", name = "Interventions"}, {code = "B", name = "Practitioners"}]
types = [{code = "1", name = "Harm"}, {code = "2", name = "Generic"}]
"""

FULL = '''\
bite_title = "Commentary"   # everything that can be said
kinds.core = {letter = "C", label = "Core", meaning = "Read this"}

[designs]
trial.label = "Trial"

[bite.about]
title = "About"

[bite.point]
repeat = true

[matrices.soil]
title = "Soil"

[[matrices.soil.levels]]
code = "A"
name = "Field"
gloss = "In a [field]"
scope = """
Longer,
"in MyST"."""

[[matrices.soil.types]]
code = "1"
name = "Worms"

[[matrices.soil.paths]]
who = "Farmers"
levels = ["a"]
'''


def read(tmp_path: Path, text: str | bytes) -> tuple[Definitions, list[tuple[int, str]]]:
    path = tmp_path / "matrices.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    definitions, problems = read_definitions(path, "cells/matrices.toml")
    assert {problem.path for problem in problems} <= {"cells/matrices.toml"}
    return definitions, [(problem.line, problem.message) for problem in problems]


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    definitions, problems = read(tmp_path, FULL)
    assert problems == []
    assert definitions == Definitions(
        bite_title="Commentary",
        kinds={"core": Kind(code="core", letter="C", label="Core", meaning="Read this")},
        designs={"trial": Design(code="trial", label="Trial")},
        bite={
            "about": BiteSection(code="about", title="About"),
            "point": BiteSection(code="point", title="Point", repeat=True),
        },
        matrices={
            "soil": Matrix(
                name="soil",
                title="Soil",
                levels=(Level(code="A", name="Field", gloss="In a [field]", scope='Longer,\n"in MyST".'),),
                types=(Type(code="1", name="Worms"),),
                paths=(ReadingPath(who="Farmers", levels=("A",)),),
            )
        },
    )


def test_a_small_project_need_not_define_kinds_designs_and_sections(tmp_path: Path) -> None:
    definitions, problems = read(tmp_path, SMALL)
    assert problems == []
    assert "".join(kind.letter for kind in definitions.kinds.values()) == "SKRG"
    assert ", ".join(definitions.designs) == (
        "trial, quasi-experiment, before-after, cohort, survey, qualitative, mixed, economic, systematic-review, review, guidance, "
        "policy, theory"
    )
    assert definitions.bite == {
        "about": BiteSection(code="about", title="What is this cell about?"),
        "start": BiteSection(code="start", title="Where should I start?"),
        "issue": BiteSection(code="issue", title="Issue", repeat=True),
    }
    assert definitions.bite_title == "Matrix Bite"
    assert definitions.matrices["drugs"].codes() == ("A1", "B1", "A2", "B2")


def test_a_missing_file_is_one_problem_and_the_defaults(tmp_path: Path) -> None:
    definitions, problems = read_definitions(tmp_path / "none.toml", "cells/matrices.toml")
    expected = Definitions(matrices={}, kinds=defaults.KINDS, designs=defaults.DESIGNS, bite=defaults.BITE)
    assert definitions == expected
    assert [tuple(problem) for problem in problems] == [
        ("cells/matrices.toml", 0, Warn.DEFINITIONS, "the definitions cannot be read: No such file or directory")
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("bite_titel = 'x'\n", 1, "'bite_titel' is not known (did you mean 'bite_title'?); it is left out", id="unknown key"),
        pytest.param("\nbite_title = true\n", 2, "'bite_title' must be text in quotes, not true or false", id="wrong type"),
        pytest.param("kinds = 'x'\n", 1, "'kinds' must be a table, not text", id="text for a table"),
        pytest.param("# c\n[kinds]\n", 2, "there are no kinds; the default ones are used", id="no kinds"),
        pytest.param("[kinds.a]\nlabel='A'\nletter='AB'\n", 3, "the letter of 'a' must be one character, not 'AB'; 'A' is used", id="long"),
        pytest.param("[kinds.a]\nlabel='A'\n", 1, "'kinds.a.letter' is missing; 'A' is used", id="no letter"),
        pytest.param("[kinds.ab]\nletter='A'\n", 1, "'kinds.ab.label' is missing; 'Ab' is used", id="no label"),
        pytest.param(
            "[kinds]\na = {letter='A', label='A'}\nb = {letter='a', label='B'}\n", 3, "'b' has the letter 'a' of 'a'", id="same letter"
        ),
        pytest.param(
            "[kinds.'a b']\nletter='A'\n[kinds.c]\nletter='C'\nlabel='C'\n",
            1,
            "'a b' cannot be a name here: use letters, digits, '-' and '_' only; it is left out",
            id="code",
        ),
        pytest.param(
            "[designs.x]\nlable=''\nlabel='X'\n", 2, "'designs.x.lable' is not known (did you mean 'label'?); it is left out", id="design"
        ),
        pytest.param("[bite.x]\ntitle='X'\nrepeat='yes'\n", 3, "'bite.x.repeat' must be true or false, not text", id="flag"),
        pytest.param("designs.x = 3\n", 1, "'designs.x' must be a table, not a number", id="number for a table"),
        pytest.param(
            "bite_title = 'x' y\n",
            1,
            "this is not TOML and is left out: expected newline or end of document after a statement",
            id="broken",
        ),
    ],
)
def test_mistakes_outside_matrices(tmp_path: Path, text: str, line: int, message: str) -> None:
    _, problems = read(tmp_path, text + SMALL)
    assert problems == [(line, message)]


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "codes"),
    [
        pytest.param('title = "Drugs"', "", 1, "'matrices.drugs.title' is missing; 'drugs' is used", "A1 B1 A2 B2", id="no title"),
        pytest.param(
            'code = "B"', 'code = "a"', 3, "'a' is already among the levels of 'drugs'; the second is left out", "A1 A2", id="twice"
        ),
        pytest.param('code = "B", ', "", 3, "'matrices.drugs.levels.2.code' is missing", "A1 A2", id="no code"),
        pytest.param(
            'code = "2"', "code = 2", 4, "'matrices.drugs.types.2.code' must be text in quotes, not a number", "A1 B1 A2 B2", id="n"
        ),
        pytest.param(', name = "Harm"', "", 4, "'matrices.drugs.types.1.name' is missing; '1' is used", "A1 B1 A2 B2", id="no name"),
        pytest.param(
            'name = "Harm"',
            'name = "H", glos = ""',
            4,
            "'matrices.drugs.types.1.glos' is not known (did you mean 'gloss'?); it is left out",
            "A1 B1 A2 B2",
            id="unknown",
        ),
        pytest.param(
            '{code = "B", name = "Practitioners"}', '"B"', 3, "'matrices.drugs.levels.2' must be a table, not text", "A1 A2", id="t"
        ),
        pytest.param(
            'code = "B"',
            'code = "B/2"',
            3,
            "'B/2' cannot be a name here: use letters, digits, '-' and '_' only; it is left out",
            "A1 A2",
            id="slash",
        ),
        pytest.param(
            '"B", name = "Practitioners"}]\ntypes = [{code = "1"',
            '"A1", name = "P"}]\ntypes = [{code = "12"',
            4,
            "'A1' and '2' make the cell code 'A12', as do 'A' and '12'; the type '2' is left out",
            "A12 A112",
            id="same cell code",
        ),
    ],
)
def test_mistakes_in_a_matrix(tmp_path: Path, old: str, new: str, line: int, message: str, codes: str) -> None:
    assert old in SMALL
    definitions, problems = read(tmp_path, SMALL.replace(old, new))
    assert problems == [(line, message)]
    assert definitions.matrices["drugs"].codes() == tuple(codes.split())


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param("", [(0, "no matrix is defined: begin with a heading such as [matrices.drugs]")], id="empty"),
        pytest.param(
            "\n[matrices.x]\ntitle='X'\nlevels=[{code='A',name='A'}]\n",
            [(2, "the matrix 'x' has no types, so it has no cells and is left out")],
            id="no types",
        ),
        pytest.param(
            "[matrices.x]\ntitle='X'\n[matrices.x.levels]\n[[matrices.x.types]]\ncode='1'\nname='1'",
            [
                (3, "'matrices.x.levels' must be a list, not a table"),
                (3, "the matrix 'x' has no levels, so it has no cells and is left out"),
            ],
            id="single brackets",
        ),
        pytest.param(
            "[matrices.'a/b']\ntitle='X'",
            [(1, "'a/b' cannot be a name here: use letters, digits, '-' and '_' only; it is left out")],
            id="name",
        ),
    ],
)
def test_a_matrix_that_cannot_be(tmp_path: Path, text: str, problems: list[tuple[int, str]]) -> None:
    assert read(tmp_path, text) == (read_definitions(tmp_path / "none", "")[0], problems)


def test_names_that_differ_in_capitals_would_share_a_folder(tmp_path: Path) -> None:
    definitions, problems = read(tmp_path, SMALL + SMALL.replace("drugs", "Drugs"))
    assert list(definitions.matrices) == ["drugs"]
    assert problems == [(5, "'Drugs' and 'drugs' would share a folder; 'Drugs' is left out")]


@pytest.mark.parametrize(
    ("path", "found", "problems"),
    [
        pytest.param("who = 'W'", [ReadingPath(who="W")], [], id="everything"),
        pytest.param("who = 'W'\ntypes = ['2', '1']", [ReadingPath(who="W", types=("2", "1"))], [], id="types"),
        pytest.param("levels = ['A']", [], [(5, "'matrices.drugs.paths.1.who' is missing")], id="nobody"),
        pytest.param(
            "who = 'W'\nlevels = [\n  'A',\n  'Z',\n]",
            [ReadingPath(who="W", levels=("A",))],
            [(9, "'Z' is none of the levels; it is left out")],
            id="unknown level",
        ),
        # Dropping the only code would make it a path to everything.
        pytest.param("who = 'W'\ntypes = ['9']", [], [(7, "'9' is none of the types; it is left out")], id="only unknown"),
        pytest.param(
            "who = 'W'\nlevels = 'B'",
            [ReadingPath(who="W", levels=("B",))],
            [(7, "'matrices.drugs.paths.1.levels' must be a list, not text")],
            id="text",
        ),
    ],
)
def test_reading_paths(tmp_path: Path, path: str, found: list[ReadingPath], problems: list[tuple[int, str]]) -> None:
    definitions, told = read(tmp_path, f"{SMALL}[[matrices.drugs.paths]]\n{path}\n")
    assert list(definitions.matrices["drugs"].paths) == found
    assert told == problems


def test_a_broken_statement_is_lost_alone(tmp_path: Path) -> None:
    broken = FULL.replace('gloss = "In a [field]"', 'gloss = "In a "field""')
    definitions, problems = read(tmp_path, broken)
    assert problems == [(19, "this is not TOML and is left out: expected newline or end of document after a statement")]
    assert definitions.matrices["soil"].levels == (Level(code="A", name="Field", scope='Longer,\n"in MyST".'),)


def test_an_unclosed_text_is_told_where_it_begins(tmp_path: Path) -> None:
    definitions, problems = read(tmp_path, FULL.replace('MyST"."""', 'MyST".'))
    assert [line for line, _ in problems] == [20]
    assert definitions.matrices["soil"].levels == (Level(code="A", name="Field", gloss="In a [field]"),)
    assert definitions.matrices["soil"].paths == (ReadingPath(who="Farmers", levels=("A",)),)


def test_a_broken_heading_takes_what_stands_under_it(tmp_path: Path) -> None:
    definitions, problems = read(tmp_path, FULL.replace("[[matrices.soil.paths]]", "[[matrices.soil.paths]"))
    assert [line for line, _ in problems] == [28]
    assert definitions.matrices["soil"].paths == ()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"\xef\xbb\xbf" + SMALL.encode(), [], id="byte order mark"),
        pytest.param(SMALL.replace("\n", "\r\n").encode(), [], id="Windows line ends"),
        pytest.param(SMALL.replace("Drugs", "Caf\xe9").encode("cp1252"), [(2, Warn.ENCODING)], id="not UTF-8"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, told: list[tuple[int, Warn]]) -> None:
    path = tmp_path / "matrices.toml"
    path.write_bytes(data)
    definitions, problems = read_definitions(path, "m.toml")
    assert [(problem.line, problem.subtype) for problem in problems] == told
    assert definitions.matrices["drugs"].title == ("Caf\xe9" if told else "Drugs")
