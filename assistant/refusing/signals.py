"""Signals by which an answer that would be given is told from one that had better not be."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from math import exp, log

import numpy as np

from assistant import lookup
from assistant.evidence import Evidence
from assistant.facts import FACTS, SHOWN
from assistant.mentions.named_things import in_a_row, name_phrases, numbers_said
from assistant.mentions.number_context import beside_numbers, contradicted, numbers_apart, without_spans
from assistant.reading import Reading
from assistant.refusing.contact_signals import CONTACT_SIGNALS, contact_signals
from assistant.refusing.fact_signals import FACT_SIGNALS, fact_signals, without_persons
from assistant.refusing.missing import blank_or_missing
from assistant.refusing.premise_signals import PREMISE_SIGNALS, premise_signals
from assistant.refusing.thing_signals import THING_SIGNALS, thing_signals
from assistant.weighed import RankedRecord, Weighed
from assistant.weighing.asked_section import word_stems
from assistant.weighing.ranked_sentences import RankedSentences, Sentence
from assistant.words import content_stems, fold, stem_set
from index.embedder import Vectors
from ingest.records import Record, SectionKey

_OF_FACT = ("fact asked", "fact below", "fact nowhere", "fact rest", "fact cosine", "fact not first")
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
    "adapted",
    "adapted_rest",
)
_CUES = (
    "will",
    "would",
    "should",
    "do you",
    "your view",
    "why",
    "who",
    "when",
    "where",
    "which",
    "how many",
    "how much",
    "what",
    "did",
    "does",
    "is",
    "are",
    "how",
)
_CUE = {cue: re.compile(rf"\b{cue}\b") for cue in _CUES}
_OPENING = 60
"""In how many characters a question says how it is put."""

_FEW = 5
"""Up to which number things are counted that nobody numbers."""

VECTOR_SCALE = 5.0

MISSED = (
    SectionKey.RESULTS,
    SectionKey.FUNDING,
    SectionKey.MATERIALS,
    SectionKey.CONTACTS,
    SectionKey.SUSTAINABILITY,
    SectionKey.ADAPTABILITY,
    SectionKey.INNOVATION,
    SectionKey.METHODOLOGY,
    SectionKey.COOPERATION,
)
"""Sections that a record may lack."""

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
    "phrases",
    "phrase absent",
    "phrases absent",
    "phrase unquoted",
    "number said",
    "number absent",
    "number unquoted",
    "number apart",
    "large number apart",
    "number contradicted",
    *PREMISE_SIGNALS,
    *CONTACT_SIGNALS,
    *FACT_SIGNALS,
    *THING_SIGNALS,
    "who nowhere",
    "who rest",
    *(f"{name} {kind}" for kind in ("any", "telling") for name in _OF_FACT),
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
    *(f"likely {key}" for key in SectionKey),
    "likely empty",
    "likeliest empty",
    "likely elsewhere",
    *(f"empty {key}" for key in MISSED),
    "empty broad",
    "empty asked",
    "empty asked broad",
    "broad",
    "sentences",
    "question words",
    *(f"says {cue}" for cue in _CUES),
)
"""``held``: how much of the question the chosen sentences and the names of the record hold; ``rest held``: of
what does not name the record; ``unknown``: how much of it no record holds. ``no number``: one is asked for
and none of the sentences shows one; ``not counted``: none beside the things counted.

