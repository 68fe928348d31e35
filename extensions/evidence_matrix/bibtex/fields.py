"""Map a BibTeX or BibLaTeX record to a CSL-JSON item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..messages import nearest
from .dates import EN_DASH, UNDATED, Issued, read_date, read_issued
from .latex import plain
from .names import Names, read_names
from .reader import RawRecord

_BOOKS = ("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "mvreference", "periodical")
_CHAPTERS = ("incollection", "inbook", "bookinbook", "suppbook", "suppcollection")
TYPES = {
    **dict.fromkeys(_BOOKS, "book"),
    **dict.fromkeys(_CHAPTERS, "chapter"),
    **dict.fromkeys(("article", "suppperiodical"), "article-journal"),
    **dict.fromkeys(("report", "techreport", "manual"), "report"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("online", "electronic", "www"), "webpage"),
    **dict.fromkeys(("thesis", "phdthesis", "mastersthesis"), "thesis"),
    **dict.fromkeys(("misc", "document"), "document"),
    **{"booklet": "pamphlet", "unpublished": "manuscript", "inreference": "entry-encyclopedia", "patent": "patent"},
    **{"dataset": "dataset", "software": "software", "video": "motion_picture", "audio": "song", "image": "graphic"},
    **{"jurisdiction": "legal_case", "legislation": "legislation", "letter": "personal_communication"},
}
"""Type of record → CSL type."""

_FIELDS = {
    "volume": ("volume",),
    "publisher-place": ("location", "address"),
    "collection-title": ("series",),
    "chapter-number": ("chapter",),
    "number-of-volumes": ("volumes",),
    "number-of-pages": ("pagetotal",),
    "event": ("eventtitle",),
    "event-place": ("venue",),
    "title-short": ("shorttitle",),
    "version": ("version",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "PMID": ("pmid",),
    "PMCID": ("pmcid",),
    "note": ("note", "addendum", "annote"),
}
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "container-author": "bookauthor"}
_GENRES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master\N{RIGHT SINGLE QUOTATION MARK}s thesis",
    "mathesis": "Master\N{RIGHT SINGLE QUOTATION MARK}s thesis",
    "bathesis": "Bachelor\N{RIGHT SINGLE QUOTATION MARK}s thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
_LANGUAGES = {
    **dict.fromkeys(("english", "american", "usenglish"), "en-US"),
    **dict.fromkeys(("british", "ukenglish"), "en-GB"),
    **dict.fromkeys(("german", "ngerman"), "de"),
    **{"french": "fr", "spanish": "es", "italian": "it", "dutch": "nl", "swedish": "sv", "danish": "da", "portuguese": "pt"},
    **{"norwegian": "nb", "norsk": "nb", "finnish": "fi", "polish": "pl", "welsh": "cy", "russian": "ru", "japanese": "ja"},
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A record in terms of CSL, with what its short form needs."""

    csl: dict[str, Any]
    title: str
    names: Names
    """Who it is listed under: authors, else editors, else the body that published it."""
    year: str
    faults: tuple[tuple[str, str], ...]
    """(field, or nothing for the whole record; what is wrong)."""


def map_record(record: RawRecord) -> Mapped:
    """Map a record; address and DOI are left to the caller, who checks them."""
    faults = list(_unknown_type(record))
    csl: dict[str, Any] = {"id": record.key, "type": _type(record)}
    csl |= {variable: text for variable, text in _texts(record, csl["type"]) if text}
    roles = {role: read_names(record.fields.get(name, "")) for role, name in _ROLES.items()}
    csl |= {role: [dict(name) for name in names.people] for role, names in roles.items() if names.people}
    faults += [(_ROLES[role], fault) for role, names in roles.items() for fault in names.faults]
    names = _listed_under(record, csl, roles)
    issued = read_issued(record.first("date"), record.first("year"), record.first("month"), record.first("pubstate"))
    accessed = read_date(record.first("urldate")) if record.first("urldate") else None
    for variable, field, date in (("issued", "date", issued), ("accessed", "urldate", accessed)):
        csl |= {variable: dict(date.csl)} if date and date.csl else {}
        faults += [(field, date.fault)] if date and date.fault else []
    faults += _missing(csl, names, issued)
    return Mapped(csl=csl, title=csl.get("title", ""), names=names, year=issued.label if issued else UNDATED, faults=tuple(faults))


