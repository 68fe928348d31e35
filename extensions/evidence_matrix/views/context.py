"""What every view is given beside its page, and the parts that several views share."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import format_date
from sphinx.locale import get_translation

from ..catalogue import Catalogue, Listing
from ..drawing import Away, Drawing, El, Link, el, hidden, join
from ..model import Entry, Page, Run, Source

_translation = get_translation("evidence_matrix")


def _(message: str) -> str:
    """Translate a message now: drawings hold plain strings alone, so that they can be compared and written."""
    return str(_translation(message))


STYLES = {"italic": "i", "bold": "b", "sup": "sup", "sub": "sub"}


@dataclass(frozen=True, slots=True)
class Context:
    """The catalogue, the language that dates are written in (a locale such as ``en_GB``), and the publication's own words.

    ``feedback`` is an address with ``{cell}`` and ``{version}`` in it, to which a reader can write about a cell.
    """

    catalogue: Catalogue
    language: str = "en"
    analysis_label: str = ""
    project: str = ""
    author: str = ""
    version: str = ""
    feedback: str = ""

    def date(self, iso: str) -> str:
        """Write a date out, as the language does."""
        return format_date(datetime.date.fromisoformat(iso), format="long", locale=self.language) if iso else ""


def runs(citation: Iterable[Run]) -> tuple[Drawing, ...]:
    """Draw a formatted citation."""
    return tuple(_run(run) for run in citation)


def _run(run: Run) -> Drawing:
    if not run.style:
        return run.text
    if run.style in STYLES:
        return el(STYLES[run.style], run.text)
    return el("span", run.text, cls="mx-" + run.style)


def citation_of(source: Source) -> tuple[Drawing, ...]:
    """Draw a source's reference with its DOI, or its address where it has none."""
    link: tuple[Drawing, ...] = ()
    if source.doi:
        link = (" ", Away(source.doi_url, (f"doi.org/{source.doi}",), "mx-doi"))
    elif source.url:
        link = (" ", Away(source.url, (_host(source.url),), "mx-url"))
    return (*runs(source.citation or (Run(source.short),)), *link)


def _host(url: str) -> str:
    return url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")


def kind_mark(context: Context, code: str, *, quiet: bool = False) -> Drawing:
    """Draw the mark of a kind: its letter, with its name for those who cannot see the shape unless the name follows anyway."""
    kind = context.catalogue.definitions.kinds[code]
    number = list(context.catalogue.definitions.kinds).index(code) + 1
    classes = f"mx-kind mx-kind-{code} mx-shape-{number}"
    mark = el("span", kind.letter, cls=classes, title=kind.label, aria_hidden="true")
    return (mark, " ") if quiet else (mark, hidden(f"{kind.label}: "), " ")


def kind_marks(context: Context, entry: Entry) -> tuple[Drawing, ...]:
    """Draw the marks of an entry's kinds."""
    return tuple(kind_mark(context, code) for code in entry.kinds)


def kind_words(context: Context, entries: Iterable[Entry]) -> str:
    """Count entries by kind, in words: "Seminal 1, Key 7". An entry of two kinds is counted under each."""
    counts = Counter(code for entry in entries for code in entry.kinds)
    kinds = context.catalogue.definitions.kinds
    return ", ".join(f"{kind.label} {counts[code]}" for code, kind in kinds.items() if counts[code])


def to_entry(page: Page, listing: Listing, *children: Drawing, cls: str = "") -> Link:
    """Link to an entry, with its headline unless other words are given."""
    return Link(listing.page.docname, listing.entry.key, children or (listing.entry.headline,), cls)


def elsewhere(page: Page, listing: Listing) -> str:
    """Return the name of the entry's cell as seen from a page: nothing in the same cell, ``B2`` in the same matrix."""
    if listing.page.docname == page.docname:
        return ""
    return listing.page.code if listing.page.matrix == page.matrix else listing.cell


def cell_link(context: Context, page: Page, cell: str, *children: Drawing) -> Drawing:
    """Link to a cell by its code, with the matrix where that is another."""
    matrix, _, code = cell.partition("/")
    words = children or (code if matrix == page.matrix else cell,)
    target = context.catalogue.cells.get(cell)
    return Link(target.docname, "", words, "mx-cell-link") if target else words


def line(label: str, items: Iterable[Drawing], cls: str, separator: str = ", ") -> tuple[El, ...]:
    """Draw a quiet line, "Label a, b, c", or nothing where there are no items; titles, which hold commas, want semicolons."""
    drawn = tuple(items)
    return (el("p", el("span", label, cls="mx-label"), " ", *join(drawn, separator), cls=cls),) if drawn else ()
