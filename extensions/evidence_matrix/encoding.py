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
    base = codecs.lookup("utf-8-sig")

    def decode(data: bytes, errors: str = "strict") -> tuple[str, int]:
        return base.decode(data, "replace")

    class Incremental(codecs.BufferedIncrementalDecoder):
        def _buffer_decode(self, data: bytes, errors: str, final: bool) -> tuple[str, int]:
            return codecs.utf_8_decode(data, "replace", final)

        def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
            return super().decode(data, final)

    return codecs.CodecInfo(base.encode, decode, incrementaldecoder=Incremental, name=CODEC)
