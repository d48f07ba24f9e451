"""Every record of an index with what can be known of it before any question is asked."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assistant.catalog import Catalog
from assistant.weighing.holders import Holders, Values
from ingest.records import Record, RecordKind


class RecordTable:
    """The records of one index generation, row by row in the order of their ids."""

    def __init__(self, records: Mapping[str, Record], catalog: Catalog) -> None:
        self.ids = tuple(records)
        self.titles = Holders(list(catalog.title_stems.values()))
        self.naming = Holders(list(catalog.naming_stems.values()))
        self.bodies = Holders(list(catalog.body_stems.values()))
        self.places = Holders([taking_part(record) for record in records.values()])
        self.periods = tuple(record.period for record in records.values())
        kinds = [record.kind for record in records.values()]
        self.background: Values = np.array([kind is RecordKind.BACKGROUND for kind in kinds], np.float32)
        self.practice: Values = np.array([kind is RecordKind.PRACTICE for kind in kinds], np.float32)


def taking_part(record: Record) -> frozenset[str]:
    """The countries and groups that take part in ``record``."""
    places = {country.name for country in record.countries} | set(record.groups)
    return frozenset(places | {country.name for part in record.parts for country in part.countries})
