"""Looking through the records, the other pages, languages, safety of what is shown, and accessibility."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import TimeoutError as Late

pytestmark = [pytest.mark.browser, pytest.mark.models]

Open = Callable[..., Any]
Ask = Callable[..., Any]
Serious = Callable[..., list[str]]


def ids(page: Any) -> list[str]:
    """The records of the table."""
    return [text.split(" · ")[0] for text in page.locator("table.records .id").all_inner_texts()]


def holds(page: Any, expected: list[str]) -> None:
    """Waits until the table holds ``expected``."""
    page.wait_for_function(
        "wanted => [...document.querySelectorAll('table.records .id')]"
        ".map(item => item.textContent.split(' · ')[0]).join() === wanted",
        arg=",".join(expected),
    )


def choose(page: Any, target: str, chosen: str) -> None:
    """Clicks ``target`` until ``chosen`` is there: a click on a drawing that is being replaced goes to the old one."""
    for _ in range(3):
        page.locator(target).click()
        with suppress(Late):
            page.locator(chosen).wait_for(timeout=5_000)
            return
    page.locator(chosen).wait_for()


def test_text_and_facets_filter_the_table(visit: Open) -> None:
    page = visit("/?view=practices")
    page.locator("table.records").wait_for()
    assert ids(page) == ["gp-04", "gp-08", "gp-09", "gp-10", "gp-17", "gp-97"]
    page.get_by_label("Text").fill("unemployment insurance")
    holds(page, ["gp-08"])
    page.get_by_label("Text").fill("Zâmbia")
    holds(page, ["gp-10"])
    page.get_by_label("Text").fill("assurance-chômage")
    holds(page, ["gp-08"])
    page.get_by_label("Text").fill("")
    page.get_by_label("Region").click()
    page.get_by_role("option", name="Asia and the Pacific").click()
    page.wait_for_function("document.querySelectorAll('table.records .id').length < 6")
    assert "gp-04" not in ids(page)
    page.get_by_role("button", name="Clear the filters").click()
    page.wait_for_function("document.querySelectorAll('table.records .id').length === 6")


def test_a_click_on_the_map_filters_by_the_country(visit: Open) -> None:
    page = visit("/?view=practices")
    page.get_by_role("tab", name="World map").click()
    page.locator(".map [data-country='Zambia']").click()
    page.locator(".map .chosen[data-country='Zambia']").wait_for()
    page.get_by_role("tab", name="Table").click()
    holds(page, ["gp-10"])
    assert page.locator("#facet-country .token").inner_text().startswith("Zambia")


def test_a_click_on_the_network_and_on_a_count_filters(visit: Open) -> None:
    page = visit("/?view=practices")
    page.get_by_role("tab", name="Who works with whom").click()
    choose(
        page, ".network .country[data-country='Bangladesh']", ".network .chosen[data-country='Bangladesh']"
    )
    page.get_by_role("tab", name="Counts").click()
    count = ".counts [data-value='social protection']"
    choose(page, count, f"{count}[aria-pressed='true']")
    page.get_by_role("tab", name="Table").click()
    holds(page, ["gp-08"])


def test_a_link_opens_a_practice_to_read(visit: Open) -> None:
    page = visit("/?practice=gp-08")
    record = page.locator("article.record")
    record.wait_for()
    assert record.locator("h2").inner_text().startswith("Good Practice 8")
    assert record.get_by_role("link", name="Promoting Social Justice").get_attribute("target") == "_blank"
    record.get_by_role("link", name="Results").click()
    page.wait_for_function("document.activeElement.id === 's-results'")
    page.locator("#alike button").first.click()
    page.wait_for_function("!location.search.endsWith('gp-08')")
    page.get_by_role("button", name="All records").click()
    page.locator("table.records").wait_for()
    assert page.url.endswith("?view=practices")


def test_an_unknown_practice_says_so(visit: Open) -> None:
    page = visit("/?practice=gp-99")
    page.get_by_text("There is no record “gp-99”").wait_for()


def test_the_language_can_be_changed_and_is_remembered(visit: Open, ask: Ask) -> None:
    page = visit()
    ask(page, "Which practices involve Brazil?")
    page.get_by_label("Language").select_option("es")
    page.get_by_label("Su pregunta").wait_for()
    page.get_by_role("tab", name="Prácticas").wait_for()
    page.locator(".turn").get_by_text("Entendido como").wait_for()
    assert page.evaluate("document.documentElement.lang") == "es"
    page.reload()
    page.get_by_label("Su pregunta").wait_for()


def test_the_language_of_the_browser_or_the_link_is_there_at_once(visit: Open) -> None:
    watching = """
      window.seen = new Set();
      const spoken = /What would you like|Que souhaitez|O que /;
      new MutationObserver(() => window.seen.add(document.body?.innerText?.match(spoken)?.[0]))
        .observe(document, {childList: true, subtree: true, characterData: true});
    """
    french = visit(language="fr-CH", script=watching)
    french.get_by_label("Votre question").wait_for()
    french.get_by_role("tab", name="Pratiques").wait_for()
    assert french.evaluate("[...window.seen].filter(Boolean)") == ["Que souhaitez"]
    assert french.evaluate("document.documentElement.lang") == "fr"
    assert french.title() == "Assistant des pratiques CSST"
    portuguese = visit("/?lang=pt&view=practices")
    portuguese.get_by_text("6 de 6 fichas").first.wait_for()
    visit("/?lang=pt").get_by_label("A sua pergunta").wait_for()


def test_a_link_to_a_record_shows_no_other_page_before_it(visit: Open) -> None:
    watching = """
      window.seen = [];
      const look = () => ['#talk .example', 'table.records']
        .filter(one => document.querySelector(one)?.checkVisibility())
        .forEach(one => window.seen.push(one));
      new MutationObserver(look).observe(document, {childList: true, subtree: true, attributes: true});
    """
    page = visit("/?practice=gp-10", script=watching)
    page.locator("article.record").wait_for()
    assert page.evaluate("window.seen") == []
    assert page.get_by_role("heading", name="SSTC practice assistant").is_visible()
    assert page.evaluate("scrollY") == 0


def test_long_words_and_right_to_left_text_keep_their_place(visit: Open, ask: Ask) -> None:
    page = visit(phone=True)
    ask(page, "من شارك في مشروع زامبيا؟ " + "x" * 400)
    assert page.locator(".question p[dir]").evaluate("p => getComputedStyle(p).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(page.url.split("?")[0] + "?practice=gp-97")
    page.locator("article.record").get_by_text("Lampenwartungs").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_filters_come_when_asked_for(visit: Open) -> None:
    page = visit("/?view=practices", phone=True)
    page.locator("table.records").wait_for()
    assert page.locator("#view-table .wide").evaluate("box => box.scrollWidth <= box.clientWidth")
    assert not page.locator("#practice-query").is_visible()
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Text").fill("unemployment insurance")
    holds(page, ["gp-08"])


def test_the_evaluation_says_when_there_is_no_report(visit: Open) -> None:
    page = visit("/?view=evaluation")
    page.get_by_text("There is no report yet.").wait_for()
    page.get_by_role("button", name="Run the evaluation now").wait_for()


def test_about_says_what_is_known(visit: Open) -> None:
    page = visit("/?view=about")
    page.locator(".about .tiles").wait_for()
    assert "6\ngood practices" in page.locator(".tiles").inner_text()
    assert "No language model is connected" in page.locator(".about").inner_text()


@pytest.mark.parametrize(
    "question",
    [
        "<img src=x onerror=alert(1)><script>alert(2)</script> lighthouse keepers of Fiji?",
        "{{constructor.constructor('alert(3)')()}} ${alert(4)} `x` lighthouse keepers of Fiji?",
        "[x](javascript:alert(5)) ![y](https://example.org/y.png) lighthouse keepers of Fiji?",
        "\"><svg onload=alert(6)> ' onfocus='alert(7)' autofocus lighthouse Fiji?",
    ],
)
def test_markup_in_a_question_is_shown_as_text(
    visit: Open, ask: Ask, settled: Callable[[Any], None], question: str
) -> None:
    page = visit()
    ask(page, question)
    assert page.locator(".question p[dir]").inner_text() == question
    assert page.locator("#talk :is(script, img, iframe, a[href^='javascript'])").count() == 0
    settled(page)


def test_markup_in_a_document_is_shown_as_text(visit: Open, ask: Ask, settled: Callable[[Any], None]) -> None:
    page = visit()
    ask(page, "Describe Good Practice 97")
    for marker in page.locator(".turn .text .marker").all()[:4]:
        marker.click()
        page.locator("#source article").wait_for()
    answer = ask(page, "How many lighthouse keepers mended lamps in Good Practice 97?", 1)
    answer.locator(".sources").wait_for()
    inert = "#talk, #source, #record, #views"
    page.goto(page.url.split("?")[0] + "?practice=gp-97")
    record = page.locator("article.record")
    record.wait_for()
    assert "<img src=x onerror=alert(1)> Lighthouse keepers {{7*7}} ${7*7} of Fiji" in record.inner_text()
    assert "{{constructor.constructor('alert(8)')()}} lamps ${alert(9)} `code`" in record.inner_text()
    page.get_by_role("button", name="All records").click()
    for view, drawn in (
        ("World map", ".map svg"),
        ("Who works with whom", "#view-network"),
        ("Counts", ".counts"),
        ("Table", "table.records"),
    ):
        page.get_by_role("tab", name=view).click()
        page.locator(drawn).wait_for()
        settled(page)
    for bad in ("script", "img", "svg[onload]", "[onerror]", "[onmouseover]", "a[href^='javascript']"):
        assert page.locator(f":is({inert}) {bad}").count() == 0


SLOW = """
const quick = window.fetch;
window.fetch = (...given) => String(given[0]?.url ?? given[0]).includes('queue/join')
  ? new Promise((go) => setTimeout(go, 400)).then(() => quick(...given)) : quick(...given);
