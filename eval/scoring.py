"""One outcome held against its case: every metric that applies, between 0 and 1 unless it says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from eval.asking import Outcome, Ranking
from eval.cases import AGGREGATES, LOOKUPS, REFUSALS, TALK, Case
from eval.metrics import citations as cited
from eval.metrics import nuggets as facts
from eval.metrics import overlap, ranking, sets
from eval.metrics.words import count_words, without_markers
from eval.proposals import Proposal

_RETRIEVED = 12
_LONGEST = 6_000

LOOKUP_METRICS = (
    "first_citation",
    "vital",
    "all",
    "vital_200",
    "record_recall_1",
    "record_recall_3",
    "record_recall_5",
    "record_mrr",
    "record_ndcg_5",
    "section_recall_1",
    "section_recall_3",
    "section_recall_5",
    "section_mrr",
    "section_ndcg_5",
    "gold_precision",
    "gold_section_precision",
    "gold_section_recall",
    "support_recall",
    "support_precision",
    "citation_validity",
    "token_f1",
    "rouge_l",
)
SET_METRICS = ("exact", "set_precision", "set_recall", "set_f1", "citation_validity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A case, what was answered, and its scores. ``right`` says that nothing was wrong with the answer.

    ``missed`` names the vital nuggets, records or numbers that are not in the answer; ``cited`` and
    ``retrieved`` are ``record/section`` in order. ``mode`` says who answered, ``fallback`` why a language
    model that was asked for did not, ``removed`` how many of its sentences were not supported.
    """

    id: str
    fingerprint: str
    kind: str
    language: str
    split: str
    question: str
    history: tuple[str, ...]
    expected: bool
    answered: bool
    right: bool
    answer: str
    read_as: str
    missed: tuple[str, ...]
    cited: tuple[str, ...]
    retrieved: tuple[str, ...]
    gold: tuple[str, ...]
    scores: dict[str, float]
    confidence: float | None
    words: int
    seconds: float
    error: str | None
    mode: str = "extractive"
    fallback: str | None = None
    removed: int = 0


def score(case: Case, outcome: Outcome, sources: cited.Sources) -> Row:
    """The row of ``case``. A failure scores 0 in everything that applies, and is never right.

    A refusal of what can be answered scores 0 as well, but keeps the scores of what was retrieved; it cites
    nothing, so it has no citation to be invalid.
    """
    answer = outcome.answer
    scores = failed(case) if answer is None else _scores(case, answer, sources)
    return Row(
        id=case.id,
        fingerprint=case.fingerprint,
        kind=case.kind,
        language=case.language,
        split=case.split,
        question=case.question,
        history=tuple(f"{turn.role}: {turn.content}" for turn in case.history),
        expected=case.answered,
        answered=answer is not None and answer.answered,
        right=answer is not None and is_right(case, answer, scores),
        answer=answer.answer[:_LONGEST] if answer else "",
        read_as=(answer.read_as or answer.kind) if answer else "",
        missed=_missed(case, answer),
        cited=tuple(f"{c.practice_id}/{c.section_id}" for c in answer.citations) if answer else (),
        retrieved=tuple(_sections(answer)[:_RETRIEVED]) if answer else (),
        gold=tuple(f"{g.record}/{key}" for g in case.gold for key in g.sections or ("*",)) or case.records,
        scores=scores,
        confidence=answer.confidence if answer else None,
        words=count_words(answer.answer) if answer else 0,
        seconds=round(outcome.seconds, 5),
        error=outcome.error,
        mode=answer.mode if answer else "extractive",
        fallback=answer.fallback if answer else None,
        removed=len(answer.generation.removed) if answer and answer.generation else 0,
    )


def score_similar(proposal: Proposal, found: Ranking) -> Row:
    """The row of ``proposal``, as if “which records are like this?” were a question of kind ``similar``."""
    grades = {record: grade for record, grade in proposal.relevance.items() if grade > 0}
    ranked = found.records
    if grades:
        best = max(grades.values())
        scores = {
            "similar_ndcg_5": ranking.ndcg_at_k(ranked, grades, 5, "exponential"),
            "similar_ndcg_5_linear": ranking.ndcg_at_k(ranked, grades, 5),
            "similar_first": float(bool(ranked) and grades.get(ranked[0], 0) == best),
            "similar_recall_5": ranking.capped_recall_at_k(ranked, grades, 5),
        }
    else:
        scores = {"similar_silent": float(not ranked and found.error is None)}
    order = sorted(grades, key=lambda record: (-grades[record], record))
    return Row(
        id=proposal.id,
        fingerprint=proposal.fingerprint,
        kind="similar",
        language=proposal.language,
        split=proposal.split,
        question=proposal.proposal,
        history=(),
        expected=bool(grades),
        answered=bool(ranked),
        right=found.error is None
        and (scores.get("similar_first", 1.0) == 1 and bool(ranked) == bool(grades)),
        answer=", ".join(ranked),
        read_as="similar",
        missed=tuple(record for record in order[:5] if record not in ranked[:5]),
        cited=(),
        retrieved=tuple(ranked[:_RETRIEVED]),
        gold=tuple(f"{record}={grades[record]}" for record in order),
        scores=scores,
        confidence=None,
        words=0,
        seconds=round(found.seconds, 5),
        error=found.error,
    )


