"""The generated parts of a cell page above and below what its author wrote."""

from __future__ import annotations

from ..drawing import Drawing, Link, el
from ..model import Level, Matrix, Page, Type
from .context import Context, _, kind_words, line
from .grid import status_words


def cell_head(context: Context, page: Page) -> Drawing:
    """Draw where the cell lies, and what a reader must know of its state."""
    matrix = context.catalogue.definitions.matrices[page.matrix]
    found = matrix.split(page.code)
    assert found is not None, page.code
    status = status_words(context, page)
    level, type_ = (_axis(context, matrix, item) for item in found)
    return el(
        "div",
        el("p", _name(context, matrix, page), " · ", level, " × ", type_, cls="mx-eyebrow"),
        el("p", status, cls="mx-status") if status else "",
        el("p", kind_words(context, page.entries), cls="mx-counts") if page.entries else "",
        cls="mx-cell-head",
    )


def _name(context: Context, matrix: Matrix, page: Page) -> Drawing:
    name = el("b", f"{matrix.name.capitalize()} {page.code}")
    index = context.catalogue.indexes.get(matrix.name)
    return Link(index.docname, "", (name,)) if index else name


def _axis(context: Context, matrix: Matrix, item: Level | Type) -> Drawing:
    axis = "column" if item in matrix.levels else "row"
    course = context.catalogue.courses.get((matrix.name, f"{axis}-{item.code}"))
    return Link(course.docname, "", (item.name,)) if course else item.name


def cell_foot(context: Context, page: Page) -> Drawing:
    """Draw when and how the cell was searched, checked and changed, and the cells around it."""
    front = page.front
    search = front.searched
    when = [context.date(search.date) if search.date else "", search.where, search.query]
    found = _("{number} candidates").format(number=search.found) if search.found else ""
    parts = (
        *line(_("Searched"), (part for part in (*when, found) if part), "mx-searched"),
        *line(_("Revised"), [context.date(front.revised)] if front.revised else [], "mx-revised"),
        *line(_("Checked"), (f"{context.date(item.date)}, {item.text}" for item in front.checked), "mx-checked"),
        *line(_("Changes"), (f"{context.date(item.date)}: {item.text}" for item in front.changes), "mx-changes"),
        *line(_("Contributors"), front.contributors, "mx-contributors"),
        *line(_("Funders"), front.funders, "mx-funders"),
        *line(_("Next to it"), _neighbours(context, page), "mx-neighbours"),
    )
    return el("div", *parts, cls="mx-cell-foot") if parts else ()


def _neighbours(context: Context, page: Page) -> list[Drawing]:
    """Link the cells left, right, above and below, by code and by what they are about."""
    matrix = context.catalogue.definitions.matrices[page.matrix]
    found = matrix.split(page.code)
    assert found is not None, page.code
    column, row = matrix.levels.index(found[0]), matrix.types.index(found[1])
    steps = ((column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1))
    inside = ((c, r) for c, r in steps if 0 <= c < len(matrix.levels) and 0 <= r < len(matrix.types))
    return [link for c, r in inside if (link := _neighbour(context, matrix, matrix.levels[c], matrix.types[r]))]


def _neighbour(context: Context, matrix: Matrix, level: Level, type_: Type) -> Drawing:
    cell = context.catalogue.cells.get(f"{matrix.name}/{level.code}{type_.code}")
    if cell is None:
        return ""
    return (Link(cell.docname, "", (cell.code,)), f" {level.name} × {type_.name}")
