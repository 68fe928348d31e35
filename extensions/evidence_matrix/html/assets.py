"""Which style sheets and scripts a page loads: those of an extension only where the page has something for them.

Sphinx gives every page what any extension has registered; on a phone in a meeting that is more than the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

CODE = ('class="highlight',)
DESIGN = ("sd-tab", "sd-row", "sd-container", "sd-btn", "sd-badge")
"""What only sphinx-design's own sheet can show; panels and folds in a bite are dressed by ours."""

NEEDS: dict[str, tuple[str, ...]] = {
    "sphinx-design.min.css": DESIGN,
    "design-tabs.js": ("sd-tab",),
    "styles/furo-extensions.css": (*DESIGN, *CODE, "admonition"),
    "pygments.css": CODE,
    "copybutton.css": CODE,
    "copybutton.js": CODE,
    "clipboard.min.js": CODE,
    "sphinx_highlight.js": (),
    "doctools.js": (),
    "translations.js": (),  # speaks to doctools.js, and fails without
}
"""File, as it is known under ``_static``, and the marks of which one must stand in a page of the matrix for it to be loaded."""


def trim_assets(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Leave out what a page of the matrix has no use for; other pages keep all."""
    page = context.get("matrix_page")
    if page is None or not page.role:
        return
    for files in ("css_files", "script_files"):
        context[files] = list(_needed(context[files], context.get("body", "")))


def _needed(files: Iterable[Any], body: str) -> Iterable[Any]:
    for file in files:
        name = str(getattr(file, "filename", file)).rpartition("_static/")[2]
        if name not in NEEDS or any(mark in body for mark in NEEDS[name]):
            yield file
