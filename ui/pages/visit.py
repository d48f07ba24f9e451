"""Who opens the page, and at which place: what its first state depends on."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass

from ui.pages.words import DEFAULT, accepted_language

TABS = ("ask", "similar", "practices", "evaluation", "about")
COOKIE = "sstc_language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The language of a visitor, and the tab and the record that the address names."""

    language: str = DEFAULT
    tab: str = "ask"
    practice: str = ""


_PLAIN = Visit()
current: ContextVar[Visit] = ContextVar("current", default=_PLAIN)
"""The visit that is being answered; outside of one the plain page in English."""


def visit_of(said: Mapping[str, str], cookies: Mapping[str, str], accepted: str) -> Visit:
    """What an address says, and in which language: its own, else that of the cookie, else what is ``accepted``."""
    practice, view = said.get("practice", "")[:200], said.get("view", "")
    return Visit(
        language=accepted_language((said.get("lang"), cookies.get(COOKIE)), accepted),
        tab="practices" if practice else view if view in TABS else "ask",
        practice=practice,
    )
