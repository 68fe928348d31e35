"""The publication itself: built by four processes as by one, and built again after small edits."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SOURCES = ("conf.py", "index.md", "about.md", "cells", "guide", "_static", "_templates")
CELL, DEFINITIONS = "cells/drugs/b5.md", "cells/matrices.toml"


class Publication:
    """A copy of the publication, and its builds: each in folders of its own beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: dict[str, list[str]] = {}
        self.source = folder / "source"
        for name in SOURCES:
            copy: Callable[..., object] = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy2
            self.source.mkdir(exist_ok=True)
            copy(REPOSITORY / name, self.source / name)

    def build(self, name: str, *options: str, builder: str = "html") -> dict[str, bytes]:
        """Build into the folders of this name, and return all that is there; what Sphinx said is in ``said``."""
        out, doctrees = self.folder / name / "out", self.folder / name / "doctrees"
        command = [sys.executable, "-m", "sphinx", "-b", builder, "-d", doctrees, *options, self.source, out]
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "extensions")}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        assert done.returncode == 0, done.stderr
        self.said[name] = sorted(done.stderr.splitlines())
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def edit(self, path: str, pattern: str, new: str) -> str:
        """Replace the first place that matches, and return the text as it was."""
        file = self.source / path
        old = file.read_text(encoding="utf-8")
        text, count = re.subn(pattern, new, old, count=1)
        assert count == 1, pattern
        file.write_text(text, encoding="utf-8")
        return old


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def words_dropped(tree: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out Sphinx's search index, which keeps words that no page has any more."""
    return {name: data for name, data in tree.items() if name != "searchindex.js"}


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return Publication(tmp_path_factory.mktemp("publication"))


@pytest.fixture(scope="module")
def serial(publication: Publication) -> dict[str, bytes]:
    return publication.build("serial")


def test_four_processes_build_and_say_what_one_does(publication: Publication, serial: dict[str, bytes]) -> None:
    assert "objects.inv" in serial
    assert differing(publication.build("parallel", "-j", "4"), serial) == []
    assert publication.said["parallel"] == publication.said["serial"]


def test_small_edits_touch_what_shows_them(publication: Publication, serial: dict[str, bytes]) -> None:
    assert differing(publication.build("serial"), serial) == []
    old = publication.edit(CELL, r"(?s)(::::\{bite\} about\n.*?\.)\n", r"\1 A sentence more.\n")
    changed = words_dropped(publication.build("serial"))
    assert differing(changed, words_dropped(serial)) == [CELL.replace(".md", ".html")]
    (publication.source / CELL).write_text(old, encoding="utf-8")
    assert differing(words_dropped(publication.build("serial")), words_dropped(serial)) == []


def test_four_processes_read_again_what_one_would(publication: Publication, serial: dict[str, bytes]) -> None:
    # Definitions, so that every page is read again, and merged into what the main process knows of it already.
    publication.edit(DEFINITIONS, r'bite_title = ".*"', 'bite_title = "Argument"')
    again = publication.build("parallel", "-j", "4")
    assert differing(words_dropped(again), words_dropped(publication.build("clean"))) == []
    assert differing(again, serial) != []


def test_an_epub_built_again_finds_nothing_to_warn_about(publication: Publication) -> None:
    first = publication.build("epub", builder="epub")
    said = publication.said["epub"]
    assert first.keys() == publication.build("epub", builder="epub").keys()
    assert set(publication.said["epub"]) <= set(said)
