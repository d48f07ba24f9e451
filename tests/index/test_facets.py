"""Filters mean what a reader would take them to mean, and unknown values are named with near ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import BuildReport
from index.embedder import HashEmbedder
from index.facets import Facets
from index.matches import Filters
from index.opened import Index, open_index
from ingest.errors import UsageError
from ingest.passages import cut_passages
from ingest.records import Passage, Record


@pytest.fixture
def passages(records: list[Record]) -> list[Passage]:
    return [
        passage
        for record in records
        for passage in cut_passages(record, count_tokens=lambda text: len(text.split()), max_tokens=60)
    ]


@pytest.fixture
def facets(records: list[Record], passages: list[Passage]) -> Facets:
    return Facets({record.id: record for record in records}, passages)


def chosen(facets: Facets, filters: Filters) -> tuple[str, ...]:
    records = facets.where(filters).records
    assert records is not None
    return records


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(country=("Zambia",)), ("gp-01",)),
        (Filters(country=("ZMB",)), ("gp-01",)),
        (Filters(country=("zambie",)), ("gp-01",)),
        (Filters(country=("Brasil", "China")), ("gp-01", "gp-02", "init-2024-01")),
        (Filters(country=("Norway",)), ()),
        (Filters(region=("americas",)), ("gp-02", "init-2024-01")),
        (Filters(region=("Arab States",)), ()),
        (Filters(group=("SADC",)), ("gp-01",)),
        (Filters(group=("Southern African Development Community",)), ("gp-01",)),
        (Filters(group=("ECOWAS",)), ()),
        (Filters(theme=("Skills",)), ("gp-02", "init-2024-01")),
        (Filters(kind=("practice",)), ("gp-01", "gp-02")),
        (Filters(record=("GP-02", "bg-why")), ("gp-02", "bg-why")),
        (Filters(kind=("practice",), country=("Brazil",)), ("gp-02",)),
        (Filters(kind=("background",), country=("Brazil",)), ()),
    ],
)
def test_filters_choose_records(facets: Facets, filters: Filters, expected: tuple[str, ...]) -> None:
    assert chosen(facets, filters) == expected


def test_a_country_of_a_part_counts(facets: Facets) -> None:
    assert chosen(facets, Filters(country=("Peru",))) == ("gp-02", "init-2024-01")


def test_a_country_filter_does_not_reach_for_members_of_a_group(facets: Facets) -> None:
    assert "gp-02" not in chosen(facets, Filters(country=("Angola",)))  # CPLP has Angola


def test_no_filters_allow_everything(facets: Facets, passages: list[Passage]) -> None:
    assert facets.mask(facets.where(Filters())).sum() == len(passages)


def test_the_mask_holds_just_the_passages_allowed(facets: Facets, passages: list[Passage]) -> None:
    mask = facets.mask(facets.where(Filters(country=("Brazil",), section=("Results", "objective"))))
    for allowed, passage in zip(mask, passages, strict=True):
        assert allowed == (
            passage.record_id in ("gp-02", "init-2024-01")
            and str(passage.section_key) in ("results", "objective")
        )


@pytest.mark.parametrize(
    ("filters", "field", "near"),
    [
        (Filters(country=("Zambai",)), "country", "Zambia"),
        (Filters(region=("Afrika",)), "region", "Africa"),
        (Filters(theme=("skill",)), "theme", "skills"),
        (Filters(section=("result",)), "section", "results"),
        (Filters(record=("gp-1",)), "record", "gp-01"),
        (Filters(kind=("practise",)), "kind", "practice"),
        (Filters(group=("ECOVAS",)), "group", "ECOWAS"),
        (Filters(kind=("",)), "kind", "practice"),
    ],
)
def test_an_unknown_value_is_named_with_near_ones(
    facets: Facets, filters: Filters, field: str, near: str
) -> None:
    with pytest.raises(UsageError, match=f"no {field}.*{near}") as caught:
        facets.where(filters)
    assert caught.value.field == field


def test_counts_say_how_many_records_have_each_value(facets: Facets) -> None:
    counts = facets.counts()
    assert counts["kind"] == {"practice": 2, "background": 1, "initiative": 1}
    assert counts["region"] == {"Americas": 2, "Africa": 1}
    assert counts["country"] == {"Brazil": 2, "Peru": 2, "China": 1, "Zambia": 1}
    assert counts["theme"]["skills"] == 2
    assert "funding" not in counts["section"], "blank sections hold nothing to find"


@pytest.mark.parametrize("route", ["fused", "dense", "lexical"])
def test_every_route_keeps_to_the_filters(
    route: str,
    records: list[Record],
    build: Callable[..., BuildReport],
    data: Path,
    embedder: HashEmbedder,
) -> None:
    build(records)
    with open_index(data, embedder=embedder) as index:
        filters = Filters(country=("Brazil",), section=("objective",))
        matches = index.search("the network helps farmers of mines", filters=filters, route=route)  # type: ignore[arg-type]
        assert {match.passage.record_id for match in matches} == {"gp-02", "init-2024-01"}
        assert {str(match.passage.section_key) for match in matches} == {"objective"}
        assert index.search("mines", filters=Filters(country=("Norway",)), route=route) == []  # type: ignore[arg-type]


def test_records_can_be_selected_without_a_query(
    records: list[Record], build: Callable[..., BuildReport], data: Path
) -> None:
    build(records)
    index: Index = open_index(data)
    assert [record.id for record in index.select(Filters())] == [record.id for record in records]
    assert [record.id for record in index.select(Filters(section=("results",)))] == ["gp-01", "gp-02"]
    assert [record.id for record in index.select(Filters(section=("funding",)))] == []
    index.close()


def test_projects_are_initiatives_that_can_be_chosen_alone(records: list[Record]) -> None:
    project = replace(next(one for one in records if one.id == "init-2024-01"), id="proj-2020-01")
    facets = Facets({record.id: record for record in (*records, project)}, [])
    assert chosen(facets, Filters(kind=("Project",))) == ("proj-2020-01",)
    assert chosen(facets, Filters(kind=("initiative",))) == ("init-2024-01", "proj-2020-01")
    assert facets.counts()["kind"] == {"initiative": 2, "practice": 2, "background": 1, "project": 1}
