"""Conditions on who took part, wrote or paid: partners, submitters, authors and funders."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from weakref import WeakKeyDictionary

from assistant.catalog import Catalog
from assistant.listing.conditions.condition import (
    OWN_NAMES,
    Condition,
    institution_names,
    institutions,
    person_name,
)
from assistant.listing.conditions.named_bodies import read_translated
from assistant.listing.conditions.tables import patterns
from assistant.listing.conditions.unread import Unread
from assistant.mentions import bodies
from assistant.mentions.bodies import bodies_said
from assistant.operators import cues, small_lines
from assistant.words import fold, plain_form
from ingest.gazetteer import country, find_mentions, group

_USUAL = 0.1
"""The share of the records from which on a single word is no name."""


_OWN = re.compile("|".join(OWN_NAMES.values()))
"""Institutions that a record can print where its authors stand."""


class Names:
    """The institutions, funders and authors of one catalog, with what finds each of them in a question.

    ``pots`` are the funders whose acronym stands for money alone: RBTC.
    """

    def __init__(self, catalog: Catalog) -> None:
        records = catalog.records.values()
        self.funders = {
            name: re.compile(rf"(?<!\w)(?:{'|'.join(_funder_forms(name))})(?!\w)")
            for name in sorted({n for r in records for n in r.funding}, key=lambda n: (-len(n), n))
        }
        self.institutions: dict[str, tuple[str, ...]] = {}
        self.acronyms: dict[str, tuple[str, ...]] = {}
        self.persons: dict[str, str] = {}
        for record in records:
            for partner in record.partners:
                self._institution(catalog, partner.name, partner.acronym)
            self._institution(catalog, record.institution or "", None)
            for author in (*record.authors, *(a for part in record.parts for a in part.authors)):
                if not _OWN.fullmatch(person_name(author)):
                    self.persons[person_name(author)] = person_name(author)
                self._institution(catalog, author.split(",")[0], None)
        taking_part = {name for record in records for name in institutions(record)}
        self.pots = frozenset(n for n in self.funders if n.isupper() and len(n) > 3 and n not in taking_part)
        self.longest = sorted(self.institutions, key=lambda name: (-len(name), name))

    def _institution(self, catalog: Catalog, printed: str, acronym: str | None) -> None:
        names = tuple(
            name for name in institution_names(printed) if country(name) is None and not group(name)
        )
        alone = re.fullmatch(r"([A-Z]{3,})(?:\s*[(][^)]*[)])?", printed.strip())
        acronym = acronym or (alone.group(1) if alone else None)
        if acronym and acronym not in ("ILO", "SSTC") and not group(acronym) and country(acronym) is None:
            self.acronyms[acronym] = (acronym, *names[:1])
        for name in names:
            if len(name.split()) > 1 or (len(name) > 4 and catalog.share(plain_form(name)) <= _USUAL):
                self.institutions[name] = (name,)


@cache
def _aliases() -> dict[str, list[str]]:
    """Other words for the funders of the records, regular expressions by their printed name."""
    text = files("assistant").joinpath("data/aliases.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)["funders"]
    return table


def _funder_forms(name: str) -> tuple[str, ...]:
    pieces = [re.escape(fold(piece)) for piece in (name, *re.split(r" ?[/()]", name)) if len(piece) > 2]
    return (*_aliases().get(name, ()), *dict.fromkeys(pieces))


_NAMES: WeakKeyDictionary[Catalog, Names] = WeakKeyDictionary()


def names_of(catalog: Catalog) -> Names:
    """The names of ``catalog``, found out once."""
    if catalog not in _NAMES:
        _NAMES[catalog] = Names(catalog)
    return _NAMES[catalog]


def _without_roles(unread: Unread) -> str:
    """The folded question without “as a partner or as a donor”, which leaves open who paid."""
    return cues("as_partaker", unread.language).sub(" ", unread.told)


def read_funders(unread: Unread) -> None:
    """Who paid, where ``unread`` speaks of money."""
    language = unread.language
    names = names_of(unread.catalog)
    known = names.funders
    spoken_of = bool(cues("funded", language).search(_without_roles(unread)))
    if not spoken_of:
        known = {name: known[name] for name in known if name in names.pots}
    found: list[re.Match[str]] = []
    for pattern in known.values():
        spans = [match.span() for match in found]
        found += [
            match
            for match in pattern.finditer(unread.left)
            if all(match.end() <= start or match.start() >= end for start, end in spans)
        ]
    if not spoken_of:
        found = [match for match in found if not find_mentions(match.group(), adjectives=True)]
    found = [match for match in found if not _OWN_BUDGET.match(unread.folded, match.start())]
    if language in ("fr", "pt"):  # “ont eu”, “eu quero”
        found = [match for match in found if unread.text[slice(*match.span())] != "eu"]
    for match in sorted(found, key=lambda match: match.start()):
        same = [other for other, own in known.items() if own.fullmatch(match.group())]
        longest = next(name for name, own in known.items() if own.fullmatch(match.group()) or own is match.re)
        unread.add("funding", same or [longest], *match.span())
    seen = bool(found)
    if not seen and spoken_of:
        seen = _unknown_funder(unread)
    if not seen and spoken_of and cues("funder", language).search(unread.told):
        without = bool(cues("without", language).search(unread.folded))
        unread.add_plain(Condition(field="funding", negated=without))
        seen = True
    if seen and cues("only_funder", language).search(unread.folded):
        unread.conditions = [
            replace(condition, only=condition.field == "funding" or condition.only)
            for condition in unread.conditions
        ]
    if seen:
        for match in cues("funded", language).finditer(unread.left):
            unread.blank(*match.span())


_NAME = (
    r"((?:(?:the|la|el|le|l'|o|a)\s+)?[A-ZÀ-Þ][\w’'-]*"
    r"(?:\s+(?:of|for|and|de|del|du|des|da|do|the|la)\s+[A-ZÀ-Þ]?[\w’'-]+|\s+[A-ZÀ-Þ][\w’'-]*)*)"
)


_OWN_BUDGET = re.compile(r"(?:ilo|oit|bit)(?:'s)? (?:regular|special|rb|own)|(?:ilo|oit|bit)'s(?= )")
"""The office that a budget is of, which is no payer of its own: “the ILO's regular budget”."""


