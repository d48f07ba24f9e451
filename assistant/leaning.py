"""Questions that lean on the conversation: what “it”, “they”, “the second one” or “and in Brazil?” mean.

The record in focus is the one that the turns before were about. A question leans on it unless it says that
the subject changes, names a record of its own, or by itself speaks clearly of another one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.census import read_census
from assistant.conditions import conditions_of
from assistant.evidence import Evidence
from assistant.listed_items import items_of, wanted_items
from assistant.narrowing import ADDING, asks_anew, goes_on, narrowed
from assistant.reading import Kind, Reading, Turn, clean, read_question
from assistant.talk import SURE, SURE_LATER
from assistant.weighing.record_table import taking_part
from assistant.words import fold, stem_set
from ingest.gazetteer import members

_CHANGES = re.compile(
    r"\b(?:different|another|other|new) (?:topic|subject|question|matter)|chang\w+ (?:of |the )?(?:topic|subject)|"
    r"\bunrelated|\b(?:something|anything) else\b|\b(?:another|next|new|different) (?:question|thing)|"
    r"\b(?:otra|outra) (?:cosa|coisa|pregunta|pergunta)|\bautre (?:chose|question)|"
    r"\b(?:otro|cambi\w+ de) (?:tema|asunto)|\b(?:autre|change\w* de) sujet|"
    r"\b(?:outro assunto|mudando de assunto|mudar de assunto)"
)
_LEANING = re.compile(
    r"(?<!\w)(?:it|its|they|them|their|theirs|this|these|those|he|she|his|her|same|each other|one another|"
    r"the (?:first|second|third|fourth|last|other|former|latter)(?: one)?|the (?:two|three|four|five) \w+|both|"
    r"el mismo|ella|ellos|ellas|su|sus|eso|esa|ese|aquella|alli|"
    r"elle|il|ils|elles|ses|leurs?|cela|celle-ci|celui-ci|y a|ele|ela|eles|dele|dela|seu|sua|seus|suas|"
    r"isso|isto|essa|esse|nela|nele)(?!\w)"
)
_CORRECTS = re.compile(
    r"(?<!\w)(?:the (?:other )?ones? (?:in|with|from|on|about|for|of)|"
    r"(?:la|el) (?:otra |otro )?(?:de(?:l)?|con|en|sobre)|(?:celles?|celui) (?:d[eu]|avec|en|sur|d')|"
    r"[ao] (?:outr[ao] )?(?:d[aeo]|com|em|sobre|n[ao]))(?!\w)"
)
"""“No, the one in Central Asia”: what was asked stays, the record does not."""

_POINTS_BACK = re.compile(
    r"(?<!\w)(?:it|that(?: one)?|this(?: one)?|them|es[ao]|est[ao]|eso|esto|la|lo|l|cela|ca|celle-ci|celui-ci|le|"
    r"iss?o|isto|ess[ae]|est[ae])(?=\s+(?:with|to|against|and|con|y|a la|avec|et|a|com|e)\b)"
)
"""One side of a comparison that was spoken of before."""

OWN_SUBJECT = 0.85
"""How likely a record has to be, by a question alone, for the question to stand on its own."""

_TURNS = 6


def read_in_context(
    text: str, history: Sequence[Turn], evidence: Evidence, *, language: str | None = None
) -> Reading:
    """The reading of ``text``; one that leans on the conversation takes its subject from ``history``."""
    turns = [turn for turn in history if turn.content.strip()][-_TURNS:]
    talk_from = SURE_LATER if turns else SURE
    asked = " ".join(turn.content for turn in turns if turn.role == "user")
    reading = read_question(text, evidence.catalog, language=language, talk_from=talk_from, before=asked)
    folded = fold(clean(text))
    changes = _CHANGES.search(folded) if turns else None
    if changes:
        rest = re.match(r"[^,:;.!?]{0,24}[,:;.!]\s*(?=\S)", folded[changes.end() :])
        after = clean(text)[changes.end() + rest.end() :] if rest and len(folded) == len(clean(text)) else ""
        return read_question(after, evidence.catalog, language=reading.language) if after else reading
    if not turns or reading.kind in (Kind.META, Kind.CHITCHAT):
        return reading
    if reading.kind is Kind.COMPARE and _POINTS_BACK.search(folded) and not wanted_items(folded, 9):
        return _with_other_side(reading, turns, evidence)
    if reading.records:
        only_named = not (reading.terms or reading.sections or reading.wanted)
        return _as_before(reading, turns, evidence) if only_named and ADDING.match(folded) else reading
    if asks_anew(reading, folded):
        return reading
    listed = _listed(folded, turns, evidence)
    if listed:
        return _about(reading, listed, turns, evidence)
    asked_before = _list_before(turns, evidence, language=reading.language)
    if asked_before is not None and goes_on(reading, folded, evidence):
        return narrowed(reading, folded, asked_before, evidence)
    if reading.request is not None and reading.request.several:
        return reading
    if not _leans(folded, reading, evidence):
        return reading
    focus = _focus(turns, evidence)
    if focus is not None and ADDING.match(folded) and _CORRECTS.search(folded):
        meant = _meant_instead(reading, focus, turns, evidence)
        if meant is not None:
            return meant
    if focus is None or _speaks_of_another(reading, focus, evidence):
        return _with_question_before(reading, turns, evidence)
    return _about(reading, (focus,), turns, evidence, adding=bool(ADDING.match(folded)))


def _leans(folded: str, reading: Reading, evidence: Evidence) -> bool:
    if ADDING.match(folded) or not reading.terms:
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


def _as_before(reading: Reading, turns: Sequence[Turn], evidence: Evidence) -> Reading:
    """What was asked before, of the record that ``reading`` names: “and good practice 11?”."""
    joined = _with_question_before(reading, turns, evidence)
    return replace(joined, kind=Kind.LOOKUP if joined.sections or joined.wanted else reading.kind)


def _with_other_side(reading: Reading, turns: Sequence[Turn], evidence: Evidence) -> Reading:
    """A comparison of the record in focus with the one that ``reading`` speaks of: “compare that with GP 16”."""
    focus = _focus(turns, evidence)
    others = [record_id for record_id in reading.records if record_id != focus]
    if focus is None or len(reading.records) > 1:
        return reading
    if not others and reading.terms:
        allowed = [record_id for record_id in evidence.catalog.records if record_id != focus]
        ranked = evidence.weigh(reading, allowed).ranked
        others = [ranked[0].record.id] if ranked else []
    return replace(reading, records=(focus, *others)) if others else reading


def _list_before(turns: Sequence[Turn], evidence: Evidence, *, language: str) -> Reading | None:
    """The question before, in its own context, where it asked for records."""
    last = next((at for at in range(len(turns) - 1, -1, -1) if turns[at].role == "user"), None)
    if last is None:
        return None
    before = read_in_context(turns[last].content, turns[:last], evidence)
    return before if before.request is not None and read_census(before, evidence.catalog) else None


def _meant_instead(reading: Reading, focus: str, turns: Sequence[Turn], evidence: Evidence) -> Reading | None:
    """The question before as one about the record that meets the conditions of ``reading``, not ``focus``."""
    conditions = [c for c in conditions_of(reading, evidence.catalog) if c.field not in ("kind", "text")]
    records = evidence.catalog.records.values()
    allowed = [r.id for r in records if r.id != focus and all(c.holds(r) for c in conditions)]
    if not conditions or not allowed:
        return None
    joined = _with_question_before(reading, turns, evidence)
    ranked = evidence.weigh(joined, allowed).ranked
    return replace(joined, records=(ranked[0].record.id,)) if ranked else None


def _listed(folded: str, turns: Sequence[Turn], evidence: Evidence) -> tuple[str, ...]:
    """The records meant by “the second one”, after an answer that listed some."""
    answer = next((turn.content for turn in reversed(turns) if turn.role == "assistant"), None)
    items = items_of(answer) if answer else []
    return tuple(dict.fromkeys(_meant_by(items[at], evidence) for at in wanted_items(folded, len(items))))


def _meant_by(item: str, evidence: Evidence) -> str:
    named = evidence.catalog.named(fold(item))[0]
    return named[0] if named else evidence.weigh(read_question(item, evidence.catalog)).ranked[0].record.id


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
