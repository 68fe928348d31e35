"""The bibliography: each record with the cells that list it and the pages that discuss or cite it."""

from __future__ import annotations

from ..drawing import Drawing, Link, el
from ..model import Page, Source
from .context import Context, _, citation_of, line, to_entry
from .entry import places


def source_anchor(key: str) -> str:
    """Return the id of a record on the page of the bibliography."""
    return f"source-{key}"


def sources(context: Context, page: Page) -> Drawing:
    """List every source in the order of author and year."""
    records = sorted(context.catalogue.bibliography.sources.values(), key=lambda s: (s.authors.casefold(), s.year, s.key))
    if not records:
        return el("p", _("The bibliography is empty."), cls="mx-none")
    return el("ul", *(_record(context, page, source) for source in records), cls="mx-sources")


def _record(context: Context, page: Page, source: Source) -> Drawing:
    listings = context.catalogue.listings_of(source.key)
    listed = (to_entry(page, listing, listing.cell) for listing in listings)
    pointing = [r for listing in listings for r in context.catalogue.pointing_at(listing) if r.mention.manner != "annotation"]
    cited = (Link(p.docname, "", (p.cell or p.title,)) for p in context.catalogue.citing(source.key))
    return el(
        "li",
        el("p", *citation_of(source), cls="mx-cite"),
        *line(_("Listed in"), listed, "mx-used"),
        *line(_("Discussed in"), places(page, pointing), "mx-used", "; "),
        *line(_("Cited in"), cited, "mx-used"),
        id=source_anchor(source.key),
    )
