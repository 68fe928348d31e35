"""How Sphinx builds the publication; everything about the matrices themselves is in cells/matrices.toml."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

from evidence_matrix.version import __version__

project = "Treatment Evidence Matrix"
author = "Treatment Evidence Matrix contributors"
copyright = f"2026, {author}"
version = release = __version__
language = "en_GB"

extensions = ["evidence_matrix"]
matrix_analysis_label = "Effectiveness Bank analysis"
matrix_feedback = "mailto:editors@example.org?subject={cell}%20({version})"
myst_heading_anchors = 3
nitpicky = True

# An allow-list, because this folder also holds code; the exclusions only save Sphinx from walking through them.
include_patterns = ["index.md", "about.md", "cells/**", "guide/**"]
exclude_patterns = [".venv", "node_modules", "_build", "tests", "README.md"]
templates_path = ["_templates"]

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["tokens.css", "site.css"]
html_context = {
    # Document, words, and the beginning of the names of the pages that belong to it.
    "site_nav": [
        ("cells/drugs/index", "Drugs", "cells/drugs/"),
        ("cells/alcohol/index", "Alcohol", "cells/alcohol/"),
        ("explore", "Explore", ""),
        ("cells/topics/index", "Topics", "cells/topics/"),
        ("changes", "What’s new", ""),
        ("cells/sources", "Sources", "sources/"),
        ("about", "About", ""),
    ],
    "site_pages": [],  # pages in it that no document makes
}
html_use_index = False
html_additional_pages = {"404": "404.html"}
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
html_copy_source = False

# A DOI always leads elsewhere; publishers slow down or turn away whoever asks too much.
linkcheck_allowed_redirects = {r"https://doi\.org/.*": r".*"}
linkcheck_timeout = 30
linkcheck_retries = 2
linkcheck_workers = 2
linkcheck_rate_limit_timeout = 120

latex_engine = "xelatex"

epub_title = project
epub_uid = "treatment-evidence-matrix"
epub_exclude_files = ["search.html"]
epub_show_urls = "no"
