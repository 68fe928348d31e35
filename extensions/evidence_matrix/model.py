"""The words of the publication as data: definitions, sources, and what a page holds.

Nothing here knows of Sphinx. Everything is frozen, so that a record can be shared between builders, compared and pickled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisItem:
    """One column (a level) or one row (a type) of a matrix."""

    code: str
    name: str
    gloss: str = ""
    scope: str = ""
    """A longer definition, in MyST."""


class Level(AxisItem):
    """A column: the level at which treatment can be improved."""

    __slots__ = ()


class Type(AxisItem):
    """A row: the type of intervention."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPath:
    """Where in the grid a given reader should look; no levels means all levels, no types all types."""

    who: str
    levels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """One grid. Its levels run left to right, its types top to bottom."""

    name: str
    title: str
    levels: tuple[Level, ...]
    types: tuple[Type, ...]
    paths: tuple[ReadingPath, ...] = ()

    def level(self, code: str) -> Level | None:
        """Return the column with this code, whatever its case."""
        return next((item for item in self.levels if item.code.lower() == code.lower()), None)

    def type(self, code: str) -> Type | None:
        """Return the row with this code, whatever its case."""
        return next((item for item in self.types if item.code.lower() == code.lower()), None)

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all cells, row by row: A1, B1 and so on."""
        return tuple(f"{level.code}{type_.code}" for type_ in self.types for level in self.levels)

    def split(self, code: str) -> tuple[Level, Type] | None:
        """Return the column and row that a cell's code names, or None where there is no such cell."""
        for level in self.levels:
            for type_ in self.types:
                if f"{level.code}{type_.code}".lower() == code.lower():
                    return level, type_
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What sort of pick an entry is: seminal, key, review, guidance, or another team's own."""

    code: str
    letter: str
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How a study was done, as shown in an entry's line of evidence."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BiteSection:
    """A section that the bite of a cell may have."""

    code: str
    title: str
    repeat: bool = False
    """True where a cell may have several; each then has a title of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """All of ``matrices.toml``: everything in the publication that is not prose. Mappings keep the file's order."""

    matrices: Mapping[str, Matrix]
    kinds: Mapping[str, Kind]
    designs: Mapping[str, Design]
    bite: Mapping[str, BiteSection]
    bite_title: str = "Matrix Bite"

    def kind_order(self, code: str) -> int:
        """Return the place of a kind in the publication's order; unknown kinds come last."""
        return list(self.kinds).index(code) if code in self.kinds else len(self.kinds)


class Run(NamedTuple):
    """A stretch of formatted text. ``style`` is empty, ``italic``, ``bold``, ``small-caps``, ``sup`` or ``sub``."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication, recorded once in ``sources.bib``."""

    key: str
    csl: Mapping[str, Any]
    """The bibliographic record as a CSL-JSON item (https://docs.citationstyles.org/)."""
    title: str
    authors: str
    """Short form for running text: "Taxman", "Taxman and Byrne", "Skeem and others", or an institution."""
    others: bool = False
    """True where the record ends its authors (or editors) in "and others": there are more than ``csl`` names."""
    year: str
    """With its suffix where another source has the same authors and year: "2004a"; "n.d." where undated."""
    citation: tuple[Run, ...] = ()
    """The full reference, formatted with the publication's CSL style, without DOI or URL."""
    doi: str = ""
    url: str = ""
    design: str = ""
    country: str = ""
    sample: str = ""
    analysis: str = ""
    """URL of a published analysis of this source."""
    former: tuple[str, ...] = ()
    """Keys that this source had once."""
    line: int = 0

    @property
    def short(self) -> str:
        """Author and year, as a mention without text shows them."""
        return f"{self.authors}, {self.year}"

    @property
    def doi_url(self) -> str:
        """The DOI as a link, or nothing."""
        return f"https://doi.org/{self.doi}" if self.doi else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """All sources by key, in the file's order."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    """Former key → present key."""

    def current(self, key: str) -> str:
        """Return the present key of a source that may be named by a former one."""
        return key if key in self.sources else self.former.get(key, key)

    def get(self, key: str) -> Source | None:
        """Return the source with this key, present or former."""
        return self.sources.get(self.current(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """When and how a cell's evidence was looked for."""

    date: str = ""
    where: str = ""
    query: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A dated line of what changed, or of who checked."""

    date: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands between the ``---`` lines of a page, validated. Empty values mean "not said"."""

    cell: str = ""
    course: str = ""
    matrix: str = ""
    topic: str = ""
    status: str = ""
    searched: Search = Search()
    revised: str = ""
    changes: tuple[Change, ...] = ()
    checked: tuple[Change, ...] = ()
    contributors: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    query: str = ""
    superseded_by: str = ""
    aliases: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of each key, for warnings."""

    def line(self, key: str) -> int:
        """Return the line of a key; the first of the file where it was not given."""
        return self.lines.get(key, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A source as listed in one cell. ``also`` and ``related`` are keys of sources; ``free`` is an ISO date."""

    key: str
    headline: str
    kinds: tuple[str, ...]
    line: int = field(repr=False)
    first_sentence: str = ""
    free: str = ""
    free_url: str = ""
    pages: str = ""
    related: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    why: str = ""
    ask: str = ""
    note: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of each option, for warnings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a bite, or of another page's text."""

    id: str
    title: str
    role: str
    """The code of the bite section (about, start, issue); empty outside bites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place that refers to an entry, with the key as it was written."""

    key: str
    cell: str = ""
    """``matrix/code`` where the author named it."""
    section: str = ""
    """Id of the section it stands in; empty where it stands in none."""
    passage: int = 0
    """Number of the passage within its page, from 1; 0 means the whole section."""
    manner: str = "passage"
    """``passage``, ``heading``, ``annotation``, or the option that made it: ``study``, ``discusses``, ``relates``."""
    entry: str = ""
    """Key of the entry whose annotation holds the mention."""
    line: int = field(default=0, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that one document gives to the publication: a cell, a course, a matrix index, a topic, or plain text."""

    docname: str
    title: str
    summary: str = ""
    role: str = ""
    """``cell``, ``course``, ``matrix``, ``topic``, or empty."""
    matrix: str = ""
    code: str = ""
    """Cell: ``B5``. Course: ``row-5`` or ``column-B``. Topic: its name."""
    front: FrontMatter = FrontMatter()
    entries: tuple[Entry, ...] = ()
    sections: tuple[Section, ...] = ()
    mentions: tuple[Mention, ...] = ()
    cell_references: tuple[str, ...] = ()
    source_references: tuple[str, ...] = ()
    loose_links: tuple[str, ...] = ()
    """Targets of MyST links that are no key yet, and become mentions when a source of that name is recorded."""
    views: tuple[tuple[str, ...], ...] = ()
    """Name and arguments of each generated part that the page shows."""
    contents: str = ""
    """Sums up what tables of contents show of the page."""
    everything: str = field(default="", repr=False)
    """Sums up all of this record but the numbers of lines, which no page shows."""

    @property
    def cell(self) -> str:
        """The full name of the cell, ``drugs/B5``, or nothing."""
        return f"{self.matrix}/{self.code}" if self.role == "cell" else ""

    def keys_read(self) -> set[str]:
        """Return the keys whose records were looked at while the page was read."""
        entries, mentions = {entry.key for entry in self.entries}, {mention.key for mention in self.mentions}
        return entries | mentions | {*self.source_references, *self.loose_links}

    def section(self, id: str) -> Section | None:
        """Return the section with this id."""
        return next((section for section in self.sections if section.id == id), None)
