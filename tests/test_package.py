"""The package as another team gets it: installed by pip into an empty environment, with a subject of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

REPOSITORY = Path(__file__).parents[1]
PACKAGE = REPOSITORY / "extensions" / "evidence_matrix"
SUBJECT = Path(__file__).parent / "roots" / "test-other-subject"
CELLS = [f"{level}{kind}" for kind in "1234" for level in "hnc"]


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command with nothing of this environment in its way, and return what it printed."""
    hidden = {"PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the package alone, without extras, and return the Python that has it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    # The pins, so that a release of somebody else's cannot fail our tests from one day to the next.
    run(python, "-m", "pip", "install", "--quiet", "--constraint", REPOSITORY / "requirements.txt", REPOSITORY, cwd=folder)
    return python


@pytest.fixture(scope="module")
def site(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the other team's project with warnings as errors and the theme that Sphinx chooses, and return its pages."""
    source = tmp_path_factory.mktemp("other") / "source"
    shutil.copytree(SUBJECT, source)
    out = source.parent / "html"
    run(python, "-m", "sphinx", "-b", "html", "-nW", "--keep-going", source, out, cwd=source)
    return out


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "lxml")


def test_the_wheel_holds_all_of_the_package(python: Path) -> None:
    where = run(python, "-c", "import evidence_matrix; print(evidence_matrix.__path__[0])", cwd=python.parent).strip()
    assert REPOSITORY not in Path(where).parents
    assert files(Path(where)) == files(PACKAGE)


def test_the_version_is_written_once(python: Path) -> None:
    code = "from importlib.metadata import version; from evidence_matrix.version import __version__; print(version({!r}), __version__)"
    of_package, of_module = run(python, "-c", code.format("sphinx-evidence-matrix"), cwd=python.parent).split()
    assert of_package == of_module


def test_every_cell_has_a_page(site: Path) -> None:
    assert {path.stem for path in (site / "cells" / "energy").glob("*.html")} == {"index", *CELLS}


def test_the_grid_has_the_subjects_own_rows_and_columns(site: Path) -> None:
    grid = page(site, "cells/energy/index")
    table = grid.select_one("table:has(caption)")
    assert table is not None
    heads = " ".join(head.get_text(" ", strip=True) for head in table.select("th[scope]"))
    for name in ("Home", "Neighbourhood", "City", "Telling", "Paying", "Building", "Requiring"):
        assert name in heads
    links = {str(link["href"]).partition("#")[0] for link in table.select("td a[href]")}
    assert links >= {f"{cell}.html" for cell in CELLS}
    assert "Seminal" not in grid.get_text()


def test_a_cell_has_its_entries_and_kinds(site: Path) -> None:
    cell = page(site, "cells/energy/h1")
    entry = cell.find(id="alder-2001")
    assert entry is not None
    text = entry.get_text(" ", strip=True)
    for part in ("The meter in the hall: looked at for a month", "Metered comparison", "212 homes", "Ruritania"):
        assert part in text
    assert entry.select_one('a[href="https://doi.org/10.5555/alder.2001"]') is not None
    assert "Landmark" in cell.get_text()
    assert "In depth" in cell.get_text()


def test_commentary_and_entries_point_at_each_other(site: Path) -> None:
    cell = page(site, "cells/energy/h1")
    passage = cell.find(id="question--alder-2001")
    entry = cell.find(id="alder-2001")
    checklist = cell.find(id="birch-2010")
    assert passage is not None
    assert entry is not None
    assert checklist is not None
    assert passage.find_parent("details") is not None
    assert cell.select_one('details a[href="#alder-2001"]') is not None
    assert entry.select_one('a[href="#question--alder-2001"]') is not None
    assert checklist.select_one('a[href^="#readers"]') is not None


def test_references_cross_from_page_to_page(site: Path) -> None:
    assert page(site, "cells/energy/n1").select_one('a[href="h1.html#alder-2001"]') is not None
    entry = page(site, "cells/energy/h1").find(id="alder-2001")
    assert entry is not None
    assert entry.select_one('a[href="n1.html#question--alder-2001"]') is not None
