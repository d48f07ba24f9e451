"""Types of fact that a sentence can state and a question can ask for: a number, a date, a person …"""

from __future__ import annotations

import re

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|august|sept(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    "dec(?:ember)?"
)
_COUNT_WORD = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|"
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
    "person": re.compile(
        r"\b(?:Mr|Ms|Mrs|Dr|Prof)\b\.?|[A-ZÁÉÍÓÚÇ][\w’'áéíóúâêôãõçñëïü-]+\s+(?:[A-Z]\.\s*|d[aeo]s?\s+)?"
        r"[A-ZÁÉÍÓÚÇ][\w’'áéíóúâêôãõçñëïü-]+"
    ),
    "email": re.compile(r"[\w.+-]+@[\w-]+\.\w"),
    "phone": re.compile(
        r"(?:\+|\b00|\btel\b|\bphone)[\s:.]*\(?\d|\(\d{2,4}\)\s*\d|\d{2,4}[ -]\d{2,4}[ -]\d{2,4}", re.I
    ),
    "link": re.compile(r"https?://|www\.|\b\w+\.(?:org|net|com|int|gov|br)\b", re.I),
}
"""For each type of fact, what shows it in an English text."""

FACTS = tuple(SHOWN)

_NUMBER = re.compile(rf"(?<![\w@./-])\d[\d,.]*(?![\w@/])|\b(?:{_COUNT_WORD}|one|no)\b", re.I)


def facts_in(text: str) -> frozenset[str]:
    """The types of fact that ``text`` shows."""
    return frozenset(name for name, pattern in SHOWN.items() if pattern.search(text))


def numbers_in(text: str) -> list[re.Match[str]]:
    """Where ``text`` states numbers, in digits or words."""
    return list(_NUMBER.finditer(text))
