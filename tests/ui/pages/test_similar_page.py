"""The page of similar initiatives: text or file in, reasons with sources, what is left out, the brief."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.models]

PROPOSAL = """Objective: set up an unemployment insurance scheme in Nepal.
Activities: study tour of officials and trade unions to Indonesia, training course on its design.
Partners: Ministry of Labour, employers' federation."""
HOSTILE = """# Concept note <script>alert(1)</script>

## Objective

Set up unemployment insurance <img src=x onerror=alert(2)> {{7*7}} ${alert(3)} in Nepal.

## Activities

- Training course on unemployment insurance with Indonesia
"""
Open = Callable[..., Any]


@pytest.fixture
def page(visit: Open) -> Any:
    found = visit("/?view=similar")
    found.get_by_label("Your proposal").wait_for()
    return found


def find(page: Any, text: str | None = None) -> None:
    if text is not None:
        page.get_by_label("Your proposal").fill(text)
    page.get_by_role("button", name="Find similar initiatives").click()


def ids(page: Any) -> list[str]:
    return [button.get_attribute("data-record") for button in page.locator(".match h3 button").all()]


def test_a_proposal_gets_matches_with_reasons_beside_its_own_words(page: Any) -> None:
    find(page, PROPOSAL)
    first = page.locator(".match").first
    first.wait_for()
    assert ids(page)[0] == "gp-08"
    assert first.locator(".reasons tbody tr:visible").count() >= 3
    first.get_by_text("more reasons").click()
    rows = first.locator(".reasons tbody tr")
    assert rows.count() > 4
    for row in rows.all():
        yours, theirs = (cell.inner_text() for cell in row.locator("td q").all())
        assert " ".join(yours.split()) in " ".join(PROPOSAL.split())
        assert theirs
    assert "@" in first.locator(".facts").inner_text()


def test_a_reason_opens_its_source(page: Any) -> None:
    find(page, PROPOSAL)
    row = page.locator(".match .reasons tbody tr").first
    row.wait_for()
    row.locator("button").click()
    quoted = page.locator("#similar-source mark")
    quoted.first.wait_for()
    assert " ".join(row.locator("td q").last.inner_text().split()) in " ".join(quoted.all_inner_texts())
    page.locator("#similar-source").get_by_role("button", name="Read the whole practice").click()
    page.locator("article.record").wait_for()


def test_an_uploaded_file_is_read_shown_as_text_and_deleted(page: Any, tmp_path: Path, uploads: Path) -> None:
    note = tmp_path / "note <b>.txt"
    note.write_text(HOSTILE, encoding="utf-8")
    page.locator("#proposal-file input[type=file]").set_input_files(note)
    page.locator("#proposal-file").get_by_text("note").first.wait_for()
    find(page)
    page.locator(".match").first.wait_for()
    assert ids(page)[0] == "gp-08"
    assert "in Nepal" in page.get_by_label("Your proposal").input_value()
    assert "{{7*7}} ${alert(3)} in Nepal" in page.locator(".match").first.inner_text()
    assert page.locator("#similar-out :is(script, img)").count() == 0
    kept = [path for path in uploads.rglob("*") if path.is_file() and path.stat().st_size]
    assert kept == []


def test_a_file_that_cannot_be_read_says_so_and_is_deleted(page: Any, tmp_path: Path, uploads: Path) -> None:
    broken = tmp_path / "plan.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    page.locator("#proposal-file input[type=file]").set_input_files(broken)
    page.locator("#proposal-file").get_by_text("plan").first.wait_for()
    find(page)
    told = page.locator("#similar-out .error")
    told.wait_for()
    assert "plan.pdf" in told.inner_text()
    assert str(uploads) not in told.inner_text()
    assert not list(uploads.rglob("plan*"))


def test_a_file_of_another_kind_is_refused_once_in_the_language_of_the_reader(
    visit: Open, tmp_path: Path, uploads: Path
) -> None:
    page = visit("/?view=similar", language="es-BO")
    chooser = page.locator("#proposal-file input[type=file]")
    chooser.wait_for(state="attached")
    page.wait_for_function(
        "document.querySelector('#proposal-file input[type=file]').accept.includes('.pdf')"
    )
    program = tmp_path / "plan.exe"
    program.write_bytes(b"MZ" + bytes(200))
    chooser.set_input_files(program)
    told = page.locator("#similar-out .error")
    told.wait_for()
    assert "plan.exe" in told.inner_text()
    assert "PDF, DOCX, HTML, Markdown o texto" in told.inner_text()
    assert page.get_by_text("Error", exact=True).count() == 0
    assert page.locator(".toast-body").count() == 0
    assert not list(uploads.rglob("plan*"))
    page.locator("#proposal textarea").fill(PROPOSAL)
    page.locator("#find").click()
    page.locator(".match").first.wait_for()
    assert told.count() == 0


def test_what_is_off_the_topic_gets_nothing_and_the_reason(page: Any) -> None:
    find(page, "A recipe for a chocolate cake with butter, sugar and three eggs, baked for forty minutes.")
    page.locator(".similar .none").wait_for()
    assert ids(page) == []
    assert not page.get_by_role("button", name="Brief as Word").is_visible()


def test_a_match_can_be_left_out_and_filters_hold(page: Any) -> None:
    find(page, PROPOSAL)
    page.locator(".match").first.wait_for()
    page.get_by_role("button", name="Not this one (gp-08)").click()
    page.wait_for_function("!document.querySelector('.match [data-record=\"gp-08\"]')")
    page.get_by_text("Look only among …").click()
    page.locator("#similar-region input").click()
    page.get_by_role("option", name="Africa").click()
    page.keyboard.press("Escape")
    find(page)
    page.wait_for_function(
        "[...document.querySelectorAll('.match .id')].every(item => item.textContent.includes('Africa'))"
    )


def test_the_brief_is_taken_away(page: Any) -> None:
    find(page, PROPOSAL)
    page.locator(".match").first.wait_for()
    with page.expect_download() as started:
        page.get_by_role("button", name="Brief as Markdown").click()
    assert "gp-08" in Path(started.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as started:
        page.get_by_role("button", name="Brief as Word").click()
    with zipfile.ZipFile(io.BytesIO(Path(started.value.path()).read_bytes())) as document:
        assert "gp-08" in document.read("word/document.xml").decode()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious_in_the_matches(
    visit: Open, serious: Callable[..., list[str]], dark: bool
) -> None:
    page = visit("/?view=similar", dark=dark)
    page.get_by_label("Your proposal").wait_for()
    find(page, PROPOSAL)
    page.locator(".match").first.wait_for()
    assert serious(page) == []
