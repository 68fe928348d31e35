"""What each HTML page is given beside its text: the navigator in place of the table of all contents, and its style sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..draw_html import HtmlWriter
from ..files import matrix_domain
from ..furnish import NOTED
from ..rewrite import context_of
from ..views.navigator import navigator
from . import gestures

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent.parent / "static"


def add_static_folder(app: Sphinx) -> None:
    """Let HTML builders copy our style sheet; before the project's own files, so that these win."""
    if app.builder.format == "html":
        app.config.html_static_path.insert(0, str(STATIC))


def on_page_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give pages that show something of the matrix the style sheet, and pages of a matrix the navigator."""
    if "css_files" not in context:
        return  # no template is filled in: the JSON and pickle builders store the context itself, which must stay plain
    page = matrix_domain(app.env).pages.get(pagename)
    context["matrix_page"] = page
    if page is None or doctree is None:
        return
    if page.role or page.views or page.mentions or page.cell_references:
        app.add_css_file("matrix.css")
    if page.role in NOTED:
        app.add_css_file("gestures.css")
        app.add_js_file(gestures.FILE, loading_method="defer")
    if page.matrix and app.config.matrix_navigation:
        _replace_toctree(app, pagename, context)


def _replace_toctree(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Replace the theme's table of contents: Sphinx would copy the whole of it into every page.

    It must happen before a theme's own handler calls ``toctree``; furo's runs at the default priority of 500.
    """
    writer = HtmlWriter(lambda target: "" if target == pagename else app.builder.get_relative_uri(pagename, target), lambda typ, name: "")
    html = writer.write(navigator(context_of(app), matrix_domain(app.env).pages[pagename]))
    context["toctree"] = lambda **kwargs: html
