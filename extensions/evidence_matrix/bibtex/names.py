"""Split the names of a BibTeX record into CSL names, and shorten them for running text.

Names are split before LaTeX is decoded: once the braces of ``{Welsh Assembly Government}`` are gone, nothing tells it from a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts, split_multiple_persons_names

from .latex import plain

Name = Mapping[str, str]
"""A CSL name: ``literal``, or ``family`` with ``given``, ``non-dropping-particle`` and ``suffix``."""

_EXTENDED = {"family": "family", "given": "given", "prefix": "non-dropping-particle", "suffix": "suffix"}
_PAIR = re.compile(r"^\s*([a-z-]+)\s*=\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The people, or bodies, of one field."""

    people: tuple[Name, ...] = ()
    others: bool = False
    """True where the field ends in "and others"."""
    faults: tuple[str, ...] = ()

    def short(self) -> str:
        """Return "Taxman", "Taxman and Byrne" or "Skeem and others"; nothing where there is nobody."""
        families = [_family(name) for name in self.people]
        if not families:
            return ""
        if self.others or len(families) > 2:
            return f"{families[0]} and others"
        return " and ".join(families)


def _family(name: Name) -> str:
    if "literal" in name:
        return name["literal"]
    return " ".join(part for part in (name.get("non-dropping-particle"), name.get("family")) if part)


def read_names(value: str) -> Names:
    """Read an ``author`` or ``editor`` field; what cannot be split is kept whole and told in ``faults``."""
    written = split_multiple_persons_names(value)
    others = bool(written) and written[-1].strip().lower() in {"others", "{others}"}
    people, faults = [], []
    for name in written[:-1] if others else written:
        person, fault = _read_name(" ".join(name.split()))
        people += [person] if person else []
        faults += [fault] if fault else []
    return Names(people=tuple(people), others=others, faults=tuple(faults))


def _read_name(name: str) -> tuple[Name, str]:
    if _is_literal(name):
        text = plain(name)
        return ({"literal": text} if text else {}), ""
    if extended := _extended(name):
        return extended, ""
    fault = _joined(name)
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError as error:
        fault = fault or f"the name {name!r} is not understood: {error.reason.lower()}"
        parts = parse_single_name_into_parts(name, strict=False)
    return _csl(parts.first, parts.von, parts.last, parts.jr, comma="," in name), fault


def _is_literal(name: str) -> bool:
    """Tell whether one pair of braces holds the whole name; braces that hold an accent do not make a body."""
    if not name.startswith("{") or name.startswith("{\\"):
        return False
    depth = 0
    for position, character in enumerate(name):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return position == len(name) - 1
    return False


def _extended(name: str) -> dict[str, str]:
    """Read the form that Better BibTeX writes: ``family=Boekel, given=Leonieke, prefix=van, useprefix=true``."""
    pairs = [(match[1], match[2]) for match in map(_PAIR.match, _at_commas(name)) if match]
    if "family" not in dict(pairs):
        return {}
    return {_EXTENDED[key]: plain(value.strip('" ')) for key, value in pairs if key in _EXTENDED and value}


def _at_commas(name: str) -> list[str]:
    return re.split(r",(?![^{]*\})", name)


def _joined(name: str) -> str:
    """Tell when a field seems to hold several names that ``and`` does not separate."""
    bare = re.sub(r"\{[^{}]*\}", "", name)
    if ";" in bare or "&" in bare:
        return f"the names in {plain(name)!r} must be separated by 'and' (or braced if they are one body)"
    return ""


def _csl(first: Sequence[str], von: Sequence[str], last: Sequence[str], jr: Sequence[str], *, comma: bool) -> Name:
    if not comma and len(first) == 1 and first[0][:1].islower() and not von:
        # bibtexparser takes any first of two words for a given name; BibTeX takes "de Vries" for a family name.
        first, von = (), first
    parts = {"family": last, "given": first, "non-dropping-particle": von, "suffix": jr}
    return {key: plain(" ".join(words)) for key, words in parts.items() if words}
