"""The five original documents: what they hold is found, whole, in order, and nothing is lost on the way."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest

from ingest.audit import EXPECTED
from ingest.parse import Parsed, parse_document
from ingest.records import Record, RecordKind

pytestmark = pytest.mark.originals

COMPENDIUM = "good-practices-2022-2023"
INITIATIVES = "initiatives-2024-2025"
PROJECTS = "projects-2020-2021"
PAPERS = ("sstc-in-the-ilo-and-frameworks", "global-solidarity-partnerships")


@pytest.fixture(scope="module")
def parsed(originals: Path) -> dict[str, Parsed]:
    """Every original, parsed, by its stem."""
    return {
        name: parse_document(text(originals, name), document_id=name, path=f"{name}.txt")
        for name in (COMPENDIUM, INITIATIVES, PROJECTS, *PAPERS)
    }


@pytest.fixture(scope="module")
def practices(parsed: dict[str, Parsed]) -> dict[int, Record]:
    """The good practices by number."""
    return {record.number: record for record in parsed[COMPENDIUM].records if record.number}


def text(originals: Path, name: str) -> str:
    return (originals / f"{name}.txt").read_text(encoding="utf-8")


def section(record: Record, section_id: str) -> str:
    found = record.section(section_id)
    assert found is not None, [section.id for section in record.sections]
    return found.text


def words(source: str) -> list[str]:
    """The words of a text, read without the readers of the project: tags, links and entities by hand."""
    source = re.sub(r"<((?:https?|mailto):[^>\s]+)>", r" \1 ", source)
    source = re.sub(r"<su[bp]>|</su[bp]>", "", re.sub(r"\s+<sup>", "", source))
    source = re.sub(r"\[([^\[\]]*)\]\([^()\s]*\)", r"\1", re.sub(r"\\([()_*])", r"\1", source))
    source = html.unescape(re.sub(r"</?[a-z][^<>]*>", " ", source))
    return re.findall(r"\w+", source.replace("_", " "))


def kept_words(result: Parsed) -> list[str]:
    """The words of the audit's account of a document, addresses set behind their words aside."""
    account = "\n".join(item.text for item in result.audit.placements)
    return re.findall(r"\w+", re.sub(r" \((?:https?://|\S+@)[^\s()]+\)", "", account).replace("_", " "))


@pytest.mark.parametrize("name", [COMPENDIUM, INITIATIVES, PROJECTS, *PAPERS])
def test_every_character_is_accounted_for(parsed: dict[str, Parsed], name: str) -> None:
    assert parsed[name].audit.complete


@pytest.mark.parametrize("name", [COMPENDIUM, INITIATIVES, PROJECTS, *PAPERS])
def test_every_word_of_the_original_is_in_a_record_or_left_out_for_a_reason_in_order(
    originals: Path, parsed: dict[str, Parsed], name: str
) -> None:
    secret = re.compile(r"Passcode: \S+")
    original = words(secret.sub("(not repeated here)", text(originals, name)))
    assert kept_words(parsed[name]) == original


@pytest.mark.parametrize("name", [COMPENDIUM, INITIATIVES, PROJECTS, *PAPERS])
def test_what_the_audit_says_is_kept_is_in_the_record(parsed: dict[str, Parsed], name: str) -> None:
    records = {record.id: record for record in parsed[name].records}
    for item in parsed[name].audit.placements:
        if item.record_id and item.field and item.field.startswith("section:"):
            held = " ".join(part.text for part in records[item.record_id].sections)
            missing = set(re.findall(r"\w+", item.text)) - set(re.findall(r"\w+", held))
            assert not missing - {"and", "include", "including", "namely"}, (item.record_id, missing)


def test_the_compendium_is_read_in_less_than_a_second(originals: Path) -> None:
    source = text(originals, COMPENDIUM)
    start = time.process_time()
    parse_document(source, document_id=COMPENDIUM, path="compendium.txt")
    assert time.process_time() - start < 1.0


def test_thirty_practices_and_the_preface(parsed: dict[str, Parsed], practices: dict[int, Record]) -> None:
    assert sorted(practices) == list(range(1, 31))
    assert [record.id for record in parsed[COMPENDIUM].records][:2] == ["bg-compendium-preface", "gp-01"]
    assert "Special thanks to" in parsed[COMPENDIUM].records[0].sections[-1].text


