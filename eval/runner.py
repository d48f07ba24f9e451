"""A run: every case put to every configuration, scored and summed up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.settings import Settings
from eval.answer_cache import AnswerCache, code_version, prune
from eval.asking import Answerer, Outcome, Ranker, Ranking, ask, rank
from eval.cases import Case
from eval.configurations import Configuration, Contestant
from eval.metrics.citations import Sources
from eval.proposals import Proposal
from eval.scoring import Row, score, score_similar
from eval.summary import Summary, summarise
from index.current import CurrentIndex
from ingest.errors import UsageError
from ingest.records import Record

SCHEMA = 1
MODES = ("extractive", "generative")

WARM_UP = (
    "Who paid for the course on mine safety?",
    "¿Quién pagó el curso sobre seguridad en las minas?",
    "Qui a payé le cours sur la sécurité dans les mines ?",
    "Quem pagou o curso sobre segurança nas minas?",
)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One configuration in one mode: its table and its rows."""

    name: str
    about: str
    mode: str
    summary: Summary
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All results of one run over one index generation by one version of the code."""

    schema: int
    index: str
    code: str
    split: str
    records: int
    results: tuple[Result, ...]

    def result(self, name: str) -> Result | None:
        """The result of that name, or ``None``."""
        return next((result for result in self.results if result.name == name), None)


def run(
    cases: Sequence[Case],
    proposals: Sequence[Proposal],
    configurations: Sequence[Configuration],
    *,
    settings: Settings,
    modes: Sequence[str] = ("extractive",),
    split: str = "all",
    progress: Progress | None = None,
) -> Run:
    """Ask every case in every configuration and mode, one after the other so that the times are true.

    Outcomes are kept under ``settings.data``: a second run over the same index, code and cases asks nothing.

    Raises:
        UsageError: a case expects a record that the index does not hold.
        IndexStateError: there is no usable index.
    """
    folder = settings.data / "eval" / "outcomes"
    results: list[Result] = []
    with CurrentIndex(settings.data, chroma_url=settings.chroma_url) as current:
        with current.lease() as index:
            records, generation = list(index.records.values()), index.generation
        check_records(cases, proposals, {record.id for record in records})
        sources = sources_of(records)
        for configuration in configurations:
            for mode in modes if configuration.modes else modes[:1]:
                name = configuration.name if mode == modes[0] else f"{configuration.name} ({mode})"
                key = f"{configuration.name} {mode} {generation} {code_version()} {_relevant(settings)}"
                built = _Once(configuration, settings, current)
                rows = _answers(cases, name, folder, key, built, mode, sources, progress)
                if proposals and mode == modes[0]:
                    rows += _similar(proposals, name, folder, key, built, progress)
                results.append(
                    Result(
                        name=name,
                        about=configuration.about,
                        mode=mode,
                        summary=summarise(rows),
                        rows=tuple(rows),
                    )
                )
    prune(folder)
    return Run(
        schema=SCHEMA,
        index=generation,
        code=code_version(),
        split=split,
        records=len(records),
        results=tuple(results),
    )


def score_all(
    answerer: Answerer, cases: Sequence[Case], sources: Sources, *, mode: str = "extractive"
) -> list[Row]:
    """The rows of ``cases`` put to ``answerer``, nothing kept."""
    return [score(case, ask(answerer, case, mode), sources) for case in cases]


def sources_of(records: Sequence[Record]) -> Sources:
    """The text of every section by record and section id: what quotes are held against."""
    return {(record.id, section.id): section.text for record in records for section in record.sections}


def missing_records(cases: Sequence[Case], proposals: Sequence[Proposal], known: set[str]) -> list[str]:
    """Which records the cases expect and ``known`` does not hold, each with the cases that do."""
    wanted: dict[str, list[str]] = {}
    for case in cases:
        for record in {item.record for item in case.gold} | set(case.records):
            wanted.setdefault(record, []).append(case.id)
    for proposal in proposals:
        for record in proposal.relevance:
            wanted.setdefault(record, []).append(proposal.id)
    return [
        f"{record} (in {', '.join(ids[:3])}{' …' if len(ids) > 3 else ''})"
        for record, ids in sorted(wanted.items())
        if record not in known
    ]


def check_records(cases: Sequence[Case], proposals: Sequence[Proposal], known: set[str]) -> None:
    """``UsageError`` where cases expect records that the index does not hold."""
    missing = missing_records(cases, proposals, known)
    if missing:
        raise UsageError(
            f"The cases expect records that are not in the index: {'; '.join(missing[:10])}"
            f"{' …' if len(missing) > 10 else ''}. Index their source, or correct the cases.",
            field="cases",
        )


def _relevant(settings: Settings) -> str:
    """The settings that an answer may depend on, such as the language model."""
    return str(settings.model_dump(exclude={"data", "sources", "host", "port"}, mode="json"))


class _Once:
    """What a configuration puts up, built when first needed; a few questions warm it up."""

    def __init__(self, configuration: Configuration, settings: Settings, current: CurrentIndex) -> None:
        self._make: Callable[[], Contestant] = lambda: configuration.build(settings, current)
        self._answerer: Answerer | None = None
        self._ranker: Ranker | None = None

    def answerer(self, mode: str) -> Answerer:
        if self._answerer is None:
            built = self._make()
            self._answerer, self._ranker = built.answerer, built.ranker
            for question in WARM_UP:
                with suppress(Exception):  # what is wrong shows in the cases
                    self._answerer.ask(question, mode=mode)
        return self._answerer

    def ranker(self, mode: str) -> Ranker | None:
        self.answerer(mode)
        return self._ranker


def _answers(
    cases: Sequence[Case],
    name: str,
    folder: Path,
    key: str,
    built: _Once,
    mode: str,
    sources: Sources,
    progress: Progress | None,
) -> list[Row]:
    cache = AnswerCache(folder, key, Outcome)
    rows = []
    for done, case in enumerate(cases, 1):
        outcome = cache.get(case.fingerprint)
        if outcome is None:
            outcome = ask(built.answerer(mode), case, mode)
            cache.put(case.fingerprint, outcome)
        rows.append(score(case, outcome, sources))
        _tell(progress, name, done, len(cases))
    return rows


def _similar(
    proposals: Sequence[Proposal],
    name: str,
    folder: Path,
    key: str,
    built: _Once,
    progress: Progress | None,
) -> list[Row]:
    cache = AnswerCache(folder, f"{key} similar", Ranking)
    rows = []
    for done, proposal in enumerate(proposals, 1):
        ranking = cache.get(proposal.fingerprint)
        if ranking is None:
            ranker = built.ranker("extractive")
            if ranker is None:
                return []
            ranking = rank(ranker, proposal)
            cache.put(proposal.fingerprint, ranking)
        rows.append(score_similar(proposal, ranking))
        _tell(progress, f"{name}: similar", done, len(proposals))
    return rows


def _tell(progress: Progress | None, stage: str, done: int, total: int) -> None:
    if progress is not None:
        progress(stage, done, total)
