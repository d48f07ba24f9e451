"""Which section is asked for, how likely, and whether the record has it."""

from __future__ import annotations

from math import exp

from assistant.evidence import Evidence
from assistant.extent import is_broad
from assistant.reading import Reading
from assistant.weighed import Weighed
from ingest.records import Record, SectionKey

_MISSED = (
    SectionKey.RESULTS,
    SectionKey.FUNDING,
    SectionKey.MATERIALS,
    SectionKey.CONTACTS,
    SectionKey.SUSTAINABILITY,
    SectionKey.ADAPTABILITY,
    SectionKey.INNOVATION,
    SectionKey.METHODOLOGY,
    SectionKey.COOPERATION,
)
"""Sections that a record may lack."""

SECTION_SIGNALS = (
    *(f"likely {key}" for key in SectionKey),
    "likely empty",
    "likeliest empty",
    "likely elsewhere",
    *(f"empty {key}" for key in _MISSED),
    "empty broad",
    "empty asked",
    "empty asked broad",
)
"""``likely …``: how likely each section is asked for; ``likely empty``: that one is which has no text in the record;
``empty results``: how likely it is this one; ``empty asked``: by the wording too; ``broad``: and nothing else is
asked."""


def section_signals(
    reading: Reading, weighed: Weighed, record: Record, evidence: Evidence
) -> dict[str, float]:
    """The signals of ``SECTION_SIGNALS`` for an answer from ``record``."""
    likely = {key: exp(value) for key, value in weighed.section_likelihoods(record).items()}
    filled = {section.key for section in record.sections if section.text.strip()}
    likeliest = max(likely, key=lambda key: likely[key])
    best = float(weighed.sentences(record).signal("likely")[0])
    empty = {key: share for key, share in likely.items() if key not in filled}
    lacking = sum(share for key, share in empty.items() if key is not SectionKey.OTHER)
    broad = is_broad(reading, record, evidence)
    asked = bool(reading.sections) and reading.sections[0] not in filled
    return {
        **{f"likely {key}": likely[key] for key in SectionKey},
        **{f"empty {key}": empty.get(key, 0.0) for key in _MISSED},
        "empty broad": lacking * broad,
        "empty asked": lacking * asked,
        "empty asked broad": float(asked and broad),
        "likely empty": sum(empty.values()),
        "likeliest empty": float(likeliest not in filled),
        "likely elsewhere": likely[likeliest] - best,
    }
