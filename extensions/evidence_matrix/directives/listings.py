"""The directives that show what other pages hold: each leaves a view, drawn when everything has been read."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from ..messages import Warn, nearest
from ..nodes import view
from .base import MatrixDirective, keys


class Listing(MatrixDirective):
    """Leave a view with the arguments that the author gave."""

    has_content = True

    def arguments_of_view(self) -> tuple[str, ...]:
        """Return what the view's function is called with, after the page itself."""
        return ()

    def draw(self) -> list[nodes.Node]:
        node = view(name=self.name.rpartition(":")[2], arguments=self.arguments_of_view())
        self.set_source_info(node)
        rest = self.body()
        if rest:
            self.warn(Warn.LISTING, f"{self.name!r} makes its own content; what you wrote in it is kept below it")
        return [node, *rest]

    def matrix(self, name: str) -> str:
        """Return a matrix's name, or nothing, with a warning, where there is none of that name."""
        known = self.domain.definitions.matrices
        if name and name not in known:
            self.warn(Warn.LISTING, f"there is no matrix {name!r}{nearest(name, known)}")
            return ""
        return name


class GridDirective(Listing):
    """Draw the grid of a matrix; without a name, of the page's own matrix."""

    def arguments_of_view(self) -> tuple[str, ...]:
        return (self.matrix(self.opening_line),)


def year(value: str) -> str:
    """Read a year of four digits.

    :raises ValueError: if it is none.
    """
    if len(value) != 4 or not value.isdigit():
        raise ValueError(f"{value!r} is not a year")
    return value


class StudiesDirective(Listing):
    """List entries that pass a filter: values of one option are alternatives, options narrow each other."""

    readers: ClassVar = {"matrix": keys, "kind": keys, "level": keys, "type": keys, "source": keys, "since": year}

    def arguments_of_view(self) -> tuple[str, ...]:
        definitions = self.domain.definitions
        for matrix in self.values.get("matrix", ()):
            self.matrix(matrix)
        known = {
            "kind": set(definitions.kinds),
            "level": {level.code for matrix in definitions.matrices.values() for level in matrix.levels},
            "type": {type_.code for matrix in definitions.matrices.values() for type_ in matrix.types},
        }
        for option, codes in known.items():
            for value in self.values.get(option, ()):
                if value.lower() not in {code.lower() for code in codes}:
                    self.warn(Warn.LISTING, f"there is no {option} {value!r}{nearest(value, codes)}")
        return tuple(f"{name}={','.join(v) if isinstance(v, tuple) else v}" for name, v in sorted(self.values.items()))


class CellsDirective(Listing):
    """List the cells of a row or column with their summaries: ``row-5``, ``drugs/column-b``; by default the page's own."""

    def arguments_of_view(self) -> tuple[str, ...]:
        return (self.opening_line,)


class QuestionsDirective(Listing):
    """Make a discussion sheet of the questions of a cell, row, column or topic; by default the page's own."""

    def arguments_of_view(self) -> tuple[str, ...]:
        return (self.opening_line,)


class SourcesDirective(Listing):
    """List the bibliography, each record with the places that use it."""
