"""Read ``sources.bib`` into the bibliography: validated, with short forms, year suffixes and formatted citations."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .bibtex.fields import map_record
from .bibtex.latex import plain, verbatim
from .bibtex.reader import RawRecord, read_records
from .citations import DEFAULT_LOCALE, DEFAULT_STYLE, Formatter, find_formatter, plain_citation, versions
from .messages import Problem, Warn, nearest
from .model import Bibliography, Source
from .textfiles import read_text

CACHE_VERSION = 1
"""Count up when a source comes out different from the same record."""

Note = Callable[[str, str], None]
"""Takes a field (or nothing, for the whole record) and what is wrong with it."""
Loaded = tuple[Bibliography, list[Problem]]

_UNUSABLE = re.compile(r"[^\w.+-]")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:)\s*", re.IGNORECASE)


def load_bibliography(
    path: Path, shown: str, *, designs: Collection[str], style: str = DEFAULT_STYLE, locale: str = DEFAULT_LOCALE
) -> Loaded:
    """Read and format all sources; ``shown`` is the path that problems name, ``designs`` the codes that are defined."""
    sources, problems = read_sources(path, shown, designs)
    formatter, faults = find_formatter(style, locale)
    problems += faults
    cited = [_cited(source, formatter, shown, problems) for source in with_suffixes(sources)]
    former = {old: source.key for source in cited for old in source.former}
    return Bibliography(sources={source.key: source for source in cited}, former=former), problems


def load_bibliography_cached(
    path: Path, shown: str, *, cache: Path, designs: Collection[str], style: str = DEFAULT_STYLE, locale: str = DEFAULT_LOCALE
) -> Loaded:
    """Do the same, but take the answer from the file ``cache`` where nothing has changed since it was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return load_bibliography(path, shown, designs=designs, style=style, locale=locale)
    settings = repr((CACHE_VERSION, versions(), shown, sorted(designs), style, locale))
    digest = hashlib.sha256(settings.encode() + b"\0" + data).hexdigest()
    stored = _stored(cache, digest)
    if stored is None:
        stored = load_bibliography(path, shown, designs=designs, style=style, locale=locale)
        _store(cache, digest, stored)
    return stored


def _stored(cache: Path, digest: str) -> Loaded | None:
    try:
        found, bibliography, problems = pickle.loads(cache.read_bytes())
    except Exception:  # no cache, or a broken one, which can fail in any way: the file is then read again
        return None
    return (bibliography, problems) if found == digest and isinstance(bibliography, Bibliography) else None


def _store(cache: Path, digest: str, loaded: Loaded) -> None:
    """Write the cache in one step, so that a build which stops, or runs beside this one, leaves no half of it.

    :raises OSError: if the folder cannot be written to.
    """
    cache.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=cache.parent, prefix=cache.name)
    try:
        with os.fdopen(handle, "wb") as file:
            pickle.dump((digest, *loaded), file, protocol=pickle.HIGHEST_PROTOCOL)
        os.replace(name, cache)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_sources(path: Path, shown: str, designs: Collection[str]) -> tuple[list[Source], list[Problem]]:
    """Read all sources, as yet without year suffixes and formatted citations."""
    try:
        text, problems = read_text(path, shown)
    except OSError as error:
        return [], [Problem(shown, 0, Warn.BIBLIOGRAPHY, f"the sources cannot be read: {error.strerror or error}")]
    records, faults = read_records(text, shown)
    problems += faults
    sources = []
    for record in records:
        if fault := _unusable(record.key):
            problems.append(Problem(shown, record.line, Warn.BIBLIOGRAPHY, f"{fault}; the record is left out"))
        else:
            sources.append(_source(record, shown, designs, problems))
    return _with_former(sources, records, shown, problems), sorted(problems, key=lambda problem: problem.line)


def _unusable(key: str) -> str:
    found = _UNUSABLE.search(key)
    if found:
        return f"the key {key!r} holds {found[0]!r}, which a reference cannot: use letters, digits, '-', '_', '.' and '+'"
    return "" if re.match(r"\w", key) else f"the key {key!r} must begin with a letter or digit"


