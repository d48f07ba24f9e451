"""What a question says of who is asking and what for: “I am a union adviser in Dakar. Which practices …”."""

from __future__ import annotations

import re

from assistant.listing.conditions.tables import patterns
from assistant.listing.conditions.unread import Unread
from assistant.listing.request_reading import names_records
from assistant.operators import cues, cues_of
from ingest.gazetteer import find_mentions

_SENTENCES = re.compile(r"[.;:!?]+(?:\s+|$)|[¿¡]+\s*|\s[–—-]\s")
_CLAUSES = re.compile(r"[.;:!?,()]+(?:\s+|$)|[¿¡]+\s*|\s[–—-]\s")
_GREETING = (
    r"\W*(?:(?:hi|hello|dear \w+|hola|buen[oa]s? \w+|bonjour|bonsoir|salut|ola|bom dia|boa \w+)\W+)?"
    r"(?:and |y |et |e |so )?(?:(?:oye|mira|bueno|hey|listen|look|dis|ecoute|olha|escuta)\W+)?"
    r"(?:(?:nosotr[oa]s|yo|nos|eu|nous|moi),? )?"
)


def pass_by_introduction(unread: Unread) -> None:
    """Count as understood what only says who is asking, and what for."""
    folded, language = unread.folded, unread.language
    opening = re.compile(rf"{_GREETING}(?:{cues_of('introduces', language)})(?!\w)")
    purpose = re.compile(rf"\W*(?:{cues_of('purpose', language)})(?!\w)")
    asked = _asked(unread)
    leans_back = bool(cues("refers_back", language).search(folded))
    for start, end in _pieces(_SENTENCES, folded):
        text = folded[start:end]
        if start <= asked < end:
            continue
        if start < asked and leans_back:
            if not _only_what_is_meant(unread, start, end):
                to_subject(unread, start, end)
            continue
        opened = opening.match(text)
        if cues("limits", language).search(text[opened.end() :] if opened else text):
            continue
        if cues("personal", language).search(text) or opening.match(text):
            unread.blank(start, end)
    for start, end in _pieces(_CLAUSES, folded):
        text = folded[start:end]
        if start <= asked < end:
            end = asked
            if leans_back and cues("personal", language).search(folded[start:end]):
                _only_what_is_meant(unread, start, end)
        if purpose.match(text) or (start <= asked and not leans_back and opening.match(text)):
            unread.blank(start, end)
    trailing = re.search(rf"(?<!\w)(?:{cues_of('purpose', language)})[^.;:!?]{{0,40}}[.!?]*\s*$", folded)
    if trailing and trailing.start() > asked:
        unread.blank(*trailing.span())
    for reason in cues("reason", language).finditer(folded, asked):
        unread.blank(reason.start(), _end_of_sentence(folded, reason.end()))


def _only_what_is_meant(unread: Unread, start: int, end: int) -> bool:
    """Whether the request says “my country” or “my field” of a sentence that names one; all else there says no more."""
    text = unread.folded[start:end]
    if cues("their_country", unread.language).search(unread.folded[end:]):
        kept = [(m.start, m.end) for m in find_mentions(unread.text[start:end], adjectives=True)]
    elif cues("their_field", unread.language).search(unread.folded[end:]):
        kept = [match.span() for pattern in patterns("theme").values() for match in pattern.finditer(text)]
    else:
        return False
    if not kept:
        return False
    for at in range(len(text)):
        if not any(begins <= at < ends for begins, ends in kept):
            unread.blank(start + at, start + at + 1)
    return True


def to_subject(unread: Unread, start: int, end: int) -> None:
    """Count as understood what stands from ``start`` before the subject that a sentence up to ``end`` is about."""
    text = unread.folded[start:end]
    if not cues("personal", unread.language).search(text):
        return
    sure = cues("sure_subject_of", unread.language).search(text)
    if sure and (
        not text[sure.end() :].strip() or cues("personal", unread.language).search(text[sure.end() :])
    ):
        sure = None
    themes = [match.span() for pattern in patterns("theme").values() for match in pattern.finditer(text)]
    others = [
        cue
        for cue in cues("subject_of", unread.language).finditer(text)
        if not any(begins < cue.start() < ends for begins, ends in themes)
    ]
    leads = (sure or others[-1]).end() if sure or others else 0
    if leads and (sure or not _names_a_field(text[:leads])):
        unread.blank(start, start + leads)


def _names_a_field(text: str) -> bool:
    """Whether a theme or a place is named in a folded text."""
    return any(pattern.search(text) for pattern in patterns("theme").values()) or bool(
        find_mentions(text, adjectives=True)
    )


def passed_by(unread: Unread, before: str) -> tuple[tuple[int, int], ...]:
    """The sentences of which something counts as understood that did not when ``before`` was left."""
    return tuple(
        (start, end)
        for start, end in _pieces(_SENTENCES, unread.folded)
        if unread.left[start:end] != before[start:end]
    )


def _end_of_sentence(folded: str, at: int) -> int:
    ends = re.compile(r"[.;:!?]+(?:\s+|$)").search(folded, at)
    return ends.start() if ends else len(folded)


def _asked(unread: Unread) -> int:
    """Where the question asks: at the cue, or in the piece that names the records."""
    if unread.asks_at:
        return unread.asks_at
    named = (
        s for s, e in _pieces(_SENTENCES, unread.folded) if names_records(unread.folded[s:e], unread.language)
    )
    return next(named, 0)


def _pieces(boundary: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the pieces of ``text`` begin and end."""
    found, at = [], 0
    for match in boundary.finditer(text):
        if text[at : match.start()].strip():
            found.append((at, match.start()))
        at = match.end()
    if text[at:].strip():
        found.append((at, len(text)))
    return found
