"""What a question says on its own: its language, what it asks for, and of which records and sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.catalog import Catalog
from assistant.english_words import english_words
from assistant.intents import Cues, find_cues
from assistant.language import LANGUAGES, detect_language, is_other_language
from assistant.left_out import left_out
from assistant.listing.conditions.alike import asks_for_alike
from assistant.listing.conditions.tables import patterns
from assistant.listing.request_reading import find_request
from assistant.manner import asks_briefly, without_manner
from assistant.operators import cues
from assistant.reading import POINTING, Kind, Reading, clean
from assistant.talk import SURE, SURE_LATER, talk_probability, talk_stems, topic_of
from assistant.words import content_stems, fold, words
from ingest.gazetteer import find_mentions
from ingest.records import Country, SectionKey

_WIDE = 4
"""How many words a cue may have that says nothing of what is asked about."""

_FEW = 3
"""How many words that ask may be all that a question says; more hold what it is about."""


def read_question(
    text: str,
    catalog: Catalog,
    *,
    language: str | None = None,
    talk_from: float = SURE,
    before: str = "",
) -> Reading:
    """The reading of ``text`` on its own; it is talk to the assistant if that is at least ``talk_from`` likely.

    Where ``text`` does not tell its language, it is that of ``before``, what was asked before; a question in a language
    that is not read is taken as English, by its names and by the words that it shares with it.
    """
    text = clean(text)
    unread = is_other_language(text)
    if language not in LANGUAGES:
        language = "en" if unread else detect_language(text, before=before)
    brief = asks_briefly(text)
    told = without_manner(text)
    text = text if _points_back(told, language) else told
    records, unknown, rest = catalog.named(fold(text))
    request = find_request(rest, language)
    alike = request is not None and len(records) == 1 and asks_for_alike(fold(text), language)
    excluded = left_out(fold(text), catalog, language) if request is not None else ()
    records = tuple(record for record in records if record not in excluded)
    english, unknown_words = english_words(text, language, catalog)
    plain = catalog.named(fold(english))[2] if records or unknown else fold(english)
    cues = find_cues(plain, "en")
    own = find_cues(rest, language) if language != "en" else None
    if own is not None:
        cues = cues.joined(own)
    about = _without(plain, [end for span in (*cues.asking, *cues.framing) for end in _ends(plain, span)])
    foreign = frozenset(content_stems(" ".join(unknown_words)))
    terms = tuple(stem for stem in dict.fromkeys(content_stems(about)) if stem not in foreign)
    asked = tuple(
        stem
        for stem in dict.fromkeys(content_stems(" ; ".join(plain[start:end] for start, end in cues.asking)))
        if stem not in terms
    )
    only_asks = POINTING.issuperset(terms) and len(asked) <= _FEW
    if not only_asks and own is not None and own.sections and len({*terms, *asked}) <= _FEW:
        left = _without(rest, (*own.asking, *own.framing))
        only_asks = POINTING.issuperset(content_stems(english_words(left, language, catalog)[0]))
    mentions = [mention.place for mention in find_mentions(english, adjectives=True)]
    facets = {name: _facet(name, rest) for name in ("region", "theme", "period", "kind")}
    kind = _kind(cues, records)
    if brief and kind is Kind.LOOKUP and not cues.sections and not cues.wanted - {"named"}:
        kind = Kind.DESCRIBE
    named = (
        unread
        or records
        or unknown
        or facets["region"]
        or facets["theme"]
        or catalog.quotes_title(plain)
        or (kind is Kind.COMPARE and any(map(str.isdigit, text)))
        or any(not text[m.start : m.end].islower() or m.end - m.start > 3 for m in find_mentions(text))
        or not talk_stems().issuperset(_names(text))
    )
    if not named and talk_probability(fold(text)) >= (SURE_LATER if request else talk_from):
        kind = Kind(topic_of(fold(text)).kind)
    return Reading(
        text=text,
        language=language,
        kind=kind,
        query=english,
        terms=terms or asked,
        asked=asked if terms else (),
        counted=_counted(plain, head_first=language != "en"),
        names=_names(english),
        only_asks=only_asks,
        foreign=tuple(sorted(foreign)),
        records=records,
        unknown_numbers=unknown,
        sections=tuple(sorted(cues.sections, key=lambda key: -cues.sections[key])),
        wanted=cues.wanted,
        countries=tuple(dict.fromkeys(place.name for place in mentions if isinstance(place, Country))),
        groups=tuple(dict.fromkeys(place.acronym for place in mentions if not isinstance(place, Country))),
        regions=facets["region"],
        themes=facets["theme"],
        periods=facets["period"],
        kinds=facets["kind"],
        request=request if alike or not (records or unknown) else None,
        excluded=excluded,
        unread=unread,
    )


def _points_back(text: str, language: str) -> bool:
    """Whether ``text`` says “in this field” or “my country” of what was said before it."""
    return any(" " in match.group() for match in cues("refers_back", language).finditer(fold(text)))


def _kind(cues: Cues, records: tuple[str, ...]) -> Kind:
    if len(records) > 1 or "compare" in cues.kinds:
        return Kind.COMPARE
    about = "describe" in cues.kinds and SectionKey.CONTACTS not in cues.sections
    if about or (records and not cues.sections and not cues.wanted):
        return Kind.DESCRIBE
    return Kind.LOOKUP


_HOW_MANY = re.compile(r"(?:how many|number of|how much|count of|quantity of)\s+((?:[\w'/-]+\s*){1,6})")
_ENDS_NOUN = frozenset(
    words(
        "did do does was were are is has have had will would can could took take taken came come got of in at "
        "on for from to with by that who which and or per"
    )
)


def _counted(folded: str, *, head_first: bool) -> tuple[str, ...]:
    """The stems of the things that a folded question in English words wants a number of.

    Of “how many labour inspectors” it is the inspectors: the last noun, or, where the words stand in the order
    of a Romance language, the first.
    """
    found: list[str] = []
    for match in _HOW_MANY.finditer(folded):
        stems: list[str] = []
        for word in match.group(1).split():
            if word in _ENDS_NOUN:
                break
            stems.extend(content_stems(word))
        found.extend(stems[:1] if head_first else stems[-2:] if len(stems) < 4 else stems[:2])
    return tuple(dict.fromkeys(found))


_CAPITALISED = re.compile(r"(?<![\w@.])(?:[A-ZÀ-Þ][\w’'-]*|[a-z]+[A-Z]\w*)(?!\S*@)")


def _names(text: str) -> tuple[str, ...]:
    """The stems of proper names and acronyms in ``text``: capitalised words but the first of a sentence."""
    if text.isupper() or text.istitle():
        return ()
    stems: list[str] = []
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        opens = (
            not text[: match.start()].rstrip(" ¿¡\"“'«(")
            or text[: match.start()].rstrip(' ¿¡"“«(')[-1] in ".?!:"
        )
        if not opens or (len(word) > 1 and word.isupper()):
            stems.extend(content_stems(word))
    return tuple(dict.fromkeys(stems))


def _ends(folded: str, span: tuple[int, int]) -> Sequence[tuple[int, int]]:
    """``span``, or its first two words and its last where what is asked about stands between: “how was … run”."""
    start, end = span
    found = list(re.finditer(r"\S+", folded[start:end]))
    if len(found) <= _WIDE:
        return (span,)
    return (start, start + found[1].end()), (start + found[-1].start(), end)


def _without(folded: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            kept.append(folded[at:start])
        at = max(at, end)
    return " ".join([*kept, folded[at:]])


def _facet(name: str, folded: str) -> tuple[str, ...]:
    return tuple(value for value, pattern in patterns(name).items() if pattern.search(folded))
