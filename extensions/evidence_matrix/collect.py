"""One walk over each finished doctree: what the page gives to the publication, as a :class:`~.model.Page`.

It must come after MyST has resolved links within the page (879) and after translation, hence the event ``doctree-read`` (880):
a translated message has by then been parsed several times, but stands in the doctree once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes

from .files import matrix_domain
from .furnish import furnish, summary_of
from .messages import Warn, warn
from .model import Bibliography, Definitions, Entry, FrontMatter, Mention, Page, Section
from .nodes import bite_section, study_annotation, study_entry, study_headline, view
from .places import place_of
from .slips import check_links, check_tags, check_titles
from .targets import FULL_NAME, study_target
from .texts import first_sentence, source_line, text_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .domain import MatrixDomain



class Where(NamedTuple):
    """Where the walk is: bite section, entry, passage, and whether in a heading."""

    section: str = ""
    entry: str = ""
    passage: int = 0
    heading: bool = False


@dataclass
class Walk:
    """The tables that the walk fills."""

    docname: str
    bibliography: Bibliography
    definitions: Definitions
    keys: set[str]
    entries: list[Entry] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    views: list[tuple[str, ...]] = field(default_factory=list)
    passages: int = 0
    notes: dict[str, Where] = field(default_factory=dict)
    footnotes: list[nodes.footnote] = field(default_factory=list)

    def run(self, document: nodes.document) -> None:
        self._children(document, Where())
        for footnote in self.footnotes:
            # A footnote has been moved to the end of the page; its mentions belong where it is referred to.
            where = next((self.notes[id] for id in footnote["ids"] if id in self.notes), Where())
            self._children(footnote, where)

    def _children(self, node: nodes.Element, where: Where) -> None:
        for child in node.children:
            if isinstance(child, nodes.Element):
                self._visit(child, where)

    def _visit(self, node: nodes.Element, where: Where) -> None:
        if isinstance(node, nodes.footnote):
            self.footnotes.append(node)
            return
        if isinstance(node, nodes.footnote_reference):
            self.notes.setdefault(node.get("refid", ""), where)
        elif isinstance(node, addnodes.pending_xref):
            self._reference(node, where)
        elif isinstance(node, view | study_entry):
            node["mx_docname"] = self.docname
        if isinstance(node, view):
            self.views.append((node["name"], *node["arguments"]))
        self._children(node, self._step(node, where))

    def _step(self, node: nodes.Element, where: Where) -> Where:
        """Return where the children of a node stand."""
        if isinstance(node, bite_section) and node["role"] is not None and "options" in node:
            return self._section(node)
        if isinstance(node, study_entry):
            self.entries.append(entry_of(node, self.bibliography))
            return where._replace(entry=node["key"])
        if isinstance(node, nodes.title | study_headline):
            return where._replace(heading=True, passage=0)
        if isinstance(node, nodes.list_item | nodes.block_quote) or (isinstance(node, nodes.TextElement) and _is_block(node)):
            return where if where.passage else self._passage(node, where)
        return where

    def _passage(self, node: nodes.Element, where: Where) -> Where:
        """Give a block that could be a passage a number, kept on the node until ids are settled."""
        if where.heading or where.entry or next(node.findall(_refers), None) is None:
            return where
        self.passages += 1
        node["mx_passage"] = self.passages
        node["mx_docname"] = self.docname
        return where._replace(passage=self.passages)

    def _section(self, node: bite_section) -> Where:
        id = node["ids"][0]
        self.sections.append(Section(id=id, title=text_of(node[0], self.bibliography), role=node["role"]))
        for option, keys in node["options"].items():
            for key in keys:
                self._mention(key, Where(section=id), option, node["lines"][option])
        return Where(section=id)

    def _reference(self, node: addnodes.pending_xref, where: Where) -> None:
        self._adopt(node)
        node.source, node.line = source_line(node)
        if node.get("refdomain") != "matrix":
            return
        if node["reftype"] == "cell":
            self.cells.append(node["reftarget"])
        elif node["reftype"] == "source":
            self.sources.append(node["reftarget"])
        else:
            manner = "annotation" if where.entry else "heading" if where.heading else "passage"
            self._mention(node["reftarget"], where, manner, node.line or 0)

    def _mention(self, written: str, where: Where, manner: str, line: int) -> None:
        target = study_target(written)
        mention = Mention(
            key=target.key, cell=target.cell, section=where.section, passage=where.passage, manner=manner, entry=where.entry, line=line
        )
        self.mentions.append(mention)

    def _adopt(self, node: addnodes.pending_xref) -> None:
        """Make MyST's link to one of our keys, ``[text](#key)``, the same thing as the role."""
        if node.get("reftype") != "myst" or node.get("refdomain"):
            return
        target = study_target(node["reftarget"])
        full = FULL_NAME.match(target.name)
        ours = target.key in self.keys or self.bibliography.get(target.key) is not None
        if not ours and not (full and full["matrix"] and (target.locator or full["matrix"] in self.definitions.matrices)):
            self.loose.append(target.key)
            return
        node["refdomain"], node["reftype"], node["reftarget"] = "matrix", "study", target.name
        node["locator"], node["refwarn"] = target.locator, True
        if node.children and isinstance(node[0], nodes.Element):
            node[0]["classes"] = ["mx-study-text"]


