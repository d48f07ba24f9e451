"""A proposal is read by its parts: under headings of four languages, and by meaning where there are none."""

from __future__ import annotations

import pytest

from assistant.proposals.headings import part_of_heading
from assistant.proposals.library import Library
from assistant.proposals.proposal import PartKey, Proposal
from assistant.proposals.reading import read_proposal

pytestmark = pytest.mark.models


def quotes(proposal: Proposal, part: PartKey) -> list[str]:
    return [proposal.quote(piece) for piece in proposal.of(part)]


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("2. Objective", PartKey.OBJECTIVE),
        ("## Expected results:", PartKey.RESULTS),
        ("4.1 Target group", PartKey.TARGET_GROUP),
        ("**Who benefits**", PartKey.TARGET_GROUP),
        ("III. Metodología y actividades", PartKey.ACTIVITIES),
        ("Planteamiento del problema", PartKey.PROBLEM),
        ("Población beneficiaria", PartKey.TARGET_GROUP),
        ("Mise en œuvre", PartKey.ACTIVITIES),
        ("Public visé", PartKey.TARGET_GROUP),
        ("Coût et durée", PartKey.BUDGET),
        ("Público-alvo", PartKey.TARGET_GROUP),
        ("Orçamento", PartKey.BUDGET),
        ("Partners and their roles", PartKey.PARTNERS),
        ("The sea was calm that night", None),
        ("", None),
    ],
)
def test_headings_open_their_part(heading: str, part: PartKey | None) -> None:
    assert part_of_heading(heading.strip("#* :")) is part


def test_a_note_with_headings(library: Library, note: str) -> None:
    read = read_proposal(note, library)
    assert read.language == "en"
    assert quotes(read, PartKey.TITLE) == ["Safer mines in the Andes"]
    assert quotes(read, PartKey.OBJECTIVE)[0].startswith("To reduce accidents")
    assert len(quotes(read, PartKey.PROBLEM)) == 2
    assert len(quotes(read, PartKey.ACTIVITIES)) == 3
    assert quotes(read, PartKey.BUDGET) == ["USD 140,000"]
    assert read.facets.countries == ("Bolivia", "Peru", "Chile")
    assert (
        max(read.facets.themes, key=lambda name: read.facets.themes[name]) == "occupational safety and health"
    )
    assert "training course" in read.facets.modalities
    assert "miners and industrial workers" in read.facets.targets


def test_every_piece_is_cut_out_of_the_text(library: Library, note: str) -> None:
    read = read_proposal(note.replace("\n", "\r\n"), library)
    marked = read_proposal(f"# Safer mines in Zambia and Peru\n\n{note}", library)
    assert marked.quote(marked.pieces[0]).startswith("Safer mines")
    for piece in read.pieces:
        assert read.text[piece.start : piece.end] == read.quote(piece)
        assert read.quote(piece).strip()
    assert all(one.end <= other.start for one, other in zip(read.pieces, read.pieces[1:], strict=False))


def test_headings_on_the_line_of_their_text(library: Library) -> None:
    read = read_proposal(
        "Objective: fewer accidents in quarries.\nActivities: a course for foremen.\nBudget: 20,000 euros.",
        library,
    )
    assert quotes(read, PartKey.OBJECTIVE) == ["fewer accidents in quarries."]
    assert quotes(read, PartKey.ACTIVITIES) == ["a course for foremen."]
    assert quotes(read, PartKey.BUDGET) == ["20,000 euros."]


@pytest.mark.parametrize(
    "text",
    [
        "Background. Quarries kill. Objective. Train foremen. Activities – a course. Partners. Ministries.",
        "Background. Quarries kill.\nObjective. Train foremen.\nActivities – a course.\nPartners. Ministries.",
        "Antecedentes. Quarries kill.\nObjetivo. Train foremen.\nActividades: a course.\nSocios. Ministries.",
        "**Contexte.** Quarries kill.\n**Objectif.** Train foremen.\nActivités - a course.\n"
        "Partenaires. Ministries.",
        "Contexto. Quarries kill.\nObjetivo geral. Train foremen.\nAtividades – a course.\n"
        "Parceiros. Ministries.",
    ],
)
def test_headings_with_a_full_stop_or_a_dash_are_no_text(library: Library, text: str) -> None:
    read = read_proposal(text, library)
    assert quotes(read, PartKey.PROBLEM) == ["Quarries kill."]
    assert quotes(read, PartKey.OBJECTIVE) == ["Train foremen."]
    assert quotes(read, PartKey.ACTIVITIES) == ["a course."]
    assert quotes(read, PartKey.PARTNERS) == ["Ministries."]
    assert len(read.pieces) == 4


def test_an_email_by_meaning(library: Library) -> None:
    read = read_proposal(
        "Dear colleagues,\n\nmost of our market vendors have no health insurance. We would like to set up an "
        "exchange with countries that cover them. Workshops and a study visit come to mind. "
        "We could pay 10,000 dollars.\n\nKind regards",
        library,
    )
    assert quotes(read, PartKey.PROBLEM) == ["most of our market vendors have no health insurance."]
    assert quotes(read, PartKey.OBJECTIVE)[0].startswith("We would like to set up")
    assert quotes(read, PartKey.ACTIVITIES) == ["Workshops and a study visit come to mind."]
    assert quotes(read, PartKey.BUDGET) == ["We could pay 10,000 dollars."]
    assert "Dear colleagues," in quotes(read, PartKey.OTHER)


def test_a_greeting_does_not_swallow_a_long_sentence(library: Library) -> None:
    read = read_proposal(
        "Hello, our inspectors want to learn how mines are inspected in Brazil. Thanks", library
    )
    assert any("inspectors" in quote for quote in quotes(read, PartKey.OBJECTIVE))


@pytest.mark.parametrize(
    ("text", "language", "theme"),
    [
        ("Queremos extender la protección social a los trabajadores informales", "es", "social protection"),
        ("Nous voulons étendre la protection sociale aux travailleurs informels", "fr", "social protection"),
        ("Queremos estender a proteção social aos trabalhadores informais", "pt", "social protection"),
        ("Formar inspetores do trabalho contra o trabalho infantil", "pt", "child labour"),
    ],
)
def test_other_languages_show_the_same_themes(library: Library, text: str, language: str, theme: str) -> None:
    read = read_proposal(text, library)
    assert read.language == language
    assert theme in read.facets.themes


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00\x01", "12345", "….", "# \n# \n", "a:b", "1. \n2. ", "x" * 5_000]
)
def test_nothing_much_is_read_without_complaint(library: Library, text: str) -> None:
    read = read_proposal(text, library)
    assert all(0 <= piece.start < piece.end <= len(read.text) for piece in read.pieces)
