"""A run against an earlier one: which figures moved, how surely, and which cases broke or mended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.metrics.significance import Difference, paired_difference
from eval.runner import SCHEMA, Result, Run
from eval.scoring import Row
from eval.summary import LABELS, questions_first, scores_of
from ingest.errors import SourceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The scores of one case in an earlier run."""

    fingerprint: str
    scores: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """An earlier run of one configuration: its scores by case."""

    configuration: str
    code: str
    index: str
    cases: dict[str, Kept]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed over the ``shared`` cases that are the same in both runs.

    ``broken`` were right and no longer are, ``mended`` the other way round; ``other`` cases are only in one
    of the runs, or were changed in between.
    """

    shared: int
    other: int
    differences: dict[str, Difference]
    broken: tuple[str, ...]
    mended: tuple[str, ...]


def compare(baseline: Baseline, rows: Sequence[Row]) -> Comparison:
    """The comparison of ``rows`` with ``baseline`` by case; metrics only where both have them."""
    pairs = [
        (kept.scores, dict(scores), row)
        for row, scores in questions_first(rows)
        if (kept := baseline.cases.get(row.id)) is not None and kept.fingerprint == row.fingerprint
    ]
    differences = {}
    for name in LABELS:
        both = [
            (_as_kept(old[name]), _as_kept(new[name])) for old, new, _ in pairs if name in old and name in new
        ]
        if both:
            differences[name] = paired_difference([old for old, _ in both], [new for _, new in both])
    return Comparison(
        shared=len(pairs),
        other=len({row.id for row in rows} | set(baseline.cases)) - len(pairs),
        differences=differences,
        broken=tuple(row.id for old, _, row in pairs if old["right"] > row.right),
        mended=tuple(row.id for old, _, row in pairs if old["right"] < row.right),
    )


def _as_kept(score: float) -> float:
    """``score`` as a baseline holds it, so that what was rounded there is no difference."""
    return round(score, 4)


def baseline_of(run: Run, result: Result) -> Baseline:
    """``result`` as a baseline for later runs."""
    cases = {
        row.id: Kept(
            fingerprint=row.fingerprint,
            scores={name: _as_kept(value) for name, value in scores_of(row).items()},
        )
        for row in result.rows
    }
    return Baseline(configuration=result.name, code=run.code, index=run.index, cases=cases)


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Writes ``baseline`` as JSON, one case to a line, so that a change of it can be read."""
    head = {"schema": SCHEMA, "configuration": baseline.configuration, "code": baseline.code}
    head["index"] = baseline.index
    lines = [
        f"  {json.dumps(case)}: {json.dumps({'fingerprint': kept.fingerprint, 'scores': kept.scores})}"
        for case, kept in sorted(baseline.cases.items())
    ]
    body = json.dumps(head)[:-1] + ', "cases": {\n' + ",\n".join(lines) + "\n}}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8")


def read_baseline(path: Path, configuration: str = "full") -> Baseline:
    """The baseline in ``path``: a file of ``write_baseline``, or the JSON report of a run.

    Raises ``SourceError`` where it is neither, or holds no such configuration.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["schema"] != SCHEMA:
            raise ValueError(f"its schema is {held['schema']}, not {SCHEMA}")
        if "results" in held:
            return _from_report(held, configuration)
        cases = {case: Kept(**kept) for case, kept in held["cases"].items()}
        return Baseline(
            configuration=held["configuration"], code=held["code"], index=held["index"], cases=cases
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(
            f"{path} is no baseline for this run ({type(error).__name__}: {error}). Name the "
            "report.json of a run, or a file written with --save-baseline."
        ) from error


def _from_report(held: dict[str, Any], configuration: str) -> Baseline:
    results = {item["name"]: item for item in held["results"]}
    if configuration not in results:
        raise ValueError(f"it holds no configuration “{configuration}”, only {', '.join(results)}")
    result = results[configuration]
    cases = {
        row["id"]: Kept(
            fingerprint=row["fingerprint"], scores={"right": float(row["right"]), **row["scores"]}
        )
        for row in result["rows"]
    }
    return Baseline(configuration=configuration, code=held["code"], index=held["index"], cases=cases)
