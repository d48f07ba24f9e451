"""Conditions that another record sets: “the same funder as practice 8”, “that share a country with number 4”."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from assistant.glossary import to_english
from assistant.listing.conditions.condition import FIELDS, Condition
from assistant.listing.conditions.unread import Unread
from assistant.listing.request_patterns import VALUES, any_of
from assistant.words import stem_set
from ingest.records import Record, RecordKind

_SAME = {
    "en": r"(?:the |a )?(?:very )?same|(?:an? )?identical",
    "es": r"(?:el|la|los|las|al|del) mism[oa]s?|mism[oa]s?|identic[oa]s?",
    "fr": r"(?:le |la |les |au |aux |du |des )?memes?|identiques?",
    "pt": r"(?:o |a |os |as |ao |no |na |do |da |nos |nas |dos |das |pel[oa]s? )?mesm[oa]s?|identic[oa]s?",
}
_SHARES = {
    "en": r"shar(?:e|es|ed|ing)|(?:has|have|had|with) in common",
    "es": r"compart(?:e|en|an|a|iendo|ieron)|coincid\w+ en|tienen? en comun",
    "fr": r"partag(?:e|ent|eant|eaient)|ont en commun|a en commun",
    "pt": r"(?:com)?partilh(?:a|am|em|ando)|compart(?:e|em)|tem em comum|coincid\w+ n[oa]s?",
}
_IN_COMMON = {"en": "in common", "es": "en comun", "fr": "en commun", "pt": "em comum"}
_A = (
    r"(?:(?:an?|any|at least one|one|some|the|their|its|una?|al menos una?|algun[oa]?|su|el|la|une?|au moins une?|"
    r"leur|le|um|uma|pelo menos uma?|algum|alguma|o|a|os|as|los|las|les) )?"
)
_OFFICES = {
    "en": "offices?|teams?|authors?|submitters?",
    "es": "oficinas?|equipos?|autor(?:es|as?)?",
    "fr": "bureaux?|equipes?|auteure?s?",
    "pt": "escritorios?|equipas?|equipes?|autor(?:es|as?)?",
}
_WITH = {
    "en": r"as|with|of|like|to",
    "es": r"que|con|de(?:l)?|a(?:l)?",
    "fr": r"qu[e']|avec|d[e']|du|a",
    "pt": r"que|com|d[eao]|do que|a",
}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    fields = "|".join(
        rf"(?P<v_{name}>{_OFFICES[language] if name == 'author' else any_of('values', name, language)})"
        for name in VALUES
        if name != "kind"
    )
    same = rf"(?P<same>{_SAME[language]}) (?:\w+ )?(?:{fields})".replace("(?P<v_", "(?P<s_")
    shares = rf"(?:{_SHARES[language]}) {_A}(?:\w+ )??(?:{fields})"
    common = rf"{_A}(?:{fields}) (?:{_IN_COMMON[language]})".replace("(?P<v_", "(?P<c_")
    return re.compile(
        rf"(?<!\w)(?:{same}|{shares}|{common})(?: {_IN_COMMON[language]})?"
        rf"(?:[^,;.?!]{{0,24}}?)(?<!\w)(?:{_WITH[language]})(?=\W)"
    )


def asks_for_alike(folded: str, language: str) -> bool:
    """Whether a folded question asks for what is like another record in some field."""
    return _pattern(language).search(folded) is not None


def read_alike(unread: Unread) -> None:
    """The conditions that another record sets by what it holds in a field, where the question says so."""
    match = _pattern(unread.language).search(unread.folded) if unread.is_asked else None
    if match is None:
        return
    end = _end_of(unread, match.end())
    record = _meant(unread, match.end(), end)
    field = next(name[2:] for name, text in match.groupdict().items() if text and name[1] == "_")
    values = tuple(sorted(FIELDS[field](record))) if record else ()
    if record is None or not values:
        return
    alike = Condition(field="place" if field == "country" else field, values=values, words=match.group())
    whole = match["same"] and field == "country"
    for condition in (replace(alike, values=(value,)) for value in values) if whole else (alike,):
        unread.add_plain(condition)
    unread.add_plain(Condition(field="id", values=(record.id,), negated=True, words=match.group()))
    unread.blank(match.start(), end)


def _meant(unread: Unread, start: int, end: int) -> Record | None:
    """The record that stands there: the one that the question names, or the only one titled so."""
    if unread.reading.records:
        only = len(unread.reading.records) == 1
        return unread.catalog.records[unread.reading.records[0]] if only else None
    about = unread.text[start:end]
    if unread.language != "en":
        about = to_english(about, unread.language, vocabulary=unread.catalog.vocabulary).text
    wanted = frozenset(stem for stem in stem_set(about) if stem not in _THE_PRACTICE)
    titled = [
        record
        for record in unread.catalog.records.values()
        if record.kind is RecordKind.PRACTICE and wanted and wanted <= unread.catalog.title_stems[record.id]
    ]
    return titled[0] if len(titled) == 1 else None


_THE_PRACTICE = stem_set("good practice practices project one that which")


def _end_of(unread: Unread, at: int) -> int:
    """Where the words end that name the record: behind its number, or at the end of the clause."""
    ends = [found.end() for found in unread.catalog.numbered(unread.folded) if found.end() > at]
    if ends:
        return min(ends)
    clause = re.compile(r"[,;.?!]|$").search(unread.folded, at)
    return clause.start() if clause else len(unread.folded)
