"""Whole answers to questions of the dev split by parameters fitted without their fold: what new ones may expect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean, median

from assistant.answering import Answering
from assistant.reading import Turn
from eval.asking import Outcome
from eval.cases import Case, load_cases, select
from eval.fitted_cases import fit_cases
from eval.fitting.material import Unseen
from eval.runner import sources_of
from eval.scoring import Row, score
from index.matches import Filters
from index.opened import Index

KINDS = ("fact", "section", "describe", "followup", "compare", "unanswerable", "out_of_scope")


def whole_answers(index: Index, unseen: Unseen) -> Iterator[str]:
    """Lines that say for each kind of question how the answers score; ``unseen`` gives what has not seen it."""
    found = select(load_cases(), split="dev", kinds=KINDS)
    cases = fit_cases(found, [], index.records).cases
    sources = sources_of(list(index.records.values()))
    rows = [score(case, _answered(case, index, unseen), sources) for case in cases]
    for kind in (*KINDS[:5], "all"):
        own = [row for row in rows if row.expected and kind in (row.kind, "all")]
        if own:
            yield (
                f"{kind:12s} n {len(own):4d}  first citation {_mean(own, 'first_citation'):.3f}  "
                f"vital {_mean(own, 'vital'):.3f}  wrongly refused {fmean(not r.answered for r in own):.3f}  "
                f"words {median([row.words for row in own if row.answered] or [0]):.0f}"
            )
    refused = [not row.answered for row in rows if not row.expected]
    if refused:
        yield f"unanswerable n {len(refused):4d}  refused {fmean(refused):.3f}"


def _answered(case: Case, index: Index, unseen: Unseen) -> Outcome:
    history = [Turn(role=turn.role, content=turn.content) for turn in case.history]
    answer = Answering(index, Filters(), unseen(case.question)).answer(case.question, history, None)
    return Outcome(answer=answer, error=None, seconds=0.0)


def _mean(rows: Sequence[Row], metric: str) -> float:
    return fmean(row.scores.get(metric, 0.0) for row in rows)
