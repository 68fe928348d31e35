"""Our settings in ``conf.py``, and what the grammar needs of other extensions'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SETTINGS = (
    ("matrix_definitions", "cells/matrices.toml", "env", frozenset({str})),
    ("matrix_sources", "cells/sources.bib", "env", frozenset({str})),
    ("matrix_citation_style", "harvard-cite-them-right", "env", frozenset({str})),
    ("matrix_analysis_label", "", "html", frozenset({str})),
    ("matrix_feedback", "", "html", frozenset({str})),
    ("matrix_navigation", True, "html", frozenset({bool})),
)
"""Name, default, what a change rebuilds, types."""

MYST_SYNTAX = ("attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist", "substitution")


def prepare(app: Sphinx, config: Config) -> None:
    """Set what the grammar needs wherever the project says nothing.

    ``colon_fence`` is added in any case, as no cell can be read without it.
    """
    said = {*config._raw_config, *config.overrides}  # conf.py and the command line; Sphinx has no public word for the first
    defaults = {
        "primary_domain": "matrix",
        "myst_ref_domains": ["std", "matrix"],
        "myst_enable_extensions": set(MYST_SYNTAX),
        # Without these, which a two-line conf.py lacks, an EPUB is built with warnings.
        "copyright": config.author or config.project,
        "version": config.release or "1",
    }
    for name, value in defaults.items():
        if name not in said:
            config[name] = value
    if not isinstance(config.myst_enable_extensions, str):  # of which MyST says what is wrong
        config.myst_enable_extensions = {*config.myst_enable_extensions, "colon_fence"}


def date_locale(config: Config) -> str:
    """Return the locale that dates are written in, from the project's language; English where babel does not know it."""
    try:
        return str(Locale.parse((config.language or "en").replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return "en"