def _unknown_funder(unread: Unread) -> bool:
    """Whether somebody is named as having paid whom no record names as a funder; it becomes a condition."""
    for template in small_lines("paid_by", unread.language):
        match = re.search(template.replace("NAME", _NAME), unread.text)
        if match and unread.is_free(*match.span(1)):
            payers = _of_country(match.group(1), names_of(unread.catalog).funders)
            unread.add("funding", payers or [fold(match.group(1))], *match.span(1))
            return True
    return False


def _of_country(name: str, funders: Iterable[str]) -> list[str]:
    """The funders that are of the country called ``name``: “Brazilian government (in kind)” for Brazil."""
    places = {mention.place.name for mention in find_mentions(name, adjectives=True)}
    return [
        funder
        for funder in funders
        if places and places & {mention.place.name for mention in find_mentions(funder, adjectives=True)}
    ]


_OFFICE = re.compile(r"\b(?:ilo|office|co|bureau|team|departments?)\b")


def read_persons(unread: Unread) -> None:
    """Who wrote or submitted it: by the whole name, or by a part of it where authors are spoken of."""
    written = cues("written", unread.language).search(unread.folded)
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for name in sorted(names_of(unread.catalog).persons, key=len, reverse=True):
        alone = len(name.split()) > 1 and not _OFFICE.search(name)
        if name not in unread.left or not (written or alone):
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", unread.left):
            found.append((*match.span(), (name,)))
            unread.blank(*match.span())
    unread.add_in_order("person", found)
    if written:
        _read_surnames(unread)
    if any(condition.field == "person" for condition in unread.conditions):
        for match in cues("written", unread.language).finditer(unread.left):
            unread.blank(*match.span())


_LONG = 4


def _read_surnames(unread: Unread) -> None:
    """Authors by a part of their name behind the first: “submitted by Chando or Calfat”."""
    persons = [name for name in names_of(unread.catalog).persons if not _OFFICE.search(name)]
    parts = {part for name in persons for part in name.split()[1:] if len(part) > _LONG}
    for match in re.finditer(r"[^\W\d_]+", unread.left):
        if match.group() in parts and (unread.text[match.start()].isupper() or unread.text.islower()):
            unread.add("person", [n for n in persons if match.group() in n.split()[1:]], *match.span())


