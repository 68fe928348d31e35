"""The fold that hides the bite until it is wanted: HTML only, and not in an EPUB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..files import matrix_domain
from ..nodes import bite_fold, bite_fold_body, bite_fold_title, bite_section, view_html

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

_ = get_translation("evidence_matrix")

WORDS_A_MINUTE = 220
"""A slow reader's pace in prose with figures; Brysbaert (2019) found 238 for English non-fiction on average."""


class FoldBite(SphinxPostTransform):
    """Turn the section ``bite`` into a ``details`` whose summary holds the heading.

    The id goes to the first element inside: on ``details`` itself, a link to it would not open the fold without a script.
    """

    default_priority = 8
    formats = ("html",)

    def is_supported(self) -> bool:
        return super().is_supported() and matrix_domain(self.env).app.builder.name != "epub"

    def run(self, **kwargs: Any) -> None:
        for section in list(self.document.findall(bite_section)):
            if "options" in section:
                _set_apart(section)
            else:
                section.parent.replace(section, fold(section))  # replace_self would copy the id to details as well


def _set_apart(section: bite_section) -> None:
    """Put the text of a section and the list of its studies side by side, so that the one can stand in the margin of the other."""
    title, *rest = section.children
    listed = [child for child in rest if isinstance(child, view_html) and child.get("view") == "section-studies"]
    text = nodes.container("", *[child for child in rest if child not in listed], classes=["mx-text"])
    section.children = []
    section += [title, text, *listed]


def fold(section: bite_section) -> bite_fold:
    """Return the fold that takes the place of a bite."""
    title = section.next_node(nodes.title)
    assert title is not None
    heading = bite_fold_title(title.rawsource, "", *title.children, minutes=minutes(section))
    body = bite_fold_body("", *[child for child in section.children if child is not title], ids=section["ids"])
    return bite_fold("", heading, body, classes=["mx-bite"])


def minutes(section: nodes.Element) -> int:
    """Return how long a bite takes to read, in whole minutes, at least one."""
    words = sum(len(paragraph.astext().split()) for paragraph in section.findall(nodes.paragraph))
    return max(1, round(words / WORDS_A_MINUTE))


def visit_fold(self: HTML5Translator, node: bite_fold) -> None:
    self.section_level += 1
    self.body.append(self.starttag(node, "details", CLASS="mx-fold"))


def depart_fold(self: HTML5Translator, node: bite_fold) -> None:
    self.section_level -= 1
    self.body.append("</details>\n")


def visit_fold_title(self: HTML5Translator, node: bite_fold_title) -> None:
    self.body.append(f'<summary><h{self.section_level} class="mx-fold-title">')


def depart_fold_title(self: HTML5Translator, node: bite_fold_title) -> None:
    length = _("{minutes} minutes").format(minutes=node["minutes"]) if node["minutes"] > 1 else _("1 minute")
    self.body.append(f'</h{self.section_level}> <span class="mx-fold-length">{length}</span></summary>\n')


def visit_fold_body(self: HTML5Translator, node: bite_fold_body) -> None:
    self.body.append(self.starttag(node, "div", CLASS="mx-fold-body"))
    self.body.append('<div class="mx-fold-tools"></div>\n')


def depart_fold_body(self: HTML5Translator, node: bite_fold_body) -> None:
    self.body.append('<div class="mx-fold-end"></div>\n</div>\n')
