"""The labelled pairs that the support check is measured on, and the faults that are planted to make them.

``eval/support_pairs.jsonl`` holds sentences with the passage they cite. Those ``made`` by ``hand`` were
written for passages of the corpus: paraphrases, which they support, and denials, changed subjects and
invented details, which they do not. From each paraphrase others are ``derived`` by planting one wrong
number, country or name. ``python -m eval.support_pairs`` derives them anew from the lines made by hand.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import ConfigDict

from assistant.support.figures import figures
from assistant.support.names import names
from assistant.support.source import Premise
from eval.json_lines import read_json_lines
from ingest.gazetteer import Mention, find_mentions
from ingest.records import Country

FILE = Path(__file__).parent / "support_pairs.jsonl"

Kind = Literal["paraphrase", "number", "country", "name", "negation", "subject", "detail"]
KINDS: tuple[Kind, ...] = ("number", "country", "name", "negation", "subject", "detail")
"""The kinds of fault; a ``paraphrase`` has none."""

_IN_WORDS = {
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    "es": ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
    "fr": ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    "pt": ("dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze"),
}
_MONTHS = {
    "en": ("January", "March", "April", "June", "July", "August", "October", "November", "December"),
    "es": ("enero", "marzo", "abril", "junio", "julio", "agosto", "octubre", "noviembre", "diciembre"),
    "fr": ("janvier", "mars", "avril", "juin", "juillet", "août", "octobre", "novembre", "décembre"),
    "pt": ("janeiro", "março", "abril", "junho", "julho", "agosto", "outubro", "novembro", "dezembro"),
}
_OTHER_COUNTRIES = {
    "en": ("Kenya", "Peru", "Viet Nam", "Ghana", "Chile", "Nepal", "Jordan", "Mexico"),
    "es": ("Kenia", "Perú", "Vietnam", "Ghana", "Chile", "Nepal", "Jordania", "México"),
    "fr": ("Kenya", "Pérou", "Vietnam", "Ghana", "Chili", "Népal", "Jordanie", "Mexique"),
    "pt": ("Quênia", "Peru", "Vietnã", "Gana", "Chile", "Nepal", "Jordânia", "México"),
}
_NO_FAULT = frozenset({"paraphrase-099-country4"})
"""Derived sentences that turned out to be true when they were read."""
_OTHER_ACRONYMS = ("UNICEF", "UNIDO", "SENAI", "FAO", "OECD", "CONAFIPS")
_OTHER_NAMES = ("World Bank", "Ford Foundation", "Inter-American Development Bank", "Nile Basin Initiative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence, the passage it cites, and whether that passage supports it.

    ``header`` is what stands above the passage, ``aliases`` acronyms of its record with the full names.
    ``kind`` says what is wrong. ``split`` keeps the pairs of one record together: weights and rules were made
    on ``dev``.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    id: str
    sentence: str
    language: Literal["en", "es", "fr", "pt"]
    supported: bool
    kind: Kind
    record: str
    section: str
    header: str
    passage: str
    aliases: tuple[tuple[str, str], ...] = ()
    made: Literal["hand", "derived"] = "hand"
    split: Literal["dev", "test"] = "dev"

    @property
    def premise(self) -> Premise:
        """The passage as the support check takes it."""
        return Premise(text=self.passage, header=self.header, aliases=self.aliases)


def read_pairs(path: Path = FILE) -> list[Pair]:
    """The pairs of a file in order. Raises ``SourceError`` naming each line that cannot be read."""
    return list(read_json_lines([path], Pair, _problems))


def derive(made: Iterable[Pair]) -> list[Pair]:
    """The pairs ``made`` by hand, each paraphrase followed by those with a fault planted in it."""
    pairs: list[Pair] = []
    for pair in made:
        if pair.made != "hand":
            continue
        pairs.append(pair)
        if pair.kind == "paraphrase":
            pairs += [faulty for faulty in _faulty(pair) if faulty.id not in _NO_FAULT]
    return pairs


def write_pairs(pairs: Sequence[Pair], path: Path = FILE) -> None:
    """``pairs`` into ``path``, a line each."""
    path.write_text(
        "".join(json.dumps(asdict(pair), ensure_ascii=False) + "\n" for pair in pairs), encoding="utf-8"
    )


def _problems(pair: Pair) -> list[tuple[str, str]]:
    if pair.supported == (pair.kind == "paraphrase"):
        return []
    return [("supported", f"a pair of kind {pair.kind} cannot be {pair.supported}")]


def _faulty(pair: Pair) -> Iterator[Pair]:
    rng = random.Random(pair.id)
    planted: tuple[tuple[Kind, str | None], ...] = (
        ("number", _other_number(pair, rng)),
        ("number", _other_date(pair, rng)),
        ("country", _other_country(pair, rng)),
        ("country", _country_nearby(pair, rng)),
        ("name", _other_name(pair, rng)),
        ("name", _name_nearby(pair, rng)),
    )
    seen = {pair.sentence}
    for number, (kind, sentence) in enumerate(planted, 1):
        if sentence and sentence not in seen:
            seen.add(sentence)
            yield replace(
                pair,
                id=f"{pair.id}-{kind}{number}",
                sentence=sentence,
                supported=False,
                kind=kind,
                made="derived",
            )


def _other_number(pair: Pair, rng: random.Random) -> str | None:
    """One number replaced by another: in words by a word, in digits by one of about its size."""
    text = pair.sentence
    words = _IN_WORDS[pair.language]
    spots = re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*|(?<![\w.,])\d+(?:[.,]\d+)?(?![\w])", text)
    found = [m for m in spots if m.group().lower() in words or m.group()[0].isdigit()]
    if not found:
        return None
    spot = rng.choice(found)
    old = spot.group()
    held = {value for figure in figures(pair.passage) for value in figure.values}
    if old.lower() in words:
        options = [w for n, w in enumerate(words, 2) if w != old.lower() and n not in held]
        new = rng.choice(options)
        new = new.capitalize() if old[0].isupper() else new
    else:
        digits = re.sub(r"\D", "", old)
        while True:
            changed = str(int(digits) + rng.choice((-3, -2, -1, 1, 2, 3, 4, 10)))
            if int(changed) > 0 and len(changed) == len(digits) and float(changed) not in held:
                break
        new = changed if old.isdigit() else changed[:-1] + old[len(old) - 2] + changed[-1]
    return text[: spot.start()] + new + text[spot.end() :]


def _other_date(pair: Pair, rng: random.Random) -> str | None:
    months = _MONTHS[pair.language]
    spots = [m for m in re.finditer(r"[^\W\d_]+", pair.sentence) if m.group() in months]
    if not spots:
        return None
    spot = rng.choice(spots)
    new = rng.choice([month for month in months if month != spot.group()])
    return pair.sentence[: spot.start()] + new + pair.sentence[spot.end() :]


def _countries_in(pair: Pair) -> list[Mention]:
    return [m for m in find_mentions(pair.sentence) if isinstance(m.place, Country)]


def _other_country(pair: Pair, rng: random.Random) -> str | None:
    """One country replaced by one that the passage does not name."""
    found = _countries_in(pair)
    if not found:
        return None
    spot = rng.choice(found)
    held = {m.place for m in find_mentions(f"{pair.header} {pair.passage}", adjectives=True)}
    options = [name for name in _OTHER_COUNTRIES[pair.language] if not _is_held(name, held)]
    return pair.sentence[: spot.start] + rng.choice(options) + pair.sentence[spot.end :]


def _country_nearby(pair: Pair, rng: random.Random) -> str | None:
    """One country replaced by one that the passage or its header names elsewhere."""
    found = _countries_in(pair)
    named = {m.place for m in found}
    near = [
        m.place.name
        for m in find_mentions(f"{pair.passage} {pair.header}")
        if isinstance(m.place, Country) and m.place not in named
    ]
    if not found or not near or pair.language != "en":
        return None
    spot = rng.choice(found)
    return pair.sentence[: spot.start] + rng.choice(sorted(set(near))) + pair.sentence[spot.end :]


def _is_held(name: str, held: Iterable[object]) -> bool:
    return bool({m.place for m in find_mentions(name)} & set(held))


def _other_name(pair: Pair, rng: random.Random) -> str | None:
    """One name replaced by one that the passage does not hold."""
    found = [name for name in names(pair.sentence) if name.is_acronym or len(name.words) > 1]
    if not found:
        return None
    spot = rng.choice(found)
    around = f"{pair.header} {pair.passage}"
    options = [n for n in (_OTHER_ACRONYMS if spot.is_acronym else _OTHER_NAMES) if n not in around]
    return pair.sentence[: spot.start] + rng.choice(options) + pair.sentence[spot.start + len(spot.text) :]


def _name_nearby(pair: Pair, rng: random.Random) -> str | None:
    """One acronym replaced by another one of the passage."""
    found = [name for name in names(pair.sentence) if name.is_acronym]
    own = {_singular(name.text) for name in names(pair.sentence)}
    near = sorted({n.text for n in names(pair.passage) if n.is_acronym and _singular(n.text) not in own})
    if not found or not near:
        return None
    spot = rng.choice(found)
    return pair.sentence[: spot.start] + rng.choice(near) + pair.sentence[spot.start + len(spot.text) :]


def _singular(acronym: str) -> str:
    return acronym.removesuffix("s")


if __name__ == "__main__":
    write_pairs(derive(read_pairs()))
