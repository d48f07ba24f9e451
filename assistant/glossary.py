"""Questions in Spanish, French and Portuguese, put into the English words of the records.

The tables ``data/glossary_<language>.tsv`` hold words and phrases with their English; a line without English
is a word that says nothing of the subject. A phrase is found as it is written, in another number or gender,
or by its stems, always without accents and with or without the small words inside; the longest one wins.
Names of countries and groups come from the gazetteer. What is in no table may still be a cognate: its ending
is exchanged by ``data/glossary_cognates.tsv``, or a word of the records is spelt almost the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from assistant.cognates import cognate
from assistant.glossary_table import GlossaryTable, glossary_table, unaccented
from assistant.inflection import LANGUAGES, stems_of, without_number_and_gender
from assistant.words import STOP_WORDS, content_stems
from ingest.gazetteer import find_mentions
from ingest.records import Country

_TOKEN = re.compile(
    r"(?:https?://|www\.)\S*[^\s.,;:!?)»”]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\d+(?:[.,]\d+)*|[^\W\d_]+|[^\W_]+"
)
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})((?:[.\u00a0\u202f ]\d{3})+)(?![\d.,]*\d)")
_CLOSES_UP = re.compile(r"[\s'’‘/&_«»“”\"\-\u2010-\u2013]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A question in English words, in the order of the original.

    ``terms`` are the English content stems of ``text``, each once; words that were not understood are in
    ``text`` and in ``unknown`` as they were written, but not in ``terms``.
    """

    text: str
    terms: tuple[str, ...]
    unknown: tuple[str, ...]


def to_english(
    text: str, language: str, *, vocabulary: Collection[str] | Callable[[], Collection[str]] = ()
) -> Translation:
    """``text`` in English words, for searching English records.

    ``vocabulary`` holds the words of the records in lower case without accents; a function is called only
    when a word needs it, and a frozenset is prepared only once. Words of it, acronyms, addresses, numbers and
    names pass as they are. A text in English, or in a language without a glossary, is returned unchanged.
    """
    if language not in LANGUAGES:
        return Translation(text=text, terms=tuple(dict.fromkeys(content_stems(text))), unknown=())
    text = _THOUSANDS.sub(lambda found: re.sub(r"\D", "", found.group()), text)
    return _Rendering(text, glossary_table(language), vocabulary).translation()


@dataclass(slots=True)
class _Token:
    text: str
    folded: str
    start: int
    end: int
    is_stop: bool
    opens: bool  # whether a phrase may not reach across from the token before


