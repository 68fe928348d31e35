"""The domain ``matrix``: what every page gave, and what a name means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from .catalogue import Catalogue, Found
from .consistency import explain_cell, explain_source, explain_study, mistakes
from .defaults import BITE, DESIGNS, KINDS
from .directives import DIRECTIVES
from .messages import Warn, warn
from .misspelt import misspelt_directive, misspelt_role
from .model import Bibliography, Definitions, Page
from .roles import ROLES
from .targets import CellTarget, cell_target, study_target
from .views.sources import source_anchor

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element
    from docutils.parsers.rst import Directive
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction


class MatrixDomain(Domain):
    """Cells, entries, mentions and sources.

    One table, ``pages``, keyed by docname: forgetting a document is a ``pop``, merging a worker's is a copy. Definitions and
    bibliography come from files and are set before reading; they are not part of the pickled environment.
    """

    name = "matrix"
    label = "Evidence matrix"
    object_types: ClassVar = {
        "cell": ObjType("cell", "cell"),
        "study": ObjType("study", "study"),
        "source": ObjType("source", "source"),
    }
    directives = DIRECTIVES
    roles = ROLES
    initial_data: ClassVar = {"pages": {}, "definitions": "", "records": {}}
    data_version = 3
    dangling_warnings: ClassVar = {}

    definitions = Definitions(matrices={}, kinds=KINDS, designs=DESIGNS, bite=BITE)
    bibliography = Bibliography()

    app: Sphinx
    """The application of this build; Sphinx 9 deprecates the environment's own way to it."""

    @property
    def pages(self) -> dict[str, Page]:
        """What each document gave, by docname."""
        return cast("dict[str, Page]", self.data.setdefault("pages", {}))

    @property
    def catalogue(self) -> Catalogue:
        """Everything looked up; made anew after any change of the tables."""
        if self._catalogue is None:
            self._catalogue = Catalogue(self.definitions, self.bibliography, self.pages)
        return self._catalogue

    _catalogue: Catalogue | None = None

    def use(self, definitions: Definitions, bibliography: Bibliography) -> None:
        """Take what was read from the files of definitions and sources."""
        self.definitions, self.bibliography, self._catalogue = definitions, bibliography, None

    def note_page(self, page: Page) -> None:
        """Take what a document gives."""
        self.pages[page.docname] = page
        self._catalogue = None

    def directive(self, name: str) -> type[Directive] | None:
        return super().directive(name) or misspelt_directive(name, self.env.domains.standard_domain)

    def role(self, name: str) -> RoleFunction | None:
        return super().role(name) or misspelt_role(name, self.env.domains.standard_domain)

    def clear_doc(self, docname: str) -> None:
        self.pages.pop(docname, None)
        self._catalogue = None

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        self.pages.update({name: page for name, page in otherdata["pages"].items() if name in docnames})
        self._catalogue = None

    def page(self, docname: str) -> Page:
        """Return what a document gave; of one that gave nothing, an empty record."""
        return self.pages.get(docname) or Page(docname=docname, title=docname)

    # What names mean

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str, node: pending_xref, contnode: Element
    ) -> nodes.reference | None:
        page = self.page(node.get("refdoc") or fromdocname)
        resolver = {"study": self._study, "cell": self._cell, "source": self._source, "place": self._place}.get(typ)
        place = resolver(page, target, node, contnode) if resolver else None
        if place is None:
            _fill(contnode, target)
            contnode += locator_of(node)  # another project may know the target, and then takes this text
            return None
        docname, anchor = place
        if docname is None:
            return _away(anchor, contnode)
        try:
            reference = make_refnode(builder, fromdocname, docname, anchor, contnode)
        except NoUri:  # what is built here lacks that page, as one of several PDFs may: Sphinx then shows the words alone
            contnode += locator_of(node)
            raise
        _dress(reference, node, typ)
        return reference

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: pending_xref, contnode: Element
    ) -> list[tuple[str, nodes.reference]]:
        page = self.page(node.get("refdoc") or fromdocname)
        study = study_target(target)
        typ = "study" if self.catalogue.resolve(page, study.key, study.cell).listing else "cell"
        if typ == "cell" and self._cell_place(page, cell_target(target)) is None:
            return []
        reference = self.resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
        return [(f"matrix:{typ}", reference)] if reference else []

    def _study(self, page: Page, target: str, node: pending_xref, content: Element) -> tuple[str, str] | None:
        written = study_target(target)
        found = self.catalogue.resolve(page, written.key, written.cell)
        if found.ambiguous:
            self._warn_ambiguous(written.key, found, node)
        if found.listing is None:
            return None
        source = self.catalogue.source(written.key)
        _fill(content, source.short if source else written.key)
        return found.listing.page.docname, found.listing.entry.key

    def _warn_ambiguous(self, key: str, found: Found, node: pending_xref) -> None:
        names = ", ".join(f"{cell}:{key}" for cell in found.ambiguous)
        warn(Warn.AMBIGUOUS, f"{key!r} is listed in several cells; write one of {names}", node)

    def _cell(self, page: Page, target: str, node: pending_xref, content: Element) -> tuple[str, str] | None:
        written = cell_target(target)
        name = self._cell_name(page, written)
        matrix, _, code = name.partition("/")
        _fill(content, (code if matrix == page.matrix or not written.matrix else name) or target)
        return self._cell_place(page, written)

    def _cell_name(self, page: Page, written: CellTarget) -> str:
        return self.catalogue.cell_name(written.cell, page.matrix)

    def _cell_place(self, page: Page, written: CellTarget) -> tuple[str, str] | None:
        """Find the page and the anchor; a section that the cell lacks is as wrong as a cell that is not there."""
        cell = self.catalogue.cells.get(self._cell_name(page, written))
        if cell is None:
            return None
        known = {"", "bite", "studies"} | {s.id for s in cell.sections} | {e.key for e in cell.entries}
        return (cell.docname, written.section) if written.section in known else None

    def _source(self, page: Page, target: str, node: pending_xref, content: Element) -> tuple[str | None, str] | None:
        source = self.catalogue.source(target)
        if source is None:
            return None
        _fill(content, source.short)
        shelf = self.catalogue.bibliography_page
        if shelf:
            return shelf.docname, source_anchor(source.key)
        url = source.doi_url or source.url
        return (None, url) if url else None

    def _place(self, page: Page, target: str, node: pending_xref, content: Element) -> tuple[str, str]:
        """Resolve a link of a view, which has settled where it leads."""
        docname, _, anchor = target.partition("#")
        return docname, anchor

    def explain_missing(self, node: pending_xref) -> bool:
        """Say what is wrong with a reference that nobody could resolve."""
        page, target = self.page(node.get("refdoc", "")), node["reftarget"]
        if node["reftype"] == "cell":
            warn(Warn.CELL_REFERENCE, explain_cell(self.catalogue, page, cell_target(target)), node)
        elif node["reftype"] == "study":
            warn(Warn.STUDY, explain_study(self.catalogue, page, target), node)
        elif self.catalogue.source(target) is None:
            warn(Warn.SOURCE, explain_source(self.catalogue, target), node)
        return True

    # What others may ask for

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield cells and their sections, entries and records, by the names that other projects use."""
        for name, cell in self.catalogue.cells.items():
            yield name, f"{name}: {cell.title}", "cell", cell.docname, "", 1
            for section in cell.sections:
                yield f"{name}#{section.id}", f"{name}: {section.title}", "cell", cell.docname, section.id, -1
        for page, entry in self.catalogue.entries():
            yield f"{page.cell}:{entry.key}", entry.headline, "study", page.docname, entry.key, 1
        shelf = self.catalogue.bibliography_page
        for source in self.bibliography.sources.values() if shelf else ():
            yield source.key, source.title, "source", shelf.docname, source_anchor(source.key), -1  # type: ignore[union-attr]

    def get_full_qualified_name(self, node: Element) -> str | None:
        """Return the name under which another project may know the target: codes of cells are nearly always capitals."""
        page, target = self.page(node.get("refdoc", "")), str(node.get("reftarget", ""))
        if node.get("reftype") == "cell":
            cell = replace_matrix(cell_target(target), page)
            return cell._replace(code=cell.code.upper()).name
        study = study_target(target)
        return study._replace(code=study.code.upper()).name

    def check_consistency(self) -> None:
        """Report what is wrong between pages and stands in no reference that could be warned about."""
        for page, line, subtype, message in mistakes(self.catalogue):
            warn(subtype, message, f"{self.env.doc2path(page.docname)}:{line}")


def replace_matrix(written: CellTarget, page: Page) -> CellTarget:
    """Give a cell's name the matrix of the page that wrote it."""
    return written if written.matrix or not page.matrix else written._replace(matrix=page.matrix)


def _fill(content: Element, text: str) -> None:
    """Give a reference that has no words of its own these."""
    if not content.astext().strip():
        content.children = [nodes.Text(text)]
        content.children[0].parent = content


def _away(url: str, content: Element) -> nodes.reference:
    return nodes.reference("", "", content, refuri=url, internal=False)


def locator_of(node: Element) -> list[nodes.Node]:
    """Return the locator of a mention as it is shown, if it has one."""
    return [nodes.inline("", f" ({node['locator']})", classes=["mx-locator"])] if node.get("locator") else []


def _dress(reference: nodes.reference, node: pending_xref, typ: str) -> None:
    """Carry over what an author added: a note, a locator."""
    if node.get("reftitle"):
        reference["reftitle"] = node["reftitle"]
    reference += locator_of(node)
    if typ != "place":
        reference["classes"].append(f"mx-to-{typ}")


