"""Slips of the pen that MyST passes over in silence: each is told, and nothing is changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from .messages import Warn, warn
from .nodes import bite_section
from .places import cell_name
from .texts import source_line

if TYPE_CHECKING:
    from .domain import MatrixDomain

BARE_LOCATOR = re.compile(r"\]\((?P<target>#[^\s)>]+\s+@[^)>]*)\)")
TAG = re.compile(r"<(?P<name>[A-Za-z][\w-]*)>")


def check_titles(document: nodes.document, place: str) -> None:
    """Warn of a page of the matrix that has no title, or a second one."""
    titled = [section for section in document.children if isinstance(section, nodes.section) and not isinstance(section, bite_section)]
    if not titled:
        warn(Warn.CELL, "this page has no title: begin its text with a line such as  # What it says", place)
    for section in titled[1:]:
        warn(Warn.CELL, "a page has one title; write this heading with ## or more", section)


def check_links(document: nodes.document) -> None:
    """Warn of links that Markdown does not take for links, because a locator with blanks in it stands bare."""
    for block in document.findall(nodes.paragraph):
        if not BARE_LOCATOR.search(block.rawsource):
            continue
        for text in block.findall(nodes.Text):
            for link in BARE_LOCATOR.finditer(text) if not isinstance(text.parent, nodes.literal) else ():
                message = f"a locator needs angle brackets around the whole target: ](<{link['target']}>)"
                source, line = source_line(text)
                warn(Warn.STUDY, message, f"{source}:{(line or 1) + text.count(chr(10), 0, link.start())}")


def check_tags(document: nodes.document, domain: MatrixDomain) -> None:
    """Show ``<key>`` of a reference that lacks a backtick: Markdown takes it for an HTML tag, which a browser does not show."""
    for raw in list(document.findall(nodes.raw)):
        tag = TAG.fullmatch(raw.astext())
        if tag and (domain.bibliography.get(tag["name"]) or cell_name(domain.definitions, tag["name"])):
            source, line = source_line(raw)
            warn(Warn.STUDY, f"{tag[0]} is no reference: a backtick is missing before or behind it", f"{source}:{line or 1}")
            raw.replace_self(nodes.Text(tag[0]))
