"""Answers of a language model in the page: checked, marked, stopped; and what is left out."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from model_server import Reply

pytestmark = [pytest.mark.browser, pytest.mark.models]

COMPANIES = "How many mining companies took part in the China–Zambia safety training?"
RIGHT = "Seven mining companies took part, with a combined workforce of over 10,000 [gp-10·results·1]."
WRONG = "Ninety ships sailed to Portugal in 1999 [gp-10·results·1]."
MORE = (
    "The participating mining companies received 7 training modules [gp-10·results·1]. "
    "Around 50 OSH managers and company representatives were trained through the project [gp-10·results·1]. "
    "The training covered the OSH gaps that the analysis of training needs had identified [gp-10·results·1]. "
    "Zambia's local implementation partner has committed to technical follow-up [gp-10·results·1]."
)
Open = Callable[..., Any]
Ask = Callable[..., Any]


def test_a_written_answer_is_checked_and_says_who_wrote_it(visit: Open, ask: Ask, own: Any) -> None:
    own.model.says(f"{RIGHT} {WRONG}")
    page = visit(address=own.address)
    answer = ask(page, COMPANIES)
    assert "Written by a language model" in answer.locator(".mode").inner_text()
    assert "over 10,000" in answer.locator(".text").inner_text()
    assert "ships" not in answer.locator(".text").inner_text()
    assert answer.locator(".marker.supported").count() >= 1
    answer.locator("summary", has_text="left out").click()
    assert "Ninety ships" in answer.locator("s").inner_text()
    answer.locator(".text .marker").first.click()
    page.locator("#source mark").first.wait_for()
    assert "10,000" in page.locator("#source mark").first.inner_text()


def test_quotations_can_be_chosen_instead(visit: Open, ask: Ask, own: Any) -> None:
    own.model.says(RIGHT)
    page = visit(address=own.address)
    page.get_by_text("Limit answers to …").click()
    page.get_by_label("Only quotations").check()
    answer = ask(page, COMPANIES)
    assert answer.locator(".mode").inner_text() == "Quoted, no language model"


def test_an_answer_on_its_way_can_be_stopped_and_the_next_question_asked(
    visit: Open, ask: Ask, own: Any
) -> None:
    endless = " ".join(WRONG.replace("Ninety", str(number)) for number in range(100, 300))
    own.model.replies(Reply(text=f"{RIGHT} {MORE} {endless}", size=40, drip=1))
    page = visit(address=own.address)
    box = page.locator("#question textarea")
    box.fill(COMPANIES)
    box.press("Enter")
    page.locator(".turn .waiting").get_by_text("over 10,000").wait_for()
    stop = page.get_by_role("button", name="Stop")
    stop.click()
    page.locator(".turn .error").get_by_text("Stopped.").wait_for()
    assert not stop.is_visible()
    _quiet(own.model)
    own.model.says(RIGHT)
    answer = ask(page, "How many mining companies from China and Zambia took part?", 1)
    assert "over 10,000" in answer.locator(".text").inner_text()
    assert page.locator(".turn[data-turn='0'] .answer").inner_text().strip() == "Stopped."


def test_about_names_the_connected_model(visit: Open, own: Any) -> None:
    page = visit("/?view=about", address=own.address)
    page.get_by_text("Connected language model: scripted").wait_for()


def _quiet(model: Any) -> None:
    """Waits until the model is asked nothing any more: a stopped answer is not written on."""
    until = time.monotonic() + 30
    while model._now:
        assert time.monotonic() < until, "the model still writes an answer that was stopped"
        time.sleep(0.05)
