from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import gazetteer
from ingest.country_names import TABLE, country_name
from ingest.gazetteer import (
    Group,
    country,
    find_countries,
    find_groups,
    find_mentions,
    find_regions,
    group,
    members,
    regions_of,
)
from ingest.gazetteer_tables import TABLES, tables
from ingest.records import Country
from ingest.vocabulary import REGIONS


def codes(text: str, *, adjectives: bool = False) -> str:
    return " ".join(place.iso for place in find_countries(text, adjectives=adjectives))


@pytest.mark.parametrize(
    ("iso", "names"),
    [
        ("CIV", "Côte d'Ivoire|Cote d’Ivoire|Ivory Coast|Costa do Marfim|COSTA DE MARFIL|CIV"),
        ("CPV", "Cabo Verde|Cape Verde|Cap-Vert"),
        ("TUR", "Türkiye|Turkey|Turquía|Turquie|Turquia"),
        ("SWZ", "Eswatini|eSwatini|Swaziland|Esuatini"),
        ("ZMB", "Zambia|Zamb|Zambie|Zâmbia"),
        ("TJK", "Tajikistan|Tadjikistan|Tayikistán|Tadjikistan|Tajiquistão"),
        ("KOR", "Korea|South Korea|Republic of Korea|Corea del Sur|Corée du Sud|Coreia do Sul"),
        ("PRK", "North Korea|DPRK|Democratic People's Republic of Korea"),
        ("VNM", "Viet Nam|Vietnam|Viêt Nam|Vietnã|Vietname"),
        ("STP", "S. Tomé and Príncipe|Sao tome and Principe|São Tomé e Príncipe|Santo Tomé y Príncipe"),
        (
            "COD",
            "DRC|DR Congo|Democratic Republic of the Congo|RDC|RD del Congo|Congo - Kinshasa",
        ),
        ("COG", "Congo|Republic of the Congo|the Congo"),
        ("GIN", "Guinea|Guinee|Guinée|Guiné"),
        ("GNB", "Guinea-Bissau|Guinea Bissau|Guinée-Bissau|Guiné-Bissau"),
        ("PSE", "Palestine|Occupied Palestinian Authority|Occupied Palestinian Territory|State of Palestine"),
        ("GBR", "UK|United Kingdom|the United Kingdom|Royaume-Uni"),
        ("BOL", "Bolivia|Bolivia (Plurinational State of)|Bolivia, Plurinational State of"),
        ("XKX", "Kosovo"),
        ("GMB", "The Gambia|Gambia|Gambie"),
    ],
)
def test_the_names_of_a_country_in_four_languages_are_one_country(iso: str, names: str) -> None:
    assert {
        name: found.iso if (found := country(name)) else None for name in names.split("|")
    } == dict.fromkeys(names.split("|"), iso)


def test_canonical_names_are_those_of_the_corpus() -> None:
    for name in (
        "Côte d'Ivoire",
        "Cabo Verde",
        "Türkiye",
        "Eswatini",
        "Viet Nam",
        "Palestine",
        "North Macedonia",
    ):
        assert country(name.upper()) is not None
        assert country(name).name == name  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["", "  ", "Atlantis", "Africa", "ECOWAS", "bra", "Brazilian", "and", "are"])
