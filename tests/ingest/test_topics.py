"""Themes, modalities, goals, funders and partners, as far as the words show them."""

from __future__ import annotations

import re

import pytest

from ingest.partners import host_under, partners_in
from ingest.topic_words import MODALITY_WORDS, THEME_WORDS
from ingest.topics import (
    funders_in,
    goals_in,
    groups_in,
    modalities_in,
    payers_in,
    themes_in,
    without_programme,
)
from ingest.vocabulary import MODALITIES, THEMES


def test_every_theme_and_modality_of_the_vocabulary_has_words() -> None:
    assert tuple(THEME_WORDS) == THEMES
    assert tuple(MODALITY_WORDS) == MODALITIES
    for pattern in [*THEME_WORDS.values(), *MODALITY_WORDS.values()]:
        re.compile(pattern)


def test_a_theme_counts_when_the_title_names_it_or_the_text_repeats_it() -> None:
    text = "Child labour is rare. " + "Bakers and millers bake and mill. " * 40
    assert themes_in(title="Statistics for bakers", text=text) == ("statistics",)
    assert "child labour" in themes_in(title="Bakers", text=text + "Child labour ends. Child labour is over.")


def test_a_theme_of_the_objective_counts_if_it_comes_again_or_stands_in_a_list_of_many() -> None:
    aim = "The bakers are to learn about labour inspection."
    listed = "Topics are child labour, labour inspection, statistics and climate change."
    text = "Bakers and millers bake and mill. " * 40
    assert themes_in(title="Bakers", text=f"{aim} {text}", objective=aim) == ()
    again = f"{aim} {text} Labour inspection has changed."
    assert themes_in(title="Bakers", text=again, objective=aim) == ("labour inspection",)
    assert themes_in(title="Bakers", text=again + text * 6, objective=aim) == ()
    assert len(themes_in(title="Bakers", text=f"{listed} {text}", objective=listed)) == 4


def test_a_theme_that_stands_only_among_the_items_of_lists_is_not_what_the_objective_aims_at() -> None:
    text = "Bakers and millers bake and mill. " * 30
    lists = (
        "They have priorities in agriculture, education and health. They share agriculture, mills, and ovens."
    )
    assert themes_in(title="Bakers", text=f"{lists} {text}", objective=lists) == ()
    aim = "They bring agriculture closer to bakers. They share agriculture, mills, and ovens."
    assert themes_in(title="Bakers", text=f"{aim} {text}", objective=aim) == ("rural economy",)


def test_names_of_unions_and_the_constituents_together_are_no_theme() -> None:
    bodies = "Taking part: National Federation of Free Trade Unions, Union of Bakers. " * 4
    assert themes_in(title="Bakers", text=bodies) == ()
    all_three = "It trains government agencies, trade unions, and employers' organizations. " * 4
    assert themes_in(title="Bakers", text=all_three) == ()
    both = "Employers' and Workers' Organizations meet. " * 4
    assert themes_in(title="Bakers", text=both) == ("employers' organisations", "workers' organisations")


def test_what_might_be_done_is_no_modality() -> None:
    assert modalities_in("A seminar was held. Training might include online courses.") == (
        "seminar or workshop",
    )


def test_trade_unions_are_no_trade_and_a_partnership_needs_the_south() -> None:
    text = "Trade unions and partnerships. " * 4
    assert themes_in(title="Bakers", text=text) == ("workers' organisations",)


def test_what_a_reflection_speaks_of_was_done_only_if_it_leaves_something_behind() -> None:
    assert modalities_in("A seminar.", beside="Study visits and a toolkit would help.") == (
        "seminar or workshop",
        "guide or toolkit",
    )


def test_what_all_practices_are_of_is_no_way_of_working_of_one() -> None:
    name = "It rests on South-South and Triangular Cooperation (SSTC)."
    assert modalities_in(without_programme(name)) == ()
    own = without_programme(f"{name} A triangular project with Brazil.")
    assert modalities_in(own) == ("triangular cooperation",)


def test_what_is_trained_online_or_in_a_vocation_is_no_training_course() -> None:
    assert "training course" not in modalities_in("The role of vocational training and certification.")
    assert modalities_in("An online training course was held.") == ("online course",)
    assert modalities_in("A training workshop in Lima.") == ("training course", "seminar or workshop")


def test_a_summit_named_in_passing_is_no_forum_and_a_digital_platform_no_theme() -> None:
    assert modalities_in("Ministers met at the G20 summit.") == ()
    assert "digitalization" not in themes_in(title="A digital platform", text="It links inspectors.")


def test_modalities() -> None:
    text = "A study visit and two webinars led to an MoU under triangular cooperation."
    assert modalities_in(text) == ("study tour", "seminar or workshop", "agreement", "triangular cooperation")


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("Sustainable Development Goals 1, 8, and 10,", (1, 8, 10)),
        ("Sustainable Development Goal Target 8.7", (8,)),
        ("the SDGs of 2030", ()),
        ("SDG8", (8,)),
    ],
)
def test_goals(text: str, goals: tuple[int, ...]) -> None:
    assert goals_in(text) == goals


def test_funders_by_their_short_names() -> None:
    assert funders_in("ILO contribution RBTC and ITCILO contribution (MAECI funds)") == (
        "RBTC",
        "ITCILO",
        "MAECI",
    )
    assert funders_in("Also, the Government of Flanders helped.") == ("Government of Flanders",)
    assert funders_in("In kind by the Norwegian government; cash by the institute through ABC.") == (
        "Norwegian government",
        "ABC",
    )


def test_an_enlarged_group_goes_by_its_old_name() -> None:
    assert groups_in("institutions from BRICS+ countries") == ("BRICS",)


def test_partners_by_full_name_and_acronym() -> None:
    text = (
        "The work of the Brazilian Cooperation Agency (ABC) and the Ministry of Labour & Employment (MoLE), "
        "with Occupational Safety and Health (OSH) in mind."
    )
    assert [(partner.acronym, partner.name) for partner in partners_in(text)] == [
        ("ABC", "Brazilian Cooperation Agency"),
        ("MoLE", "Ministry of Labour & Employment"),
    ]


def test_partners_by_name_alone_and_by_acronym_alone() -> None:
    text = (
        "Partners such as the African Development Bank, GIZ, World Bank and the Institute of Mines took part, with "
        "Peru (SENATI) and the Common Work Plan (CWP). Centres like CRADAT are expected to be involved later."
    )
    assert [partner.name for partner in partners_in(text)] == [
        "African Development Bank",
        "World Bank",
        "Institute of Mines",
        "GIZ",
        "SENATI",
    ]


def test_whoever_heads_a_chapter_in_place_of_a_region_hosts_it() -> None:
    assert [partner.acronym for partner in host_under("INTERNATIONAL TRAINING CENTRE (ITC-ILO)")] == [
        "ITCILO"
    ]
    assert host_under("ARAB STATES") == ()


def test_a_running_text_names_as_payers_only_those_it_speaks_of_with_money() -> None:
    assert payers_in("A course of ITCILO took place. RBTC resources were allocated to it.") == ("RBTC",)
    assert funders_in(
        "ILO - PARTNERSHIPS South-South allocation; ILO's Regional Office for Latin America"
    ) == (
        "ILO PARTNERSHIPS",
        "SSTC funds",
        "ILO Regional Office for Latin America",
    )
