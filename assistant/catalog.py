"""What the assistant knows of its records beside their text: how each can be named in a question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.language import written_in
from assistant.mentions.named_things import in_a_row, numbers_said
from assistant.mentions.number_context import Beside, beside_numbers
from assistant.mentions.practice_numbers import in_digits
from assistant.words import content_stems, fold, plain_forms, stem, stem_set, words
from ingest.records import Record, RecordKind
from ingest.sentences import split_sentences

_NUMBERED = re.compile(
    r"(?<!\w)(?:good practices?|gps?|practices?|buenas? practicas?|practicas?|bonnes? pratiques?|pratiques?|"
    r"boas? praticas?|praticas?|bp)\s*(?:no\.?|n[.o°º]*|#|number|numero|nr\.?)?[\s-]*"
    r"(\d{1,3}(?:\s*(?:,|;|&|and|und|y|et|e|or|o|ou|vs\.?|versus|with|con|avec|com|to)\s*(?:gp|#)?\s*\d{1,3}"
    r"(?!\d))*)(?![\d%])"
)
_AND_ANOTHER = re.compile(
    r"(?<!\w)(?:and|y|et|e|vs\.?|versus|with|con|avec|com|or|o|ou)\s+"
    r"(?:(?:of|that of|those of|de|des|da|do|dos|das|del|la|las|el|los|the|le|les|a|as|os|"
    r"celles?|celui|ceux|de la|gp|number|no\.?)\s+){0,3}"
    r"(\d{1,2})(?=\s*(?:$|[.?!,;:()\s]))(?!\s*(?:%|[a-z]))"
)
"""One more number after a practice was named by its own: “practice 4 (Madagascar) and the 8”."""

_ID = re.compile(r"(?<!\w)(?:gp|init|proj|bg)-[a-z0-9-]+(?!\w)")

SHORTEST_MISSPELT = 5
"""Letters of the shortest word that is taken for a misspelling."""


class Catalog:
    """Names, numbers and vocabulary of the records of one index generation.

    ``is_word`` says of a folded word that no record holds whether it is an English word all the same,
    ``topicality`` scores how far an English word says what a record is about; ``None`` where that is not known.
    ``theme_sense`` tells the theme that an English phrase means in other words, and how likely.
    """

    def __init__(
        self,
        records: Mapping[str, Record],
        is_word: Callable[[str], bool] = lambda word: False,
        topicality: Callable[[str], float | None] = lambda word: None,
        theme_sense: Callable[[str], tuple[str, float] | None] = lambda phrase: None,
    ) -> None:
        self.records = records
        self.topicality = topicality
        self.theme_sense = theme_sense
        self._is_word = is_word
        self.by_number = {
            record.number: record.id
            for record in records.values()
            if record.kind is RecordKind.PRACTICE and record.number
        }
        self.title_stems = {record.id: stem_set(_titles(record)) for record in records.values()}
        self.naming_stems = {
            record.id: self.title_stems[record.id] | stem_set(_naming(record)) for record in records.values()
        }
        self._title_pairs = _telling_pairs([_titles(record) for record in records.values()])
        self.body_stems = {
            record.id: self.naming_stems[record.id].union(
                *(stem_set(f"{s.label} {s.text}") for s in record.sections)
            )
            for record in records.values()
        }
        frequency = Counter(stem for stems in self.body_stems.values() for stem in stems)
        self._idf = {stem: math.log(1 + len(records) / count) for stem, count in frequency.items()}
        self._unseen = math.log(1 + len(records))
        self.corrected = lru_cache(maxsize=4_096)(self._corrected)
        self.row_of_stems = lru_cache(maxsize=4_096)(self._row_of_stems)
        self.numbers_of = lru_cache(maxsize=4_096)(self._numbers_of)
        self.beside_numbers = lru_cache(maxsize=4_096)(self._beside_numbers)

    def quotes_title(self, text: str) -> bool:
        """Whether two telling words stand in ``text`` as they stand in a title: “green works”, “mining safety”."""
        return not self._title_pairs.isdisjoint(pairwise(content_stems(text)))

    def idf(self, stem: str) -> float:
        """How telling a stem is among the records; a stem no record has weighs most."""
        return self._idf.get(stem, self._unseen)

    def knows(self, stem: str) -> bool:
        """Whether any record holds the stem."""
        return stem in self._idf

    def coverage(self, terms: Iterable[str], stems: frozenset[str]) -> float:
        """The share of ``terms``, weighted by how telling they are, that ``stems`` holds (0–1)."""
        weights = {term: self.idf(term) for term in terms}
        total = sum(weights.values())
        return sum(weight for term, weight in weights.items() if term in stems) / total if total else 0.0

    @cached_property
    def titles_by_language(self) -> Mapping[str, frozenset[str]]:
        """The folded words of the titles of records that are not in English, by the language they are in."""
        found: dict[str, set[str]] = {}
        for record in self.records.values():
            text = " ".join([record.title, *(section.text for section in record.sections)])
            if (language := written_in(text)) != "en":
                found.setdefault(language, set()).update(words(record.title))
        return {language: frozenset(held) for language, held in found.items()}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the records, folded."""
        return frozenset(
            word
            for record in self.records.values()
            for text in (_titles(record), _naming(record), *(section.text for section in record.sections))
            for word in words(text)
        )

    def is_common_word(self, word: str) -> bool:
        """Whether the embedding model reads ``word`` in one piece, as it does the usual words of English."""
        return self._is_word(fold(word))

    def holding(self, forms: Iterable[str], *, together: bool = True) -> frozenset[str]:
        """The ids of the records whose text holds all of ``forms``, in one sentence or anywhere.

        ``forms`` are words in the form of ``assistant.words.plain_forms``.
        """
        of_sentence, sentences_with = self._mentions
        if together:
            rows = [sentences_with.get(form, frozenset()) for form in forms]
            return (
                frozenset(of_sentence[row] for row in frozenset.intersection(*rows)) if rows else frozenset()
            )
        ids = [frozenset(of_sentence[row] for row in sentences_with.get(form, ())) for form in forms]
        return frozenset.intersection(*ids) if ids else frozenset()

    def holding_phrase(self, phrase: str) -> frozenset[str]:
        """The ids of the records whose text holds ``phrase`` word for word."""
        wanted = fold(phrase)
        return frozenset(record_id for record_id, text in self._folded_texts.items() if wanted in text)

    def titled(self, record_id: str, forms: Iterable[str]) -> bool:
        """Whether the titles of a record hold all of ``forms``."""
        return set(forms) <= set(plain_forms(_titles(self.records[record_id])))

    @cached_property
    def _folded_texts(self) -> dict[str, str]:
        return {
            record.id: fold(" ".join([_titles(record), *(section.text for section in record.sections)]))
            for record in self.records.values()
        }

    def holding_text(self, text: str) -> frozenset[str]:
        """The ids of the records that hold the words of ``text`` in one sentence."""
        return self.holding(plain_forms(text))

    def share(self, form: str) -> float:
        """The share of the records whose text holds ``form`` (0–1)."""
        return len(self.holding([form])) / len(self.records) if self.records else 0.0

    @cached_property
    def _mentions(self) -> tuple[list[str], dict[str, frozenset[int]]]:
        """The record of every sentence, and the sentences that hold each word."""
        of_sentence: list[str] = []
        found: dict[str, set[int]] = {}
        for record in self.records.values():
            texts = [_titles(record)]
            for section in record.sections:
                texts += [section.text[s.start : s.end] for s in split_sentences(section.text)]
            for text in texts:
                for form in plain_forms(text):
                    found.setdefault(form, set()).add(len(of_sentence))
                of_sentence.append(record.id)
        return of_sentence, {form: frozenset(rows) for form, rows in found.items()}

    def numbered(self, folded: str) -> list[re.Match[str]]:
        """Where a folded question names practices by number or records by id."""
        return [*_ID.finditer(folded), *_NUMBERED.finditer(folded)]

    def named(self, folded: str) -> tuple[tuple[str, ...], tuple[int, ...], str]:
        """Records that a folded question names by number or id, unknown numbers, and the rest of it."""
        folded = in_digits(folded)
        ids: list[str] = []
        unknown: list[int] = []
        for match in _ID.finditer(folded):
            if match.group() in self.records:
                ids.append(match.group())
        rest = _ID.sub(" ", folded)
        for match in _NUMBERED.finditer(rest):
            for number in map(int, re.findall(r"\d+", match.group(1))):
                if number in self.by_number:
                    ids.append(self.by_number[number])
                else:
                    unknown.append(number)
        left = _NUMBERED.sub(" ", rest)
        if ids:
            for match in _AND_ANOTHER.finditer(left):
                if int(match.group(1)) in self.by_number:
                    ids.append(self.by_number[int(match.group(1))])
        return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(unknown)), left

    def _row_of_stems(self, record_id: str) -> str:
        """All that a record says, names included, as stems in a row (``named_things.in_a_row``)."""
        return in_a_row(self._all_text(record_id))

    def _numbers_of(self, record_id: str) -> frozenset[int]:
        """The whole numbers that a record states."""
        return numbers_said(self._all_text(record_id))

    def _beside_numbers(self, record_id: str) -> Beside:
        """What stands beside the numbers of a record."""
        return beside_numbers(self._all_text(record_id))

    def _all_text(self, record_id: str) -> str:
        record = self.records[record_id]
        texts = (f"{section.label} {section.text}" for section in record.sections)
        return " ; ".join([_titles(record), _naming(record), *texts])

    def _corrected(self, word: str) -> str:
        """``word``, or the word of the records that it misspells by one letter (two in a long word)."""
        if len(word) < SHORTEST_MISSPELT or not word.isalpha() or self.knows(stem(word)):
            return word
        if self._is_word(word):
            return word
        near = process.extractOne(
            word,
            self._by_letter.get(word[0], ()),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=1 if len(word) < 9 else 2,
        )
        return near[0] if near else word

    @cached_property
    def _by_letter(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for word in sorted(self.vocabulary):
            if len(word) >= SHORTEST_MISSPELT - 1 and word.isalpha():
                found.setdefault(word[0], []).append(word)
        return {letter: tuple(held) for letter, held in found.items()}


_SEVERAL_TITLES = 5
"""A word in more titles than this tells none of them."""


def _telling_pairs(titles: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The neighbouring stems of ``titles``, one of which at least is in few of them."""
    frequency = Counter(stem for title in titles for stem in stem_set(title))
    return frozenset(
        pair
        for title in titles
        for pair in pairwise(content_stems(title))
        if min(frequency[member] for member in pair) <= _SEVERAL_TITLES
    )


def _titles(record: Record) -> str:
    pieces = [record.title, record.short_title or "", *(part.title for part in record.parts)]
    return fold(" ; ".join(pieces))


def _naming(record: Record) -> str:
    """The words beside the titles by which people name a record: countries, groups, partners, themes."""
    pieces: list[str] = [record.institution or "", *record.themes]
    pieces += [country.name for country in record.countries]
    pieces += record.groups
    pieces += [country.name for part in record.parts for country in part.countries]
    pieces += [f"{partner.acronym or ''} {partner.name}" for partner in record.partners]
    return fold(" ; ".join(pieces))
