"""Whether the sentences show the types of fact asked for, and how near those that do stand to the best of all."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.evidence import Evidence
from assistant.facts import FACTS, SHOWN
from assistant.reading import Reading
from assistant.weighing.ranked_sentences import RankedSentences, Sentence
from assistant.words import content_stems

_OF_FACT = ("fact asked", "fact below", "fact nowhere", "fact rest", "fact cosine", "fact not first")
SHOWING_SIGNALS = (
    "who nowhere",
    "who rest",
    *(f"{name} {kind}" for kind in ("any", "telling") for name in _OF_FACT),
)
"""``who …``: a person is asked for and none is quoted; how near those named come. ``fact …``: of the best sentence
that shows all types of fact asked for (``telling``: a name not counted as one), against the best of all."""

_INSTEAD = {
    "number": frozenset({"amount", "percent", "date", "duration"}),
    "amount": frozenset({"percent"}),
    "percent": frozenset({"amount"}),
}
"""What answers as well where it is asked for too: “how long” wants a duration, and no number beside it."""


def is_lacking(fact: str, wanted: Collection[str], shown: Collection[str]) -> bool:
    """Whether ``fact`` is wanted, and neither it is shown nor what answers as well and is wanted too."""
    return fact in wanted and not any(f in wanted and f in shown for f in (fact, *_INSTEAD.get(fact, ())))


def showing_signals(reading: Reading, every: RankedSentences, evidence: Evidence) -> dict[str, float]:
    """The signals of ``SHOWING_SIGNALS``: how the best sentence that shows what is asked for stands beside the best."""
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


def names_something_new(reading: Reading, sentences: Sequence[Sentence], naming: frozenset[str]) -> bool:
    """Whether ``sentences`` name something that neither the question nor the name of the record holds."""
    known = naming.union(reading.terms, reading.asked, reading.names)
    names = (match.group() for s in sentences for match in SHOWN["named"].finditer(s.text))
    return any(stem not in known for name in names for stem in content_stems(name))