def _unknown_type(record: RawRecord) -> Iterator[tuple[str, str]]:
    if record.kind not in TYPES:
        yield "", f"@{record.kind} is no type of record{nearest(record.kind, TYPES)}; it is taken for @misc"


def _type(record: RawRecord) -> str:
    kind = TYPES.get(record.kind, "document")
    # Zotero and JabRef write web pages as @misc where they must keep to BibTeX.
    return "webpage" if kind == "document" and _address(record) and not record.first("publisher", "institution") else kind


def _listed_under(record: RawRecord, csl: dict[str, Any], roles: dict[str, Names]) -> Names:
    for role in ("author", "editor"):
        if roles[role].people:
            return roles[role]
    body = plain(record.first("institution", "organization"))
    if body:
        csl["author"] = [{"literal": body}]
    return Names(people=tuple(csl.get("author", ())))


def _missing(csl: dict[str, Any], names: Names, issued: Issued | None) -> Iterator[tuple[str, str]]:
    date = "date (write 'year = {n.d.}' if it has none)"
    wanted = {"author, editor or institution": names.people, "title": csl.get("title"), date: issued}
    lacking = [what for what, found in wanted.items() if not found]
    if lacking:
        yield "", f"there is no {', no '.join(lacking)}"


def _texts(record: RawRecord, kind: str) -> Iterator[tuple[str, str]]:
    for variable, fields in _FIELDS.items():
        yield variable, plain(record.first(*fields))
    yield "title", _titled(record, "title", "subtitle")
    yield "container-title", _container(record)
    yield "publisher", _publisher(record)
    yield "genre", _genre(record)
    yield "edition", _edition(plain(record.first("edition")))
    yield "page", _pages(plain(record.first("pages", "eid")))
    yield "language", _language(record.first("langid", "language"))
    yield "status", plain(record.first("pubstate"))
    yield _number_of(record, kind), plain(record.first("number", "issue"))
    yield from _eprint(record)


def _titled(record: RawRecord, title: str, subtitle: str) -> str:
    first, second = plain(record.first(title)), plain(record.first(subtitle))
    return f"{first}{' ' if first.endswith(('?', '!', ':')) else ': '}{second}" if first and second else first or second


def _container(record: RawRecord) -> str:
    for title, subtitle in (("journaltitle", "journalsubtitle"), ("journal", "journalsubtitle"), ("booktitle", "booksubtitle")):
        if record.first(title):
            return _titled(record, title, subtitle)
    return plain(record.first("maintitle"))


def _publisher(record: RawRecord) -> str:
    bodies = ("institution", "school")
    order = (*bodies, "publisher") if TYPES.get(record.kind) in {"report", "thesis"} else ("publisher", *bodies)
    made = record.first("howpublished")
    return plain(record.first(*order, "organization") or ("" if "url" in made or "://" in made else made))


def _genre(record: RawRecord) -> str:
    written = plain(record.first("type"))
    return _GENRES.get(written.lower(), written) or (_GENRES.get(record.kind, "") if record.kind.endswith("thesis") else "")


def _edition(written: str) -> str:
    number = written.lower().removesuffix("edition").removesuffix("edn").removesuffix("ed.").strip()
    if number in _ORDINALS:
        return str(_ORDINALS.index(number) + 1)
    match = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", number)
    return match[1] if match else written


def _pages(written: str) -> str:
    return re.sub(r"(?<=\w)\s*[-\u2013\u2014]+\s*(?=\w)", EN_DASH, re.sub(r"^pp?\.\s*", "", written))


def _language(written: str) -> str:
    return _LANGUAGES.get(written.lower(), written if re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", written) else "")


def _number_of(record: RawRecord, kind: str) -> str:
    if kind == "article-journal":
        return "issue"
    return "collection-number" if kind in {"book", "chapter", "paper-conference"} and record.first("series") else "number"


def _eprint(record: RawRecord) -> Iterator[tuple[str, str]]:
    archive, eprint = record.first("eprinttype", "archiveprefix").lower(), plain(record.first("eprint"))
    if archive == "pubmed" and not record.first("pmid"):
        yield "PMID", eprint
    elif archive == "arxiv" and eprint:
        yield "number", f"arXiv:{eprint}"


def _address(record: RawRecord) -> str:
    return record.first("url") or (record.first("howpublished") if "url" in record.first("howpublished") else "")
