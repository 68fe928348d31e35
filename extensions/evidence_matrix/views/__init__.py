"""What each view shows, as a drawing: pure functions of the catalogue, the page that shows it, and its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..drawing import Drawing
from ..model import Page
from .cell import cell_foot, cell_meta, cell_place, discussion, studies_key
from .context import Context
from .course import course_place
from .entry import entry_foot, entry_line
from .grid import grid
from .listings import cells, questions, studies
from .notes import notes
from .section import section_studies, start
from .sources import sources

View = Callable[..., Drawing]

VIEWS: dict[str, View] = {
    "cell-place": cell_place,
    "cell-meta": cell_meta,
    "studies-key": studies_key,
    "discussion": discussion,
    "cell-foot": cell_foot,
    "course-place": course_place,
    "notes": notes,
    "entry-line": entry_line,
    "entry-foot": entry_foot,
    "start": start,
    "section-studies": section_studies,
    "matrix-grid": grid,
    "studies": studies,
    "cells": cells,
    "questions": questions,
    "sources": sources,
}
"""Every view by the name that a node gives."""


def shown(context: Context, page: Page, name: str, *arguments: Any) -> Drawing:
    """Return what a view shows on a page."""
    return VIEWS[name](context, page, *arguments)


__all__ = ["Context", "shown"]
