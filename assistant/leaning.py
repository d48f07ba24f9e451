"""Questions that lean on the conversation: what “it”, “they”, “the second one” or “and in Brazil?” mean.

The record in focus is the one that the turns before were about. A question leans on it unless it says that
the subject changes, names a record of its own, or by itself speaks clearly of another one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.reading import Kind, Reading, Turn, clean, read_question
from assistant.record_table import taking_part
from assistant.words import fold, stem_set
from ingest.gazetteer import members

_CHANGES = re.compile(
    r"\b(?:different|another|other|new) (?:topic|subject|question|matter)|chang\w+ (?:of |the )?(?:topic|subject)|"
    r"\bunrelated|\b(?:otro|cambi\w+ de) (?:tema|asunto)|\b(?:autre|change\w* de) sujet|"
    r"\b(?:outro assunto|mudando de assunto|mudar de assunto)"
)
_LEANING = re.compile(
    r"(?<!\w)(?:it|its|they|them|their|theirs|this|these|those|he|she|his|her|same|each other|one another|"
    r"the (?:first|second|third|fourth|last|other|former|latter)(?: one)?|the (?:two|three|four|five) \w+|both|"
    r"el mismo|ella|ellos|ellas|su|sus|eso|esa|ese|aquella|alli|"
    r"elle|il|ils|elles|ses|leurs?|cela|celle-ci|celui-ci|y a|ele|ela|eles|dele|dela|seu|sua|seus|suas|"
    r"isso|isto|essa|esse|nela|nele)(?!\w)"
)
_ADDING = re.compile(
    r"^\W*(?:and|y|et|e|what about|how about|que tal|qu'en est-il|e quanto|also|tambien|aussi|tambem|no,|but|"
    r"only|just|those|i meant?)(?!\w)"
)
_ORDINAL = re.compile(
    r"\b(?:(first|primer[oa]?|premi(?:er|ere)|primeir[oa])|(second|segund[oa]|deuxieme|second[e]?)|"
    r"(third|tercer[oa]?|troisieme|terceir[oa])|(fourth|cuart[oa]|quatrieme|quart[oa]))\b"
)
_ITEM = re.compile(r"(?:^|\s)(\d{1,2})[.)]\s+(.*?)(?=\s\d{1,2}[.)]\s|$)", re.S)

OWN_SUBJECT = 0.85
"""How likely a record has to be, by a question alone, for the question to stand on its own."""

_TURNS = 6


def read_in_context(
    text: str, history: Sequence[Turn], evidence: Evidence, *, language: str | None = None
) -> Reading:
    """The reading of ``text``; one that leans on the conversation takes its subject from ``history``."""
    reading = read_question(text, evidence.catalog, language=language)
    turns = [turn for turn in history if turn.content.strip()][-_TURNS:]
    folded = fold(clean(text))
    if not turns or reading.records or reading.kind in (Kind.META, Kind.CHITCHAT) or _CHANGES.search(folded):
        return reading
    listed = _listed(folded, turns, evidence)
    if listed:
        return _about(reading, listed, turns, evidence)
    if not _leans(folded, reading, evidence):
        return reading
    focus = _focus(turns, evidence)
    if focus is None or _speaks_of_another(reading, focus, evidence):
        return _with_question_before(reading, turns, evidence)
    return _about(reading, (focus,), turns, evidence, adding=bool(_ADDING.match(folded)))


def _leans(folded: str, reading: Reading, evidence: Evidence) -> bool:
    if _ADDING.match(folded) or not reading.terms:
        return True
    best = evidence.weigh(reading).ranked[0]
    own = best.probability >= OWN_SUBJECT and best.signals["naming"] >= 0.5 and len(reading.terms) >= 2
    return not own if not _LEANING.search(folded) else not (own and best.signals["title"] >= 0.5)


def _focus(turns: Sequence[Turn], evidence: Evidence) -> str | None:
    """The record that the last turns are about: the one named last, else the likeliest by their words."""
    for turn in reversed(turns):
        named = evidence.catalog.named(fold(clean(turn.content)))[0]
        if len(named) == 1:
            return named[0]
        if turn.role == "user":
            break
    last = next((place for place in range(len(turns) - 1, -1, -1) if turns[place].role == "user"), None)
    if last is None:
        return None
    text = " ".join(clean(turn.content) for turn in turns[last:])
    ranked = evidence.weigh(read_question(text, evidence.catalog)).ranked
    if ranked and ranked[0].probability < 0.5 and last > 0:
        text = " ".join(clean(turn.content) for turn in turns)
        ranked = evidence.weigh(read_question(text, evidence.catalog)).ranked
    return ranked[0].record.id if ranked else None


def _listed(folded: str, turns: Sequence[Turn], evidence: Evidence) -> tuple[str, ...]:
    """The records meant by “the second one”, after an answer that numbered them."""
    wanted = [int(match.lastindex or 1) for match in _ORDINAL.finditer(folded)]
    answers = [turn.content for turn in turns if turn.role == "assistant"]
    if not wanted or not answers:
        return ()
    items = {int(m.group(1)): m.group(2) for m in _ITEM.finditer(clean(answers[-1]))}
    found = []
    for number in wanted:
        if number not in items:
            return ()
        named = evidence.catalog.named(fold(items[number]))[0]
        if named:
            found.append(named[0])
        else:
            ranked = evidence.weigh(read_question(items[number], evidence.catalog)).ranked
            found.append(ranked[0].record.id)
    return tuple(dict.fromkeys(found))


def _speaks_of_another(reading: Reading, record_id: str, evidence: Evidence) -> bool:
    """Whether the question names a place that the record does not speak of."""
    record = evidence.catalog.records[record_id]
    present, body = taking_part(record), evidence.catalog.body_stems[record_id]
    return any(
        place not in present
        and not stem_set(place) <= body
        and not any(member.name in present for member in members(place))
        for place in (*reading.countries, *reading.groups)
    )


def _about(
    reading: Reading,
    records: tuple[str, ...],
    turns: Sequence[Turn],
    evidence: Evidence,
    *,
    adding: bool = False,
) -> Reading:
    """``reading`` as a question about ``records``; one that only adds a word keeps what was asked before."""
    asks = bool(reading.sections or reading.wanted - {"named"})
    if adding and not asks and len(reading.terms) <= 3:
        reading = _with_question_before(reading, turns, evidence)
    kind = reading.kind
    if kind is Kind.DESCRIBE and reading.sections:
        kind = Kind.LOOKUP
    return replace(reading, kind=kind, records=records)


def _with_question_before(reading: Reading, turns: Sequence[Turn], evidence: Evidence) -> Reading:
    """``reading`` with the words of the last question, but its own places in place of those of that one."""
    last = next((turn.content for turn in reversed(turns) if turn.role == "user"), None)
    if last is None:
        return reading
    before = read_question(last, evidence.catalog)
    own = bool(reading.countries or reading.groups)
    dropped = stem_set(" ".join((*before.countries, *before.groups))) if own else frozenset()
    query = before.query
    if own:
        for place in (*before.countries, *before.groups):
            query = query.replace(place, " ")
    return replace(
        reading,
        query=f"{reading.query} {query}",
        terms=tuple(dict.fromkeys((*reading.terms, *(t for t in before.terms if t not in dropped)))),
        asked=tuple(dict.fromkeys((*reading.asked, *before.asked))),
        counted=reading.counted or before.counted,
        sections=reading.sections or before.sections,
        wanted=reading.wanted or before.wanted,
        countries=reading.countries or before.countries,
        groups=reading.groups or before.groups,
        kinds=reading.kinds or before.kinds,
    )