def test_every_header_field(practices: dict[int, Record]) -> None:
    for number, record in practices.items():
        assert record.title, number
        assert record.short_title, number
        assert record.authors, number
        assert record.institution, number
        assert record.region, number
        assert record.pages, number
        assert record.period == "2022-2023"
        if number not in {1, 25, 27}:
            assert record.countries, number


def test_every_section_is_found_or_known_to_be_missing(parsed: dict[str, Parsed]) -> None:
    audits = {audit.record_id: audit for audit in parsed[COMPENDIUM].audit.records}
    missing = {name: audit.missing for name, audit in audits.items() if audit.missing}
    blank = {name: audit.blank for name, audit in audits.items() if audit.blank}
    assert missing == {"gp-04": ("materials",), "gp-24": ("materials",)}
    assert blank == {"gp-21": ("materials",), "gp-26": ("materials",)}


def test_sections_stand_in_the_order_of_the_form(practices: dict[int, Record]) -> None:
    for number, record in practices.items():
        for part in {section.part for section in record.sections}:
            keys = [item.key for item in record.sections if item.part == part and item.key in EXPECTED]
            if number == 4:  # funding stands before contacts
                keys[-2:] = reversed(keys[-2:])
            assert keys == [key for key in EXPECTED if key in keys], number


def test_no_markup_is_left(parsed: dict[str, Parsed]) -> None:
    for result in parsed.values():
        for record in result.records:
            for part in record.sections:
                assert not re.search(r"</?[a-z]+[^<>]*>|\]\(|\*\*|\\_|&amp;|\t", part.text), part.id


CASES = [
    (2, "cooperation", "The Inter Regional Knowledge and", "Somalia, South Sudan, Uganda"),
    (4, "contacts", "hanitra.razakaboana@gmail.com", "South-South Meeting Point (southsouthpoint.net)"),
    (5, "part-i.cooperation", "Interaction through SSC took place", "TKNIKA (Basque Country)."),
    (
        5,
        "part-i.sustainability",
        "The sustainability of the proposal",
        "entire network of ILO/Cinterfor institutions.",
    ),
    (5, "part-ii.methodology", "The process was defined on", "experiences of Colombia and Costa Rica."),
    (5, "part-ii.materials", "Second workshop and Photographs", "INEFOP, UTEC, Uruguay."),
    (7, "innovation", "The SSTC project facilitated", "apprenticeship policies and/or practices"),
    (7, "materials", "Link to the photos", "sstc_mp/status/1685957216749096960"),
    (11, "cooperation", "This initiative includes the labour", "and Forced Labour of Uzbekistan"),
    (13, "sustainability", "Several elements contributed", "environmental concerns over time."),
    (13, "materials", "ILO leads MENA leadership", "a green future of work"),
    (17, "methodology", "Following the completion of the", "and social security officer."),
    (17, "funding", "The total budget of the", "Ministry of Foreign Affairs (ABC/MRE)."),
    (17, "materials", "Participants of the first meeting", "cotton value chain of Tanzania"),
    (18, "adaptability", "The initiative is adaptable to", "sustainable impact in different contexts."),
    (18, "results", "The initiative has achieved tangible", "extending the good practice more widely."),
    (20, "objective", "The initiative aimed to address", "in implementing Agenda 2030."),
    (20, "results", "The initiative achieved several", "Augmented Reality in skills development."),
    (24, "methodology", "The methodology employed was to", "successful outcomes in horizontal cooperation."),
    (24, "results", "Four comprehensive country reports", "influencing practices beyond the Americas."),
    (24, "funding", "Regular Budget contribution", "to South-South Cooperation"),
    (25, "objective", "The International Labour Organization (ILO)", "decent work opportunities for all."),
    (25, "methodology", "Step #1: Identify Potential Emerging", "skills and expertise over time."),
    (25, "adaptability", "Step #9: Monitor and Evaluate", "Steps relate to the sustainability."),
    (26, "results", "Firstly, a comprehensive background", "influencing practices beyond the Americas."),
    (28, "contacts", "Argentina Unión Industrial Argentina", "Andrés Yurén yuren@ilo.org"),
    (28, "materials", "With the support offered by", "Panama Paraguay, Uruguay)."),
    (30, "results", "At the end of the", "experience of COMESA and the AfCFTA"),
]