def failed(case: Case) -> dict[str, float]:
    """Zero in every metric that applies to ``case``."""
    if case.kind in REFUSALS or not case.answered:
        return {"refused": 0.0}
    if case.kind in TALK:
        return {"talk": 0.0}
    names: tuple[str, ...] = SET_METRICS if case.kind in AGGREGATES else LOOKUP_METRICS
    if case.kind in AGGREGATES and not case.records:
        names = ("exact", "citation_validity")
    return dict.fromkeys((*names, "answered"), 0.0)


def is_right(case: Case, answer: Answer, scores: dict[str, float]) -> bool:
    """Refused where it should be; else the exact set or number, or all vital facts, rightly cited."""
    if not case.answered:
        return not answer.answered
    if case.kind in TALK:
        return scores["talk"] == 1
    if case.kind in AGGREGATES:
        return answer.answered and scores["exact"] == 1
    return answer.answered and scores["first_citation"] == 1 and scores["vital"] == 1


def loss(row: Row) -> float:
    """What a row that was answered got wrong, 0–1: missing vital facts, a wrong set, an answer to nothing."""
    if row.error is not None or not row.expected:
        return 1.0
    return 1.0 - row.scores.get("vital", row.scores.get("exact", float(row.right)))


def _scores(case: Case, answer: Answer, sources: cited.Sources) -> dict[str, float]:
    if not case.answered:
        return {"refused": float(not answer.answered)} | _validity(answer, sources)
    if case.kind in TALK:
        talk = answer.kind in ("chitchat", "meta") and not answer.citations
        return {"talk": float(talk)}
    own = {"answered": float(answer.answered)}
    if not answer.answered:
        nothing = {name: value for name, value in failed(case).items() if name != "citation_validity"}
        trace = _retrieval_scores(case, answer) if case.kind in LOOKUPS else {}
        return nothing | trace | _validity(answer, sources)
    if case.kind in AGGREGATES:
        return own | _set_scores(case, answer) | _validity(answer, sources)
    return own | _lookup_scores(case, answer, sources) | _retrieval_scores(case, answer)


def _validity(answer: Answer, sources: cited.Sources) -> dict[str, float]:
    value = cited.citation_validity(answer, sources)
    return {} if value is None else {"citation_validity": value}


def _lookup_scores(case: Case, answer: Answer, sources: cited.Sources) -> dict[str, float]:
    text = answer.answer
    reference = ". ".join(nugget.text for nugget in case.nuggets if nugget.vital)
    return {
        "first_citation": cited.first_citation_right(answer, case.gold),
        "vital": facts.strict_vital(text, case.nuggets),
        "all": facts.strict_all(text, case.nuggets),
        "vital_200": facts.strict_vital_within(text, case.nuggets),
        "gold_precision": cited.gold_record_precision(answer, case.gold),
        "gold_section_precision": cited.gold_section_precision(answer, case.gold),
        "gold_section_recall": cited.gold_section_recall(answer, case.gold),
        "support_recall": cited.support_recall(answer),
        "support_precision": cited.support_precision(answer),
        "token_f1": overlap.token_f1(without_markers(text), reference),
        "rouge_l": overlap.rouge_l(without_markers(text), reference),
    } | _validity(answer, sources)


def _retrieval_scores(case: Case, answer: Answer) -> dict[str, float]:
    records = [item.practice_id for item in answer.retrieval]
    found = _ranked_scores("record", records, sorted(case.gold_records))
    relevant = [f"{item.record}/{key}" for item in case.gold for key in item.sections]
    return found | (_ranked_scores("section", _sections(answer), relevant) if relevant else {})


def _ranked_scores(level: str, ranked: Sequence[str], relevant: Sequence[str]) -> dict[str, float]:
    return {
        **{f"{level}_recall_{k}": ranking.capped_recall_at_k(ranked, relevant, k) for k in (1, 3, 5)},
        f"{level}_mrr": ranking.reciprocal_rank(ranked, relevant),
        f"{level}_ndcg_5": ranking.ndcg_at_k(ranked, dict.fromkeys(relevant, 1), 5),
    }


def _set_scores(case: Case, answer: Answer) -> dict[str, float]:
    found = {citation.practice_id for citation in answer.citations}
    if case.kind == "count":
        exact = float(sets.stated_number(answer.answer) == case.count)
    else:
        exact = sets.exact_set(found, case.records)
    if not case.records:
        return {"exact": exact}
    return {
        "exact": exact,
        "set_precision": sets.set_precision(found, case.records),
        "set_recall": sets.set_recall(found, case.records),
        "set_f1": sets.set_f1(found, case.records),
    }


def _missed(case: Case, answer: Answer | None) -> tuple[str, ...]:
    if not case.answered:
        return ("a refusal",) if answer is None or answer.answered else ()
    text = answer.answer if answer else ""
    missed = [n.text for n in case.nuggets if n.vital and not facts.holds(text, n)]
    if case.kind in AGGREGATES:
        found = {citation.practice_id for citation in answer.citations} if answer else set()
        if case.kind == "count" and sets.stated_number(text) != case.count:
            missed.append(f"the number {case.count}")
        if case.records:
            missed += [f"{record} is missing" for record in case.records if record not in found]
            missed += [f"{record} is too much" for record in sorted(found - set(case.records))]
    elif case.kind in LOOKUPS and (answer is None or not cited.first_citation_right(answer, case.gold)):
        missed.append("a first citation of " + " or ".join(sorted(case.gold_records)))
    return tuple(missed)


def _sections(answer: Answer) -> list[str]:
    return list(dict.fromkeys(f"{item.practice_id}/{item.section}" for item in answer.retrieval))
