"""The readers' gestures: small classic scripts, joined into one file without their comments, so that a page asks once and for little."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SOURCES = Path(__file__).parent.parent / "gestures"
PARTS = ("base", "notes", "folds", "filter", "jump", "places", "copy")
"""In this order: the base first; notes hear of a tap before jumps do; a fold or filter is set before something in it is shown."""

FILE = "gestures.js"
COMMENT = re.compile(r"/\*\*[\s\S]*?\*/ ?|^ *//.*\n|(?<=[;{,]) // .*$", re.MULTILINE)
INDENT = re.compile(r"^[ \n]+", re.MULTILINE)


def joined() -> str:
    """Return all parts as one script."""
    text = "".join((SOURCES / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    return INDENT.sub("", COMMENT.sub("", text))


def write_script(app: Sphinx) -> None:
    """Write the script where builders of HTML keep what they copy; an EPUB has no use for it."""
    if app.builder.format == "html" and app.builder.name != "epub":
        file = Path(app.outdir) / "_static" / FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        text = joined()
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
