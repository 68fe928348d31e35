"""What our directives share: an opening line, options read by us, a body, and where each stands in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..files import matrix_domain
from ..messages import Warn, nearest, warn
from ..options import as_list, read_opening

if TYPE_CHECKING:
    from ..domain import MatrixDomain

Reader = Callable[[str], Any]


class MatrixDirective(SphinxDirective):
    """A directive whose options are read from its own lines, see :mod:`..options`."""

    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[Any] = None
    readers: ClassVar[Mapping[str, Reader]] = {}
    """Each option's name with the reader of its value, which raises ``ValueError`` for a bad one."""

    def run(self) -> list[nodes.Node]:
        self.opening_line = " ".join(" ".join(self.arguments).split())
        self.values: dict[str, Any] = {}
        self._take_options()
        return self.draw()

    def draw(self) -> list[nodes.Node]:
        """Return the directive's nodes; ``opening_line``, ``values`` and ``content`` are read by now."""
        raise NotImplementedError(type(self).__name__)

    @property
    def domain(self) -> MatrixDomain:
        """The domain, with the definitions and the bibliography."""
        return matrix_domain(self.env)

    def _take_options(self) -> None:
        opening = read_opening(list(self.content))
        first = self.content_line()
        for option in opening.options:
            if option.wrapped:
                self.warn(Warn.WRAPPED_OPTION, f"the value of {option.name!r} runs over two lines; write it on one", first + option.offset)
            self._take_option(option.name, option.value, first + option.offset)
        if opening.headline_rest:
            self.warn(Warn.WRAPPED_OPTION, "the opening line runs over two lines; write it on one", first)
            self.opening_line = f"{self.opening_line} {opening.headline_rest}".strip()
        if opening.lines:
            self.content = self.content[opening.lines :]
            self.content_offset += opening.lines

    def _take_option(self, name: str, value: str, line: int) -> None:
        reader = self.readers.get(name)
        if reader is None:
            known = ", ".join(self.readers) or "none"
            self.warn(Warn.OPTION, f"{self.name!r} has no option {name!r}{nearest(name, self.readers)}; it has {known}", line)
        elif name in self.values:
            self.warn(Warn.OPTION, f"option {name!r} stands twice; the first one counts", line)
        else:
            try:
                self.values[name] = reader(value)
            except ValueError as error:
                self.warn(Warn.OPTION, f"option {name!r} is ignored: {error}", line)

    def content_line(self) -> int:
        """Return the line in the file where the content begins."""
        if self.content and self.content.items and self.content.items[0][1] is not None:
            return int(self.content_offset) + 1
        return self.lineno + 1

    def warn(self, subtype: Warn, message: str, line: int | None = None) -> None:
        """Warn at a line of this file, by default the opening line."""
        warn(subtype, message, f"{self.env.doc2path(self.env.docname)}:{line or self.lineno}")

    def body(self) -> list[nodes.Node]:
        """Parse what is left of the content."""
        return list(self.parse_content_to_nodes()) if any(line.strip() for line in self.content) else []


def keys(value: str) -> tuple[str, ...]:
    """Read a list of keys."""
    return as_list(value)


def words(value: str) -> str:
    """Read a line of text; an empty one is a mistake."""
    if not value:
        raise ValueError("it has no value")
    return value