def test_what_is_no_country_is_none(name: str) -> None:
    assert country(name) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guinea-Bissau and Equatorial Guinea, then Papua New Guinea", "GNB GNQ PNG"),
        ("Guinea, Guinea Bissau", "GIN GNB"),
        ("the Gulf of Guinea", ""),
        ("Niger and Nigeria, not the Niger Delta", "NER NGA"),
        ("Congo and the DRC", "COG COD"),
        ("Democratic Republic of the Congo", "COD"),
        ("Republic of Korea and North Korea", "KOR PRK"),
        ("Mr. Jordan, Michael Jordan and Jordan Smith met", ""),
        ("Jordan Chamber of Industry", "JOR"),
        ("between Jordan Lebanon and Chad", "JOR LBN TCD"),
        ("a woman from Oman eats turkey in Turkey", "OMN TUR"),
        ("what did turkey and mali do?", "TUR MLI"),
        ("It went to Mali; the word mali is another", "MLI"),
        ("South Sudan, South-Sudan, Sudan, South Africa", "SSD SDN ZAF"),
        ("Sudan. South Africa", "SDN ZAF"),
        ("Southern Africa and South African Development Community", ""),
        ("US$ 5,000 and us", ""),
        ("the US and the U.S. and the USA", "USA"),
        ("South\nAfrica", "ZAF"),
        ("GROUP OF 77 AND CHINA", ""),
        ("Brazil's and Zambia’s ministries", "BRA ZMB"),
        ("Brasil, Perú, México y Panamá", "BRA PER MEX PAN"),
        ("la Réunion annuelle, Réunion du comité", ""),
        ("Hong Kong, China", "HKG"),
        ("https://example.org/china-zambia and office@mali.example.org", ""),
        ("Spain (Basque Country)", "ESP"),
        ("Benin, Benin and Togo", "BEN TGO"),
        ("los delegados irán a San Martín con Mauricio Gómez y Guadalupe", ""),
        ("Mauricio y el Irán", "MUS IRN"),
        ("COMO CAN AYUDAR A LOS PAISES", ""),
    ],
)
def test_countries_in_running_text(text: str, expected: str) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brazilian trainers and Ivorian delegates", "BRA CIV"),
        ("las iniciativas brasileñas y tunecinas", "BRA TUN"),
        ("les formateurs brésiliens et la délégation ivoirienne", "BRA CIV"),
        ("as instituições moçambicanas e angolanas", "MOZ AGO"),
        ("Nigerien and Nigerian", "NER NGA"),
        ("available in Portuguese, Spanish and French.", ""),
        ("French-speaking Africa; the Portuguese version", ""),
        ("the Portuguese and Chinese governments", "PRT CHN"),
        ("polish the text; fines are paid; con fines de estudio", ""),
        ("Indian Ocean; Latin American countries", ""),
    ],
)
def test_adjectives_count_only_when_asked_for(text: str, expected: str) -> None:
    assert codes(text, adjectives=True) == expected
    assert codes(text) == ""


def test_accents_written_as_combining_marks_are_read() -> None:
    assert codes("Co\u0302te d'Ivoire et Pe\u0301rou") == "CIV PER"


@pytest.mark.parametrize(
    ("acronym", "names"),
    [
        ("ECOWAS", "ECOWAS|CEDEAO|Economic Community of West African States|ecowas"),
        ("SADC", "South Africa Development Community|Southern African Development Community"),
        ("IGAD", "Inter-Governmental Authority on Development|Intergovernmental Authority on Development"),
        ("CPLP", "Community of Portuguese Language Countries|Comunidade dos Países de Língua Portuguesa"),
        ("PALOP", "PALOPs|Portuguese-speaking countries of Africa|pays africains de langue portugaise"),
        ("MERCOSUR", "Mercosul|Mercado Común del Sur"),
        ("IBSA", "IBAS|ibsa"),
        ("G77", "G-77|Group of 77 and China|G77"),
        ("g7+", "g7+|G7+"),
        ("SIDS", "small island developing States|SIDS-to-SIDS|PEID"),
        ("LDCs", "LDC|least developed countries|pays les moins avancés"),
        ("EU", "European Union|UE|Unión Europea|Union européenne|União Europeia"),
        ("BRICS", "BRICS|brics countries"),
    ],
)
def test_the_names_of_a_group_are_one_group(acronym: str, names: str) -> None:
    for name in names.split("|"):
        found = group(name)
        assert found is not None, name
        assert found.acronym == acronym
        assert [entry.acronym for entry in find_groups(f"with {name} in 2023")] == [acronym]


