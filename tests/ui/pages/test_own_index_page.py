"""What a page shows of an index and a report that change while the server runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.models]

Open = Callable[..., Any]
LISTENING = """
  window.told = [];
  new MutationObserver(() => {
    const told = document.querySelector('#eval-progress')?.innerText?.trim();
    if (told && told !== window.told.at(-1)) window.told.push(told);
  }).observe(document, {childList: true, subtree: true, characterData: true});
"""


def cases() -> list[dict[str, Any]]:
    """Questions on practices that there are not, and two lists; the second expects what no answer gives."""
    asked: list[dict[str, Any]] = [
        {
            "id": f"own-{number}",
            "kind": "unanswerable",
            "question": f"What were the results of Good Practice {number}?",
            "answered": False,
        }
        for number in range(51, 75)
    ]
    brazil = {"kind": "list", "question": "Which practices involve Brazil?"}
    asked.append({"id": "own-brazil", **brazil, "records": ["gp-09", "gp-17"]})
    asked.append({"id": "own-wrong", **brazil, "records": ["gp-04"]})
    return asked


def test_a_run_of_own_cases_shows_progress_report_and_failures(
    visit: Open, own: Any, serious: Callable[..., list[str]]
) -> None:
    folder = own.data / "eval"
    folder.mkdir(exist_ok=True)
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, cases())), encoding="utf-8")
    page = visit("/?view=evaluation", address=own.address, script=LISTENING)
    page.get_by_text("There is no report yet.").wait_for()
    page.get_by_role("button", name="Run the evaluation now").click()
    page.locator("#evaluation .tiles").wait_for(timeout=200_000)
    assert any("of 26" in told for told in page.evaluate("window.told"))
    assert "26 cases of split own" in page.locator("#evaluation").inner_text()
    assert page.locator("#evaluation .figures tbody tr").first.inner_text().startswith("all")
    assert page.locator("#evaluation .chart svg").count() >= 3
    failed = page.locator("#eval-cases details")
    assert failed.filter(has_text="own-wrong").count() == 1
    page.locator("#eval-kind input").click()
    page.get_by_role("option", name="list").click()
    page.wait_for_function("document.querySelectorAll('#eval-cases details').length === 1")
    failed.first.locator("summary").click()
    assert "gp-04" in failed.first.inner_text()
    assert serious(page) == []
    page.reload()
    page.locator("#evaluation .tiles").wait_for()
    spanish = visit("/?view=evaluation", address=own.address, language="es-BO", dark=True, phone=True)
    spanish.locator("#evaluation .tiles").get_by_text("del todo correctas").wait_for()
    assert serious(spanish) == []
    assert spanish.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_cases_that_cannot_be_asked_say_why(visit: Open, own: Any) -> None:
    folder = own.data / "eval"
    folder.mkdir(exist_ok=True)
    (folder / "cases.jsonl").write_text('{"id": "a", "kind": "list"}', encoding="utf-8")
    page = visit("/?view=evaluation", address=own.address)
    page.get_by_role("button", name="Run the evaluation now").click()
    page.locator("#eval-progress .error").get_by_text("question").wait_for()


def test_a_newer_index_shows_without_a_restart(visit: Open, own: Any) -> None:
    text = (own.sources / "gp-97.md").read_text(encoding="utf-8")
    newer = text.replace("gp-97", "gp-98").replace("number: 97", "number: 98").replace("Fiji", "Tonga")
    (own.sources / "gp-98.md").write_text(newer, encoding="utf-8")
    own.index()
    page = visit("/?view=practices", address=own.address)
    page.locator("table.records").get_by_text("gp-98").wait_for()
    page.get_by_label("Country").click()
    page.get_by_role("option", name="Tonga (1)").click()
    page.wait_for_function("document.querySelectorAll('table.records .id').length === 1")
    page.get_by_role("tab", name="World map").click()
    page.locator(".map .chosen[data-country='Tonga']").wait_for()
