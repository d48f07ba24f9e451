"""The tables ``data/glossary_<language>.tsv`` made ready for look-up.

A line has a word or phrase and its English; one without English is a word that says nothing of the subject.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from importlib.resources import files

from assistant.inflection import stems_of, without_number_and_gender

_LIGATURES = re.compile("[œæ’‘]")
_SEPARATOR = re.compile(r"['\-/&.,]+ *")
_MARKS = re.compile("[\u0300-\u036f]+")


def unaccented(text: str) -> str:
    """``text`` in lower case, without accents, ligatures and typographic apostrophes."""
    text = text.lower()
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFKD", _LIGATURES.sub(_spelt_out, text)))


def _spelt_out(ligature: re.Match[str]) -> str:
    return {"œ": "oe", "æ": "ae"}.get(ligature.group(), "'")


class GlossaryTable:
    """The words and phrases of one language with their English, for look-up at three degrees of likeness."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.stop_words: set[str] = set()
        self.words: dict[str, str] = {}  # words and phrases as they are written
        self.bare_words: dict[str, str] = {}  # words without number and gender
        self.stems: dict[str, str] = {}  # the stems of phrases
        self.kin: dict[str, list[tuple[str, str]]] = defaultdict(list)  # stem → words of that stem
        self.longest: dict[str, int] = {}  # stem of the first word → the most words of a phrase
        self._load()

    def nearest_kin(self, stem: str, folded: str) -> str | None:
        """The English of the word of that stem that is spelt most like ``folded``."""
        kin = self.kin.get(stem)
        return max(kin, key=lambda pair: _likeness(pair[0], folded))[1] if kin else None

    def _load(self) -> None:
        table = files("assistant").joinpath(f"data/glossary_{self.language}.tsv").read_text(encoding="utf-8")
        lines = [line.partition("\t") for line in table.splitlines() if line and not line.startswith("#")]
        sources = _SEPARATOR.sub(" ", unaccented("\n".join([source for source, _, _ in lines]))).split("\n")
        self.stop_words = {source for source, line in zip(sources, lines, strict=True) if not line[2]}
        self.words = {
            source.lower(): english for source, _, english in lines if english and not source.isascii()
        }
        single: list[tuple[str, str]] = []
        past: list[tuple[str, str]] = []  # without accents publicó gives way to público
        phrases: list[tuple[list[str], str]] = []
        for source, (raw, _, english) in zip(sources, lines, strict=True):
            if not english:
                continue
            if " " not in source:
                (past if raw.endswith(("ó", "é")) else single).append((source, english))
                continue
            written = source.split()
            phrases.append((written, english))
            if len(written) > 2:
                telling = [word for word in written if word not in self.stop_words]
                if 1 < len(telling) < len(written):
                    phrases.append((telling, english))
        distinct = list({word for word, _ in single + past}.union(*[written for written, _ in phrases]))
        stems = dict(zip(distinct, stems_of(distinct, self.language), strict=True))
        stems.update((word, word) for word in self.stop_words)
        for word, english in single + past:
            if word not in self.stop_words:  # où is where, ou is not
                self.words.setdefault(word, english)
            self.bare_words.setdefault(without_number_and_gender(word, self.language), english)
            self.kin[stems[word]].append((word, english))
        for written, english in phrases:
            stemmed = [stems[word] for word in written]
            self.words.setdefault(" ".join(written), english)
            self.stems.setdefault(" ".join(stemmed), english)
            if len(stemmed) > self.longest.get(stemmed[0], 0):
                self.longest[stemmed[0]] = len(stemmed)


def _likeness(word: str, other: str) -> tuple[int, int]:
    """How many letters two words begin with in common, then how near they are in length."""
    same = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), len(word))
    return same, -abs(len(word) - len(other))


@cache
def glossary_table(language: str) -> GlossaryTable:
    """The table of ``language``, read once."""
    return GlossaryTable(language)
