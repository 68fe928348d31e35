"""Evidence matrices in Sphinx: a grid of cells, studies listed and annotated in each, and commentary that points both ways."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .collect import on_doctree_read
from .domain import MatrixDomain
from .encoding import register_codec
from .files import load_files, on_source_read, outdated_pages
from .gather import GatherBite
from .html import fold
from .html.assets import trim_assets
from .html.gestures import write_script
from .html.pages import add_static_folder, on_page_context
from .resolve import ShowOthers, TargetsInLatex
from .rewrite import Rewriter
from .settings import SETTINGS, prepare
from .version import __version__
from .writers import add_writers, explain_missing

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

EXTENSIONS = ("myst_parser", "sphinx_design", "sphinx_copybutton")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything; loading this extension is all that another team's ``conf.py`` need do."""
    for name in EXTENSIONS:
        app.setup_extension(name)
    for setting in SETTINGS:
        app.add_config_value(*setting)
    register_codec()
    app.add_message_catalog("evidence_matrix", str(Path(__file__).parent / "locale"))
    app.add_domain(MatrixDomain)
    app.add_transform(GatherBite)
    app.add_post_transform(ShowOthers)
    app.add_post_transform(TargetsInLatex)
    app.add_post_transform(fold.FoldBite)
    add_writers(app)

    rewriter = Rewriter()
    app.connect("config-inited", prepare)
    app.connect("builder-inited", load_files)
    app.connect("builder-inited", add_static_folder)
    app.connect("builder-inited", write_script)
    app.connect("env-get-outdated", outdated_pages)
    app.connect("source-read", on_source_read)
    app.connect("doctree-read", on_doctree_read, priority=880)
    app.connect("env-updated", rewriter.open)
    app.connect("doctree-resolved", rewriter.note)
    app.connect("html-page-context", on_page_context, priority=400)
    app.connect("html-page-context", trim_assets, priority=900)
    app.connect("warn-missing-reference", explain_missing)
    app.connect("build-finished", rewriter.close)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
