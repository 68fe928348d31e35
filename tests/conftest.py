"""Fixtures: a project to build, and a browser to look at it with."""

from __future__ import annotations

import functools
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from support import Project

CHROMIUM_ARGS = [
    "--no-sandbox",  # CI runs as root, where Chromium's sandbox cannot
    "--disable-gpu",
    # Nothing may be asked of a network: a page has to work without one.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]

MakeProject = Callable[..., Project]


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Write a project, build it and return it.

    ``make_project(files, builder="html", freshenv=False, parallel=0, **conf)``: ``conf`` goes into conf.py, whose two
    other lines are those of the README. No builder, no build.
    """
    folders = (tmp_path / f"project-{number}" for number in itertools.count())

    def make(files: Mapping[str, str], builder: str | None = "html", *, freshenv: bool = False, parallel: int = 0, **conf: Any) -> Project:
        project = Project(next(folders), files, conf)
        return project.build(builder, freshenv=freshenv, parallel=parallel) if builder else project

    return make


@pytest.fixture(scope="session")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Build this very publication, warnings as errors, once for each builder, and return the folder of its output.

    As after ``sphinx-build -M``, builders share one environment; gettext cannot, as it counts versions of nodes.
    """
    repository = Path(__file__).parents[1]
    folder = tmp_path_factory.mktemp("publication")

    @functools.cache
    def build(builder: str, *options: str) -> Path:
        doctrees = folder / ("doctrees-gettext" if builder == "gettext" else "doctrees")
        command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-nW", "--keep-going", "-d", str(doctrees), *options]
        done = subprocess.run([*command, str(repository), str(folder / builder)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return folder / builder

    return build


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium of this machine; Playwright's own is never downloaded."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    chromium = next((path for name in names if name and (path := shutil.which(name))), None)
    if chromium is None:
        pytest.fail("No Chromium: run `make test`, which finds or installs one, or set CHROMIUM to its path.", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        yield browser
        browser.close()
