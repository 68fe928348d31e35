"""Read the dates of BibTeX (``year``, ``month``) and BibLaTeX (``date``) records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .latex import plain

EN_DASH = "\N{EN DASH}"
UNDATED = "n.d."
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_UNDATED = re.compile(r"(n\.? ?d\.?|no date|undated|s\. ?a\.)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T[\d:.Z+-]+)?([~?%]?)")
_YEARS = re.compile(r"(\d{4}) ?(?:\u2013|-|/) ?(\d{4})")
_OPEN = {"", ".."}
_STATES = {
    "inpreparation": "in preparation",
    "submitted": "submitted",
    "forthcoming": "forthcoming",
    "inpress": "in press",
    "prepublished": "prepublished",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """When something was published."""

    label: str
    """As readers see it: "2004", a range of years, "c. 1990", "in press", "n.d."."""
    csl: Mapping[str, Any] = field(default_factory=dict)
    """A CSL date; empty where undated, so that every style can use its own words."""
    fault: str = ""


def read_issued(date: str, year: str, month: str, state: str) -> Issued | None:
    """Read the date of publication, or return None where a record gives none."""
    if date:
        return read_date(date)
    if year:
        issued = _years(plain(year)) or _free(plain(year))
        return _with_month(issued, month)
    if label := _STATES.get(state.strip().lower(), plain(state)):
        return Issued(label=label, csl={"literal": label})
    return None


def read_date(written: str) -> Issued:
    """Read a BibLaTeX date: a year, month or day, perhaps uncertain, or a range of these; "n.d." too."""
    text = plain(written) if "\\" in written or "{" in written else written.strip()
    if issued := _years(text) or _range(text):
        return issued
    issued = _free(text)
    if re.search(r"\d", text):
        found = re.search(r"(?<!\d)\d{4}(?!\d)", text)
        issued = _year(int(found[0])) if found else issued
        return Issued(label=issued.label, csl=issued.csl, fault=f"{text!r} is not a date such as 2004, 2004-03 or 2004/2006")
    return issued


def _year(year: int) -> Issued:
    return Issued(label=str(year), csl={"date-parts": [[year]]})


def _free(text: str) -> Issued:
    if _UNDATED.fullmatch(text):
        return Issued(label=UNDATED)
    return Issued(label=text, csl={"literal": text})


def _years(text: str) -> Issued | None:
    match = _YEARS.fullmatch(re.sub(r"-{2,3}|\u2014", "-", text))
    if not match:
        return _range(text) if _DAY.fullmatch(text) else None
    return _joined([int(match[1])], [int(match[2])])


def _range(text: str) -> Issued | None:
    first, slash, last = text.partition("/")
    begin, end = _parts(first), _parts(last)
    if not begin:
        return None
    circa = first[-1] in "~%?"
    if slash and end:
        return _joined(begin, end)
    if slash and last in _OPEN:
        return Issued(label=f"{begin[0]}{EN_DASH}", csl={"date-parts": [begin]})
    if slash:
        return None
    return Issued(label=f"c. {begin[0]}", csl={"date-parts": [begin], "circa": True}) if circa else _single(begin)


def _single(parts: list[int]) -> Issued:
    if len(parts) > 1 and parts[1] > 12:
        # EDTF counts the seasons from 21, CSL from 1.
        return Issued(label=str(parts[0]), csl={"date-parts": [parts[:1]], "season": parts[1] - 20})
    return Issued(label=str(parts[0]), csl={"date-parts": [parts]})


def _joined(begin: list[int], end: list[int]) -> Issued:
    if begin[0] == end[0]:
        return Issued(label=str(begin[0]), csl={"date-parts": [begin, end]})
    return Issued(label=f"{begin[0]}{EN_DASH}{end[0]}", csl={"date-parts": [begin, end]})


def _parts(text: str) -> list[int]:
    """Return year, month and day; nothing where the text is no date of the calendar."""
    match = _DAY.fullmatch(text.strip())
    if not match:
        return []
    parts = [int(part) for part in match.groups()[:3] if part]
    month, day = (*parts, 1, 1)[1:3]
    seasons = len(parts) == 2 and 21 <= month <= 24
    return parts if (1 <= month <= 12 or seasons) and 1 <= day <= 31 else []


def _with_month(issued: Issued, month: str) -> Issued:
    """Add the ``month`` field to a date that is a year alone; it may hold a day too, as in ``12~mar``."""
    parts = issued.csl.get("date-parts", [])
    text = plain(month).lower()
    name = re.search(r"[a-z]{3}", text)
    number = MONTHS.index(name[0]) + 1 if name and name[0] in MONTHS else int(text) if text.isdecimal() else 0
    if len(parts) != 1 or len(parts[0]) != 1 or not 1 <= number <= 12:
        return issued
    day = re.search(r"\d+", text) if name else None
    days = [int(day[0])] if day and 1 <= int(day[0]) <= 31 else []
    return Issued(label=issued.label, csl={**issued.csl, "date-parts": [[*parts[0], number, *days]]})
