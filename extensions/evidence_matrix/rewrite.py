"""Which pages must be written again: those that show something of others that is not what it was.

What a page shows is drawn as plain tuples; their digest is kept for each output folder. Digests in the environment would be lost
on a second builder that shares it, and a dotfile in the output would be an unknown file to EPUB.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from .catalogue import Catalogue, Reference
from .drawing import Drawing
from .files import matrix_domain
from .model import Entry, Page
from .settings import date_locale
from .views import Context, shown
from .views.entry import publication_url
from .views.navigator import navigator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def context_of(app: Sphinx) -> Context:
    """Return what views are drawn from in this build."""
    config = app.config
    return Context(
        catalogue=matrix_domain(app.env).catalogue,
        language=date_locale(config),
        analysis_label=config.matrix_analysis_label,
        project=config.project,
        author=config.author or config.project,
        version=config.release,
        feedback=config.matrix_feedback,
    )


def digest(context: Context, page: Page, around: tuple[Any, ...]) -> str:
    """Sum up all that a page shows of others; ``around`` is what does not come from the catalogue."""
    drawn: list[Drawing] = [shown(context, page, *view) for view in page.views]
    if page.matrix:
        drawn.append(navigator(context, page))
    catalogue = context.catalogue
    rest = (
        around,
        [_meaning(catalogue, reference) for reference in catalogue.references.get(page.docname, ())],
        [_headline(context, entry) for entry in page.entries],
        [(name, _cell(catalogue, page, name)) for name in page.cell_references],
        [_record(catalogue, key) for key in page.source_references],
        [catalogue.nearest_key(key) for key in page.loose_links],
    )
    return hashlib.sha256(repr((drawn, rest)).encode()).hexdigest()


def _meaning(catalogue: Catalogue, reference: Reference) -> tuple[Any, ...]:
    listing = reference.found.listing
    source = catalogue.source(reference.mention.key)
    target = (listing.page.docname, listing.entry.key) if listing else None
    return target, reference.anchor, reference.found.ambiguous, source.short if source else ""


def _headline(context: Context, entry: Entry) -> tuple[Any, ...]:
    kinds = context.catalogue.definitions.kinds
    return publication_url(entry, context.catalogue.source(entry.key)), [kinds.get(kind) for kind in entry.kinds]


def _cell(catalogue: Catalogue, page: Page, name: str) -> tuple[str, bool]:
    cell, _, section = name.partition("#")
    target = catalogue.cells.get(catalogue.cell_name(cell, page.matrix))
    if target is None:
        return "", False
    return target.docname, not section or target.section(section) is not None or any(e.key == section for e in target.entries)


def _record(catalogue: Catalogue, key: str) -> tuple[str, ...]:
    source = catalogue.source(key)
    shelf = catalogue.bibliography_page
    return (source.short, source.doi or source.url, shelf.docname if shelf else "") if source else ()


class Seen(NamedTuple):
    """A page as it was written: when its source was last read, and the digest of what it shows of others.

    The time is for a builder that finds everything read already: by another builder, or by a build that then broke off.
    """

    read: int
    shown: str


class Ledger:
    """What one output folder holds: each page as it was written, and the sum of all that pages could then show of each other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.everything = ""
        """Empty where some page was written before others changed."""
        self.pages: dict[str, Seen] = {}
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            self.everything, self.pages = stored["everything"], {name: Seen(*seen) for name, seen in stored["pages"].items()}
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            pass  # none yet, or not one of ours: all pages are written

    def write(self) -> None:
        """Store it in one step."""
        half = self.path.with_suffix(".part")
        half.write_text(json.dumps({"everything": self.everything, "pages": self.pages}, indent=0), encoding="utf-8")
        os.replace(half, self.path)