def _refers(node: nodes.Node) -> bool:
    return isinstance(node, addnodes.pending_xref | nodes.footnote_reference)


def _is_block(node: nodes.TextElement) -> bool:
    return not isinstance(node, nodes.Inline)


def entry_of(node: study_entry, bibliography: Bibliography) -> Entry:
    """Make the record of an entry from its node."""
    options = node["options"]
    headline = next(node.findall(study_headline))
    annotation = next(node.findall(study_annotation))
    paragraph = next(annotation.findall(nodes.paragraph), None)
    free, free_url = options.get("free", ("", ""))
    texts = {name: options.get(name, "") for name in ("pages", "why", "ask", "note")}
    return Entry(
        key=node["key"],
        headline=text_of(headline, bibliography),
        kinds=tuple(options["kind"]),
        line=node.line or 0,
        first_sentence=first_sentence(text_of(paragraph, bibliography)) if paragraph is not None else "",
        free=free,
        free_url=free_url,
        related=tuple(options.get("related", ())),
        also=tuple(options.get("also", ())),
        lines=node["lines"],
        **texts,
    )


def page_of(docname: str, document: nodes.document, front: FrontMatter, domain: MatrixDomain) -> Page:
    """Walk a finished doctree and return what it holds; numbers its passages and adopts MyST's links on the way."""
    place = place_of(docname, front, domain.definitions)
    furnish(document, place.role)
    keys = {entry["key"] for entry in document.findall(study_entry)}
    walk = Walk(docname, domain.bibliography, domain.definitions, keys)
    walk.run(document)
    title = next((title for title in document.findall(nodes.title) if not isinstance(title.parent, bite_section)), None)
    summary = summary_of(document)
    return Page(
        docname=docname,
        title=text_of(title, domain.bibliography) if title is not None else docname,
        summary=text_of(summary, domain.bibliography) if summary is not None else "",
        role=place.role,
        matrix=place.matrix,
        code=place.code,
        front=front,
        entries=_once(walk.entries),
        sections=tuple(walk.sections),
        mentions=tuple(walk.mentions),
        cell_references=tuple(dict.fromkeys(walk.cells)),
        source_references=tuple(dict.fromkeys(walk.sources)),
        loose_links=tuple(dict.fromkeys(walk.loose)),
        views=tuple(dict.fromkeys(walk.views)),
    )


def _once(entries: list[Entry]) -> tuple[Entry, ...]:
    """Keep the first entry of each key; the second has been warned about."""
    return tuple({entry.key: entry for entry in reversed(entries)}.values())[::-1]


def on_doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Store what a page gives, and say what is wrong with its place."""
    env = app.env
    domain = matrix_domain(env)
    docname = env.current_document.docname
    front = cast("FrontMatter", env.current_document.get("matrix_front", FrontMatter()))
    page = page_of(docname, document, front, domain)
    path = env.doc2path(docname)
    for key, message in place_of(docname, front, domain.definitions).problems:
        warn(Warn.CELL, message, f"{path}:{front.line(key)}")
    if page.role:
        check_titles(document, f"{path}:{front.line(page.role)}")
    if page.entries and page.role != "cell" and not front.cell:
        message = "only a cell lists studies; what is listed here is not counted anywhere"
        warn(Warn.ENTRY, message, f"{path}:{page.entries[0].line}")
    check_links(document)
    check_tags(document, domain)
    page = replace(page, contents=_sum(str(env.tocs.get(docname, ""))))
    domain.note_page(replace(page, everything=_sum(repr(page))))


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
