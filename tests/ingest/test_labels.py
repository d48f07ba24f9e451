"""Labels of several wordings and languages lead to the canonical sections; unknown ones to none."""

from __future__ import annotations

import pytest

from ingest.labels import WORDINGS, canonical_key, exact_key, read_label
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
