"""One condition on a record, and what each field of a record holds for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from assistant.listing.conditions.told import channels_of, told_in
from assistant.weighing.record_table import taking_part
from assistant.words import fold
from ingest.gazetteer import members, region
from ingest.records import Country, Record, RecordKind, SectionKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition on a record: that some of ``values`` are in its ``field``.

    With ``negated`` none may be; with ``other_than`` something beside them has to be; with ``only`` nothing
    beside them may be. ``least`` and ``most`` bound how many values the field holds, of ``values`` where
    there are any. ``words`` are those of
    the question that say so, ``either`` the conditions that an “or” has joined in it. A condition on ``text``
    or a ``mention`` is met by the records whose ids are its ``values``, a ``mention`` to the letter.
    """

    field: str
    values: tuple[str, ...] = ()
    negated: bool = False
    other_than: bool = False
    only: bool = False
    least: int = 0
    most: int | None = None
    words: str = ""
    either: tuple[Condition, ...] = ()

    def holds(self, record: Record) -> bool:
        """Whether ``record`` meets the condition."""
        held = FIELDS[self.field](record)
        if self.other_than:
            return bool(held - frozenset(self.values))
        if self.least or self.most is not None:
            held = held.intersection(self.values) if self.values else held
            return self.least <= len(held) <= (len(held) if self.most is None else self.most)
        if self.only:
            return bool(held) and held <= frozenset(self.values)
        found = bool(held.intersection(self.values)) if self.values else bool(held)
        return found is not self.negated


def countries_of(record: Record) -> frozenset[Country]:
    """The countries of ``record`` and of its parts."""
    return frozenset((*record.countries, *(place for part in record.parts for place in part.countries)))


def _country_regions(record: Record) -> frozenset[str]:
    """The regions of the countries; of the members of its groups where it names no country."""
    named = countries_of(record) or frozenset(m for group in record.groups for m in members(group))
    return frozenset(region(place) for place in named)


_CENTRE = ("ITCILO", "international training centre of the ilo")
OWN_NAMES = {
    _CENTRE: (
        r"itc[- ]?ilo|ilo[- /]itc|cif[- ]?oit|cif d[ae] (?:la )?oit(?: (?:de|em|en) turi[nm])?|itc[- ]turin|itc"
        r"|(?:the )?(?:ilo'?s? )?(?:turin|international training) cent(?:re|er)(?: (?:of|at) the ilo)?(?: in turin)?"
        r"|centro internacional de forma(?:cion|cao)(?: de la oit| da oit)?(?: (?:de|em) turi[nm])?"
        r"|centre international de formation(?: de l'oit)?(?: (?:de|a) turin)?"
        r"|(?:centro|centre|cif) (?:de|em|a) turi[nm]|turi[nm]"
    )
}
"""Institutions that have more names than their records print, and those names."""

_GENERIC = re.compile(
    r"(?:the )?(?:ministr(?:y|ies) (?:of|in charge of) labou?r|ministr(?:y|ies) of the environment|governance|ilo|"
    r"hq|dwt|international labou?r organi[sz]ation|workers|employers|trade unions?|labou?r inspectorates?|research|"
    r"government|partners|statistics|programme|regional office|country office|office|world of work|sstc|"
    r"\w+ian government|government of \w+|skills|industry|employers' associations?|federation)"
)


def institution_names(printed: str) -> tuple[str, ...]:
    """The names, folded, under which an institution can be asked for that a record prints as ``printed``."""
    base = re.sub(r"\s*[(][^)]*[)]", "", printed)
    pieces = [base, *re.split(r"\s*[/,;]\s*", base), *re.findall(r"[(]([^)]+)[)]", printed)]
    folded = (fold(piece).strip(" .") for piece in pieces)
    return tuple(dict.fromkeys(name for name in folded if len(name) > 2 and not _GENERIC.fullmatch(name)))


