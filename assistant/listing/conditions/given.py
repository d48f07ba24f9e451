"""Conditions on what a record gives at all: an e-mail address, a telephone number, a link, information on funding."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.listing.conditions.condition import Condition
from assistant.listing.conditions.section_words import section_names
from assistant.listing.conditions.unread import Unread

_SMALL = (
    r"(?:\W+(?:not|an?|any|the|no|some|a single|one|single|working|own|their|its|un[ao]?s?|ningun[ao]?|"
    r"algun[ao]?|el|la|los|las|su|sus|pas|d|de|du|des|"
    r"l|le|les|une?|aucune?|um|uma|nenhuma?|algum|alguma|os?|as?|qualquer|propi[oa]|further|contact))*\W+"
)
_ENDS = r"(?=\W*$|\s*[.,;:?!)]|\s+(?:and|or|nor|y|o|ni|et|ou|e|nem|at all|in|en|dans|n[oa]s?)(?!\w))"
_WHERE = re.compile(
    r"\W+(?:(?:in|among|under|en|dans|parmi|em|n[oa]s?|entre|de|of|for) ?(?:their|the|its|sus?|los|las|el|"
    r"la|les?|leurs?|seus|os|as)? ?)"
    r"(?:contact|contatos?|contactos?|contacts?|materials?|materiales|materiais|"
    r"sections?)\w*(?: sections?| details?)?(?=\W*$|[.,;?!])"
)


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("assistant").joinpath("data/given.toml").read_text(encoding="utf-8"))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    table = _table()
    channels = "|".join(f"(?P<{name}>{words})" for name, words in table["channels"].items())
    sections = "|".join(f"(?P<{key}>{words})" for key, words in section_names().items())
    asked = (
        rf"(?:{channels})(?! (?:with|between|con|entre|avec|com)(?!\w))|"
        rf"{table['information']['all']}(?:{sections}|{table['information']['payers']})"
    )
    return re.compile(rf"(?<!\w)(?:{table['has'][language]}){_SMALL}(?:{asked})(?!\w)")


def read_given(unread: Unread) -> bool:
    """Whether ``unread`` asks for records that give something at all, or do not; that becomes a condition."""
    noun = unread.noun_at or 0
    if not unread.is_asked or unread.reading.request is None:
        return False
    read = False
    for match in _pattern(unread.language).finditer(unread.folded, noun):
        values = {name for name, value in match.groupdict().items() if value}
        channels = values & set(_table()["channels"])
        if not channels and not re.match(_ENDS, unread.folded[match.end() :]):
            continue
        kept = channels or {"funding" if name == "payer" else name for name in values}
        before = unread.folded[max(0, match.start() - _NEAR) : match.end()]
        negated = bool(
            re.search(rf"(?:(?<!\w)|(?<=n't))(?:{_table()['denied'][unread.language]})(?!\w)", before)
        )
        where = _WHERE.match(unread.folded, match.end())
        unread.blank(match.start(), where.end() if where else match.end())
        unread.add_plain(
            Condition(
                field="channel" if channels else "told",
                values=tuple(sorted(kept)),
                negated=negated,
                words=match.group(),
            )
        )
        read = True
    return read


_NEAR = 14
"""How far before the verb what denies it can stand: “do not give”, “no indican”."""
