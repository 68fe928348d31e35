"""The grid of a matrix: a real table, its cells links, one small mark for each study."""

from __future__ import annotations

from ..drawing import Drawing, Link, Only, Table, el, hidden
from ..model import AxisItem, Entry, Matrix, Page
from .context import Context, _, kind_words


def grid(context: Context, page: Page, name: str) -> Drawing:
    """Draw the grid of the matrix named, else of the page's own, else of the only one there is."""
    matrices = context.catalogue.definitions.matrices
    matrix = matrices.get(name or page.matrix) or (next(iter(matrices.values())) if len(matrices) == 1 else None)
    if matrix is None:
        return ()
    heads = tuple(_head(context, matrix, "column", level) for level in matrix.levels)
    rows = tuple(
        (_head(context, matrix, "row", type_), *(_cell(context, f"{matrix.name}/{level.code}{type_.code}") for level in matrix.levels))
        for type_ in matrix.types
    )
    table = Table((_caption(context, matrix),), ("", *heads), rows, "mx-grid")
    return el("div", table, cls="mx-grid-frame", data_matrix=matrix.name, tabindex="0", role="region", aria_label=matrix.title)


def _caption(context: Context, matrix: Matrix) -> str:
    sizes = (len(matrix.levels), len(matrix.types))
    return _("{title}: {columns} levels across, {rows} types of intervention down").format(
        title=matrix.title, columns=sizes[0], rows=sizes[1]
    )


def _head(context: Context, matrix: Matrix, axis: str, item: AxisItem) -> Drawing:
    """Draw the head of a row or column; it leads to its course where there is one."""
    name = (el("span", item.code, cls="mx-code"), " ", el("span", item.name, cls="mx-name"))
    course = context.catalogue.courses.get((matrix.name, f"{axis}-{item.code}"))
    linked: Drawing = Link(course.docname, "", name, "mx-course-link") if course else name
    gloss = el("span", item.gloss, cls="mx-gloss") if item.gloss else ""
    return el("div", linked, " ", gloss, cls="mx-head", id=f"{axis}-{item.code.lower()}")


def _cell(context: Context, name: str) -> Drawing:
    code = el("span", name.partition("/")[2], cls="mx-code")
    page = context.catalogue.cells.get(name)
    if page is None:
        return el("div", code, " ", el("span", _("Not written yet"), cls="mx-status"), cls="mx-cell mx-cell-missing")
    link = Link(page.docname, "", (code, " ", el("span", page.title, cls="mx-title")), "mx-cell-title")
    status = status_words(context, page)
    parts = (link, _marks(context, page), el("span", status, cls="mx-status") if status else "")
    return el("div", *(part for part in parts if part), cls=f"mx-cell mx-cell-{page.front.status or 'draft'}")


def status_words(context: Context, page: Page) -> str:
    """Say what a reader must know of a cell that is not finished; nothing of one that is."""
    search = page.front.searched
    when = context.date(search.date)
    if page.front.status == "planned" and not search.date:
        return _("Planned: not searched yet")
    words = {
        "planned": _("Planned: searched {when}"),
        "searching": _("Being searched"),
        "empty": _("Searched {when}, nothing met the criteria") if when else _("Searched, nothing met the criteria"),
        "draft": _("Draft"),
    }.get(page.front.status, "")
    where = f" ({search.where})" if page.front.status == "empty" and search.where else ""
    return words.format(when=when) + where


def _marks(context: Context, page: Page) -> Drawing:
    """Draw one mark a study under its first kind for the eye, and the counts in words for everybody else."""
    if not page.entries:
        return ""
    words = kind_words(context, page.entries)
    marks = el("span", *(_mark(context, entry) for entry in _by_kind(context, page)), cls="mx-marks", aria_hidden="true")
    return (Only("html", (marks,)), hidden(words), Only("plain", (f" ({words})",)))


def _by_kind(context: Context, page: Page) -> list[Entry]:
    order = context.catalogue.definitions.kind_order
    return sorted((entry for entry in page.entries if entry.kinds), key=lambda entry: order(entry.kinds[0]))


def _mark(context: Context, entry: Entry) -> Drawing:
    number = context.catalogue.definitions.kind_order(entry.kinds[0]) + 1
    return el("span", cls=f"mx-mark mx-kind-{entry.kinds[0]} mx-shape-{number}")
