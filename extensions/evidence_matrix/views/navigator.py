"""The small grid that says where a page lies in its matrix, in place of the theme's table of all contents."""

from __future__ import annotations

from ..drawing import Drawing, Link, el
from ..model import Matrix, Page
from .context import Context, _


def navigator(context: Context, page: Page) -> Drawing:
    """Draw the matrix of a page as one link a cell, this cell, its row and its column marked."""
    matrix = context.catalogue.definitions.matrices.get(page.matrix)
    if matrix is None:
        return ()
    index = context.catalogue.indexes.get(matrix.name)
    title: Drawing = Link(index.docname, "", (matrix.title,), "mx-navigator-title") if index else el("span", matrix.title)
    corner = el("td")
    head = el("tr", corner, *(el("th", level.code, scope="col", title=level.name) for level in matrix.levels))
    rows = (_row(context, matrix, page, type_.code, type_.name) for type_ in matrix.types)
    table = el("table", el("thead", head), el("tbody", *rows), cls="mx-mini")
    return el("nav", el("p", title), table, cls="mx-navigator", aria_label=_("Where you are in the matrix"))


def _row(context: Context, matrix: Matrix, page: Page, code: str, name: str) -> Drawing:
    head = el("th", code, scope="row", title=name)
    return el("tr", head, *(el("td", _cell(context, page, matrix.name, level.code, code)) for level in matrix.levels))


def _cell(context: Context, page: Page, matrix: str, level: str, type_: str) -> Drawing:
    code = f"{level}{type_}"
    cell = context.catalogue.cells.get(f"{matrix}/{code}")
    if cell is None:
        return el("span", code, cls="mx-missing")
    if cell.docname == page.docname:
        return el("a", code, cls="mx-here", href="#", aria_current="page")
    band = "mx-band" if page.cell and (page.code.startswith(level) or page.code.endswith(type_)) else ""
    planned = "mx-planned" if cell.front.status == "planned" else ""
    return Link(cell.docname, "", (code,), f"{band} {planned}".strip())
