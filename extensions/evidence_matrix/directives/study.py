"""``study``: a source as listed in a cell."""

from __future__ import annotations

import re
from typing import ClassVar

from docutils import nodes

from ..messages import Warn, nearest
from ..nodes import study_annotation, study_entry, study_headline, view
from ..options import free_access
from .base import MatrixDirective, keys, words

RESERVED = frozenset({"bite", "studies", "cite", "changes", "discussion"})
"""Ids that a cell page uses itself, beside the codes of its bite sections."""
KEY = re.compile(r"^[^\s/:@#%{}~\\,\"'<>]+$")


class StudyDirective(MatrixDirective):
    """List a source: its key and our headline on the opening line, our annotation below."""

    subtype = Warn.ENTRY
    readers: ClassVar = {
        "kind": keys,
        "free": free_access,
        "pages": words,
        "related": keys,
        "also": keys,
        "why": words,
        "ask": words,
        "note": words,
    }

    def draw(self) -> list[nodes.Node]:
        key, _, headline = self.opening_line.partition(" ")
        if not key:
            self.warn(Warn.ENTRY, "a study needs the key of its source, and a headline, on the opening line")
        entry = study_entry(key=key, classes=["mx-entry"])
        self.set_source_info(entry)
        entry["usable"] = self._check_key(key)
        entry["options"] = {**self.values, "kind": self._kinds()}
        entry["lines"] = self.lines
        annotation = study_annotation("", *self.body(), classes=["mx-annotation"])
        if not annotation.children:
            self.warn(Warn.EMPTY, f"the study {key!r} has no annotation")
        entry += self._headline(key, headline.strip())
        entry += view(name="entry-line", arguments=(key,))
        entry += annotation
        entry += view(name="entry-foot", arguments=(key,))
        return [entry]

    def _headline(self, key: str, text: str) -> study_headline:
        if not text and key:
            self.warn(Warn.ENTRY, f"the study {key!r} has no headline; the title of its source stands in")
        if not text:
            source = self.domain.bibliography.get(key)
            text = source.title if source else key or "?"
        inline, messages = self.parse_inline(text, lineno=self.lineno)
        headline = study_headline(text, "", *inline, *messages, classes=["mx-headline"])
        headline["heading-level"] = 3
        self.set_source_info(headline)
        return headline

    def _kinds(self) -> tuple[str, ...]:
        known = self.domain.definitions.kinds
        named = tuple(kind.lower() for kind in self.values.get("kind", ()))
        for kind in named:
            if kind not in known:
                message = f"there is no kind {kind!r}{nearest(kind, known)}; there are {', '.join(known)}"
                self.warn(Warn.KIND, message, self.lines["kind"])
        kinds = tuple(kind for kind in named if kind in known)
        if "kind" not in self.lines:
            self.warn(Warn.ENTRY, "the study has no kind; write a line such as  :kind: " + next(iter(known), "key"))
        return kinds

    def _check_key(self, key: str) -> bool:
        """Tell whether this key can be the entry's id."""
        if key in RESERVED or key in self.domain.definitions.bite:
            self.warn(Warn.KEY, f"the key {key!r} is one that the page needs for itself; give the source another")
            return False
        if key and not KEY.match(key):
            self.warn(Warn.KEY, f"the key {key!r} holds a character that cannot stand in a reference")
            return False
        if key and self.domain.bibliography.get(key) is None:
            known = self.domain.bibliography.sources
            self.warn(Warn.SOURCE, f"there is no source {key!r} in the bibliography{nearest(key, known)}")
        return bool(key)
