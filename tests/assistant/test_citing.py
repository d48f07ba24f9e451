"""A citation is cut out of its section and names the page on which its words stand."""

from __future__ import annotations

from assistant.citing import CitationBook
from ingest.records import Document, Record, RecordKind, Section, SectionKey

TEXT = "Bread was baked. It was sold at the market."


def record(**known: object) -> Record:
    section = Section(key=SectionKey.RESULTS, label="Results", text=TEXT, **known)  # type: ignore[arg-type]
    return Record(
        id="gp-01",
        kind=RecordKind.PRACTICE,
        title="Bread",
        sections=(section,),
        document="bread",
        pages=(3, 4, 5),
    )


def cited_pages(practice: Record, start: int, end: int) -> tuple[int, ...]:
    book = CitationBook({"bread": Document(id="bread", title="Bread for all")})
    book.cite(practice, practice.sections[0], start, end)
    (citation,) = book.citations
    assert citation.quote == TEXT[start:end]
    return citation.pages


def test_the_page_is_the_one_the_quote_stands_on() -> None:
    practice = record(pages=(3, 4), page_starts=((0, 3), (17, 4)))
    assert cited_pages(practice, 0, 16) == (3,)
    assert cited_pages(practice, 17, len(TEXT)) == (4,)
    assert cited_pages(practice, 0, len(TEXT)) == (3, 4)


def test_else_the_pages_of_the_section_and_else_those_of_the_record() -> None:
    assert cited_pages(record(pages=(3, 4)), 0, 5) == (3, 4)
    assert cited_pages(record(), 0, 5) == (3, 4, 5)
