from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "joined",
    [
        "Mr. Abel met Dr. Baker and Ms. Cole.|All agreed.",
        "The cost was USD 558.170,00 in 2.5 years.|It was paid.",
        "See p. 12, Art. 4 and No. 5.|Then go on.",
        "Some areas (e.g. on safety) were named, i.e. Mining was one.|The rest followed.",
        "The U.S. Government paid.|It is in the U.S.|The rest is not.",
        "Angola, S. Tomé and Príncipe took part.|They ratified C. 144 and C. 150 in 2020.",
        "It supports Outcomes A and 8.|This is new.",
        "It applies C81.|28 countries have ratified it.",
        "Write to office@example.org.|See https://example.org/a.b/c.|Then call +41 22 000.",
        "“It works.”|He said so (in Lusaka.)|Why?|¿Qué pasó?|¡Nada!",
        "The list goes on…|Then it ends...|Really.",
        "It was given to me.|Chad came.|It is above the min.|Zambia left.",
        "Tools, courses, etc.|More came later.",
        "It compared A vs. B and St. Lucia.|Fine.",
        "The results (first. Second.) were good.|eSwatini joined.",
        "It took: (a) one; (b) two;\nand (c) three.|Done.",
        "Plan of J. M. Silva was followed.|The plan held.",
        "Established in Jan. 2020 and closed in Dec. 2021.|Good.",
    ],
)
def test_a_paragraph_is_cut_at_its_sentences(joined: str) -> None:
    assert sentences(joined.replace("|", " ")) == joined.split("|")


def test_a_stop_without_its_space_ends_a_sentence() -> None:
    assert sentences("It reached the region.The end came.") == ["It reached the region.", "The end came."]


def test_a_telephone_number_stays_with_its_word() -> None:
    text = "Ask the bakery, tel. +255 24 223 1000. It opens at six."
    assert [text[start:end] for start, end in split_sentences(text)] == [
        "Ask the bakery, tel. +255 24 223 1000.",
        "It opens at six.",
    ]


def test_lists_and_paragraphs_end_a_sentence() -> None:
    text = (
        "The steps were\n\n- to plan; to act; to report\n- to close. Then rest\n1. One\n2. Two. More\n\nLast"
    )
    assert sentences(text) == [
        "The steps were",
        "- to plan; to act; to report",
        "- to close.",
        "Then rest",
        "1. One",
        "2. Two.",
        "More",
        "Last",
    ]


def test_short_lines_stand_alone_and_wrapped_lines_go_on() -> None:
    assert sentences("First Office\nSecond Office") == ["First Office", "Second Office"]
    wrapped = (
        "The project brought together officials of the ministries of labour of\nBrazil and Chad. It\nended."
    )
    assert sentences(wrapped) == [wrapped[: wrapped.index(" It")], "It\nended."]


def test_nothing_in_nothing_out() -> None:
    assert split_sentences("") == []
    assert split_sentences(" \n\t ") == []


_WORDS = (
    "Mr.|e.g.|U.S.|The|the|C.|144|USD 1.000,50|a@b.org|https://x.org/a.|…|?|!|.|;|:|“|”|(|)|- |• |1. |é|ß"
)
_PIECES = st.sampled_from(_WORDS.split("|") + list("\n\r\t \u2028\u00a0"))


@given(st.one_of(st.lists(_PIECES, max_size=40).map("".join), st.text(max_size=120)))
def test_sentences_hold_everything_in_order_and_never_overlap(text: str) -> None:
    spans = split_sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    covered = {at for start, end in spans for at in range(start, end)}
    assert all(character.isspace() for at, character in enumerate(text) if at not in covered)
