"""Turn the LaTeX that BibTeX files are written in into plain text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

_MARKUP = re.compile(r"[\\{}$~]|--|``|''")
# What pylatexenc does not know, or would show with more than its text.
_REWRITTEN = (
    (re.compile(r"\\(?:href|noopsort)\b\s*(?:\{[^{}]*\})?|\\url\b\s*"), ""),
    (re.compile(r"\\(?:enquote|mkbibquote)\s*\{([^{}]*)\}"), "\N{LEFT SINGLE QUOTATION MARK}\\1\N{RIGHT SINGLE QUOTATION MARK}"),
    (re.compile(r"\\\^\{\s*\}"), r"\\textasciicircum{}"),
    (re.compile(r"\\~\{\s*\}"), r"\\textasciitilde{}"),
)
# Reference managers leave these bare; LaTeX would take them for a comment, a column or a parameter.
_BARE = re.compile(r"(?<!\\)([%&#])")
# Pandoc's rule tells mathematics from money: no space inside either dollar, no digit after the second.
_DOLLAR = re.compile(r"(?<!\\)\$(?=\S)[^$]*(?<=[^\s\\])\$(?!\d)|(?<!\\)(\$)")
_SYMBOLS = {"slash": "/", "textbar": "|", "textbackslash": "\\", "textless": "<", "textgreater": ">", "textasciicircum": "^"}


def _decoder() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=text) for name, text in _SYMBOLS.items()]
    context.add_context_category("evidence-matrix", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=context, math_mode="text")


_DECODER = _decoder()


@lru_cache(maxsize=4096)
def plain(value: str) -> str:
    """Return the text of a BibTeX value: LaTeX decoded, protecting braces dropped, white space made single."""
    text = _decode(value) if _MARKUP.search(value) else value
    return " ".join(unicodedata.normalize("NFC", text).split())


def _decode(value: str) -> str:
    for pattern, replacement in _REWRITTEN:
        value = pattern.sub(replacement, value)
    value = _BARE.sub(r"\\\1", value)
    value = _DOLLAR.sub(lambda match: r"\$" if match[1] else match[0], value)
    try:
        return str(_DECODER.latex_to_text(value))
    except Exception:  # pylatexenc raises whatever its own lookups raise on macros without their arguments
        return re.sub(r"\\[A-Za-z]+\s?|[\\{}]", "", value)


def verbatim(value: str) -> str:
    """Return an address as BibLaTeX means it, untouched, but for the escapes that BibTeX needed in it."""
    value = re.sub(r"\\url\s*\{([^{}]*)\}", r"\1", value.strip())
    value = re.sub(r"\\textasciitilde\s*(?:\{\})?|\\~\{\s*\}|\$\\sim\$", "~", value)
    return re.sub(r"\{?\\([_%&#~$])\}?", r"\1", value).strip("{}").strip()
