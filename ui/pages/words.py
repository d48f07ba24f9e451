"""The words of the pages in the four languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ingest.country_names import country_name
from ingest.records import format_pages
from ui.pages.markup import esc

LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}
"""The languages of the pages by code, each by its own name."""

DEFAULT = "en"


def word(name: str, language: str, **values: object) -> str:
    """The words ``name`` in ``language``, braces filled in. For HTML, ``written``."""
    text = words(language)[name]
    return text.format(**values) if values else text


def written(name: str, language: str, **values: object) -> str:
    """The words ``name`` as HTML shows them."""
    return esc(word(name, language, **values))


def term(value: str, language: str) -> str:
    """A country, region, theme, kind or other value of a record as a reader of ``language`` calls it."""
    return words(language).get(f"term_{value}") or country_name(value, language)


def pages_of(pages: tuple[int, ...], language: str) -> str:
    """“page 3” or “pages 3–5”; not escaped."""
    return word("pages" if len(pages) > 1 else "page", language, pages=format_pages(pages))


@cache
def words(language: str) -> dict[str, str]:
    """All words of ``language`` by name."""
    text = files("ui.pages").joinpath(f"data/words_{language}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    terms = tables.pop("terms")
    return {**tables, **{f"term_{value}": shown for value, shown in terms.items()}}


def accepted_language(wanted: Iterable[str | None], header: str) -> str:
    """The first of ``wanted`` that the pages speak, else the best of ``header``, else English."""
    for code in wanted:
        if code in LANGUAGES:
            return code
    ranked = []
    for position, item in enumerate(header.split(",")[:20]):
        code, _, weight = item.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), position, code[:2].lower()))
        except ValueError:
            continue
    return next((code for _, _, code in sorted(ranked) if code in LANGUAGES), DEFAULT)
