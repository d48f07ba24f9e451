"""Several initiatives in one running text, told apart by what its sentences say.

- a sentence or clause that counts (“The first initiative …”, “one focuses on …”, “A second initiative …”);
- a list after “including”, “namely” or “will include”, cut at semicolons, at “as well as”, or at the last
  “and” before a gerund, into as many items as the sentence announces (“two initiatives”);
- for the global list, which announces no number, as many items as the overview of the paper names for it:
  the cuts are those whose pieces share the most words with the items of the overview.

Sentences about all of them (“Both initiatives …”, “The main themes …”) are kept with each, in a section of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ANNOUNCED = re.compile(rf"\b({'|'.join(_NUMBERS)})\s+initiatives\b", re.I)
_COUNTING = re.compile(
    r"(?:^|(?<=: )|(?<=\. ))(?:the (?:first|second|third|fourth|fifth)(?! proposal)\b"
    r"|(?:a|an) (?:second|third|fourth|further)"
    r" initiative\b|one (?:focuses|is|addresses|will)\b|another (?:initiative)?\b)",
    re.I,
)
_LIST = re.compile(r"\b(?:will include|including|namely|include)\s+(?:the (?=launching))?", re.I)
_SHARED = re.compile(
    r"^(?:both initiatives|the (?:main )?themes?|the initiatives\b|these initiatives|all initiatives"
    r"|for the current"
    r"|the region will|there are|in addition|turin and)",
    re.I,
)
_OWN = re.compile(r"^the (first|second|third|fourth) (?:proposal|one)\b", re.I)
_LONG_TITLE = 22
_ORDINALS = ("first", "second", "third", "fourth")


@dataclass(slots=True, kw_only=True)
class Item:
    """One initiative: its own words, in pieces of the document, and what is said of all of its region."""

    own: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)


_EACH_ITS_OWN = re.compile(
    r"\b(?:themes?\b[^.]*?\bnamely|respectively\b[^.]*?\bthemes? of),? (?P<list>[^.]+)", re.I
)
"""Where a sentence about all initiatives gives a theme to each, in their order."""


def said_of_it(at: int, items: Sequence[Item]) -> str:
    """What the words about all of ``items`` say of the one at ``at``: not what describes another, nor its theme."""
    shared = "\n".join(items[at].shared)
    for other in (item for place, item in enumerate(items) if place != at):
        for piece in other.own:
            shared = shared.replace(piece.rstrip(". "), " ")

    def own_theme(match: re.Match[str]) -> str:
        themes = re.split(r",\s*(?:and\s+)?|\s+and\s+", match["list"])
        return themes[at] if len(themes) == len(items) else match.group()

    return _EACH_ITS_OWN.sub(own_theme, shared)


def tell_apart(body: Sequence[str], overview: Sequence[str]) -> list[Item]:
    """The initiatives that the paragraphs of a region describe, in order."""
    sentences = [(sentence, new) for paragraph in body for sentence, new in sentences_of(paragraph)]
    announced = next(
        (_NUMBERS[match[1].lower()] for sentence, _ in sentences if (match := _ANNOUNCED.search(sentence))), 0
    )
    counted = sum(len(_COUNTING.findall(sentence)) for sentence, _ in sentences)
    items: list[Item] = []
    shared: list[str] = []
    last: list[str] = shared
    for sentence, new in sentences:
        target = items[-1].own if items else shared
        if spans := [match.start() for match in _COUNTING.finditer(sentence)]:
            if spans[0] > 0:
                shared.append(sentence[: spans[0]].strip())
            for start, end in zip(spans, [*spans[1:], len(sentence)], strict=True):
                items.append(Item(own=[sentence[start:end].strip()]))
            last = items[-1].own
            continue
        if (cue := _LIST.search(sentence)) and not items:
            wanted = len(overview) or max(1, announced - counted)
            shared.append(sentence)
            items += [
                Item(own=[piece]) for piece in _cut_list(sentence[cue.end() :].strip(), wanted, overview)
            ]
            last = []
            continue
        if match := _OWN.match(sentence):
            place = _ORDINALS.index(match[1].lower())
            target = items[place].own if place < len(items) else target
        elif _SHARED.match(sentence):
            target = shared
        if target and target is last and not new:
            target[-1] = f"{target[-1]} {sentence}"
        else:
            target.append(sentence)
        last = target
    if not items and sentences:
        items, shared = [Item(own=list(body))], []
    for item in items:
        item.shared = shared
    return items


def _cut_list(text: str, wanted: int, overview: Sequence[str]) -> list[str]:
    """``text`` cut into ``wanted`` items."""
    if wanted <= 1:
        return [text]
    if overview:
        return _cut_like(text, overview)
    for separator in (r";\s+(?:and\s+)?", r",?\s+as well as\s+", r",?\s+and\s+(?=\w+ing\b)"):
        cuts = list(re.finditer(separator, text))
        if len(cuts) >= wanted - 1:
            return _pieces(text, cuts[-(wanted - 1) :])
    return [text]


def _cut_like(text: str, overview: Sequence[str]) -> list[str]:
    """``text`` cut where its pieces best match the items of the overview, best at semicolons."""
    cuts = list(re.finditer(r";\s+(?:and\s+)?|,?\s+and\s+", text))
    wanted = [_stems(item) for item in overview]

    def score(chosen: Sequence[re.Match[str]]) -> float:
        pieces = [_stems(piece) for piece in _pieces(text, chosen)]
        match = sum(
            len(piece & item) - 0.01 * len(piece - item) for piece, item in zip(pieces, wanted, strict=True)
        )
        return match + sum(cut[0].startswith(";") for cut in chosen)

    if len(cuts) < len(overview) - 1 or len(cuts) > 30:
        return [text]
    return _pieces(text, max(combinations(cuts, len(overview) - 1), key=score))


def _pieces(text: str, cuts: Sequence[re.Match[str]]) -> list[str]:
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def overview_items(before: str) -> tuple[str, ...]:
    """The items of the sentence in which the overview lists the global initiatives."""
    match = re.search(r"\bInitiatives include (.+?)\.(?:\s|$)", before)
    if not match:
        return ()
    return tuple(item for item in re.split(r",\s+(?:and\s+)?", match[1]) if item)


def _stems(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[a-z]{4,}", text.lower())}


def make_title(text: str) -> str:
    """A title from the first words of an initiative, without those that only count or announce it."""
    sentence = re.split(r"(?<=[a-z)”\"])\.\s", text)[0].strip().rstrip(".;,")
    sentence = re.sub(
        r"^(?:the (?:first|second|third)|a (?:second|third) initiative|one|another)(?: initiatives?)?\s+"
        r"(?:(?:will|is|are|focuses|addresses|covers?|establish(?:es)?|be|on|cover|focus|a|the)\s+)*",
        "",
        sentence,
        flags=re.I,
    )
    sentence = re.sub(
        r"^(?:the )?(?:launching of|establishment of)\s+(?:an?|the)\s+", "", sentence, flags=re.I
    )
    sentence = re.split(
        r",\s+(?:bringing|which|adopting)\b|\s+(?:considering|leading to|in key sectors|for South-South"
        r" experience)\b|\s+and a comparative analysis\b",
        sentence,
    )[0]
    sentence = re.sub(r"^the\s+", "", sentence, flags=re.I)
    if len(sentence.split()) > _LONG_TITLE:
        head = sentence.rpartition(" through ")[0]
        while " through " in head and len(head.split()) > _LONG_TITLE:
            head = head.rpartition(" through ")[0]
        sentence = head if len(head.split()) >= 10 else sentence
    if re.fullmatch(r"[“\"][^”\"]+[”\"]?", sentence):
        sentence = sentence.strip('“”"')
    sentence = " ".join(sentence.split()).rstrip(" .,;")
    return sentence[:1].upper() + sentence[1:]


def sentences_of(paragraph: str) -> list[tuple[str, bool]]:
    """The sentences of a paragraph, each with whether it begins the paragraph."""
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", paragraph.strip())
    return [(part, at == 0) for at, part in enumerate(parts) if part]
