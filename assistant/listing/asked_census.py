"""Whether a question is one over all records, and which: the request and the conditions that it sets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.catalog import Catalog
from assistant.listing.census import Census, take
from assistant.listing.conditions import Condition, understood
from assistant.listing.conditions.often import read_often
from assistant.listing.conditions.sets_apart import sets_apart
from assistant.listing.conditions.unread import fold_in_place
from assistant.listing.meant_instead import of_another_kind, with_members
from assistant.listing.request import Request
from assistant.listing.request_reading import counted_values
from assistant.listing.request_rules import asks_for_records
from assistant.listing.request_sense import AT_FIRST, LOOKED_AT, Signals, at_first, looked_at, score
from assistant.listing.surroundings import needs_no_more, request_alone
from assistant.operators import cues_of
from assistant.question_reading import read_question
from assistant.reading import Kind, Reading
from assistant.words import fold, stem_set
from ingest.gazetteer import find_mentions
from ingest.records import RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A question as one over all records, whether or not it is one.

    ``told`` says that by its words it is, ``decided`` that fields decide it and nothing else is counted,
    ``keywords`` that it says no more than a place and what is meant there; ``signals`` are those of ``request_sense``.
    """

    census: Census
    told: bool
    decided: bool
    keywords: bool
    signals: Signals


def read_census(reading: Reading, catalog: Catalog) -> Census | None:
    """The question over all records that ``reading`` is, or ``None``."""
    if reading.before is None and not reading.within and not reading.leans:
        alone = request_alone(reading.text, reading.language, catalog)
        if alone.text != reading.text:
            own = read_question(alone.text, catalog, language=reading.language)
            census = _read_alone(own, catalog)
            if census is not None and needs_no_more(census, alone, reading.language):
                return census
    return _read_alone(reading, catalog)


def _read_alone(reading: Reading, catalog: Catalog) -> Census | None:
    if reading.request is None and not _may_ask(reading):
        return None
    considered = consider(reading, catalog)
    census = considered.census
    likely = score(LOOKED_AT, considered.signals)
    if reading.kind is Kind.COMPARE and not (census.sure or reading.excluded or likely > _BEYOND_COMPARING):
        return None
    if considered.told:
        return census if census.sure or likely > _DOUBTFUL else None
    return census if considered.decided and (considered.keywords or likely > _LIKELY) else None


_POSSIBLE, _DOUBTFUL, _LIKELY = -4.0, -3.0, 0.2
_BEYOND_COMPARING = 6.0
"""The logarithms of the odds that records are asked for, by ``request_sense``.

From the first on a question is considered that no rule takes for a request, up to the second one that a rule takes
for one is none, and from the third on one is that no rule does; from the fourth on one is that speaks of comparing.
"""


def _may_ask(reading: Reading) -> bool:
    """Whether a question that no rule takes for a request may be one all the same."""
    if reading.kind not in (Kind.LOOKUP, Kind.DESCRIBE) or reading.records or reading.unknown_numbers:
        return False
    if reading.before is not None or reading.unread:
        return False
    brief = len(reading.text.split()) <= _FEW_WORDS and not reading.sections
    return brief or score(AT_FIRST, at_first(reading)) > _POSSIBLE


def consider(asked: Reading, catalog: Catalog) -> Considered:
    """``asked`` as a question over all records; one without a request is taken to ask for those that it speaks of."""
    counted = None if asked.request else counted_values(fold(asked.text), asked.language)
    of_countries = asked.request is None and {"number", "country"} <= asked.wanted
    counted = counted or ("country" if of_countries else None)
    of_countries = counted == "country"
    request = asked.request or Request(
        counts=counted is not None or "number" in asked.wanted, several=False, values=counted
    )
    reading = replace(asked, request=request)
    conditions, passed_over = understood(reading, catalog)
    held = take(Census(conditions=conditions, counts=False), catalog.records.values()).records
    signals = looked_at(asked, conditions, passed_over, len(held))
    census = _census(reading, request, conditions, catalog)
    told = asked.request is not None and asks_for_records(reading, census, request, passed_over, catalog)
    fields = {condition.field for condition in conditions}
    broad = fields <= {"kind", "period"} and passed_over > 0
    of_others = of_countries and ("kind" not in fields or bool(fields & {"country", "mention"}))
    one_by_text = counted is not None and len(held) == 1 and "kind" in fields
    decided = (
        bool(held)
        and ("text" not in fields or one_by_text)
        and bool(fields - {"kind"})
        and not (broad or of_others)
        and not (counted not in (None, "country") and len(held) > 1)
        and not (asked.request is None and passed_over and _says_a_subject(asked, conditions, catalog))
    )
    keywords = (
        asked.request is None
        and not (passed_over or asked.sections or asked.wanted - {"named"})
        and bool(fields & _WHERE and fields & _OF_WHAT)
        and "text" not in fields
        and len(asked.text.split()) <= _FEW_WORDS
    )
    return Considered(census=census, told=told, decided=decided, keywords=keywords, signals=signals)


