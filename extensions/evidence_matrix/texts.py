"""The words of a node on one line, as titles, summaries and notes show them, and where they stand in the file."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes

from .model import Bibliography
from .targets import study_target

SENTENCE = re.compile(r"(?<=[.!?])[’”\"')]*\s+(?=[A-ZÀ-Þ0-9‘“\"'(])")
ENOUGH = 240
"""Characters of a first sentence that are shown in a note; a longer one is cut at a word."""


def text_of(node: nodes.Node, bibliography: Bibliography) -> str:
    """Return a node's text on one line; a mention without text counts as author and year, footnote marks as nothing."""
    return " ".join("".join(_words(node, bibliography)).split())


def _words(node: nodes.Node, bibliography: Bibliography) -> list[str]:
    if isinstance(node, nodes.Text):
        return [str(node)]
    if isinstance(node, nodes.footnote_reference | nodes.system_message):
        return []
    found = [word for child in node.children for word in _words(child, bibliography)]
    if isinstance(node, addnodes.pending_xref) and not "".join(found).strip():
        source = bibliography.get(study_target(node["reftarget"]).key)
        return [source.short if source else node["reftarget"]]
    return found


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, cut at a word where it is longer than :data:`ENOUGH`."""
    sentence = SENTENCE.split(text, maxsplit=1)[0]
    if len(sentence) <= ENOUGH:
        return sentence
    return sentence[:ENOUGH].rpartition(" ")[0].rstrip(",;:") + " …"


def source_line(node: nodes.Node) -> tuple[str | None, int | None]:
    """Return the file and the line that an inline node stands on: MyST gives it the first line of its paragraph."""
    breaks = 0
    while isinstance(node.parent, nodes.Element) and (not node.line or isinstance(node, nodes.Inline | nodes.Text)):
        breaks += sum(map(_breaks, node.parent.children[: node.parent.index(node)])) if isinstance(node.parent, nodes.TextElement) else 0
        node = node.parent
    return node.source, node.line + breaks if node.line else None


def _breaks(node: nodes.Node) -> int:
    """Count the line ends in a node; a hard one stands in the doctree twice, for HTML and for LaTeX."""
    return 0 if isinstance(node, nodes.raw) and node["format"] == "latex" else node.astext().count("\n")
