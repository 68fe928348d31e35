"""The generated part of a course page: which row or column it introduces."""

from __future__ import annotations

from ..drawing import Drawing, Link, el
from ..model import Page
from .context import Context, _


def course_place(context: Context, page: Page) -> Drawing:
    """Draw what the course is about, and the way to its row or column in the grid."""
    matrix = context.catalogue.definitions.matrices[page.matrix]
    axis, _dash, code = page.code.partition("-")
    item = matrix.type(code) if axis == "row" else matrix.level(code)
    assert item is not None, page.code
    kind = _("row {code}") if axis == "row" else _("column {code}")
    index = context.catalogue.indexes.get(matrix.name)
    name = el("b", f"{matrix.name.capitalize()}, {kind.format(code=code)}")
    words = _("View this row in the matrix") if axis == "row" else _("View this column in the matrix")
    link = (" · ", Link(index.docname, f"{axis}-{code.lower()}", (words,))) if index else ()
    return el("p", name, " · ", item.name, link, cls="mx-eyebrow")
