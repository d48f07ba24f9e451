"""When to say that the corpus does not answer.

A logistic model over signals of the answer that would be given: how much of the question it holds, whether it
shows the types of fact asked for, whether the places and names are there, how clearly its record came first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from assistant.evidence import Evidence, RankedRecord, Sentence, Weighed
from assistant.facts import FACTS, SHOWN
from assistant.reading import Reading
from assistant.record_table import taking_part
from assistant.weights import weights_of
from assistant.words import content_stems, stem_set
from ingest.gazetteer import members
from ingest.records import Record

REFUSAL_SIGNALS = (
    "constant",
    "record probability",
    "record margin",
    "named",
    "cosine",
    "rest cosine",
    "passage cosine",
    "sentence probability",
    "held",
    "rest held",
    "held by best",
    "held by record",
    "unknown",
    "foreign",
    "names missing",
    "place absent",
    "place unquoted",
    "place unseen",
    "name unseen",
    "period absent",
    "not counted",
    "counted apart",
    *(f"no {fact}" for fact in FACTS),
    *(f"asks {fact}" for fact in FACTS),
    "asks yesno",
    "asks section",
    "other section",
    "section blank",
    "section missing",
    "nothing new named",
    "best unlike",
    "terms",
    "few terms",
    "background",
    "translated",
    "lead",
)
"""``held``: how much of the question the chosen sentences and the names of the record hold; ``rest held``: of what
does not name the record; ``unknown``: how much of it no record holds. ``place absent``: the share of places asked
about that do not take part; ``place unseen``: of those that the record does not even mention. ``no number``: one
is asked for and none of the sentences shows one; ``not counted``: none beside the things counted."""


NAMED = SHOWN["named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether the evidence answers the question, and how sure that is (0–1)."""

    answer: bool
    confidence: float


def decide(
    reading: Reading,
    weighed: Weighed,
    chosen: Sequence[RankedRecord],
    sentences: Sequence[Sentence],
    evidence: Evidence,
) -> Decision:
    """Whether to give ``sentences`` as the answer."""
    if not chosen or not sentences:
        return Decision(answer=False, confidence=0.0)
    signals = refusal_signals(reading, weighed, chosen, sentences, evidence)
    weights = weights_of(evidence.parameters, "refusal", REFUSAL_SIGNALS)
    score = float(np.array([signals[name] for name in REFUSAL_SIGNALS]) @ weights)
    confidence = 1 / (1 + exp(-max(-30.0, min(30.0, score))))
    return Decision(answer=confidence >= evidence.parameters["refusal"]["threshold"], confidence=confidence)


def refusal_signals(
    reading: Reading,
    weighed: Weighed,
    chosen: Sequence[RankedRecord],
    sentences: Sequence[Sentence],
    evidence: Evidence,
) -> dict[str, float]:
    """The signals of the answer ``sentences`` from the records ``chosen``, by name."""
    catalog = evidence.catalog
    best, record = chosen[0], chosen[0].record
    naming, body = catalog.naming_stems[record.id], catalog.body_stems[record.id]
    words = (*reading.terms, *reading.asked)
    rest = tuple(word for word in words if word not in naming)
    quoted = frozenset().union(*(stem_set(f"{s.section.label} {s.text}") for s in sentences))
    first = sentences[0]
    others = [item for item in weighed.ranked if item.record.id != record.id]
    absent = [place for place in _places(reading) if not _takes_part(place, chosen)]
    unquoted = [place for place in absent if not stem_set(place) <= quoted]
    unseen = [place for place in unquoted if not stem_set(place) <= body]
    shown = frozenset().union(*evidence.table.shows(s.row for s in sentences))
    every = weighed.sentences(record)
    raised = [exp(s.score - every[0].score) for s in every]
    counted = max(s.signals["counted"] for s in sentences)
    signals = {
        "constant": 1.0,
        "record probability": best.probability,
        "record margin": min(5.0, best.score - others[0].score) / 5 if others else 1.0,
        "named": float(record.id in reading.records),
        "cosine": max(s.signals["cosine"] for s in sentences),
        "rest cosine": max(s.signals["rest_cosine"] for s in sentences),
        "passage cosine": best.signals["passage"],
        "sentence probability": 1 / sum(raised),
        "held": catalog.coverage(words, quoted | naming) if words else 1.0,
        "rest held": catalog.coverage(rest, quoted) if rest else 1.0,
        "held by best": catalog.coverage(words, stem_set(first.text) | naming) if words else 1.0,
        "held by record": catalog.coverage(words, body) if words else 1.0,
        "unknown": sum(not catalog.knows(word) for word in words) / len(words) if words else 0.0,
        "foreign": min(3, len(reading.foreign)) / 3,
        "name unseen": float(any(name not in body for name in reading.names)),
        "names missing": 1 - catalog.coverage(reading.names, body) if reading.names else 0.0,
        "place absent": float(bool(absent)),
        "place unquoted": float(bool(unquoted)),
        "place unseen": float(bool(unseen)),
        "period absent": float(bool(reading.periods) and record.period not in reading.periods),
        "not counted": float(bool(reading.counted) and counted == 0),
        "counted apart": float(bool(reading.counted) and counted == 0.5),
        "asks yesno": float("yesno" in reading.wanted),
        "asks section": float(bool(reading.sections)),
        "other section": float(bool(reading.sections) and first.section.key not in reading.sections[:2]),
        "section blank": float(_section_state(reading, record) == "blank"),
        "section missing": float(_section_state(reading, record) == "missing"),
        "nothing new named": float("named" in reading.wanted and not _new_names(reading, sentences, naming)),
        "best unlike": 1 - max(s.signals["all"] for s in sentences),
        "terms": min(12, len(words)) / 12,
        "few terms": float(len(words) < 2),
        "background": best.signals["background"],
        "translated": float(reading.language != "en"),
        "lead": log(1 + first.words) / 5,
    }
    for fact in FACTS:
        signals[f"asks {fact}"] = float(fact in reading.wanted)
        signals[f"no {fact}"] = float(fact in reading.wanted and fact not in shown)
    return signals


def _places(reading: Reading) -> tuple[str, ...]:
    return (*reading.countries, *reading.groups)


def _takes_part(place: str, chosen: Sequence[RankedRecord]) -> bool:
    """Whether a country takes part in one of ``chosen``, or a group, or a member of the group."""
    partaking = frozenset().union(*(taking_part(item.record) for item in chosen))
    return place in partaking or any(member.name in partaking for member in members(place))


def _section_state(reading: Reading, record: Record) -> str:
    """``blank`` or ``missing`` where the section asked for above all has no text in ``record``."""
    if not reading.sections:
        return ""
    found = [section for section in record.sections if section.key is reading.sections[0]]
    if any(section.text.strip() for section in found):
        return ""
    return "blank" if found else "missing"


def _new_names(reading: Reading, sentences: Sequence[Sentence], naming: frozenset[str]) -> bool:
    """Whether ``sentences`` name something that neither the question nor the name of the record holds."""
    known = naming.union(reading.terms, reading.asked, reading.names)
    names = (match.group() for s in sentences for match in NAMED.finditer(s.text))
    return any(stem not in known for name in names for stem in content_stems(name))
