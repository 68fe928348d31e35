"""The nodes that directives leave in the doctree.

Each is a kind of a docutils node, so that every builder can write it: Sphinx's translators look for a visitor along the
classes a node inherits from. None may be called ``entry``, the name of a table cell in docutils.
"""

from __future__ import annotations

from docutils import nodes


class study_entry(nodes.container):
    """A source as listed in a cell: ``study_headline``, a view, the annotation, a view."""


class study_headline(nodes.rubric):
    """The headline of an entry; a post-transform makes it lead to the publication."""


class study_annotation(nodes.container):
    """The editors' words about a study."""


class bite_part(nodes.container):
    """A bite section as written, before the transform makes it a section of the document."""


class bite_section(nodes.section):
    """The section ``bite``, or one of the sections in it."""


class view(nodes.Element):
    """A place where a page shows what other pages hold: ``name`` and ``arguments`` say what."""


class view_html(nodes.raw):
    """A view as HTML; docutils would wrap a ``raw`` that has a class, which it needs to be left out of the search."""


class bite_fold(nodes.container):
    """HTML only: the fold that holds the bite, made after everything is resolved."""


class bite_fold_title(nodes.TextElement):
    """HTML only: the heading of the fold, apart from its section so that it gets no permalink inside the summary."""


class bite_fold_body(nodes.container):
    """HTML only: what the fold hides; carries the id ``bite``, so that a link to it opens the fold without a script."""
