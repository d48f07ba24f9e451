"""What the text of each record names: countries and groups, bodies, and turns of events."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from assistant.mentions.bodies import bodies_in
from assistant.mentions.claims import claims_in
from ingest.gazetteer import find_mentions
from ingest.records import Country, Record


@lru_cache(maxsize=16_384)
def places_in(text: str) -> frozenset[str]:
    """The countries, by name or adjective, and the groups that ``text`` names."""
    return frozenset(
        mention.place.name if isinstance(mention.place, Country) else mention.place.acronym
        for mention in find_mentions(text, adjectives=True)
    )


class RecordMentions:
    """What the records name, each looked at when first asked for."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records
        self.titled = lru_cache(maxsize=4_096)(self._titled)
        self.places = lru_cache(maxsize=4_096)(self._places)
        self.bodies = lru_cache(maxsize=4_096)(self._bodies)
        self.claims = lru_cache(maxsize=4_096)(self._claims)

    def head(self, record_id: str) -> str:
        """How a record is called, and who takes part in it."""
        record = self._records[record_id]
        partners = (f"{partner.acronym or ''} {partner.name}" for partner in record.partners)
        titles = (record.title, record.short_title or "", *(part.title for part in record.parts))
        return " ; ".join([*titles, record.institution or "", *record.groups, *partners])

    def _text(self, record_id: str) -> str:
        sections = self._records[record_id].sections
        return " ; ".join([self.head(record_id), *(f"{s.label} {s.text}" for s in sections)])

    def _titled(self, record_id: str) -> frozenset[str]:
        """The places in the head of a record."""
        return places_in(self.head(record_id))

    def _places(self, record_id: str) -> frozenset[str]:
        """The places anywhere in a record."""
        return places_in(self._text(record_id))

    def _bodies(self, record_id: str) -> frozenset[str]:
        """The bodies that a record names."""
        return bodies_in(self._text(record_id))

    def _claims(self, record_id: str) -> frozenset[str]:
        """The turns of events that a record speaks of."""
        return claims_in(self._text(record_id))
