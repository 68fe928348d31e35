"""Which place in the publication a page has: its role, its matrix and its code, from front matter and folder."""

from __future__ import annotations

import re
from typing import NamedTuple

from .messages import nearest
from .model import Definitions, FrontMatter, Matrix
from .targets import cell_target

COURSE = re.compile(r"^(?P<axis>row|column)-(?P<code>\S+)$", re.IGNORECASE)


class Place(NamedTuple):
    """Role, matrix and code as in :class:`~.model.Page`, and what is wrong with them: messages, for the key that says it."""

    role: str = ""
    matrix: str = ""
    code: str = ""
    problems: tuple[str, ...] = ()


def place_of(docname: str, front: FrontMatter, definitions: Definitions) -> Place:
    """Find a page's place. Exactly one of the keys cell, course, matrix and topic says what it is; the first of these counts."""
    said = [name for name in ("cell", "course", "matrix", "topic") if getattr(front, name)]
    if not said:
        return Place()
    place = FINDERS[said[0]](docname, front, definitions)
    if len(said) > 1:
        place = place._replace(problems=(*place.problems, f"a page cannot be both {said[0]} and {said[1]}; {said[0]} counts"))
    return place


def _folder(docname: str) -> str:
    """Return the name of the folder that a page lies in."""
    return docname.rpartition("/")[0].rpartition("/")[2]


def _matrix(named: str, docname: str, definitions: Definitions) -> tuple[Matrix | None, tuple[str, ...]]:
    """Return the matrix of a page: the one named, else that of its folder, else the only one there is."""
    folder = _folder(docname)
    if named in definitions.matrices and named != folder and folder in definitions.matrices:
        return definitions.matrices[named], (f"this page of {named!r} lies in the folder of {folder!r}",)
    if named or folder in definitions.matrices:
        name = named or folder
        if name in definitions.matrices:
            return definitions.matrices[name], ()
        return None, (f"there is no matrix {name!r}{nearest(name, definitions.matrices)}",)
    if len(definitions.matrices) == 1:
        return next(iter(definitions.matrices.values())), ()
    return None, (f"the folder {folder!r} is not the name of a matrix{nearest(folder, definitions.matrices)}",)


def _cell(docname: str, front: FrontMatter, definitions: Definitions) -> Place:
    target = cell_target(front.cell)
    matrix, problems = _matrix(target.matrix, docname, definitions)
    if matrix is None:
        return Place(problems=problems)
    found = matrix.split(target.code)
    if found is None:
        return Place(problems=(f"the matrix {matrix.name!r} has no cell {target.code!r}{nearest(target.code, matrix.codes())}",))
    code = found[0].code + found[1].code
    name = docname.rpartition("/")[2]
    if matrix.split(name) not in (None, found):
        problems = (*problems, f"the file is called {name!r} but says that it is the cell {code}")
    return Place("cell", matrix.name, code, problems)


def _course(docname: str, front: FrontMatter, definitions: Definitions) -> Place:
    named, _, course = front.course.rpartition("/")
    matrix, problems = _matrix(named, docname, definitions)
    match = COURSE.match(course)
    if matrix is None:
        return Place(problems=problems)
    item = axis_item(matrix, match["axis"], match["code"]) if match else None
    if match is None or item is None:
        known = [f"row-{t.code}" for t in matrix.types] + [f"column-{level.code}".lower() for level in matrix.levels]
        return Place(problems=(f"there is no course {course!r}{nearest(course, known)}; there are {', '.join(known)}",))
    return Place("course", matrix.name, f"{match['axis'].lower()}-{item}", problems)


def axis_item(matrix: Matrix, axis: str, code: str) -> str | None:
    """Return the code of a row or column as it is defined, or None where there is none such."""
    item = matrix.type(code) if axis.lower() == "row" else matrix.level(code)
    return item.code if item else None


def _index(docname: str, front: FrontMatter, definitions: Definitions) -> Place:
    matrix, problems = _matrix(front.matrix, docname, definitions)
    return Place("matrix", matrix.name, "", problems) if matrix else Place(problems=problems)


def _topic(docname: str, front: FrontMatter, definitions: Definitions) -> Place:
    return Place("topic", "", front.topic)


FINDERS = {"cell": _cell, "course": _course, "matrix": _index, "topic": _topic}