def _says_a_subject(reading: Reading, conditions: Iterable[Condition], catalog: Catalog) -> bool:
    """Whether a few words name a subject that no condition holds: “cotton Tanzania” asks for one record."""
    named = any(c.field in ("institution", "person") for c in conditions)
    if named or len(reading.query.split()) > _FEW_WORDS:
        return False
    text = reading.query
    for mention in reversed(find_mentions(text, adjectives=True)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    held = stem_set(" ".join(said for c in conditions for said in (c.words, *c.values)))
    left = (word for word in re.findall(r"[^\W\d_]+", fold(text)) if not stem_set(word) <= held)
    return any((catalog.topicality(word) or 0.0) > _A_SUBJECT for word in left)


_A_SUBJECT = 2.5
"""The score of its sense from which a word is a subject in any company: “cotton”, “mining”."""

_WHERE = frozenset(["place", "region", "country region", "group"])
_OF_WHAT = frozenset(["theme", "modality", "funding", "institution", "period"])
_FEW_WORDS = 6
"""The longest question that can say no more than a place and a theme: “child labour Africa”."""


def _census(
    reading: Reading, request: Request, conditions: tuple[Condition, ...], catalog: Catalog
) -> Census:
    least, most_often, without = 0, None, frozenset[str]()
    if request.by:
        least, most_often = (0, None) if request.order else read_often(reading.text, reading.language)
        if request.order:
            conditions = tuple(
                replace(c, negated=True) if _is_ranked_after(reading, c) else c for c in conditions
            )
        without = _left_out_values(conditions, request.by)
        conditions = tuple(
            c
            for c in conditions
            if c.field != "text" and not _is_bound(c) and not without.intersection(c.values)
        )
    if request.values == "country" and _OTHER_COUNTRIES.search(fold(reading.text)):
        without = frozenset(v for c in conditions if c.field == "place" for v in c.values)
    beside = _beside_named(reading, conditions) if request.values == "country" else ()
    if beside:
        without |= frozenset(v for c in beside for v in c.values)
        conditions = tuple(c for c in conditions if c not in beside)
    if request.values not in (None, "country"):
        beside = tuple(c for c in conditions if c.field == request.values and (c.negated or c.other_than))
        without |= frozenset(v for c in beside for v in c.values)
        conditions = tuple(c for c in conditions if c not in beside)
    conditions = _under_another_heading(conditions, catalog)
    apart, shared = sets_apart(conditions) if request.apart else ((), conditions)
    conditions = shared if apart else conditions
    if request.softly:
        conditions = _practices_first(conditions, catalog)
    census = Census(
        conditions=conditions,
        counts=request.counts or bool(apart),
        values=request.values,
        within=_countries_of_an_area(reading, conditions) if request.values == "country" else frozenset(),
        by=request.by,
        order=request.order,
        of_numbers=request.of_numbers,
        places=request.places,
        place=request.place,
        least=least,
        at_most_often=most_often,
        without=without,
        sure=request.sure or bool(apart),
        at_most=request.at_most,
        share=request.share,
        details=request.details,
        apart=tuple(replace(c, words=_as_written(reading, c.words)) for c in apart),
    )
    if not request.several:
        return census
    return of_another_kind(with_members(census, reading, catalog), reading, catalog)


def _as_written(reading: Reading, words: str) -> str:
    """``words`` of a condition as they stand in the question, with its accents and capitals."""
    at = fold_in_place(reading.text).find(words)
    return reading.text[at : at + len(words)] if at >= 0 else words


_OTHER_COUNTRIES = re.compile(
    r"(?<!\w)(?:(?:other|more|further|otros|mas|autres|outros|mais) (?:countr|nations|pais|pays)\w*|"
    r"(?:paises|pays) (?:parceiros|socios|partenaires) d\w+|partner countries (?:of|does|do)|"
    r"(?:countr|nations|pais|pays)\w*(?: \w+){0,3} (?:work|trabaj|trabalh|travaill|cooper|colabor|collabor|partner)\w* "
    r"(?:with|con|avec|com)(?!\w)|"
    r"(?:with|con|avec|com) (?:how many|cuantos|combien de|quantos) (?:\w+ )?(?:countr|nations|pais|pays)\w*)"
)
"""Countries beside those that are named: “how many other countries …”."""


def _beside_named(reading: Reading, conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The countries right behind the word for them that are not to be counted: “how many countries besides Brazil”."""
    folded = fold(reading.text)
    return tuple(
        c
        for c in conditions
        if c.field == "place"
        and c.negated
        and re.search(rf"(?<!\w){_COUNTRIES}\W[^.;:?!,]{{0,16}}\s{re.escape(c.words)}(?!\w)", folded)
    )


def _under_another_heading(conditions: tuple[Condition, ...], catalog: Catalog) -> tuple[Condition, ...]:
    """``conditions`` with the regions of the countries where no record that meets the others has that heading."""
    regions = [condition for condition in conditions if condition.field == "region" and not condition.negated]
    none_named = any(c.field == "country" and c.most == 0 for c in conditions)
    if (
        none_named
        or any(c.negated for c in conditions)
        or not regions
        or take(Census(conditions=conditions, counts=False), catalog.records.values()).records
    ):
        return conditions
    wider = tuple(replace(c, field="country region") if c in regions else c for c in conditions)
    found = take(Census(conditions=wider, counts=False), catalog.records.values()).records
    return wider if found else conditions


def _practices_first(conditions: tuple[Condition, ...], catalog: Catalog) -> tuple[Condition, ...]:
    """``conditions`` on the good practices, which tell experiences and cases, where any of them meets all."""
    if any(condition.field == "kind" for condition in conditions):
        return conditions
    kind = Condition(field="kind", values=(str(RecordKind.PRACTICE),), words="kind")
    told = Census(conditions=(*conditions, kind), counts=False)
    return told.conditions if take(told, catalog.records.values()).records else conditions


def _is_ranked_after(reading: Reading, condition: Condition) -> bool:
    """Whether an order is asked for behind the value of ``condition``: “after RBTC, who pays for most?”."""
    if not condition.words or condition.field not in ("place", "funding", "theme", "region"):
        return False
    after = cues_of("ranked_after", reading.language)
    return bool(re.search(rf"(?<!\w)(?:{after})\s*{re.escape(condition.words)}", fold(reading.text)))


def _left_out_values(conditions: Iterable[Condition], field: str) -> frozenset[str]:
    """The values of ``field`` that are not to be counted: “besides Brazil”."""
    field = "place" if field == "country" else field
    return frozenset(value for c in conditions if c.field == field and c.negated for value in c.values)


_COUNTRIES = r"(?:countr(?:y|ies)|nations?|states?|pais(?:es)?|pays|estados?|etats?)"


def _countries_of_an_area(reading: Reading, conditions: Iterable[Condition]) -> frozenset[str]:
    """The countries of the part of the world whose countries are asked for: “how many Andean countries …”."""
    folded = fold(reading.text)
    for condition in conditions:
        words = re.escape(condition.words)
        of = r"(?:(?:of|in|from|de|del|da|do|du|d') ?(?:the |la |el |l'|o |a )?)?"
        near = re.compile(rf"(?<!\w)(?:{words} {_COUNTRIES}|{_COUNTRIES} {of}{words})(?!\w)")
        area = condition.field == "place" and not condition.negated and len(condition.values) > 1
        if area and (near.search(folded) or re.search(rf"(?<!\w){_COUNTRIES}(?!\w)", condition.words)):
            return frozenset(condition.values)
    return frozenset()


def _is_bound(condition: Condition) -> bool:
    return bool(condition.least) or condition.most is not None
