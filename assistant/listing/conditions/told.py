"""What a record tells at all: its sections with a text, and ways to reach somebody."""

from __future__ import annotations

import re

from ingest.records import Record, SectionKey

_PHONE = re.compile(r"\+?\s?[\d(][\d\s().-]{5,}")


def told_in(record: Record) -> frozenset[str]:
    """The sections of ``record`` that have a text, and what its header says of money, contacts and addresses."""
    told = {str(section.key) for section in record.sections if section.text.strip()}
    headed = {
        SectionKey.FUNDING: record.funding,
        SectionKey.CONTACTS: record.contacts,
        SectionKey.MATERIALS: record.links,
    }
    return frozenset(told | {str(key) for key, values in headed.items() if values})


def channels_of(record: Record) -> frozenset[str]:
    """Which of ``email``, ``phone`` and ``link`` the header of ``record`` holds."""
    found = {
        "email": any("@" in contact for contact in record.contacts),
        "phone": any(_PHONE.match(contact) for contact in record.contacts),
        "link": bool(record.links),
    }
    return frozenset(name for name, held in found.items() if held)
