"""The last report of `sstc eval` as HTML: scores with intervals, charts, and the cases that failed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval import charts
from eval.cases import AGGREGATES, LOOKUPS, REFUSALS, TALK
from eval.metrics.significance import Interval
from eval.report import HEADLINES
from eval.runner import Result, Run
from eval.scoring import Row
from eval.summary import LABELS
from ui.pages.markup import esc
from ui.pages.words import LANGUAGES, word, written

_ABLATED = ("right", "first_citation", "vital", "refused", "exact")
_KINDS = (*LOOKUPS, *AGGREGATES, *REFUSALS, *TALK, "similar")
_MOST_CASES = 80


def last_run(path: Path) -> Run | None:
    """The run in that report file, or ``None`` where there is none of this version."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, ValidationError):
        return None


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> Run:
    data = json.loads(path.read_text(encoding="utf-8"))
    return TypeAdapter(Run).validate_python(data)


def kinds_of(run: Run | None) -> list[str]:
    """The kinds of case that the first configuration got wrong."""
    found = {row.kind for row in _wrong(run)}
    return [kind for kind in _KINDS if kind in found]


def report_html(run: Run | None, language: str) -> str:
    """Scores, charts and ablation of ``run``."""
    if run is None or not run.results or not run.results[0].rows:
        return f'<p class="none">{written("no_report", language)}</p>'
    first = run.results[0]
    about = written(
        "report_about", language, cases=len(first.rows), split=run.split, records=run.records, index=run.index
    )
    return (
        f'<p class="meta">{about}</p>{_tiles(first, language)}'
        f"<h3>{written('report_groups', language)}</h3>{_groups(first, language)}"
        f'<div class="charts">{_charts(run, language)}</div>'
        f"<details><summary>{written('all_scores' if len(run.results) == 1 else 'report_ablation', language)}"
        f"</summary>{_ablation(run)}</details>"
    )


def cases_html(run: Run | None, kind: str | None, language: str) -> str:
    """The cases that the first configuration got wrong, each to be opened."""
    rows = [row for row in _wrong(run) if not kind or row.kind == kind]
    if not rows:
        return f'<p class="none">{written("no_failures", language)}</p>'
    shown = "".join(_case(row, language) for row in rows[:_MOST_CASES])
    count = written("failures_count", language, count=len(rows), shown=min(len(rows), _MOST_CASES))
    return f'<p class="meta">{count}</p><div class="cases">{shown}</div>'


def progress_html(stage: str, done: int, total: int, language: str) -> str:
    """How far a run is."""
    label = written("eval_progress", language, stage=stage, done=done, total=total)
    return (
        f'<p role="status">{label}</p><progress max="{max(total, 1)}" value="{done}">'
        f"{done}/{total}</progress>"
    )


def _wrong(run: Run | None) -> list[Row]:
    return [row for row in run.results[0].rows if not row.right] if run and run.results else []


def _tiles(result: Result, language: str) -> str:
    held = result.summary.groups["all"]
    tiles = [
        f"<div><b>{held[name].mean:.3f}</b><span>{_score(name, language)}<br>{_range(held[name])}</span></div>"
        for name in HEADLINES
        if name in held
    ]
    whole = result.summary.whole
    tiles.append(
        f"<div><b>{whole.wrongly_refused:.3f}</b><span>{_score('wrongly_refused', language)}</span></div>"
    )
    tiles.append(f"<div><b>{whole.words_median:.0f}</b><span>{_score('words', language)}</span></div>")
    tiles.append(
        f"<div><b>{whole.latency_p50_ms:.0f} ms</b>"
        f"<span>{_score('time', language, high=round(whole.latency_p95_ms))}</span></div>"
    )
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _groups(result: Result, language: str) -> str:
    groups = result.summary.groups
    metrics = [name for name in HEADLINES if name in groups["all"]]
    heads = "".join(f'<th scope="col">{_score(name, language)}</th>' for name in metrics)
    rows = "".join(
        f'<tr><th scope="row">{esc(name)}</th><td>{groups[group]["right"].n}</td>'
        + "".join(f"<td>{_value(groups[group].get(metric))}</td>" for metric in metrics)
        + "</tr>"
        for group, name in _named(result, language)
    )
    cases = written("cases", language)
    return _wide(f'<th></th><th scope="col">{cases}</th>{heads}', rows)


