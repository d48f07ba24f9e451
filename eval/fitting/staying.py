"""Fits when a question stays with the record in focus: to follow-ups, and to pairs of training questions."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import staying
from assistant.answering import prepared
from assistant.conversation import heard
from assistant.evidence import Evidence
from assistant.focus import focus_of, speaks_of_another
from assistant.listed_records import pointed_at
from assistant.manner import without_manner
from assistant.question_reading import read_question
from assistant.reading import Kind, Reading, Turn, clean
from assistant.staying import SIGNALS, signals
from assistant.weighing import adapted, asked_before
from assistant.weighing.adapted import unit
from assistant.words import fold, stem_set
from eval.cases import load_cases
from eval.fitted_cases import fit_cases
from eval.fitting.logistic import cross_validated, standardized, write_weights
from index.opened import Index, open_index

PENALTY = 3.0
MADE, REAL = 0.5, 1.0
"""How much a conversation made by script counts, and one that was written."""

SAMPLE = 2_000
SAME = 0.93
"""From which likeness on a question remembered is forgotten here, as the one that is asked or one like it."""

_AND = {"en": "And ", "es": "¿Y ", "fr": "Et ", "pt": "E "}
_BEGINS_WITH_AND, _SAYS_IT, _NEAR = 0.35, 0.5, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The signals of a question in a conversation, and whether it is about the record in focus."""

    signals: NDArray[np.float64]
    stays: bool
    weight: float


def written(index: Index, evidence: Evidence) -> Iterator[Example]:
    """The follow-ups of the dev split that name no record and point at none of a list."""
    cases = [case for case in load_cases() if case.split == "dev" and case.history and case.answered]
    for case in fit_cases(cases, (), dict(index.records)).cases:
        turns = heard([Turn(role=turn.role, content=turn.content) for turn in case.history], 6)
        before = " ".join(turn.content for turn in turns if turn.role == "user")
        reading = read_question(case.question, evidence.catalog, before=before)
        focus = focus_of(turns, evidence)
        folded = fold(without_manner(clean(case.question)))
        if focus is None or not _is_open(reading) or pointed_at(folded, turns, evidence):
            continue
        if not speaks_of_another(reading, focus, evidence):
            found = signals(folded, reading, focus, evidence)
            yield Example(signals=found, stays=focus in case.gold_records, weight=REAL)


def made(index: Index, evidence: Evidence) -> Iterator[Example]:
    """Training questions after another one: of the same record, without the words that name it, or of a second one."""
    chance = random.Random(0)
    rows = [row for row in _training() if row["answered"] and row["record"] in index.records]
    sample = chance.sample(rows, min(SAMPLE, len(rows)))
    evidence = _forgetting([row["question"] for row in sample], index, evidence)
    for at, row in enumerate(sample):
        stays, catalog = at % 2 == 0, evidence.catalog
        alone = read_question(row["question"], catalog, language=row["language"])
        if stays:
            focus, text = row["record"], _unnamed(alone.query, row["record"], evidence, chance)
        else:
            ranked = evidence.weigh(alone).ranked[:6]
            near = [item.record.id for item in ranked if item.record.id != row["record"]]
            others = (
                near
                if chance.random() < _NEAR
                else [other for other in index.records if other != row["record"]]
            )
            focus, text = chance.choice(others), row["question"]
        language = "en" if stays else row["language"]
        if text is None:
            continue
        if chance.random() < _BEGINS_WITH_AND:
            text = _AND[language] + text
        reading = read_question(text, catalog, language=language)
        if _is_open(reading) and not speaks_of_another(reading, focus, evidence):
            folded = fold(without_manner(clean(text)))
            found = signals(folded, reading, focus, evidence)
            yield Example(signals=found, stays=stays, weight=MADE)


def _is_open(reading: Reading) -> bool:
    """Whether nothing but the model says whether the question stays with the record in focus."""
    talks = reading.kind in (Kind.META, Kind.CHITCHAT, Kind.COMPARE)
    nothing = reading.only_asks or not reading.terms
    return not (talks or nothing or reading.records or reading.request)


def _unnamed(query: str, record_id: str, evidence: Evidence, chance: random.Random) -> str | None:
    """``query`` without the words that name the record, or with “it” for them; ``None`` where none does."""
    naming = evidence.catalog.naming_stems[record_id]
    kept: list[str] = []
    for word in query.split():
        named = bool(stem_set(word)) and stem_set(word) <= naming
        if not (named and kept[-1:] == ["it"]):
            kept.append("it" if named else word)
    if "it" not in kept:
        return None
    return " ".join(kept if chance.random() < _SAYS_IT else [word for word in kept if word != "it"])


def _forgetting(questions: Sequence[str], index: Index, evidence: Evidence) -> Evidence:
    """``evidence`` without the memory of ``questions``, as nobody asks what is remembered word for word."""
    asked = asked_before.shipped()
    vectors = index.embedder.embed_queries([read_question(q, evidence.catalog).query for q in questions])
    kept = np.flatnonzero((asked.questions @ unit(vectors @ asked.projection).T).max(axis=1) < SAME)
    rest = asked.only(kept.tolist())
    return evidence.remembering(rest, adapted.shipped())


def _training() -> Iterator[dict[str, Any]]:
    folder = Path(str(files("assistant"))) / "training"
    for path in sorted(folder.glob("questions_*.jsonl")):
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def main() -> None:
    """Fits, prints what cross-validation says, and writes ``assistant/data/staying_weights.json``."""
    parser = argparse.ArgumentParser(prog="python -m eval.fitting.staying", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="data folder of the index [data]")
    with open_index(parser.parse_args().data) as index:
        evidence = prepared(index)
        found = [*written(index, evidence), *made(index, evidence)]
    inputs = np.array([example.signals for example in found])
    stays = np.array([float(example.stays) for example in found])
    weights = np.array([example.weight for example in found])
    right = (cross_validated(inputs, stays, weights, PENALTY) > 0) == (stays > 0)
    for name, weight in (("written", REAL), ("made", MADE)):
        of = weights == weight
        print(f"{name}: {right[of].sum()} of {of.sum()} right by cross-validation")  # noqa: T201
    weighed = standardized(inputs, stays, weights, PENALTY)
    path = write_weights(staying.FILE, "python -m eval.fitting.staying", SIGNALS, weighed)
    print("written:", path)  # noqa: T201


if __name__ == "__main__":
    main()
