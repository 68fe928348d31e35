"""The two files that stand beside the pages: definitions and sources, read once a build; and which pages a change of them touches."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .definitions import read_definitions
from .encoding import CODEC
from .front_matter import read_front_matter
from .messages import Warn, report, warn
from .sources import load_bibliography_cached
from .textfiles import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .domain import MatrixDomain
    from .model import Source

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML does not allow, and so no EPUB; MyST lets them through."""
SEPARATORS = re.compile("[\x85\u2028\u2029]")
"""What word processors leave in pasted text; Python takes it for a line end, and so does MyST in directives, but Markdown does not."""


def matrix_domain(env: BuildEnvironment) -> MatrixDomain:
    """Return our domain of this environment."""
    return cast("MatrixDomain", env.get_domain("matrix"))


def load_files(app: Sphinx) -> None:
    """Read definitions and sources, say what is wrong with them, and give them to the domain."""
    if app.env.settings["input_encoding"] == "utf-8-sig":  # Sphinx's default; its setting for it is deprecated
        app.env.settings["input_encoding"] = CODEC
    # Sphinx has warned of a setting that is no text, and goes on with it.
    definitions_name, sources_name = str(app.config.matrix_definitions), str(app.config.matrix_sources)
    definitions, problems = read_definitions(app.srcdir / definitions_name, definitions_name)
    bibliography, more = load_bibliography_cached(
        app.srcdir / sources_name,
        sources_name,
        cache=Path(app.doctreedir) / "matrix-sources.pickle",
        designs=definitions.designs,
        style=app.config.matrix_citation_style,
        locale=(app.config.language or "en").replace("_", "-"),
    )
    report([*problems, *more])
    domain = matrix_domain(app.env)
    domain.app = app
    domain.use(definitions, bibliography)


def outdated_pages(
    app: Sphinx, env: BuildEnvironment, added: AbstractSet[str], changed: AbstractSet[str], removed: AbstractSet[str]
) -> Iterable[str]:
    """Return pages to read again: all where definitions changed, else those that looked at a record that is another now.

    What a page merely shows of a record does not count: such a page is only written again, see :mod:`.rewrite`. A table of
    contents that names a removed page is read again too, which Sphinx forgets: the removed page would stay its neighbours' next.
    """
    domain = matrix_domain(env)
    definitions = hashlib.sha256(repr(domain.definitions).encode()).hexdigest()
    records = {source.key: _looked_at(source) for source in domain.bibliography.sources.values()}
    records |= {old: f"{key}\n{records[key]}" for old, key in domain.bibliography.former.items()}
    before = domain.data["definitions"], domain.data["records"]
    domain.data["definitions"], domain.data["records"] = definitions, records
    if before[0] not in ("", definitions):
        return set(env.found_docs) - added
    different = {key for key in before[1].keys() | records.keys() if before[1].get(key) != records.get(key)}
    touched = {page.docname for page in domain.pages.values() if page.keys_read() & different}
    touched |= {docname for docname, below in env.toctree_includes.items() if removed & set(below)}
    return touched - removed


def _looked_at(source: Source) -> str:
    return f"{source.title}\n{source.short}"


def on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Take our keys out of the front matter before MyST sees it."""
    env = app.env
    path = str(env.doc2path(docname))
    source[0] = _as_text(path, source[0])
    if not _is_markdown(path, app.config.source_suffix):
        return
    reading = read_front_matter(source[0], path)
    report(reading.problems)
    env.current_document["matrix_front"] = reading.front
    source[0] = reading.source


def _is_markdown(path: str, suffixes: Mapping[str, str]) -> bool:
    return next((kind for suffix, kind in suffixes.items() if path.endswith(suffix)), "") == "markdown"


def _as_text(path: str, text: str) -> str:
    """Return a page's text; of one that is not UTF-8 as much as can be made out, which Sphinx has lost by now."""
    if "\ufffd" in text:
        text, problems = read_text(Path(path), path)
        report(problems)
    text = SEPARATORS.sub(" ", text)
    cleaned = CONTROLS.sub("\ufffd", text)
    if cleaned != text:
        line = text.count("\n", 0, CONTROLS.search(text).start()) + 1  # type: ignore[union-attr]
        warn(Warn.ENCODING, "a character here means nothing in a text and is shown as \ufffd; delete it", f"{path}:{line}")
    return cleaned
