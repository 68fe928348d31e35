"""Names of directives and roles that are nearly ours: read as the one meant, with a warning.

For an unknown directive MyST gives a warning and drops all that stands in it. An author who writes ``{stduy}`` should be told so
and lose nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives, roles

from .directives import DIRECTIVES
from .directives.base import MatrixDirective
from .messages import Warn, warn
from .roles import ROLES

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from sphinx.domains import Domain
    from sphinx.util.typing import RoleFunction

NEAR = 0.75
"""How alike two names must be, on difflib's scale from 0 to 1, for the one to be read as the other."""


def misspelt_directive(name: str, standard: Domain) -> type[Directive] | None:
    """Return a directive that says what its name should be and then does what was meant; nothing for names that others know."""
    known = (directives._directives, directives._directive_registry, standard.directives)  # type: ignore[attr-defined]
    right = _meant(name, DIRECTIVES) if not any(name in table for table in known) else None
    return type("Misspelt", (Misspelt, DIRECTIVES[right]), {"right": right}) if right else None


class Misspelt(MatrixDirective):
    """Stands before the directive meant among the classes of a misspelt one."""

    right = ""

    def draw(self) -> list[nodes.Node]:
        self.warn(Warn.NAME, _message("directive", self.name, self.right))
        self.name = f"matrix:{self.right}"
        return super().draw()


def misspelt_role(name: str, standard: Domain) -> RoleFunction | None:
    """Return a role that says what its name should be and then does what was meant; nothing for names that others know."""
    known = (roles._roles, roles._role_registry, standard.roles)  # type: ignore[attr-defined]
    right = _meant(name, ROLES) if not any(name in table for table in known) else None
    if right is None:
        return None

    def role(
        typ: str, rawtext: str, text: str, lineno: int, inliner: Any, options: dict[str, Any] | None = None, content: Any = ()
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        warn(Warn.NAME, _message("role", name, right), f"{inliner.document['source']}:{lineno}")
        return ROLES[right](f"matrix:{right}", rawtext, text, lineno, inliner, options or {}, content)

    return role


def _meant(name: str, ours: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(name.lower(), list(ours), n=1, cutoff=NEAR)), None)


def _message(what: str, name: str, right: str) -> str:
    return f"there is no {what} {name!r}; it is read as {right!r}"
