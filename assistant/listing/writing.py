"""Exact answers over all records put into words: every record that counts is cited."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Support
from assistant.draft import Draft
from assistant.listing.census import Census, Finding
from assistant.listing.details import write_details
from assistant.lookup import title_line
from assistant.phrases import phrase, record_name
from assistant.witness import witness_of
from assistant.words import fold
from ingest.country_names import country_name
from ingest.records import Record, RecordKind

_MOST_GROUPS, _FEW_GROUPS = 12, 3
_NUMBERED = {"country": "countries", "partner": "partners", "theme": "themes", "funding": "funders"}
_HEADINGS = {
    "country": "heading_country_count",
    "partner": "heading_partner_count",
    "author": "heading_author_count",
    "funding": "heading_funder_count",
}
"""What says how many values of a field one record holds."""
_NOUNS = {RecordKind.PRACTICE: "practices", RecordKind.INITIATIVE: "initiatives"}


def write(draft: Draft, census: Census, finding: Finding, language: str) -> None:
    """The number and the list into ``draft``, each record with a citation."""
    noun = phrase(_noun(census), language)
    shared = {"searched": finding.searched, "noun": noun}
    if not finding.records:
        draft.say(phrase("none_record" if _noun(census) == "records" else "none_match", language, **shared))
        return
    if census.instead_of is not None:
        named = phrase(_NOUNS[census.instead_of], language)
        draft.say(phrase("none_of_kind", language, noun=named, others=noun))
    if census.apart:
        _write_sets(draft, census, finding, language)
        return
    if census.by and finding.groups:
        _write_groups(draft, census, finding, language)
        return
    shown = finding.records
    of_one = census.counts and len(finding.records) == 1 and _HEADINGS.get(census.values or "")
    if finding.values and of_one:
        only = finding.records[0]
        named = ", ".join(_called(finding.values, census.values, language))
        inside = record_name(only, language, "in")
        draft.say(phrase(of_one, language, count=len(finding.values), inside=inside, names=named))
    elif finding.values:
        text = phrase(
            f"{census.values}_counted",
            language,
            count=len(finding.values),
            records=len(finding.records),
            noun=noun,
            names=", ".join(_called(finding.values, census.values, language)),
        )
        draft.say(text)
    else:
        frame = "share" if census.share else "count" if census.counts else "list"
        shared["percent"] = round(100 * len(finding.records) / max(finding.searched, 1))
        if census.at_most is not None and census.at_most < len(finding.records):
            frame, shown = "first_of", finding.records[: census.at_most]
        elif len(finding.records) == 1 and not census.share:
            frame = f"{frame}_one"
        draft.say(phrase(frame, language, count=len(finding.records), shown=len(shown), **shared))
    if census.details:
        write_details(draft, census.details, shown)
        return
    draft.say("\n".join(_line(draft, census, record, language) for record in shown))


def _write_sets(draft: Draft, census: Census, finding: Finding, language: str) -> None:
    """Each set with its number, the larger first where that is asked for, and the records in it."""
    noun = phrase(_noun(census), language)
    kinds = {str(kind): phrase(noun, language) for kind, noun in _NOUNS.items()}
    called = [kinds.get(name, name) for name, _ in finding.groups]
    names = [f"{name[:1].upper()}{name[1:]}" for name in called]
    sizes = [len(records) for _, records in finding.groups]
    if census.order:
        pairs = [f"{name} ({size})" for name, size in zip(names, sizes, strict=True)]
        frame = "as_many" if sizes[0] == sizes[1] else "more_of" if census.order > 0 else "fewer_of"
        draft.say(phrase(frame, language, first=pairs[0], others="; ".join(pairs[1:])))
    for name, (_, records) in zip(names, finding.groups, strict=True):
        counted = {"value": name, "count": len(records), "searched": finding.searched, "noun": noun}
        named = [_line(draft, census, record, language, name, brief=True) for record in records]
        draft.say(f"{phrase('group', language, **counted)} {', '.join(named)}".strip())


def _write_groups(draft: Draft, census: Census, finding: Finding, language: str) -> None:
    noun = phrase(_noun(census), language)
    if census.counts and not census.order and (census.least or census.at_most_often):
        values = [value for value, _ in finding.groups]
        held = {record.id for _, records in finding.groups for record in records}
        draft.say(
            phrase(
                f"{census.by}_counted",
                language,
                count=len(values),
                records=len(held),
                noun=noun,
                names=", ".join(_called(values, census.by, language)),
            )
        )
    most = _FEW_GROUPS if census.order and census.places == 1 else _MOST_GROUPS
    if census.by != "country" and not census.order:
        most = len(finding.groups)
    for value, records in finding.groups[:most]:
        called = _called([value], census.by, language)[0]
        counted = {"value": called, "count": len(records), "searched": finding.searched, "noun": noun}
        if census.order:
            frame = f"group_of_{_NUMBERED.get(census.by or '', 'values')}" if census.of_numbers else "group"
            draft.say(phrase(frame, language, **counted))
            draft.say("\n".join(_line(draft, census, record, language, value) for record in records))
        else:
            named = [_line(draft, census, record, language, value, brief=True) for record in records]
            draft.say(f"{phrase('group', language, **counted)} {', '.join(named)}")


def _called(values: Sequence[str], field: str | None, language: str) -> Sequence[str]:
    """Countries as ``language`` calls them, in the order of their names there; other values as they stand."""
    if field != "country" or language == "en":
        return values
    return sorted((country_name(value, language) for value in values), key=fold)


def _line(
    draft: Draft, census: Census, record: Record, language: str, value: str = "", *, brief: bool = False
) -> str:
    text = record_name(record, language) if brief else title_line(record)
    stated = draft.state(text, [witness_of(record, _words(census, value))], Support.SUPPORTED)
    return stated if brief else f"- {stated}"


def _noun(census: Census) -> str:
    kinds = next((c.values for c in census.conditions if c.field == "kind"), ())
    if kinds == ("practice",):
        return "practices"
    return "initiatives" if kinds == ("initiative",) else "records"


def _words(census: Census, value: str) -> list[str]:
    """The words that a sentence has to hold to show why a record is listed."""
    conditions = [condition for condition in census.conditions if not condition.negated]
    fields = [value for c in conditions if c.field not in ("text", "mention", "id") for value in c.values]
    return [value, *(condition.words for condition in conditions), *fields]
