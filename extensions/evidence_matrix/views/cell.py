"""The generated parts of a cell page around what its author wrote."""

from __future__ import annotations

from ..drawing import Drawing, El, Link, Only, el, join
from ..model import Level, Matrix, Page, Type
from .context import Context, _, kind_mark, kind_words, line
from .grid import status_words
from .listings import questions


def cell_place(context: Context, page: Page) -> Drawing:
    """Draw where the cell lies, above its title where the medium allows."""
    matrix, level, type_ = _axes(context, page)
    name = _name(context, matrix, page)
    return el("p", name, " · ", _course(context, matrix, level), " × ", _course(context, matrix, type_), cls="mx-eyebrow")


def _axes(context: Context, page: Page) -> tuple[Matrix, Level, Type]:
    matrix = context.catalogue.definitions.matrices[page.matrix]
    found = matrix.split(page.code)
    assert found is not None, page.code
    return matrix, *found


def _name(context: Context, matrix: Matrix, page: Page) -> Drawing:
    name = el("b", f"{matrix.name.capitalize()} {page.code}")
    index = context.catalogue.indexes.get(matrix.name)
    return Link(index.docname, "", (name,)) if index else name


def _course(context: Context, matrix: Matrix, item: Level | Type) -> Drawing:
    axis = "column" if item in matrix.levels else "row"
    course = context.catalogue.courses.get((matrix.name, f"{axis}-{item.code}"))
    return Link(course.docname, "", (item.name,)) if course else item.name


def cell_meta(context: Context, page: Page) -> Drawing:
    """Draw the state of a cell in one quiet line under its summary: what it is, when it was searched and revised."""
    front = page.front
    parts: list[Drawing] = [el("span", status_words(context, page), cls="mx-status")] if status_words(context, page) else []
    if front.searched.date and front.status not in {"planned", "empty"}:
        parts.append(el("span", _("Searched {date}").format(date=context.date(front.searched.date))))
    if front.revised:
        parts.append(el("span", _("Revised {date}").format(date=context.date(front.revised))))
    if front.changes:
        parts.append(Only("html", (Link(page.docname, "changes", (_("What changed"),)),)))
    return el("p", *join(parts, " "), cls="mx-meta") if parts else ()


def studies_key(context: Context, page: Page) -> Drawing:
    """Draw the key to the kinds above the entries, with the number of each."""
    if not page.entries:
        return ()
    kinds = context.catalogue.definitions.kinds
    counts = {code: sum(code in entry.kinds for entry in page.entries) for code in kinds}
    items = (
        el("span", kind_mark(context, code, quiet=True), f"{kinds[code].label} {count}", cls="mx-key-item", data_kind=code)
        for code, count in counts.items()
        if count
    )
    key = el("div", *join(items, " "), cls="mx-key")
    return (Only("html", (key,)), Only("plain", (el("p", kind_words(context, page.entries)),)))


def discussion(context: Context, page: Page) -> Drawing:
    """Draw the discussion sheet of a cell, folded until wanted."""
    if not any(entry.ask for entry in page.entries):
        return ()
    summary = el("summary", _("Questions for discussion"))
    return Only("html", (el("details", summary, questions(context, page, ""), cls="mx-discussion", id="discussion"),))


def cell_foot(context: Context, page: Page) -> Drawing:
    """Draw how the cell was searched, checked and changed, and the cells around it."""
    front = page.front
    search = front.searched
    found = _("{number} candidates").format(number=search.found) if search.found else ""
    how = (context.date(search.date), search.where, search.query, found)
    parts = (
        *line(_("Searched"), (part for part in how if part), "mx-searched"),
        *line(_("Checked"), (f"{context.date(item.date)}, {item.text}" for item in front.checked), "mx-checked", "; "),
        *_changes(context, page),
        *line(_("Contributors"), front.contributors, "mx-contributors"),
        *line(_("Funders"), front.funders, "mx-funders"),
        *line(_("Next to it"), _neighbours(context, page), "mx-neighbours"),
    )
    return el("div", *parts, cls="mx-cell-foot") if parts else ()


def _changes(context: Context, page: Page) -> tuple[El, ...]:
    newest_first = sorted(page.front.changes, key=lambda change: change.date, reverse=True)
    drawn = line(_("What changed"), (f"{context.date(item.date)}: {item.text}" for item in newest_first), "mx-changes", "; ")
    return (el("div", *drawn, id="changes"),) if drawn else ()


def _neighbours(context: Context, page: Page) -> list[Drawing]:
    """Link the cells left, right, above and below, by code and by what they are about."""
    matrix, level, type_ = _axes(context, page)
    column, row = matrix.levels.index(level), matrix.types.index(type_)
    steps = ((column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1))
    inside = ((c, r) for c, r in steps if 0 <= c < len(matrix.levels) and 0 <= r < len(matrix.types))
    return [link for c, r in inside if (link := _neighbour(context, matrix, matrix.levels[c], matrix.types[r]))]


def _neighbour(context: Context, matrix: Matrix, level: Level, type_: Type) -> Drawing:
    cell = context.catalogue.cells.get(f"{matrix.name}/{level.code}{type_.code}")
    if cell is None:
        return ""
    return (Link(cell.docname, "", (cell.code,)), f" {level.name} × {type_.name}")
