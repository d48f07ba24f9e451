"""``python -m eval.bench``: measures, writes ``eval/bench/results.json`` and the page made of it."""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from eval.bench.machine import describe, revision
from eval.cases import load_cases

PARTS = ("cold", "warm", "service", "growth")
RESULTS = Path(__file__).parent / "results.json"


def main() -> None:
    """Measures the parts asked for; what was measured before of the others stays in the results."""
    asked = argparse.ArgumentParser(prog="python -m eval.bench", description=main.__doc__)
    asked.add_argument("--only", action="append", choices=PARTS, help="only this part; may be repeated")
    asked.add_argument("--data", type=Path, default=Path("data"), help="data folder with an index")
    asked.add_argument("--seconds", type=float, default=5.0, help="length of each load")
    asked.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32, 64])
    asked.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="processes of the service")
    asked.add_argument("--questions", type=int, default=120, help="questions of the warm and growth parts")
    asked.add_argument(
        "--patience",
        type=float,
        default=0.0,
        help="seconds to wait before each measurement until the machine has nothing else to do",
    )
    asked.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    asked.add_argument("--out", type=Path, default=RESULTS)
    given = asked.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line has it
    from eval.bench import growth, page, service, warm

    questions = _questions()
    some = questions[: given.questions]
    results: dict[str, Any] = json.loads(given.out.read_text()) if given.out.exists() else {}
    for part in given.only or PARTS:
        about = {
            "measured": datetime.now(UTC).isoformat(timespec="minutes"),
            "revision": revision(),
            "machine": describe(),
        }
        sys.stderr.write(f"{part} ...\n")
        measured: Any
        if part == "cold":
            measured = service.cold(given.data, some[0], patience=given.patience)
        elif part == "warm":
            measured = warm.measure(
                Settings.model_validate({"data": given.data}), some, patience=given.patience
            )
        elif part == "service":
            measured = [
                *service.throughput(
                    given.data,
                    questions,
                    given.clients,
                    given.workers,
                    seconds=given.seconds,
                    patience=given.patience,
                ),
                *service.naive_throughput(given.data, questions, given.clients, patience=given.patience),
            ]
        else:
            measured = growth.measure(given.data, some, given.sizes, patience=given.patience)
        results[part] = {**about, "results": measured}
        given.out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if given.out == RESULTS:
        page.write(results)


def _questions() -> list[str]:
    """Every question of the cases and of the training questions, in an order that is always the same."""
    found = {case.question for case in load_cases()}
    for path in sorted(Path(str(files("assistant"))).joinpath("training").glob("*.jsonl")):
        found.update(json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines())
    questions = sorted(found)
    random.Random(1).shuffle(questions)
    return questions


if __name__ == "__main__":
    main()
