"""Drawings as ordinary nodes, for every builder that does not write HTML: LaTeX, text, man pages and what others bring.

Generated nodes have no source, so that gettext does not take them for an author's words.
"""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from sphinx import addnodes

from .drawing import Away, Drawing, El, Link, Name, Only, Table

BLOCKS = frozenset({"div", "section", "aside", "article", "nav", "p", "ul", "ol", "li", "h2", "h3", "h4", "dl", "dt", "dd"})
INLINE: dict[str, type[nodes.TextElement]] = {"em": nodes.emphasis, "i": nodes.emphasis, "b": nodes.strong, "strong": nodes.strong}
INLINE |= {"sup": nodes.superscript, "sub": nodes.subscript}

LINE = 70
"""Characters to a line of plain text, as Sphinx's text builder has it."""


def draw(drawing: Drawing) -> list[nodes.Node]:
    """Return block nodes for a drawing; stretches of text between blocks become paragraphs."""
    return _as_blocks(_nodes(drawing))


def inline(drawing: Drawing) -> list[nodes.Node]:
    """Return inline nodes for a drawing that holds no block."""
    return _nodes(drawing)


def _nodes(drawing: Drawing) -> list[nodes.Node]:
    if isinstance(drawing, str):
        return [nodes.Text(drawing)] if drawing else []
    writer = WRITERS.get(type(drawing))
    if writer:
        return writer(drawing)
    return [node for part in drawing for node in _nodes(part)]


def _as_blocks(children: list[nodes.Node]) -> list[nodes.Node]:
    blocks: list[nodes.Node] = []
    loose: list[nodes.paragraph] = []
    for child in children:
        if not isinstance(child, nodes.Inline | nodes.Text):
            blocks.append(child)
        elif blocks and blocks[-1] in loose:
            loose[-1].append(child)
        elif child.astext().strip():
            loose.append(nodes.paragraph("", "", child, translatable=False))
            blocks.append(loose[-1])
    return blocks


def _element(el: El) -> list[nodes.Node]:
    classes = el.classes.split()
    children = _nodes(el.children)
    if el.tag not in BLOCKS:
        kind = INLINE.get(el.tag, nodes.inline)
        return [kind("", "", *children, classes=classes)] if children else []
    if el.tag == "p":
        return [nodes.paragraph("", "", *children, classes=classes, translatable=False)]
    if el.tag in {"h2", "h3", "h4"}:
        rubric = nodes.rubric("", "", *children, classes=classes, translatable=False)
        rubric["heading-level"] = int(el.tag[1])
        return [rubric]
    if el.tag in {"ul", "ol"}:
        return [nodes.bullet_list("", *children, classes=classes, bullet="*")] if children else []
    container = nodes.list_item if el.tag == "li" else nodes.container
    ids = [value for name, value in el.attributes if name == "id"]
    return [container("", *_as_blocks(children), classes=classes, ids=ids)]


def _link(link: Link) -> list[nodes.Node]:
    return [_pending("place", f"{link.docname}#{link.anchor}", link.children)]


def _away(away: Away) -> list[nodes.Node]:
    return [nodes.reference("", "", *_nodes(away.children), refuri=away.url, internal=False)]


def _name(name: Name) -> list[nodes.Node]:
    return [_pending(name.reftype, name.name, name.children)]


def _pending(reftype: str, target: str, children: tuple[Drawing, ...]) -> addnodes.pending_xref:
    content = nodes.inline("", "", *_nodes(children))
    return addnodes.pending_xref("", content, refdomain="matrix", reftype=reftype, reftarget=target, refexplicit=True)


def _only(only: Only) -> list[nodes.Node]:
    return _nodes(only.children) if only.medium == "plain" else []


def _table(table: Table) -> list[nodes.Node]:
    columns = list(zip(*map(_texts, (table.heads, *table.rows)), strict=True))
    group = nodes.tgroup("", cols=len(columns))
    group += [nodes.colspec(colwidth=_width(column, len(columns)), stub=1 if i == 0 else 0) for i, column in enumerate(columns)]
    group += nodes.thead("", _row(table.heads))
    group += nodes.tbody("", *map(_row, table.rows))
    node = nodes.table("", group, classes=table.classes.split())
    caption = nodes.paragraph("", "", nodes.strong("", "", *_nodes(table.caption)), translatable=False)
    return [caption, node]


def _texts(cells: tuple[Drawing, ...]) -> list[str]:
    return [" ".join(node.astext() for node in _nodes(cell)) for cell in cells]


def _width(column: tuple[str, ...], columns: int) -> int:
    """Return the width of a column in characters, which plain text takes at its word: no word may be broken."""
    longest = max((len(word) for text in column for word in text.split()), default=1)
    return max(longest, LINE // columns) + 1


def _row(cells: tuple[Drawing, ...]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *draw(cell)) for cell in cells))


WRITERS: dict[type, Callable[..., list[nodes.Node]]] = {
    El: _element,
    Link: _link,
    Away: _away,
    Name: _name,
    Only: _only,
    Table: _table,
}
