"""The generated parts of an entry: its line of evidence, its citation, and what points at it."""

from __future__ import annotations

from collections.abc import Iterable

from ..catalogue import Listing, Reference
from ..drawing import Away, Drawing, Link, Name, el, join
from ..model import Entry, Page, Source
from ..targets import study_target
from .context import Context, _, citation_of, elsewhere, line, to_entry


def publication_url(entry: Entry, source: Source | None) -> str:
    """Return where the headline leads: to a free copy, else the DOI, else the record's address, else nowhere."""
    if source is None:
        return entry.free_url
    free = entry.free_url or (source.url if entry.free else "")
    return free or source.doi_url or source.url


def evidence_words(context: Context, source: Source | None) -> str:
    """Return the line of evidence: "Randomised trial · 347 men and women · England"."""
    if source is None:
        return ""
    design = context.catalogue.definitions.designs.get(source.design)
    parts = (design.label if design else "", source.sample, source.country)
    return " · ".join(part for part in parts if part)


def entry_line(context: Context, page: Page, key: str) -> Drawing:
    """Draw the line of evidence under a headline."""
    words = evidence_words(context, context.catalogue.source(key))
    return el("p", words, cls="mx-evidence") if words else ()


def entry_foot(context: Context, page: Page, key: str) -> Drawing:
    """Draw what stands under an annotation."""
    listing = context.catalogue.entry_on(page, key)
    if listing is None:
        return _citation(context, Entry(key=key, headline="", kinds=(), line=0), context.catalogue.source(key))
    parts = (
        *_own_words(listing.entry),
        *_citation(context, listing.entry, context.catalogue.source(key)),
        *_further_reports(context, listing.entry),
        *_related(context, page, listing),
        *_discussed(context, page, listing),
        *line(_("Also in"), (_in_cell(page, other) for other in context.catalogue.also_in(listing)), "mx-also"),
    )
    return el("div", *parts, cls="mx-foot")


def _own_words(entry: Entry) -> tuple[Drawing, ...]:
    """Draw the editors' further remarks."""
    labels = ((_("Why here:"), entry.why, "mx-why"), (_("Note:"), entry.note, "mx-note"), (_("For discussion:"), entry.ask, "mx-ask"))
    return tuple(el("p", el("span", label, cls="mx-label"), " ", text, cls=cls) for label, text, cls in labels if text)


def _citation(context: Context, entry: Entry, source: Source | None) -> tuple[Drawing, ...]:
    if source is None:
        return (el("p", el("span", _("No record of this source in the bibliography: {key}").format(key=entry.key)), cls="mx-cite"),)
    parts: list[Drawing] = [el("span", *citation_of(source))]
    if entry.pages:
        parts.append(el("span", _("see pages {pages}").format(pages=entry.pages.replace("-", "–")), cls="mx-pages"))
    parts.append(_access(context, entry))
    if source.analysis:
        label = context.analysis_label or _("Published analysis")
        parts.append(Away(source.analysis, (label,), "mx-away mx-analysis"))
    return (el("p", *join(parts, " · "), cls="mx-cite"),)


def _access(context: Context, entry: Entry) -> Drawing:
    """Say whether the study is free to read, and when that was last seen."""
    if entry.free:
        return el("span", _("Free to read, checked {date}").format(date=context.date(entry.free)), cls="mx-free")
    return el("span", _("No free copy known"), cls="mx-not-free")


def _further_reports(context: Context, entry: Entry) -> tuple[Drawing, ...]:
    sources = (context.catalogue.source(key) for key in entry.also)
    return line(_("Further reports of this study:"), (el("span", *citation_of(source)) for source in sources if source), "mx-reports", "; ")


def _related(context: Context, page: Page, listing: Listing) -> tuple[Drawing, ...]:
    """Link related entries; of a related source that no cell lists give the short citation, of an unknown name the name."""
    found = context.catalogue.related(listing)
    links: list[Drawing] = [(to_entry(page, other), _cell_note(page, other)) for other in found]
    for key in listing.entry.related:
        if context.catalogue.resolve_related(page, key) is None:
            links.append(_unlisted(context, key))
    return line(_("Goes with"), links, "mx-related", "; ")


def _cell_note(page: Page, listing: Listing) -> str:
    where = elsewhere(page, listing)
    return f" ({where})" if where else ""


def _unlisted(context: Context, key: str) -> Drawing:
    source = context.catalogue.source(key)
    if source is None:
        return Name("study", key, (study_target(key).key,))
    url = source.doi_url or source.url
    return Away(url, (source.short,)) if url else source.short


def _in_cell(page: Page, listing: Listing) -> Drawing:
    return to_entry(page, listing, listing.cell)


def _discussed(context: Context, page: Page, listing: Listing) -> tuple[Drawing, ...]:
    """Draw the way back: every place that points at the entry, each section named once."""
    pointing = [r for r in context.catalogue.pointing_at(listing) if r.mention.manner != "annotation"]
    in_bites = [r for r in pointing if r.section and r.mention.manner != "relates"]
    relating = [r for r in pointing if r.section and r.mention.manner == "relates"]
    around = [r for r in pointing if not r.section]
    return (
        *line(_("Discussed in"), places(page, in_bites), "mx-discussed", "; "),
        *line(_("Related discussion in"), places(page, relating), "mx-discussed", "; "),
        *line(_("Also discussed in"), places(page, around), "mx-discussed", "; "),
    )


def places(page: Page, references: Iterable[Reference]) -> list[Drawing]:
    """Group references by section; the first place carries the section's title, further ones are numbered from 2."""
    grouped: dict[tuple[str, str], list[Reference]] = {}
    for reference in references:
        grouped.setdefault((reference.page.docname, reference.mention.section), []).append(reference)
    return [_section_places(page, group) for group in grouped.values()]


def _section_places(page: Page, group: list[Reference]) -> Drawing:
    first = group[0]
    anchors = _anchors(group)
    title = first.section.title if first.section else first.page.title
    if first.page.docname != page.docname and first.page.cell:
        code = first.page.code if first.page.matrix == page.matrix else first.page.cell
        title = f"{code}: {title}"
    place = Link(first.page.docname, anchors[0], (title,))
    further = [Link(first.page.docname, anchor, (str(number),)) for number, anchor in enumerate(anchors[1:], 2)]
    return (place, " ", *join(further)) if further else place


def _anchors(group: list[Reference]) -> list[str]:
    """Return the ids to link to: the whole section where it discusses the entry, then passages, a heading only for want of these."""
    whole = [r.anchor for r in group if r.mention.manner in {"discusses", "relates"}]
    passages = [r.anchor for r in group if r.mention.passage]
    return list(dict.fromkeys(whole + passages)) or [group[0].anchor]