``words missing``: of the question, in the record; ``phrase absent``: a name that the record does not have as
it stands; ``number absent``: a number said that it does not state; ``number apart``: one that it does not
state of the same thing; ``number contradicted``: it states another of it. ``who …``: a person is asked for
and none is quoted; how near those named come. ``fact …``: of the best sentence that shows all types of fact
asked for (``telling``: a name not counted as one), against the best of all. ``best …``, ``highest …``:
signals of the first sentence, and the highest among all. ``likely …``: how likely each section is asked for;
``likely empty``: that one is which has no text in the record; ``empty results``: how likely it is this one;
``empty asked``: by the wording too; ``broad``: and nothing else is asked. ``says …``: how the question is
put."""


NAMED = SHOWN["named"]
_INSTEAD = {
    "number": frozenset({"amount", "percent", "date", "duration"}),
    "amount": frozenset({"percent"}),
    "percent": frozenset({"amount"}),
}
"""What answers as well where it is asked for too: “how long” wants a duration, and no number beside it."""


def is_lacking(fact: str, wanted: Collection[str], shown: Collection[str]) -> bool:
    """Whether ``fact`` is wanted, and neither it is shown nor what answers as well and is wanted too."""
    return fact in wanted and not any(f in wanted and f in shown for f in (fact, *_INSTEAD.get(fact, ())))


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
        "passage cosine": best.signals["passage"],
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
        "nothing new named": float("named" in reading.wanted and not _new_names(reading, sentences, naming)),
        "best unlike": 1 - highest("all"),
        "terms": min(12, len(words)) / 12,
        "few terms": float(len(words) < 2),
        "background": best.signals["background"],
        "translated": float(reading.language != "en"),
        "lead": log(1 + first.words) / 5,
    }
    signals |= _of_names_and_numbers(reading, record, sentences, evidence)
    signals |= premise_signals(reading, chosen, sentences, evidence)
    signals |= contact_signals(reading, weighed, record, evidence)
    signals |= fact_signals(reading, every, sentences)
    signals |= thing_signals(reading, record, every, sentences, evidence)
    signals |= _of_facts(reading, every, evidence)
    signals |= _of_sections(reading, weighed, record, evidence)
    broad = lookup.is_broad(reading, record, evidence)
    likely = weighed.inclusion(record, broad=broad)
    missing = [word for word in words if word not in body]
    unquoted_words = [word for word in rest if word not in quoted]
    opening = fold(reading.query)[:_OPENING]
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
        **{f"says {cue}": float(bool(pattern.search(opening))) for cue, pattern in _CUE.items()},
    }
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


def _of_names_and_numbers(
    reading: Reading, record: Record, sentences: Sequence[Sentence], evidence: Evidence
) -> dict[str, float]:
    catalog = evidence.catalog
    row, numbers = catalog.row_of_stems(record.id), catalog.numbers_of(record.id)
    naming = catalog.naming_stems[record.id]
    text = " ; ".join(f"{s.section.label} {s.text}" for s in sentences)
    quoted = in_a_row(text)
    phrases = name_phrases(reading.query)
    absent = [phrase for phrase in phrases if f" {' '.join(phrase)} " not in row]
    unquoted = [
        phrase
        for phrase in phrases
        if f" {' '.join(phrase)} " not in quoted and not naming.issuperset(phrase)
    ]
    query = catalog.named(_PERIOD.sub("", fold(reading.query)))[2]
    if reading.language != "en":
        query = without_spans(query, fold(reading.text))
    said = numbers_said(query) - {record.number}
    asked, stated = beside_numbers(query), catalog.beside_numbers(record.id)
    apart = numbers_apart(asked, stated, catalog.body_stems[record.id])
    return {
        "phrases": min(3, len(phrases)) / 3,
        "phrase absent": float(bool(absent)),
        "phrases absent": len(absent) / len(phrases) if phrases else 0.0,
        "phrase unquoted": float(bool(unquoted)),
        "number said": float(bool(said)),
        "number absent": float(bool(said - numbers)),
        "number unquoted": float(bool(said - numbers_said(text))),
        "number apart": float(bool(apart)),
        "large number apart": float(any(number > _FEW for number in apart)),
        "number contradicted": float(any(contradicted(number, asked, stated) for number in apart)),
    }


def _of_facts(reading: Reading, every: RankedSentences, evidence: Evidence) -> dict[str, float]:
    """How the best sentence that shows the facts asked for stands beside the best of all."""
    signals: dict[str, float] = {}
    shown = evidence.table.shows(every.rows)
    asked = reading.wanted.intersection(FACTS)
    persons = "person" in reading.wanted
    naming = [at for at, facts in enumerate(shown) if persons and "individual" in facts]
    signals["who nowhere"] = float(persons and "individual" not in shown[0])
    signals["who rest"] = float(every.signal("rest")[naming].max()) if naming else 0.0
    for kind, wanted in (("any", asked), ("telling", asked - {"named"})):
        if not wanted:
            signals |= {f"{name} {kind}": 0.0 for name in _OF_FACT}
            continue
        found = [at for at, facts in enumerate(shown) if wanted <= facts]
        below = float(every.scores[0] - every.scores[found[0]]) if found else 0.0
        signals |= {
            f"fact asked {kind}": 1.0,
            f"fact below {kind}": min(8.0, below) / 8 if found else 1.0,
            f"fact nowhere {kind}": float(not found),
            f"fact rest {kind}": float(every.signal("rest")[found].max()) if found else 0.0,
            f"fact cosine {kind}": float(every.signal("rest_cosine")[found].max()) if found else 0.0,
            f"fact not first {kind}": float(not wanted <= shown[0]),
        }
    return signals


def _of_sections(reading: Reading, weighed: Weighed, record: Record, evidence: Evidence) -> dict[str, float]:
    likely = {key: exp(value) for key, value in weighed.section_likelihoods(record).items()}
    filled = {section.key for section in record.sections if section.text.strip()}
    likeliest = max(likely, key=lambda key: likely[key])
    best = float(weighed.sentences(record).signal("likely")[0])
    empty = {key: share for key, share in likely.items() if key not in filled}
    lacking = sum(share for key, share in empty.items() if key is not SectionKey.OTHER)
    broad = lookup.is_broad(reading, record, evidence)
    asked = bool(reading.sections) and reading.sections[0] not in filled
    return {
        **{f"likely {key}": likely[key] for key in SectionKey},
        **{f"empty {key}": empty.get(key, 0.0) for key in MISSED},
        "empty broad": lacking * broad,
        "empty asked": lacking * asked,
        "empty asked broad": float(asked and broad),
        "likely empty": sum(empty.values()),
        "likeliest empty": float(likeliest not in filled),
        "likely elsewhere": likely[likeliest] - best,
    }


_PERIOD = re.compile(r"20[12]\d\s*[-–/]\s*(?:20)?\d\d")


def _new_names(reading: Reading, sentences: Sequence[Sentence], naming: frozenset[str]) -> bool:
    """Whether ``sentences`` name something that neither the question nor the name of the record holds."""
    known = naming.union(reading.terms, reading.asked, reading.names)
    names = (match.group() for s in sentences for match in NAMED.finditer(s.text))
    return any(stem not in known for name in names for stem in content_stems(name))
