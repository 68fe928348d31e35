"""How builders write our nodes, where a visitor of the docutils node that they inherit from will not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .files import matrix_domain
from .html import fold
from .nodes import (
    bite_fold,
    bite_fold_body,
    bite_fold_title,
    bite_part,
    bite_section,
    study_annotation,
    study_entry,
    study_headline,
    view,
    view_html,
)

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator


def add_writers(app: Sphinx) -> None:
    """Register our nodes, with visitors of entries for HTML and LaTeX, and of the fold for HTML alone, as no other builder has it.

    Those without a visitor are written as what they inherit from, but docutils' XML must know their names.
    """
    for node in (study_headline, study_annotation, bite_part, bite_section, view):
        app.add_node(node)
    app.add_node(study_entry, html=(visit_entry_html, depart_entry_html), latex=(visit_entry_latex, depart_entry_latex))
    app.add_node(view_html, html=(visit_view_html, None))
    app.add_node(bite_fold, html=(fold.visit_fold, fold.depart_fold))
    app.add_node(bite_fold_title, html=(fold.visit_fold_title, fold.depart_fold_title))
    app.add_node(bite_fold_body, html=(fold.visit_fold_body, fold.depart_fold_body))


def visit_view_html(self: HTML5Translator, node: view_html) -> None:
    self.body.append(node.astext())
    raise nodes.SkipNode


def visit_entry_html(self: HTML5Translator, node: study_entry) -> None:
    facts: dict[str, str] = node.get("facts", {})
    self.body.append(self.starttag(node, "article", "\n", False, **{f"data-{name}": value for name, value in facts.items()}))


def depart_entry_html(self: HTML5Translator, node: study_entry) -> None:
    self.body.append("</article>\n")


def visit_entry_latex(self: LaTeXTranslator, node: study_entry) -> None:
    """Set a label first: LaTeX's containers have none, and links to entries would lead nowhere."""
    self.body.append(self.hypertarget_to(node, anchor=True))
    self.visit_container(node)


def depart_entry_latex(self: LaTeXTranslator, node: study_entry) -> None:
    self.depart_container(node)


def explain_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say what is wrong with one of our references that leads nowhere; leave others to Sphinx."""
    if node.get("refdomain") != "matrix":
        return None
    return matrix_domain(app.env).explain_missing(node)
