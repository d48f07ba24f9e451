"""Cases held against the records of an index: what they expect is there, is there under another id, or not.

An index of the original documents holds the practices under the same ids as one of ``corpus/``, but cuts the
background texts otherwise. What a case expects of such a text is looked for in the document it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from eval.cases import Case, Gold
from eval.proposals import Proposal
from ingest.errors import UsageError
from ingest.records import Record, RecordKind
from ingest.sources import default_sources, read_sources

Home = Callable[[], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedCases:
    """The cases that an index can be asked.

    ``mapped`` are ids of cases whose background text is expected anywhere in its document, ``left_out`` says
    for each case or proposal that cannot be asked which records are missing.
    """

    cases: tuple[Case, ...]
    proposals: tuple[Proposal, ...]
    mapped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def fit_cases(
    cases: Sequence[Case],
    proposals: Sequence[Proposal],
    records: Mapping[str, Record],
    home: Home | None = None,
) -> FittedCases:
    """The cases and proposals with the ids of ``records``, without those that expect what is not there.

    ``home`` gives the document of each record that cases may name; by default that of ``corpus/``. A list or
    a proposal needs its records themselves, a look-up is content with any background text of the document.

    Raises:
        UsageError: nothing can be asked, so that the cases belong to another corpus.
    """
    fitting = _Fitting(records, home or corpus_documents)
    kept = [made for case in cases if (made := fitting.case(case)) is not None]
    ranked = [item for item in proposals if fitting.has(item.id, item.relevance)]
    if not kept and not ranked and fitting.left_out:
        raise UsageError(
            f"The cases expect records that are not in the index: {'; '.join(fitting.left_out[:10])}"
            f"{' …' if len(fitting.left_out) > 10 else ''}. Index their source, or correct the cases.",
            field="cases",
        )
    return FittedCases(
        cases=tuple(kept),
        proposals=tuple(ranked),
        mapped=tuple(fitting.mapped),
        left_out=tuple(fitting.left_out),
    )


def corpus_documents() -> dict[str, str]:
    """The document of every record of ``corpus/``, by record id."""
    return {record.id: record.document for record in read_sources(default_sources()).records}


class _Fitting:
    """What has been mapped and left out so far."""

    def __init__(self, records: Mapping[str, Record], home: Home) -> None:
        self._records = records
        self._home = home
        self._documents: Mapping[str, str] | None = None
        self.mapped: list[str] = []
        self.left_out: list[str] = []

    def case(self, case: Case) -> Case | None:
        if not self.has(case.id, case.records):
            return None
        gold = [place for item in case.gold for place in self._places(item)]
        if case.gold and not gold:
            self._leave_out(case.id, [item.record for item in case.gold])
            return None
        if tuple(gold) == case.gold:
            return case
        self.mapped.append(case.id)
        return replace(case, gold=tuple(dict.fromkeys(gold)))

    def has(self, case: str, wanted: Sequence[str] | Mapping[str, int]) -> bool:
        """Whether all records that ``case`` wants by name are there; it is noted where they are not."""
        missing = [record for record in wanted if record not in self._records]
        if missing:
            self._leave_out(case, missing)
        return not missing

    def _places(self, gold: Gold) -> list[Gold]:
        """``gold`` itself, else the background records of its document; none where there are none."""
        if gold.record in self._records:
            return [gold]
        if self._documents is None:
            self._documents = self._home()
        document = self._documents.get(gold.record)
        return [
            Gold(record=record.id)
            for record in self._records.values()
            if record.kind is RecordKind.BACKGROUND and record.document == document
        ]

    def _leave_out(self, case: str, missing: Sequence[str]) -> None:
        self.left_out.append(f"{case} ({', '.join(dict.fromkeys(missing))})")
