"""The proper names, acronyms and addresses of a text, and whether another text holds them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from assistant.glossary import to_english
from assistant.support.figures import MONTHS
from assistant.words import STOP_WORDS, content_stems, fold, stem
from ingest.gazetteer import find_mentions

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\])>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|int|gov|edu|info|io)\b(?:/[^\s\])>]*)?",
    re.I,
)
_TOKEN = re.compile(r"[^\W_]+(?:[’'&/.-][^\W_]+)*")
_JOINS = re.compile(r"\s+|['’]")
_WORDS = tomllib.loads(files("assistant").joinpath("data/names.toml").read_text(encoding="utf-8"))
_COMMON = frozenset(_WORDS["common"].split())
_GENERIC = frozenset(_WORDS["generic"].split())
_REGION_OF: dict[str, str] = _WORDS["regions"]
_SMALL = frozenset(("of", "for", "the", "and", "on", "in", "de", "la", "del", "du", "des", "&", "to"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name or acronym, and where it starts; ``words`` are its capitalised words, folded."""

    text: str
    words: tuple[str, ...]
    start: int

    @property
    def is_acronym(self) -> bool:
        return len(self.words) == 1 and _is_acronym(self.text)


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[Name, ...]:
    """The names of ``text`` in order, without those of countries, groups, months and addresses.

    The first word of a sentence counts only as an acronym or where a capital follows.
    """
    blank = _ADDRESS.sub(lambda found: " " * len(found.group()), text)
    for mention in find_mentions(blank, adjectives=True, regions=True):
        blank = blank[: mention.start] + " " * (mention.end - mention.start) + blank[mention.end :]
    tokens = list(_TOKEN.finditer(blank))
    found: list[Name] = []
    run: list[re.Match[str]] = []

    def close() -> None:
        if run:
            words = tuple(fold(token.group()) for token in run)
            if not all(_is_common(word) or word in _GENERIC for word in words):
                found.append(
                    Name(text=blank[run[0].start() : run[-1].end()], words=words, start=run[0].start())
                )
            run.clear()

    for position, token in enumerate(tokens):
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if not _is_name(blank, token, following):
            close()
            continue
        if run and not _JOINS.fullmatch(blank[run[-1].end() : token.start()]):
            close()
        run.append(token)
    close()
    return tuple(found)


@lru_cache(maxsize=4096)
def addresses(text: str) -> frozenset[str]:
    """Web and e-mail addresses, in lower case, without scheme, ``www.`` and closing stops."""
    return frozenset(
        re.sub(r"^(?:https?://)?(?:www\.)?", "", found.lower()).rstrip(".,;:!?/)’'\"")
        for found in _ADDRESS.findall(text)
    )


class NameBook:
    """The words, acronyms and aliases of a text, to look names up in."""

    def __init__(self, text: str, aliases: Iterable[tuple[str, str]] = ()) -> None:
        self._words = {fold(token.group()) for token in _TOKEN.finditer(text)}
        self._words |= {piece for word in self._words for piece in re.split(r"[’'&/.-]", word)}
        self._words |= {_REGION_OF[word] for word in self._words if word in _REGION_OF}
        self._stems = {stem(word) for word in self._words}
        self._initials = _initials(text)
        self._aliases = [(fold(short), tuple(content_stems(long))) for short, long in aliases]

    def holds(self, name: Name, language: str = "en") -> bool:
        """Whether ``name`` is in the text: by its words, as acronym, alias or translation."""
        acronyms = {fold(token) for token in _TOKEN.findall(name.text) if _is_acronym(token)}
        if all(self._has(word) or (word in acronyms and self._knows_acronym(word)) for word in name.words):
            return True
        initials = "".join(word[0] for word in name.words)
        if len(initials) > 1 and {initials, initials + "s"} & self._words:
            return True
        stems = content_stems(name.text)
        if any(long and set(long) <= set(stems) and short in self._words for short, long in self._aliases):
            return True
        return language != "en" and self._has_translation(name, language)

    def _has(self, word: str) -> bool:
        if _is_common(word) or word in self._words or stem(word) in self._stems:
            return True
        if _REGION_OF.get(word) in self._words:
            return True
        pieces = [piece for piece in re.split(r"[’'&/.-]", word) if piece]
        return len(pieces) > 1 and all(piece in self._words or _is_common(piece) for piece in pieces)

    def _knows_acronym(self, acronym: str) -> bool:
        plain = re.sub(r"\W|(?<=.)s$", "", acronym)
        return plain in self._initials or any(
            short in (acronym, plain) and long and set(long) <= self._stems for short, long in self._aliases
        )

    def _has_translation(self, name: Name, language: str) -> bool:
        terms = to_english(name.text, language).terms
        if terms and all(term in self._stems or _is_common(term) for term in terms):
            return True
        return all(
            self._has(word)
            or (len(word) > 4 and any(fuzz.ratio(word, other) >= 80 for other in self._words))
            or any(term in self._stems for term in to_english(word, language).terms)
            for word in name.words
        )


def _is_name(text: str, token: re.Match[str], following: re.Match[str] | None) -> bool:
    word = token.group()
    if not word[0].isupper() or not any(character.isalpha() for character in word):
        return False
    folded = fold(word)
    if folded in MONTHS and len(folded) > 3:
        return False
    if _is_acronym(word):
        return True
    before = text[: token.start()].rstrip("“\"'‘([*_ \n\t-–—•")
    opens = not before or before[-1] in ".!?:;…"
    if not opens:
        return len(word) > 1
    return (
        folded not in STOP_WORDS
        and following is not None
        and following.group()[0].isupper()
        and not _is_acronym(following.group())
        and text[token.end() : following.start()].isspace()
    )


def _is_acronym(word: str) -> bool:
    letters = re.sub(r"[^A-Za-zÀ-ÿ]", "", word)
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) >= max(2, len(letters) / 2)


def _is_common(word: str) -> bool:
    return word in _COMMON or word in STOP_WORDS


def _initials(text: str) -> frozenset[str]:
    """The initials of every run of capitalised words: ``ilo`` of “International Labour Organization”."""
    found: set[str] = set()
    runs: list[list[str]] = [[]]
    for token in _TOKEN.finditer(text):
        word = token.group()
        if word[0].isupper():
            runs[-1].extend(piece for piece in re.split(r"[-/&]", word) if piece)
        elif fold(word) not in _SMALL:
            runs.append([])
    for run in runs:
        letters = "".join(word[0] for word in run).lower()
        for start in range(len(letters)):
            for end in range(start + 2, min(len(letters), start + 9) + 1):
                found.add(letters[start:end])
    return frozenset(found)
