"""The small grid that says where a page lies in its matrix, in place of the theme's table of all contents."""

from __future__ import annotations

from ..drawing import Drawing, Link, el
from ..model import Level, Matrix, Page, Type
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
    here = matrix.split(page.code) if page.cell else None
    rows = (_row(context, matrix, page, here, type_) for type_ in matrix.types)
    table = el("table", el("thead", head), el("tbody", *rows), cls="mx-mini")
    return el("nav", el("p", title), table, cls="mx-navigator", aria_label=_("Where you are in the matrix"))


def _row(context: Context, matrix: Matrix, page: Page, here: tuple[Level, Type] | None, type_: Type) -> Drawing:
    head = el("th", type_.code, scope="row", title=type_.name)
    banded = ((level, here is not None and (level == here[0] or type_ == here[1])) for level in matrix.levels)
    return el("tr", head, *(el("td", _cell(context, page, matrix, f"{level.code}{type_.code}", band)) for level, band in banded))


def _cell(context: Context, page: Page, matrix: Matrix, code: str, in_band: bool) -> Drawing:
    cell = context.catalogue.cells.get(f"{matrix.name}/{code}")
    if cell is None:
        return el("span", code, cls="mx-missing")
    if cell.docname == page.docname:
        return el("a", code, cls="mx-here", href="#", aria_current="page")
    band = "mx-band" if in_band else ""
    planned = "mx-planned" if cell.front.status == "planned" else ""
    return Link(cell.docname, "", (code,), f"{band} {planned}".strip())
