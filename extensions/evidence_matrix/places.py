"""Which place in the publication a page has: its role, its matrix and its code, from front matter and folder."""

from __future__ import annotations

import re
from typing import NamedTuple

from .messages import nearest
from .model import Definitions, FrontMatter, Matrix
from .targets import cell_target

COURSE = re.compile(r"^(?P<axis>row|column)-(?P<code>\S+)$", re.IGNORECASE)


class Wrong(NamedTuple):
    """A mistake about a page's place, and the key of the front matter that makes it."""

    key: str
    message: str


class Place(NamedTuple):
    """Role, matrix and code as in :class:`~.model.Page`, and what is wrong with them."""

    role: str = ""
    matrix: str = ""
    code: str = ""
    problems: tuple[Wrong, ...] = ()


def place_of(docname: str, front: FrontMatter, definitions: Definitions) -> Place:
    """Find a page's place. Exactly one of the keys cell, course, matrix and topic says what it is; the first of these counts."""
    said = [name for name in ("cell", "course", "matrix", "topic") if getattr(front, name)]
    if not said:
        return Place()
    place = FINDERS[said[0]](docname, front, definitions)
    if len(said) > 1:
        wrong = Wrong(said[1], f"a page cannot be both {said[0]} and {said[1]}; {said[0]} counts")
        place = place._replace(problems=(*place.problems, wrong))
    return place


def _folder(docname: str) -> str:
    """Return the name of the folder that a page lies in."""
    return docname.rpartition("/")[0].rpartition("/")[2]


def _matrix(key: str, named: str, docname: str, definitions: Definitions) -> tuple[Matrix | None, tuple[Wrong, ...]]:
    """Return the matrix of a page: the one named, else that of its folder, else the only one there is."""
    folder = _folder(docname)
    if not definitions.matrices:
        return None, ()  # which has been told once, and not of every page
    if named in definitions.matrices and named != folder and folder in definitions.matrices:
        return definitions.matrices[named], (Wrong(key, f"this page of {named!r} lies in the folder of {folder!r}"),)
    if named or folder in definitions.matrices:
        name = named or folder
        if name in definitions.matrices:
            return definitions.matrices[name], ()
        return None, (Wrong(key, f"there is no matrix {name!r}{nearest(name, definitions.matrices)}"),)
    if len(definitions.matrices) == 1:
        return next(iter(definitions.matrices.values())), ()
    return None, (Wrong(key, f"the folder {folder!r} is not the name of a matrix{nearest(folder, definitions.matrices)}"),)


def _cell(docname: str, front: FrontMatter, definitions: Definitions) -> Place:
    target = cell_target(front.cell)
    matrix, problems = _matrix("cell", target.matrix, docname, definitions)
    if matrix is None:
        return Place(problems=problems)
    found = matrix.split(target.code)
    if found is None:
        message = f"the matrix {matrix.name!r} has no cell {target.code!r}{nearest(target.code, matrix.codes())}"
        return Place(problems=(Wrong("cell", message),))
    code = found[0].code + found[1].code
    name = docname.rpartition("/")[2]
    if matrix.split(name) not in (None, found):
        problems = (*problems, Wrong("cell", f"the file is called {name!r} but says that it is the cell {code}"))
    return Place("cell", matrix.name, code, problems)


def _course(docname: str, front: FrontMatter, definitions: Definitions) -> Place:
    named, _, course = front.course.rpartition("/")
    matrix, problems = _matrix("course", named, docname, definitions)
    match = COURSE.match(course)
    if matrix is None:
        return Place(problems=problems)
    item = axis_item(matrix, match["axis"], match["code"]) if match else None
    if match is None or item is None:
        known = [f"row-{t.code}" for t in matrix.types] + [f"column-{level.code}".lower() for level in matrix.levels]
        message = f"there is no course {course!r}{nearest(course, known)}; there are {', '.join(known)}"
        return Place(problems=(Wrong("course", message),))
    return Place("course", matrix.name, f"{match['axis'].lower()}-{item}", problems)


def axis_item(matrix: Matrix, axis: str, code: str) -> str | None:
    """Return the code of a row or column as it is defined, or None where there is none such."""
    item = matrix.type(code) if axis.lower() == "row" else matrix.level(code)
    return item.code if item else None


def _index(docname: str, front: FrontMatter, definitions: Definitions) -> Place:
    matrix, problems = _matrix("matrix", front.matrix, docname, definitions)
    return Place("matrix", matrix.name, "", problems) if matrix else Place(problems=problems)


def _topic(docname: str, front: FrontMatter, definitions: Definitions) -> Place:
    known = [f"{matrix.name}/{code}" for matrix in definitions.matrices.values() for code in matrix.codes()]
    unknown = (cell for cell in front.cells if not cell_name(definitions, cell))
    problems = (Wrong("cells", f"{cell!r} is not the name of a cell{nearest(cell, known)}") for cell in unknown)
    return Place("topic", "", front.topic, tuple(problems))


def cell_name(definitions: Definitions, written: str, here: str = "") -> str:
    """Return the full name of a cell written as ``alcohol/b5``, or as ``B5`` in a page of the matrix *here*; nothing where there is none.

    Without a matrix, the code must be that of one cell alone.
    """
    named, _, code = written.rpartition("/")
    candidates = [named] if named else [here] if here else list(definitions.matrices)
    found = []
    for candidate in candidates:
        matrix = definitions.matrices.get(candidate)
        split = matrix.split(code) if matrix else None
        if split:
            found.append(f"{candidate}/{split[0].code}{split[1].code}")
    return found[0] if len(found) == 1 else ""


FINDERS = {"cell": _cell, "course": _course, "matrix": _index, "topic": _topic}
