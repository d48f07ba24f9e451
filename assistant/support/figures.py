"""The numbers and dates of a text, in digits or words of four languages, each with what it counts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from text_to_num import alpha2digit

from assistant.words import STOP_WORDS, fold, stem

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SCALE = {
    "hundred": 100, "thousand": 1e3, "mil": 1e3, "mille": 1e3, "million": 1e6, "millions": 1e6,
    "millon": 1e6, "millones": 1e6, "milhao": 1e6, "milhoes": 1e6, "billion": 1e9, "dozen": 12,
}  # fmt: skip
_WORD_FIGURES = {
    "half": 0.5, "mitad": 0.5, "moitie": 0.5, "metade": 0.5, "dozen": 12.0, "docena": 12.0, "douzaine": 12.0,
    "duzia": 12.0, "decade": 10.0, "decada": 10.0, "decennie": 10.0, "twice": 2.0, "dozens": 24.0,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<figure>\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\d])|\d+(?:[.,]\d+)*)"
    r"(?P<ending>st|nd|rd|th|º|ª|er|re|ère|e|ème|o|a|os|as)?(?![^\W\d_])"
)
_SCALED = re.compile(
    r"(?<![\w.,])(\d+(?:[.,]\d+)*)\+?\s+(thousand|mil|mille|millones|mill[oó]n|millions?|milh(?:ão|ões)|billion)\b",
    re.I,
)
_PERCENT = re.compile(r"\s*\b(?:per ?cent|por ciento|por cento|pour ?cents?)\b", re.I)
_ACRONYM = re.compile(r"[\ue000-\uf8ff]|\b[A-ZÀ-Þ]{2,}\b")
_SHORT_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–/]\s*(\d\d)(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOPS = re.compile(r"[,.;:()\[\]!?“”\"]|\s[–—-]\s|\d")
_MONTHS = (
    "january enero janvier janeiro jan ene", "february febrero fevrier fevereiro feb fev",
    "march marzo mars marco mar", "april abril avril apr abr avr", "may mayo mai maio",
    "june junio juin junho jun", "july julio juillet julho jul", "august agosto aout aug ago",
    "september septiembre setiembre septembre setembro sep sept set",
    "october octubre octobre outubro oct out",
    "november noviembre novembre novembro nov", "december diciembre decembre dezembro dec dic dez",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_SHORT_MONTH = frozenset(name for name in MONTHS if len(name) <= 4) - {"june", "july", "mayo", "maio", "juin"}
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{4}[/.-](\d{1,2})[/.-]\d{1,2}|\d{1,2}[/.-](\d{1,2})[/.-]\d{4})(?!\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number: its possible values (``1.600`` may be 1600 or 1.6) and the stems of what it counts.

    A ``weak`` one may only order what is said: *one*, *first*, *a second condition*.
    """

    values: frozenset[float]
    counted: frozenset[str]
    start: int
    weak: bool = False


@lru_cache(maxsize=4096)
def in_digits(text: str, language: str = "en") -> str:
    """``text`` with its number words as digits."""
    plain = unicodedata.normalize("NFKC", text).replace("‐", "-").replace("‑", "-")
    plain = _SCALED.sub(_multiplied, _PERCENT.sub("%", _ADDRESS.sub(" ", plain)))
    kept: list[str] = []

    def keep(acronym: re.Match[str]) -> str:
        kept.append(acronym.group())
        return chr(0xE000 + min(len(kept) - 1, 0x18FF))

    hidden = _ACRONYM.sub(keep, plain)  # the ILO is OIT in Portuguese, which is not eight
    digits: str = alpha2digit(hidden, language, 0.0)
    return re.sub("[\ue000-\uf8ff]", lambda mark: kept[ord(mark.group()) - 0xE000], digits)


@lru_cache(maxsize=4096)
def figures(text: str, language: str = "en") -> tuple[Figure, ...]:
    """The numbers of ``text`` in order; those inside addresses and codes (COVID-19, G20) are left out."""
    return figures_in_digits(in_digits(text, language))


def figures_in_digits(text: str) -> tuple[Figure, ...]:
    """The same for a text whose numbers are digits already."""
    found: list[Figure] = []
    for match in _NUMBER.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()]
        if re.fullmatch(r"[^\W\d_]-", before):
            continue
        values = _values(match["figure"])
        end = match.end("ending") if match["ending"] else match.end("figure")
        weak = values == {1.0} or (bool(match["ending"]) and max(values) <= 5)
        found.append(Figure(values=values, counted=_counted(text, end), start=match.start(), weak=weak))
    found += [
        Figure(values=frozenset({float(match[1][:2] + match[2])}), counted=frozenset(), start=match.start(2))
        for match in _SHORT_YEAR.finditer(text)
    ]
    for match in _WORD.finditer(text):
        value = _WORD_FIGURES.get(fold(match.group()))
        if value is not None:
            found.append(Figure(values=frozenset({value}), counted=frozenset(), start=match.start()))
    return tuple(sorted(found, key=lambda figure: figure.start))


@lru_cache(maxsize=4096)
def months(text: str) -> frozenset[int]:
    """The months that ``text`` names, in any of the four languages or in a numeric date."""
    found = {int(month) for pair in _NUMERIC_DATE.findall(text) for month in pair if month}
    for match in _WORD.finditer(text):
        name = fold(match.group())
        if name not in MONTHS:
            continue
        near = text[max(0, match.start() - 6) : match.end() + 6]
        ambiguous = name in _SHORT_MONTH or name in ("march", "may", "mars", "marco")
        if not ambiguous or (re.search(r"\d", near) and (match.group()[0].isupper() or len(name) > 3)):
            found.add(MONTHS[name])
    return frozenset(month for month in found if 1 <= month <= 12)


def _multiplied(found: re.Match[str]) -> str:
    value = max(_values(found[1])) if len(_values(found[1])) == 1 else min(_values(found[1]))
    return f"{value * _SCALE[fold(found[2])]:.0f}"


def _values(figure: str) -> frozenset[float]:
    plain = re.sub(r"[\u00a0\u202f ]", "", figure)
    seps = re.findall(r"[.,]", plain)
    if not seps:
        return frozenset({float(plain)})
    grouped = re.fullmatch(r"\d{1,3}(?:([.,])\d{3})+", plain)
    if len(set(seps)) == 2:
        decimal = seps[-1]
        whole, _, rest = plain.rpartition(decimal)
        return frozenset({float(re.sub(r"[.,]", "", whole) + "." + rest)})
    if len(seps) > 1:
        if grouped:
            return frozenset({float(re.sub(r"[.,]", "", plain))})
        return frozenset(float(piece) for piece in re.split(r"[.,]", plain))  # 2.10.2023, section 3.1.2
    values = {float(plain.replace(",", "."))}
    if grouped:
        values.add(float(re.sub(r"[.,]", "", plain)))
    return frozenset(values)


def _counted(text: str, start: int) -> frozenset[str]:
    """The stems of the words right after a number, up to a small word, a stop, or another number."""
    rest = text[start : start + 80]
    stop = _STOPS.search(rest.lstrip(" -–%"))
    rest = rest.lstrip(" -–")[: stop.start()] if stop else rest
    if text[start : start + 2].lstrip().startswith("%"):
        return frozenset({"percent"})
    stems: list[str] = []
    for match in _WORD.finditer(rest):
        word = fold(match.group())
        if word in STOP_WORDS or len(stems) == 4:
            break
        stems += [stem(piece) for piece in re.split(r"['-]", word) if len(piece) > 1]
    return frozenset(stems)
