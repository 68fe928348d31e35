"""What our directives share: an opening line, options read by us, a body, and where each stands in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from myst_parser.mocking import MockState
from sphinx.util.docutils import SphinxDirective

from ..files import matrix_domain
from ..messages import Warn, nearest, warn
from ..options import as_list, read_opening

if TYPE_CHECKING:
    from ..domain import MatrixDomain

Reader = Callable[[str], Any]
INNER_FENCE = re.compile(r"^\s*(?P<colons>:{3,})\{")


class MatrixDirective(SphinxDirective):
    """A directive whose options are read from its own lines, see :mod:`..options`."""

    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[Any] = None
    readers: ClassVar[Mapping[str, Reader]] = {}
    """Each option's name with the reader of its value, which raises ``ValueError`` for a bad one."""
    subtype: ClassVar = Warn.BITE
    """Of warnings about the directive itself."""

    def run(self) -> list[nodes.Node]:
        self.opening_line = " ".join(" ".join(self.arguments).split())
        self.values: dict[str, Any] = {}
        self.lines: dict[str, int] = {}
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
        opening = read_opening(list(self.content), [name for name, reader in self.readers.items() if reader is words])
        first = self.content_line()
        if opening.headline_rest:
            self.warn(Warn.WRAPPED_OPTION, _explain_rest(opening.headline_rest), first + min(opening.lines))
            self.opening_line = f"{self.opening_line} {opening.headline_rest}".strip()
        if opening.unclosed is not None:
            self.warn(Warn.OPTION, "no second line of --- closes the options that this one opens", first + opening.unclosed)
        for option in opening.options:
            if option.wrapped:
                self.warn(Warn.WRAPPED_OPTION, f"the value of {option.name!r} runs over two lines; write it on one", first + option.offset)
            self._take_option(option.name, option.value, first + option.offset)
        # Emptied, not cut off, so that what is left keeps its place in the file.
        lines = ["" if number in opening.lines else line for number, line in enumerate(self.content)]
        self.content = StringList(lines, items=self.content.items)

    def _take_option(self, name: str, value: str, line: int) -> None:
        reader = self.readers.get(name)
        if reader is None:
            known = ", ".join(self.readers) or "none"
            self.warn(Warn.OPTION, f"{self.short_name!r} has no option {name!r}{nearest(name, self.readers)}; it has {known}", line)
        elif name in self.values:
            self.warn(Warn.OPTION, f"option {name!r} stands twice; the first one counts", line)
        else:
            self.lines[name] = line
            try:
                self.values[name] = reader(value)
            except ValueError as error:
                self.warn(Warn.OPTION, f"option {name!r} is ignored: {error}", line)

    @property
    def short_name(self) -> str:
        """The name without its domain, which an author need not write."""
        return self.name.rpartition(":")[2]

    def content_line(self) -> int:
        """Return the line in the file where the content begins: MyST counts it from the opening line, docutils from the top."""
        offset = int(self.content_offset) + 1
        state: object = self.state  # MyST's stand-in is not derived from docutils' own
        return self.lineno + offset if isinstance(state, MockState) else offset

    def warn(self, subtype: Warn, message: str, line: int | None = None) -> None:
        """Warn at a line of this file, by default the opening line."""
        warn(subtype, message, f"{self.env.doc2path(self.env.docname)}:{line or self.lineno}")

    def body(self) -> list[nodes.Node]:
        """Parse what is left of the content."""
        if not any(line.strip() for line in self.content):
            return []
        self._warn_fence()
        body = list(self.parse_content_to_nodes())
        self._warn_options(body)
        return body

    def _warn_fence(self) -> None:
        """Warn where a fence inside opens with as many colons as ours: its end has ended ours too."""
        colons = len(self.block_text) - len(self.block_text.lstrip(":"))
        for number, line in enumerate(self.content):
            inner = INNER_FENCE.match(line)
            if inner and colons and len(inner["colons"]) >= colons:
                more = f"its end ends {self.short_name!r} too, which needs more colons"
                self.warn(self.subtype, f"this fence has as many colons as the one that it stands in: {more}", self.content_line() + number)
                return

    def _warn_options(self, body: list[nodes.Node]) -> None:
        """Warn of options that stand below a blank line, where they are a list of fields."""
        for field_list in (node for node in body if isinstance(node, nodes.field_list)):
            for field in field_list.findall(nodes.field):
                name = field[0].astext()
                if name in self.readers:
                    message = f"{name!r} stands in the text, where it is no option; options stand right below the opening line"
                    self.warn(Warn.OPTION, message, field.line or field_list.line)


def _explain_rest(rest: str) -> str:
    """Say what is wrong with a line under the opening line that is no option."""
    if rest.startswith(":"):
        name = rest[1:].partition(" ")[0]
        return f"{':' + name!r} wants a second colon to be an option, :{name}:; it is read as a part of the opening line"
    return "the opening line runs over two lines; write it on one"


def keys(value: str) -> tuple[str, ...]:
    """Read a list of keys.

    :raises ValueError: if it is empty.
    """
    return as_list(words(value))


def words(value: str) -> str:
    """Read a line of text.

    :raises ValueError: if it is empty.
    """
    if not value:
        raise ValueError("it has no value")
    return value
