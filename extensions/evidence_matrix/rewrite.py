"""Which pages must be written again: those that show something of others that is not what it was.

What a page shows is drawn as plain tuples; their digest is kept for each output folder. Digests in the environment would be lost
on a second builder that shares it, and a dotfile in the output would be an unknown file to EPUB.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from .catalogue import Catalogue, Reference
from .drawing import Drawing
from .files import matrix_domain
from .model import Entry, Page
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
        language=config.language or "en",
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


class Ledger:
    """The digests of one output folder: as the last build left them, and as this one finds them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.before = self._read()
        self.now: dict[str, str] = {}

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, documents: Iterable[str]) -> None:
        """Store the digests of what was written; pages that no longer exist are dropped."""
        known = set(documents)
        digests = {docname: value for docname, value in sorted((self.before | self.now).items()) if docname in known}
        if digests == self.before:
            return
        half = self.path.with_suffix(".part")
        half.write_text(json.dumps(digests, indent=0), encoding="utf-8")
        os.replace(half, self.path)


class Rewriter:
    """The handlers of one build."""

    def __init__(self) -> None:
        self.ledger: Ledger | None = None
        self.around: Around | None = None

    def open(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """On ``env-updated``: return the pages whose view of others has changed since they were last written here."""
        where = hashlib.sha256(f"{app.builder.name} {Path(app.outdir).resolve()}".encode()).hexdigest()[:16]
        self.ledger = Ledger(Path(app.doctreedir) / f"matrix-shown-{where}.json")
        self.around = Around(env, navigation=app.config.matrix_navigation)
        remove_pages(app, self.ledger.before.keys() - env.found_docs)
        context = context_of(app)
        before = self.ledger.before
        return [name for name in sorted(env.found_docs) if name not in before or before[name] != self._digest(context, env, name)]

    def _digest(self, context: Context, env: BuildEnvironment, docname: str) -> str:
        assert self.around is not None
        page = matrix_domain(env).page(docname)
        return digest(context, page, self.around.shown_on(page))

    def note(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """On ``doctree-resolved``: remember what this page shows now. Only pages that are written may count as fresh."""
        if self.ledger is not None:
            self.ledger.now[docname] = self._digest(context_of(app), app.env, docname)

    def close(self, app: Sphinx, exception: Exception | None) -> None:
        """On ``build-finished``: a build that failed leaves the digests as they were, so that its pages are written again."""
        if self.ledger is not None and exception is None:
            self.ledger.write(app.env.found_docs)


def remove_pages(app: Sphinx, documents: Iterable[str]) -> None:
    """Remove what was written here of documents that no longer exist; an EPUB would still hold it, and searches find it."""
    for docname in documents:
        if app.builder.format == "html":
            Path(app.builder.get_outfilename(docname)).unlink(missing_ok=True)  # type: ignore[attr-defined]


class Around:
    """What Sphinx and its themes show on a page of other pages, and when each page was last read.

    The time is there for a builder that finds everything read already: by another builder, or by a build that then failed.
    """

    def __init__(self, env: BuildEnvironment, *, navigation: bool) -> None:
        self.env = env
        self.navigation = navigation
        self.relations = env.collect_relations()
        pages = matrix_domain(env).pages
        self.contents = [(docname, pages[docname].contents) for docname in sorted(pages)]

    def shown_on(self, page: Page) -> tuple[Any, ...]:
        """Return the titles of the pages before and behind and of all above; where the navigator is not, of all pages."""
        parent, *neighbours = self.relations.get(page.docname, (None, None, None))
        while parent:
            neighbours.append(parent)
            parent = self.relations[parent][0]
        titles = [(name, str(self.env.titles.get(name, ""))) for name in neighbours if name]
        whole = not (page.matrix and self.navigation) or page.docname in self.env.toctree_includes
        return self.env.all_docs.get(page.docname), titles, self.contents if whole else None
