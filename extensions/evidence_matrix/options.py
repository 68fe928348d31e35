"""Reading the options of our directives, and what their values mean.

MyST reads options as YAML, where a value that opens with a quotation mark loses every option of the directive, `` #`` cuts the
rest and a wrapped line ends them without a word. Our directives take no options from MyST; they read the lines themselves.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

OPTION = re.compile(r"^\s*:(?P<name>[A-Za-z][\w-]*):(?:\s+(?P<value>.*?))?\s*$")
YAML_OPTION = re.compile(r"^\s*(?P<name>[A-Za-z][\w-]*):(?:\s+(?P<value>.*?))?\s*$")
FENCE = re.compile(r"^-{3,}\s*$")
COMMA = re.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True)
class Option:
    """One option as written; ``offset`` counts lines from the first line of the directive's content."""

    name: str
    value: str
    offset: int
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before a directive's body: the rest of a wrapped opening line, options, and which lines these take."""

    headline_rest: str = ""
    options: list[Option] = field(default_factory=list)
    lines: frozenset[int] = frozenset()
    unclosed: int | None = None
    """The line of a ``---`` that opens a block of options and has no fellow."""


def read_opening(lines: Sequence[str], texts: Collection[str] = ()) -> Opening:
    """Split off the options at the head of a directive's content; *texts* names those whose value is running text.

    Options run from the first line to the first blank one, or from ``---`` to ``---``. A line among them that is no option
    continues what stands before it: an option, or the opening line. Where it cannot, it belongs to the body.
    """
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    if start < len(lines) and FENCE.match(lines[start]):
        return _read_fenced(lines, start, texts)
    block = _leading_block(lines, start)
    if not any(OPTION.match(line) for line in block):
        return Opening()
    return _gather(block, start, OPTION, texts)


def _leading_block(lines: Sequence[str], start: int) -> list[str]:
    block: list[str] = []
    for line in lines[start:]:
        if not line.strip() or line.lstrip().startswith(":::"):
            break
        block.append(line)
    return block


def _read_fenced(lines: Sequence[str], start: int, texts: Collection[str]) -> Opening:
    stop = next((i for i in range(start + 1, len(lines)) if FENCE.match(lines[i])), None)
    block = _leading_block(lines, start + 1) if stop is None else lines[start + 1 : stop]
    first = next((line for line in block if line.strip()), "")
    if not YAML_OPTION.match(first):
        return Opening()
    opening = _gather(block, start + 1, YAML_OPTION, texts)
    fences = {start} if stop is None else {start, stop}
    return replace(opening, lines=opening.lines | fences, unclosed=start if stop is None else None)


def _gather(block: Sequence[str], start: int, pattern: re.Pattern[str], texts: Collection[str]) -> Opening:
    options: list[Option] = []
    rest: list[str] = []
    taken: set[int] = set()
    for offset, line in enumerate(block, start):
        match = pattern.match(line)
        if match:
            options.append(Option(match["name"].lower(), (match["value"] or "").strip(), offset))
        elif options and line.strip():
            last = options[-1]
            if not _continues(line, last, texts):
                continue
            options[-1] = Option(last.name, f"{last.value} {line.strip()}".strip(), last.offset, wrapped=True)
        elif line.strip():
            rest.append(line.strip())
        taken.add(offset)
    return Opening(" ".join(rest), options, frozenset(taken))


def _continues(line: str, option: Option, texts: Collection[str]) -> bool:
    """Tell whether a line that is no option continues one: running text may, a list by its comma, anything by indentation."""
    return option.name in texts or option.value.endswith(",") or line[:1].isspace()


def as_list(value: str) -> tuple[str, ...]:
    """Split a value at its commas; empty items are dropped, repeated ones kept once."""
    return tuple(dict.fromkeys(item for item in COMMA.split(value.strip()) if item))


def is_date(value: str) -> bool:
    """Tell whether this is a date written as 2026-11-24 that exists."""
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


def free_access(value: str) -> tuple[str, str]:
    """Read ``:free:``: a date, with a URL after it where the free copy lies elsewhere.

    :raises ValueError: if either is not what it should be; the message says what is wrong.
    """
    date, _, url = value.partition(" ")
    if not is_date(date):
        raise ValueError(f"{date!r} is not a date such as 2026-11-24")
    if url.strip() and not re.match(r"https?://\S+$", url.strip()):
        raise ValueError(f"{url.strip()!r} is not an http or https address")
    return date, url.strip()
