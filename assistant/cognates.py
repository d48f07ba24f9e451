"""Words that a Romance language and English have in common, told by their endings and by their spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from assistant.words import stem

CLOSE_SPELLING = 88.0
"""How alike (0–100) a word of the question and a word of the records have to be spelt to be the same."""

SHORTEST = 7
"""Letters of the shortest word that is compared by its spelling; among shorter ones too many are alike."""


@cache
def _endings(language: str) -> tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]:
    """The rules for endings of one language, the longest ending first; ``True`` marks a sure rule."""
    rules, current = [], ""
    for line in (
        files("assistant").joinpath("data/glossary_cognates.tsv").read_text(encoding="utf-8").splitlines()
    ):
        if line.startswith("["):
            current = line.strip("[]")
        elif current == language and line:
            ending, _, english = line.partition("\t")
            rules.append((ending, tuple((form.rstrip("!"), form.endswith("!")) for form in english.split())))
    return tuple(sorted(rules, key=lambda rule: -len(rule[0])))


class _Lexicon:
    """The words of the records: which there are, and which is spelt like another word."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        self._by_stem: dict[str, str] = {}
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words, key=lambda word: (len(word), word)):
            self._by_stem.setdefault(stem(word), word)
            if len(word) >= SHORTEST and word.isalpha():
                self._by_letter[word[0]].append(word)

    def find(self, spelling: str) -> str | None:
        """``spelling``, or the shortest word of the same stem, if there is one."""
        return spelling if spelling in self._words else self._by_stem.get(stem(spelling))

    def closest(self, spellings: Sequence[str]) -> str | None:
        """The word most like one of ``spellings``, if like enough."""
        best, score = None, CLOSE_SPELLING
        for spelling in spellings:
            if len(spelling) < SHORTEST:
                continue
            found = process.extractOne(
                spelling, self._by_letter.get(spelling[0], ()), scorer=fuzz.ratio, score_cutoff=score
            )
            if found is not None and (best is None or found[1] > score):
                best, score = found[0], found[1]
        return best


@lru_cache(maxsize=4)
def _lexicon(words: frozenset[str]) -> _Lexicon:
    return _Lexicon(words)


@lru_cache(maxsize=8_192)
def cognate(word: str, language: str, words: frozenset[str]) -> str | None:
    """The English word that a folded word of ``language`` has in common with it, if it can be told.

    It is one of ``words``, the words of the records, unless the ending is a sure sign.
    """
    spellings, sure = _spellings(word, language)
    lexicon = _lexicon(words)
    for spelling in spellings:
        found = lexicon.find(spelling)
        if found is not None:
            return found
    return lexicon.closest([word, *spellings]) or sure


def _spellings(word: str, language: str) -> tuple[list[str], str | None]:
    """How English might spell ``word``, the likeliest first, and the spelling that a sure rule gives."""
    spellings: list[str] = []
    sure: str | None = None
    for ending, forms in _endings(language):
        base = word.removesuffix(ending)
        if len(base) == len(word) or len(base) < (4 if len(ending) <= 2 else 2):
            continue
        for form, is_sure in forms:
            if len(base + form) >= 5:
                spellings.append(base + form)
                if is_sure and sure is None and len(word) >= SHORTEST:
                    sure = base + form
        if sure is not None:
            break
    if language != "fr":  # estatística, statistics
        spellings += [spelling[1:] for spelling in spellings if _PROTHETIC(spelling)]
        sure = sure[1:] if sure is not None and _PROTHETIC(sure) else sure
    return spellings, sure


_PROTHETIC = re.compile(r"es[bcdflmnpqtv]").match
