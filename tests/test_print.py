"""On paper, from a browser: a matrix is one landscape page; a cell has its bite unfolded, its addresses shown, and no interface."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader


def printed(browser: Browser, page: Path, *, scripts: bool = True) -> PdfReader:
    """Print a page as a browser does that follows the page size of the style sheet."""
    context = browser.new_context(java_script_enabled=scripts)
    tab = context.new_page()
    tab.goto(page.as_uri())
    paper = PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True, format="A4")))
    context.close()
    return paper


@pytest.mark.parametrize("matrix", ["drugs", "alcohol"])
def test_a_matrix_is_a_poster(browser: Browser, publication: Callable[..., Path], matrix: str) -> None:
    paper = printed(browser, publication("html") / f"cells/{matrix}/index.html")
    assert len(paper.pages) == 1
    assert paper.pages[0].mediabox.width > paper.pages[0].mediabox.height
    words = paper.pages[0].extract_text()
    assert [code for row in "12345" for level in "ABCDE" if (code := f"{level}{row}") not in words] == []
    assert "Which part is for me" not in words


@pytest.mark.parametrize("scripts", [True, False])
def test_a_cell_is_unfolded(browser: Browser, publication: Callable[..., Path], scripts: bool) -> None:
    paper = printed(browser, publication("html") / "cells/drugs/b5.html", scripts=scripts)
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for shown in ("What is this cell about?", "Studies in this section", "doi.org/10.", "https://", "Cite this cell"):
        assert shown in words
    for hidden in ("Light / dark", "On this page", "Tell the editors", "Copy link", "Unfold all"):
        assert hidden not in words
