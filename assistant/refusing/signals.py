"""Signals by which an answer that would be given is told from one that had better not be."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np

from assistant.evidence import Evidence
from assistant.extent import is_broad
from assistant.facts import FACTS
from assistant.reading import Reading
from assistant.refusing.contact_signals import CONTACT_SIGNALS, contact_signals
from assistant.refusing.cue_signals import CUE_SIGNALS, cue_signals
from assistant.refusing.fact_signals import FACT_SIGNALS, fact_signals, without_persons
from assistant.refusing.mention_signals import MENTION_SIGNALS, mention_signals
from assistant.refusing.missing import blank_or_missing
from assistant.refusing.premise_signals import PREMISE_SIGNALS, premise_signals
from assistant.refusing.section_signals import SECTION_SIGNALS, section_signals
from assistant.refusing.showing_signals import (
    SHOWING_SIGNALS,
    is_lacking,
    names_something_new,
    showing_signals,
)
from assistant.refusing.thing_signals import THING_SIGNALS, thing_signals
from assistant.weighed import RankedRecord, Weighed
from assistant.weighing.asked_section import word_stems
from assistant.weighing.ranked_sentences import Sentence
from assistant.words import stem_set
from index.embedder import Vectors
from ingest.records import Record

_OF_SENTENCE = (
    "rest_cosine",
    "rest",
    "all",
    "rare",
    "rare_of_all",
    "cosine",
    "likely",
    "section_terms",
    "asked_before",
    "asked_often",
    "asked_same",
    "adapted",
    "adapted_rest",
)
_PRECEDENT = ("answered", "in_vain", "share", "above")

VECTOR_SCALE = 5.0
"""How much the vector of the question, whose components are small, counts beside the signals."""

REFUSAL_SIGNALS = (
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
    "words missing",
    "rarest missing",
    "share unquoted",
    *MENTION_SIGNALS,
    *PREMISE_SIGNALS,
    *CONTACT_SIGNALS,
    *FACT_SIGNALS,
    *THING_SIGNALS,
    *SHOWING_SIGNALS,
    "counted nowhere",
    "counted unknown",
    "included",
    "included second",
    "included sum",
    "record score",
    "sentence score",
    "sentences score",
    *(f"best {name}" for name in _OF_SENTENCE),
    *(f"highest {name}" for name in _OF_SENTENCE),
    *SECTION_SIGNALS,
    *(f"asked {name}" for name in _PRECEDENT),
    "broad",
    "sentences",
    "question words",
    *CUE_SIGNALS,
)
"""``held``: how much of the question the chosen sentences and the names of the record hold; ``rest held``: of
what does not name the record; ``unknown``: how much of it no record holds. ``no number``: one is asked for
and none of the sentences shows one; ``not counted``: none beside the things counted.

