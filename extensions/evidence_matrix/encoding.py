"""Pages that are not UTF-8: Sphinx stops with a traceback, and the author loses the build to one stray byte."""

from __future__ import annotations

import codecs

CODEC = "utf-8-or-replacement"


def register_codec() -> None:
    """Make known a codec that reads UTF-8, with or without a byte order mark, and shows what it cannot read as U+FFFD."""
    codecs.register(_find)


def _find(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != CODEC:
        return None
    utf8 = codecs.lookup("utf-8-sig")

    class Decoder(utf8.incrementaldecoder):  # type: ignore[name-defined,misc]
        """Reads a file piece by piece, as ``open`` does."""

        def __init__(self, errors: str = "strict") -> None:
            super().__init__("replace")

    def decode(data: bytes, errors: str = "strict") -> tuple[str, int]:
        return utf8.decode(data, "replace")

    return codecs.CodecInfo(utf8.encode, decode, incrementaldecoder=Decoder, name=CODEC)  # type: ignore[arg-type]