def test_a_group_named_in_a_text_names_no_country() -> None:
    text = "Exchange between CARICOM, the ECOWAS and Jamaica"
    assert codes(text) == "JAM"
    assert [entry.acronym for entry in find_groups(text)] == ["CARICOM", "ECOWAS"]


def test_non_eu_states_are_not_the_eu() -> None:
    assert find_groups("in CEE (non-EU member States)") == ()


@pytest.mark.parametrize(
    ("acronym", "number", "some"),
    [
        ("ECOWAS", 15, "CIV NGA"),
        ("CARICOM", 15, "JAM HTI"),
        ("SADC", 16, "ZAF COD"),
        ("EAC", 7, "KEN SSD"),
        ("IGAD", 8, "DJI UGA"),
        ("BRICS", 5, "BRA ZAF"),
        ("CPLP", 9, "BRA TLS"),
        ("PALOP", 6, "GNQ STP"),
        ("GCC", 6, "BHR QAT"),
        ("ASEAN", 10, "VNM LAO"),
        ("IBSA", 3, "IND"),
        ("AU", 55, "MAR"),
        ("EU", 27, "ROU"),
        ("LDCs", 45, "NPL"),
        ("Western Balkans", 6, "XKX"),
    ],
)
def test_members_of_groups(acronym: str, number: int, some: str) -> None:
    isos = [place.iso for place in members(acronym)]
    assert len(isos) == number
    assert set(some.split()) <= set(isos)


def test_every_country_has_one_region_of_the_ilo() -> None:
    for place in gazetteer.countries():
        assert gazetteer.region(place) in REGIONS[:-1]
    serbia, jordan, egypt = find_countries("Serbia, Jordan, Egypt")
    assert regions_of(serbia) == ("Europe and Central Asia", "Western Balkans")
    assert gazetteer.region(jordan) == "Arab States"
    assert gazetteer.region(egypt) == "Africa"


def test_parts_of_the_world_in_a_text() -> None:
    text = "From Latin America and the Caribbean to the Western Balkans, África and the Arab region"
    assert find_regions(text) == (
        "Latin America and the Caribbean",
        "Western Balkans",
        "Africa",
        "Arab States",
    )


def test_mentions_hold_the_words_they_stand_for() -> None:
    text = "From São Tomé and Príncipe (STP) to ECOWAS, Brazil and the BRICS+ of 2024"
    words = [(text[m.start : m.end], m.place) for m in find_mentions(text)]
    assert [written for written, _ in words] == ["São Tomé and Príncipe", "STP", "ECOWAS", "Brazil", "BRICS+"]
    assert isinstance(words[0][1], Country)
    assert isinstance(words[2][1], Group)


@given(
    st.text(
        alphabet=st.sampled_from("South Africa,Guinea-Bissau. Côte d'Ivoire US$ EU+İßﬁ\u0301\n"), max_size=80
    )
)
def test_mentions_are_ordered_and_never_overlap(text: str) -> None:
    found = find_mentions(text, adjectives=True, regions=True)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_table_is_what_its_sources_give() -> None:
    from ingest.gazetteer_build import build, country_names, render, render_names

    built = render(build())
    assert TABLES.read_text(encoding="utf-8") == built, "run: python -m ingest.gazetteer_build"
    names = render_names(country_names())
    assert TABLE.read_text(encoding="utf-8") == names, "run: python -m ingest.gazetteer_build"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "Zambia"), ("es", "Zambia"), ("fr", "Zambie"), ("pt", "Zâmbia"), ("de", "Zambia")],
)
def test_a_country_goes_by_its_name_in_the_language_of_the_reader(language: str, shown: str) -> None:
    assert country_name("Zambia", language) == shown


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_every_name_that_is_shown_is_read_as_the_same_country(language: str) -> None:
    for place in gazetteer.countries():
        assert country(country_name(place.name, language)) == place


def test_reading_the_tables_is_quick() -> None:
    tables.cache_clear()
    start = time.perf_counter()
    country("Brazil")
    assert time.perf_counter() - start < 0.1
