"""The tables of ``docs/performance.md``, made from the results; the words around them stand here too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.bench.plots import drawn

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"

HEAD = """# Performance

<!-- Made by `make bench` from eval/bench/results.json; change eval/bench, not this page. -->

Measured as described under each table. Wall-clock figures depend on what else the machine does: *others* is
the share of the cores that other programs used meanwhile. Where it is well above 0 the figures are upper bounds,
and *processor* figures say more.
"""


def write(results: Mapping[str, Any], path: Path = PAGE) -> None:
    """Writes the page for ``results``, and its plots beside it."""
    path.write_text(text(results), encoding="utf-8")
    folder = path.with_suffix("")
    folder.mkdir(exist_ok=True)
    for name, plot in drawn(results).items():
        (folder / name).write_text(plot, encoding="utf-8")


def text(results: Mapping[str, Any]) -> str:
    """The whole page as Markdown."""
    lines = [HEAD]
    for part, title, plot, make in (
        ("cold", "Cold start", "", _cold),
        ("warm", "Warm answers, beside the naive LlamaIndex pipeline", "latency.svg", _warm),
        ("service", "Throughput", "throughput.svg", _service),
        ("growth", "Growth", "growth.svg", _growth),
    ):
        if part in results:
            picture = [f"![{title}]({PAGE.stem}/{plot})", ""] if plot else []
            made = make(results[part]["results"])
            lines += [f"## {title}", "", *picture, *made, "", _about(results[part]), ""]
    return "\n".join(lines)


def _about(part: Mapping[str, Any]) -> str:
    machine = part["machine"]
    return (
        f"{part['measured']}, revision {part['revision']}; {machine['processor']}, "
        f"{machine['cores']} cores, {machine['memory_gib']} GiB, "
        f"Python {machine['python']}, {machine['system']}; "
        f"load average before: {machine['load_average_before']}."
    )


def _cold(found: Mapping[str, Any]) -> list[str]:
    return _table(
        ["what", "seconds"],
        [
            ["`sstc ask`, new process, median of 3", found["ask_s"]],
            ["`sstc serve` until ready, with page", found["serve_with_page_s"]],
            ["`sstc serve --no-page` until ready", found["serve_without_page_s"]],
        ],
    )


def _warm(found: Mapping[str, Any]) -> list[str]:
    rows = [
        [name, *_times(found[name]), found[name]["processor_ms"], found[name].get("others", "")]
        for name in ("ours", "naive")
    ]
    rows += [[f"ours, {stage}", *_times(times), "", ""] for stage, times in found["stages"].items()]
    table = _table(["", "p50 ms", "p95 ms", "processor ms an answer", "others"], rows)
    return [*table, "", f"{found['questions']} questions, each once, one at a time, in one process."]


def _service(found: Sequence[Mapping[str, Any]]) -> list[str]:
    names = ["questions", "processes", "clients", "answers", "a_second", "p50", "p95", "errors"]
    names += ["server_processor_ms", "server_mib", "others"]
    head = ["questions", "processes", "clients", "answers", "a second", "p50 ms", "p95 ms", "errors"]
    table = _table(
        [*head, "processor ms an answer", "MiB", "others"],
        [[row.get(name, "") for name in names] for row in found],
    )
    return [
        *table,
        "",
        "Over HTTP, in extractive mode. *New* questions are each asked once of a server that has not been asked "
        "them before, so that every answer is worked out; *repeated* ones, 40 again and again, come from the "
        "answers kept since the last publication. Clients and server share the cores. *Naive* is the LlamaIndex "
        "pipeline with Chroma in one process, asked by as many threads without HTTP between; it retrieves and "
        "does not compose, count, compare or refuse.",
    ]


def _growth(found: Sequence[Mapping[str, Any]]) -> list[str]:
    names = ["passages", "search", "p50", "p95", "processor_ms", "recall_at_10", "reader_mib"]
    head = ["passages", "search", "p50 ms", "p95 ms", "processor ms", "recall@10", "reader MiB"]
    table = _table(
        [*head, "build s", "build MiB at most", "others"],
        [[row.get(name, "") for name in (*names, "build_s", "build_mib", "others")] for row in found],
    )
    return [
        *table,
        "",
        "Retrieval (fused, k = 10) without the embedding of the question, over synthetic records that join "
        "sentences of the real ones. Up to 50,000 passages search is exact, so that recall is 1 by construction; "
        "beyond, it is the share of the ten nearest passages of Chroma's index that exact search finds too.",
    ]


def _times(found: Mapping[str, Any]) -> list[Any]:
    return [found.get("p50", ""), found.get("p95", "")]


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
