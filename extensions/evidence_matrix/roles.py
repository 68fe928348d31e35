"""The roles ``study``, ``cell`` and ``source``: each leaves a ``pending_xref``, resolved when everything has been read."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.roles import XRefRole
from sphinx.util.docutils import ReferenceRole
from sphinx.util.typing import RoleFunction

from .targets import cell_target, study_target


class MatrixRole(ReferenceRole):
    """A reference into the matrix; ``reftype`` is the name of the role."""

    reftype = ""
    classes: tuple[str, ...] = ()

    def normal(self) -> tuple[str, str]:
        """Return the target in its normal form, and the locator."""
        return self.target.strip(), ""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        target, locator = self.normal()
        text = self.title if self.has_explicit_title else ""
        inner = nodes.inline(self.rawtext, text, classes=[f"mx-{self.reftype}-text"])
        reference = pending(self.reftype, target, inner, locator=locator, explicit=self.has_explicit_title)
        reference["refdoc"] = self.env.docname
        self.set_source_info(reference)
        return [reference], []


class StudyRole(MatrixRole):
    """Mention an entry: ``text <key @ p. 55>``."""

    reftype = "study"

    def normal(self) -> tuple[str, str]:
        target = study_target(self.target)
        return target.name, target.locator


class CellRole(MatrixRole):
    """Refer to a cell or a section of one: ``B5``, ``alcohol/B5``, ``text <B5#skills>``."""

    reftype = "cell"

    def normal(self) -> tuple[str, str]:
        return cell_target(self.target).name, ""


class SourceRole(MatrixRole):
    """Cite a record of the bibliography that no cell need list."""

    reftype = "source"

    def normal(self) -> tuple[str, str]:
        target = study_target(self.target)
        return target.key, target.locator


def pending(reftype: str, target: str, inner: nodes.Element, *, locator: str = "", explicit: bool = True) -> addnodes.pending_xref:
    """Make a reference that waits; one that cannot be resolved is always warned about."""
    return addnodes.pending_xref(
        "", inner, refdomain="matrix", reftype=reftype, reftarget=target, refexplicit=explicit, refwarn=True, locator=locator
    )


ROLES: dict[str, RoleFunction | XRefRole] = {"study": StudyRole(), "cell": CellRole(), "source": SourceRole()}