"""


def test_a_source_that_opens_late_leaves_the_next_question_alone(visit: Open, ask: Ask) -> None:
    page = visit(script=SLOW)
    ask(page, "Describe Good Practice 8").locator(".marker").first.click()
    box = page.locator("#question textarea")
    box.click()
    page.keyboard.type("Who ")
    page.locator("#source article").wait_for()
    page.keyboard.type("paid?")
    assert box.input_value() == "Who paid?"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious(visit: Open, ask: Ask, serious: Serious, dark: bool, phone: bool) -> None:
    page = visit(dark=dark, phone=phone)
    page.locator("#question textarea").wait_for()
    found = serious(page, "start")
    ask(page, "Compare Good Practice 8 and Good Practice 9").locator(".marker").first.click()
    page.locator("#source article").wait_for()
    found += serious(page, "answer")
    page.get_by_role("button", name="Close the source").click()
    ask(page, "Which practices involve Brazil?", 1).locator(".chip.add").click()
    page.locator("form.edit").wait_for()
    found += serious(page, "list and chips")
    views = {"practices": "table.records", "record": "article.record", "about": "#about .tiles"}
    for view, awaited in views.items():
        page.goto(page.url.split("?")[0] + ("?practice=gp-08" if view == "record" else f"?view={view}"))
        page.locator(awaited).wait_for()
        found += serious(page, view)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
        for name, tab in (
            (("map", "World map"), ("network", "Who works with whom")) if view == "practices" else ()
        ):
            page.get_by_role("tab", name=tab).click()
            page.locator(f".{name} svg").wait_for()
            found += serious(page, name)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert found == []


@pytest.mark.parametrize(
    ("language", "question", "said", "shown"),
    [
        ("es", "¿Qué prácticas involucran a Brasil?", "Brasil", "Resultados"),
        ("fr", "Quelles pratiques concernent le Brésil ?", "Brésil", "Résultats"),
        ("pt", "Que práticas envolvem o Brasil?", "Brasil", "Resultados"),
    ],
)
def test_countries_and_headings_are_named_in_the_language_of_the_reader(
    visit: Open, ask: Ask, language: str, question: str, said: str, shown: str
) -> None:
    page = visit(f"/?lang={language}")
    answer = ask(page, question)
    assert said in answer.locator("table.listed td").first.inner_text()
    assert answer.locator(".chip[data-act='hold'][data-value='Brazil']").inner_text().endswith(said)
    answer.locator("table.listed th button").first.click()
    record = page.locator("article.record")
    record.wait_for()
    assert said in record.locator("dl.facts").inner_text()
    record.get_by_role("link", name=shown).click()
    page.wait_for_function("document.activeElement.id.startsWith('s-')")
    assert record.locator(f".prose h3:text-is('{shown}') + [lang='en']").count() == 1
