"""Practices that a question names by a number in words: “the eighth practice”, “prática vinte e dois”, “fiche 7”."""

from __future__ import annotations

import re

from assistant.number_words import before_units, cardinals, ordinals

_MOST = 30
"""The highest number that is read in words."""

_LEAST = 6
"""The first ordinal that names a practice: the first five are more often those of a list that was just given."""

_CARDINAL, _ORDINAL, _OF_TENS = cardinals(most=_MOST), ordinals(least=_LEAST, most=_MOST), before_units()
_UNIT = cardinals(most=9) | ordinals(most=9)
_COMPOUND = (
    rf"(?:{'|'.join(_OF_TENS)})(?:[ -]?(?:e |y |et )?)(?:{'|'.join(sorted(_UNIT, key=len, reverse=True))})"
)
_SIMPLE = "|".join(sorted({*_CARDINAL, *_ORDINAL}, key=len, reverse=True))
_ORDINAL_WORD = rf"{_COMPOUND}|{'|'.join(sorted(_ORDINAL, key=len, reverse=True))}"
_IN_TENS = re.compile(rf"({'|'.join(_OF_TENS)})[ -]?(?:e |y |et )?(\w+)")

_NOUN = (
    r"(?:good practices?|practices?|buenas practicas|buena practica|practicas?|bonnes? pratiques?|pratiques?|"
    r"boas praticas|boa pratica|praticas?|gps?|bp)"
)
_SHEET = r"(?:fichas?|fiches?|practice sheets?|sheets?)"
_MARK = r"(?:number|numero|num\.?|nro\.?|no\.?|nr\.?|n[.°oº]{1,2}|#)"

_ENDING = r"(?:\s?[ªºa]|\.[ªºao]|e|eme|ieme|th|st|nd|rd|da|ta|va|na|ma|mo|vo)"

_SHEET_NUMBERED = re.compile(rf"(?<!\w){_SHEET}\s*(?:{_MARK}\s*)?(?=\d{{1,2}}(?!\d))")
_MARKED = re.compile(rf"(?<!\w)({_NOUN})\s*{_MARK}\s*(?=\d{{1,2}}(?!\d))")
_IN_WORDS = re.compile(
    rf"(?<!\w)(?:{_NOUN}|{_SHEET}(?= {_MARK}))\s+(?:{_MARK}\s*)?"
    rf"(?!(?<=[^c]ticas )dos(?!\w))(?!(?<=[^c]tica )dos(?!\w))"
    rf"({_COMPOUND}|{_SIMPLE})(?!\w)(?!\s+(?:{_NOUN}|countr|pais|pays))"
)
_ORDINAL_FIRST = re.compile(rf"(?<!\w)(?:({_ORDINAL_WORD})|(\d{{1,2}}){_ENDING})\s+{_NOUN}(?!\w)")
_BARE = re.compile(
    r"^(?:\S+\s+){1,4}(?:da|do|de la|la|of|of number|of no\.?|numero|number)\s+(\d{1,2})\s*[?.!]*$"
)
"""A section “of 8”: a few words, and nothing behind the number that it could count."""
_AND_THE = re.compile(
    r"^\W*(?:y|e|et|and)\s+(?:la|a|the|gp)\s+(\d{1,2})(?=\s*(?:[,;?:]|$)|\s+(?:que|como|quien|cuanto|cual|what|how|who|"
    r"when|where|comment|qui|quand|quem|quanto|qual|donde|onde)(?!\w))"
)
"""“And the 28, how was it done?”"""
_ALONE = re.compile(
    rf"^\W*(?:(?:the|la|el|le|a|o|number|numero|nr|{_MARK})\s*)?(\d{{1,2}})\s*[,;:–—-]\s+(?=\D)"
)
"""“The 23, in short”, “21: who paid?”"""
_WITH_ARTICLE = re.compile(
    r"(?<!\w)(la|da|na|(?:sobre|para|com|por) a|pela)\s+"
    r"(?=\d{1,2}(?:\s*(?:$|[?.!,;:)])|\s+(?:y|e|et|o|ou|con|avec|com)\s))"
)
"""“À qui écrire pour la 21, et à qui pour la 30 ?”: nothing behind that the number could count."""


def in_digits(folded: str) -> str:
    """A folded question in which practices that it names by a number in words are named by digits.

    The numbers of sheets (“ficha 7”) and a bare one at the end of a few words (“metodologia da 8”) are taken as
    those of practices.
    """
    folded = _SHEET_NUMBERED.sub("practice ", folded)
    folded = _MARKED.sub(r"\1 ", folded)
    folded = _ORDINAL_FIRST.sub(_by_ordinal, folded)
    folded = _IN_WORDS.sub(_by_cardinal, folded)
    folded = _WITH_ARTICLE.sub(r"\1 practice ", folded)
    bare = _BARE.match(folded) or _AND_THE.match(folded) or _ALONE.match(folded)
    if bare:
        return f"{folded[: bare.start(1)]}practice {folded[bare.start(1) :]}"
    return folded


def _by_ordinal(found: re.Match[str]) -> str:
    value = int(found.group(2)) if found.group(2) else _value(found.group(1))
    return f"practice {value}" if value is not None and value >= _LEAST else found.group()


def _by_cardinal(found: re.Match[str]) -> str:
    value = _value(found.group(1))
    if value is None or (value == 1 and re.match(r"\s+\w", found.string[found.end() :])):
        return found.group()  # “the practice one should follow”
    return f"practice {value}"


def _value(words: str) -> int | None:
    """The number up to thirty that ``words`` say, cardinal or ordinal."""
    if words in _CARDINAL:
        return _CARDINAL[words]
    if words in _ORDINAL:
        return _ORDINAL[words]
    found = _IN_TENS.fullmatch(words)
    if found and found.group(2) in _UNIT:
        return _OF_TENS[found.group(1)] + _UNIT[found.group(2)]
    return None
