"""``bite``: a section of the Matrix Bite."""

from __future__ import annotations

import re
from typing import ClassVar

from docutils import nodes
from myst_parser.slugs import github_slugify

from ..messages import Warn, nearest
from ..model import BiteSection
from ..nodes import bite_part
from .base import MatrixDirective, keys, words

NAME = re.compile(r"^[A-Za-z][\w-]*$")


def section_name(value: str) -> str:
    """Read ``:name:``, which becomes the id of the section.

    :raises ValueError: if it cannot be one.
    """
    if not NAME.match(words(value)):
        raise ValueError(f"{value!r} is not a name; use letters, digits and hyphens, beginning with a letter")
    return value


class BiteDirective(MatrixDirective):
    """Write a section: its code on the opening line, with a title after it where it is not the default one."""

    readers: ClassVar = {"name": section_name, "study": keys, "discusses": keys, "relates": keys}

    def draw(self) -> list[nodes.Node]:
        code, _, title = self.opening_line.partition(" ")
        defined = self.domain.definitions.bite.get(code.lower())
        if defined is None:
            known = self.domain.definitions.bite
            what = f"there is no bite section {code!r}{nearest(code, known)}" if code else "a bite needs the code of its section"
            self.warn(Warn.BITE, f"{what}; there are {', '.join(known)}")
            title = self.opening_line
        part = bite_part(code=defined.code if defined else "", classes=["mx-part"])
        self.set_source_info(part)
        part += self._title(defined, title.strip())
        part["name"] = self._name(defined, part[0])
        part["options"] = {option: self.values.get(option, ()) for option in ("study", "discusses", "relates")}
        part["lines"] = self.lines
        part["level"] = len(self.block_text) - len(self.block_text.lstrip(":"))
        part += self.body()
        if len(part) == 1:
            self.warn(Warn.EMPTY, f"the bite section {code!r} holds nothing")
        return [part]

    def _title(self, defined: BiteSection | None, title: str) -> nodes.title:
        if not title and defined is not None and defined.repeat:
            self.warn(Warn.BITE, f"a section {defined.code!r} needs a title on the opening line")
        text = title or (defined.title if defined else "") or "Issue"
        inline, messages = self.parse_inline(text, lineno=self.lineno)
        node = nodes.title(text, "", *inline, *messages)
        self.set_source_info(node)
        return node

    def _name(self, defined: BiteSection | None, title: nodes.Node) -> str:
        """Return the id: the name given, else the section's code, else the slug of the title before translation."""
        if "name" in self.values:
            return str(self.values["name"])
        if defined is not None and not defined.repeat:
            return defined.code
        return github_slugify(title.astext().strip()) or "issue"
