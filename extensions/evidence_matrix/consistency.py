"""What is wrong between pages, found when all have been read, and how to say it. Nothing here knows of Sphinx."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .catalogue import Catalogue
from .messages import Warn, nearest
from .model import Page
from .targets import CellTarget, study_target

OPTIONS = frozenset({"study", "discusses", "relates"})
"""Manners of a mention that an option makes: no reference node stands for it that could be warned about."""


class Mistake(NamedTuple):
    """Something wrong, at a line of a page's file."""

    page: Page
    line: int
    subtype: Warn
    message: str


def mistakes(catalogue: Catalogue) -> Iterator[Mistake]:
    """Yield cells that have two pages, and names in options and front matter that mean nothing."""
    yield from _second_pages(catalogue)
    for page in catalogue.pages.values():
        yield from _in_options_of_sections(catalogue, page)
        yield from _in_options_of_entries(catalogue, page)
        yield from _in_front_matter(catalogue, page)


def _second_pages(catalogue: Catalogue) -> Iterator[Mistake]:
    for page in catalogue.pages.values():
        first = catalogue.cells.get(page.cell)
        if first is not None and first is not page:
            message = f"the cell {page.cell} has a page already: {first.docname}"
            yield Mistake(page, page.front.line("cell"), Warn.CELL, message)


def _in_options_of_sections(catalogue: Catalogue, page: Page) -> Iterator[Mistake]:
    for _, mention, found, _ in catalogue.references.get(page.docname, ()):
        if mention.manner not in OPTIONS:
            continue
        if found.listing is None:
            name = f"{mention.cell}:{mention.key}" if mention.cell else mention.key
            yield Mistake(page, mention.line, Warn.STUDY, explain_study(catalogue, page, name))
        elif found.ambiguous:
            message = f"{mention.key!r} is listed in several cells: {', '.join(found.ambiguous)}"
            yield Mistake(page, mention.line, Warn.AMBIGUOUS, message)


def _in_options_of_entries(catalogue: Catalogue, page: Page) -> Iterator[Mistake]:
    """Check names of sources; one in a matrix that is not ours belongs to another project."""
    for entry in page.entries:
        for option in ("related", "also"):
            for key in getattr(entry, option):
                written = study_target(key)
                if written.matrix and written.matrix not in catalogue.definitions.matrices:
                    continue
                if catalogue.source(written.key) is None:
                    yield Mistake(page, entry.lines[option], Warn.SOURCE, explain_source(catalogue, written.key))
                elif written.code and catalogue.resolve(page, written.key, written.cell).listing is None:
                    yield Mistake(page, entry.lines[option], Warn.STUDY, explain_study(catalogue, page, key))


def _in_front_matter(catalogue: Catalogue, page: Page) -> Iterator[Mistake]:
    topics = [topic.code for topic in catalogue.pages.values() if topic.role == "topic"]
    for name in page.front.topics:
        if name not in topics:
            yield Mistake(page, page.front.line("topics"), Warn.FRONT_MATTER, f"there is no topic {name!r}{nearest(name, topics)}")
    successor = page.front.superseded_by
    if successor and catalogue.cell_name(successor, page.matrix) not in catalogue.cells:
        message = f"there is no cell {successor!r}{nearest(successor, catalogue.cells)}"
        yield Mistake(page, page.front.line("superseded-by"), Warn.FRONT_MATTER, message)


def explain_study(catalogue: Catalogue, page: Page, target: str) -> str:
    """Say why a name means no entry on this page."""
    written = study_target(target)
    listings = catalogue.listings.get(catalogue.bibliography.current(written.key), [])
    if listings and written.code:
        known = catalogue.cell_name(written.cell, page.matrix)
        what = f"the cell {written.cell!r} does not list" if known else f"there is no cell {written.cell!r} to list"
        return f"{what} {written.key!r}; {', '.join(item.cell for item in listings)} does"
    if catalogue.source(written.key) and not listings:
        return f"no cell lists {written.key!r}, though the bibliography has it; cite it as {{source}}`{written.key}`"
    return f"no cell lists a study {written.key!r}{catalogue.nearest_key(written.key)}"


def explain_cell(catalogue: Catalogue, page: Page, written: CellTarget) -> str:
    """Say that a cell, a page of it or a section is not there."""
    name = catalogue.cell_name(written.cell, page.matrix)
    if not name:
        names = [name if written.matrix else name.partition("/")[2] for name in catalogue.cells]
        return f"there is no cell {written.cell!r}{nearest(written.cell, names)}"
    if name not in catalogue.cells:
        return f"the cell {name} has no page"
    known = [section.id for section in catalogue.cells[name].sections]
    return f"the cell {name} has no section {written.section!r}{nearest(written.section, known)}"


def explain_source(catalogue: Catalogue, key: str) -> str:
    """Say that the bibliography has no such record."""
    return f"there is no source {key!r} in the bibliography{nearest(key, catalogue.bibliography.sources)}"
