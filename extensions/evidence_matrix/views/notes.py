"""What scripts need of other pages and of the page's language, so that they need no network: inert, at the end of the page."""

from __future__ import annotations

from operator import itemgetter

from ..catalogue import Listing
from ..drawing import Drawing, Note, Only, el
from ..model import Page
from .context import Context, _, kind_marks


def notes(context: Context, page: Page) -> Drawing:
    """Draw a note for each study and cell of another page that this one refers to."""
    catalogue = context.catalogue
    listings = (r.found.listing for r in catalogue.references.get(page.docname, ()) if r.found.listing)
    found = {(item.page.docname, item.entry.key): item for item in listings}
    away = [item for (docname, _key), item in sorted(found.items(), key=itemgetter(0)) if docname != page.docname]
    names = dict.fromkeys(catalogue.cell_name(name.partition("#")[0], page.matrix) for name in page.cell_references)
    cells = [catalogue.cells[name] for name in names if name in catalogue.cells]
    drawn = (*(_study(context, item) for item in away), *(_cell(cell) for cell in cells if cell.docname != page.docname))
    template = el("template", *drawn, cls="mx-notes") if drawn else ""
    return Only("html", (template, _words()))


def _words() -> Drawing:
    """Draw the words of the scripts as attributes, those alone that are not English in the page's language."""
    words = {
        "back": (_("Back to where I was"), "Back to where I was"),
        "bar": (_("Where you are"), "Where you are"),
        "close": (_("Close"), "Close"),
        "close_fold": (_("Close {title}"), "Close {title}"),
        "copied": (_("Copied"), "Copied"),
        "copy": (_("Copy link"), "Copy link"),
        "fold_all": (_("Fold all"), "Fold all"),
        "go": (_("Go there"), "Go there"),
        "go_cell": (_("Go to the cell"), "Go to the cell"),
        "go_note": (_("Go to the note"), "Go to the note"),
        "go_study": (_("Go to the study"), "Go to the study"),
        "link_copied": (_("Link copied"), "Link copied"),
        "next": (_("Next"), "Next"),
        "place": (_("place {place} of {number}"), "place {place} of {number}"),
        "previous": (_("Previous"), "Previous"),
        "show_all": (_("Show all {number} places"), "Show all {number} places"),
        "shown": (_("{shown} of {number} studies shown"), "{shown} of {number} studies shown"),
        "shown_all": (_("All {number} studies shown"), "All {number} studies shown"),
        "unfold_all": (_("Unfold all"), "Unfold all"),
    }
    other = {f"data_{name}": translated for name, (translated, said) in words.items() if translated != said}
    return el("div", id="mx-words", hidden="hidden", **other) if other else ""


def _study(context: Context, listing: Listing) -> Drawing:
    source = context.catalogue.source(listing.entry.key)
    short = f"{source.short if source else listing.entry.key} ({listing.cell})"
    headline = el("p", *kind_marks(context, listing.entry), el("b", listing.entry.headline))
    parts = (headline, el("p", short, cls="mx-note-short"), el("p", listing.entry.first_sentence))
    return Note(listing.page.docname, listing.entry.key, parts)


def _cell(cell: Page) -> Drawing:
    return Note(cell.docname, "", (el("p", el("b", f"{cell.cell}: {cell.title}")), el("p", cell.summary)))
