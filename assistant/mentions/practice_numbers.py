"""Practices that a question names by a number in words: “the eighth practice”, “prática vinte e dois”, “fiche 7”."""

from __future__ import annotations

import re

_CARDINALS = (
    "one uno una un une um uma",
    "two dos deux dois duas",
    "three tres trois",
    "four cuatro quatre quatro",
    "five cinco cinq",
    "six seis",
    "seven siete sept sete",
    "eight ocho huit oito",
    "nine nueve neuf nove",
    "ten diez dix dez",
    "eleven once onze",
    "twelve doce douze doze",
    "thirteen trece treize treze",
    "fourteen catorce quatorze catorze",
    "fifteen quince quinze",
    "sixteen dieciseis seize dezesseis dezasseis",
    "seventeen diecisiete dix-sept dezessete dezassete",
    "eighteen dieciocho dix-huit dezoito",
    "nineteen diecinueve dix-neuf dezenove dezanove",
    "twenty veinte vingt vinte",
)
_ORDINALS = (
    "",
    "",
    "",
    "",
    "",
    "sixth sexto sexta sixieme",
    "seventh septimo septima setimo setima septieme",
    "eighth octavo octava oitavo oitava huitieme",
    "ninth noveno novena nono nona neuvieme",
    "tenth decimo decima dixieme",
    "eleventh undecimo undecima onzieme",
    "twelfth duodecimo duodecima douzieme",
    "thirteenth treizieme",
    "fourteenth quatorzieme",
    "fifteenth quinzieme",
    "sixteenth seizieme",
    "seventeenth dix-septieme",
    "eighteenth dix-huitieme",
    "nineteenth dix-neuvieme",
    "twentieth vigesimo vigesima vingtieme",
)

_LEAST = 6
"""The first ordinal that names a practice: the first five are more often those of a list that was just given."""

_OF_TENS = {
    "twenty": 20,
    "vinte": 20,
    "vingt": 20,
    "veinti": 20,
    "decimo": 10,
    "decima": 10,
    "vigesimo": 20,
    "vigesima": 20,
}
_UNITS = (
    "one un uno una um uma first primero primera primeiro primeira unieme",
    "two dos deux dois duas second segundo segunda deuxieme",
    "three tres trois third tercero tercera terceiro terceira troisieme",
    "four cuatro quatre quatro fourth cuarto cuarta quarto quarta quatrieme",
    "five cinco cinq fifth quinto quinta cinquieme",
    "six seis sixth sexto sexta sixieme",
    "seven siete sept sete seventh septimo septima setimo setima septieme",
    "eight ocho huit oito eighth octavo octava oitavo oitava huitieme",
    "nine nueve neuf nove ninth noveno novena nono nona neuvieme",
)
_THIRTY = "thirty treinta trente trinta thirtieth trigesimo trigesima trentieme"


def _values(lines: tuple[str, ...]) -> dict[str, int]:
    return {word: value for value, line in enumerate(lines, 1) for word in line.split()}


_CARDINAL, _ORDINAL, _UNIT = _values(_CARDINALS), _values(_ORDINALS), _values(_UNITS)
_COMPOUND = (
    rf"(?:{'|'.join(_OF_TENS)})(?:[ -]?(?:e |y |et )?)(?:{'|'.join(sorted(_UNIT, key=len, reverse=True))})"
)
_SIMPLE = "|".join(sorted({*_CARDINAL, *_ORDINAL, *_THIRTY.split()}, key=len, reverse=True))
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
    rf"(?<!\w)(?:{_NOUN}|{_SHEET}(?= {_MARK}))\s+(?:{_MARK}\s*)?({_COMPOUND}|{_SIMPLE})"
    rf"(?!\w)(?!\s+(?:{_NOUN}|countr|pais|pays))"
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


def in_digits(folded: str) -> str:
    """A folded question in which practices that it names by a number in words are named by digits.

    The numbers of sheets (“ficha 7”) and a bare one at the end of a few words (“metodologia da 8”) are taken as
    those of practices.
    """
    folded = _SHEET_NUMBERED.sub("practice ", folded)
    folded = _MARKED.sub(r"\1 ", folded)
    folded = _ORDINAL_FIRST.sub(_by_ordinal, folded)
    folded = _IN_WORDS.sub(_by_cardinal, folded)
    bare = _BARE.match(folded) or _AND_THE.match(folded)
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
    if words in _THIRTY.split():
        return 30
    found = _IN_TENS.fullmatch(words)
    if found and found.group(2) in _UNIT:
        return _OF_TENS[found.group(1)] + _UNIT[found.group(2)]
    return None
