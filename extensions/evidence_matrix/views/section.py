"""What a bite section shows beside its text: where to start, and the studies that it refers to."""

from __future__ import annotations

from ..catalogue import Listing
from ..drawing import Drawing, el
from ..model import Page
from .context import Context, _, elsewhere, kind_marks, to_entry


def start(context: Context, page: Page, section: str) -> Drawing:
    """Draw the entry to begin with, at the head of its section."""
    references = context.catalogue.references.get(page.docname, ())
    named = [
        r.found.listing
        for r in references
        if r.mention.section == section and r.mention.manner == "study" and r.found.listing
    ]
    if not named:
        return ()
    return el("p", el("span", _("Begin with"), cls="mx-label"), " ", _study(context, page, named[0]), cls="mx-begin")


def section_studies(context: Context, page: Page, section: str) -> Drawing:
    """List the studies of a section, in order of first mention; a section that refers to none has no list."""
    listings = context.catalogue.section_studies(page, section)
    if not listings:
        return ()
    items = (el("li", _study(context, page, listing)) for listing in listings)
    words = _("Studies in this section")
    found = page.section(section)
    label = f"{words}: {found.title}" if found else words  # landmarks of one page must have different names
    return el("aside", el("p", words, cls="mx-rail-title"), el("ul", *items), cls="mx-rail", aria_label=label)


def _study(context: Context, page: Page, listing: Listing) -> Drawing:
    source = context.catalogue.source(listing.entry.key)
    where = elsewhere(page, listing)
    words = (source.short if source else listing.entry.key) + (f" ({where})" if where else "")
    return (*kind_marks(context, listing.entry), to_entry(page, listing), " ", el("small", words))
