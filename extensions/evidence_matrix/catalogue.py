"""The whole publication, looked up: who lists what, which mention means which entry, what points back at it.

A catalogue is made from finished tables and never changes. Every answer is sorted by the grid, never by the order of reading,
so that parallel builds give what serial ones give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from .messages import nearest
from .model import Bibliography, Definitions, Entry, Mention, Page, Section, Source
from .places import cell_name


class Listing(NamedTuple):
    """An entry with the page that lists it."""

    page: Page
    entry: Entry

    @property
    def cell(self) -> str:
        return self.page.cell


class Found(NamedTuple):
    """What a written key means: a listing, or nothing and why not."""

    listing: Listing | None
    ambiguous: tuple[str, ...] = ()
    """Names of the cells that list it, where none is nearer than the others; the first of them stands in."""


class Reference(NamedTuple):
    """A mention with what it means, and the id of the place it stands at."""

    page: Page
    mention: Mention
    found: Found
    anchor: str

    @property
    def section(self) -> Section | None:
        return self.page.section(self.mention.section)


class Catalogue:
    """All pages with the definitions and the bibliography."""

    def __init__(self, definitions: Definitions, bibliography: Bibliography, pages: Mapping[str, Page]) -> None:
        self.definitions = definitions
        self.bibliography = bibliography
        self._place = {
            f"{matrix.name}/{code}": number
            for number, (matrix, code) in enumerate((m, code) for m in definitions.matrices.values() for code in m.codes())
        }
        self.pages = {page.docname: page for page in sorted(pages.values(), key=self._order)}

    def _order(self, page: Page) -> tuple[int, str]:
        return self._place.get(page.cell, len(self._place)), page.docname

    # Pages by what they are

    @cached_property
    def cells(self) -> dict[str, Page]:
        """Cells by full name, in the order of the grid; of two pages of one cell the first by docname counts."""
        found: dict[str, Page] = {}
        for page in self.pages.values():
            if page.role == "cell":
                found.setdefault(page.cell, page)
        return found

    @cached_property
    def courses(self) -> dict[tuple[str, str], Page]:
        """Courses by matrix and code: ``("drugs", "row-5")``."""
        return {(page.matrix, page.code): page for page in reversed(self.pages.values()) if page.role == "course"}

    @cached_property
    def indexes(self) -> dict[str, Page]:
        """The page of each matrix."""
        return {page.matrix: page for page in reversed(self.pages.values()) if page.role == "matrix"}

    @cached_property
    def bibliography_page(self) -> Page | None:
        """The page that shows the bibliography."""
        return next((page for page in self.pages.values() if ("sources",) in page.views), None)

    def cells_of(self, page: Page) -> tuple[str, ...]:
        """Return the names of a page's own cells: of a course its row or column, of a matrix index all, of a topic those it names."""
        if page.role == "course":
            return self.course_cells(page.matrix, page.code)
        if page.role == "matrix":
            return tuple(f"{page.matrix}/{code}" for code in self.definitions.matrices[page.matrix].codes())
        if page.role == "topic":
            return tuple(name for name in map(self.cell_name, page.front.cells) if name)
        return (page.cell,) if page.cell else ()

    def course_cells(self, matrix: str, course: str) -> tuple[str, ...]:
        """Return the names of the cells of ``row-5`` or ``column-b``, in order."""
        grid = self.definitions.matrices[matrix]
        axis, _, code = course.partition("-")
        if axis == "row":
            return tuple(f"{matrix}/{level.code}{code}" for level in grid.levels)
        return tuple(f"{matrix}/{code}{type_.code}" for type_ in grid.types)

    def cell_name(self, written: str, matrix: str = "") -> str:
        """Return the full name of a cell written as ``alcohol/b5``, or as ``B5`` in a page of *matrix*; nothing where there is none."""
        return cell_name(self.definitions, written, matrix)

    # Entries and what mentions mean

    @cached_property
    def listings(self) -> dict[str, list[Listing]]:
        """Every entry of every cell by the present key of its source, in the order of the grid."""
        found: dict[str, list[Listing]] = {}
        for page in self.cells.values():
            for entry in page.entries:
                found.setdefault(self.bibliography.current(entry.key), []).append(Listing(page, entry))
        return found

    @cached_property
    def _led_to(self) -> dict[str, list[Listing]]:
        """Keys of further reports, with the entries that name them in ``also``."""
        found: dict[str, list[Listing]] = {}
        for page in self.cells.values():
            for entry in page.entries:
                for key in entry.also:
                    found.setdefault(self.bibliography.current(key), []).append(Listing(page, entry))
        return found

    def entries(self) -> Iterator[Listing]:
        """Yield every listing, cell by cell, in the order written."""
        for page in self.cells.values():
            for entry in page.entries:
                yield Listing(page, entry)

    def resolve(self, page: Page, key: str, cell: str = "") -> Found:
        """Find the entry that a key means when *page* writes it.

        A cell that is named decides. Else this page's own entry, else the one among the page's own cells (of a course, a
        matrix index, a topic), else the one that any cell lists.
        """
        key = self.bibliography.current(key)
        listed, led_to = self.listings.get(key, []), self._led_to.get(key, [])
        if cell:
            name = self.cell_name(cell, page.matrix)
            return Found(next((c for c in (*listed, *led_to) if c.cell == name), None))
        own = next((c for c in (*listed, *led_to) if c.page.docname == page.docname), None)
        if own:
            return Found(own)
        near = set(self.cells_of(page))
        nearby = [c for c in listed if c.cell in near] or [c for c in led_to if c.cell in near]
        return self._one(nearby or listed or led_to)

    @staticmethod
    def _one(candidates: list[Listing]) -> Found:
        cells = tuple(dict.fromkeys(listing.cell for listing in candidates))
        return Found(candidates[0] if candidates else None, cells if len(cells) > 1 else ())

    def nearest_key(self, key: str) -> str:
        """Return a hint at the listed key that is most like this one."""
        return nearest(key, self.listings)

    # Both directions

    @cached_property
    def references(self) -> dict[str, tuple[Reference, ...]]:
        """All mentions of each page, resolved, in reading order."""
        return {page.docname: self._references(page) for page in self.pages.values()}

    def _references(self, page: Page) -> tuple[Reference, ...]:
        """Resolve a page's mentions and settle the ids of its passages.

        A passage's id is ``<section>--<key>``, with ``-2`` for a second passage about the same study in that section, so that
        a mention put in elsewhere moves no link.
        """
        passages: dict[tuple[str, str], list[int]] = {}
        found = []
        for mention in page.mentions:
            result = self.resolve(page, mention.key, mention.cell)
            anchor = mention.section
            if mention.passage and result.listing:
                key = result.listing.entry.key
                numbers = passages.setdefault((mention.section, key), [])
                if mention.passage not in numbers:
                    numbers.append(mention.passage)
                nth = numbers.index(mention.passage) + 1
                anchor = f"{mention.section or 'text'}--{key}" + (f"-{nth}" if nth > 1 else "")
            found.append(Reference(page, mention, result, anchor))
        return tuple(found)

    def passage_ids(self, docname: str) -> dict[int, list[str]]:
        """Return the ids of each numbered passage of a page."""
        ids: dict[int, list[str]] = {}
        for reference in self.references.get(docname, ()):
            if reference.mention.passage and reference.found.listing:
                here = ids.setdefault(reference.mention.passage, [])
                if reference.anchor not in here:
                    here.append(reference.anchor)
        return ids

    @cached_property
    def _pointing(self) -> dict[tuple[str, str], list[Reference]]:
        """References by the entry they mean, given as docname and key."""
        found: dict[tuple[str, str], list[Reference]] = {}
        for references in self.references.values():
            for reference in references:
                if reference.found.listing:
                    page, entry = reference.found.listing
                    found.setdefault((page.docname, entry.key), []).append(reference)
        return found

    def pointing_at(self, listing: Listing) -> list[Reference]:
        """Return the references that mean this entry: its own page's first, then by the grid."""
        found = self._pointing.get((listing.page.docname, listing.entry.key), [])
        return sorted(found, key=lambda reference: reference.page.docname != listing.page.docname)

    def related(self, listing: Listing) -> list[Listing]:
        """Return the entries that this one relates to or that relate to it, by option or by a mention in an annotation."""
        return list(self._relations.get((listing.page.docname, listing.entry.key), {}).values())

    @cached_property
    def _relations(self) -> dict[tuple[str, str], dict[tuple[str, str], Listing]]:
        relations: dict[tuple[str, str], dict[tuple[str, str], Listing]] = {}

        def relate(one: Listing, other: Listing) -> None:
            a, b = (one.page.docname, one.entry.key), (other.page.docname, other.entry.key)
            if a != b:
                relations.setdefault(a, {})[b] = other
                relations.setdefault(b, {})[a] = one

        for listing in self.entries():
            for key in listing.entry.related:
                other = self.resolve_related(listing.page, key)
                if other:
                    relate(listing, other)
        for references in self.references.values():
            for page, mention, result, _ in references:
                holder = self.entry_on(page, mention.entry) if mention.manner == "annotation" else None
                if holder and result.listing:
                    relate(holder, result.listing)
        return relations

    def resolve_related(self, page: Page, written: str) -> Listing | None:
        """Find the entry that ``:related:`` means: as a mention, but of several the first in the page's own matrix will do."""
        cell, _, key = written.rpartition(":")
        found = self.resolve(page, key, cell)
        if not found.ambiguous:
            return found.listing
        same = [name for name in found.ambiguous if name.startswith(f"{page.matrix}/")]
        return self.resolve(page, key, same[0]).listing if same else found.listing

    def entry_on(self, page: Page, key: str) -> Listing | None:
        """Return the entry that a page lists under this key."""
        return next((Listing(page, entry) for entry in page.entries if entry.key == key), None)

    def listings_of(self, key: str) -> list[Listing]:
        """Return the entries of a source, then those that name it as a further report of their study."""
        key = self.bibliography.current(key)
        return [*self.listings.get(key, []), *self._led_to.get(key, [])]

    def topics_of(self, page: Page) -> list[Page]:
        """Return the topics that concern a cell: those that name it, and those that it names."""
        topics = (topic for topic in self.pages.values() if topic.role == "topic")
        return [topic for topic in topics if page.cell in self.cells_of(topic) or topic.code in page.front.topics]

    def also_in(self, listing: Listing) -> list[Listing]:
        """Return the listings of the same source in other cells."""
        key = self.bibliography.current(listing.entry.key)
        return [other for other in self.listings.get(key, []) if other.page.docname != listing.page.docname]

    def source(self, key: str) -> Source | None:
        """Return the record of a source by present or former key."""
        return self.bibliography.get(key)

    def citing(self, key: str) -> list[Page]:
        """Return the pages that cite this source by ``source`` references."""
        return self._citing.get(self.bibliography.current(key), [])

    @cached_property
    def _citing(self) -> dict[str, list[Page]]:
        found: dict[str, list[Page]] = {}
        for page in self.pages.values():
            for key in dict.fromkeys(map(self.bibliography.current, page.source_references)):
                found.setdefault(key, []).append(page)
        return found

    def section_studies(self, page: Page, section: str) -> list[Listing]:
        """Return the entries that a bite section refers to, in order of first mention."""
        found: dict[tuple[str, str], Listing] = {}
        for reference in self.references.get(page.docname, ()):
            if reference.mention.section == section and reference.found.listing:
                listing = reference.found.listing
                found.setdefault((listing.page.docname, listing.entry.key), listing)
        return list(found.values())
