"""Spanish, French and Portuguese words without their endings, so that inflected forms meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

import Stemmer

LANGUAGES = {"es": "spanish", "fr": "french", "pt": "portuguese"}
"""The languages whose inflection is known, and the names of their Snowball stemmers."""


def without_number_and_gender(word: str, language: str) -> str:
    """A folded word without the endings of number and gender: *trabajadoras* and *trabajador* are one."""
    return word if len(word) < 4 else _BARE[language](word)


def stems_of(words: Iterable[str], language: str) -> list[str]:
    """The stems of folded words; a doer stays apart from what is done (*travailleur*, *travail*)."""
    words = list(words)
    regular = _REGULAR.get(language)
    stems: list[str] = _stemmer(language).stemWords([regular(word) for word in words] if regular else words)
    hint, agent = _AGENTS[language]
    return [
        without_number_and_gender(word, language) if hint in word and agent(word) else stem
        for word, stem in zip(words, stems, strict=True)
    ]


def _french_participle(word: str) -> str:
    """*assurées* and *assurent* as *assure*, *assuraient* as *assurait*: the stemmer does not know the rest."""
    if word.endswith("aient") and len(word) > 6:
        return word[:-3] + "t"
    if word.endswith(("ee", "ees")):
        return word[: word.rindex("ee") + 1]
    if word.endswith("ent") and len(word) > 5 and not word.endswith("ment"):
        return word[:-2]
    return word


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(LANGUAGES[language])


_IBERIAN_AGENT = re.compile(r".{3,}[aei]dor(?:a|es|as)?").fullmatch
_AGENTS: dict[str, tuple[str, Callable[[str], re.Match[str] | None]]] = {
    "es": ("dor", _IBERIAN_AGENT),
    "fr": ("eu", re.compile(r".{4,}eu(?:r|rs|se|ses)").fullmatch),
    "pt": ("dor", _IBERIAN_AGENT),
}


def _bare_spanish(word: str) -> str:
    if word.endswith("es") and len(word) > 5:
        word = word[:-2]
    elif word.endswith("s"):
        word = word[:-1]
    return word[:-1] if word[-1] in "aeo" and len(word) > 3 else word


def _bare_french(word: str) -> str:
    word = word[:-1] if word[-1] in "sx" else word
    if word.endswith("au"):
        word = word[:-1] + "l"
    for feminine, masculine in _FRENCH_FEMININE:
        if word.endswith(feminine):
            return word[: -len(feminine)] + masculine
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


_FRENCH_FEMININE = (
    ("trice", "teur"),
    ("euse", "eur"),
    ("elle", "el"),
    ("enne", "en"),
    ("onne", "on"),
    ("anne", "an"),
    ("ive", "if"),
    ("ee", ""),
)


def _portuguese_singular(word: str) -> str:
    if not word.endswith(("is", "es", "ns")):
        return word
    for plural, singular in _PORTUGUESE_PLURAL:
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word[: -len(plural)] + singular
    return word


_PORTUGUESE_PLURAL = (("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ois", "ol"), ("ns", "m"))


def _bare_portuguese(word: str) -> str:
    singular = _portuguese_singular(word)
    if singular == word:
        if word.endswith(("res", "zes")):
            singular = word[:-2]
        elif word.endswith("s"):
            singular = word[:-1]
    if singular.endswith("ao"):
        return singular
    return singular[:-1] if singular[-1] in "aeo" and len(singular) > 3 else singular


_BARE: dict[str, Callable[[str], str]] = {
    "es": _bare_spanish,
    "fr": _bare_french,
    "pt": _bare_portuguese,
}
_REGULAR: dict[str, Callable[[str], str]] = {"fr": _french_participle, "pt": _portuguese_singular}
