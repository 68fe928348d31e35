"""The transform that makes bite sections real sections of the document, and gives entries their ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from .files import matrix_domain
from .messages import Warn, warn
from .nodes import bite_part, bite_section, study_entry, view

QUIET = (nodes.footnote, nodes.Invisible, nodes.system_message, nodes.transition, addnodes.index, nodes.meta, view)
"""What may stand anywhere: it is moved, hidden or drawn by others."""


class GatherBite(SphinxTransform):
    """Move every ``bite_part`` into one section ``bite`` under the page's title, in the order written.

    It runs before translation (20), so that titles that we make are translated as any other title is.
    """

    default_priority = 9

    def apply(self, **kwargs: Any) -> None:
        self._name_entries()
        parts = list(self.document.findall(bite_part))
        if not parts:
            return
        self.lifted: dict[nodes.Node, nodes.Element] = {}
        for part in parts:
            self._lift(part)
        self.seen: set[str] = set()
        self.bite = self._new_bite()
        self.last: nodes.Element = self.bite
        root = _top_section(parts[0]) or self.document
        for item in list(_from(parts[0], self.document)):
            self._take(item)
        root.append(self.bite)

    def _name_entries(self) -> None:
        """Give each entry its key as id, unless another node of the page has it."""
        first: dict[str, study_entry] = {}
        entries = list(self.document.findall(study_entry))
        for entry in entries:
            key = entry["key"]
            self._warn_inside(entry)
            if not entry["usable"]:
                continue
            if key in first:
                warn(Warn.ENTRY, f"the study {key!r} is listed twice in this cell; the first one counts", entry)
            elif key in self.document.ids:
                warn(Warn.KEY, f"the key {key!r} is also the id of something else on this page", entry)
            else:
                first[key] = entry
                entry["ids"].append(key)
                self.document.ids[key] = entry

    def _warn_inside(self, entry: study_entry) -> None:
        outer = next((node for node in _around(entry) if isinstance(node, study_entry | bite_part)), None)
        if outer is not None:
            what = "another study" if isinstance(outer, study_entry) else "a bite section"
            warn(Warn.ENTRY, f"the study {entry['key']!r} stands inside {what}; close that first", entry)

    def _lift(self, part: bite_part) -> None:
        """Move a part that stands inside something else to just behind it."""
        outer: nodes.Element = part
        while not isinstance(outer.parent, nodes.section | nodes.document):
            outer = outer.parent
        if outer is part:
            return
        warn(Warn.BITE, "a bite section stands inside something else; it is moved behind it", part)
        part.parent.remove(part)
        place = outer.parent.index(outer) + 1
        while place < len(outer.parent) and self.lifted.get(outer.parent[place]) is outer:
            place += 1
        self.lifted[part] = outer
        outer.parent.insert(place, part)

    def _new_bite(self) -> bite_section:
        text = matrix_domain(self.env).definitions.bite_title
        title = nodes.title(text, text)
        title.source, title.line = self.document["source"], 1
        bite = bite_section("", title, role="", classes=["mx-bite"])
        self._give_id(bite, "bite")
        return bite

    def _take(self, item: nodes.Node) -> None:
        """Move one thing that stands at or after the first part into the bite."""
        if isinstance(item, bite_part):
            item.parent.remove(item)
            self.last = self._section(item)
            self.bite.append(self.last)
        elif isinstance(item, nodes.section):
            self._take_section(item)
        elif not _quiet(item):
            warn(Warn.STRAY, "this stands between or after the bite sections; it is kept where it is", item)
            item.parent.remove(item)
            self.last.append(item)

    def _take_section(self, section: nodes.section) -> None:
        """Keep a heading that stands after the bite has begun, with what precedes any further part in it."""
        warn(Warn.STRAY, "this heading stands between or after the bite sections; it is kept where it is", section)
        section.parent.remove(section)
        self.last = section
        self.bite.append(section)
        inner = next(section.findall(bite_part), None)
        if inner is not None:
            for item in list(_from(inner, section)):
                self._take(item)

    def _section(self, part: bite_part) -> bite_section:
        code = part["code"]
        if code in self.seen and not self._repeats(code):
            warn(Warn.BITE, f"the bite section {code!r} stands twice in this cell", part)
        self.seen.add(code)
        section = bite_section("", *part.children, role=code, options=part["options"], lines=part["lines"], classes=part["classes"])
        section.source, section.line = part.source, part.line
        self._give_id(section, part["name"])
        return section

    def _repeats(self, code: str) -> bool:
        defined = matrix_domain(self.env).definitions.bite.get(code)
        return defined is None or defined.repeat

    def _give_id(self, section: bite_section, name: str) -> None:
        """Make *name* the id, as MyST's slug too, so that ``#name`` and ``b5.md#name`` lead to it.

        It must not become an explicit target: two cells may both have a section ``skills``.
        """
        id = name
        number = 2
        while id in self.document.ids:
            id = f"{name}-{number}"
            number += 1
        if id != name:
            warn(Warn.BITE, f"the id {name!r} is taken on this page; the section gets {id!r}. Give it another :name:", section)
        section["ids"] = [id]
        self.document.ids[id] = section
        slug = (section.line or 0, id, section[0].astext())
        metadata: dict[str, Any] = self.env.metadata[self.env.docname]
        slugs = metadata.setdefault("myst_slugs", {})
        slugs[id] = slug
        self.document.myst_slugs = slugs  # type: ignore[attr-defined]


def _top_section(node: nodes.Node) -> nodes.section | None:
    """Return the outermost section around a node."""
    sections = [outer for outer in _around(node) if isinstance(outer, nodes.section)]
    return sections[-1] if sections else None


def _around(node: nodes.Node) -> Iterable[nodes.Element]:
    """Yield what a node stands in, from within outwards."""
    while node.parent is not None:
        node = node.parent
        yield node


def _from(node: nodes.Node, scope: nodes.Element) -> Iterable[nodes.Node]:
    """Yield the node and, in reading order, each whole thing that stands behind it within *scope*."""
    yield node
    while node is not scope:
        parent = node.parent
        yield from parent.children[parent.index(node) + 1 :]
        node = parent


def _quiet(node: nodes.Node) -> bool:
    hidden_toctree = isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"]
    return hidden_toctree or isinstance(node, QUIET)