@pytest.mark.parametrize(("number", "section_id", "first", "last"), CASES)
def test_first_and_last_words(
    practices: dict[int, Record], number: int, section_id: str, first: str, last: str
) -> None:
    whole = section(practices[number], section_id)
    assert whole.startswith(first)
    assert whole.replace("PanamaParaguay", "Panama Paraguay").endswith(last)


def test_pages_from_the_contents_list(originals: Path, practices: dict[int, Record]) -> None:
    pages = {number: (record.pages[0], record.pages[-1]) for number, record in practices.items()}
    assert {number: pages[number] for number in (4, 5, 13, 17, 18, 20, 24, 25, 26, 28)} == {
        4: (19, 19), 5: (20, 25), 13: (52, 56), 17: (66, 70), 18: (71, 74), 20: (79, 84), 24: (95, 96),
        25: (97, 102), 26: (103, 106), 28: (109, 113),
    }  # fmt: skip
    whole = parse_document(
        text(originals, COMPENDIUM), document_id=COMPENDIUM, path="compendium.txt", pages=117
    )
    assert whole.records[-1].pages == (116, 117)


def test_practice_5_holds_two_complete_practices(practices: dict[int, Record]) -> None:
    record = practices[5]
    assert [part.label for part in record.parts] == ["Part I", "Part II"]
    assert [part.authors for part in record.parts] == [("Rodrigo Filgueira",), ("Anaclara Matosas",)]
    assert [len(part.countries) for part in record.parts] == [12, 4]
    assert record.parts[1].title.startswith("Foresight on employment")
    for part in ("part-i", "part-ii"):
        assert all(record.section(f"{part}.{key}") for key in EXPECTED)


def test_practice_13_keeps_the_words_of_the_poster_apart(
    parsed: dict[str, Parsed], practices: dict[int, Record]
) -> None:
    assert "MOHAMMAD AL MAITA" in section(practices[13], "other.text-in-an-image")
    audit = next(audit for audit in parsed[COMPENDIUM].audit.records if audit.record_id == "gp-13")
    assert len(audit.unassigned) == 4


def test_practice_18_has_no_passcodes(
    originals: Path, parsed: dict[str, Parsed], practices: dict[int, Record]
) -> None:
    codes = re.findall(r"Passcode: (\S+)", text(originals, COMPENDIUM))
    assert len(codes) == 2
    everything = repr(parsed[COMPENDIUM])
    assert not [code for code in codes if code.replace("\\", "") in everything]
    assert "zoom.us" in section(practices[18], "materials")


def test_practice_25_is_found_without_a_heading(practices: dict[int, Record]) -> None:
    record = practices[25]
    assert record.authors == ("Duncan Chando", "Anita Amorim")
    assert record.short_title is not None
    assert record.short_title.startswith("Emerging Partners")
    assert record.region == "Global"
    steps = [
        int(step) for step in re.findall(r"Step #(\d+):", "\n".join(part.text for part in record.sections))
    ]
    assert steps == list(range(1, 12))


def test_practices_24_and_26_are_kept_apart(practices: dict[int, Record]) -> None:
    assert practices[24].title == practices[26].title
    assert practices[24].short_title != practices[26].short_title
    assert section(practices[24], "results") != section(practices[26], "results")


def test_practice_28_has_all_its_contacts(practices: dict[int, Record]) -> None:
    assert len([entry for entry in practices[28].contacts if "@" in entry]) == 21
    assert "Peru National Confederation" in section(practices[28], "contacts")


def test_countries_and_groups(practices: dict[int, Record]) -> None:
    assert [place.name for place in practices[4].countries] == ["Madagascar", "Côte d'Ivoire"]
    assert "Palestine" in [place.name for place in practices[13].countries]
    assert [place.iso for place in practices[19].countries] == [
        "AGO",
        "CPV",
        "GNB",
        "STP",
        "MOZ",
        "BRA",
        "PRT",
    ]
    assert practices[1].groups == ("CARICOM", "ECOWAS")
    assert practices[1].countries == ()
    assert practices[20].groups == ("GCC",)
    assert {"Zambia", "South Sudan"} <= {place.name for place in practices[2].countries}


def test_regions_of_the_practices(practices: dict[int, Record]) -> None:
    regions = {number: record.region for number, record in practices.items()}
    assert {number for number, region in regions.items() if region == "Africa"} == {1, 2, 3, 4, 30}
    assert {number for number, region in regions.items() if region == "Americas"} == {5, 6, 28}
    assert {number for number, region in regions.items() if region == "Asia and the Pacific"} == {7, 8, 9, 10}
    assert {number for number, region in regions.items() if region == "Europe and Central Asia"} == {11, 12}
    assert {number for number, region in regions.items() if region == "Arab States"} == {13, 14, 15, 16}


