"""Whether the answer speaks of the thing asked for: a reason, a town, a venue, somebody who acts, “which hotel”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.evidence import Evidence
from assistant.facts import names_person
from assistant.glossary import to_english
from assistant.mentions.asked_things import agents_in, things_asked, things_said, towns_in
from assistant.mentions.record_mentions import places_in
from assistant.reading import Reading
from assistant.weighing.ranked_sentences import RankedSentences, Sentence
from assistant.words import content_stems, fold, stem, stem_set
from ingest.records import Record, RecordKind

THINGS = (
    "reason",
    "selection",
    "difficulty",
    "lesson",
    "venue",
    "street",
    "area",
    "pay",
    "score",
    "judgement",
)
_PLACES = ("city", "where", "country")
_TOWNS = frozenset({"city", "where", "venue", "street", "area"})

THING_SIGNALS = (
    "initiative",
    *(f"asks {thing}" for thing in (*THINGS, *_PLACES)),
    *(f"no {thing} {where}" for thing in THINGS for where in ("first", "near", "anywhere")),
    "asks for a place",
    *(f"no town {where}" for where in ("first", "quoted", "near")),
    *(f"no city {where}" for where in ("first", "quoted")),
    "no whereabouts first",
    "no venue nor town first",
    *(f"no country {where}" for where in ("first", "near")),
    "nobody first",
    "nobody quoted",
    "nobody nor place first",
    "head said",
    *(f"head not {where}" for where in ("first", "quoted", "in record", "in any")),
    "head not understood",
)
"""``no …``: it is asked for, and not spoken of by the ``first`` sentence, those ``quoted``, those ``near`` the first
by their score, or any of the record, but where the question says it itself. ``head``: what “which” goes with."""

_NEAR, _NEARLY = 6, 2.0
"""How many sentences are near the first one, and how far below it their score may be."""

_QUESTION_WORD = re.compile(r"[a-zà-ÿ'-]+")
_WHICH = {
    "en": re.compile(r"\b(?:which|what|whose)\s+(.+)", re.I),
    "es": re.compile(r"(?<!\w)(?:que|cual(?:es)?(?: es| son| fue| era)?(?: el| la| los| las)?)\s+([\w'-]+)"),
    "fr": re.compile(r"(?<!\w)quel(?:le)?s?(?: est| sont)?(?: le| la| les)?\s+([\w'-]+)"),
    "pt": re.compile(r"(?<!\w)(?:que|qual|quais)(?: e| sao| foi)?(?: o| a| os| as)?\s+([\w'-]+)"),
}
_VERBS = (
    "did do does is are was were has have had can could will would should came come comes happened made makes the a an "
    "of for in on to it if about else kind kinds sort sorts type part role way ways city cities town towns capital "
    "village place day date month year time"
)
_VERBS_ELSEWHERE = (
    "se fue fueron es son hay hubo tiene tuvo hizo hicieron paso dijo tal et est sont a ont foi foram e sao tem teve "
    "fez fizeram ha houve tipo manera modo parte maneira forma papel les la le de el los las o os as lo ciudad "
    "ciudades pueblo capital localidad lugar dia fecha mes ano ville villes commune lieu jour date mois annee cidade "
    "cidades localidade data"
)
_NO_HEAD, _NO_HEAD_ELSEWHERE = frozenset(_VERBS.split()), frozenset(_VERBS_ELSEWHERE.split())
"""Words after “which” or “what” of which no kind is asked for."""

_COMPOUND = re.compile(
    r"(?:agency|firm|company|cent(?:re|er)|school|institute|rate|fee|book|mark|score|number|hall|room|hotel|bank|code|"
    r"plan|model)s?$"
)
"""What “which training centre” asks for, where “which centre” does."""

_LONGEST_HEAD = 5


def thing_signals(
    reading: Reading,
    record: Record,
    every: RankedSentences,
    sentences: Sequence[Sentence],
    evidence: Evidence,
) -> dict[str, float]:
    """The signals of ``THING_SIGNALS``."""
    first = every[0].text
    near = [
        s.text for s, below in zip(every, every.scores, strict=False) if below > every.scores[0] - _NEARLY
    ]
    quoted = [sentence.text for sentence in sentences]
    asked = things_asked(reading.text, reading.language)
    signals: dict[str, bool] = {"initiative": record.kind is RecordKind.INITIATIVE}
    signals |= {f"asks {thing}": thing in asked for thing in (*THINGS, *_PLACES)}
    signals |= _of_things(asked, first, near[:_NEAR], every)
    signals |= _of_places(reading, asked, first, near[:_NEAR], quoted)
    signals |= _of_persons(reading, first, quoted)
    signals |= _of_head(reading, record, first, quoted, evidence)
    return {name: float(value) for name, value in signals.items()}


def _of_things(
    asked: frozenset[str], first: str, near: Sequence[str], every: RankedSentences
) -> dict[str, bool]:
    signals: dict[str, bool] = {}
    for thing in THINGS:
        wanted = thing in asked
        signals[f"no {thing} first"] = wanted and thing not in things_said(first)
        signals[f"no {thing} near"] = wanted and not any(thing in things_said(text) for text in near)
        signals[f"no {thing} anywhere"] = wanted and not any(thing in things_said(s.text) for s in every)
    return signals


def _of_places(
    reading: Reading, asked: frozenset[str], first: str, near: Sequence[str], quoted: Sequence[str]
) -> dict[str, bool]:
    said, told = _said(reading), places_in(reading.query).union(reading.countries)
    wanted, country = bool(asked & _TOWNS), "country" in asked
    town, town_quoted = bool(towns_in(first) - said), bool(_all(map(towns_in, quoted)) - said)
    place = bool(places_in(first) - told)
    return {
        "asks for a place": wanted,
        "no town first": wanted and not town,
        "no town quoted": wanted and not town_quoted,
        "no town near": wanted and not _all(map(towns_in, near)) - said,
        "no city first": "city" in asked and not town,
        "no city quoted": "city" in asked and not town_quoted,
        "no whereabouts first": "where" in asked and not town and not place,
        "no venue nor town first": "venue" in asked and not town and "venue" not in things_said(first),
        "no country first": country and not place,
        "no country near": country and not _all(map(places_in, near)) - told,
    }


def _of_persons(reading: Reading, first: str, quoted: Sequence[str]) -> dict[str, bool]:
    wanted = bool(reading.wanted & {"person", "individual"})
    said = _said(reading)
    known = said | {stem(word) for word in said}
    nobody = wanted and not agents_in(first) - known and not names_person(first)
    place = places_in(first) - places_in(reading.query).union(reading.countries)
    return {
        "nobody first": nobody,
        "nobody quoted": wanted
        and not _all(map(agents_in, quoted)) - known
        and not any(map(names_person, quoted)),
        "nobody nor place first": nobody and not place,
    }


def _of_head(
    reading: Reading, record: Record, first: str, quoted: Sequence[str], evidence: Evidence
) -> dict[str, bool]:
    word = head(reading)
    english = word
    if word and reading.language != "en":
        english = to_english(word, reading.language, vocabulary=evidence.catalog.vocabulary).text
    stems = frozenset(content_stems(english))
    body = evidence.catalog.body_stems[record.id]
    return {
        "head said": bool(stems),
        "head not first": bool(stems) and not stems & stem_set(first),
        "head not quoted": bool(stems) and not stems & _all(map(stem_set, quoted)),
        "head not in record": bool(stems) and not stems & body,
        "head not in any": bool(stems) and not any(map(evidence.catalog.knows, stems)),
        "head not understood": bool(word) and not stems,
    }


def head(reading: Reading) -> str:
    """The word that “which” goes with (“hotel” of “which hotel”), as it stands; nothing where there is none."""
    pattern = _WHICH.get(reading.language, _WHICH["en"])
    if pattern is not _WHICH["en"]:
        found = pattern.search(fold(reading.text))
        word = str(found.group(1)) if found else ""
        return "" if word in _NO_HEAD_ELSEWHERE else word
    found = pattern.search(reading.query)
    words: list[str] = re.findall(r"[\w'’-]+", found.group(1))[:_LONGEST_HEAD] if found else []
    for word, following in pairwise([*words, ""]):
        if word.lower() in _NO_HEAD:
            return ""
        if not content_stems(word) or word[0].isupper() or places_in(word):
            continue
        return following if _COMPOUND.search(following.lower()) else word
    return ""


def _said(reading: Reading) -> frozenset[str]:
    """The folded words of the question, as put and in English."""
    return frozenset(_QUESTION_WORD.findall(fold(reading.text)) + _QUESTION_WORD.findall(fold(reading.query)))


def _all(found: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*found)
