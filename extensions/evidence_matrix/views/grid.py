"""The grid of a matrix: a real table, its cells links, one small mark for each study."""

from __future__ import annotations

from ..drawing import Drawing, Link, Only, Table, el, hidden, join
from ..model import AxisItem, Entry, Level, Matrix, Page, Type
from .context import Context, _, kind_mark, kind_words


def grid(context: Context, page: Page, name: str) -> Drawing:
    """Draw the grid of the matrix named, else of the page's own, else of the only one there is."""
    matrices = context.catalogue.definitions.matrices
    matrix = matrices.get(name or page.matrix) or (next(iter(matrices.values())) if len(matrices) == 1 else None)
    if matrix is None:
        return ()
    prefix = "" if page.role == "matrix" and page.matrix == matrix.name else f"{matrix.name}-"
    heads = tuple(_head(context, matrix, "column", level, prefix) for level in matrix.levels)
    rows = tuple(
        (_head(context, matrix, "row", type_, prefix), *(_cell(context, matrix, level, type_) for level in matrix.levels))
        for type_ in matrix.types
    )
    table = Table(_caption(context, matrix), ("", *heads), rows, "mx-grid")
    frame = el("div", table, cls="mx-grid-frame", tabindex="0", role="region", aria_label=matrix.title)
    return el("div", _paths(matrix, prefix), frame, cls="mx-grid-view", data_matrix=matrix.name)


def _caption(context: Context, matrix: Matrix) -> tuple[Drawing, ...]:
    """Draw the caption: what the grid is, and the key to its marks."""
    kinds = (el("span", kind_mark(context, code, quiet=True), kind.label) for code, kind in context.catalogue.definitions.kinds.items())
    words = _("{title}: {columns} levels across, {rows} types of intervention down.").format(
        title=matrix.title, columns=len(matrix.levels), rows=len(matrix.types)
    )
    return (words, Only("html", (" ", _("Each mark is a study:"), " ", el("span", *join(kinds, " "), cls="mx-caption-kinds"))))


def _paths(matrix: Matrix, prefix: str) -> Drawing:
    """Draw the reading paths: plain links to themselves, which light their cells by style alone."""
    if not matrix.paths:
        return ()
    links = (
        el("a", path.who, href=f"#{prefix}path-{number}", id=f"{prefix}path-{number}", cls="mx-path")
        for number, path in enumerate(matrix.paths, 1)
    )
    label = _("Which part is for me?")
    return Only("html", (el("nav", el("span", label, cls="mx-paths-label"), " ", *join(links, " "), cls="mx-paths", aria_label=label),))


def _on_paths(matrix: Matrix, level: Level, type_: Type) -> str:
    """Return the numbers of the reading paths that a cell lies on; no levels means all of them, no types likewise."""
    numbered = enumerate(matrix.paths, 1)
    on = (n for n, path in numbered if level.code in (path.levels or (level.code,)) and type_.code in (path.types or (type_.code,)))
    return " ".join(map(str, on))


def _head(context: Context, matrix: Matrix, axis: str, item: AxisItem, prefix: str) -> Drawing:
    """Draw the head of a row or column; it leads to its course where there is one."""
    name = (el("span", item.code, cls="mx-code"), " ", el("span", item.name, cls="mx-name"))
    course = context.catalogue.courses.get((matrix.name, f"{axis}-{item.code}"))
    linked: Drawing = Link(course.docname, "", name, "mx-course-link") if course else name
    gloss = el("span", item.gloss, cls="mx-gloss") if item.gloss else ""
    return el("div", linked, " ", gloss, *_scope(item), cls="mx-head", id=f"{prefix}{axis}-{item.code.lower()}")


def _scope(item: AxisItem) -> tuple[Drawing, ...]:
    """Draw the longer definition, folded until wanted."""
    if not item.scope:
        return ()
    summary = el("summary", _("More"), hidden(f" {item.name}"))
    return (Only("html", (el("details", summary, el("p", item.scope), cls="mx-scope"),)),)


def _cell(context: Context, matrix: Matrix, level: Level, type_: Type) -> Drawing:
    name = f"{level.code}{type_.code}"
    code = el("span", name, cls="mx-code")
    paths = _on_paths(matrix, level, type_)
    page = context.catalogue.cells.get(f"{matrix.name}/{name}")
    if page is None:
        missing = el("span", _("Not written yet"), cls="mx-status")
        return el("div", code, " ", missing, cls="mx-cell mx-cell-missing", data_paths=paths)
    link = Link(page.docname, "", (code, " ", el("span", page.title, cls="mx-title")), "mx-cell-title")
    status = status_words(context, page)
    parts = (link, _marks(context, page), el("span", status, cls="mx-status") if status else "")
    return el("div", *join((part for part in parts if part), " "), cls=f"mx-cell mx-cell-{page.front.status or 'draft'}", data_paths=paths)


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
    return (Only("html", (marks,)), hidden(words), Only("plain", (f"({words})",)))


def _by_kind(context: Context, page: Page) -> list[Entry]:
    order = context.catalogue.definitions.kind_order
    return sorted((entry for entry in page.entries if entry.kinds), key=lambda entry: order(entry.kinds[0]))


def _mark(context: Context, entry: Entry) -> Drawing:
    number = context.catalogue.definitions.kind_order(entry.kinds[0]) + 1
    return el("span", cls=f"mx-mark mx-kind-{entry.kinds[0]} mx-shape-{number}")