def test_sixteen_initiatives(parsed: dict[str, Parsed]) -> None:
    records = [record for record in parsed[INITIATIVES].records if record.kind is RecordKind.INITIATIVE]
    assert [record.id for record in records] == [f"init-2024-{number:02d}" for number in range(1, 17)]
    assert [record.region for record in records] == (
        ["Global"] * 6 + ["Africa"] * 2 + ["Asia and the Pacific"] * 2 + ["Arab States"] * 2
        + ["Europe and Central Asia"] * 2 + ["Americas"] * 2
    )  # fmt: skip
    assert [record.outcomes for record in records[:7]] == (
        [("Outcome A", "Outcome 8")] * 4 + [("Outcome A",)] * 2 + [()]
    )
    keys = ("BRICS Platform", "Research studies", "GSSD", "Formalisation", "Future of Work", "Climate Change",
            "Rwanda", "Madagascar", "Technical Forum", "labour market statistics", "Just transition",
            "paid care workers", "Azerbaijan", "CEE", "Lifelong Learning", "Child Labour")  # fmt: skip
    for record, key in zip(records, keys, strict=True):
        assert key in record.title, record.id
        assert record.sections[0].text
    assert [place.name for place in records[6].countries] == [
        "Rwanda",
        "Côte d'Ivoire",
        "Guinea-Bissau",
        "Cabo Verde",
    ]


PROJECT_KEYS = [  # words of the title, words of the text, policy outcome
    ("SDGs", "align their priorities", "A"),
    ("Study tour", "industry 4.0", "5"),
    ("inclusion of vulnerable populations in TVET through", "distance learning", "5"),
    ("financial inclusion", "eSwatini", "4"),
    ("public employment services", "PES", "3"),
    ("impact of public policies", "macroeconomic models", "3"),
    ("skills for future of work", "two-day regional consultation", "5"),
    ("trade union conference", "two-day conference", "1"),
    ("Media fellowships", "six-month fellowship", "A"),
    ("e-formalization", "potential of technology", "3"),
    ("SCORE", "garment sector in Cambodia", "4"),
    ("climate change migration", "Cook Islands", "7"),
    ("BRICS knowledge-sharing forum", "BRICS summit 2021", "A"),
    ("refugee", "host communities", "A"),
    ("Central and Eastern Europe", "Montenegro", "3"),
    ("integrated approach", "Tajikistan, Kyrgyzstan", "3"),
    ("sustainable tourism", "hardly hit", None),
    ("BRICS countries", "transitioning to the formal", None),
    ("TVET in Central America", "innovative training modalities", None),
    ("statistical databases", "Global Estimates", None),
    ("isaster", "biological threats", None),
]


@pytest.mark.parametrize(("number", "key"), list(enumerate(PROJECT_KEYS, start=1)))
def test_titles_texts_and_outcomes_of_the_projects(
    parsed: dict[str, Parsed], number: int, key: tuple[str, str, str | None]
) -> None:
    title, words_of_text, outcome = key
    record = next(record for record in parsed[PROJECTS].records if record.id == f"proj-2020-{number:02d}")
    assert title in record.title
    assert words_of_text in section(record, "objective")
    assert [code.split(":")[0] for code in record.outcomes] == ([f"Outcome {outcome}"] if outcome else [])


def test_twenty_one_projects_of_twenty_three(parsed: dict[str, Parsed]) -> None:
    result = parsed[PROJECTS]
    assert len([record for record in result.records if record.kind is RecordKind.INITIATIVE]) == 21
    assert any("announces 23 projects and describes 21" in note for note in result.audit.notes)
    assert any("other way round" in note for note in result.audit.notes)


def test_the_background_papers(parsed: dict[str, Parsed]) -> None:
    first, second = (parsed[name] for name in PAPERS)
    assert [len(record.sections) for result in (first, second) for record in result.records] == [12, 7]
    assert any(item.reason.startswith("running head") for item in first.audit.dropped)
    assert "¹The Quadrennial comprehensive policy review" in first.records[0].sections[5].text
    assert any(part.label == "Join us in Solidarity" for part in second.records[0].sections)
