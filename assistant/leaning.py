"""Questions that lean on the conversation: what “it”, “they”, “the second one” or “and in Brazil?” mean.

The record in focus is the one that the turns before were about. A question leans on it unless it says that
the subject changes, names a record of its own, or by itself speaks clearly of another one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation import (
    CHANGES,
    CORRECTS,
    OF_THOSE,
    compares_with,
    heard,
    is_to_the_assistant,
    once_more,
    returns,
    says_the_same,
    wants_more,
    was_answered,
    with_practices_named,
)
from assistant.evidence import Evidence
from assistant.focus import focus_of, leans, speaks_of_another
from assistant.listed_records import (
    each_listed,
    listed_one,
    one_of_those_listed,
    picks_one,
    pointed_at,
    spoken_of,
)
from assistant.listing.asked_census import read_census
from assistant.listing.conditions import conditions_of
from assistant.listing.listed_items import wanted_items
from assistant.listing.narrowing import (
    ADDING,
    as_list,
    asks_anew,
    asks_which_they_are,
    goes_on,
    narrowed,
)
from assistant.manner import without_manner
from assistant.question_reading import read_question
from assistant.reading import POINTING, Kind, Reading, Turn, clean
from assistant.taken_over import joined, of_a_person
from assistant.talk import SURE, SURE_LATER, talk_probability
from assistant.words import fold, stem_set, words
from ingest.records import RecordKind

_PASSING = (
    POINTING
    | stem_set("next following previous number question same case practice")
    | frozenset(map(str, range(100)))
)
"""Words beside the name of a record that ask nothing of it: “and the next one, number 18?”."""

_BARE = 3
"""So few words that name nothing ask of what was asked before: “and when?”, “pourquoi ?”."""

_NAMING = 2
"""How many words a refused question needs to have turned to something else."""

_TURNS = 6


def read_in_context(
    text: str, history: Sequence[Turn], evidence: Evidence, *, language: str | None = None
) -> Reading:
    """The reading of ``text``; one that leans on the conversation takes its subject from ``history``."""
    turns = heard(history, _TURNS)
    talk_from = SURE_LATER if turns else SURE
    asked = " ".join(turn.content for turn in turns if turn.role == "user")
    if turns:
        text = with_practices_named(clean(text), tuple(evidence.catalog.by_number))
    reading = read_question(text, evidence.catalog, language=language, talk_from=talk_from, before=asked)
    changes = CHANGES.search(fold(clean(text))) if turns else None
    if changes:
        folded = fold(clean(text))
        rest = re.match(r"[^,:;.!?]{0,24}[,:;.!]\s*(?=\S)", folded[changes.end() :])
        after = clean(text)[changes.end() + rest.end() :] if rest and len(folded) == len(clean(text)) else ""
        return read_question(after, evidence.catalog, language=reading.language) if after else reading
    if not turns:
        return reading
    told = without_manner(clean(text))
    folded = fold(told)
    if asks_which_they_are(folded):
        counted = _list_before(turns, evidence, language=reading.language)
        if counted is not None:
            return as_list(counted)
    if reading.kind in (Kind.META, Kind.CHITCHAT) or wants_more(folded):
        return _further(reading, folded, turns, evidence)
    if reading.kind is Kind.COMPARE and compares_with(folded) and not wanted_items(folded, 9):
        return _with_other_side(reading, turns, evidence)
    if reading.records:
        only_named = _PASSING.issuperset(reading.terms) and not (reading.sections or reading.wanted)
        again = says_the_same(folded) or (only_named and ADDING.match(folded))
        return _as_before(reading, turns, evidence) if again else reading
    anew = once_more(folded)
    if anew:
        asks = told[-len(anew) :] if len(told) == len(folded) else anew
        return _once_more(asks, returns(folded), reading, turns, evidence)
    if asks_anew(reading, folded):
        return reading
    meant = pointed_at(folded, turns, evidence)
    if meant:
        return _about(reading, meant, turns, evidence)
    each = each_listed(folded, turns, _named_before(turns, evidence), evidence)
    if each:
        return replace(_about(reading, each, turns, evidence), kind=Kind.COMPARE)
    focus: str | None = None
    if picks_one(folded):
        focus = _focus(turns, evidence)
        chosen = listed_one(folded, turns, reading, focus, evidence)
        if chosen is not None:
            return _about(reading, (chosen,), turns, evidence)
    asked_before = _list_before(turns, evidence, language=reading.language)
    if asked_before is not None and goes_on(reading, folded, evidence):
        return narrowed(reading, folded, asked_before, evidence)
    among = one_of_those_listed(folded, turns, reading, evidence)
    if among is not None:
        return _about(reading, (among,), turns, evidence)
    if reading.request is not None and reading.request.several:
        if asked_before is not None or not OF_THOSE.search(folded):
            return reading
        focus = focus or _focus(turns, evidence)
        return _about(replace(reading, request=None), (focus,), turns, evidence) if focus else reading
    focus = focus or _focus(turns, evidence)
    corrects = bool(ADDING.match(folded) and CORRECTS.search(folded))
    if not corrects and not leans(folded, reading, focus, evidence):
        return reading
    if focus is not None and corrects:
        corrected = _meant_instead(reading, focus, turns, evidence)
        if corrected is not None:
            return corrected
    if focus is None or speaks_of_another(reading, focus, evidence):
        return _with_question_before(reading, turns, evidence) if was_answered(turns) else reading
    return _about(reading, (focus,), turns, evidence, adding=bool(ADDING.match(folded)))


def _once_more(rest: str, back: bool, reading: Reading, turns: Sequence[Turn], evidence: Evidence) -> Reading:
    """``rest`` of a question as one about what was spoken of: last, or before where it goes ``back`` to that."""
    asked = read_question(rest, evidence.catalog, language=reading.language)
    if asked.kind in (Kind.META, Kind.CHITCHAT) or asked.records or (asked.request and asked.request.several):
        return asked
    meant = spoken_of(turns, asked, evidence) if back else _focus(turns, evidence)
    return _about(asked, (meant,), turns, evidence) if meant else asked


def _focus(turns: Sequence[Turn], evidence: Evidence) -> str | None:
    """The record in focus; after a refusal that of before, where the question refused named nothing else."""
    last = next((at for at in range(len(turns) - 1, -1, -1) if turns[at].role == "user"), None)
    if last and last < len(turns) - 1 and not was_answered(turns):
        before = read_in_context(turns[last].content, turns[:last], evidence)
        if before.leans and len(before.records) == 1:
            return before.records[0]
        if len(before.terms) < _NAMING and not before.records:
            return focus_of(turns[:last], evidence)
    return focus_of(turns, evidence)


def _further(reading: Reading, folded: str, turns: Sequence[Turn], evidence: Evidence) -> Reading:
    """``reading`` of what sounds like talk, as a question about what was spoken of where it asks for more of that."""
    if not was_answered(turns):
        return reading
    more = wants_more(folded)
    wants = reading.sections or reading.wanted - {"named", "yesno"}
    asks = bool(wants) and not is_to_the_assistant(folded) and talk_probability(folded) < 1.0
    focus = _focus(turns, evidence) if more or asks else None
    if focus is None:
        return reading
    kind = Kind.DESCRIBE if more else Kind.LOOKUP
    reading = replace(reading, sections=()) if more else of_a_person(reading, turns)
    return replace(reading, kind=kind, records=(focus,))


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
    if not (reading.sections or reading.wanted or reading.terms):
        reading = replace(_with_question_before(reading, turns, evidence), kind=Kind.COMPARE)
    if not others and reading.terms:
        allowed = [record_id for record_id in evidence.catalog.records if record_id != focus]
        ranked = evidence.weigh(reading, allowed).ranked
        described = [item for item in ranked if item.record.kind is not RecordKind.BACKGROUND]
        others = [item.record.id for item in (described or ranked)[:1]]
    return replace(reading, records=(focus, *others)) if others else reading


def _named_before(turns: Sequence[Turn], evidence: Evidence) -> tuple[str, ...]:
    """The records that the last question names."""
    last = next((turn.content for turn in reversed(turns) if turn.role == "user"), "")
    return evidence.catalog.named(fold(clean(last)))[0]


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
    bare = not reading.terms and not reading.sections and len(words(fold(reading.text))) <= _BARE
    if bare or (adding and not asks and len(reading.terms) <= 3):
        reading = _with_question_before(reading, turns, evidence)
    reading = of_a_person(reading, turns)
    kind = reading.kind
    if (kind is Kind.DESCRIBE and reading.sections) or (kind is Kind.COMPARE and len(records) < 2):
        kind = Kind.LOOKUP
    return replace(reading, kind=kind, records=records, leans=True)


def _with_question_before(reading: Reading, turns: Sequence[Turn], evidence: Evidence) -> Reading:
    """``reading`` joined with the last question, which is read in its own context."""
    at = next((at for at in range(len(turns) - 1, -1, -1) if turns[at].role == "user"), None)
    if at is None:
        return reading
    before = read_in_context(turns[at].content, turns[:at], evidence)
    return joined(reading, before, evidence.catalog)