class Rewriter:
    """The handlers of one build."""

    def __init__(self) -> None:
        self.ledger: Ledger | None = None
        self.outdated: set[str] = set()
        self.written: dict[str, Seen] = {}

    def open(self, app: Sphinx, env: BuildEnvironment) -> set[str]:
        """On ``env-updated``: return the pages whose view of others has changed since they were last written here.

        These are struck out of the ledger before any is written: of a build that breaks off nobody knows how far it came.
        """
        where = hashlib.sha256(f"{app.builder.name} {Path(app.outdir).resolve()}".encode()).hexdigest()[:16]
        self.ledger = ledger = Ledger(Path(app.doctreedir) / f"matrix-shown-{where}.json")
        self.context = context_of(app)
        self.around = Around(env, navigation=app.config.matrix_navigation)
        self.everything = everything(self.context, self.around)
        gone = ledger.pages.keys() - env.found_docs
        remove_pages(app, gone)
        self.outdated = {name for name in env.found_docs if self._is_outdated(name, ledger.pages.get(name))}
        if gone or self.outdated:
            ledger.everything = ""
            ledger.pages = {name: seen for name, seen in ledger.pages.items() if name not in gone | self.outdated}
            ledger.write()
        return self.outdated

    def _is_outdated(self, docname: str, before: Seen | None) -> bool:
        """Tell whether to write a page. Most edits leave all that pages show of each other as it was, and none has to be drawn."""
        assert self.ledger is not None
        if before is None or before.read != self.around.env.all_docs.get(docname):
            return True
        return self.ledger.everything != self.everything and before != self._seen(docname)

    def _seen(self, docname: str) -> Seen:
        page = matrix_domain(self.around.env).page(docname)
        shown = digest(self.context, page, self.around.shown_on(page))
        return Seen(self.around.env.all_docs.get(docname, 0), shown)

    def note(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """On ``doctree-resolved``: remember what this page shows now. Only pages that are written may count as fresh."""
        if self.ledger is not None:
            self.written[docname] = self._seen(docname)

    def close(self, app: Sphinx, exception: Exception | None) -> None:
        """On ``build-finished``: store what was written; after a failure the pages stay struck out, to be written again."""
        if self.ledger is None or exception is not None:
            return
        fresh = self.outdated <= self.written.keys()
        if fresh and not self.written and self.ledger.everything == self.everything:
            return
        self.ledger.everything = self.everything if fresh else ""
        self.ledger.pages |= self.written
        self.ledger.write()


def everything(context: Context, around: Around) -> str:
    """Sum up all that any page could show of another: while this stays as it is, so do the digests of all pages."""
    catalogue = context.catalogue
    settings = [getattr(context, field.name) for field in fields(context) if field.name != "catalogue"]
    pages = [(page.docname, page.everything) for page in catalogue.pages.values()]
    seen = (settings, catalogue.definitions, catalogue.bibliography, pages, around.relations, around.titles, around.navigation)
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def remove_pages(app: Sphinx, documents: Iterable[str]) -> None:
    """Remove what was written here of documents that no longer exist; an EPUB would still hold it, and searches find it."""
    for docname in documents:
        if app.builder.format == "html":
            Path(app.builder.get_outfilename(docname)).unlink(missing_ok=True)  # type: ignore[attr-defined]


def _relations(env: BuildEnvironment) -> dict[str, list[str | None]]:
    try:
        return env.collect_relations()
    except RecursionError:  # two tables of contents that hold each other: Sphinx warns, and only its HTML builders then fail
        return {}


class Around:
    """What Sphinx and its themes show on a page of other pages."""

    def __init__(self, env: BuildEnvironment, *, navigation: bool) -> None:
        self.env = env
        self.navigation = navigation
        self.relations = _relations(env)
        self.titles = {docname: str(env.titles.get(docname, "")) for docname in self.relations}
        pages = matrix_domain(env).pages
        # One sum for all pages: as a list it would be written out for each page that shows it.
        contents = [(docname, pages[docname].contents) for docname in sorted(pages)]
        self.contents = hashlib.sha256(repr(contents).encode()).hexdigest()

    def shown_on(self, page: Page) -> tuple[Any, ...]:
        """Return the titles of the pages before and behind and of all above; where the navigator is not, of all pages."""
        parent, *neighbours = self.relations.get(page.docname, [None, None, None])
        while parent:
            neighbours.append(parent)
            parent = self.relations[parent][0]
        titles = [(name, self.titles.get(name)) for name in neighbours if name]
        whole = not (page.matrix and self.navigation) or page.docname in self.env.toctree_includes
        return titles, self.contents if whole else None
