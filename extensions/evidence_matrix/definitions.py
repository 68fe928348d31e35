"""Read ``matrices.toml``: everything in the publication that is not prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path as FilePath
from typing import Any, TypeVar

from . import defaults, tomllines
from .messages import Problem, Warn, nearest
from .model import AxisItem, BiteSection, Definitions, Design, Kind, Level, Matrix, ReadingPath, Type
from .textfiles import read_text
from .tomllines import Path

Item = TypeVar("Item")
Axis = TypeVar("Axis", bound=AxisItem)

# Codes and names become parts of addresses, file names, options and `name/code`.
_CODE = re.compile(r"[^\W_][\w-]*")


def read_definitions(path: FilePath, shown: str) -> tuple[Definitions, list[Problem]]:
    """Read the definitions; a mistake loses the smallest thing possible, and problems name the file as ``shown``."""
    try:
        text, problems = read_text(path, shown)
    except OSError as error:
        return _definitions({}), [Problem(shown, 0, Warn.DEFINITIONS, f"the definitions cannot be read: {error.strerror or error}")]
    data, lines, faults = tomllines.load(text)
    problems += [Problem(shown, line, Warn.DEFINITIONS, f"this is not TOML and is left out: {_lower(why)}") for line, why in faults]
    reader = _Reader(shown, lines, problems)
    definitions = reader.definitions(data)
    return definitions, sorted(problems, key=lambda problem: problem.line)


def _definitions(matrices: Mapping[str, Matrix]) -> Definitions:
    return Definitions(matrices=matrices, kinds=dict(defaults.KINDS), designs=dict(defaults.DESIGNS), bite=dict(defaults.BITE))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


class _Fields:
    """Typed access to parsed TOML: what has the wrong type is told, and counts as absent."""

    def __init__(self, shown: str, lines: Mapping[Path, int], problems: list[Problem]) -> None:
        self._shown = shown
        self._lines = lines
        self._problems = problems

    def problem(self, path: Path, message: str) -> None:
        self._problems.append(Problem(self._shown, tomllines.line_of(self._lines, path), Warn.DEFINITIONS, message))

    def table(self, value: Any, path: Path, known: Collection[str] | None = None) -> dict[str, Any]:
        """Return a table, and tell of keys that are not ``known``."""
        if not isinstance(value, dict):
            self.problem(path, f"{_name(path)} must be a table, not {_type(value)}")
            return {}
        for key in value if known is not None else ():
            if key not in known:  # type: ignore[operator]
                self.problem((*path, key), f"{_name((*path, key))} is not known{nearest(key, known or ())}; it is left out")
        return value

    def text(self, table: Mapping[str, Any], path: Path, key: str, missing: str | None = "") -> str:
        """Return a text; ``missing`` stands in for one that must be there and is not (None: tell, and return nothing)."""
        value = table.get(key, "")
        if isinstance(value, str) and value.strip():
            return value.strip()
        where = _name((*path, key))
        if isinstance(value, str):
            if missing != "":
                self.problem((*path, key), f"{where} is missing" + (f"; {missing!r} is used" if missing else ""))
            return missing or ""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        self.problem((*path, key), f"{where} must be text in quotes, not {_type(value)}")
        return str(value) if number else missing or ""

    def flag(self, table: Mapping[str, Any], path: Path, key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.problem((*path, key), f"{_name((*path, key))} must be true or false, not {_type(value)}")
        return value is True

    def items(self, table: Mapping[str, Any], path: Path, key: str) -> list[Any]:
        value = table.get(key, [])
        if isinstance(value, list):
            return value
        self.problem((*path, key), f"{_name((*path, key))} must be a list, not {_type(value)}")
        return [value] if isinstance(value, str) else []

    def code(self, code: str, path: Path) -> bool:
        """Tell whether this can be a code, or a name."""
        if _CODE.fullmatch(code):
            return True
        self.problem(path, f"{code!r} cannot be a name here: use letters, digits, '-' and '_' only; it is left out")
        return False


def _name(path: Path) -> str:
    """Return a path as an author would say it: ``matrices.drugs.levels``, items counted from 1."""
    return repr(".".join(f"{part + 1}" if isinstance(part, int) else part for part in path))


def _type(value: Any) -> str:
    names = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "a date")


class _Reader(_Fields):
    """Builds the model from parsed TOML."""

    def definitions(self, data: dict[str, Any]) -> Definitions:
        self.table(data, (), ("bite_title", "kinds", "designs", "bite", "matrices"))
        return Definitions(
            bite_title=self.text(data, (), "bite_title") or defaults.BITE_TITLE,
            kinds=self._kinds(data),
            designs=self._set(data, "designs", self._design, defaults.DESIGNS),
            bite=self._set(data, "bite", self._section, defaults.BITE),
            matrices=self._matrices(data),
        )

    def _set(self, data: dict[str, Any], key: str, read: Callable[[str, Any, Path], Item], default: dict[str, Item]) -> dict[str, Item]:
        """Read a set of things by code; what a file gives replaces the whole default."""
        if not isinstance(data.get(key, {}), dict):
            self.table(data[key], (key,))
        elif key in data:
            return {code: read(code, value, (key, code)) for code, value in data[key].items() if self._entry(code, value, (key, code))}
        return dict(default)

    def _entry(self, code: str, value: Any, path: Path) -> bool:
        return self.code(code, path) and (isinstance(value, dict) or self.table(value, path) != {})

    def _kinds(self, data: dict[str, Any]) -> dict[str, Kind]:
        kinds = self._set(data, "kinds", self._kind, defaults.KINDS)
        if not kinds:
            self.problem(("kinds",), "there are no kinds; the default ones are used")
            return dict(defaults.KINDS)
        letters: dict[str, str] = {}
        for kind in kinds.values():
            if (owner := letters.setdefault(kind.letter.upper(), kind.code)) != kind.code:
                self.problem(("kinds", kind.code, "letter"), f"{kind.code!r} has the letter {kind.letter!r} of {owner!r}")
        return kinds

    def _kind(self, code: str, value: Any, path: Path) -> Kind:
        table = self.table(value, path, ("letter", "label", "meaning"))
        letter = self.text(table, path, "letter", code[0].upper())
        if len(letter) > 1:
            self.problem((*path, "letter"), f"the letter of {code!r} must be one character, not {letter!r}; {letter[0]!r} is used")
        return Kind(code=code, letter=letter[0], label=self._label(table, path, "label"), meaning=self.text(table, path, "meaning"))

    def _design(self, code: str, value: Any, path: Path) -> Design:
        return Design(code=code, label=self._label(self.table(value, path, ("label",)), path, "label"))

    def _section(self, code: str, value: Any, path: Path) -> BiteSection:
        table = self.table(value, path, ("title", "repeat"))
        repeat = self.flag(table, path, "repeat")
        # A section that can be repeated has titles of its own; this one only stands in.
        title = self.text(table, path, "title") or code.capitalize() if repeat else self._label(table, path, "title")
        return BiteSection(code=code, title=title, repeat=repeat)

    def _label(self, table: Mapping[str, Any], path: Path, key: str) -> str:
        return self.text(table, path, key, str(path[-1]).replace("-", " ").capitalize())

    def _matrices(self, data: dict[str, Any]) -> dict[str, Matrix]:
        found: dict[str, Matrix] = {}
        tables = self.table(data.get("matrices", {}), ("matrices",))
        if not data.get("matrices"):
            self.problem(("matrices",), "no matrix is defined: begin with a heading such as [matrices.drugs]")
        for name, value in tables.items():
            path: Path = ("matrices", name)
            if not self._entry(name, value, path):
                continue
            if twin := next((other for other in found if other.lower() == name.lower()), None):
                self.problem(path, f"{name!r} and {twin!r} would share a folder; {name!r} is left out")
            elif matrix := self._matrix(name, value, path):
                found[name] = matrix
        return found

    def _matrix(self, name: str, value: Any, path: Path) -> Matrix | None:
        table = self.table(value, path, ("title", "levels", "types", "paths"))
        title = self.text(table, path, "title", name)
        levels = self._axis(table, path, "levels", Level)
        types = self._distinct(levels, self._axis(table, path, "types", Type), path)
        for key, axis in (("levels", levels), ("types", types)):
            if not axis:
                self.problem((*path, key), f"the matrix {name!r} has no {key}, so it has no cells and is left out")
        if not levels or not types:
            return None
        matrix = Matrix(name=name, title=title, levels=tuple(levels.values()), types=tuple(types.values()))
        paths = tuple(self._paths(table, path, matrix))
        return Matrix(name=name, title=title, levels=matrix.levels, types=matrix.types, paths=paths)

    def _axis(self, table: dict[str, Any], path: Path, key: str, kind: type[Axis]) -> dict[int, Axis]:
        """Return columns or rows, by their place in the file."""
        found: dict[int, Axis] = {}
        for place, value in enumerate(self.items(table, path, key)):
            at: Path = (*path, key, place)
            item = self._axis_item(value, at, kind)
            if item and any(other.code.lower() == item.code.lower() for other in found.values()):
                self.problem((*at, "code"), f"{item.code!r} is already among the {key} of {path[-1]!r}; the second is left out")
            elif item:
                found[place] = item
        return found

    def _axis_item(self, value: Any, path: Path, kind: type[Axis]) -> Axis | None:
        table = self.table(value, path, ("code", "name", "gloss", "scope"))
        if not isinstance(value, dict):
            return None
        code = self.text(table, path, "code", None)
        if not code or not self.code(code, (*path, "code")):
            return None
        texts = {key: self.text(table, path, key) for key in ("gloss", "scope")}
        return kind(code=code, name=self.text(table, path, "name", code), **texts)

    def _distinct(self, levels: dict[int, Level], types: dict[int, Type], path: Path) -> dict[int, Type]:
        """Leave out rows whose cells would have the codes of others: A1 + 1 and A + 11."""
        kept: dict[int, Type] = {}
        cells: dict[str, str] = {}
        for place, row in types.items():
            codes = {f"{level.code}{row.code}".lower(): f"{level.code!r} and {row.code!r}" for level in levels.values()}
            if clash := next((code for code in codes if code in cells), None):
                message = f"{codes[clash]} make the cell code {clash.upper()!r}, as do {cells[clash]}; the type {row.code!r} is left out"
                self.problem((*path, "types", place, "code"), message)
                continue
            cells |= codes
            kept[place] = row
        return kept

    def _paths(self, table: dict[str, Any], path: Path, matrix: Matrix) -> list[ReadingPath]:
        found = []
        for place, value in enumerate(self.items(table, path, "paths")):
            at: Path = (*path, "paths", place)
            fields = self.table(value, at, ("who", "levels", "types"))
            if not isinstance(value, dict) or not (who := self.text(fields, at, "who", None)):
                continue
            levels = self._codes(fields, at, "levels", matrix.levels)
            types = self._codes(fields, at, "types", matrix.types)
            if levels is not None and types is not None:
                found.append(ReadingPath(who=who, levels=levels, types=types))
        return found

    def _codes(self, table: dict[str, Any], path: Path, key: str, axis: tuple[AxisItem, ...]) -> tuple[str, ...] | None:
        """Return codes as the matrix spells them, or None where none of those given is known: none at all would mean every one."""
        known = {item.code.lower(): item.code for item in axis}
        given = self.items(table, path, key)
        for place, code in enumerate(given):
            if str(code).lower() not in known:
                self.problem((*path, key, place), f"{code!r} is none of the {key}{nearest(str(code), known.values())}; it is left out")
        codes = tuple(known[str(code).lower()] for code in given if str(code).lower() in known)
        return codes if codes or not table.get(key) else None
