"""What a question takes for granted and the record does not have: places, bodies, turns of events, names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.mentions.bodies import bodies_in
from assistant.mentions.claims import claims_in
from assistant.mentions.named_things import capitalised
from assistant.mentions.record_mentions import places_in
from assistant.reading import Reading
from assistant.weighed import RankedRecord
from assistant.weighing.ranked_sentences import Sentence
from assistant.weighing.record_table import taking_part
from assistant.words import fold
from ingest.gazetteer import members

PREMISE_SIGNALS = (
    "place absent",
    "place unquoted",
    "place unseen",
    "body said",
    "body absent",
    "body unquoted",
    "claim absent",
    "claim unquoted",
    "name foreign",
)
"""``place absent``: one asked about does not take part; ``unquoted``, ``unseen``: and no sentence quoted, or
none of the record, names it. ``body …``: an organisation of ``data/bodies.toml``. ``claim …``: a turn of events
of ``data/claims.toml`` (somebody left, refused …). ``name foreign``: a name that no record has."""

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME = 3


def premise_signals(
    reading: Reading, chosen: Sequence[RankedRecord], sentences: Sequence[Sentence], evidence: Evidence
) -> dict[str, float]:
    """The signals of ``PREMISE_SIGNALS`` for the answer ``sentences`` from the records ``chosen``."""
    mentions, record = evidence.mentions, chosen[0].record
    quoted = " ; ".join(f"{s.section.label} {s.text}" for s in sentences)
    absent = [place for place in (*reading.countries, *reading.groups) if not takes_part(place, chosen)]
    unquoted = set(absent) - places_in(quoted)
    bodies, claims = bodies_in(reading.text), claims_in(reading.text, reading.language)
    return {
        "place absent": float(bool(absent)),
        "place unquoted": float(bool(unquoted)),
        "place unseen": float(bool(unquoted and unquoted - mentions.places(record.id))),
        "body said": float(bool(bodies)),
        "body absent": float(bool(bodies and bodies - mentions.bodies(record.id))),
        "body unquoted": float(bool(bodies and bodies - bodies_in(f"{quoted} ; {mentions.head(record.id)}"))),
        "claim absent": float(bool(claims and claims - mentions.claims(record.id))),
        "claim unquoted": float(bool(claims and claims - claims_in(quoted))),
        "name foreign": float(any(_is_foreign(name, evidence) for name in names_kept(reading))),
    }


def names_kept(reading: Reading) -> list[str]:
    """The words of proper names in the question as put that are the same in its English words."""
    kept = set(_WORD.findall(fold(reading.query)))
    words = (word for name, _ in capitalised(reading.text) for word in _WORD.findall(name))
    return [word for word in words if word[0].isupper() and fold(word) in kept]


def takes_part(place: str, chosen: Sequence[RankedRecord]) -> bool:
    """Whether a country takes part in one of ``chosen``, or a group, or a member of the group."""
    partaking = frozenset().union(*(taking_part(item.record) for item in chosen))
    return place in partaking or any(member.name in partaking for member in members(place))


def _is_foreign(name: str, evidence: Evidence) -> bool:
    return (
        len(name) >= _SHORTEST_NAME and fold(name) not in evidence.catalog.vocabulary and not places_in(name)
    )
