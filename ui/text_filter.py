"""Which records hold the words of a text filter, typed in any of the four languages.

A word is held where one of the record, of its countries, themes or bodies in the four languages begins with it, so that
the filter follows the typing; or where the record holds its English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.glossary import to_english
from assistant.mentions.bodies import bodies_in, names_of
from assistant.mentions.named_things import in_a_row
from assistant.words import STOP_WORDS, content_stems, fold
from ingest.records import Record
from ui.pages.words import LANGUAGES, term
from ui.pages.world_map import places_of

_WORD = re.compile(r"\w+")
_KEPT = 16_384
"""Of how many records the words are kept from one filter to the next."""


def holding(records: Sequence[Record], query: str, language: str = "en") -> list[Record]:
    """The ``records`` that hold every word of ``query``, whatever case and accents; words in quotes stay together.

    ``language`` is the one that the reader has chosen: words of it are understood even where English has them too,
    words of the others only where they are none of the records'.
    """
    phrases = [phrase for phrase in query.split('"')[1::2] if _WORD.search(phrase)]
    outside = " ".join(query.split('"')[::2])
    wanted = [f" {_plain(piece)}" for piece in (*phrases, *outside.split()) if _WORD.search(piece)]
    english = list(_in_english(records, phrases, outside, language))
    return [
        record
        for record in records
        if all(piece in _typed(record) for piece in wanted)
        or any(
            all(stems in _stems(record) for stems in known)
            and all(piece in _typed(record) for piece in typed)
            for known, typed in english
        )
    ]


def _in_english(
    records: Sequence[Record], phrases: Sequence[str], outside: str, language: str
) -> Iterator[tuple[list[str], list[str]]]:
    """For each language that the words may be of: the stems of their English, and the words that have none."""
    words = [word for word in _plain(f"{outside} {' '.join(phrases)}").split() if word not in STOP_WORDS]
    is_foreign = any(not any(f" {word} " in _own(record) for record in records) for word in words)
    for spoken in LANGUAGES:
        if spoken == "en" or not (spoken == language or is_foreign):
            continue
        whole = to_english(outside, spoken)
        together = [to_english(phrase, spoken) for phrase in phrases]
        unknown = [word for said in (whole, *together) for word in said.unknown]
        known = [*whole.terms, *(" ".join(content_stems(said.text)) for said in together if not said.unknown)]
        is_said_anew = not set(known) <= {
            *content_stems(outside),
            *(" ".join(content_stems(p)) for p in phrases),
        }
        if known and is_said_anew and (spoken == language or not unknown):
            yield [f" {stems} " for stems in known], [f" {_plain(word)}" for word in unknown]


def _plain(text: str) -> str:
    """The words of ``text``, folded, with one blank between."""
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=_KEPT)
def _own(record: Record) -> str:
    """All words that ``record`` says, a blank before and behind each."""
    return f" {_plain(_text(record))} "


@lru_cache(maxsize=_KEPT)
def _typed(record: Record) -> str:
    """The same with its names in the four languages."""
    named = [country.name for country in places_of(record).values()]
    named += [*record.themes, *record.modalities, record.region or "", *record.kinds]
    names = [term(name, spoken) for name in named for spoken in LANGUAGES]
    names += [name for body in bodies_in(_text(record)) for name in names_of(body)]
    return f"{_own(record)} {'  '.join(map(_plain, dict.fromkeys(names)))} "


@lru_cache(maxsize=_KEPT)
def _stems(record: Record) -> str:
    return in_a_row(_text(record))


def _text(record: Record) -> str:
    """Everything that ``record`` says."""
    pieces = [record.id, record.title, record.short_title or "", record.institution or "", *record.authors]
    pieces += [country.name for country in places_of(record).values()]
    pieces += [*record.groups, *record.themes, *record.modalities, *record.funding, *record.contacts]
    pieces += [f"{partner.acronym or ''} {partner.name}" for partner in record.partners]
    pieces += [part.title for part in record.parts]
    pieces += [section.text for section in record.sections]
    return "\n".join(pieces)
