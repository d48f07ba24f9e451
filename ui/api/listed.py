"""What a listing of records gives."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class PracticeSummary(BaseModel):
    """A record without its sections; `practice_id` is its id whatever its kind."""

    practice_id: str
    kind: str
    number: int | None
    title: str
    short_title: str | None
    region: str | None
    period: str | None
    countries: list[str]
    groups: list[str]
    themes: list[str]
    funding: list[str]
    pages: list[int]
    document: str


class PracticePage(BaseModel):
    """One page of a listing."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "total": 79,
                    "limit": 1,
                    "offset": 0,
                    "next": "/v1/practices?limit=1&offset=1",
                    "practices": [
                        {
                            "practice_id": "gp-01",
                            "kind": "practice",
                            "number": 1,
                            "title": "A practice",
                            "short_title": None,
                            "region": "Africa",
                            "period": "2022-2023",
                            "countries": ["Zambia"],
                            "groups": [],
                            "themes": ["skills"],
                            "funding": ["RBTC"],
                            "pages": [5, 6],
                            "document": "good-practices-2022-2023",
                        }
                    ],
                }
            ]
        }
    )

    total: int = Field(description="Records that meet the filters.")
    limit: int
    offset: int
    next: str | None = Field(description="Address of the next page, `null` on the last.")
    practices: list[PracticeSummary]
