"""Put views where every cell and every section of a bite has something generated, though its author wrote nothing there."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.locale import get_translation

from .nodes import bite_section, study_entry, view

_ = get_translation("evidence_matrix")

NOTED = frozenset({"cell", "course", "topic"})
"""Roles of pages whose links have notes, and which therefore load the gestures."""


def furnish(document: nodes.document, role: str) -> None:
    """Add the views of a page's role to its finished doctree."""
    for section in document.findall(bite_section):
        if "options" in section:
            _furnish_section(section)
    top = top_section(document)
    if top is None:
        return
    if role == "cell":
        _furnish_cell(document, top)
    elif role == "course":
        top.insert(1, view(name="course-place", arguments=()))
    if role in NOTED:
        top.append(view(name="notes", arguments=()))


def _furnish_section(section: bite_section) -> None:
    id = section["ids"][0]
    section.append(view(name="section-studies", arguments=(id,)))
    if section["options"].get("study"):
        section.insert(1, view(name="start", arguments=(id,)))


def _furnish_cell(document: nodes.document, top: nodes.section) -> None:
    summary = summary_of(document)
    if summary is not None:
        summary["classes"].append("mx-summary")
    place = top.index(summary) + 1 if summary is not None and summary.parent is top else 1
    top.insert(place, view(name="cell-meta", arguments=()))
    top.insert(1, view(name="cell-place", arguments=()))
    first = next(document.findall(study_entry), None)
    if first is not None:
        _insert_before(first, [_studies_heading(), view(name="studies-key", arguments=())])
    bite = next(document.findall(bite_section), None)
    if bite is not None:
        _insert_before(bite, [view(name="discussion", arguments=())])
    top.append(view(name="cell-foot", arguments=()))


def _insert_before(node: nodes.Element, new: list[nodes.Node]) -> None:
    parent = node.parent
    assert parent is not None
    parent.insert(parent.index(node), new)


def _studies_heading() -> nodes.rubric:
    heading = nodes.rubric("", str(_("Studies")), ids=["studies"], classes=["mx-studies-heading"], translatable=False)
    heading["heading-level"] = 2
    return heading


def top_section(document: nodes.document) -> nodes.section | None:
    """Return the section of the page's title, or None where it has none."""
    return next((child for child in document.children if isinstance(child, nodes.section)), None)


def summary_of(document: nodes.document) -> nodes.paragraph | None:
    """Return the paragraph below the page's title, before anything else that has content."""
    for child in _below_title(top_section(document) or document):
        if isinstance(child, nodes.paragraph):
            return child
        if not isinstance(child, nodes.Invisible | nodes.meta | nodes.system_message | view):
            return None
    return None


def _below_title(node: nodes.Element) -> Iterator[nodes.Node]:
    return (child for child in node.children if not isinstance(child, nodes.title))