``words missing``: of the question, in the record. ``best …``, ``highest …``: signals of the first sentence, and
the highest among all. ``asked …``: what became of questions like it (``Precedent``). ``broad``: only a section is asked
for. The network is fitted to them in this order."""


def refusal_signals(
    reading: Reading,
    weighed: Weighed,
    chosen: Sequence[RankedRecord],
    sentences: Sequence[Sentence],
    evidence: Evidence,
) -> dict[str, float]:
    """The signals of the answer ``sentences`` from the records ``chosen``, by name."""
    reading, catalog = without_persons(reading), evidence.catalog
    best, record = chosen[0], chosen[0].record
    naming, body = catalog.naming_stems[record.id], catalog.body_stems[record.id]
    words = (*reading.terms, *reading.asked)
    rest = tuple(word for word in words if word not in naming)
    quoted = frozenset().union(*(stem_set(f"{s.section.label} {s.text}") for s in sentences))
    first = sentences[0]
    others = [item for item in weighed.ranked if item.record.id != record.id]
    shown = frozenset().union(*evidence.table.shows(s.row for s in sentences))
    every = weighed.sentences(record)
    leading = float(every.scores[0])
    raised = float(np.exp(every.scores - leading).sum())

    def highest(name: str) -> float:
        """Of the sentences that the answer would quote."""
        return max(weighed.signal(name, sentence) for sentence in sentences)

    counted = highest("counted")
    signals = {
        "record probability": best.probability,
        "record margin": min(5.0, best.score - others[0].score) / 5 if others else 1.0,
        "named": float(record.id in reading.records),
        "cosine": highest("cosine"),
        "rest cosine": highest("rest_cosine"),
        "passage cosine": best.signal("passage"),
        "sentence probability": 1 / raised,
        "held": catalog.coverage(words, quoted | naming) if words else 1.0,
        "rest held": catalog.coverage(rest, quoted) if rest else 1.0,
        "held by best": catalog.coverage(words, stem_set(first.text) | naming) if words else 1.0,
        "held by record": catalog.coverage(words, body) if words else 1.0,
        "unknown": sum(not catalog.knows(word) for word in words) / len(words) if words else 0.0,
        "foreign": min(3, len(reading.foreign)) / 3,
        "name unseen": float(any(name not in body for name in reading.names)),
        "names missing": 1 - catalog.coverage(reading.names, body) if reading.names else 0.0,
        "period absent": float(bool(reading.periods) and record.period not in reading.periods),
        "not counted": float(bool(reading.counted) and counted == 0),
        "counted apart": float(bool(reading.counted) and counted == 0.5),
        "asks yesno": float("yesno" in reading.wanted),
        "asks section": float(bool(reading.sections)),
        "other section": float(bool(reading.sections) and first.section.key not in reading.sections[:2]),
        "section blank": float(blank_or_missing(reading, record) == "blank"),
        "section missing": float(blank_or_missing(reading, record) == "missing"),
        "nothing new named": float(
            "named" in reading.wanted and not names_something_new(reading, sentences, naming)
        ),
        "best unlike": 1 - highest("all"),
        "terms": min(12, len(words)) / 12,
        "few terms": float(len(words) < 2),
        "background": best.signal("background"),
        "translated": float(reading.language != "en"),
        "lead": log(1 + first.words) / 5,
    }
    signals |= mention_signals(reading, record, sentences, evidence)
    signals |= premise_signals(reading, chosen, sentences, evidence)
    signals |= contact_signals(reading, weighed, record, evidence)
    signals |= fact_signals(reading, every, sentences)
    signals |= thing_signals(reading, record, every, sentences, evidence)
    signals |= showing_signals(reading, every, evidence)
    signals |= section_signals(reading, weighed, record, evidence)
    signals |= cue_signals(reading)
    broad = is_broad(reading, record, evidence)
    likely = weighed.inclusion(record, broad=broad)
    missing = [word for word in words if word not in body]
    unquoted_words = [word for word in rest if word not in quoted]
    signals |= {
        "words missing": min(4, len(missing)) / 4,
        "rarest missing": max((catalog.idf(word) for word in missing), default=0.0) / 4,
        "share unquoted": len(unquoted_words) / len(words) if words else 0.0,
        "counted nowhere": float(bool(reading.counted) and every.signal("counted").max() < 1),
        "counted unknown": float(bool(reading.counted) and not body.intersection(reading.counted)),
        "included": float(likely[0]),
        "included second": float(np.sort(likely)[-2]) if len(likely) > 1 else 0.0,
        "included sum": min(3.0, float(likely.sum())) / 3,
        "record score": best.score / 10,
        "sentence score": leading / 10,
        "sentences score": (leading + log(raised)) / 10,
        "broad": float(broad),
        "sentences": log(len(every)) / 5,
        "question words": len(reading.query.split()) / 20,
        **{f"best {name}": float(every.signal(name)[0]) for name in _OF_SENTENCE},
        **{f"highest {name}": float(every.signal(name).max()) for name in _OF_SENTENCE},
    }
    precedent = weighed.asking.recalled.precedents.of(record.id)
    signals |= {f"asked {name}": float(getattr(precedent, name)) for name in _PRECEDENT}
    for fact in FACTS:
        signals[f"asks {fact}"] = float(fact in reading.wanted)
        signals[f"no {fact}"] = float(is_lacking(fact, reading.wanted, shown))
    return signals


def question_vector(weighed: Weighed, record: Record) -> Vectors:
    """What the refusal model sees of the meaning of the question: its rest, without the name of ``record``."""
    return VECTOR_SCALE * weighed.rest_vector(record)


def question_words(reading: Reading, record: Record, evidence: Evidence) -> frozenset[str]:
    """The stems of all words of the question in English but those of the titles of ``record``."""
    return word_stems(reading) - evidence.catalog.title_stems[record.id]