class _Rendering:
    """One question on its way into English."""

    def __init__(
        self, text: str, glossary: GlossaryTable, vocabulary: Collection[str] | Callable[[], Collection[str]]
    ) -> None:
        self._text = text
        self._glossary = glossary
        self._vocabulary = vocabulary
        self._known: frozenset[str] | None = None
        self._shouted = text.isupper()
        self._tokens: list[_Token] = []
        end = 0
        for match in _TOKEN.finditer(text):
            folded = unaccented(match.group())
            opens = not _CLOSES_UP.fullmatch(text, end, match.start())
            stops = folded in glossary.stop_words
            self._tokens.append(_Token(match.group(), folded, match.start(), match.end(), stops, opens))
            end = match.end()
        stems = stems_of((token.folded for token in self._tokens), glossary.language)
        self._stems = [
            token.folded if token.is_stop else stem for token, stem in zip(self._tokens, stems, strict=True)
        ]

    def translation(self) -> Translation:
        english: list[str] = []
        understood: list[str] = []
        unknown: list[str] = []
        places = {
            mention.start: mention for mention in find_mentions(self._text, adjectives=True, regions=True)
        }
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            phrase, after = self._phrase(at)
            mention = places.get(token.start)
            if mention is not None:
                past = next(
                    (i for i in range(at, len(self._tokens)) if self._tokens[i].start >= mention.end),
                    len(self._tokens),
                )
                if phrase is None or past > after or (past == after and not self._is_listed(at)):
                    place = mention.place
                    phrase, after = place.name if isinstance(place, Country) else place.acronym, past
            if phrase is None and not token.is_stop:
                phrase = self._word(at)
                if phrase is None:
                    english.append(token.text)
                    unknown.append(token.text)
            if phrase is not None:
                english.append(phrase)
                understood.append(phrase)
            at = max(after, at + 1)
        return Translation(
            text=" ".join(english),
            terms=tuple(dict.fromkeys(content_stems(" ".join(understood)))),
            unknown=tuple(dict.fromkeys(unknown)),
        )

    def _phrase(self, at: int) -> tuple[str | None, int]:
        """The English of the longest phrase of the table that begins at token ``at``, and where it ends."""
        longest = self._glossary.longest.get(self._stems[at], 1)
        whole = self._run(at, longest, every=True)
        runs = [whole]
        if not self._tokens[at].is_stop:
            telling = self._run(at, longest, every=False)
            if telling != whole[: len(telling)]:
                runs.append(telling)
        best: tuple[str | None, int] = (None, at)
        for run in runs:
            for count in range(len(run), 0, -1):
                if run[count - 1] < best[1]:
                    break
                found = self._look_up(run[:count])
                if found is not None:
                    best = (found, run[count - 1] + 1)
                    break
        return best

    def _run(self, at: int, longest: int, *, every: bool) -> list[int]:
        run = [at]
        for i in range(at + 1, len(self._tokens)):
            token = self._tokens[i]
            if token.opens or len(run) == longest:
                break
            if every or not token.is_stop:
                run.append(i)
        return run

    def _look_up(self, run: list[int]) -> str | None:
        if len(run) == 1:
            return self._look_up_one(run[0])
        written = " ".join([self._tokens[i].folded for i in run])
        return self._glossary.words.get(written) or self._glossary.stems.get(
            " ".join([self._stems[i] for i in run])
        )

    def _look_up_one(self, at: int) -> str | None:
        """The English of one word; a word that English has as well is only looked up as it is written."""
        token = self._tokens[at]
        words = self._glossary.words
        written = token.text.lower()
        found = words.get(written) or words.get(token.folded)
        if found is None and written.endswith("s"):
            found = words.get(written[:-1]) or words.get(token.folded[:-1])
        if found is None and written.endswith(("ée", "ées")):
            found = words.get(written[: written.rindex("é") + 1])
        if found is not None or token.is_stop:
            return found
        if self._is_acronym(token):
            return None
        found = self._glossary.bare_words.get(
            without_number_and_gender(token.folded, self._glossary.language)
        )
        if found is not None:
            return found
        found = self._glossary.nearest_kin(self._stems[at], token.folded)
        return token.text if found is not None and token.folded in self._words() else found

    def _is_listed(self, at: int) -> bool:
        """Whether the table holds the word as it is written, not only a word of the same stem."""
        token = self._tokens[at]
        return token.text.lower() in self._glossary.words or token.folded in self._glossary.words

    def _word(self, at: int) -> str | None:
        """A word that is in no table, in English or as it is when it needs no translation; else ``None``."""
        token = self._tokens[at]
        if not token.folded.isalpha() or self._is_acronym(token) or token.folded in STOP_WORDS:
            return token.text
        if token.folded in self._words():
            return token.text
        similar = cognate(token.folded, self._glossary.language, self._words())
        if self._is_name(at) and (similar is None or token.folded[:4] != similar[:4]):
            return token.text
        return similar

    def _words(self) -> frozenset[str]:
        if self._known is None:
            words = self._vocabulary() if callable(self._vocabulary) else self._vocabulary
            self._known = words if isinstance(words, frozenset) else frozenset(words)
        return self._known

    def _is_acronym(self, token: _Token) -> bool:
        return not self._shouted and len(token.text) > 1 and token.text.isupper()

    def _is_name(self, at: int) -> bool:
        token = self._tokens[at]
        return not self._shouted and token.text[0].isupper() and at > 0 and not token.opens
