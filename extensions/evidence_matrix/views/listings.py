"""Listings: entries by a filter, the cells of a course, the questions of a cell, row or topic."""

from __future__ import annotations

from ..catalogue import Listing
from ..drawing import Drawing, el
from ..model import Page
from ..places import COURSE, axis_item
from .context import Context, _, cell_link, kind_marks, kind_words, to_entry
from .grid import status_words


def studies(context: Context, page: Page, *filters: str) -> Drawing:
    """List the entries that pass every filter, in the order of the grid."""
    wanted = {name: value.split(",") for name, _eq, value in (item.partition("=") for item in filters)}
    found = [listing for listing in context.catalogue.entries() if _passes(context, listing, wanted)]
    if not found:
        return el("p", _("No study in the matrix meets these conditions yet."), cls="mx-none")
    return el("ul", *(_study(context, page, listing) for listing in found), cls="mx-studies")


def _passes(context: Context, listing: Listing, wanted: dict[str, list[str]]) -> bool:
    matrix = context.catalogue.definitions.matrices[listing.page.matrix]
    place = matrix.split(listing.page.code)
    facts = {
        "matrix": {matrix.name},
        "kind": set(listing.entry.kinds),
        "level": {place[0].code.lower()} if place else set(),
        "type": {place[1].code.lower()} if place else set(),
        "source": {context.catalogue.bibliography.current(listing.entry.key).lower()},
    }
    since = wanted.get("since", ["0"])[0]
    rest = {name: {value.lower() for value in values} for name, values in wanted.items() if name != "since"}
    if "source" in rest:
        rest["source"] = {context.catalogue.bibliography.current(value).lower() for value in wanted["source"]}
    return _year(context, listing) >= int(since) and all(facts[name] & values for name, values in rest.items())


def _year(context: Context, listing: Listing) -> int:
    """Return the year of a source, 0 where it is not known."""
    source = context.catalogue.source(listing.entry.key)
    digits = (source.year if source else "")[:4]
    return int(digits) if digits.isdecimal() else 0


def _study(context: Context, page: Page, listing: Listing) -> Drawing:
    source = context.catalogue.source(listing.entry.key)
    words = (source.short if source else listing.entry.key).rstrip(".") + ". "
    cell = cell_link(context, page, listing.cell)
    return el("li", *kind_marks(context, listing.entry), to_entry(page, listing), " ", el("small", words, cell))


def cells(context: Context, page: Page, course: str) -> Drawing:
    """List the cells of a course with headline, counts and summary; of the page's own where none is named."""
    names = _cells_named(context, page, course)
    if not names:
        return el("p", _("There is no row or column {name!r} here.").format(name=course), cls="mx-none")
    return el("div", *(_cell(context, page, name) for name in names), cls="mx-cells")


def _cells_named(context: Context, page: Page, written: str) -> tuple[str, ...]:
    """Return the cells that ``row-5``, ``drugs/column-b``, ``drugs/B5`` or nothing means on a page."""
    if not written:
        return context.catalogue.cells_of(page)
    named, _slash, code = written.rpartition("/")
    matrix = context.catalogue.definitions.matrices.get(named or page.matrix)
    match = COURSE.match(code)
    item = axis_item(matrix, match["axis"], match["code"]) if matrix and match else None
    if matrix and match and item:
        return context.catalogue.course_cells(matrix.name, f"{match['axis'].lower()}-{item}")
    cell = context.catalogue.cell_name(written, page.matrix)
    return (cell,) if cell else ()


def _cell(context: Context, page: Page, name: str) -> Drawing:
    cell = context.catalogue.cells.get(name)
    if cell is None:
        return el("div", el("h2", name), el("p", _("Not written yet"), cls="mx-status"), cls="mx-course-cell")
    code = el("span", cell.code, cls="mx-code")
    words = [part for part in (kind_words(context, cell.entries), status_words(context, cell)) if part]
    return el(
        "div",
        el("h2", cell_link(context, page, name, code, " ", cell.title)),
        el("p", cell.summary) if cell.summary else "",
        el("p", ". ".join(words), cls="mx-status") if words else "",
        cls="mx-course-cell",
    )


def questions(context: Context, page: Page, written: str) -> Drawing:
    """Make a discussion sheet: the questions of the cells meant, each with the study that it belongs to."""
    names = set(_cells_named(context, page, written))
    asked = [listing for listing in context.catalogue.entries() if listing.cell in names and listing.entry.ask]
    if not asked:
        return el("p", _("No questions yet."), cls="mx-none")
    return el("ol", *(_question(context, page, listing) for listing in asked), cls="mx-questions")


def _question(context: Context, page: Page, listing: Listing) -> Drawing:
    where = "" if listing.page.docname == page.docname else (" · ", cell_link(context, page, listing.cell))
    study = el("small", *kind_marks(context, listing.entry), to_entry(page, listing), where)
    return el("li", el("p", listing.entry.ask), el("p", study))
