"""Post-transforms: what pages show of each other is put in place, when everything has been read.

They run at 5, before MyST (9) and Sphinx (10) resolve references, and always in the main process. The docname is taken from the
node: LaTeX and singlehtml resolve one assembled tree under the name of its root.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from . import draw_nodes
from .domain import locator_of
from .draw_html import HtmlWriter
from .files import matrix_domain
from .nodes import study_entry, study_headline, view, view_html
from .rewrite import context_of
from .roles import pending
from .targets import study_target
from .views import shown
from .views.context import kind_marks
from .views.entry import publication_url

if TYPE_CHECKING:
    from .drawing import Drawing


ABOVE_TITLE = frozenset({"cell-place", "course-place"})


class ShowOthers(SphinxPostTransform):
    """Draw views, give passages their ids, and make headlines lead to the publications."""

    default_priority = 5

    def is_supported(self) -> bool:
        """Leave the trees of builders that only look for messages as they are."""
        return matrix_domain(self.env).app.builder.name not in {"gettext", "dummy"}

    def run(self, **kwargs: Any) -> None:
        self.domain = matrix_domain(self.env)
        self.app_of_build = app = self.domain.app
        self.context = context_of(app)
        self.html = app.builder.format == "html"
        self.writers: dict[str, HtmlWriter] = {}
        for entry in list(self.document.findall(study_entry)):
            self._lead_away(entry)
        self._settle_passages()
        self._adopt_loose_links()
        self._locate_elsewhere()
        for node in list(self.document.findall(view)):
            self._place(node, self._draw(node))

    def _place(self, node: view, drawn: list[nodes.Node]) -> None:
        """Put what a view shows in its place; in HTML, where a page lies stands above its title."""
        parent = node.parent
        assert parent is not None
        parent.remove(node) if not drawn else node.replace_self(drawn)
        if drawn and self.html and node["name"] in ABOVE_TITLE:
            parent.remove(drawn[0])
            parent.insert(0, drawn[0])

    def _draw(self, node: view) -> list[nodes.Node]:
        docname = node["mx_docname"]
        drawing = shown(self.context, self.domain.page(docname), node["name"], *node["arguments"])
        if self.html:
            return self._as_html(drawing, docname, view=node["name"])
        return self._with_refdoc(draw_nodes.draw(drawing), docname)

    def _as_html(self, drawing: Drawing, docname: str, **attributes: str) -> list[nodes.Node]:
        text = self._writer(docname).write(drawing)
        return [view_html("", text, format="html", classes=["no-search"], **attributes)] if text else []

    def _with_refdoc(self, drawn: list[nodes.Node], docname: str) -> list[nodes.Node]:
        for node in drawn:
            for reference in node.findall(addnodes.pending_xref):
                reference["refdoc"] = docname
        return drawn

    def _writer(self, docname: str) -> HtmlWriter:
        """Return the writer of a page; it looks up each address once."""
        if docname not in self.writers:
            addresses: dict[str, str] = {}

            def uri(target: str) -> str:
                if target not in addresses:
                    addresses[target] = "" if target == docname else self._address(docname, target)
                return addresses[target]

            self.writers[docname] = HtmlWriter(uri, lambda typ, name: self._elsewhere(docname, typ, name))
        return self.writers[docname]

    def _address(self, docname: str, target: str) -> str:
        try:
            return self.app_of_build.builder.get_relative_uri(docname, target)
        except NoUri:
            return ""

    def _elsewhere(self, docname: str, typ: str, name: str) -> str:
        """Ask other projects for a name, as Sphinx does for a reference."""
        content = nodes.inline("", name)
        node = pending(typ, name, content)
        node["refdoc"] = docname
        found = self.app_of_build.emit_firstresult("missing-reference", self.env, node, content)
        return str(found.get("refuri", "")) if isinstance(found, nodes.reference) else ""

    def _lead_away(self, entry: study_entry) -> None:
        """Put the marks of its kinds before a headline and make the headline a link to the publication."""
        headline = next(entry.findall(study_headline))
        for inner in list(headline.findall(addnodes.pending_xref)):
            inner.replace_self(inner.children)
        listing = self.context.catalogue.entry_on(self.domain.page(entry["mx_docname"]), entry["key"])
        if listing is None:
            return
        source = self.context.catalogue.source(entry["key"])
        url = publication_url(listing.entry, source)
        entry["facts"] = {"kinds": " ".join(listing.entry.kinds), "short": source.short if source else entry["key"]}
        if url:
            link = nodes.reference("", "", *headline.children, refuri=url, internal=False, classes=["mx-away"])
            headline.children = [link]
            link.parent = headline
        marks = kind_marks(self.context, listing.entry)
        headline.insert(0, self._inline(marks, entry["mx_docname"]))

    def _inline(self, drawing: Drawing, docname: str) -> list[nodes.Node]:
        return self._as_html(drawing, docname) if self.html else draw_nodes.inline(drawing)

    def _settle_passages(self) -> None:
        """Give each passage the ids that references from elsewhere lead to."""
        ids: dict[str, dict[int, list[str]]] = {}
        for node in self.document.findall(nodes.Element):
            number = node.get("mx_passage")
            if number is None:
                continue
            docname = node["mx_docname"]
            if docname not in ids:
                ids[docname] = self.context.catalogue.passage_ids(docname)
            node["ids"].extend(id for id in ids[docname].get(number, ()) if id not in node["ids"])

    def _adopt_loose_links(self) -> None:
        """Make a MyST link that nearly is one of our keys a mention, so that the warning can name the right one."""
        for node in self.document.findall(addnodes.pending_xref):
            if node.get("reftype") != "myst" or node.get("refdomain") or node.get("reflocalid"):
                continue
            key = study_target(node["reftarget"]).key
            if not self._known_elsewhere(key) and self.context.catalogue.nearest_key(key):
                node["refdomain"], node["reftype"], node["refwarn"] = "matrix", "study", True

    def _locate_elsewhere(self) -> None:
        """Write out the locators of ``external`` mentions, which never come to our domain."""
        for node in self.document.findall(addnodes.pending_xref):
            if "intersphinx" in node and isinstance(node[0], nodes.Element):
                node[0].extend(locator_of(node))

    def _known_elsewhere(self, name: str) -> bool:
        """Tell whether it is a page, a label, or another object of Sphinx's own, such as a term of a glossary."""
        std = self.env.domains.standard_domain
        names = {name, name.lower()}
        objects = ((kind, each) for kind in std.object_types for each in names)
        return name in self.env.found_docs or not names.isdisjoint(std.anonlabels) or any(key in std.objects for key in objects)


IGNORED: tuple[type[nodes.Element], ...] = (nodes.paragraph, nodes.list_item, nodes.block_quote, nodes.container)


class TargetsInLatex(SphinxPostTransform):
    """Put ids of passages, records and heads of the grid where LaTeX can see them: it ignores those of the nodes that hold them."""

    default_priority = 6
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        ignored = (node for kind in IGNORED for node in self.document.findall(kind) if node["ids"])
        for node in list(ignored):
            if isinstance(node, study_entry):  # its visitor sets a label
                continue
            place = next(node.findall(nodes.paragraph), None)
            if place is not None:
                place.insert(0, [nodes.target("", "", ids=[id]) for id in node["ids"]])
                node["ids"] = []
