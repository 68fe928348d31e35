"""Read text files as authors' editors leave them."""

from __future__ import annotations

import codecs
from pathlib import Path

from .messages import Problem, Warn


def read_text(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """Return a file's text with plain line ends; UTF-16 and, line by line, Windows-1252 are read too, with a problem.

    :raises OSError: if the file cannot be read.
    """
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")
        return text, [Problem(shown, 1, Warn.ENCODING, "this is UTF-16: save the file as UTF-8")]
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    message = "this is not UTF-8; lines that are not are read as Western European (Windows-1252): save the file as UTF-8"
    return "\n".join(map(_decode_line, data.split(b"\n"))), [Problem(shown, line, Warn.ENCODING, message)]


def _decode_line(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")
