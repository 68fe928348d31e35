"""Drawings as HTML, one string a view: as ``pending_xref`` nodes the links of a page would cost as much as the rest of it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from .drawing import Away, Drawing, El, Link, Name, Note, Only, Table

Uri = Callable[[str], str]
"""Gives the address of a document relative to the page that is written; empty for the page itself."""
Elsewhere = Callable[[str, str], str]
"""Gives the address of a name in another project, or nothing."""


class HtmlWriter:
    """Writes drawings for one page."""

    def __init__(self, uri: Uri, elsewhere: Elsewhere) -> None:
        self.uri = uri
        self.elsewhere = elsewhere

    def write(self, drawing: Drawing) -> str:
        """Return a drawing as HTML; all text is escaped."""
        if isinstance(drawing, str):
            return escape(drawing, quote=False)
        writer = WRITERS.get(type(drawing))
        return writer(self, drawing) if writer else "".join(map(self.write, drawing))

    def element(self, el: El) -> str:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in el.attributes)
        return f"<{el.tag}{_classes(el.classes)}{attributes}>{self.write(el.children)}</{el.tag}>"

    def link(self, link: Link) -> str:
        address = self._address(link.docname, link.anchor)
        return f'<a{_classes(f"reference internal {link.classes}".strip())} href="{escape(address)}">{self.write(link.children)}</a>'

    def _address(self, docname: str, anchor: str) -> str:
        address = self.uri(docname)
        if not anchor and address:
            return address
        return f"{address.partition('#')[0]}#{anchor}"  # in singlehtml a document's address is an anchor itself

    def note(self, note: Note) -> str:
        address = self._address(note.docname, note.anchor)
        return f'<div data-href="{escape(address)}">{self.write(note.children)}</div>'

    def away(self, away: Away) -> str:
        return f'<a{_classes(f"reference external {away.classes}".strip())} href="{escape(away.url)}">{self.write(away.children)}</a>'

    def name(self, name: Name) -> str:
        address = self.elsewhere(name.reftype, name.name)
        return self.away(Away(address, name.children)) if address else self.write(name.children)

    def only(self, only: Only) -> str:
        return self.write(only.children) if only.medium == "html" else ""

    def table(self, table: Table) -> str:
        corner, *columns = table.heads
        head = f"<td>{self.write(corner)}</td>" + "".join(f'<th scope="col">{self.write(cell)}</th>' for cell in columns)
        rows = "".join(map(self._row, table.rows))
        caption = f"<caption>{self.write(table.caption)}</caption>"
        return f"<table{_classes(table.classes)}>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _row(self, row: tuple[Drawing, ...]) -> str:
        head, *cells = row
        return f'<tr><th scope="row">{self.write(head)}</th>' + "".join(f"<td>{self.write(cell)}</td>" for cell in cells) + "</tr>"


WRITERS: dict[type, Callable[[HtmlWriter, Drawing], str]] = {
    El: HtmlWriter.element,  # type: ignore[dict-item]
    Link: HtmlWriter.link,  # type: ignore[dict-item]
    Away: HtmlWriter.away,  # type: ignore[dict-item]
    Name: HtmlWriter.name,  # type: ignore[dict-item]
    Note: HtmlWriter.note,  # type: ignore[dict-item]
    Only: HtmlWriter.only,  # type: ignore[dict-item]
    Table: HtmlWriter.table,  # type: ignore[dict-item]
}


def _classes(classes: str) -> str:
    return f' class="{escape(classes)}"' if classes else ""