def read_institutions(unread: Unread) -> None:
    """Which institutions took part; acronyms count as they are printed, or where nothing is in capitals."""
    for match in _EXAMPLES.finditer(unread.left):
        unread.blank(*match.span())
    for own, pattern in OWN_NAMES.items():
        for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", unread.left):
            unread.add("institution", own, *match.span())
    known = names_of(unread.catalog)
    themes = [m.span() for theme in patterns("theme").values() for m in theme.finditer(unread.left)]
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for name in known.longest:
        if name not in unread.left:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", unread.left):
            if " " not in name and _is_within(match, themes):
                continue  # “normes internationales du travail”, not the department NORMES
            if " " in name or not unread.text[match.start()].islower() or unread.text.islower():
                found.append((*match.span(), known.institutions[name]))
                unread.blank(*match.span())
    unread.add_in_order("institution", found)
    if unread.language != "en":
        read_translated(unread, known.institutions)
    for body, said in bodies_said(unread.text).items():
        names = (body, *bodies.names_of(body))
        held = [known.acronyms.get(name) or known.institutions.get(fold(name)) for name in names]
        start = unread.folded.find(fold(said))
        known_as = tuple(dict.fromkeys(value for found in held if found for value in found))
        if known_as and start >= 0 and unread.is_free(start, start + len(said)):
            unread.add("institution", known_as, start, start + len(said))
    lower = unread.text == unread.text.lower()
    for acronym, values in known.acronyms.items():
        shown = unread.folded if lower and len(acronym) > 3 else unread.text
        form = fold(acronym) if lower and len(acronym) > 3 else acronym
        if len(acronym) > 3 and acronym.isupper() and form not in shown:
            form = acronym.capitalize()  # “Ipea”
        if form not in shown:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", shown):
            if unread.is_free(*match.span()) and not (lower and _is_within(match, themes)):
                unread.add("institution", values, *match.span())
                _blank_gloss(unread, match.end())
    _blank_unknown_acronyms(unread)


def _is_within(match: re.Match[str], spans: Iterable[tuple[int, int]]) -> bool:
    """Whether ``match`` is a part of one of ``spans`` that is longer."""
    return any(s <= match.start() and match.end() <= e and match.span() != (s, e) for s, e in spans)


def _blank_unknown_acronyms(unread: Unread) -> None:
    """An acronym that no record has, beside the full name that it stands for, says nothing more."""
    if unread.text.isupper() or not any(c.field == "institution" for c in unread.conditions):
        return
    for match in re.finditer(r"(?<!\w)[A-Z]{3,}(?!\w)", unread.text):
        after = re.match(r"\s*[,(–-]\s*(?:\w{1,3}\s+)?", unread.folded[match.end() :])
        before = re.search(r"[,(–-]\s*(?:\w{1,3}\s+)?$", unread.folded[: match.start()])
        beside = (after and not unread.is_free(match.end() + after.end(), match.end() + after.end() + 1)) or (
            before and not unread.is_free(before.start() - 1, before.start())
        )
        if (
            beside
            and unread.is_free(*match.span())
            and not unread.catalog.share(plain_form(fold(match.group())))
        ):
            unread.blank(*match.span())


_EXAMPLES = re.compile(
    r"[(][^)]*(?:\.\.\.|…|etc\.?|and (?:so on|others|the like)|among others|y (?:otros|demas)|"
    r"entre (?:otros|autres|outros)|et (?:autres|ainsi de suite)|e (?:outros|assim por diante)|"
    r"p(?:or|ar) e[jx]empl[oe])\s*[)]"
)
"""Names in brackets that only say what is meant, for example."""


def _blank_gloss(unread: Unread, end: int) -> None:
    """What stands in brackets after an acronym only says it once more."""
    gloss = re.match(r"\s*[(][^)]*[)]", unread.folded[end:])
    if gloss:
        unread.blank(end, end + gloss.end())
