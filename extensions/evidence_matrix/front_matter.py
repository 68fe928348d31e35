"""Reading the lines between ``---`` at the head of a page.

MyST reads them with one YAML load: one unquoted colon and all is lost, a date becomes an object that it cannot store, and no
mistake has a line. So the block is cut at its top-level keys, each piece composed by itself at its true line, and MyST is given
only what it understands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields
from typing import Any, NamedTuple

import yaml

from .messages import Problem, Warn, nearest
from .model import Change, FrontMatter, Search
from .options import is_date

STATUSES = ("planned", "searching", "empty", "draft", "reviewed")
MYST_KEYS = {"myst", "substitutions", "html_meta", "orphan", "tocdepth", "nocomments", "no-search", "hide-toc"}
KEY_LINE = re.compile(r"^(?P<key>(?!-\s)[^\s#:][^:]*?)\s*:(?:\s|$)")
RULE = re.compile(r"^---\s*$")
EXPLAINED = {
    "mapping values are not allowed": "a value with a colon in it needs quotation marks around it",
    "could not find expected ':'": "a line below it is not a key with a value",
    "found unexpected end of stream": "a quotation mark is opened and never closed",
}
"""What YAML says, in other words."""


class Piece(NamedTuple):
    """One top-level key with its lines; ``line`` counts from 1."""

    key: str
    text: str
    line: int


class Value(NamedTuple):
    """A YAML value without types: a string, a list of values, or a mapping of them; with its line."""

    data: Any
    line: int


class Reading(NamedTuple):
    """What was read, the mistakes, and the source with our lines blanked (their number kept)."""

    front: FrontMatter
    problems: list[Problem]
    source: str


class BadValue(Exception):
    """A value that is not what its key wants; carries the message and the line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read_front_matter(source: str, path: str) -> Reading:
    """Read the front matter of a page; a page without one gives an empty record."""
    lines = source.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if not RULE.match(lines[start].lstrip("\ufeff")) or (start and not any(map(KEY_LINE.match, lines[start + 1 : start + 2]))):
        return Reading(FrontMatter(), [], source)
    reader = _Reader(path)
    if start:
        reader.note("the front matter must begin on the first line of the file", start + 1)
        lines[0], lines[start] = lines[start], ""
    end = next((i for i in range(start + 1, len(lines)) if RULE.match(lines[i])), None)
    if end is None:
        reader.note("the front matter that opens here is never closed by a line of ---", start + 1)
        return Reading(FrontMatter(), reader.problems, "\n" + "\n".join(lines[1:]))
    # YAML allows a tab in fewer places than authors do.
    lines[1:end] = [line.expandtabs() for line in lines[1:end]]
    kept = [reader.take(piece) for piece in _pieces(lines[1:end], reader)]
    return Reading(FrontMatter(**reader.values, lines=reader.seen), reader.problems, _without_ours(lines, end, kept))


def _pieces(block: list[str], reader: _Reader) -> Iterator[Piece]:
    """Cut the block at lines that begin a top-level key."""
    starts = [i for i, line in enumerate(block) if KEY_LINE.match(line)]
    head = block[: starts[0]] if starts else block
    for offset, line in enumerate(head):
        if line.strip() and not line.lstrip().startswith("#"):
            reader.note(f"{line.strip()[:40]!r} is not a key with a value", offset + 2)
            break
    for start, stop in zip(starts, [*starts, len(block)][1:], strict=True):
        match = KEY_LINE.match(block[start])
        assert match is not None
        yield Piece(match["key"].strip("'\""), "\n".join(block[start:stop]), start + 2)


def _without_ours(lines: list[str], end: int, kept: list[Piece | None]) -> str:
    """Blank every line of the front matter but those that are MyST's."""
    out = list(lines)
    for i in range(1, end):
        out[i] = ""
    for piece in filter(None, kept):
        for offset, line in enumerate(piece.text.split("\n")):
            out[piece.line - 1 + offset] = line
    if not any(kept):
        out[0] = out[end] = ""
    return "\n".join(out)


class _Reader:
    """Gathers values and mistakes, piece by piece."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.values: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.seen: dict[str, int] = {}

    def note(self, message: str, line: int) -> None:
        self.problems.append(Problem(self.path, line, Warn.FRONT_MATTER, message))

    def take(self, piece: Piece) -> Piece | None:
        """Read one piece; return it where it is MyST's to read."""
        if piece.key in self.seen:
            self.note(f"{piece.key!r} stands twice; the one on line {self.seen[piece.key]} counts", piece.line)
            return None
        self.seen[piece.key] = piece.line
        try:
            value = _compose(piece)
            if piece.key in MYST_KEYS:
                return piece
            self._read(piece, value)
        except BadValue as bad:
            self.note(f"{piece.key!r} is ignored: {bad}", bad.line)
        return None

    def _read(self, piece: Piece, value: Value) -> None:
        attribute = piece.key.replace("-", "_")
        reader = READERS.get(piece.key)
        if reader is None:
            known = [*READERS, *MYST_KEYS]
            raise BadValue(f"there is no such key{nearest(piece.key, known)}", piece.line)
        self.values[attribute] = reader(value)


