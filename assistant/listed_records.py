"""Which records the answers before listed, and which a question means: “the second”, “the other one”, “each”."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.evidence import Evidence
from assistant.listing.listed_items import asks_which, items_of, wanted_items
from assistant.question_reading import read_question
from assistant.reading import Reading, Turn, clean
from assistant.weighed import RankedRecord
from assistant.words import fold
from ingest.records import RecordKind

_MOST_ITEMS = 6
"""How many records “which of them …” may choose from."""

_MOST_AT_ONCE = 3
"""How many records “each of them” may mean."""

_NOT_BACKGROUND = 0.05
"""How likely a practice or initiative has to be to be meant before a background text, which speaks of all."""

_OTHER = re.compile(
    r"(?<!\w)(?:the other(?: one)?|(?:(?:de |en |con )?la|el|del|al) otr[ao]|l'autre|"
    r"(?:[ao]|n[ao]|d[ao]|ao|pel[ao]) outr[ao])(?!\w)(?! (?:hand|side|lado|cote|day|dia|jour))"
)
_DESCRIBED = re.compile(
    r"(?<!\w)(?:the [\w-]+(?: [\w-]+)? one|the one (?:in|with|from|on|about|for|of)|"
    r"(?:la|el) (?:de(?:l)?|con|en|sobre)|(?:celle|celui) (?:d[eu]s?|avec|en|sur|d')|"
    r"(?:[ao]|n[ao]) (?:d[aeo]|com|em|sobre|n[ao]))(?!\w)"
)
"""“The Kenyan one”, “celle avec l'Azerbaïdjan”."""

_EACH = re.compile(
    r"(?<!\w)(?:each(?! other)(?: one| of them)?|both(?: of them)?|cada un[ao]?|(?:[eo]m |n)?ambas?|ambos|"
    r"(?:l[ao]s|nas|nos|[ao]s|das|dos) (?:dos|duas|dois)|chacune?|(?:toutes )?les deux)(?!\w)(?! (?:\w{4,}))|"
    r"(?<!\w)(?:(?:in )?the same way|de la misma (?:manera|forma)|de la meme (?:facon|maniere)|"
    r"da mesma (?:forma|maneira))(?!\w)"
)


def pointed_at(folded: str, turns: Sequence[Turn], evidence: Evidence) -> tuple[str, ...]:
    """The records meant by “the second one”, after an answer that listed some, be it not the last."""
    if not wanted_items(folded, _MOST_ITEMS):
        return ()
    items = next(filter(None, (_items(turns[:end]) for end in range(len(turns), 0, -1))), [])
    return tuple(dict.fromkeys(meant_by(items[at], evidence) for at in wanted_items(folded, len(items))))


def each_listed(
    folded: str, turns: Sequence[Turn], named: Sequence[str], evidence: Evidence
) -> tuple[str, ...]:
    """The records meant by “each” or “both”: those ``named`` in the question before, else those listed last."""
    if not _EACH.search(folded):
        return ()
    listed = tuple(named) if len(named) > 1 else _records(_items(turns), None, evidence)
    return listed if 2 <= len(listed) <= _MOST_AT_ONCE else ()


def one_of_those_listed(
    folded: str, turns: Sequence[Turn], reading: Reading, evidence: Evidence
) -> str | None:
    """The record that “which of the two …” asks for, among those that the answer before listed."""
    items = _items(turns)
    if not asks_which(folded) or not 2 <= len(items) <= _MOST_ITEMS:
        return None
    return _best(reading, {meant_by(item, evidence) for item in items}, evidence)


def picks_one(folded: str) -> bool:
    """Whether a folded question says “the other one” or “the Kenyan one”."""
    return bool(_OTHER.search(folded) or _DESCRIBED.search(folded))


def spoken_of(turns: Sequence[Turn], reading: Reading, evidence: Evidence) -> str | None:
    """The record among those named in the conversation that ``reading`` speaks of most."""
    named = [
        record_id for turn in turns for record_id in evidence.catalog.named(fold(clean(turn.content)))[0]
    ]
    return _best(reading, named, evidence) if named else None


def listed_one(
    folded: str, turns: Sequence[Turn], reading: Reading, focus: str | None, evidence: Evidence
) -> str | None:
    """The record that “the other one” or “the Kenyan one” means, among those that an answer listed."""
    other = bool(_OTHER.search(folded))
    for at in range(len(turns) - 1, -1, -1):
        items = items_of(turns[at].content) if turns[at].role == "assistant" else []
        if not 2 <= len(items) <= _MOST_ITEMS:
            continue
        question = next((turn.content for turn in reversed(turns[:at]) if turn.role == "user"), "")
        listed = _records(items, question, evidence)
        if len(listed) < 2:
            continue
        if not other:
            return _best(reading, listed, evidence)
        left = [record_id for record_id in listed if record_id != focus]
        if len(left) < len(listed):
            return left[0] if len(left) == 1 else _best(reading, left, evidence)
    return None


def likeliest(turns: Sequence[Turn], evidence: Evidence) -> RankedRecord | None:
    """The record that the words of ``turns`` speak of; a background text where no other is likely."""
    text = " ".join(clean(turn.content) for turn in turns)
    ranked = evidence.weigh(read_question(text, evidence.catalog)).ranked
    others = [item for item in ranked if item.record.kind is not RecordKind.BACKGROUND]
    if others and others[0].probability >= _NOT_BACKGROUND:
        return others[0]
    return ranked[0] if ranked else None


def meant_by(item: str, evidence: Evidence) -> str:
    """The record that an item of a list names or speaks of."""
    named = evidence.catalog.named(fold(item))[0]
    if named:
        return named[0]
    found = likeliest([Turn(role="user", content=item)], evidence)
    return found.record.id if found else next(iter(evidence.catalog.records))


def _items(turns: Sequence[Turn]) -> list[str]:
    answer = next((turn.content for turn in reversed(turns) if turn.role == "assistant"), None)
    return items_of(answer) if answer else []


def _records(items: Sequence[str], question: str | None, evidence: Evidence) -> tuple[str, ...]:
    """The records that ``items`` speak of, the answer to ``question``; background texts only where all are."""
    found: list[str] = []
    described: list[str] = []
    for item in items:
        named = evidence.catalog.named(fold(item))[0]
        if named:
            found.append(named[0])
            described.append(named[0])
            continue
        ranked = evidence.weigh(read_question(clean(f"{question or ''} {item}"), evidence.catalog)).ranked
        others = [other for other in ranked if other.record.kind is not RecordKind.BACKGROUND] or ranked
        found.append((others if others[0].probability >= _NOT_BACKGROUND else ranked)[0].record.id)
        described.append(others[0].record.id)
    kinds = {evidence.catalog.records[record_id].kind for record_id in found}
    texts = kinds == {RecordKind.BACKGROUND} and len(set(found)) > 1
    return tuple(dict.fromkeys(found if texts else described))


def _best(reading: Reading, allowed: Collection[str], evidence: Evidence) -> str | None:
    ranked = evidence.weigh(reading, tuple(dict.fromkeys(allowed))).ranked
    return ranked[0].record.id if ranked else None
