"""A question read for its conditions, field by field; what no field explains becomes one on the text."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.catalog import Catalog
from assistant.listing.conditions.alike import read_alike
from assistant.listing.conditions.areas import names_part, read_areas
from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.countries_of_a_part import read_countries_of_a_part
from assistant.listing.conditions.exclusions import read_exclusions
from assistant.listing.conditions.given import read_given
from assistant.listing.conditions.institutions import read_funders, read_institutions, read_persons
from assistant.listing.conditions.introduction import pass_by_introduction, passed_by, to_subject
from assistant.listing.conditions.kinds_of_partners import read_kinds_of_partners
from assistant.listing.conditions.mentioned import mentioned_places, read_in_text
from assistant.listing.conditions.numbers import read_numbers
from assistant.listing.conditions.office_kinds import read_office_kinds
from assistant.listing.conditions.offices import read_offices
from assistant.listing.conditions.places import read_places
from assistant.listing.conditions.relative_periods import read_relative_periods
from assistant.listing.conditions.section_words import read_section_words
from assistant.listing.conditions.sections import read_sections
from assistant.listing.conditions.settling import join, pass_over_unmet, prefer_titles, told_of
from assistant.listing.conditions.tables import (
    read_absent_outcomes,
    read_goals_and_outcomes,
    read_period_and_kind,
    read_regions,
    read_themes_and_modalities,
)
from assistant.listing.conditions.unread import Unread
from assistant.listing.conditions.words import read_subject_before, read_topic, read_words
from assistant.listing.request_reading import names_records, soft_noun
from assistant.operators import cues
from assistant.reading import Reading
from ingest.gazetteer import find_mentions

_PROGRAMME = re.compile(
    r"(?<!\w)(?:(?:cooperacion|cooperation|cooperacao) )?(?:south|sur|sud|sul)-(?:south|sur|sud|sul)"
    r"(?: (?:and|&|y|et|e) triangula\w+)?(?: (?:cooperation|cooperacion|cooperacao))?(?! funds?)(?!\w)|"
    r"(?<![\w-])(?:sstc|csst|css et t|css(?: y t)?|ssct|oit|bit|ilo)(?! funds?)(?!\w)"
)
"""What all records are about."""


_IN_CLAUSE = re.compile(
    r"(?<!\w)(?:en|em) (?:que|l[oa]s (?:que|cuales))(?!\w)|(?<!\w)(?:donde|onde|ou)(?!\w)"
)
_IN_WHICH = re.compile(
    r"(?<!\w)(?:en|em|dans) (?:que|cuales|cuantas|quais|qual|quantas|quelles|combien de) (?:\w+ )?"
    r"(?:practicas|praticas|pratiques|proyectos|projetos|projets|iniciativas|initiatives|registros|fiches)(?!\w)"
)
_ONLY_PRONOUN = re.compile(
    r"\s+(?:it|them|these|those|this|that|l[oaeu]s?|[oa]s|ell[oa]s?|el[ea]s)\s*(?:[.?!]|$)"
)
"""What is mentioned stands before the request: “NEETs: which of the practices mention them?”."""

_GLOSS = re.compile(
    r"(?<!\w)[A-Z]{3,}(?P<gloss>,?\s(?:c'est-à-dire|es decir|o sea|that is(?: to say)?|i\.e\.|ou seja|isto é)"
    r"\s[^.;:?!]*)"
)
"""What an acronym means, said behind it."""
_COUNTED_BEHIND = re.compile(r"\s+(?:\w+(?:ly|mente?)\s+)?\s{5}")
"""What is mentioned has been understood: so many countries."""

_INCLUDED = re.compile(
    r"(?<!\w)(?:aunque|aun si|even (?:if|though)|although|meme si|quoique|bien que|ainda que|mesmo que|embora|"
    r"whether or not|(?:con|com) independencia de|independentemente d[eo])\s[^.;:?!()]*|"
    r"(?:\s[–—-]|[(,;])\s[^–—();.?!]*?(?<!\w)(?:included|incluid[oa]s?|incluse?s?|compris(?:e|es)?)(?=\s*[).,?!]|\s*$)|"
    r"[,(]\s*(?:including|incluid[oa]s?|incluyendo|incluindo|inclusive|y compris)\s[^,;.?!()]*"
)
"""What is said to belong to those that are meant already: “… - Norway included”."""


_COUNTED_TOO = re.compile(
    r"[,(]\s*(?:counting|contando(?: com)?|en comptant|comptant|taking|tomando|compte tenu de)\s[^,;.?!()]*"
)
"""What counts as a value of those that are asked for: “how many regions …, counting Global as one”."""


_COUNTED_IN = re.compile(
    r"[,(]\s*(?:counting|contando(?: com)?|en comptant|comptant|such as|like|como|tais como|"
    r"tales como|comme|tels? que)\s[^;.?!()]*"
)
"""What is said to belong to a part of the world: “countries of Europe, counting Spain and Norway”."""


def conditions_of(reading: Reading, catalog: Catalog) -> tuple[Condition, ...]:
    """The conditions in ``reading``; what no field speaks of becomes a condition on the text."""
    return understood(reading, catalog)[0]


def understood(reading: Reading, catalog: Catalog) -> tuple[tuple[Condition, ...], int]:
    """The conditions in ``reading``, and how many of its words say something that none of them holds."""
    unread = Unread(reading, catalog)
    before = unread.left
    pass_by_introduction(unread)
    unread.told = unread.left
    introduced = passed_by(unread, before)
    _read(unread)
    if introduced and all(c.field in ("kind", "period", "id") or c.negated for c in unread.conditions):
        unread = Unread(reading, catalog)
        for start, end in introduced:
            to_subject(unread, start, end)
        _read(unread)
    if all(condition.field == "kind" for condition in unread.conditions):
        read_subject_before(unread)
    if all(condition.field in ("kind", "period") for condition in unread.conditions):
        read_topic(unread)
    found = unread.conditions
    if reading.before is not None:
        own = {_family(condition) for condition in found}
        earlier = conditions_of(reading.before, catalog)
        found = [*found, *(condition for condition in earlier if _family(condition) not in own)]
    return tuple(found), unread.passed_over


def _family(condition: Condition) -> str:
    """Conditions of one family replace each other: a country stands in for a region."""
    return "place" if condition.field in ("place", "region", "country region") else condition.field


def _read(unread: Unread) -> None:
    reading, catalog = unread.reading, unread.catalog
    for match in _INCLUDED.finditer(unread.left):
        unread.blank(*match.span())
    if reading.request is not None and reading.request.values:
        for match in _COUNTED_TOO.finditer(unread.left):
            unread.blank(*match.span())
    for match in _COUNTED_IN.finditer(unread.left):
        of_a_part = names_part(unread.folded[: match.start()])
        if (
            of_a_part
            and find_mentions(unread.text[slice(*match.span())])
            and not names_records(match.group(), unread.language)
        ):
            unread.blank(*match.span())
    read_alike(unread)
    either = cues("either_of_them", unread.language).search(unread.folded)
    if either:
        unread.blank(*either.span())
    if reading.excluded:
        for match in cues("leaves_out", unread.language).finditer(unread.left):
            unread.blank(*match.span())
        unread.add_plain(Condition(field="id", values=reading.excluded, negated=True, words="other"))
        for match in catalog.numbered(unread.folded):
            unread.blank(*match.span())
        for match in re.finditer(r"\b\d{1,2}\b", unread.left):
            if catalog.by_number.get(int(match.group())) in reading.excluded:
                unread.blank(*match.span())
    if reading.request is not None and reading.request.softly and unread.is_asked:
        unread.blank(*soft_noun(unread.folded, unread.language))
    if reading.within:
        unread.add_plain(Condition(field="id", values=reading.within))
    for name in ("idioms", "refers_back"):
        for match in cues(name, unread.language).finditer(unread.left):
            if name == "idioms" or " " in match.group():
                unread.blank(*match.span())
    for match in _GLOSS.finditer(unread.text):
        unread.blank(*match.span("gloss"))
    of_section = read_section_words(unread) or read_given(unread)
    read_office_kinds(unread)
    read_relative_periods(unread)
    read_exclusions(unread)
    read_numbers(unread)
    for match in cues("mentions", unread.language).finditer(unread.left):
        if _COUNTED_BEHIND.match(unread.left, match.end()) and any(
            condition.field == "country" for condition in unread.conditions
        ):
            unread.blank(*match.span())
    for match in cues("at_least_one", unread.language).finditer(unread.left):
        unread.blank(*match.span())
    everything = cues("any_kind", unread.language).search(unread.folded)
    read_period_and_kind(unread)
    kinds = {str(catalog.records[record_id].kind) for record_id in reading.excluded}
    if kinds and all(condition.field != "kind" for condition in unread.conditions):
        unread.add_plain(Condition(field="kind", values=tuple(sorted(kinds)), words="kind"))
    if everything:
        unread.conditions = [condition for condition in unread.conditions if condition.field != "kind"]
    if not read_absent_outcomes(unread) and not of_section and read_sections(unread):
        _read_fields(unread)
        return
    read_kinds_of_partners(unread)
    for match in cues("to_the_letter", unread.language).finditer(unread.left):
        unread.blank(*match.span())
    mentions = cues("mentions", unread.language).search(unread.left)
    in_text = cues("in_text", unread.language).search(unread.folded)
    if in_text:
        unread.blank(*in_text.span())
    if mentions and not re.search(r"\w", unread.folded[: mentions.start()]) and (unread.noun_at or 0):
        mentions = cues("mentions", unread.language).search(
            unread.left, mentions.end()
        )  # “Cite les pratiques”
    for match in cues("as_partaker", unread.language).finditer(unread.folded):
        unread.blank(*match.span())
        mentions = None
    read_funders(unread)
    read_persons(unread)
    passive = cues("mentioned", unread.language).search(unread.left)
    if mentions and not re.search(
        r"\w{3}", _IN_CLAUSE.split(_IN_WHICH.sub(" ", unread.folded[: mentions.start()]))[-1]
    ):
        passive = None  # “¿Se menciona a Ecuador …?”, “los casos en que se menciona …”
    if (
        in_text
        and not (reading.request and reading.request.values)
        and (mentions is None or mentions.start() > in_text.start())
    ):
        read_in_text(unread, in_text.start())
        return
    leans = mentions and not passive and _ONLY_PRONOUN.match(unread.folded, mentions.end())
    if mentions and leans and unread.asks_at:
        unread.blank(unread.asks_at, len(unread.folded))
        unread.starts = 0
        read_words(unread, mentions=True)
        held = [c for c in unread.conditions if c.field != "mention" or c.values != ("",)]
        unread.conditions = held if any(c.field == "mention" for c in held) else unread.conditions
        return
    passing = reading.request is not None and reading.request.passing
    if passing and not mentions and not cues("partakes", unread.language).search(unread.folded):
        mentioned_places(unread, 0)
    if mentions and not any(c.field in ("funding", "person") for c in unread.conditions):
        unread.starts = mentions.end()
        if passive:
            unread.starts = max(unread.folded.rfind(mark, 0, mentions.start()) + 1 for mark in ".?!;:")
            unread.blank(mentions.start(), len(unread.folded))
        if not passive:
            _read_before(unread, mentions.start())
        mentioned_places(unread, 0 if passive else mentions.end())
        read_regions(unread)
        read_words(unread, mentions=True)
        return
    tells = None if mentions else cues("tells", unread.language).search(unread.left)
    if tells:
        mentioned_places(unread, tells.end())
    _read_fields(unread)
    read_words(unread, mentions=False, fields=_read_fields)
    if tells:
        told_of(unread)
    if either:
        join(unread, "place")
    read_countries_of_a_part(unread)
    if any(c.field == "country" for c in unread.conditions):
        unread.conditions = [replace(c, only=False) if c.field == "place" else c for c in unread.conditions]
    pass_over_unmet(unread)
    if not tells:
        prefer_titles(unread)


def _read_fields(unread: Unread) -> None:
    """Institutions, places, themes, ways of working, regions, goals and outcomes."""
    read_offices(unread)
    for match in _PROGRAMME.finditer(unread.left):
        unread.blank(*match.span())
    read_institutions(unread)
    read_areas(unread)
    read_places(unread)
    read_themes_and_modalities(unread)
    _blank_heads(unread)
    read_regions(unread)
    read_goals_and_outcomes(unread)


def _read_before(unread: Unread, end: int) -> None:
    """The themes and ways of working that stand before ``end``: “skills projects that mention COVID-19”."""
    behind = unread.left[end:]
    unread.blank(end, len(unread.left))
    read_themes_and_modalities(unread)
    unread.left = unread.left[:end] + behind


def _blank_heads(unread: Unread) -> None:
    """Count nouns as understood that only lead to a theme which has been understood: “the governance of migration”."""
    for match in cues("idle_heads", unread.language).finditer(unread.left):
        if not unread.left[match.end() :][:4].strip():
            unread.blank(*match.span())
