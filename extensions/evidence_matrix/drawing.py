"""A small language for what views show, drawn once for all builders.

A drawing is text, an element, a link, or a tuple of drawings; all are plain tuples, so that two can be compared and a digest
taken. :mod:`.draw_html` writes one as a string, :mod:`.draw_nodes` as docutils nodes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias


class El(NamedTuple):
    """An HTML element; other builders know its tag as a block or a span. ``attributes`` are for HTML alone."""

    tag: str
    children: tuple[Drawing, ...] = ()
    classes: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


class Link(NamedTuple):
    """A link to a place of this publication."""

    docname: str
    anchor: str
    children: tuple[Drawing, ...]
    classes: str = ""


class Away(NamedTuple):
    """A link that leads out of the publication."""

    url: str
    children: tuple[Drawing, ...]
    classes: str = "mx-away"


class Name(NamedTuple):
    """A name that this project does not know, and that another one may: ``study``, ``drugs/B5:key``."""

    reftype: str
    name: str
    children: tuple[Drawing, ...]


class Note(NamedTuple):
    """What a note on a link to this place says; HTML alone has them."""

    docname: str
    anchor: str
    children: tuple[Drawing, ...]


class Only(NamedTuple):
    """Shown in one medium alone: ``html`` (EPUB as well) or ``plain``, every other."""

    medium: str
    children: tuple[Drawing, ...]


class Table(NamedTuple):
    """A table with a caption, one row of column heads, and a head to each row."""

    caption: tuple[Drawing, ...]
    heads: tuple[Drawing, ...]
    rows: tuple[tuple[Drawing, ...], ...]
    classes: str = ""


Drawing: TypeAlias = str | El | Link | Away | Name | Note | Only | Table | tuple["Drawing", ...]


def el(tag: str, *children: Drawing, cls: str = "", **attributes: str) -> El:
    """Make an element; underscores in names of attributes stand for hyphens."""
    named = tuple((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    return El(tag, children, cls, named)


def hidden(*children: Drawing) -> Only:
    """Make words for screen readers alone."""
    return Only("html", (el("span", *children, cls="mx-hidden"),))


def join(items: Iterable[Drawing], separator: str = ", ") -> tuple[Drawing, ...]:
    """Put a separator between drawings."""
    joined: list[Drawing] = []
    for item in items:
        if joined:
            joined.append(separator)
        joined.append(item)
    return tuple(joined)
