"""``sstc eval``: answer quality as numbers, over the project's cases or one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.options import data_option, echo_json, json_option, settings

if TYPE_CHECKING:
    from assistant.settings import Settings
    from eval.comparison import Comparison
    from eval.judges import Judge
    from eval.runner import Run

_SHOWN = (
    "right",
    "first_citation",
    "vital",
    "vital_200",
    "exact",
    "refused",
    "answered",
    "citation_validity",
    "gold_precision",
    "similar_ndcg_5",
    "similar_first",
    "similar_recall_5",
    "similar_silent",
)


@click.command("eval")
@click.option(
    "--split",
    type=click.Choice(["dev", "test", "all"]),
    help="Only cases of this half.  [default: dev; with --cases: all]",
)
@click.option("--kind", "kinds", multiple=True, help="Only cases of this kind; may be repeated.")
@click.option(
    "--config", "configs", multiple=True, help="Only this configuration; may be repeated. [default: all]"
)
@click.option(
    "--mode",
    type=click.Choice(["extractive", "generative", "both"]),
    default="extractive",
    show_default=True,
    help="Answer from sentences of the records, with the language model, or both side by side.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Compare with the report.json of an earlier run, or a saved baseline.",
)
@click.option(
    "--cases",
    "own",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    help="Use the cases of this JSON Lines file instead of the project's; may be repeated.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Report folder [default: DATA/eval]."
)
@click.option(
    "--save-baseline", type=click.Path(path_type=Path, dir_okay=False), help="Write the scores to this file."
)
@click.option("--gate", is_flag=True, help="Only the cases of the gate; exit status 1 on a significant drop.")
@click.option("--new", is_flag=True, help="Print draft cases made from the indexed records, to be edited.")
@click.option(
    "--from-feedback",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Print draft cases made from this file of feedback, to be edited.",
)
@click.option(
    "--support", is_flag=True, help="Measure the support check instead; exit status 1 below its targets."
)
@click.option(
    "--judge",
    is_flag=True,
    help="Let the language model judge the answers of the first configuration with LlamaIndex's evaluators.",
)
@data_option
@json_option
def command(
    split: str | None,
    kinds: tuple[str, ...],
    configs: tuple[str, ...],
    mode: str,
    against: Path | None,
    own: tuple[Path, ...],
    out: Path | None,
    save_baseline: Path | None,
    gate: bool,
    new: bool,
    from_feedback: Path | None,
    support: bool,
    judge: bool,
    data: Path | None,
    as_json: bool,
) -> int:
    """Ask every case, score the answers, print the table, write the report.

    What was asked before of the same index by the same code is not asked again. The test split only confirms:
    tune on dev. Exit status 1 says that a case failed with an error, or that the gate found a drop.
    """
    from eval.cases import load_cases, select
    from eval.comparison import baseline_of, compare, read_baseline, write_baseline
    from eval.configurations import chosen
    from eval.gate import baseline_file, complaints, gate_cases
    from eval.proposals import load_proposals
    from eval.report import as_json as report_values
    from eval.report import write_report
    from eval.runner import MODES, run
    from ui.cli.progress import ProgressBar

    settled = settings(data=data)
    if support:
        from assistant.wiring import build_embedder
        from eval.support_check import measure, meets_targets, table

        found = measure(build_embedder(settled).load())
        click.echo(table(found))
        return 0 if meets_targets(found) else 1
    if new or from_feedback:
        click.echo(_drafts(settled.data, from_feedback), nl=False)
        return 0
    split = split or ("all" if own else "dev")
    cases = select(load_cases(own or None), split=split, kinds=kinds)
    proposals = () if own else tuple(p for p in load_proposals() if split in ("all", p.split))
    proposals = proposals if not kinds or "similar" in kinds else ()
    if gate:
        cases, proposals, configs = gate_cases(load_cases(own or None)), (), configs or ("full",)
    if not cases and not proposals:
        raise click.UsageError("No case is of that split and kind.")
    earlier = read_baseline(against, (configs or ("full",))[0]) if against else None
    with ProgressBar(enabled=not as_json) as progress:
        made = run(
            cases,
            proposals,
            chosen(configs),
            settings=settled,
            modes=MODES if mode == "both" else (mode,),
            split="gate" if gate else split,
            judge=_judge(settled) if judge else None,
            check_support=not (own or gate or kinds),
            progress=progress.advance,
        )
    first = made.results[0]
    comparison = compare(earlier, first.rows) if earlier else None
    page = write_report(made, out or settled.data / "eval", comparison)[1]
    if save_baseline:
        write_baseline(baseline_of(made, first), save_baseline)
    _warn_of_records(made)
    if as_json:
        echo_json(report_values(made, comparison))
    else:
        _table(made)
        _verdicts(made)
        if comparison:
            _changes(comparison)
        click.echo(f"Report: {page}")
    worse = [] if not gate or save_baseline else complaints(read_baseline(baseline_file()), first.rows)
    for complaint in worse:
        click.echo(f"gate: {complaint}", err=True)
    return 1 if worse or any(result.summary.whole.failures for result in made.results) else 0


def _judge(settled: Settings) -> Judge:
    from assistant.wiring import build_chat_model
    from eval.judges import Judge
    from eval.runner import outcomes_folder

    return Judge(build_chat_model(settled), outcomes_folder(settled))


def _drafts(data: Path, feedback: Path | None) -> str:
    from eval.drafts import as_json_lines, draft_cases, read_feedback, scaffold

    if feedback:
        return as_json_lines(draft_cases(read_feedback(feedback)))
    from index.opened import open_index

    with open_index(data) as index:
        return as_json_lines(scaffold(index.records.values()))


def _warn_of_records(made: Run) -> None:
    """Says which cases were not asked, or asked otherwise, because of what the index holds."""
    if made.mapped:
        click.echo(
            f"{len(made.mapped)} cases expect a background text by its document, as it has another id in this "
            "index.",
            err=True,
        )
    if made.left_out:
        more = "" if len(made.left_out) <= 8 else " …"
        click.echo(
            f"{len(made.left_out)} cases and proposals are left out, as the index does not hold what they "
            f"expect: {'; '.join(made.left_out[:8])}{more}",
            err=True,
        )


def _table(made: Run) -> None:
    from eval.summary import LABELS

    names = [name for name in _SHOWN if any(name in r.summary.groups["all"] for r in made.results)]
    width = max(len(LABELS[name]) for name in names) + 2
    click.echo(" " * width + "".join(f"{result.name:>20}" for result in made.results))
    for name in names:
        cells = [result.summary.groups["all"].get(name) for result in made.results]
        shown = [f"{c.mean:.3f} [{c.low:.2f}, {c.high:.2f}]" if c else "" for c in cells]
        click.echo(f"{LABELS[name]:<{width}}" + "".join(f"{cell:>20}" for cell in shown))
    wholes = [result.summary.whole for result in made.results]
    lines = {
        "wrongly refused": [f"{whole.wrongly_refused:.3f}" for whole in wholes],
        "words, median": [f"{whole.words_median:.0f}" for whole in wholes],
        "ms, p50 / p95": [f"{whole.latency_p50_ms:.1f} / {whole.latency_p95_ms:.1f}" for whole in wholes],
        "failures": [str(whole.failures) for whole in wholes],
    }
    if any(result.prompts for result in made.results):
        lines["written by the model"] = [f"{whole.written:.3f}" for whole in wholes]
        lines["sentences removed"] = [str(whole.removed) for whole in wholes]
    for label, cells_of in lines.items():
        click.echo(f"{label:<{width}}" + "".join(f"{cell:>20}" for cell in cells_of))
    rows = made.results[0].rows
    proposals = sum(row.kind == "similar" for row in rows)
    held = f"{len(rows)} cases, {proposals} of them proposals," if proposals else f"{len(rows)} cases"
    click.echo(f"\n{held} of split {made.split}, {made.records} records, index {made.index}.")


def _verdicts(made: Run) -> None:
    for result in made.results:
        said = result.verdict
        if said is not None:
            click.echo(
                f"{said.model} on {len(said.opinions)} answers of {result.name}: faithful {said.faithful:.3f}, "
                f"correct {said.correct:.3f}; against the figures in {said.faithful_against:.3f} and "
                f"{said.correct_against:.3f}; no verdict on {said.unusable}."
            )


def _changes(comparison: Comparison) -> None:
    from eval.summary import LABELS

    click.echo(
        f"\nAgainst the earlier run ({comparison.shared} same cases): {len(comparison.broken)} broke, "
        f"{len(comparison.mended)} mended."
    )
    for name, change in comparison.differences.items():
        if change.p < 0.05:
            click.echo(f"  {LABELS[name]}: {change.mean:+.3f} [{change.low:+.3f}, {change.high:+.3f}]")
    if comparison.broken:
        click.echo(f"  broke: {' '.join(comparison.broken)}")
