"""The generated parts of a cell page around what its author wrote."""

from __future__ import annotations

from urllib.parse import quote

from ..drawing import Away, Drawing, El, Link, Only, el, join
from ..model import Level, Matrix, Page, Type
from .context import Context, _, cell_link, kind_mark, kind_words, line
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
    """Draw the state of a cell under its summary: a banner where one is due, and when it was searched and revised."""
    return (*_banners(context, page), *_meta_line(context, page))


def _banners(context: Context, page: Page) -> tuple[El, ...]:
    banners: list[Drawing] = []
    if page.front.superseded_by:
        name = context.catalogue.cell_name(page.front.superseded_by, page.matrix) or page.front.superseded_by
        banners.append((_("This page is kept for the record. It has been replaced by "), cell_link(context, page, name), "."))
    if page.front.status == "draft":
        banners.append(_("This is a draft: two readers have still to check it against the studies."))
    return tuple(el("p", banner, cls="mx-banner", role="note") for banner in banners)


def _meta_line(context: Context, page: Page) -> tuple[El, ...]:
    front = page.front
    parts: list[Drawing] = [el("span", status_words(context, page), cls="mx-status")] if status_words(context, page) else []
    if front.searched.date and front.status not in {"planned", "empty"}:
        parts.append(el("span", _("Searched {date}").format(date=context.date(front.searched.date))))
    if front.revised:
        parts.append(el("span", _("Revised {date}").format(date=context.date(front.revised))))
    links = [Link(page.docname, "cite", (_("Cite this cell"),))] if page.entries else []
    if front.changes:
        links.insert(0, Link(page.docname, "changes", (_("What changed"),)))
    parts += [Only("html", (link,)) for link in links]
    return (el("p", *join(parts, " "), cls="mx-meta"),) if parts else ()


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
        *_own_citation(context, page),
        *line(_("Contributors"), front.contributors, "mx-contributors"),
        *line(_("Funders"), front.funders, "mx-funders"),
        *line(_("Topics"), (Link(topic.docname, "", (topic.title,)) for topic in context.catalogue.topics_of(page)), "mx-topics", "; "),
        *line(_("Next to it"), _neighbours(context, page), "mx-neighbours"),
        *_feedback(context, page),
    )
    return el("div", *parts, cls="mx-cell-foot") if parts else ()


def _changes(context: Context, page: Page) -> tuple[El, ...]:
    newest_first = sorted(page.front.changes, key=lambda change: change.date, reverse=True)
    drawn = line(_("What changed"), (f"{context.date(item.date)}: {item.text}" for item in newest_first), "mx-changes", "; ")
    return (el("div", *drawn, id="changes"),) if drawn else ()


def _own_citation(context: Context, page: Page) -> tuple[El, ...]:
    """Draw how to cite the cell itself."""
    if not page.entries:
        return ()
    date = page.front.revised or page.front.searched.date
    words = f"{context.author} ({date[:4] or _('n.d.')}) ‘{page.title}’, "
    revised = _(", revised {date}").format(date=context.date(date)) if date else ""
    where = _("cell {cell}").format(cell=page.cell)
    label = el("span", _("Cite this cell"), cls="mx-label")
    return (el("p", label, " ", words, el("i", context.project), f", {where}{revised}.", id="cite"),)


def _feedback(context: Context, page: Page) -> tuple[Drawing, ...]:
    """Draw the way to tell the editors something about this cell, its name and version filled in."""
    if not context.feedback:
        return ()
    address = context.feedback.replace("{cell}", quote(page.cell)).replace("{version}", quote(context.version))
    return (Only("html", (el("p", Away(address, (_("Tell the editors about this cell"),), "mx-feedback")),)),)


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
