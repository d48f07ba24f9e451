"""Where the sentences of a text are: exact offsets, so that every quotation is a substring of its section.

Rule-based and made for these documents: titles and abbreviations, initials, amounts such as
``USD 558.170,00``, addresses, quotation marks and brackets after the stop, list lines, and paragraphs with or
without hard line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """``text[start:end]``."""

    start: int
    end: int


_ITEM = re.compile(r"[ \t]*(?:[-*•●▪►▶✓–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])[ \t]+")
_ENUMERATOR = re.compile(r"[ \t]*\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)][ \t]")
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_CLOSERS = r"(?:[\"”’'»)\]*_¹²³⁴-⁹]|\[\d{1,3}\])*"
_STOP = re.compile(rf"(?:[.!?…]+|[。！？؟]){_CLOSERS}(?=\s)|(?<=[a-z]{{3}})\.(?=[A-Z][a-z])")
_OPENER = re.compile(r"[\"“‘'«(\[¿¡*_–—\- \t]*")
_LAST_WORD = re.compile(r"[^\s(\[“\"'’/]+$")
_ADDRESS = re.compile(r"[@\\]|//|www\.|\.[a-z]{2,}\.", re.I)
_SPACES = re.compile(r"\s*")
_UNBROKEN = re.compile(r"\S*")
_WORD = re.compile(r"[^\W_]*")
_WRAPPED = 60  # a line this long that ends without a stop goes on in the next


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TITLES = _words("""
    mr mrs ms mss messrs dr drs prof sr sra srta dra lic ing amb mme mlle st ste sta hon rev gen col capt
    lt rep sen gov dept univ assoc intl nat min dir ext tel tél fax av avda bd ee ex
""")  # before a name, and so with a capital
_NEVER_LAST = _words("vs cf e.g i.e eg ie viz p.ej p.ex resp approx ca incl esp")
_NEVER_LAST_EVEN_BEFORE_THE = _words("mr mrs ms dr prof st vs e.g i.e")
_BEFORE_A_NUMBER = _words("""
    no nos nº n nr núm num art arts fig figs p pp pág págs pag par para paras sec sect ch chap cap vol ed
    rec conv res ref c r q tel tél fax phone jan feb mar apr jun jul aug sep sept oct nov dec us rs col bs
""")
_SOMETIMES_LAST = _words("inc ltd co corp jr a.k.a op cit")
_ALWAYS_LAST = _words("etc al a.m p.m")
_STARTERS = _words("""
    the this these that those it its they their he she we our there here in on at by for from with as an
    to of both each all some many while when where after before during since although however moreover
    thus also but and or if one two three four other further furthermore no el los las le les la os ele
    ela este esta estos cette ces ce il
""")


def split_sentences(text: str) -> list[Span]:
    """The sentences of ``text`` in order, without the white space around them.

    Together they hold everything but white space. A list line is one sentence or more with its mark in the
    first; a list in one sentence, parted by semicolons, stays whole.
    """
    return [span for block in _blocks(text) for span in _sentences(text, block)]


def _blocks(text: str) -> Iterator[Span]:
    """Paragraphs and list items: no sentence goes over the end of one."""
    start = end = -1
    for match in _LINE.finditer(text):
        if not match.group().strip():
            continue
        if start >= 0 and not _goes_on(text, start, end, match.start()):
            yield Span(start, end)
            start = -1
        start = match.start() if start < 0 else start
        end = match.end()
    if start >= 0:
        yield Span(start, end)


def _goes_on(text: str, start: int, end: int, following: int) -> bool:
    """Whether the line at ``following`` continues the block ``text[start:end]``."""
    between = text[end:following]
    if len(_BREAK.findall(between)) > 1 or _ITEM.match(text, following):
        return False
    last_break = max(text.rfind("\n", start, end), text.rfind("\r", start, end))
    line = text[max(start, last_break + 1) : end].rstrip()
    first = _SPACES.match(text, following)
    begins = text[first.end() : first.end() + 1] if first else ""
    if line[-1:] in ".!?:…":
        return len(line) >= _WRAPPED and line[-1:] != ":" and begins.islower()
    return begins.islower() or len(line) >= _WRAPPED


def _sentences(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    enumerator = _ENUMERATOR.match(text, block.start, block.end)
    at = enumerator.end() if enumerator else block.start
    for match in _STOP.finditer(text, at, block.end):
        if match.end() < block.end and _ends_sentence(text, start, match, block.end):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, block.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        yield Span(start, start + len(stripped))


def _ends_sentence(text: str, start: int, stop: re.Match[str], block_end: int) -> bool:
    spaces = _SPACES.match(text, stop.end(), block_end)
    after = spaces.end() if spaces else stop.end()
    opener = _OPENER.match(text, after, block_end)
    at = opener.end() if opener else after
    following = text[at : at + 2]
    if not following.strip():
        return False
    word_before = _LAST_WORD.search(text, max(start, stop.start() - 40), stop.start())
    before = word_before.group() if word_before else ""
    if after == stop.end():  # “… the region.The project”: a stop without its space, but not within an address
        token = _UNBROKEN.match(text, stop.start() - len(before), block_end)
        return token is not None and not _ADDRESS.search(token.group())
    if following[0].islower() and not following[1:2].isupper():
        return False
    if _in_brackets(text, start, stop.start(), block_end) and ")" not in stop.group():
        return False
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    last = "".join(text[start : stop.start()].split()[-1:])
    return bool(_ADDRESS.search(last)) or not _is_abbreviation(text, before, at, block_end)


def _is_abbreviation(text: str, before: str, at: int, block_end: int) -> bool:
    """Whether the stop after ``before`` belongs to it and what begins at ``at`` goes on."""
    word = before.lower()
    following = _WORD.match(text, at, block_end)
    next_word = following.group() if following else ""
    starts = next_word.lower() in _STARTERS and next_word[:1].isupper()
    if word in _NEVER_LAST or (word in _TITLES and before[0].isupper()):
        return not starts or word in _NEVER_LAST_EVEN_BEFORE_THE
    if word in _BEFORE_A_NUMBER and (next_word[:1].isdigit() or next_word[:1] in "°º+("):
        return True
    if word in _ALWAYS_LAST:
        return False
    if word in _SOMETIMES_LAST:
        return not starts
    initials = re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", before)
    if initials and (before.isupper() or "." in before):
        return not starts
    return False


def _in_brackets(text: str, start: int, stop: int, block_end: int) -> bool:
    """Whether ``stop`` stands inside a short remark in brackets."""
    opened = text.rfind("(", start, stop)
    if opened < 0 or text.find(")", opened, stop) >= 0:
        return False
    return text.find(")", stop, min(block_end, opened + 200)) >= 0
