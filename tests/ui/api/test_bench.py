"""The page of figures says what the results say."""

from __future__ import annotations

import json
from pathlib import Path

from eval.bench.page import PAGE, text
from eval.bench.plots import drawn

RESULTS = Path(__file__).resolve().parents[3] / "eval" / "bench" / "results.json"


def test_the_page_is_the_one_the_results_give() -> None:
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert PAGE.read_text(encoding="utf-8") == text(results), "docs/performance.md is stale; run `make bench`"
    for name, plot in drawn(results).items():
        assert (PAGE.with_suffix("") / name).read_text(encoding="utf-8") == plot, f"{name} is stale"
