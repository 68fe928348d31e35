"""Small projects that are written, built and rebuilt inside the test's own process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

COLOUR = re.compile(r"\x1b\[[0-9;]*m")

INDEX = "# Index\n\n:::{toctree}\n:glob:\n\n**\n:::\n"
"""The front page of a project that brings none: every other page is below it."""


class Project:
    """A project on disk, and what its last build left.

    Each build is by a new application, as each run of ``sphinx-build`` is, but finds the pages and the environment of
    the build before; so a second :meth:`build` is an incremental one.
    """

    app: SphinxTestApp
    outdir: Path
    warnings: list[str]
    """What the last build warned about, a line each; paths begin at the project's folder."""

    def __init__(self, srcdir: Path, files: Mapping[str, str], conf: Mapping[str, Any]) -> None:
        self.srcdir = srcdir
        self.warnings = []
        settings = {"project": "Trial", "extensions": ["evidence_matrix"], **conf}
        self.write("conf.py", "".join(f"{name} = {value!r}\n" for name, value in settings.items()))
        self.write("index.md", INDEX)
        for path, text in files.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        """Write a source file, with the folders that it needs."""
        file = self.srcdir / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def build(self, builder: str = "html", *, freshenv: bool = False, parallel: int = 0, nitpicky: bool = True) -> Project:
        """Build what has changed since the last build; ``parallel`` is the number of processes, as after ``-j``."""
        self.app = SphinxTestApp(
            builder,
            srcdir=self.srcdir,
            freshenv=freshenv,
            parallel=parallel,
            confoverrides={"nitpicky": True} if nitpicky else {},
        )
        self.outdir = Path(self.app.outdir)
        try:
            self.app.build()
        finally:  # at once, so that no test meets the directives, roles and nodes that another build registered
            self.app.cleanup()
        text = COLOUR.sub("", self.app.warning.getvalue())
        self.warnings = [line for line in text.replace(f"{self.app.srcdir}/", "").splitlines() if line.strip()]
        return self

    def text(self, path: str) -> str:
        """Return a file of the output."""
        return (self.outdir / path).read_text(encoding="utf-8")

    def html(self, page: str) -> BeautifulSoup:
        """Return a page of the output, named as a document is: ``cells/drugs/b5``."""
        return BeautifulSoup(self.text(f"{page}.html"), "lxml")


def dead_links(folder: Path) -> list[str]:
    """Return every link between pages of this folder whose page or id is not there, and every id that stands twice in a page."""
    pages = {path: BeautifulSoup(path.read_bytes(), "lxml") for path in sorted(folder.rglob("*html")) if "_static" not in path.parts}
    ids = {path: [element["id"] for element in soup.select("[id]")] for path, soup in pages.items()}
    twice = ((path, id) for path, found in ids.items() for id in sorted(set(found)) if found.count(id) > 1)
    wrong = [f"{path.relative_to(folder)}: id {id!r} twice" for path, id in twice]
    for path, soup in pages.items():
        for href in sorted({str(link["href"]) for link in soup.select("a[href]")}):
            url = urlsplit(href)
            if url.scheme or url.netloc:
                continue
            target = (path.parent / unquote(url.path)).resolve() if url.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (url.fragment and target in ids and unquote(url.fragment) not in ids[target]):
                wrong.append(f"{path.relative_to(folder)}: {href}")
    return wrong
