"""Every page type passes axe, light and dark, wide and narrow, folds closed and open; and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

PAGES = [
    "index",
    "cells/drugs/index",
    "cells/alcohol/index",
    "cells/drugs/b5",
    "cells/alcohol/c2",
    "cells/drugs/row-5",
    "cells/topics/working-relationship",
    "cells/sources",
    "about",
    "guide/decisions",
    "search",
    "404",
]
OPEN_ALL = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=[1366, 390])
def context(request: pytest.FixtureRequest, browser: Browser, scheme: str) -> Iterator[BrowserContext]:
    size = {"width": request.param, "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds, one line a rule with the first place that breaks it."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]} ({len(rule['nodes'])} places)" for rule in found]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_violations(page: Page, publication: Callable[..., Path], name: str) -> None:
    page.goto((publication("html") / f"{name}.html").as_uri())
    closed = violations(page)
    page.evaluate(OPEN_ALL)
    assert (closed, violations(page)) == ([], [])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 320])
def test_nothing_scrolls_sideways(browser: Browser, publication: Callable[..., Path], name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto((publication("html") / f"{name}.html").as_uri())
    page.evaluate(OPEN_ALL)
    wide = page.evaluate("[...document.querySelectorAll('body *')].filter(e => e.scrollWidth > innerWidth + 1).map(e => e.className)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, wide
    page.close()


def test_a_page_has_its_landmarks(browser: Browser, publication: Callable[..., Path]) -> None:
    page = browser.new_page()
    page.goto((publication("html") / "cells/drugs/b5.html").as_uri())
    counts = {name: page.locator(name).count() for name in ("h1", "main", "body > header", "body > footer")}
    assert counts == {"h1": 1, "main": 1, "body > header": 1, "body > footer": 1}
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#text"
    page.close()
