"""A made-up corpus, cases over it, and an assistant that knows every answer: what faults are planted in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answer import Answer, Citation, Retrieved
from assistant.reading import Turn
from eval.cases import Case, Gold, Kind, Nugget
from eval.metrics.citations import Sources
from eval.runner import sources_of
from ingest.records import Record, RecordKind, Section, SectionKey

METALS = ["tin", "iron", "zinc", "lead", "gold", "silver", "nickel", "copper", "cobalt", "chrome", "radium"]


def made_up_records() -> list[Record]:
    return [
        Record(
            id=f"gp-{number:02d}",
            kind=RecordKind.PRACTICE,
            number=number,
            title=f"Training in {metal} mines of the Moon",
            document="moon",
            pages=(number,),
            sections=(
                Section(
                    key=SectionKey.RESULTS,
                    label="Results",
                    text=f"The {metal} course trained {100 + number} miners.",
                ),
                Section(key=SectionKey.FUNDING, label="Funding", text=f"The {metal} bank paid the course."),
            ),
        )
        for number, metal in enumerate(METALS, 1)
    ]


def made_up_cases() -> list[Case]:
    cases: list[Case] = []
    for number, metal in enumerate(METALS, 1):
        record = f"gp-{number:02d}"
        asked: list[tuple[Kind, str, str, str]] = [
            ("fact", "results", f"How many {metal} miners were trained?", f"{100 + number} miners"),
            ("section", "funding", f"Who paid the {metal} course?", f"{metal} bank"),
        ]
        for kind, section, question, fact in asked:
            cases.append(
                Case(
                    id=f"{kind}-{number:03d}",
                    kind=kind,
                    question=question,
                    gold=(Gold(record=record, sections=(section,)),),
                    nuggets=(Nugget(text=fact, forms=(fact,)),),
                )
            )
        cases.append(
            Case(
                id=f"unanswerable-{number:03d}",
                kind="unanswerable",
                question=f"Who danced in the {metal} mine?",
                answered=False,
            )
        )
        pair = (record, f"gp-{number % len(METALS) + 1:02d}")
        cases.append(
            Case(id=f"list-{number:03d}", kind="list", question=f"List the two near {metal}.", records=pair)
        )
    return sorted(cases, key=lambda case: case.id)


class Oracle:
    """Answers every made-up case rightly."""

    def __init__(self, cases: Sequence[Case], records: Sequence[Record]) -> None:
        self._cases = {case.question: case for case in cases}
        self._records = {record.id: record for record in records}

    def ask(self, question: str, *, history: Sequence[Turn] = (), mode: str = "auto") -> Answer:
        case = self._cases[question]
        if not case.answered:
            return Answer(
                answer="The corpus does not say.",
                answered=False,
                kind="lookup",
                mode="extractive",
                language="en",
                confidence=0.1,
            )
        places = [(gold.record, gold.sections[0]) for gold in case.gold] or [
            (record, "results") for record in case.records
        ]
        citations = tuple(self._cite(marker, *place) for marker, place in enumerate(places, 1))
        return Answer(
            answer="\n".join(f"- {citation.quote} [{citation.marker}]" for citation in citations),
            answered=True,
            kind="lookup",
            mode="extractive",
            language="en",
            citations=citations,
            retrieval=tuple(
                Retrieved(
                    passage_id=f"{record}.{section}",
                    practice_id=record,
                    section=section,
                    score=1.0,
                    cosine=None,
                    text="",
                )
                for record, section in places
            ),
            confidence=0.9,
        )

    def _cite(self, marker: int, record_id: str, section_id: str) -> Citation:
        record = self._records[record_id]
        section = record.section(section_id)
        assert section is not None
        return Citation(
            marker=marker,
            practice_id=record_id,
            title=record.title,
            section=str(section.key),
            section_id=section.id,
            section_label=section.label,
            part=None,
            pages=record.pages,
            document="Moon",
            url=None,
            quote=section.text,
            start=0,
            end=len(section.text),
        )


@pytest.fixture(scope="session")
def records() -> list[Record]:
    return made_up_records()


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    return made_up_cases()


@pytest.fixture(scope="session")
def oracle(cases: list[Case], records: list[Record]) -> Oracle:
    return Oracle(cases, records)


@pytest.fixture(scope="session")
def sources(records: list[Record]) -> Sources:
    return sources_of(records)
