"""How a question is understood: its language, what it asks for, and of which records and sections."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.catalog import Catalog
from assistant.glossary import to_english
from assistant.intents import Cues, find_cues
from assistant.language import LANGUAGES, detect_language, is_other_language
from assistant.listing.request import Request
from assistant.listing.request_reading import find_request
from assistant.manner import asks_briefly, without_manner
from assistant.operators import cue_before, cues, cues_of
from assistant.talk import SURE, SURE_LATER, talk_probability, talk_stems, topic_of
from assistant.words import STOP_WORDS, content_stems, fold, stem_set, words
from ingest.gazetteer import find_mentions
from ingest.records import Country, SectionKey


class Kind(StrEnum):
    """What sort of answer a question wants."""

    LOOKUP = "lookup"
    DESCRIBE = "describe"
    LIST = "list"
    COUNT = "count"
    COMPARE = "compare"
    META = "meta"
    CHITCHAT = "chitchat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of the conversation before the question: ``role`` is ``user`` or ``assistant``."""

    role: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question as the assistant understands it.

    ``query`` is the question in English words. ``terms`` are the stems that say what it is about, ``asked``
    those that say what it wants to know of it, ``counted`` those of the things it wants a number of,
    ``names`` those of proper names. ``only_asks`` is set where it says no more than what it wants to know (“and who
    paid for it?”). ``records`` are those it names by number or id, ``unknown_numbers`` practice numbers that do not
    exist. ``sections`` are ordered by how strongly the wording asks for them.
    ``wanted`` holds the types of fact asked for: those of ``assistant.facts``, and ``yesno``.
    ``request`` is set where records are asked for; ``excluded`` are those it leaves out by number (“besides
    GP 10”), ``within`` those of the conversation that it chooses from, where it does. ``before`` is the question whose
    conditions hold where this one sets none of the kind. ``unread`` is set where the question is in a language that
    the assistant does not read.
    """

    text: str
    language: str
    kind: Kind
    query: str
    terms: tuple[str, ...]
    asked: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    only_asks: bool = False
    foreign: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    unknown_numbers: tuple[int, ...] = ()
    sections: tuple[SectionKey, ...] = ()
    wanted: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    request: Request | None = None
    excluded: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    before: Reading | None = None
    unread: bool = False


POINTING = stem_set("first second third fourth fifth last latter former other one side part")
"""Words that point at something said before."""

_WIDE = 4
"""How many words a cue may have that says nothing of what is asked about."""

_FEW = 3
"""How many words that ask may be all that a question says; more hold what it is about."""


def clean(text: str) -> str:
    """``text`` without control characters and markup, its white space folded."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"<[^<>]{0,200}>", " ", text)
    text = "".join(c if c.isprintable() else " " for c in text)
    return re.sub(r"\s+", " ", text).strip()


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
    excluded = _left_out(fold(text), catalog, language) if request is not None else ()
    records = tuple(record for record in records if record not in excluded)
    english, unknown_words = _english(text, language, catalog)
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
        only_asks = POINTING.issuperset(content_stems(_english(left, language, catalog)[0]))
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
        request=None if records or unknown else request,
        excluded=excluded,
        unread=unread,
    )


def _points_back(text: str, language: str) -> bool:
    """Whether ``text`` says “in this field” or “my country” of what was said before it."""
    return any(" " in match.group() for match in cues("refers_back", language).finditer(fold(text)))


def _left_out(folded: str, catalog: Catalog, language: str) -> tuple[str, ...]:
    """The records that a folded question names only to leave them out: “besides good practice 10”."""
    found: list[str] = []
    for match in catalog.numbered(folded):
        if cue_before("leaves_out", language).search(folded[: match.start()]):
            found += catalog.named(match.group())[0]
            found += _further(folded[match.end() :], catalog)
    cues = cues_of("leaves_out", language)
    for match in re.finditer(rf"(?<!\w)(?:{cues}|than){_BARE_NUMBER}", folded):
        if int(match.group(1)) in catalog.by_number:
            found.append(catalog.by_number[int(match.group(1))])
            found += _further(folded[match.end() :], catalog)
    return tuple(dict.fromkeys(found))


def _further(after: str, catalog: Catalog) -> list[str]:
    """The practices whose numbers go on from one that is left out: “… and the 3”."""
    found: list[str] = []
    while (match := _ONE_MORE.match(after)) and int(match.group(1)) in catalog.by_number:
        found.append(catalog.by_number[int(match.group(1))])
        after = after[match.end() :]
    return found


_A_NUMBER = (
    r"(?:the |la |las |el |le |l'|a |o )?(?:number |no\.? ?|nr\.? ?|# ?|numero |n[°o]\.? ?)?(\d{1,2})"
    r"(?![\d%])(?!\s+(?:other |autres |otros |outros )?"
    r"(?:countr|pais|pays|years|anos|ans|practi|prati|initiat|inicia|proje|proy))"
)
_BARE_NUMBER = r"\s+" + _A_NUMBER
_ONE_MORE = re.compile(
    r"\s*(?:[,;&/]\s*)?(?:(?:and|or|nor|y|ni|et|ou|e|nem|o)(?!\w)\s*)?(?:(?:of|de|gp) )?" + _A_NUMBER
)
"""One more number behind one: “, 3”, “et la 3”, “and number 4”."""


def _english(text: str, language: str, catalog: Catalog) -> tuple[str, tuple[str, ...]]:
    """``text`` in English, misspellings mended, countries by their usual names; and what has no English."""
    if language != "en":
        translation = to_english(text, language, vocabulary=catalog.vocabulary)
        return translation.text, translation.unknown
    pieces, at = [], 0
    for mention in find_mentions(text, adjectives=True):
        pieces.append(_mended(text[at : mention.start], catalog))
        named = mention.place.name if isinstance(mention.place, Country) else mention.place.acronym
        pieces.append(named)
        at = mention.end
    return "".join([*pieces, _mended(text[at:], catalog)]), ()


_PLAIN_WORD = re.compile(r"(?<![\w@.'’-])[^\W\d_]{5,}(?![\w@'’-]|\.\w)")


def _mended(text: str, catalog: Catalog) -> str:
    return _PLAIN_WORD.sub(
        lambda found: (
            found.group()
            if {fold(found.group()), fold(found.group()).removesuffix("s")} & _asking_words()
            or found.group()[0].isupper()
            else catalog.corrected(fold(found.group()))
        ),
        text,
    )


@cache
def _asking_words() -> frozenset[str]:
    """Words of questions, which are right as they stand although no record may hold them."""
    framing = files("assistant").joinpath("data/frame_words.txt").read_text(encoding="utf-8").split()
    return frozenset(framing) | STOP_WORDS


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


@cache
def _facet_patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    tables = tomllib.loads(files("assistant").joinpath("data/facets.toml").read_text(encoding="utf-8"))
    return {
        name: {value: re.compile(rf"(?<!\w)(?:{'|'.join(cues)})(?!\w)") for value, cues in values.items()}
        for name, values in tables.items()
    }


def _facet(name: str, folded: str) -> tuple[str, ...]:
    return tuple(value for value, pattern in _facet_patterns()[name].items() if pattern.search(folded))
