"""Names of the gazetteer in running text: where they stand, and whether they mean the place."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.gazetteer_tables import WORD, Case, Entry, folded, plain, tables

_GAP = re.compile(r"\.?[\s\-\u2010-\u2013'’&/(]{1,3}|\.")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]")
_SURNAME = re.compile(r" (?:[A-Z]\. )?[A-ZÀ-Þ][a-zà-ÿ]+\b(?! (?:of|for|de)\b)")
_AND_OR = frozenset({"and", "or", "y", "o", "et", "ou", "e"})


@functools.lru_cache(maxsize=512)
def names_in(text: str) -> tuple[tuple[int, int, Entry], ...]:
    """Every known name in ``text`` that counts as one, the longest at each place, without overlap.

    One question is looked through for places by several of its readers.
    """
    return tuple(_scan(text))


def _scan(text: str) -> Iterator[tuple[int, int, Entry]]:
    known = tables()
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    words = [(m.start(), m.end(), plain(m.group())) for m in WORD.finditer(folded(text))]
    at = 0
    while at < len(words):
        taken = 0
        start, end, first = words[at]
        most = known.longest.get(first, 0)
        if not most and first.endswith("+"):
            first, end = first[:-1], end - 1
            most = min(known.longest.get(first, 0), 1)
        for count in range(min(most, len(words) - at), 0, -1):
            run = words[at : at + count]
            last = run[-1][1] if count > 1 else end
            key = " ".join([first, *(word for _, _, word in run[1:])])
            entry = known.entries.get(key)
            if entry is None or not _joined(text, run):
                continue
            if entry.place is not None and not _counts(text, words, at, count, key, entry, last):
                continue
            taken = count
            yield start, last, entry
            break
        at += taken or 1


def _joined(text: str, run: list[tuple[int, int, str]]) -> bool:
    """Whether only spaces, hyphens and the like stand between the words of a name."""
    for (_, end, word), (start, _, following) in pairwise(run):
        gap = text[end:start]
        if gap == ", " and following == "china":
            continue
        if not _GAP.fullmatch(gap) or (gap[0] == "." and len(word) > 3):
            return False
    return True


def _counts(
    text: str, words: list[tuple[int, int, str]], at: int, count: int, key: str, entry: Entry, end: int
) -> bool:
    """Whether ``text`` means the place, and not an everyday word, a person, a currency or a language."""
    start = words[at][0]
    written = text[start:end]
    match entry.case:
        case Case.NEVER:
            return False
        case Case.UPPER if not written.isupper() or _in_capitals(text, start, end):
            return False
        case Case.ALWAYS_CAPITAL if not written[0].isupper():
            return False
        case Case.CAPITAL if not written[0].isupper() and _CAPITALISED.search(text, 1):
            return False
    known = tables()
    if key == "us" and text[end : end + 1] == "$":
        return False
    if key in known.persons and _is_person(text, words, at):
        return False
    return not (entry.is_adjective and key in known.languages and _is_language(text, words, at, count))


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the line around is a heading in capitals, where an abbreviation may be a word."""
    line_end = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : line_end if line_end >= 0 else None]
    return len(line.split()) >= 3 and not any(character.islower() for character in line)


def _is_person(text: str, words: list[tuple[int, int, str]], at: int) -> bool:
    """Whether a name such as Jordan is that of a person: “Mr Jordan”, “Michael Jordan”, “Jordan Smith”."""
    hints = tables().words
    start, end, _ = words[at]
    if at and text[words[at - 1][1] : start].strip(" .") == "":
        before = words[at - 1][2]
        if before in hints["titles"] or before in hints["given_names"]:
            return True
        if before in hints["before_a_place"]:
            return False
    if not _SURNAME.match(text, end):
        return False
    following = words[at + 1][2]
    return following not in hints["after_a_place"] and following not in tables().longest


def _is_language(text: str, words: list[tuple[int, int, str]], at: int, count: int) -> bool:
    """Whether an adjective stands for a language: “in Spanish and French”, “Portuguese-speaking”."""
    following = words[at + count] if at + count < len(words) else None
    if following is not None and following[2] in tables().words["after_a_language"]:
        return True
    closes = (
        following is None
        or following[2] in _AND_OR
        or text[words[at + count - 1][1] : following[0]].strip() != ""
    )
    before = words[at - 1][2] if at else ""
    if not closes or before in {"in", "into", "en", "em"}:
        return closes
    back = at - 2 if before in _AND_OR else at - 1
    return back >= 0 and words[back][2] in tables().languages and _is_language(text, words, back, 1)
