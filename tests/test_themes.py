"""With a theme that is not ours the components of the matrix still look right: they pass axe, light and dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from sphinx.testing.util import SphinxTestApp

ROOT = Path(__file__).parent / "roots" / "test-other-subject"
OURS = [[".mx-grid-view"], [".mx-entry"], [".mx-fold"], [".mx-cell-foot"], [".mx-navigator"]]


@pytest.fixture(scope="module", params=["alabaster", "pydata_sphinx_theme", "furo"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the other team's project with a theme, without a warning."""
    source = tmp_path_factory.mktemp(request.param) / "source"
    shutil.copytree(ROOT, source)
    app = SphinxTestApp("html", srcdir=source, confoverrides={"html_theme": request.param, "nitpicky": True})
    try:
        app.build()
        assert app.warning.getvalue() == ""
        yield Path(app.outdir)
    finally:
        app.cleanup()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["cells/energy/index", "cells/energy/h1"])
def test_our_parts_pass_axe(browser: Browser, site: Path, scheme: str, name: str) -> None:
    page = browser.new_page(color_scheme=scheme, reduced_motion="reduce")
    page.goto((site / f"{name}.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    present = [part for part in OURS if page.locator(part[0]).count()]
    assert present
    found = Axe().run(page, context={"include": present}).response["violations"]
    page.close()
    assert [f"{rule['id']}: {rule['nodes'][0]['html'][:150]} {rule['nodes'][0]['failureSummary'][:200]}" for rule in found] == []
