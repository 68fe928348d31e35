"""Read TOML with the lines that :mod:`tomllib` keeps to itself, and as much of a broken file as can be read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY = re.compile(r"[ \t]*(?:\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'|([\w-]+))[ \t]*(\.?)")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_SCALAR = re.compile(r"[^,\]}\n#]+")
_STATEMENT = re.compile(r"\s*(?:\[|[\w\"'.-][\w\"'. -]*=)")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def load(text: str) -> tuple[dict[str, Any], Mapping[Path, int], list[tuple[int, str]]]:
    """Return the data, the line of every key and list item, and what was left out: (line, why).

    A statement that is broken is left out alone, a broken heading with all that stands under it.
    """
    lines = text.split("\n")
    faults: list[tuple[int, str]] = []
    while True:
        try:
            data = tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError as error:
            place = _PLACE.search(str(error))
            start = _broken(lines, int(place[1]) if place and place[1] else len(lines))
            faults.append((start, _PLACE.sub("", str(error))))
            _blank(lines, start)
        else:
            return data, _Scanner("\n".join(lines)).scan(), faults


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of a key, or of the nearest thing around it that the file names; 0 where there is none."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 0)


def _broken(lines: list[str], noticed: int) -> int:
    """Return the line on which the broken statement begins: all before it can be read.

    An unclosed string or list is noticed only where something ends it.
    """
    for start in range(noticed, 1, -1):
        try:
            tomllib.loads("\n".join(lines[: start - 1]))
        except tomllib.TOMLDecodeError:
            continue
        return start
    return 1


def _blank(lines: list[str], start: int) -> None:
    """Empty a statement, and what follows up to the next; keep the count of lines."""
    heading = lines[start - 1].lstrip().startswith("[")
    lines[start - 1] = ""
    for at in range(start, len(lines)):
        if _STATEMENT.match(lines[at]) and (not heading or lines[at].lstrip().startswith("[")):
            return
        lines[at] = ""


class _Scanner:
    """Notes the line of each key in TOML that is known to be valid."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}

    def scan(self) -> Mapping[Path, int]:
        table: Path = ()
        self._skip()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._heading()
            else:
                self._pair(table)
            self._skip()
        return self._lines

    def _skip(self) -> None:
        self._at = _BLANK.match(self._text, self._at).end()  # type: ignore[union-attr]

    def _note(self, path: Path) -> None:
        self._lines.setdefault(path, self._text.count("\n", 0, self._at) + 1)

    def _heading(self) -> Path:
        many = self._text.startswith("[[", self._at)
        start = self._at
        self._at += 2 if many else 1
        path = self._within(self._key())
        self._at, end = start, self._at + (2 if many else 1)
        if many:
            self._note(path)
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, self._counts[path])
        self._note(path)
        self._at = end
        return path

    def _within(self, keys: list[str]) -> Path:
        """Return where a heading points: a list of tables stands for its latest item."""
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            path = (*path, self._counts[path]) if path in self._counts else path
            self._note(path)
        return (*path, keys[-1])

    def _key(self) -> list[str]:
        keys: list[str] = []
        while match := _KEY.match(self._text, self._at):
            keys.append(next(part for part in match.groups()[:3] if part is not None))
            self._at = match.end()
            if not match[4]:
                break
        return keys

    def _pair(self, table: Path) -> None:
        start = self._at
        path = table
        keys = self._key()
        end, self._at = self._at, start
        for key in keys:
            path = (*path, key)
            self._note(path)
        self._at = end + 1
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip()
        if match := _STRING.match(self._text, self._at):
            self._at = match.end()
        elif self._text[self._at] in "[{":
            self._items(path, self._text[self._at] == "[")
        elif match := _SCALAR.match(self._text, self._at):
            self._at = match.end()

    def _items(self, path: Path, is_list: bool) -> None:
        self._at += 1
        count = 0
        self._skip()
        while self._text[self._at] not in "]}":
            if is_list:
                self._note((*path, count))
                self._value((*path, count))
            else:
                self._pair(path)
            count += 1
            self._skip()
            self._at += self._text[self._at] == ","
            self._skip()
        self._at += 1
