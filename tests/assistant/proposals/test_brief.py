"""The brief holds everything a reader needs away from the machine, in Markdown and in Word."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from assistant.answer import Citation
from assistant.proposals.brief import brief_docx, brief_markdown
from assistant.proposals.matches import (
    Also,
    Difference,
    Gap,
    Lesson,
    ReadAs,
    Reason,
    Similar,
    SimilarMatch,
)


def cited(section: str, quote: str, practice: str = "gp-97") -> Citation:
    return Citation(
        marker=1, practice_id=practice, title="Ports", section=section, section_id=section,
        section_label=section.capitalize(), part=None, pages=(12, 13), document="Made-up document",
        url="https://example.org/document", quote=quote, start=0, end=len(quote),
    )  # fmt: skip


@pytest.fixture
def found() -> Similar:
    reason = Reason(
        aspect="objective",
        text="What it set out to do answers your “safer cranes”.",
        citation=cited("objective", "The port of Xanadu wanted safer cranes."),
        quote="safer cranes",
        start=0,
        end=12,
    )
    match = SimilarMatch(
        practice_id="gp-97",
        kind="practice",
        title="Safer *cranes* in <Xanadu>",
        region="Africa",
        countries=("Kenya", "Togo"),
        score=0.81,
        strength="strong",
        reasons=(reason,),
        differences=(Difference(aspect="scale", text="You plan for 3 countries; 9 took part there."),),
        adaptability=cited("adaptability", "Any port can do so."),
        results=cited("results", "Nine ports are safer."),
        funding=cited("funding", "The ports paid."),
        contacts=cited("contacts", "- Port office, office@example.org\n- Harbour | master"),
        also=(
            Also(
                practice_id="gp-98", title="Ports again", citation=cited("objective", "Twice told.", "gp-98")
            ),
        ),
    )
    read = ReadAs(
        parts=(), countries=("Kenya",), groups=(), regions=(), themes=("social protection",), modalities=(),
        target_groups=(),
    )  # fmt: skip
    return Similar(
        matches=(match,), language="en", searched=67, confidence=0.9, read_as=read, index="generation-1",
        gaps=(Gap(part="activities", label="activities", quote="A band | plays.", start=0, end=5),),
        lessons=(
            Lesson(lesson="network", label="A network", citations=(cited("sustainability", "They stay in touch."),)),
        ),
    )  # fmt: skip


def words_of(docx: bytes) -> str:
    from docx import Document

    document = Document(BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


EXPECTED = (
    "Similar initiatives",
    "0.81 (strong match)",
    "The port of Xanadu wanted safer cranes.",
    "gp-97 · Objective · p. 12–13",
    "9 took part there",
    "Any port can do so.",
    "Nine ports are safer.",
    "The ports paid.",
    "office@example.org",
    "Twice told.",
    "gp-98 · Objective",
    "They stay in touch.",
    "plays.",
    "https://example.org/document",
    "generation-1",
)


@pytest.mark.parametrize("words", EXPECTED)
def test_the_word_document_holds(found: Similar, words: str) -> None:
    assert words in words_of(brief_docx(found))


@pytest.mark.parametrize("words", EXPECTED)
def test_the_markdown_holds(found: Similar, words: str) -> None:
    assert words in brief_markdown(found)


def test_markdown_shows_words_as_they_are(found: Similar) -> None:
    text = brief_markdown(found)
    assert r"Safer \*cranes\* in \<Xanadu\>" in text
    assert r"A band \| plays." in text
    assert text.startswith("# Similar initiatives\n")


@pytest.mark.parametrize(
    ("language", "title"),
    [("es", "Iniciativas similares"), ("fr", "Initiatives semblables"), ("pt", "Iniciativas semelhantes")],
)
def test_the_brief_speaks_the_language_of_the_proposal(found: Similar, language: str, title: str) -> None:
    text = words_of(brief_docx(replace(found, language=language)))
    assert title in text
    assert "The port of Xanadu wanted safer cranes." in text


@pytest.mark.parametrize(
    ("language", "countries"),
    [
        ("en", "Zambia and China"),
        ("es", "Zambia y China"),
        ("fr", "Zambie et Chine"),
        ("pt", "Zâmbia e China"),
    ],
)
def test_countries_go_by_their_names_in_the_language_of_the_brief(
    found: Similar, language: str, countries: str
) -> None:
    (match,) = found.matches
    named = replace(found, language=language, matches=(replace(match, countries=("Zambia", "China")),))
    assert countries in words_of(brief_docx(named))
    assert countries in brief_markdown(named)


def test_a_brief_without_matches_says_why(found: Similar) -> None:
    empty = replace(found, matches=(), reason="Nothing is about this.", gaps=(), lessons=())
    assert "Nothing is about this." in brief_markdown(empty)
    assert "Nothing is about this." in words_of(brief_docx(empty))


def test_control_characters_do_not_break_the_document(found: Similar) -> None:
    (match,) = found.matches
    assert "Ports" in words_of(brief_docx(replace(found, matches=(replace(match, title="Ports\x00\x0b"),))))
