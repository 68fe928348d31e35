"""``sources.bib``: what is understood, what is said about mistakes, and how sources are cited."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from evidence_matrix import sources as sources_module
from evidence_matrix.bibtex.latex import plain, verbatim
from evidence_matrix.bibtex.names import read_names
from evidence_matrix.citations import Formatter, find_formatter
from evidence_matrix.defaults import DESIGNS
from evidence_matrix.messages import Problem, Warn
from evidence_matrix.model import Bibliography, Run, Source
from evidence_matrix.sources import load_bibliography, load_bibliography_cached, read_sources

ZOTERO = r"""
@article{taxmanSupervisionExploringDimensions2002,
  title = {Supervision -- {{Exploring}} the {{Dimensions}} of {{Effectiveness}}},
  author = {Taxman, Faye S.},
  year = 2002,
  month = sep,
  journal = {Federal Probation},
  volume = {66},
  number = {2},
  pages = {14--27},
  issn = {0014-9128},
  urldate = {2026-11-24},
  abstract = {50\% of {\textquotedbl}contacts{\textquotedbl} \dots},
  langid = {english},
  keywords = {probation,supervision},
  file = {C\:\\Users\\a\\Zotero\\storage\\X.pdf}
}

@incollection{boekelStigma2013,
  title = {Stigma among Health Professionals},
  booktitle = {Stigma and Health},
  author = {family=Boekel, given=Leonieke C., prefix=van, useprefix=true and {\"O}zg{\"u}r, Ay{\c s}e},
  editor = {Smith, John and Jones, Ann},
  date = {2013-02},
  edition = {2nd},
  publisher = {Sage},
  location = {London},
  pages = {23-35},
  isbn = {978-1-4129-0000-0},
  doi = {10.1016/j.drugalcdep.2013.02.018}
}
"""

JABREF = r"""% Encoding: UTF-8

@String{oup = "Oxford University Press"}

@Book{Miller2013,
  author    = {Miller, William R. and Rollnick, Stephen and others},
  publisher = oup # ", USA",
  title     = {Motivational Interviewing},
  year      = {2013},
  address   = {New York},
  edition   = {Third},
  groups    = {counselling},
  owner     = {me},
  timestamp = {2026-11-24},
}

@TechReport{WAG,
  author      = {{Welsh Assembly Government}},
  title       = {Working Together to Reduce Harm},
  institution = {Welsh Assembly Government},
  year        = {n.d.},
  type        = {resreport},
  number      = {7},
  url         = {https://gov.wales/a\_b},
}

@Comment{jabref-meta: databaseType:bibtex;}
"""

GOOD = "@article{a, author = {Skeem, Jennifer}, title = {T}, journal = {J}, volume = 1, year = 2007,\n%s}\n"
REST = GOOD % ""
KEYS = "which a reference cannot: use letters, digits, '-', '_', '.' and '+'"


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "sources.bib"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def load(tmp_path: Path, text: str | bytes, **settings: str) -> tuple[Bibliography, list[tuple[int, str]]]:
    bibliography, problems = load_bibliography(write(tmp_path, text), "cells/sources.bib", designs=DESIGNS, **settings)
    return bibliography, [(problem.line, problem.message) for problem in problems]


def one(tmp_path: Path, text: str) -> Source:
    """Return the only source of a file without a mistake."""
    bibliography, problems = load(tmp_path, text)
    assert problems == []
    (source,) = bibliography.sources.values()
    return source


def shown(source: Source) -> str:
    return "".join(f"<{style}>{text}</{style}>" if style else text for text, style in source.citation)


def test_a_file_that_zotero_wrote(tmp_path: Path) -> None:
    bibliography, problems = load(tmp_path, ZOTERO)
    assert problems == []
    assert bibliography.sources["taxmanSupervisionExploringDimensions2002"] == Source(
        key="taxmanSupervisionExploringDimensions2002",
        csl={
            "id": "taxmanSupervisionExploringDimensions2002",
            "type": "article-journal",
            "author": [{"family": "Taxman", "given": "Faye S."}],
            "title": "Supervision – Exploring the Dimensions of Effectiveness",
            "container-title": "Federal Probation",
            "volume": "66",
            "issue": "2",
            "page": "14–27",
            "ISSN": "0014-9128",
            "issued": {"date-parts": [[2002, 9]]},
            "accessed": {"date-parts": [[2026, 11, 24]]},
            "language": "en-US",
        },
        title="Supervision – Exploring the Dimensions of Effectiveness",
        authors="Taxman",
        year="2002",
        citation=(
            Run("Taxman, F.S. (2002) ‘Supervision – Exploring the Dimensions of Effectiveness’, "),
            Run("Federal Probation", "italic"),
            Run(", 66(2), pp. 14–27."),
        ),
        line=2,
    )
    chapter = bibliography.sources["boekelStigma2013"]
    assert (chapter.short, chapter.doi, chapter.line) == ("van Boekel and Özgür, 2013", "10.1016/j.drugalcdep.2013.02.018", 19)
    assert chapter.csl["author"] == [
        {"family": "Boekel", "given": "Leonieke C.", "non-dropping-particle": "van"},
        {"family": "Özgür", "given": "Ayşe"},
    ]
    assert shown(chapter) == (
        "van Boekel, L.C. and Özgür, A. (2013) ‘Stigma among Health Professionals’, in J. Smith and A. Jones (eds) "
        "<italic>Stigma and Health</italic>. 2nd edn. London: Sage, pp. 23–35."
    )


def test_a_file_that_jabref_wrote(tmp_path: Path) -> None:
    bibliography, problems = load(tmp_path, JABREF)
    assert problems == []
    assert [(key, source.short, source.line, shown(source)) for key, source in bibliography.sources.items()] == [
        (
            "Miller2013",
            "Miller and others, 2013",
            5,
            "Miller, W.R., Rollnick, S. and others (2013) <italic>Motivational Interviewing</italic>. 3rd edn. "
            "New York: Oxford University Press, USA.",
        ),
        (
            "WAG",
            "Welsh Assembly Government, n.d.",
            17,
            "Welsh Assembly Government (n.d.) <italic>Working Together to Reduce Harm</italic>. Research report 7. "
            "Welsh Assembly Government.",
        ),
    ]
    assert bibliography.sources["Miller2013"].others
    assert bibliography.sources["Miller2013"].csl["author"] == [
        {"family": "Miller", "given": "William R."},
        {"family": "Rollnick", "given": "Stephen"},
    ]
    assert bibliography.sources["WAG"].url == bibliography.sources["WAG"].csl["URL"] == "https://gov.wales/a_b"
    assert "issued" not in bibliography.sources["WAG"].csl


def test_our_own_fields(tmp_path: Path) -> None:
    fields = "design = {Trial}, country = {England}, sample = {347 men \\& women}, analysis = {https://x.org/?a=1}, ids = {b, c-1}"
    source = one(tmp_path, GOOD % fields)
    assert (source.design, source.country, source.sample) == ("trial", "England", "347 men & women")
    assert (source.analysis, source.former) == ("https://x.org/?a=1", ("b", "c-1"))
    bibliography, _ = load(tmp_path, GOOD % fields)
    assert bibliography.former == {"b": "a", "c-1": "a"}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"caf{\'e} \& t\^ete-\`a-t\^ete", "café & tête-à-tête"),
        (r"{\"O}zg{\"u}r, \v{S}, {\c c}, {\o}, {\aa}, {\ss}, \L{}", "Özgür, Š, ç, ø, å, ß, Ł"),
        (r"na{\"\i}ve", "naïve"),
        ("1990--2000, a---b, a~b", "1990–2000, a—b, a b"),
        (r"\emph{not} \textit{so} {DNA} {{UK}}", "not so DNA UK"),
        (r"x\textendash{}y \textquoteright s ``q''", "x–y ’s “q”"),
        (r"50\% or 50% of #1 & more", "50% or 50% of #1 & more"),
        (r"\$5 or $5 and $10", "$5 or $5 and $10"),
        (r"$p<0.05$, $\alpha$", "p<0.05, α"),
        (r"see \url{http://a.b/c_d} or \href{http://a.b}{here}", "see http://a.b/c_d or here"),
        (r"\enquote{quoted} \unknown{kept} \slash", "‘quoted’ kept /"),
        ("e\u0301 and  \n  space", "é and space"),
        ("unbalanced { brace", "unbalanced brace"),
        (r"nothing after \url", "nothing after"),
        ("<script>", "<script>"),
    ],
)
def test_latex_becomes_text(caplog: pytest.LogCaptureFixture, written: str, text: str) -> None:
    assert plain(written) == text
    assert caplog.record_tuples == []


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://a.org/b_c?d=%20&e~f#g", "https://a.org/b_c?d=%20&e~f#g"),
        (r"https://a.org/b\_c\%20\&\#{\_}d", "https://a.org/b_c%20&#_d"),
        (r"\url{https://a.org/~me}", "https://a.org/~me"),
        (r"https://a.org/\~{}me", "https://a.org/~me"),
    ],
)
def test_addresses_are_left_as_they_are(written: str, address: str) -> None:
    assert verbatim(written) == address


@pytest.mark.parametrize(
    ("written", "people", "short"),
    [
        ("Taxman, Faye S.", [{"family": "Taxman", "given": "Faye S."}], "Taxman"),
        ("Faye S. Taxman", [{"family": "Taxman", "given": "Faye S."}], "Taxman"),
        ("A B and C D", [{"family": "B", "given": "A"}, {"family": "D", "given": "C"}], "B and D"),
        ("A B and C D and E F", [{"family": name[2], "given": name[0]} for name in ("A B", "C D", "E F")], "B and others"),
        ("A B and others", [{"family": "B", "given": "A"}], "B and others"),
        ("van Boekel, L.", [{"family": "Boekel", "given": "L.", "non-dropping-particle": "van"}], "van Boekel"),
        ("Ludwig van der Rohe", [{"family": "Rohe", "given": "Ludwig", "non-dropping-particle": "van der"}], "van der Rohe"),
        ("de Vries", [{"family": "Vries", "non-dropping-particle": "de"}], "de Vries"),
        ("King, Jr., Martin", [{"family": "King", "given": "Martin", "suffix": "Jr."}], "King"),
        ("{Home Office and Partners}", [{"literal": "Home Office and Partners"}], "Home Office and Partners"),
        (r"{R\&D Unit}", [{"literal": "R&D Unit"}], "R&D Unit"),
        (r"{\'E}lan, {\'A}.", [{"family": "Élan", "given": "Á."}], "Élan"),
        (
            "family=Berg, given=Jan, prefix=van den",
            [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"}],
            "van den Berg",
        ),
        ("Plato", [{"family": "Plato"}], "Plato"),
        ("", [], ""),
    ],
)
def test_names(written: str, people: list[Mapping[str, str]], short: str) -> None:
    names = read_names(written)
    assert (list(names.people), names.short(), names.faults) == (people, short, ())


@pytest.mark.parametrize(
    ("fields", "year", "issued"),
    [
        ("year = 2004", "2004", {"date-parts": [[2004]]}),
        ("year = 2004, month = mar", "2004", {"date-parts": [[2004, 3]]}),
        ("year = 2004, month = {12~March}", "2004", {"date-parts": [[2004, 3, 12]]}),
        ("year = 2004, month = 3", "2004", {"date-parts": [[2004, 3]]}),
        ("year = {2004--2006}", "2004–2006", {"date-parts": [[2004], [2006]]}),
        ("year = {in press}", "in press", {"literal": "in press"}),
        ("year = {n. d.}", "n.d.", None),
        ("date = {n.d.}", "n.d.", None),
        ("date = {2004-03-02}, year = 1999", "2004", {"date-parts": [[2004, 3, 2]]}),
        ("date = {2004-03}", "2004", {"date-parts": [[2004, 3]]}),
        ("date = {2004-22}", "2004", {"date-parts": [[2004]], "season": 2}),
        ("date = {2004-03/2006-01}", "2004–2006", {"date-parts": [[2004, 3], [2006, 1]]}),
        ("date = {2004-03/2004-04}", "2004", {"date-parts": [[2004, 3], [2004, 4]]}),
        ("date = {2004/}", "2004–", {"date-parts": [[2004]]}),
        ("date = {1990~}", "c. 1990", {"date-parts": [[1990]], "circa": True}),
        ("pubstate = {inpress}", "in press", {"literal": "in press"}),
    ],
)
def test_dates(tmp_path: Path, fields: str, year: str, issued: dict[str, Any] | None) -> None:
    source = one(tmp_path, f"@misc{{a, author = {{A, B}}, title = {{T}}, {fields}}}")
    assert (source.year, source.csl.get("issued")) == (year, issued)
    assert f"({year})" in shown(source)


@pytest.mark.parametrize(
    ("record", "kind", "citation"),
    [
        ("@report{a, A, institution={I}, location={Leeds}", "report", "A, B. (2004) <italic>T</italic>. Leeds: I."),
        ("@techreport{a, A, institution={I}", "report", "A, B. (2004) <italic>T</italic>. I."),
        ("@report{a, B, institution={Home Office}", "report", "Home Office (2004) <italic>T</italic>. Home Office."),
        ("@book{a, A, publisher={P}, series={S}, number=3", "book", "A, B. (2004) <italic>T</italic>. P (S, 3)."),
        ("@book{a, B, editor={C, D}, publisher={P}", "book", "C, D. (ed.) (2004) <italic>T</italic>. P."),
        ("@inbook{a, A, booktitle={X}, publisher={P}", "chapter", "A, B. (2004) ‘T’, <italic>X</italic>. P."),
        ("@inproceedings{a, A, booktitle={X}, pages={1-2}", "paper-conference", "A, B. (2004) ‘T’, <italic>X</italic>, pp. 1–2."),
        ("@online{a, A, url={https://a.org}", "webpage", "A, B. (2004) <italic>T</italic>."),
        ("@misc{a, A, howpublished={\\url{https://a.org}}", "webpage", "A, B. (2004) <italic>T</italic>."),
        ("@electronic{a, A", "webpage", "A, B. (2004) <italic>T</italic>."),
        ("@phdthesis{a, A, school={U}", "thesis", "A, B. (2004) <italic>T</italic>. PhD thesis. U."),
        ("@thesis{a, A, institution={U}, type={mathesis}", "thesis", "A, B. (2004) <italic>T</italic>. Master’s thesis. U."),
        ("@manual{a, A, organization={O}", "report", "A, B. (2004) <italic>T</italic>. O."),
        ("@misc{a, A, publisher={P}", "document", "A, B. (2004) ‘T’. P."),
        ("@unpublished{a, A, note={Draft}", "manuscript", "A, B. (2004) ‘T’."),
        ("@article{a, A, journaltitle={J}", "article-journal", "A, B. (2004) ‘T’, <italic>J</italic>."),
        ("@article{a, A, journal={J}, volume=3, eid={e12}", "article-journal", "A, B. (2004) ‘T’, <italic>J</italic>, 3, p. e12."),
    ],
)
def test_types_of_record(tmp_path: Path, record: str, kind: str, citation: str) -> None:
    common = "title = {T}, year = 2004"
    record = record.replace("{a, A", "{a, author = {A, B}, " + common, 1).replace("{a, B", "{a, " + common, 1)
    source = one(tmp_path, record + "}")
    assert (source.csl["type"], shown(source)) == (kind, citation)


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        ("harvard-cite-them-right", "Skeem, J. (2007) ‘T’, <italic>J</italic>, 1."),
        ("apa", "Skeem, J. (2007). T. <italic>J</italic>, <italic>1</italic>."),
    ],
)
def test_styles(tmp_path: Path, style: str, citation: str) -> None:
    bibliography, problems = load(tmp_path, GOOD % "doi = {10.1000/x}, url = {https://a.org}, urldate = {2026-11-24}", style=style)
    assert (shown(bibliography.sources["a"]), problems) == (citation, [])


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"style": "harvard-cite-them-wright"}, "there is no citation style 'harvard-cite-them-wright' (did you mean "),
        ({"locale": "xx"}, "there is no citation language 'xx'; 'en-GB' is used"),
    ],
)
def test_settings_that_do_not_exist(tmp_path: Path, settings: dict[str, str], message: str) -> None:
    bibliography, problems = load_bibliography(write(tmp_path, GOOD % ""), "s.bib", designs=DESIGNS, **settings)
    assert shown(bibliography.sources["a"]) == "Skeem, J. (2007) ‘T’, <italic>J</italic>, 1."
    assert [problem[:3] for problem in problems] == [("conf.py", 0, Warn.SETTING)]
    assert problems[0].message.startswith(message)


def test_a_language_is_enough(tmp_path: Path) -> None:
    assert find_formatter("apa", "pt_BR")[1] == find_formatter("apa", "de")[1] == []


def test_markup_in_a_field_is_text(tmp_path: Path) -> None:
    names = r"author = {{A <b> \& B}}, title = {<script>alert(1)</script> R\&D?}, journal = {X & Y}"
    text = f"@article{{a, {names}, year = 2004, pages = {{1, 3 & 5}}}}"
    assert one(tmp_path, text).citation == (
        Run("A <b> & B (2004) ‘<script>alert(1)</script> R&D?’, "),
        Run("X & Y", "italic"),
        Run(", pp. 1, 3 & 5."),
    )


def test_a_title_that_ends_in_a_question_gets_no_full_stop(tmp_path: Path) -> None:
    source = one(tmp_path, "@book{a, author = {A, B}, title = {Who cares?}, publisher = {P}, year = 2004}")
    assert source.citation == (Run("A, B. (2004) "), Run("Who cares?", "italic"), Run(" P."))


def test_same_authors_and_year_are_told_apart_in_the_order_of_keys(tmp_path: Path) -> None:
    record = "@article{%s, author = {A, B}, title = {T}, journal = {J}, volume = 1, year = {%s}}\n"
    written = [("z", "2004"), ("b", "2004"), ("c", "2005"), ("y", "n.d."), ("x", "n.d."), ("w", "in press"), ("v", "in press")]
    bibliography, problems = load(tmp_path, "".join(record % pair for pair in written))
    years = {"z": "2004b", "b": "2004a", "c": "2005", "y": "n.d.b", "x": "n.d.a", "w": "in press-b", "v": "in press-a"}
    assert problems == []
    assert {key: source.year for key, source in bibliography.sources.items()} == years
    assert {key: shown(source) for key, source in bibliography.sources.items()} == {
        key: f"A, B. ({year}) ‘T’, <italic>J</italic>, 1." for key, year in years.items()
    }
    assert [bibliography.sources[key].csl["issued"] for key in "zb"] == [{"date-parts": [[2004]]}] * 2


@pytest.mark.parametrize(
    ("fields", "line", "message", "left"),
    [
        ("doi = {10.1/x}", 2, "a: '10.1/x' is no DOI, which looks like 10.1111/add.12345; it is left out", {}),
        ("url = {ftp://a.org}", 2, "a: url 'ftp://a.org' is no address that begins with https:// or http://; it is left out", {}),
        ("url = {www.a.org}", 2, "a: url 'www.a.org' is no address that begins with https:// or http://; it is left out", {}),
        (
            "analysis = {javascript:alert(1)}",
            2,
            "a: analysis 'javascript:alert(1)' is no address that begins with https:// or http://; it is left out",
            {},
        ),
        ("design = {trail}", 2, "a: there is no design 'trail' (did you mean 'trial'?); it is left out", {}),
        ("ids = {a}", 2, "a: the former key 'a' belongs to 'a'; it is left out", {}),
        ("ids = {c d}", 2, f"the key 'c d' holds ' ', {KEYS}; it is left out", {}),
        ("year = 2008", 2, "'a' has two fields 'year'; the first is used", {}),
        ("country = uk", 2, "'country' of 'a': 'uk' is neither in braces nor a defined @string", {"country": "uk"}),
        ("date = {12/03/2004}", 2, "a: '12/03/2004' is not a date such as 2004, 2004-03 or 2004/2006", {"year": "2004"}),
        ("date = {2004-13}", 2, "a: '2004-13' is not a date such as 2004, 2004-03 or 2004/2006", {"year": "2004"}),
        ("editor = {A, B, C, D}", 2, "a: the name 'A, B, C, D' is not understood: too many commas", {}),
        ("editor = {A, B; C, D}", 2, "a: the names in 'A, B; C, D' must be separated by 'and' (or braced if they are one body)", {}),
    ],
)
def test_a_wrong_field_costs_that_field(tmp_path: Path, fields: str, line: int, message: str, left: dict[str, str]) -> None:
    bibliography, problems = load(tmp_path, GOOD % fields)
    assert problems == [(line, message)]
    source = bibliography.sources["a"]
    found = {name: getattr(source, name) for name in ("doi", "url", "analysis", "design", "country", "former", "year")}
    assert found == {"doi": "", "url": "", "analysis": "", "design": "", "country": "", "former": (), "year": "2007"} | left


@pytest.mark.parametrize(
    "doi", ["10.1111/ADD.1(2)3", "https://doi.org/10.1111/ADD.1(2)3", "http://dx.doi.org/10.1111/ADD.1%282%293", "doi: 10.1111/ADD.1(2)3"]
)
def test_a_doi_is_kept_bare(tmp_path: Path, doi: str) -> None:
    source = one(tmp_path, GOOD % f"doi = {{{doi}}}")
    assert source.doi == source.csl["DOI"] == "10.1111/ADD.1(2)3"
    assert source.doi_url == "https://doi.org/10.1111/ADD.1(2)3"


@pytest.mark.parametrize(
    ("record", "message", "short"),
    [
        ("title = {T}, year = 2004", "b: there is no author, editor or institution", "T, 2004"),
        ("author = {A, B}, year = 2004", "b: there is no title", "A, 2004"),
        ("author = {A, B}, title = {T}", "b: there is no date (write 'year = {n.d.}' if it has none)", "A, n.d."),
        ("title = {Short: and a long end}, year = 1", "b: there is no author, editor or institution", "Short, 1"),
        (
            "title = {One two three four five six seven eight nine ten eleven}, year = 2004",
            "b: there is no author, editor or institution",
            "One two three four five six seven eight nine…, 2004",
        ),
    ],
)
def test_an_incomplete_record_is_kept(tmp_path: Path, record: str, message: str, short: str) -> None:
    bibliography, problems = load(tmp_path, f"\n@misc{{b, {record}}}")
    assert problems == [(2, message)]
    assert bibliography.sources["b"].short == short


def test_nobodys_book_is_listed_under_its_title_once(tmp_path: Path) -> None:
    bibliography, _ = load(tmp_path, "@book{b, title = {T}, year = 2004, publisher = {P}}")
    assert shown(bibliography.sources["b"]) == "<italic>T</italic> (2004). P."


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "@misc{b, title = {open,\n year = 2004\n}\n" + REST,
            [
                (
                    1,
                    "the record 'b' cannot be read and is left out: unexpected block start: '@article'. "
                    "Was still looking for field-value closing ',' or '}' (it breaks off on line 3)",
                )
            ],
        ),
        (
            REST + "@misc{b, title = {open",
            [(3, "the record 'b' cannot be read and is left out: unexpectedly reached end of file (it breaks off on line 3)")],
        ),
        (
            "@misc{b, title, year = 2004}\n" + REST,
            [(1, "the record 'b' cannot be read and is left out: expected a '=' after entry key, but found ',' (it breaks off on line 1)")],
        ),
        (
            REST.replace("year = 2007,\n", "year = 2007}\n, country = {UK}\n"),
            [(2, "this belongs to no record: is there a closing brace too many above, in 'a'?")],
        ),
        (REST + REST, [(3, "'a' is recorded twice; the first, on line 1, is used")]),
        (
            REST + REST.replace("{a,", "{A,"),
            [(3, "'A' is recorded twice (as 'a'; capitals do not tell keys apart); the first, on line 1, is used")],
        ),
        (REST + "@misc{, title = {x}}", [(3, "this @misc has no key and is left out")]),
        (
            REST + "@misc{b/c, title = {x}}",
            [(3, f"the key 'b/c' holds '/', {KEYS}; the record is left out")],
        ),
        (REST + "@misc{-b, title = {x}}", [(3, "the key '-b' must begin with a letter or digit; the record is left out")]),
        (REST.replace("@article", "@artcle"), [(1, "a: @artcle is no type of record (did you mean 'article'?); it is taken for @misc")]),
        ("@string{x = {1}}\n@string{X = {2}}\n" + REST, [(2, "@string 'X' is defined twice; the first is used")]),
        ("% @misc{b,\n%  title = {commented out}\n% }\n" + REST, []),
        ("Mail a@b.org about this file.\n" + REST, []),
        ("", []),
    ],
)
def test_a_broken_file_costs_the_broken_record(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str, problems: list[tuple[int, str]]
) -> None:
    bibliography, told = load(tmp_path, text)
    assert told == problems
    assert list(bibliography.sources) == (["a"] if text else [])
    assert caplog.record_tuples == []
    assert logging.getLogger("bibtexparser").level == logging.NOTSET


def test_a_missing_comma_costs_nothing(tmp_path: Path) -> None:
    bibliography, problems = load(
        tmp_path, (GOOD % "country = {a = b}").replace("{T}, journal", "{T,\n x = y}\n journal").replace("1, ", "1\n")
    )
    assert problems == [(3, "a comma is missing before the field 'journal'"), (4, "a comma is missing before the field 'year'")]
    source = bibliography.sources["a"]
    assert shown(source) == "Skeem, J. (2007) ‘T, x = y’, <italic>J</italic>, 1."
    assert source.country == "a = b"


@pytest.mark.parametrize("character", list("@#%{}~\\:/ ,<>`\"'()[]|?*&=;"))
def test_keys_that_no_reference_can_name(tmp_path: Path, character: str) -> None:
    bibliography, problems = load(tmp_path, f"@misc{{b{character}c, author = {{A, B}}, title = {{T}}, year = 2004}}\n{REST}")
    assert "a" in bibliography.sources
    assert f"b{character}c" not in bibliography.sources
    assert problems[0][0] == 1


def test_a_former_key_leads_to_one_source(tmp_path: Path) -> None:
    text = GOOD % "ids = {old, b}" + (GOOD % "ids = {old}").replace("{a,", "{b,")
    bibliography, problems = load(tmp_path, text)
    assert problems == [
        (2, "a: the former key 'b' belongs to 'b'; it is left out"),
        (4, "b: the former key 'old' belongs to 'a'; it is left out"),
    ]
    assert bibliography.former == {"old": "a"}


@pytest.mark.parametrize(
    ("data", "country", "told"),
    [
        pytest.param(b"\xef\xbb\xbf" + (GOOD % "country = {\u00c5land}").encode(), "Åland", [], id="byte order mark"),
        pytest.param((GOOD % "country = {\u00c5land}").replace("\n", "\r\n").encode(), "Åland", [], id="Windows line ends"),
        pytest.param((GOOD % "country = {\u00c5land}").encode("latin-1"), "Åland", [(2, Warn.ENCODING)], id="Latin 1"),
        pytest.param("% Åland\n".encode() + (GOOD % "country = {\u00c5land}").encode("latin-1"), "Åland", [(3, Warn.ENCODING)], id="mixed"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, country: str, told: list[tuple[int, Warn]]) -> None:
    bibliography, problems = load_bibliography(write(tmp_path, data), "s.bib", designs=DESIGNS)
    assert bibliography.sources["a"].country == country
    assert [(problem.line, problem.subtype) for problem in problems] == told


def test_a_missing_file_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "none.bib"
    problem = Problem("s.bib", 0, Warn.BIBLIOGRAPHY, "the sources cannot be read: No such file or directory")
    assert load_bibliography(path, "s.bib", designs=DESIGNS) == (Bibliography(), [problem])
    assert load_bibliography_cached(path, "s.bib", cache=tmp_path / "c", designs=DESIGNS) == (Bibliography(), [problem])


def test_a_record_that_the_style_cannot_format_is_cited_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def choke(self: Formatter, source: Source) -> tuple[Run, ...]:
        raise KeyError("month")

    monkeypatch.setattr(Formatter, "format", choke)
    bibliography, problems = load(tmp_path, GOOD % "")
    assert bibliography.sources["a"].citation == (Run("Skeem (2007) "), Run("T", "italic"), Run("."))
    assert problems == [(1, "a: the citation style cannot format this record (KeyError: 'month'); it is cited plainly")]


class TestCache:
    """The cache gives the same answer, and only while nothing has changed."""

    @pytest.fixture
    def reads(self, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
        """Return a list that grows with every true reading."""
        calls: list[Path] = []

        def counted(path: Path, *args: Any) -> Any:
            calls.append(path)
            return read_sources(path, *args)

        monkeypatch.setattr(sources_module, "read_sources", counted)
        return calls

    def load(self, folder: Path, text: str = GOOD % "design = {trail}", **changed: Any) -> Any:
        settings = {"cache": folder / "deep" / "cache.pickle", "designs": ["trial"], **changed}
        return load_bibliography_cached(write(folder, text), "s.bib", **settings)

    def test_it_answers_the_same_with_its_problems(self, tmp_path: Path, reads: list[Path]) -> None:
        first, second = self.load(tmp_path), self.load(tmp_path)
        assert first == second == load_bibliography(tmp_path / "sources.bib", "s.bib", designs=["trial"])
        assert len(first[1]) == 1
        assert len(reads) == 2  # once for the cache, once for the comparison
        assert [path.name for path in (tmp_path / "deep").iterdir()] == ["cache.pickle"]

    @pytest.mark.parametrize(
        "changed",
        [{"text": GOOD % ""}, {"style": "apa"}, {"locale": "de-DE"}, {"designs": ["trial", "trail"]}],
        ids=lambda changed: next(iter(changed)),
    )
    def test_it_is_read_anew_when_something_changed(self, tmp_path: Path, reads: list[Path], changed: dict[str, Any]) -> None:
        self.load(tmp_path)
        self.load(tmp_path, **changed)
        assert len(reads) == 2

    @pytest.mark.parametrize("content", [b"", b"not a pickle", b"\x80\x05N.", b"(dp0\n."])
    def test_a_broken_cache_is_replaced(self, tmp_path: Path, reads: list[Path], content: bytes) -> None:
        first = self.load(tmp_path)
        (tmp_path / "deep" / "cache.pickle").write_bytes(content)
        assert self.load(tmp_path) == self.load(tmp_path) == first
        assert len(reads) == 2
