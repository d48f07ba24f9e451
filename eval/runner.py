"""A run: every case put to every configuration, scored and summed up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.generating import prompts
from assistant.settings import Settings
from assistant.wiring import build_chat_model
from eval.answer_cache import AnswerCache, code_version, prune
from eval.asking import Answerer, Outcome, Ranker, Ranking, ask, rank
from eval.cases import Case
from eval.configurations import Configuration, Contestant
from eval.fitted_cases import fit_cases
from eval.judges import Judge, Verdict
from eval.metrics.citations import Sources
from eval.proposals import Proposal
from eval.scoring import Row, score, score_similar
from eval.summary import Summary, summarise
from eval.support_check import SPLITS, KindScore, measure
from eval.support_pairs import FILE, KINDS
from index.current import CurrentIndex
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
    """One configuration in one mode: its table and its rows; ``prompts`` is the version of those it used.

    ``verdict`` is the second opinion of a language model, where one was asked for.
    """

    name: str
    about: str
    mode: str
    summary: Summary
    rows: tuple[Row, ...]
    prompts: str | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All results of one run over one index generation by one version of the code.

    ``mapped`` cases expect a background text by its document, as it has another id in this index;
    ``left_out`` were not asked, as the index does not hold what they expect. ``support`` says how often the
    check of written answers errs, where that was measured.
    """

    schema: int
    index: str
    code: str
    split: str
    records: int
    results: tuple[Result, ...]
    mapped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    support: tuple[KindScore, ...] = ()

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
    judge: Judge | None = None,
    check_support: bool = False,
    progress: Progress | None = None,
) -> Run:
    """Ask every case in every configuration and mode, one after the other so that the times are true.

    Outcomes are kept under ``settings.data``: a second run over the same index, code and cases asks nothing.
    Cases that expect what the index does not hold are left out and named. ``judge`` is asked for its opinion
    on the answers of the first configuration; ``check_support`` measures the check of written answers too.

    Raises:
        UsageError: no case expects what the index holds, or no language model is there to write or judge.
        IndexStateError: there is no usable index.
    """
    if "generative" in modes:
        build_chat_model(settings)  # before anything is asked
    folder = outcomes_folder(settings)
    results: list[Result] = []
    with CurrentIndex(settings.data, chroma_url=settings.chroma_url) as current:
        with current.lease() as index:
            records, generation = list(index.records.values()), index.generation
        fitted = fit_cases(cases, proposals, {record.id: record for record in records})
        sources = sources_of(records)
        for configuration in configurations:
            asked = modes if configuration.modes else MODES[:1]
            for mode in asked:
                name = configuration.name if mode == asked[0] else f"{configuration.name} ({mode})"
                key = f"{configuration.name} {mode} {generation} {code_version()} {_relevant(settings, mode)}"
                built = _Once(configuration, settings, current)
                rows = _answers(fitted.cases, name, folder, key, built, mode, sources, progress)
                verdict = None
                if judge is not None and configuration is configurations[0]:
                    tell = partial(_tell, progress, f"{name}: judge")
                    verdict = judge.verdict(rows, fitted.cases, sources, tell)
                if mode == asked[0]:
                    rows += _similar(fitted.proposals, name, folder, key, built, progress)
                results.append(
                    Result(
                        name=name,
                        about=configuration.about,
                        mode=mode,
                        summary=summarise(rows),
                        rows=tuple(rows),
                        prompts=prompts.VERSION if mode == "generative" else None,
                        verdict=verdict,
                    )
                )
        checked = _support(current, folder) if check_support else ()
    prune(folder)
    return Run(
        schema=SCHEMA,
        index=generation,
        code=code_version(),
        split=split,
        records=len(records),
        results=tuple(results),
        mapped=fitted.mapped,
        left_out=fitted.left_out,
        support=checked,
    )


def score_all(
    answerer: Answerer, cases: Sequence[Case], sources: Sources, *, mode: str = "extractive"
) -> list[Row]:
    """The rows of ``cases`` put to ``answerer``, nothing kept."""
    return [score(case, ask(answerer, case, mode), sources) for case in cases]


def outcomes_folder(settings: Settings) -> Path:
    """Where outcomes are kept between runs."""
    return settings.data / "eval" / "outcomes"


def sources_of(records: Sequence[Record]) -> Sources:
    """The text of every section by record and section id: what quotes are held against."""
    return {(record.id, section.id): section.text for record in records for section in record.sections}


def _support(current: CurrentIndex, folder: Path) -> tuple[KindScore, ...]:
    """How often the support check errs with the embedding model of the index, measured once for each code."""
    with current.lease() as index:
        pairs = hashlib.sha256(FILE.read_bytes()).hexdigest()
        cache = AnswerCache(folder, f"support {code_version()} {pairs} {index.manifest.model}", KindScore)
        names = [f"{split} {kind}" for split in SPLITS for kind in (*KINDS, "all")]
        if any(cache.get(name) is None for name in names):
            for name, found in zip(names, measure(index.embedder), strict=True):
                cache.put(name, found)
    return tuple(held for name in names if (held := cache.get(name)) is not None)


def _relevant(settings: Settings, mode: str) -> str:
    """The settings that an answer in ``mode`` may depend on: those of the language model only where it writes."""
    held = settings.model_dump(mode="json")
    names = ["embedder", "chroma_url", "max_question_chars"]
    if mode == "generative":
        names += [name for name in held if name.startswith("llm_") and name != "llm_api_key"]
    return str({name: held[name] for name in names})


class _Once:
    """What a configuration puts up, built when first needed; a few questions warm up what answers."""

    def __init__(self, configuration: Configuration, settings: Settings, current: CurrentIndex) -> None:
        self._make: Callable[[], Contestant] = lambda: configuration.build(settings, current)
        self._made: Contestant | None = None
        self._warm = False

    def answerer(self, mode: str) -> Answerer:
        answerer = self._contestant().answerer
        if not self._warm:
            self._warm = True
            for question in WARM_UP:
                with suppress(Exception):  # what is wrong shows in the cases
                    answerer.ask(question, mode=mode)
        return answerer

    def ranker(self) -> Ranker | None:
        return self._contestant().ranker

    def _contestant(self) -> Contestant:
        if self._made is None:
            self._made = self._make()
        return self._made


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
            if outcome.lasting:
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
            ranker = built.ranker()
            if ranker is None:
                return []
            ranking = rank(ranker, proposal)
            if ranking.error is None:
                cache.put(proposal.fingerprint, ranking)
        rows.append(score_similar(proposal, ranking))
        _tell(progress, f"{name}: similar", done, len(proposals))
    return rows


def _tell(progress: Progress | None, stage: str, done: int, total: int) -> None:
    if progress is not None:
        progress(stage, done, total)
