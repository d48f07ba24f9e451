"""``python -m eval.bench``: measures, writes ``eval/bench/results.json`` and the page made of it."""

from __future__ import annotations

import argparse
import json
import random
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from eval.bench import growth, page, service, warm
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
    asked.add_argument("--questions", type=int, default=120, help="questions of the warm and growth parts")
    asked.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    asked.add_argument("--out", type=Path, default=RESULTS)
    given = asked.parse_args()
    questions = sorted({case.question for case in load_cases()})
    random.Random(1).shuffle(questions)
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
            measured = service.cold(given.data, some[0])
        elif part == "warm":
            measured = warm.measure(Settings.model_validate({"data": given.data}), some)
        elif part == "service":
            measured = service.throughput(given.data, questions, given.clients, seconds=given.seconds)
        else:
            measured = growth.measure(given.data, some, given.sizes)
        results[part] = {**about, "results": measured}
        given.out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    page.write(results)


if __name__ == "__main__":
    main()
