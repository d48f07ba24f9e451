"""Records, documents and passages as JSON, and back to the same values.

Unknown keys and missing fields are refused: what does not read back exactly is not an index of this schema.
Passages are stored as offsets into their sections, so that their text can be nothing but a substring.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ingest.records import (
    Country,
    Document,
    Link,
    Part,
    Partner,
    Passage,
    Record,
    RecordKind,
    Section,
    SectionKey,
)

Json = Any


def encode_record(record: Record) -> dict[str, Json]:
    """``record`` as plain JSON values."""
    return asdict(record)


def decode_record(data: Mapping[str, Json]) -> Record:
    """The record that :func:`encode_record` wrote; ``TypeError``, ``KeyError``, ``ValueError`` otherwise."""
    return Record(
        **{
            **data,
            "kind": RecordKind(data["kind"]),
            "sections": tuple(_section(section) for section in data["sections"]),
            "countries": _countries(data["countries"]),
            "partners": tuple(Partner(**partner) for partner in data["partners"]),
            "links": tuple(Link(**link) for link in data["links"]),
            "parts": tuple(_part(part) for part in data["parts"]),
            **{name: tuple(data[name]) for name in _PLAIN_TUPLES},
        }
    )


_PLAIN_TUPLES = (
    "authors",
    "groups",
    "themes",
    "modalities",
    "outcomes",
    "sdgs",
    "funding",
    "contacts",
    "pages",
)


def _section(data: Mapping[str, Json]) -> Section:
    starts = tuple((int(offset), int(page)) for offset, page in data.get("page_starts", ()))
    known = {"key": SectionKey(data["key"]), "pages": tuple(data["pages"]), "page_starts": starts}
    return Section(**{**data, **known})


def _part(data: Mapping[str, Json]) -> Part:
    return Part(**{**data, "authors": tuple(data["authors"]), "countries": _countries(data["countries"])})


def _countries(data: Iterable[Mapping[str, Json]]) -> tuple[Country, ...]:
    return tuple(Country(**country) for country in data)


def encode_document(document: Document) -> dict[str, Json]:
    """``document`` as plain JSON values."""
    return asdict(document)


def decode_document(data: Mapping[str, Json]) -> Document:
    """The document that :func:`encode_document` wrote."""
    return Document(**data)


def encode_passages(passages: Sequence[Passage]) -> dict[str, Json]:
    """``passages`` as offsets into their sections, with each prefix of their embedded text once.

    Raises ``ValueError`` where a passage's ``embed_text`` does not end in its ``text``.
    """
    prefixes: dict[str, int] = {}
    rows: list[list[Json]] = []
    for passage in passages:
        if not passage.embed_text.endswith(passage.text):
            raise ValueError(f"passage {passage.id}: its embed_text must end in its text")
        prefix = passage.embed_text[: len(passage.embed_text) - len(passage.text)]
        rows.append(
            [
                passage.id,
                passage.record_id,
                passage.section_id,
                passage.ordinal,
                passage.start,
                passage.end,
                prefixes.setdefault(prefix, len(prefixes)),
            ]
        )
    return {"prefixes": list(prefixes), "passages": rows}


def decode_passages(data: Mapping[str, Json], records: Mapping[str, Record]) -> tuple[Passage, ...]:
    """The passages that :func:`encode_passages` wrote, cut again out of ``records``."""
    prefixes = data["prefixes"]
    sections = {
        (record.id, section.id): section for record in records.values() for section in record.sections
    }
    return tuple(_passage(row, prefixes[row[6]], sections[row[1], row[2]]) for row in data["passages"])


def _passage(row: Sequence[Json], prefix: str, section: Section) -> Passage:
    passage_id, record_id, section_id, ordinal, start, end, _ = row
    if not 0 <= start < end <= len(section.text):
        raise ValueError(f"passage {passage_id} lies outside section {section_id} of {record_id}")
    text = section.text[start:end]
    return Passage(
        id=passage_id,
        record_id=record_id,
        section_id=section_id,
        section_key=section.key,
        ordinal=ordinal,
        text=text,
        start=start,
        end=end,
        embed_text=prefix + text,
    )


def dump(data: Json) -> bytes:
    """``data`` as compact UTF-8 JSON, the same bytes for the same values."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def digest(data: bytes) -> str:
    """The SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
