"""Asking in the page: answers, markers, sources, follow-ups, refusals, limits, feedback, files, speed."""

from __future__ import annotations

import io
import re
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.drafts import draft_cases, read_feedback

pytestmark = [pytest.mark.browser, pytest.mark.models]

COMPANIES = "How many mining companies took part in the China–Zambia safety training?"
Open = Callable[..., Any]
Ask = Callable[..., Any]


def test_first_paint_and_answer_are_quick(visit: Open, ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    """The best of three visits: what the pages need, not what else the machine is doing."""
    visits = []
    for _ in range(3):
        page = visit()
        page.locator("#question textarea").wait_for()
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
        ask(page, "Who paid for it?")
        waits = []
        for turn, question in enumerate(
            (COMPANIES, "Which practices involve Brazil?", "Compare GP 8 and GP 9"), 1
        ):
            since = time.perf_counter()
            ask(page, question, turn)
            waits.append(time.perf_counter() - since)
        visits.append((paint, max(waits)))
    with capsys.disabled():
        told = ", ".join(f"{paint:.2f} s and {wait:.2f} s" for paint, wait in visits)
        sys.stdout.write(f"\nfirst paint and slowest of three answers, by visit: {told}\n")
    assert min(paint for paint, _ in visits) < 1.5
    assert min(wait for _, wait in visits) < 1


def test_a_marker_opens_its_source_with_the_quoted_words_highlighted(visit: Open, ask: Ask) -> None:
    page = visit()
    answer = ask(page, COMPANIES)
    marker = answer.locator(".text .marker").first
    assert "gp-10" in marker.get_attribute("aria-label")
    marker.click()
    source = page.locator("#source article")
    source.wait_for()
    quoted = " ".join(source.locator("mark:not(.also)").all_inner_texts())
    assert " ".join(quoted.split()) in " ".join(answer.locator(".text").inner_text().split())
    assert len(source.locator(".prose").inner_text()) > len(quoted)
    assert "Good Practice 10" in source.locator("h2").inner_text()
    assert "pages 42–43" in source.inner_text()
    assert source.locator("cite a").get_attribute("rel") == "noopener noreferrer"
    assert source.locator("mark").first.evaluate(
        "mark => [mark.getBoundingClientRect()].every(box => box.top >= 0 && box.bottom <= innerHeight)"
    )
    source.get_by_role("button", name="Close the source").click()
    page.locator("#source.idle").wait_for()
    assert marker.evaluate("button => button === document.activeElement")


def test_the_whole_practice_opens_from_a_source(visit: Open, ask: Ask) -> None:
    page = visit()
    ask(page, COMPANIES).locator(".marker").first.click()
    page.get_by_role("button", name="Read the whole practice").click()
    record = page.locator("article.record")
    record.wait_for()
    assert record.locator("h2").inner_text().startswith("Good Practice 10")
    assert page.url.endswith("/?practice=gp-10")


def test_a_follow_up_takes_its_subject_from_the_conversation(visit: Open, ask: Ask) -> None:
    page = visit()
    ask(page, "What were the results of Good Practice 10?")
    answer = ask(page, "Who funded it?", 1)
    places = answer.locator(".sources .place").all_text_contents()
    assert {place.split(" · ")[0] for place in places} == {"gp-10"}


def test_a_refusal_has_no_markers(visit: Open, ask: Ask) -> None:
    page = visit()
    answer = ask(page, "What are the results of Good Practice 77?")
    assert answer.locator(".refused").is_visible()
    assert answer.locator(".marker").count() == 0


def test_a_comparison_is_a_table_with_cited_cells(visit: Open, ask: Ask) -> None:
    answer = ask(visit(), "Compare Good Practice 8 and Good Practice 9")
    assert answer.locator("table thead th").count() == 3
    assert answer.locator("table tbody tr").count() >= 3
    assert answer.locator("table td .marker").count() >= 4


def test_a_list_is_a_table_with_cited_cells_that_open_records_and_sources(visit: Open, ask: Ask) -> None:
    page = visit()
    answer = ask(page, "Which practices involve Brazil?")
    rows = answer.locator("table.listed tbody tr")
    assert rows.count() == 2
    for row in rows.all():
        assert "Brazil" in row.locator("td").first.inner_text()
        assert row.locator("td .marker").count() >= 1
    rows.first.locator(".marker").first.click()
    page.locator("#source article").wait_for()
    shown = rows.first.locator("td").last.inner_text().rstrip("0123456789 \n…")
    assert shown[:60] in " ".join(page.locator("#source mark:not(.also)").inner_text().split())
    rows.first.locator("th button").click()
    page.locator("article.record").wait_for()


def test_on_a_phone_a_list_shows_its_markers_and_a_source_can_be_closed(visit: Open, ask: Ask) -> None:
    page = visit(phone=True)
    page.set_viewport_size({"width": 375, "height": 740})
    answer = ask(page, "Which practices involve Brazil?")
    assert answer.locator(".wide").evaluate("box => box.scrollWidth <= box.clientWidth")
    for cell in answer.locator("table.listed td:first-of-type").all():
        assert cell.inner_text().startswith("Brazil")
    for marker in answer.locator("table.listed .marker").all():
        box = marker.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375
    compared = ask(page, "Compare Good Practice 8 and Good Practice 9", turn=1)
    assert compared.locator(".wide").evaluate("box => box.scrollWidth <= box.clientWidth")
    marker = answer.locator("table.listed .marker").last
    marker.click()
    close = page.locator("#source").get_by_role("button", name="Close the source")
    for turn in range(2):
        page.locator("#source.opened mark").first.wait_for()
        page.locator("#source").evaluate("panel => { panel.scrollTop = panel.scrollHeight }")
        box = close.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 740
        if turn == 0:
            close.click()
            page.locator("#source.idle").wait_for(state="attached")
            marker.click()
    page.keyboard.press("Escape")
    page.locator("#source.idle").wait_for(state="attached")
    assert marker.evaluate("button => button === document.activeElement")


def test_a_chip_limits_the_question_to_what_it_says(visit: Open, ask: Ask) -> None:
    page = visit()
    answer = ask(page, "Which practices involve Zambia?")
    answer.get_by_role("button", name="Country: Zambia", exact=True).click()
    again = page.locator(".turn[data-turn='1']")
    again.locator(".read-as").wait_for()
    assert "Limited to: Zambia" in again.inner_text()
    assert again.locator(".chip.held").inner_text() == "Country: Zambia"
    page.get_by_text("Limit answers to …").click()
    assert page.locator("#limit-country .token").inner_text().startswith("Zambia")


def test_chips_are_changed_added_and_removed(visit: Open, ask: Ask) -> None:
    page = visit()
    answer = ask(page, "Which practices involve Zambia?")
    answer.get_by_role("button", name="Change “Country: Zambia”").click()
    choice = page.get_by_label("Change “Country: Zambia”", exact=True).and_(page.locator("select"))
    choice.select_option("country:Brazil")
    page.get_by_role("button", name="Ask again").click()
    second = page.locator(".turn[data-turn='1']")
    second.locator(".read-as").wait_for()
    assert second.locator(".question p[dir]").inner_text() == "Which practices involve Brazil?"
    assert second.locator("table.listed tbody tr").count() == 2
    second.get_by_role("button", name="Limit the answer to something else").click()
    page.locator("form.edit select").select_option("region:Asia and the Pacific")
    page.get_by_role("button", name="Ask again").click()
    third = page.locator(".turn[data-turn='2']")
    third.locator(".read-as").wait_for()
    assert "Limited to: Asia and the Pacific" in third.inner_text()
    assert "India" in third.inner_text()
    third.get_by_role("button", name="Remove “Region: Asia and the Pacific”").click()
    fourth = page.locator(".turn[data-turn='3']")
    fourth.locator(".read-as").wait_for()
    assert "Limited to" not in fourth.inner_text()
    assert fourth.locator("table.listed tbody tr").count() == 2


def test_changing_a_chip_can_be_given_up(visit: Open, ask: Ask) -> None:
    page = visit()
    ask(page, "Which practices involve Zambia?").locator(".chip.add").click()
    page.locator("form.edit").get_by_role("button", name="Cancel").click()
    page.locator("form.edit").wait_for(state="detached")
    assert page.locator(".turn").count() == 1


def test_feedback_is_kept_and_becomes_a_draft_case(visit: Open, ask: Ask, pages_data: Path) -> None:
    page = visit()
    answer = ask(page, COMPANIES)
    answer.get_by_role("button", name="This answer is not good").click()
    answer.get_by_label("What should we know? (optional)").fill("It leaves out the <ministry>")
    answer.get_by_role("button", name="Send").click()
    answer.get_by_text("Thank you, kept.").wait_for()
    kept = [entry for entry in read_feedback(pages_data / "feedback.jsonl") if entry.question == COMPANIES]
    assert [(entry.rating, entry.comment) for entry in kept] == [("down", "It leaves out the <ministry>")]
    assert draft_cases(kept)[0].question == COMPANIES


def test_feedback_that_cannot_be_kept_says_so(visit: Open, ask: Ask, own: Any) -> None:
    in_the_way = own.data / "feedback.jsonl"
    in_the_way.mkdir()
    try:
        page = visit(address=own.address, language="pt-BR")
        answer = ask(page, "Which practices involve Zambia?")
        answer.get_by_role("button", name="Esta resposta é boa").click()
        page.get_by_text("A sua opinião não pôde ser guardada").wait_for()
        assert answer.locator("[aria-pressed=true][data-rating]").count() == 0
    finally:
        in_the_way.rmdir()


def test_the_conversation_is_saved_with_its_references(visit: Open, ask: Ask) -> None:
    page = visit()
    ask(page, COMPANIES)
    with page.expect_download() as started:
        page.get_by_role("button", name="Save as Markdown").click()
    text = Path(started.value.path()).read_text(encoding="utf-8")
    assert f"## {COMPANIES}" in text
    assert re.search(r"- \\\[1\\\] gp-10 · \w+ · p\. 42–43 · .*: “.+”", text)
    with page.expect_download() as started:
        page.get_by_role("button", name="Save as Word").click()
    with zipfile.ZipFile(io.BytesIO(Path(started.value.path()).read_bytes())) as document:
        assert "gp-10" in document.read("word/document.xml").decode()


def test_an_answer_is_copied(visit: Open, ask: Ask) -> None:
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = ask(page, COMPANIES)
    answer.get_by_role("button", name="Copy").click()
    answer.get_by_role("button", name="Copied").wait_for()
    assert "[1] gp-10 · " in page.evaluate("navigator.clipboard.readText()")


def test_a_new_conversation_starts_empty(visit: Open, ask: Ask) -> None:
    page = visit()
    ask(page, COMPANIES).locator(".marker").first.click()
    page.locator("#source article").wait_for()
    page.get_by_role("button", name="New conversation").click()
    page.locator(".talk.empty").wait_for()
    assert page.locator("#source article").count() == 0


def test_what_is_typed_and_sent_while_an_answer_comes_is_asked_next(visit: Open) -> None:
    page = visit()
    box = page.locator("#question textarea")
    box.fill(COMPANIES)
    box.press("Enter")
    page.locator(".turn").wait_for()
    box.fill("Which practices involve Brazil?")
    box.press("Enter")
    page.locator(".turn[data-turn='1'] .read-as").wait_for()
    assert page.locator(".question p[dir]").last.inner_text() == "Which practices involve Brazil?"
    assert box.input_value() == ""


def test_an_example_is_asked_with_a_click(visit: Open) -> None:
    page = visit()
    page.get_by_role("button", name=COMPANIES).click()
    assert page.locator(".turn .marker").first.get_attribute("aria-label").startswith("Source 1: gp-10")


def test_a_link_asks_its_question(visit: Open) -> None:
    page = visit("/?q=Which+practices+involve+Brazil%3F&page=nonsense")
    page.locator(".turn .marker").first.wait_for()
    assert page.locator(".question p").inner_text() == "Which practices involve Brazil?"


def test_an_empty_question_and_a_too_long_one_do_no_harm(visit: Open, ask: Ask) -> None:
    page = visit()
    page.locator("#question textarea").press("Enter")
    page.locator("#question textarea").fill("   ")
    page.locator("#question textarea").press("Enter")
    answer = ask(page, "lamp " * 3990)
    assert answer.inner_text()
    assert page.locator(".turn").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_is_enough(visit: Open) -> None:
    page = visit()
    page.locator("#question textarea").wait_for()
    page.keyboard.type(COMPANIES)
    page.keyboard.press("Enter")
    page.locator(".turn .read-as").wait_for()
    for _ in range(60):
        if page.evaluate("document.activeElement.matches('.marker')"):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("#source article").wait_for()
    assert page.evaluate("document.activeElement.id") == "source-heading"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("#source.idle").wait_for()


def test_twenty_sessions_at_once_keep_their_own_conversations(visit: Open) -> None:
    subjects = ("Brazil", "Zambia", "Bangladesh", "Madagascar", "Fiji")
    pages = [visit(until="commit") for _ in range(20)]
    asked = [f"Which practices involve {subjects[number % 5]}, visitor {number}?" for number in range(20)]
    for page, question in zip(pages, asked, strict=True):
        page.locator("#question textarea").fill(question)
    for page in pages:
        page.locator("#question textarea").press("Enter", no_wait_after=True)
    for page, question in zip(pages, asked, strict=True):
        page.locator(".turn .read-as").wait_for()
        page.locator("#question textarea").fill(f"{question} Again?")
        page.locator("#question textarea").press("Enter")
    for page, question in zip(pages, asked, strict=True):
        page.locator(".turn[data-turn='1'] .read-as").wait_for()
        assert page.locator(".question p[dir]").all_inner_texts() == [question, f"{question} Again?"]
