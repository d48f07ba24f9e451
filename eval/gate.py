"""The gate: a fixed part of the dev cases must not do worse than the committed baseline."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from eval.cases import Case
from eval.comparison import Baseline, compare
from eval.scoring import Row
from eval.summary import LABELS

PER_KIND = 16
LEVEL = 0.05
GATED = (
    "right",
    "first_citation",
    "vital",
    "vital_200",
    "gold_precision",
    "gold_section_precision",
    "support_recall",
    "exact",
    "set_f1",
    "answered",
    "refused",
    "talk",
)


def baseline_file() -> Path:
    """The committed scores of the gate's cases."""
    return Path(str(files("eval"))) / "baselines" / "gate.json"


def gate_cases(cases: Sequence[Case]) -> tuple[Case, ...]:
    """Of the dev split, the first 16 cases of each kind in the order of the hashes of their ids.

    So the choice has no hand in it, and a new case takes the place of at most one other.
    """
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in sorted(cases, key=lambda case: hashlib.sha256(case.id.encode()).digest()):
        if case.split == "dev" and len(by_kind[case.kind]) < PER_KIND:
            by_kind[case.kind].append(case)
    return tuple(case for kind in sorted(by_kind) for case in by_kind[kind])


def complaints(baseline: Baseline, rows: Sequence[Row]) -> list[str]:
    """Why ``rows`` must not pass; empty where they may.

    They must not where: less than half of the cases can be compared; a case fails with an exception; any
    citation is invalid; a gated figure is lower with p < 0.05 (one-sided, paired); or a record that at least
    two cases cited first and rightly is no longer found by any of them.
    """
    found = [f"{row.id} failed: {row.error}" for row in rows if row.error is not None]
    compared = compare(baseline, rows)
    if 2 * compared.shared < len(rows):
        return [
            *found,
            f"only {compared.shared} of {len(rows)} cases are in the baseline as they are now; "
            "run `make baseline` and commit its result",
        ]
    invalid = [row.id for row in rows if row.scores.get("citation_validity", 1.0) < 1.0]
    if invalid:
        found.append(f"citations are invalid in {', '.join(invalid[:5])} ({len(invalid)} in all)")
    for name in GATED:
        change = compared.differences.get(name)
        if change is not None and change.mean < 0 and change.p / 2 < LEVEL:
            found.append(
                f"{LABELS[name]} fell by {-change.mean:.3f} [{-change.high:.3f}, {-change.low:.3f}] "
                f"over {change.n} cases (p = {change.p / 2:.4f})"
            )
    return found + _lost(baseline, rows)


def _lost(baseline: Baseline, rows: Sequence[Row]) -> list[str]:
    """Records that the baseline found in at least two cases and the rows find in none of those."""
    now: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        kept = baseline.cases.get(row.id)
        if kept is None or kept.fingerprint != row.fingerprint or not kept.scores.get("first_citation"):
            continue
        records = {item.split("/")[0] for item in row.gold}
        if len(records) == 1:
            now[records.pop()].append(row.scores.get("first_citation", 0.0))
    return [
        f"{record} is found by none of its {len(scores)} cases any more"
        for record, scores in sorted(now.items())
        if len(scores) > 1 and not any(scores)
    ]