def _source(record: RawRecord, shown: str, designs: Collection[str], problems: list[Problem]) -> Source:
    def note(field: str, message: str) -> None:
        line = record.lines.get(field, record.line)
        problems.append(Problem(shown, line, Warn.BIBLIOGRAPHY, f"{record.key}: {message}"))

    mapped = map_record(record)
    for field, message in mapped.faults:
        note(field, message)
    doi, url = _doi(record, note), _url(record, "url", note)
    title = mapped.title or record.key
    return Source(
        key=record.key,
        csl=mapped.csl | ({"DOI": doi} if doi else {}) | ({"URL": url} if url else {}),
        title=title,
        authors=mapped.names.short() or _shortened(title),
        others=mapped.names.others,
        year=mapped.year,
        doi=doi,
        url=url,
        design=_design(record, designs, note),
        country=plain(record.first("country")),
        sample=plain(record.first("sample")),
        analysis=_url(record, "analysis", note),
        former=tuple(key for part in record.first("ids").split(",") if (key := part.strip())),
        line=record.line,
    )


def _shortened(title: str) -> str:
    """Return the head of a title that stands where authors should."""
    head = re.split(r"(?<=\?)\s|[:;] |\. ", title, maxsplit=1)[0]
    if len(head) <= 48:
        return head
    return head[:48].rsplit(" ", 1)[0].rstrip(" ,") + "…"


def _doi(record: RawRecord, note: Note) -> str:
    written = verbatim(record.first("doi"))
    bare, prefixed = _DOI_PREFIX.subn("", written, count=1)
    bare = unquote(bare) if prefixed and "%" in bare else bare
    if written and not _DOI.fullmatch(bare):
        note("doi", f"{written!r} is no DOI, which looks like 10.1111/add.12345; it is left out")
        return ""
    return bare


def _url(record: RawRecord, field: str, note: Note) -> str:
    written = verbatim(record.first(field)) or (_made_at(record) if field == "url" else "")
    if written and not _is_web(written):
        note(field, f"{field} {written!r} is no address that begins with https:// or http://; it is left out")
        return ""
    return written


def _made_at(record: RawRecord) -> str:
    """Return the address in ``howpublished``, where BibTeX has no better place for it."""
    match = re.search(r"\\url\s*\{[^{}]*\}", record.first("howpublished"))
    return verbatim(match[0]) if match else ""


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s<>\"]", address)


def _design(record: RawRecord, designs: Collection[str], note: Note) -> str:
    written = plain(record.first("design"))
    known = {design.lower(): design for design in designs}
    if written and written.lower() not in known:
        note("design", f"there is no design {written!r}{nearest(written, designs)}; it is left out")
    return known.get(written.lower(), "")


def _with_former(sources: list[Source], records: Iterable[RawRecord], shown: str, problems: list[Problem]) -> list[Source]:
    """Drop former keys that lead nowhere or to two sources."""
    lines = {record.key: record.lines.get("ids", record.line) for record in records}
    taken = {source.key.lower(): source.key for source in sources}
    kept: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        for old in source.former:
            fault = _unusable(old)
            if owner := taken.get(old.lower()):
                fault = f"{source.key}: the former key {old!r} belongs to {owner!r}"
            if fault:
                problems.append(Problem(shown, lines[source.key], Warn.BIBLIOGRAPHY, f"{fault}; it is left out"))
                continue
            taken[old.lower()] = source.key
            kept[source.key].append(old)
    return [replace(source, former=tuple(kept[source.key])) for source in sources]


def with_suffixes(sources: Iterable[Source]) -> list[Source]:
    """Tell sources of the same authors and year apart: 2004a, 2004b, in the order of their keys."""
    sources = list(sources)
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source in sorted(sources, key=lambda source: source.key):
        alike[source.authors.casefold(), source.year].append(source.key)
    suffixes = {key: _suffix(place) for keys in alike.values() if len(keys) > 1 for place, key in enumerate(keys)}
    return [replace(source, year=_suffixed(source.year, suffixes[source.key])) if source.key in suffixes else source for source in sources]


def _suffix(place: int) -> str:
    return (_suffix(place // 26 - 1) if place >= 26 else "") + chr(ord("a") + place % 26)


def _suffixed(year: str, suffix: str) -> str:
    return f"{year}-{suffix}" if year[-1:].isalpha() else f"{year}{suffix}"


def _cited(source: Source, formatter: Formatter, shown: str, problems: list[Problem]) -> Source:
    try:
        return replace(source, citation=formatter.format(source))
    except Exception as error:  # citeproc-py raises KeyError, TypeError and others on combinations its authors did not meet
        message = f"{source.key}: the citation style cannot format this record ({type(error).__name__}: {error})"
        problems.append(Problem(shown, source.line, Warn.BIBLIOGRAPHY, f"{message}; it is cited plainly"))
        return replace(source, citation=plain_citation(source))
