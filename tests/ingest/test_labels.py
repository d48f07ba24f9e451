"""Labels of several wordings and languages lead to the canonical sections; unknown ones to none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.labels import WORDINGS, Likeness, canonical_key, exact_key, guess_label, read_label
from ingest.parse import parse_document
from ingest.records import SectionKey

KEY = SectionKey


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("South-South Objective (s)", KEY.OBJECTIVE),
        ("Objective(s)", KEY.OBJECTIVE),
        ("OBJECTIVES:", KEY.OBJECTIVE),
        ("Cooperation Between Countries, Partners", KEY.COOPERATION),
        ("Efficiency of the methodological approach", KEY.METHODOLOGY),
        ("Practice innovation", KEY.INNOVATION),
        ("Inovation", KEY.INNOVATION),
        ("Elements that make good practice sustainable", KEY.SUSTAINABILITY),
        ("4. Adaptability", KEY.ADAPTABILITY),
        ("Contact details.", KEY.CONTACTS),
        ("Contact and Materials", KEY.CONTACTS),
        ("Financing / Funding Sources", KEY.FUNDING),
        ("Materials and Web-links", KEY.MATERIALS),
        ("Resultados", KEY.RESULTS),
        ("Résultats", KEY.RESULTS),
        ("Fuentes de financiación", KEY.FUNDING),
        ("Durabilité", KEY.SUSTAINABILITY),
        ("Inovação", KEY.INNOVATION),
    ],
)
def test_wordings(label: str, key: SectionKey) -> None:
    assert canonical_key(label) is key


@pytest.mark.parametrize(
    "text", ["", "Policy outcome", "Brazil", "The results were good and many people came."]
)
def test_unknown_labels_have_no_key(text: str) -> None:
    assert canonical_key(text) is None


def test_a_question_after_the_label_is_set_apart() -> None:
    label = read_label("South-South Results Explain the main results")
    assert label is not None
    assert (label.words, label.question) == ("South-South Results", "Explain the main results")


def test_no_wording_stands_under_two_keys() -> None:
    seen: dict[str, SectionKey] = {}
    for key, wordings in WORDINGS.items():
        for wording in wordings:
            assert exact_key(wording) is key, wording
            assert seen.setdefault(wording.lower(), key) is key


def likeness(text: str, others: Sequence[str]) -> list[float]:
    """Stands for an embedding model that knows two labels in other words."""
    meant = {"What the town gained": "Results", "Who baked": "Partners"}
    doubtful = {"What was hoped and what came": ("Objectives", "Results")}
    near = doubtful.get(text, (meant.get(text, ""),))
    return [0.7 if other in near else 0.2 for other in others]


def test_a_label_in_other_words_is_told_by_its_meaning() -> None:
    guess = guess_label("2. What the town gained:", likeness)
    assert guess is not None
    assert (guess.key, guess.wording, guess.score) == (SectionKey.RESULTS, "Results", 0.7)


@pytest.mark.parametrize("text", ["Weather", "What was hoped and what came", "", "word " * 20])
def test_what_resembles_nothing_or_two_sections_is_not_guessed(text: str) -> None:
    assert guess_label(text, likeness) is None


def test_without_a_model_nothing_is_guessed() -> None:
    assert guess_label("What the town gained", None) is None


FORM = """GOOD PRACTICE 4 – AFRICA – Bread for all

**Author's name:** Ada Baker

**Countries involved:** Kenya and Ghana

<b>Objectives</b>\tTo bake.
<b>Who baked</b>\tTwo bakers.
<b>Innovation</b>\tNew ovens.
<b>What the town gained</b>\tBread.
<b>Weather</b>\tIt rained.
<b>Funds</b>\tNone.
"""


def test_the_audit_tells_how_unknown_labels_were_mapped() -> None:
    parsed = parse_document(FORM, document_id="form", path="form.txt", likeness=likeness)
    (record,) = parsed.records
    found = {section.id: (section.label, section.text) for section in record.sections}
    assert found["results"] == ("What the town gained", "Bread.")
    assert found["cooperation"] == ("Who baked", "Two bakers.")
    assert found["other.weather"] == ("Weather", "It rained.")
    notes = parsed.audit.records[0].notes
    assert any("“What the town gained”" in note and "“Results” (0.70)" in note for note in notes)
    assert any("“Weather”" in note and "kept as other" in note for note in notes)


@pytest.mark.models
@pytest.mark.slow
def test_the_packaged_model_knows_labels_in_other_words(compiled: Likeness) -> None:
    meant = {
        "Key accomplishments": SectionKey.RESULTS,
        "Participating institutions": SectionKey.COOPERATION,
        "Financial resources": None,  # as like to funding as to materials
        "Donors and partners of the budget": SectionKey.FUNDING,
        "Creative elements": SectionKey.INNOVATION,
        "Methods and tools used": SectionKey.METHODOLOGY,
        "Recommendations": None,
        "Timeline": None,
        "Gender equality": None,
    }
    found = {text: guess.key if (guess := guess_label(text, compiled)) else None for text in meant}
    assert found == meant


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Likeness:
    from index.likeness import likeness_of
    from index.onnx_model import embedder_source

    return likeness_of(embedder_source(tmp_path_factory.mktemp("data")))
