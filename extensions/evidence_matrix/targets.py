"""What a mention or a cell reference names, as its author wrote it."""

from __future__ import annotations

import re
from typing import NamedTuple

LOCATOR = re.compile(r"^(?P<key>\S+?)\s+@\s*(?P<locator>.+)$|^(?P<key2>[^@\s]+)@(?P<locator2>.+)$", re.DOTALL)
FULL_NAME = re.compile(r"^(?:(?P<matrix>[^/:\s]+)/)?(?P<code>[^/:\s]+):(?P<key>\S+)$")


class StudyTarget(NamedTuple):
    """``drugs/B5:key @ p. 55`` taken apart; all but the key may be empty."""

    matrix: str
    code: str
    key: str
    locator: str

    @property
    def cell(self) -> str:
        """The cell as it was written, with its matrix where that was named."""
        return _cell(self.matrix, self.code)

    @property
    def name(self) -> str:
        """The target as one string, without its locator."""
        return f"{self.cell}:{self.key}" if self.cell else self.key


class CellTarget(NamedTuple):
    """``alcohol/B5#skills`` taken apart; matrix and section may be empty."""

    matrix: str
    code: str
    section: str

    @property
    def cell(self) -> str:
        """The cell as it was written, with its matrix where that was named."""
        return _cell(self.matrix, self.code)

    @property
    def name(self) -> str:
        """The target as one string."""
        return f"{self.cell}#{self.section}" if self.section else self.cell


def _cell(matrix: str, code: str) -> str:
    return f"{matrix}/{code}" if matrix else code


def study_target(text: str) -> StudyTarget:
    """Take a mention's target apart: cell, key and locator."""
    text = text.strip()
    located = LOCATOR.match(text)
    locator = ""
    if located:
        text = located["key"] or located["key2"]
        locator = (located["locator"] or located["locator2"]).strip()
    full = FULL_NAME.match(text)
    if full:
        return StudyTarget(full["matrix"] or "", full["code"], full["key"], locator)
    return StudyTarget("", "", text, locator)


def cell_target(text: str) -> CellTarget:
    """Take a cell reference's target apart: matrix, code and section."""
    cell, _, section = text.strip().partition("#")
    matrix, _, code = cell.rpartition("/")
    return CellTarget(matrix.strip(), code.strip(), section.strip())
