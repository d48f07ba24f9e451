"""A run as files: ``report.json`` with everything, and ``report.html`` to read, complete in itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from eval import charts
from eval.cases import AGGREGATES, LOOKUPS, REFUSALS
from eval.comparison import Comparison
from eval.metrics.significance import Difference, Interval, paired_difference
from eval.runner import Result, Run
from eval.scoring import Row
from eval.summary import LABELS, Summary, questions_first

HEADLINES = (
    "right",
    "first_citation",
    "vital",
    "vital_200",
    "exact",
    "refused",
    "gold_precision",
    "talk",
    "similar_ndcg_5",
)
_ABLATED = ("right", "first_citation", "vital", "refused", "exact", "similar_ndcg_5")
_NAMES = {"all": "all", "en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese"}


def write_report(run: Run, folder: Path, comparison: Comparison | None = None) -> tuple[Path, Path]:
    """Writes both files into ``folder``; their paths, JSON first. The same run gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    data, page = folder / "report.json", folder / "report.html"
    data.write_text(json.dumps(as_json(run, comparison), ensure_ascii=False, indent=1), encoding="utf-8")
    page.write_text(as_html(run, comparison), encoding="utf-8")
    return data, page


def as_json(run: Run, comparison: Comparison | None = None) -> dict[str, Any]:
    """The run, how it differs from an earlier one, and how its configurations differ, as JSON values."""
    return asdict(run) | {
        "comparison": asdict(comparison) if comparison else None,
        "against_first": {
            name: {metric: asdict(change) for metric, change in changes.items()}
            for name, changes in against_first(run).items()
        },
    }


def against_first(run: Run) -> dict[str, dict[str, Difference]]:
    """How every other configuration differs from the first one, paired by case."""
    if not run.results:
        return {}
    first = {row.id: scores for row, scores in questions_first(run.results[0].rows)}
    found = {}
    for result in run.results[1:]:
        other = {row.id: scores for row, scores in questions_first(result.rows)}
        changes = {}
        for metric in HEADLINES:
            both = [
                (first[case][metric], other[case][metric])
                for case in first
                if case in other and metric in first[case] and metric in other[case]
            ]
            if both:
                changes[metric] = paired_difference([old for old, _ in both], [new for _, new in both])
        found[result.name] = changes
    return found


def as_html(run: Run, comparison: Comparison | None = None) -> str:
    """The run as one page without any outside request."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["share"] = _share
    environment.filters["signed"] = lambda value: f"{value:+.3f}".replace("-", "−")
    environment.filters["chance"] = lambda p: "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
    template = environment.from_string(files("eval").joinpath("report.html.j2").read_text(encoding="utf-8"))
    return template.render(
        run=run,
        first=run.results[0] if run.results else None,
        cases=len(run.results[0].rows) if run.results else 0,
        proposals=sum(row.kind == "similar" for row in run.results[0].rows) if run.results else 0,
        headlines=HEADLINES,
        labels=LABELS,
        metrics=[
            name for name in LABELS if any(name in r.summary.groups["all"] for r in run.results if r.rows)
        ],
        groups=_groups(run.results[0].summary) if run.results else [],
        group_name=_group_name,
        charts=_charts(run),
        against=against_first(run),
        comparison=comparison,
        wrong=[row for row in run.results[0].rows if not row.right] if run.results else [],
        expectation=_expectation,
    )


def _charts(run: Run) -> dict[str, Markup]:
    results = [result for result in run.results if result.rows]
    if not results:
        return {}
    summary = results[0].summary
    by = {
        prefix: [name for name in _groups(summary) if name.startswith(prefix)]
        for prefix in ("kind:", "language:")
    }
    drawn = {
        "kinds": _clusters(summary.groups, by["kind:"], ("right",)),
        "languages": _clusters(
            summary.groups, by["language:"], ("right", "first_citation", "vital", "refused")
        ),
        "ablation": charts.bars(
            [LABELS[name] for name in _ABLATED],
            [
                (result.name, [result.summary.groups["all"].get(name) for name in _ABLATED])
                for result in results
            ],
            "Configurations side by side",
        ),
        "risk": charts.curves(
            [charts.Series(name=r.name, points=r.summary.whole.curve) for r in results],
            "Risk by coverage",
            x_label="share of questions answered",
            y_label="mean loss of the answers",
        ),
        "length": charts.points(
            [_length_point(result) for result in results if "vital" in result.summary.groups["all"]],
            "Vital facts by length",
            x_label="words of the median answer",
            y_label="vital facts in the answer",
        ),
    }
    return {name: Markup(svg) for name, svg in drawn.items()}


def _clusters(
    groups: Mapping[str, Mapping[str, Interval]], names: Sequence[str], metrics: Sequence[str]
) -> str:
    return charts.bars(
        [_group_name(name) for name in names],
        [(LABELS[metric], [groups[name].get(metric) for name in names]) for metric in metrics],
        "Scores by " + (names[0].split(":")[0] if names else "group"),
    )


def _length_point(result: Result) -> charts.Series:
    words, vital = result.summary.whole.words_median, result.summary.groups["all"]["vital"].mean
    title = f"{result.name}: {words:.0f} words, {vital:.3f} of the vital facts"
    return charts.Series(name=result.name, points=((words, vital),), titles=(title,))


def _groups(summary: Summary) -> list[str]:
    kinds = (*LOOKUPS, *AGGREGATES, *REFUSALS, "chitchat", "meta", "similar")
    order = ["all", *(f"kind:{kind}" for kind in kinds), *(f"language:{code}" for code in _NAMES)]
    return [name for name in order if name in summary.groups]


def _group_name(group: str) -> str:
    name = group.partition(":")[2] or group
    return _NAMES.get(name, name.replace("_", " "))


def _share(value: Interval | None) -> str:
    return "" if value is None else f"{value.mean:.3f}".replace("0.", ".", 1)


def _expectation(row: Row) -> str:
    return "an answer" if row.expected else "a refusal"