def _ablation(run: Run) -> str:
    heads = '<th scope="col"></th>' + "".join(
        f'<th scope="col" title="{esc(result.about)}">{esc(result.name)}</th>' for result in run.results
    )
    metrics = [name for name in LABELS if name in run.results[0].summary.groups["all"]]
    rows = "".join(
        f'<tr><th scope="row">{esc(LABELS[name])}</th>'
        + "".join(f"<td>{_value(result.summary.groups['all'].get(name))}</td>" for result in run.results)
        + "</tr>"
        for name in metrics
    )
    told = " ".join(f"<b>{esc(result.name)}</b>: {esc(result.about)}." for result in run.results)
    return _wide(heads, rows) + f'<p class="meta" lang="en">{told}</p>'


def _charts(run: Run, language: str) -> str:
    results = [result for result in run.results if result.rows]
    first = results[0]
    named = [(group, name) for group, name in _named(first, language) if group != "all"]
    kinds = [(group, name) for group, name in named if group.startswith("kind:")]
    spoken = [(group, name) for group, name in named if group.startswith("language:")]
    drawn = {
        "chart_kinds": _bars(first, kinds, ("right",), language),
        "chart_languages": _bars(first, spoken, ("right", "first_citation", "vital", "refused"), language),
        "chart_risk": charts.curves(
            [charts.Series(name=r.name, points=r.summary.whole.curve) for r in results],
            "Risk by coverage",
            x_label="share of questions answered",
            y_label="mean loss of the answers",
        ),
    }
    if len(results) > 1:
        drawn["chart_ablation"] = charts.bars(
            [LABELS[name] for name in _ABLATED],
            [(r.name, [r.summary.groups["all"].get(name) for name in _ABLATED]) for r in results],
            "Configurations side by side",
        )
    return "".join(
        f'<figure class="chart"><figcaption>{written(name, language)}</figcaption>{svg}</figure>'
        for name, svg in drawn.items()
    )


def _bars(result: Result, groups: Sequence[tuple[str, str]], metrics: Sequence[str], language: str) -> str:
    held = result.summary.groups
    return charts.bars(
        [name for _, name in groups],
        [
            (word(f"score_{metric}", language), [held[group].get(metric) for group, _ in groups])
            for metric in metrics
        ],
        "Scores by group",
    )


def _named(result: Result, language: str) -> list[tuple[str, str]]:
    """The groups of a result in order, each with its name."""
    order = [("all", word("group_all", language))]
    order += [(f"kind:{kind}", word(f"group_{kind}", language)) for kind in _KINDS]
    order += [(f"language:{code}", name) for code, name in LANGUAGES.items()]
    return [(group, name) for group, name in order if group in result.summary.groups]


def _case(row: Row, language: str) -> str:
    facts = [
        ("case_missed", "; ".join(row.missed)),
        ("case_gold", ", ".join(row.gold)),
        ("case_cited", ", ".join(row.cited)),
        ("read_as", row.read_as),
        ("case_error", row.error or ""),
    ]
    items = "".join(
        f"<dt>{written(name, language)}</dt><dd>{esc(value)}</dd>" for name, value in facts if value
    )
    return (
        f'<details><summary>{esc(row.question)} <span class="id">{esc(row.id)} · {esc(row.kind)}</span>'
        "</summary>"
        f'<div class="prose" dir="auto"><p>{esc(row.answer) or "–"}</p></div><dl class="facts">{items}</dl>'
        "</details>"
    )


def _wide(heads: str, rows: str) -> str:
    return (
        '<div class="wide" tabindex="0" role="group"><table class="figures">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _score(name: str, language: str, **values: object) -> str:
    return written(f"score_{name}", language, **values)


def _value(value: Interval | None) -> str:
    return "" if value is None else f"{value.mean:.3f}<small>{_range(value)}</small>"


def _range(value: Interval) -> str:
    return f"{value.low:.2f}–{value.high:.2f}"