def _compose(piece: Piece) -> Value:
    try:
        node = yaml.compose("\n" * (piece.line - 1) + piece.text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadValue(_explain(error, piece), min(mark.line + 1, _last(piece)) if mark else piece.line) from error
    except yaml.YAMLError as error:
        raise BadValue("it holds a character that YAML does not allow", piece.line) from error
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
        raise BadValue("it is not a key with one value", piece.line)
    try:
        return _plain(node.value[0][1])
    except RecursionError as error:
        raise BadValue("it refers to itself", piece.line) from error


def _last(piece: Piece) -> int:
    return piece.line + piece.text.count("\n")


def _explain(error: yaml.MarkedYAMLError, piece: Piece) -> str:
    problem = error.problem or "it is not YAML"
    return next((words for yaml_words, words in EXPLAINED.items() if yaml_words in problem), problem)


def _plain(node: yaml.Node) -> Value:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Value([_plain(item) for item in node.value], line)
    if isinstance(node, yaml.MappingNode):
        data: dict[str, Value] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in data:
                raise BadValue(f"{name!r} stands twice in it", key.start_mark.line + 1)
            data[name] = _plain(value)
        return Value(data, line)
    return Value("" if node.tag == "tag:yaml.org,2002:null" else str(node.value), line)


def text(value: Value) -> str:
    """Read a value that must be one piece of text."""
    if not isinstance(value.data, str):
        raise BadValue("it must be text, not a list or a mapping", value.line)
    return " ".join(value.data.split())


def name(value: Value) -> str:
    """Read the name of a place, which must be there."""
    written = text(value)
    if not written:
        raise BadValue("it has no value", value.line)
    return written


def date(value: Value) -> str:
    """Read a date written as 2026-11-24."""
    written = text(value)
    if not is_date(written):
        raise BadValue(f"{written!r} is not a date such as 2026-11-24", value.line)
    return written


def texts(value: Value) -> tuple[str, ...]:
    """Read a list; one piece of text counts as a list of one, and may hold commas."""
    if isinstance(value.data, str):
        return tuple(part for part in (part.strip() for part in value.data.split(",")) if part)
    if isinstance(value.data, dict):
        raise BadValue("it must be a list", value.line)
    return tuple(text(item) for item in value.data)


def status(value: Value) -> str:
    """Read the status of a cell."""
    return _one_of(STATUSES)(value)


def _one_of(known: Collection[str]) -> Callable[[Value], str]:
    def read(value: Value) -> str:
        written = text(value)
        if written not in known:
            raise BadValue(f"{written!r} is not one of {', '.join(known)}{nearest(written, known)}", value.line)
        return written

    return read


def searched(value: Value) -> Search:
    """Read a date, or a mapping of date, where, query and found."""
    if isinstance(value.data, str):
        return Search(date=date(value)) if value.data else Search()
    return Search(**_mapping(value, {"date": date, "where": text, "query": text, "found": text}))


def dated(*, words: Collection[str]) -> Callable[[Value], tuple[Change, ...]]:
    """Return a reader of lists of mappings that have a date and text under one of these words."""

    def read(value: Value) -> tuple[Change, ...]:
        if not isinstance(value.data, list):
            raise BadValue("it must be a list of mappings", value.line)
        return tuple(_change(item, words) for item in value.data)

    return read


def _change(item: Value, words: Collection[str]) -> Change:
    found = _mapping(item, {"date": date} | dict.fromkeys(words, text))
    if "date" not in found:
        raise BadValue("an item has no date", item.line)
    return Change(date=found["date"], text=": ".join(found[word] for word in words if found.get(word)))


def _mapping(value: Value, readers: dict[str, Callable[[Value], str]]) -> dict[str, str]:
    if not isinstance(value.data, dict):
        raise BadValue(f"it must be a mapping of {', '.join(readers)}", value.line)
    for key, item in value.data.items():
        if key not in readers:
            raise BadValue(f"{key!r} is not one of {', '.join(readers)}{nearest(key, readers)}", item.line)
    return {key: readers[key](item) for key, item in value.data.items()}


READERS: dict[str, Callable[[Value], Any]] = {
    "cell": name,
    "course": name,
    "matrix": name,
    "topic": name,
    "status": status,
    "searched": searched,
    "revised": date,
    "changes": dated(words=("text",)),
    "checked": dated(words=("by", "text")),
    "contributors": texts,
    "funders": texts,
    "topics": texts,
    "cells": texts,
    "query": text,
    "superseded-by": text,
    "aliases": texts,
}
"""Every key that is ours, with the reader of its value."""

assert {key.replace("-", "_") for key in READERS} | {"lines"} == {field.name for field in fields(FrontMatter)}
