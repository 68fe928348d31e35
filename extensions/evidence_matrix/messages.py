"""Every warning that the extension gives: its type is always ``matrix``, its subtype a member of :class:`Warn`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

logger = logging.getLogger(__name__)


class Warn(Enum):
    """The subtypes, for ``suppress_warnings = ["matrix.<subtype>"]``."""

    DEFINITIONS = "definitions"
    """``matrices.toml`` is missing, cannot be read, or holds something that it should not."""
    BIBLIOGRAPHY = "bibliography"
    """``sources.bib`` cannot be read, or a record in it is incomplete or wrong."""
    FRONT_MATTER = "front_matter"
    """A key or value between the opening ``---`` lines is not understood; that key is ignored."""
    CELL = "cell"
    """A page is not where its cell says it should be, a cell has two pages, or there is no such cell."""
    ENTRY = "entry"
    """A ``study`` lacks its headline, its kind, its annotation or its record, or is listed twice."""
    KEY = "key"
    """A key is refused because the page needs it for itself."""
    NAME = "name"
    """A directive or role is misspelt; it is read as the one meant."""
    KIND = "kind"
    """A kind is not defined in ``matrices.toml``."""
    OPTION = "option"
    """An option's value is not understood."""
    WRAPPED_OPTION = "wrapped_option"
    """An option runs over two lines, which MyST cannot read: what follows it is lost."""
    BITE = "bite"
    """A bite section is unknown, repeated, without a title, or stands where it cannot."""
    EMPTY = "empty"
    """A fence holds nothing."""
    STRAY = "stray"
    """Something stands between or after the bite sections."""
    STUDY = "study"
    """A mention names a study that no cell lists."""
    AMBIGUOUS = "ambiguous"
    """A mention names a study that several cells list, none of them nearer than the others."""
    CELL_REFERENCE = "cell_reference"
    """A reference names a cell, or a section of it, that does not exist."""
    SOURCE = "source"
    """A source is named that is not in ``sources.bib``."""
    LISTING = "listing"
    """A listing asks for something that is not defined."""
    ENCODING = "encoding"
    """A file is not UTF-8."""
    SETTING = "setting"
    """A value in ``conf.py`` is not understood; the default is used."""


class Problem(NamedTuple):
    """A mistake found outside a document; ``line`` counts from 1, 0 where the whole file is meant."""

    path: str
    line: int
    subtype: Warn
    message: str


def warn(subtype: Warn, message: str, location: Node | str | tuple[str, int | None] | None) -> None:
    """Log a warning of type ``matrix`` at a node, ``"path:line"`` or ``(docname, line)``."""
    logger.warning(message, location=location, type="matrix", subtype=subtype.value)


def report(problems: Iterable[Problem]) -> None:
    """Log problems that a reader of files has found."""
    for problem in problems:
        # Sphinx takes a path without a line for the name of a document.
        warn(problem.subtype, problem.message, f"{problem.path}:{problem.line or 1}")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` with the closest known name, or nothing where none is close."""
    candidates = {candidate.lower(): candidate for candidate in known}
    close = difflib.get_close_matches(name.lower(), candidates, n=1, cutoff=0.6)
    return f" (did you mean {candidates[close[0]]!r}?)" if close else ""
