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
        self._stems = words | {stem(word) for word in words}
        self._words = words
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            if len(word) >= 5 and word.isalpha():
                self._by_letter[word[0]].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._words or stem(word) in self._stems

    def closest(self, spellings: Sequence[str]) -> str | None:
        """The word most like one of ``spellings``, if like enough."""
        best: tuple[float, str] | None = None
        for spelling in spellings:
            found = process.extractOne(
                spelling,
                self._by_letter.get(spelling[0], ()),
                scorer=fuzz.ratio,
                score_cutoff=best[0] + 0.01 if best else CLOSE_SPELLING,
            )
            if found is not None:
                best = (found[1], found[0])
        return best[1] if best else None


@lru_cache(maxsize=4)
def _lexicon(words: frozenset[str]) -> _Lexicon:
    return _Lexicon(words)


@lru_cache(maxsize=8_192)
def cognate(word: str, language: str, words: frozenset[str]) -> str | None:
    """The English word that a folded word of ``language`` has in common with it, if it can be told."""
    lexicon = _lexicon(words)
    spellings = [word]
    sure: str | None = None
    for ending, forms in _endings(language):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            base = word[: -len(ending)]
            for form, is_sure in forms:
                spelling = base + form
                if len(spelling) >= 5:
                    spellings.append(spelling)
                    if is_sure and sure is None:
                        sure = spelling
            if sure is not None:
                break
    if language != "fr":  # estatística, statistics
        spellings += [spelling[1:] for spelling in spellings if re.match(r"es[bcdflmnpqtv]", spelling)]
    for spelling in spellings[1:]:
        if spelling in lexicon:
            return spelling
    if len(word) >= 5:
        closest = lexicon.closest(spellings)
        if closest is not None:
            return closest
    return sure if sure is not None and len(word) >= 7 else None