@lru_cache(maxsize=4_096)
def institutions(record: Record) -> frozenset[str]:
    """Every name under which an institution of ``record`` can be asked for."""
    found: set[str] = set()
    printed = [record.institution or "", *record.authors]
    for partner in record.partners:
        if "expected in" in partner.name:
            continue
        found.update(name for name in (partner.acronym or "",) if name)
        printed.append(partner.name)
    for part in record.parts:
        printed += [part.institution or "", *part.authors]
    for name in printed:
        found.update(institution_names(name))
    whole = fold(" ; ".join(printed))
    for own, pattern in OWN_NAMES.items():
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", whole):
            found.update(own)
    return frozenset(found)


def authors_of(record: Record) -> frozenset[str]:
    """Those who submitted ``record`` and its parts, as they are printed."""
    return frozenset((*record.authors, *(name for part in record.parts for name in part.authors)))


def persons(record: Record) -> frozenset[str]:
    """Those who wrote or submitted ``record``, folded, without office."""
    names = (*record.authors, *(name for part in record.parts for name in part.authors))
    own = re.compile("|".join(OWN_NAMES.values()))
    return frozenset(name for name in map(person_name, names) if not own.fullmatch(name))


def person_name(printed: str) -> str:
    """The name alone of an author printed with an office before or after it, or with the surname first."""
    inner = re.sub(r".*[(]([^)]+)[)].*", r"\1", printed)
    turned = re.fullmatch(r"([A-ZÀ-Þ][^\W\d_]+), ([A-ZÀ-Þ][^\W\d_]+)", inner.strip())
    if turned:
        return fold(f"{turned[2]} {turned[1]}")
    return fold(inner.split(",")[0]).strip()


def outcome_name(printed: str) -> str:
    """The short name of a policy outcome: ``outcome 5`` of “Outcome 5: Skills and lifelong learning”."""
    return fold(printed.split(":")[0]).strip()


def _given_none(record: Record) -> frozenset[str]:
    """The sections that ``record`` leaves blank, and those of a practice that it does not have at all.

    A heading can stand for two of them: “Contact and Materials”.
    """
    filled = [section for section in record.sections if section.text.strip()]
    told = {str(key) for key in SectionKey for s in filled if key is s.key or str(key) in s.label.casefold()}
    named = {str(section.key) for section in record.sections}
    if record.kind is RecordKind.PRACTICE:
        named |= {str(key) for key in SectionKey if key is not SectionKey.OTHER}
    return frozenset(named - told)


def _headings(record: Record) -> frozenset[str]:
    """The sections that ``record`` has a heading for, blank or not; a heading can stand for two of them."""
    labels = [section.label.casefold() for section in record.sections]
    named = {str(key) for key in SectionKey if any(str(key) in label for label in labels)}
    return frozenset({*(str(section.key) for section in record.sections), *named})


FIELDS: dict[str, Callable[[Record], frozenset[str]]] = {
    "id": lambda record: frozenset({record.id}),
    "text": lambda record: frozenset({record.id}),
    "mention": lambda record: frozenset({record.id}),
    "kind": lambda record: frozenset({str(record.kind)}),
    "place": taking_part,
    "region": lambda record: frozenset({record.region} if record.region else ()),
    "country region": _country_regions,
    "country": lambda record: frozenset(place.name for place in countries_of(record)),
    "partner": lambda record: frozenset(partner.name for partner in record.partners),
    "author": authors_of,
    "group": lambda record: frozenset(record.groups),
    "period": lambda record: frozenset({record.period} if record.period else ()),
    "theme": lambda record: frozenset(record.themes),
    "modality": lambda record: frozenset(record.modalities),
    "funding": lambda record: frozenset(record.funding),
    "goal": lambda record: frozenset(f"SDG {number}" for number in record.sdgs),
    "outcome": lambda record: frozenset(outcome_name(name) for name in record.outcomes),
    "person": persons,
    "institution": institutions,
    "section": lambda record: _headings(record),
    "blank": lambda record: frozenset(str(s.key) for s in record.sections if not s.text.strip()),
    "given none": _given_none,
    "told": told_in,
    "channel": channels_of,
}
"""What the field of that name holds in a record."""

VALUE_FIELDS = ("region", "period", "kind", "goal", "outcome")
"""Fields of which a record holds one value, so that “in Africa and in Asia” means either."""
