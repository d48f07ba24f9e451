"""The same compendium as text, PDF and Word document gives the same records, section for section."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pypdfium2
import pytest

from assistant.citing import CitationBook
from ingest.parse import Parsed, parse_blocks
from ingest.readers import Content, read_file
from ingest.records import Record
from ingest.sentences import split_sentences

pytestmark = pytest.mark.originals
NAME = "good-practices-2022-2023"

EXPLAINED = {
    "pdf": {
        "gp-12.materials": "the PDF prints the backslashes of escaped brackets",
        "gp-13.other.text-in-an-image": "the order of Arabic letters in a picture's text",
        "gp-14.objective": "a dash at the end of a line, once with and once without a space",
    },
    "docx": {
        "gp-07.objective": "a superscript is set apart by a space",
        "gp-07.materials": "underscores of addresses are blanks, or escaped",
        "gp-12.materials": "backslashes of escaped brackets and underscores",
        "gp-13.other.text-in-an-image": "names in a picture stand in one cell, not in several",
        "gp-20.materials": "underscores of addresses are blanks",
        "gp-23.materials": "underscores of addresses are blanks",
        "gp-26.contacts": "a link to something that is no address is written out",
    },
}


@pytest.fixture(scope="module")
def contents(originals: Path) -> dict[str, Content]:
    return {kind: read_file(originals / f"{NAME}.{kind}") for kind in ("txt", "pdf", "docx")}


@pytest.fixture(scope="module")
def parsed(contents: dict[str, Content]) -> dict[str, Parsed]:
    return {
        kind: parse_blocks(content.blocks, document_id=NAME, path=f"{NAME}.{kind}", pages=content.pages)
        for kind, content in contents.items()
    }


def folded(text: str) -> str:
    """``text`` with its layout folded: white space, and the dashes that lists are written with."""
    return " ".join(re.sub(r"(?m)^- ", "", text).split())


def sections(records: tuple[Record, ...]) -> dict[str, str]:
    return {f"{record.id}.{one.id}": folded(one.text) for record in records for one in record.sections}


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_same_records_sections_and_fields(parsed: dict[str, Parsed], kind: str) -> None:
    text, other = parsed["txt"].records, parsed[kind].records
    assert [record.id for record in other] == [record.id for record in text]
    assert sum(record.id.startswith("gp-") for record in other) == 30
    for one, same in zip(text, other, strict=True):
        assert [section.id for section in same.sections] == [section.id for section in one.sections], one.id
        fields = ("number", "region", "period", "authors", "institution", "countries", "groups", "funding")
        assert [getattr(same, name) for name in fields] == [getattr(one, name) for name in fields], one.id
    assert parsed[kind].audit.complete


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_same_text_but_for_what_is_explained(parsed: dict[str, Parsed], kind: str) -> None:
    text, other = sections(parsed["txt"].records), sections(parsed[kind].records)
    differing = {key for key in text if text[key] != other[key]}
    assert differing == set(EXPLAINED[kind])
    assert 1 - len(differing) / len(text) >= 0.97


def pages_of(path: Path) -> list[str]:
    """The letters and digits of each page as PDFium gives them, the wide column of its tables once more."""
    document = pypdfium2.PdfDocument(path)
    texts = []
    for page in document:
        words = page.get_textpage()
        texts.append(squeezed(words.get_text_range()) + " " + squeezed(words.get_text_bounded(left=175)))
    document.close()
    return texts


def squeezed(text: str) -> str:
    text = re.sub(r"\(https?://\S*\)", "", text)
    return re.sub(r"[\W_]+", "", text.translate({0xFB01: "fi", 0xFB02: "fl", 0xFB00: "ff"})).lower()


def stands_on(quote: str, pages: tuple[int, ...], texts: list[str]) -> bool:
    """Whether ``quote`` stands on one page, or begins on one and ends on the next."""
    words = squeezed(quote)
    if len(pages) == 1:
        return words in texts[pages[0] - 1]
    return any(
        words[:at] in texts[pages[0] - 1] and words[at:] in texts[pages[-1] - 1] for at in range(len(words))
    )


def test_every_sentence_is_cited_with_the_page_on_which_it_stands(
    originals: Path, parsed: dict[str, Parsed]
) -> None:
    texts = pages_of(originals / f"{NAME}.pdf")
    book = CitationBook({})
    for record in parsed["pdf"].records:
        for section in record.sections:
            for span in split_sentences(section.text):
                book.cite(record, section, span.start, span.end)
    cited = [one for one in book.citations if one.section_id != "other.text-in-an-image"]
    assert len(cited) > 1000
    astray = [
        (one.practice_id, one.pages, one.quote) for one in cited if not stands_on(one.quote, one.pages, texts)
    ]
    assert astray == []
    assert sum(len(one.pages) == 1 for one in cited) > 0.9 * len(cited)


@pytest.mark.models
@pytest.mark.slow
def test_a_hundred_citations_of_answers_name_the_page_of_the_quote(originals: Path, tmp_path: Path) -> None:
    from assistant.settings import Settings
    from assistant.wiring import build_assistant, build_embedder
    from index.build import build_index
    from ingest.sources import read_sources

    source = originals / f"{NAME}.pdf"
    settings = Settings(data=tmp_path)
    found = read_sources([source])
    build_index(found.records, found.documents, data=tmp_path, embedder=build_embedder(settings))
    assistant = build_assistant(settings)
    texts = pages_of(source)
    checked = 0
    asked = itertools.product(("results", "objective", "innovation", "sustainability"), range(1, 31))
    for subject, number in asked:
        answer = assistant.ask(f"What does good practice {number} say about its {subject}?")
        for citation in answer.citations:
            assert stands_on(citation.quote, citation.pages, texts), citation
            checked += 1
        if checked >= 100:
            return
    pytest.fail(f"only {checked} citations were given")
