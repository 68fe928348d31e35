"""What the notes on a page need of other pages, so that they need no network: an inert template at the end of the page."""

from __future__ import annotations

from operator import itemgetter

from ..catalogue import Listing
from ..drawing import Drawing, Note, Only, el
from ..model import Page
from .context import Context, kind_marks


def notes(context: Context, page: Page) -> Drawing:
    """Draw a note for each study and cell of another page that this one refers to."""
    catalogue = context.catalogue
    listings = (r.found.listing for r in catalogue.references.get(page.docname, ()) if r.found.listing)
    found = {(item.page.docname, item.entry.key): item for item in listings}
    away = [item for (docname, _key), item in sorted(found.items(), key=itemgetter(0)) if docname != page.docname]
    names = dict.fromkeys(catalogue.cell_name(name.partition("#")[0], page.matrix) for name in page.cell_references)
    cells = [catalogue.cells[name] for name in names if name in catalogue.cells]
    drawn = (*(_study(context, item) for item in away), *(_cell(cell) for cell in cells if cell.docname != page.docname))
    return Only("html", (el("template", *drawn, cls="mx-notes"),)) if drawn else ()


def _study(context: Context, listing: Listing) -> Drawing:
    source = context.catalogue.source(listing.entry.key)
    short = f"{source.short if source else listing.entry.key} ({listing.cell})"
    headline = el("p", *kind_marks(context, listing.entry), el("b", listing.entry.headline))
    parts = (headline, el("p", short, cls="mx-note-short"), el("p", listing.entry.first_sentence))
    return Note(listing.page.docname, listing.entry.key, parts)


def _cell(cell: Page) -> Drawing:
    return Note(cell.docname, "", (el("p", el("b", f"{cell.cell}: {cell.title}")), el("p", cell.summary)))
