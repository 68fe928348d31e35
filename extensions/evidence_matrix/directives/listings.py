"""The directives that show what other pages hold: each leaves a view, drawn when everything has been read."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar, cast

from docutils import nodes

from ..messages import Warn, nearest
from ..model import Definitions, FrontMatter
from ..nodes import view
from ..places import Place, place_of
from .base import MatrixDirective, keys


class Listing(MatrixDirective):
    """Leave a view with the arguments that the author gave."""

    def arguments_of_view(self) -> tuple[str, ...]:
        """Return what the view's function is called with, after the page itself."""
        return ()

    def draw(self) -> list[nodes.Node]:
        node = view(name=self.short_name, arguments=self.arguments_of_view())
        self.set_source_info(node)
        rest = self.body()
        if rest:
            self.warn(Warn.LISTING, f"{self.short_name!r} makes its own content; what you wrote in it is kept below it")
        return [node, *rest]

    def known(self, what: str, name: str, names: Collection[str], line: int | None = None) -> bool:
        """Tell whether something of this name is defined, whatever its case; warn where it is not."""
        if name.lower() in {known.lower() for known in names}:
            return True
        self.warn(Warn.LISTING, f"there is no {what} {name!r}{nearest(name, names)}", line)
        return False

    def place(self) -> Place:
        """Return the place in the publication of the page that is read."""
        front = cast("FrontMatter", self.env.current_document.get("matrix_front", FrontMatter()))
        return place_of(self.env.docname, front, self.domain.definitions)

    def warn_opening_line(self) -> None:
        """Warn where something stands on an opening line that takes nothing."""
        if self.opening_line:
            self.warn(Warn.LISTING, f"{self.short_name!r} takes nothing on its opening line, so {self.opening_line!r} does nothing")


class GridDirective(Listing):
    """Draw the grid of a matrix; without a name, of the page's own matrix."""

    def arguments_of_view(self) -> tuple[str, ...]:
        matrices = self.domain.definitions.matrices
        if self.opening_line:
            self.known("matrix", self.opening_line, matrices)
            return (next((name for name in matrices if name.lower() == self.opening_line.lower()), ""),)
        if not self.place().matrix and len(matrices) > 1:
            self.warn(Warn.LISTING, f"this page belongs to no matrix: name one, {' or '.join(matrices)}")
        return ("",)


def year(value: str) -> str:
    """Read a year of four digits.

    :raises ValueError: if it is none.
    """
    if len(value) != 4 or not value.isdecimal():
        raise ValueError(f"{value!r} is not a year")
    return value


class StudiesDirective(Listing):
    """List entries that pass a filter: values of one option are alternatives, options narrow each other."""

    readers: ClassVar = {"matrix": keys, "kind": keys, "level": keys, "type": keys, "source": keys, "since": year}

    def arguments_of_view(self) -> tuple[str, ...]:
        self.warn_opening_line()
        definitions, bibliography = self.domain.definitions, self.domain.bibliography
        names: dict[str, Collection[str]] = {
            "matrix": definitions.matrices,
            "kind": definitions.kinds,
            "level": {level.code for matrix in definitions.matrices.values() for level in matrix.levels},
            "type": {type_.code for matrix in definitions.matrices.values() for type_ in matrix.types},
            "source": {*bibliography.sources, *bibliography.former},
        }
        for option, known in names.items():
            for value in self.values.get(option, ()):
                self.known(option, value, known, self.lines[option])
        return tuple(f"{name}={','.join(v) if isinstance(v, tuple) else v}" for name, v in sorted(self.values.items()))


class CellsListing(Listing):
    """List something of the cells that the opening line names, by default of the page's own."""

    def arguments_of_view(self) -> tuple[str, ...]:
        place = self.place()
        if self.opening_line:
            self.known("row, column or cell", self.opening_line, names_of_cells(self.domain.definitions, place.matrix))
        elif not place.role:
            self.warn(Warn.LISTING, f"this page has no cells of its own: name some, as in  {self.short_name} drugs/row-1")
        return (self.opening_line,)


def names_of_cells(definitions: Definitions, here: str) -> list[str]:
    """Return every name of a row, a column or a cell, as it may be written on a page of the matrix *here*."""
    names = []
    for matrix in definitions.matrices.values():
        codes = [f"row-{type_.code}" for type_ in matrix.types] + [f"column-{level.code}" for level in matrix.levels]
        codes += matrix.codes()
        names += [f"{matrix.name}/{code}" for code in codes]
        names += codes if matrix.name == here else []
    return names


class CellsDirective(CellsListing):
    """List the cells of a row or column with their summaries: ``row-5``, ``drugs/column-b``; by default the page's own."""


class QuestionsDirective(CellsListing):
    """Make a discussion sheet of the questions of a cell, row, column or topic; by default the page's own."""


class SourcesDirective(Listing):
    """List the bibliography, each record with the places that use it."""

    def arguments_of_view(self) -> tuple[str, ...]:
        self.warn_opening_line()
        return ()
