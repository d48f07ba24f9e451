"""Records, documents and passages read back to the same values, and nothing else is taken for them."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import pytest

from index.serialise import (
    decode_document,
    decode_passages,
    decode_record,
    dump,
    encode_document,
    encode_passages,
    encode_record,
)
from ingest.passages import cut_passages
from ingest.records import Document, Passage, Record


def through_json(value: object) -> Any:
    return json.loads(dump(value))


@pytest.fixture
def passages(records: list[Record]) -> list[Passage]:
    return [
        passage
        for record in records
        for passage in cut_passages(record, count_tokens=lambda text: len(text.split()), max_tokens=40)
    ]


def test_records_read_back_to_the_same_values(records: list[Record]) -> None:
    for record in records:
        assert decode_record(through_json(encode_record(record))) == record


def test_page_starts_are_carried_and_may_be_missing(records: list[Record]) -> None:
    section = replace(records[0].sections[0], pages=(3, 4), page_starts=((0, 3), (5, 4)))
    record = replace(records[0], sections=(section,))
    assert decode_record(through_json(encode_record(record))) == record
    older = through_json(encode_record(records[0]))
    for data in older["sections"]:
        del data["page_starts"]
    assert decode_record(older) == records[0]


def test_documents_read_back_to_the_same_values() -> None:
    document = Document(
        id="book", title="The book", publisher="P", year=2023, pages=9, url="https://example.org"
    )
    assert decode_document(through_json(encode_document(document))) == document


def test_passages_read_back_to_the_same_values(records: list[Record], passages: list[Passage]) -> None:
    by_id = {record.id: record for record in records}
    assert len(passages) > len(records)
    assert decode_passages(through_json(encode_passages(passages)), by_id) == tuple(passages)


def test_an_unknown_field_is_refused(records: list[Record]) -> None:
    data = encode_record(records[0])
    with pytest.raises(TypeError, match="mood"):
        decode_record({**data, "mood": "good"})
    data["sections"][0]["mood"] = "good"
    with pytest.raises(TypeError, match="mood"):
        decode_record(data)


def test_a_missing_field_is_refused(records: list[Record]) -> None:
    data = encode_record(records[0])
    del data["themes"]
    with pytest.raises(KeyError, match="themes"):
        decode_record(data)


def test_a_passage_outside_its_section_is_refused(records: list[Record], passages: list[Passage]) -> None:
    data = encode_passages(passages)
    data["passages"][0][5] = 10_000
    with pytest.raises(ValueError, match="outside section"):
        decode_passages(data, {record.id: record for record in records})


def test_a_passage_that_embeds_other_words_is_not_written(passages: list[Passage]) -> None:
    with pytest.raises(ValueError, match="embed_text"):
        encode_passages([replace(passages[0], embed_text="something else")])


def test_ten_thousand_passages_load_in_a_moment(records: list[Record], passages: list[Passage]) -> None:
    many = passages * (10_000 // len(passages) + 1)
    written = dump(encode_passages(many))
    started = time.perf_counter()
    decode_passages(json.loads(written), {record.id: record for record in records})
    assert time.perf_counter() - started < 1
