"""Read a BibTeX file into raw records, with lines, whatever state the file is in."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ImplicitComment, ParsingFailedBlock, String

from ..messages import Problem, Warn, nearest
from .dates import MONTHS

# BibTeX knows no comments inside a file, but authors (and biber) do; bibtexparser would read a record that is commented out.
_COMMENTED_OUT = re.compile(r"^[ \t]*%.*@\w+[ \t]*[{(].*(?:\n[ \t]*%.*)*", re.MULTILINE)
_STRAY_FIELD = re.compile(r"[\s,]*[A-Za-z][\w-]*\s*=\s*[\"{\w]")
_NEXT_FIELD = re.compile(r"\n\s*([A-Za-z][\w-]*)\s*=")
_OPENING = re.compile(r"@(\w+)\s*[{(]\s*([^\s,={}]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """A record as written: names of fields in lower case, values without their enclosing braces or quotes, LaTeX and all."""

    kind: str
    key: str
    line: int
    fields: Mapping[str, str]
    lines: Mapping[str, int] = field(default_factory=dict)
    """Field → the line it is on."""

    def first(self, *names: str) -> str:
        """Return the first of these fields that says something."""
        return next((value for name in names if (value := self.fields.get(name, "").strip())), "")


def read_records(text: str, shown: str) -> tuple[list[RawRecord], list[Problem]]:
    """Split BibTeX into records; what cannot be read is left out, with a problem."""
    reader = _Reader(shown)
    try:
        with _quiet():
            library = parse_string(_COMMENTED_OUT.sub(lambda match: "\n" * match[0].count("\n"), text), parse_stack=[])
    except Exception as error:  # its own bugs: it raises what it cannot explain
        reader.problem(0, f"this is not BibTeX that can be read: {error}")
        return [], reader.problems
    for block in library.blocks:
        reader.take(block)
    return reader.records, reader.problems


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep bibtexparser from logging broken records: they become problems, with the file's name and line."""
    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


class _Reader:
    """Takes the blocks of a file in order."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.records: list[RawRecord] = []
        self.problems: list[Problem] = []
        self._strings: dict[str, str] = {}
        self._keys: dict[str, RawRecord] = {}
        self._last = ""

    def problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.shown, line, Warn.BIBLIOGRAPHY, message))

    def take(self, block: Block) -> None:
        line = (block.start_line or 0) + 1
        inner = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) else block
        if isinstance(inner, Entry):
            self._entry(inner, line)
        elif isinstance(inner, String):
            self._string(inner, line)
        elif isinstance(inner, ParsingFailedBlock):
            self._failed(inner, line)
        elif isinstance(inner, ImplicitComment) and self._last and _STRAY_FIELD.match(inner.comment):
            self.problem(line, f"this belongs to no record: is there a closing brace too many above, in {self._last!r}?")

    def _failed(self, block: ParsingFailedBlock, line: int) -> None:
        self._last = ""  # what follows is its rest, and was told of
        opening = _OPENING.match(block.raw or "")
        name = f"{opening[2]!r} " if opening and opening[2] else ""
        reason = " ".join(str(getattr(block.error, "abort_reason", block.error)).replace("`", "'").split()).rstrip(". ")
        last = line + (block.raw or "").rstrip().count("\n")
        reason = f"{reason[:1].lower()}{reason[1:]} (it breaks off on line {last})"
        self.problem(line, f"the record {name}cannot be read and is left out: {reason}")

    def _string(self, block: String, line: int) -> None:
        name = block.key.lower()
        if name in self._strings:
            self.problem(line, f"@string {block.key!r} is defined twice; the first is used")
            return
        self._strings[name] = self._value(block.value, line, f"@string {block.key!r}")

    def _entry(self, entry: Entry, line: int) -> None:
        key = entry.key.strip()
        self._last = key
        if entry.entry_type.lower() in {"xdata", "set"}:
            return
        if not key:
            self.problem(line, f"this @{entry.entry_type} has no key and is left out")
        elif earlier := self._keys.get(key.lower()):
            alike = "" if earlier.key == key else f" (as {earlier.key!r}; capitals do not tell keys apart)"
            self.problem(line, f"{key!r} is recorded twice{alike}; the first, on line {earlier.line}, is used")
        else:
            self._keys[key.lower()] = record = self._record(entry, key, line)
            self.records.append(record)

    def _record(self, entry: Entry, key: str, line: int) -> RawRecord:
        fields: dict[str, str] = {}
        lines: dict[str, int] = {}
        for item in entry.fields:
            for name, written, at in self._parted(item.key.lower(), str(item.value), item.start_line + 1):
                if name in fields:
                    self.problem(at, f"{key!r} has two fields {name!r}; the first is used")
                    continue
                fields[name], lines[name] = self._value(written, at, f"{name!r} of {key!r}"), at
        return RawRecord(kind=entry.entry_type.lower(), key=key, line=line, fields=fields, lines=lines)

    def _parted(self, name: str, written: str, line: int) -> Iterator[tuple[str, str, int]]:
        """Part a field from those that it has swallowed because no comma ends it."""
        for match in _NEXT_FIELD.finditer(written):
            before = written[: match.start()]
            if before.count("{") == before.count("}") and not before.count('"') % 2:
                at = line + written.count("\n", 0, match.start(1))
                self.problem(at, f"a comma is missing before the field {match[1]!r}")
                yield name, before.strip(), line
                yield from self._parted(match[1].lower(), written[match.end() :].strip(), at)
                return
        yield name, written, line

    def _value(self, written: str, line: int, what: str) -> str:
        return "".join(self._piece(piece, line, what) for piece in _pieces(written))

    def _piece(self, piece: str, line: int, what: str) -> str:
        if len(piece) > 1 and piece[0] + piece[-1] in ("{}", '""'):
            return piece[1:-1]
        if piece.isdecimal() or piece.lower() in MONTHS or not piece:
            return piece
        if piece.lower() in self._strings:
            return self._strings[piece.lower()]
        self.problem(line, f"{what}: {piece!r} is neither in braces nor a defined @string{nearest(piece, self._strings)}")
        return piece


def _pieces(value: str) -> Iterator[str]:
    """Split a value where BibTeX joins strings: at a ``#`` outside braces and quotes."""
    depth, quoted, start = 0, False, 0
    for position, character in enumerate(value if "#" in value else ""):
        if character in "{}":
            depth += 1 if character == "{" else -1
        elif character == '"' and not depth:
            quoted = not quoted
        elif character == "#" and not depth and not quoted:
            yield value[start:position].strip()
            start = position + 1
    yield value[start:].strip()
