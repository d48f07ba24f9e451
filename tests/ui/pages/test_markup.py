"""Text as HTML: whatever stands in it is shown and never does anything."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from ui.pages.markup import esc, inline, link, prose, rich

nasty = st.text(alphabet=st.sampled_from("ab <>\"'&{}$`[]()!*_~|\\/#:.-\n•é\u202e\u0000=onx1")) | st.text()
ALLOWED = {
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "s",
    "br",
    "a",
    "mark",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parsed(text: str) -> _Tags:
    tags = _Tags()
    tags.feed(text)
    tags.close()
    return tags


@given(nasty)
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    assert html.unescape(esc(text)) == html.unescape(html.escape(text))
    assert not re.search(r"[<>{}$`\"']", esc(text))


@given(nasty)
def test_answers_hold_only_harmless_elements(text: str) -> None:
    for tag, attributes in parsed(rich(text)).found:
        assert tag in ALLOWED
        assert attributes.keys() <= {"href", "target", "rel", "class", "style", "tabindex", "role", "start"}
        assert re.match(r"https?://|mailto:", attributes.get("href") or "https://")


@given(nasty, st.integers(0, 40), st.integers(0, 40))
def test_sections_keep_their_words_and_hold_only_harmless_elements(
    text: str, start: int, length: int
) -> None:
    tags = parsed(prose(text, [(start, start + length)]))
    assert {tag for tag, _ in tags.found} <= {"p", "ul", "li", "a", "mark"}
    signs = str.maketrans("", "", "-•\0\ufffd")  # of lists, and what HTML has no place for
    shown = "".join(tags.text).translate(signs).split()
    assert "".join(shown) == "".join(text.translate(signs).split())


def test_the_quoted_words_are_marked_across_list_items() -> None:
    text = "First words.\n- one item here\n- another item"
    start, end = text.index("item here"), text.index("another") + len("another")
    assert prose(text, [(start, end)]) == (
        "<p>First words.</p><ul><li>one <mark>item here</mark></li><li><mark>another</mark> item</li></ul>"
    )


def test_markers_become_what_the_caller_draws_and_unknown_ones_stay() -> None:
    drawn = rich("Seven companies. [1] Not this. [9]", lambda number: "<b>1</b>" if number == 1 else None)
    assert drawn == "<p>Seven companies.<b>1</b> Not this. [9]</p>\n"


def test_a_table_can_be_scrolled_with_the_keyboard() -> None:
    assert 'tabindex="0"' in rich("| a | b |\n| --- | --- |\n| c | d [1] |")


def test_neither_images_nor_links_of_markdown_are_made() -> None:
    shown = rich("![x](https://example.org/x.png) [y](javascript:alert(1)) <https://example.org>")
    assert "<img" not in shown
    assert "javascript:" not in re.findall(r'href="([^"]*)"', shown)


def test_addresses_become_links_that_tell_nobody_where_they_stand() -> None:
    assert inline("See https://example.org/a_b.") == (
        'See <a href="https://example.org/a_b" target="_blank" rel="noopener noreferrer">https://example.org/a_b</a>.'
    )
    assert (
        inline("mail office@example.org.")
        == 'mail <a href="mailto:office@example.org">office@example.org</a>.'
    )
    assert link("javascript:alert(1)", "x") == "x"
