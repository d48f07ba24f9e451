"""Conditions on the kind of office that submitted a record: “by country offices”, “par des bureaux régionaux”."""

from __future__ import annotations

import re

from assistant.listing.conditions.condition import Condition, authors_of
from assistant.listing.conditions.unread import Unread
from assistant.listing.request_patterns import any_of
from assistant.operators import cues
from assistant.words import fold
from ingest.records import Record

_NAMED = {
    "country": (
        r"(?:ilo )?(?:country|national|field) offices?|(?:oficinas?|escritorios?|bureaux?) "
        r"(?:de |do |da |du |dos |des )?(?:pais(?:es)?|pays|naciona(?:l|is|les)|nation(?:al|aux|ales))"
    ),
    "regional": (
        r"(?:ilo )?(?:sub-?)?regional offices?|(?:oficinas?|escritorios?|bureaux?) (?:sub-?)?region(?:al|"
        r"ales|ais|aux)"
    ),
    "team": (
        r"(?:ilo )?(?:decent[- ]work|dw) (?:technical )?(?:support )?(?:and )?teams?|dwts?|"
        r"equip[oe]s? (?:tecnic[oa]s? )?(?:de apoyo (?:tecnico )?)?(?:sobre |de |para |em |pour |"
        r"d'appui (?:technique )?"
        r"(?:au |pour le )?)?(?:el |o |le )?(?:travail decent|trabajo decente|trabalho d[ei]c?g?[ne]*n?te)"
    ),
    "headquarters": (
        r"(?:the )?(?:ilo )?(?:headquarters?|hq)(?: (?:departments?|units?|bureaus?))?|"
        r"(?:ilo )?(?:technical )?departments?(?: (?:at|in) (?:headquarters|geneva))?|"
        r"(?:departamentos?|unidades) (?:tecnic[oa]s? )?(?:de la sede|da sede|de la oit|da oit)|(?:la |"
        r"a )?sede(?! d[eao] (?!la oit|oit))|"
        r"departements?(?: techniques?)?(?: du siege| du bit| de l'oit)?|(?:le )?siege"
    ),
}
"""What a kind of office is called in a question."""

_PRINTED = {
    "country": r"(?<!\w)(?:co|bo)(?!\w)|country office",
    "regional": r"regional office|arab states office",
    "team": r"(?<!\w)dwt(?!\w)|decent work (?:technical )?(?:support )?team",
    "headquarters": (
        r"(?<!\w)(?:departments?|bureau|normes|actrav|act/emp|pardev|partnerships|governance|headquarters|"
        r"hq)(?!\w)"
    ),
}
"""How a record prints it among those who submitted it."""

_OF_ONE = re.compile(
    r"\s+(?:in|for|of|at|de|du|para|pour|en|d[oa]s?|em)\s+(?:the |la |el |le |o |a |l')?(?!OIT|ILO|"
    r"BIT)[A-ZÀ-Þ]"
)
_IN_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+\s+$")


def read_office_kinds(unread: Unread) -> None:
    """The kinds of office by which ``unread`` wants records to be submitted; they become one condition."""
    if not unread.is_asked or unread.reading.request is None:
        return
    found = [
        (*match.span(), kind)
        for kind, words in _NAMED.items()
        for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", unread.left)
        if not _OF_ONE.match(unread.text, match.end())
        and not (kind != "headquarters" and _IN_NAME.search(unread.text[: match.start()]))
    ]
    if not found or not _is_of_submitting(unread):
        return
    kinds = {kind for _, _, kind in found}
    start = min(begin for begin, _, _ in found)
    held = [r.id for r in unread.catalog.records.values() if any(_is_of(r, kind) for kind in kinds)]
    for begin, end, _ in found:
        unread.blank(begin, end)
    negated = unread.turns_not(start)
    for match in cues("written", unread.language).finditer(unread.left):
        unread.blank(*match.span())
    words = unread.folded[start : max(end for _, end, _ in found)]
    unread.add_plain(Condition(field="id", values=tuple(held), negated=negated, words=words))


_SENT = re.compile(
    r"(?<!\w)(?:submi|sent in|author|presentad|presentaron|apresentad|apresentaram|enviad|enviaron|"
    r"enviaram|soumi|envoye|redige|"
    r"elaborad|prepared|written|wrote|escrit)\w*"
)


def _is_of_submitting(unread: Unread) -> bool:
    """Whether ``unread`` says that somebody submitted the records, or that they are “from” or “by” somebody."""
    if cues("funded", unread.language).search(unread.folded):
        return False
    of_whom = (
        rf"{any_of('nouns', 'several', unread.language)} (?:not )?(?:by|from|de|del|des|d[ao]s?|por|"
        rf"par|pel[oa]s?)(?!\w)"
    )
    return bool(_SENT.search(unread.folded) or re.search(of_whom, unread.folded))


def _is_of(record: Record, kind: str) -> bool:
    institutions = [record.institution or "", *(part.institution or "" for part in record.parts)]
    return bool(re.search(_PRINTED[kind], fold(" ; ".join([*institutions, *sorted(authors_of(record))]))))
