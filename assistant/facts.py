"""Types of fact that a sentence can state and a question can ask for: a number, a date, a person …"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from assistant.number_words import cardinals
from ingest.gazetteer import find_countries

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|august|sept(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    "dec(?:ember)?"
)
_COUNT_WORD = (
    rf"{'|'.join(cardinals('en', least=2, most=19))}|(?:{'|'.join(cardinals('en', least=20))})(?:-[a-z]+)?|hundred|"
    "thousand|million|dozen|half|both|none"
)

SHOWN = {
    "number": re.compile(rf"(?<![\w@./-])\d[\d,.]*(?![\w@/])|\b(?:{_COUNT_WORD})s?\b", re.I),
    "percent": re.compile(r"\d\s?(?:%|per ?cent)|\bper ?cent\b|\bhalf\b|\bthirds?\b|\bquarters?\b", re.I),
    "amount": re.compile(
        r"(?:US\$|USD|EUR|\$|€|£|R\$)\s?\d|\d[\d.,]*\s?(?:M|K|million|billion)?\s?"
        r"(?:US\$|USD|EUR|dollars|euros|million|\$|€)",
        re.I,
    ),
    "date": re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{_MONTH})\b\.?\s+\d|\d\s+(?:to \d+ )?(?:{_MONTH})\b", re.I),
    "duration": re.compile(
        rf"\b(?:\d+|{_COUNT_WORD}|one|an?)[-\s](?:\w+[-\s])?(?:minutes?|hours?|days?|weeks?|months?|years?)\b",
        re.I,
    ),
    "place": re.compile(r"\b(?:in|at|to|from|of|near|visited|hosted by)\s+(?:the\s+)?[A-ZÁÉÍÓÚ]\w+"),
    "named": re.compile(r"(?<=[^.!?:\s]\s)[“\"'(]*(?:[A-ZÁÉÍÓÚÇ][\w’'-]+|[A-Z]{2,})"),
    "email": re.compile(r"[\w.+-]+@[\w-]+\.\w"),
    "phone": re.compile(
        r"(?:\+|\b00|\btel\b|\bphone)[\s:.]*\(?\d|\(\d{2,4}\)\s*\d|\d{2,4}[ -]\d{2,4}[ -]\d{2,4}", re.I
    ),
    "link": re.compile(r"https?://|www\.|\b\w+\.(?:org|net|com|int|gov|br)\b", re.I),
}
"""For each type of fact, what shows it in an English text."""

_NAME_WORD = r"[A-ZÁÉÍÓÚÇ][a-zà-ÿ’'-]+"
_FULL_NAME = re.compile(rf"\b({_NAME_WORD})\s+(?:[A-Z]\.\s*|d[aeo]s?\s+|de la\s+)?({_NAME_WORD})")
_HONORIFIC = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|Prof|Sr|Sra)\b\.?\s+[A-Z]")
NO_PERSON = frozenset(
    files("assistant").joinpath("data/not_of_persons.txt").read_text(encoding="utf-8").split()
)
"""Words with capitals that are parts of the names of institutions, places and works, not of persons."""


def names_person(text: str) -> bool:
    """Whether ``text`` names a person: two words with capitals that are no words of institutions."""
    if _HONORIFIC.search(text):
        return True
    return any(not {first.lower(), second.lower()} & NO_PERSON for first, second in _FULL_NAME.findall(text))


FACTS = (*SHOWN, "individual", "country")

_NUMBER = re.compile(rf"(?<![\w@./-])\d[\d,.]*(?![\w@/])|\b(?:{_COUNT_WORD}|one|no)\b", re.I)


@lru_cache(maxsize=32_768)
def facts_in(text: str) -> frozenset[str]:
    """The types of fact that ``text`` shows."""
    shown = {name for name, pattern in SHOWN.items() if pattern.search(text)}
    if names_person(text):
        shown.add("individual")
    if "named" in shown or "place" in shown or text[:1].isupper():
        shown.update({"country"} if find_countries(text, adjectives=True) else ())
    return frozenset(shown)


def numbers_in(text: str) -> list[re.Match[str]]:
    """Where ``text`` states numbers, in digits or words."""
    return list(_NUMBER.finditer(text))
