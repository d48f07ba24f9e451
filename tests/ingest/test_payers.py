"""Who paid is read in an office's own words, in four languages."""

from __future__ import annotations

import pytest

from ingest.payers import named_payers, split_payments
from ingest.practice_text import funders

SAID = {
    "The works were paid by the Government of Japan with USD 200,000.": ("Government of Japan",),
    "Funded by: Government of Norway and the Islamic Development Bank. Budget: USD 150,000.": (
        "Government of Norway",
        "Islamic Development Bank",
    ),
    "Financiado por: Gobierno de España (AECID). Presupuesto: 80.000 euros.": (
        "Government of Spain (AECID)",
    ),
    "Le tout a été financé par le Gouvernement du Luxembourg à hauteur de 300 000 euros.": (
        "Government of Luxembourg",
    ),
    "O curso foi financiado pelo Governo do Brasil e pela Fundação Sol.": (
        "Government of Brazil",
        "Fundação Sol",
    ),
    "The City of Rotterdam gave EUR 90,000; the Government of Colombia paid the travel.": (
        "City of Rotterdam",
        "Government of Colombia",
    ),
    "Budget: USD 200,000 from the Government of Japan": ("Government of Japan",),
    "It was paid for by Japan and Norway.": ("Government of Japan", "Government of Norway"),
    "With the financial support of the Ministry of Trade and Industry of Ghana.": (
        "Ministry of Trade and Industry of Ghana",
    ),
    "Bakers of Ghana learned from bakers of Mali.": (),
    "They paid attention to the oven, which the workers paid with patience.": (),
}


@pytest.mark.parametrize("text", SAID)
def test_who_paid_is_who_the_sentence_says(text: str) -> None:
    assert named_payers(text) == SAID[text]


def test_an_institution_alone_paid_only_where_all_is_about_money() -> None:
    text = "Korea International Cooperation Agency (KOICA), USD 410,000."
    assert named_payers(text) == ()
    assert funders(text) == ("Korea International Cooperation Agency (KOICA)",)
    assert funders("Own funds of the cooperatives.") == ()


def test_a_fund_of_the_compendium_keeps_its_short_name_and_stands_once() -> None:
    assert funders("ILO RBTC funds") == ("RBTC",)
    assert funders("Funded by the Swedish International Development Agency (SIDA).") == ("SIDA",)


def test_sentences_on_money_are_told_from_the_others() -> None:
    text = "Bakers met. Funded by: Government of Norway. Budget: USD 5,000. They baked."
    assert split_payments(text) == (
        "Bakers met. They baked.",
        "Funded by: Government of Norway. Budget: USD 5,000.",
    )
