"""Cuts the sections of a record into passages that the embedding model sees whole.

LlamaIndex's ``SentenceSplitter`` was the first choice and is not used: it gives its pieces without offsets
(they are searched for in the text afterwards, which finds the first of two equal pieces), knows no budget for
a prefix, and costs a second to import. Packing whole sentences takes a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from ingest.records import Passage, Record, Section
from ingest.sentences import Span, split_sentences

_PREFIX_SHARE = 3  # the prefix takes at most this part of the budget
_LEAST_TOKENS = 16


def cut_passages(record: Record, *, count_tokens: Callable[[str], int], max_tokens: int) -> list[Passage]:
    """The passages of ``record`` in order: whole sentences of one section each, every word in exactly one.

    ``count_tokens`` says how long a text is for the model, its special tokens included; no ``embed_text`` is
    longer than ``max_tokens``. ``ordinal`` counts from 0 within the section. A sentence that is too long by
    itself is cut after a semicolon or between words, a word that is too long between characters.
    """
    if max_tokens < _LEAST_TOKENS:
        raise ValueError(f"max_tokens is {max_tokens}: a passage needs {_LEAST_TOKENS} at the least")

    def short_enough(prefix: str) -> bool:
        return count_tokens(prefix) <= max_tokens // _PREFIX_SHARE

    passages = []
    for section in record.sections:
        prefix = embed_prefix(record, section, fits=short_enough)
        packer = _Packer(section.text, prefix, count_tokens, max_tokens)
        for ordinal, (start, end) in enumerate(packer.pack()):
            text = section.text[start:end]
            passages.append(
                Passage(
                    id=f"{record.id}/{section.id}/{ordinal}",
                    record_id=record.id,
                    section_id=section.id,
                    section_key=section.key,
                    ordinal=ordinal,
                    text=text,
                    start=start,
                    end=end,
                    embed_text=prefix + text,
                )
            )
    return passages


def embed_prefix(record: Record, section: Section, *, fits: Callable[[str], bool] = lambda _: True) -> str:
    """What the model reads before a passage: title, countries and groups, section label.

    Where that does not fit, the last of the countries are left out, then the last words of the title.
    """
    part = next((part for part in record.parts if part.label == section.part), None)
    words = (part.title if part else record.title).split()
    countries = (part.countries if part else ()) or record.countries
    places = [*(place.name for place in countries), *record.groups]
    while True:
        named = " ".join(words) + (f" ({', '.join(places)})" if places else "")
        prefix = f"{named} – {section.label}:\n"
        if fits(prefix):
            return prefix
        if places:
            places.pop()
        elif len(words) > 1:
            words.pop()
        else:
            return ""


class _Packer:
    """Packs the sentences of one text into runs that fit the budget together with the prefix."""

    def __init__(self, text: str, prefix: str, count_tokens: Callable[[str], int], max_tokens: int) -> None:
        self.text = text
        self.prefix = prefix
        self.count_tokens = count_tokens
        self.max_tokens = max_tokens
        self.frame = count_tokens("")  # what the special tokens take
        self.room = max_tokens - count_tokens(prefix)

    def fits(self, start: int, end: int) -> bool:
        return self.count_tokens(self.prefix + self.text[start:end]) <= self.max_tokens

    def pack(self) -> Iterator[Span]:
        """Runs of whole sentences.

        A run ends early, at a paragraph, when it is half full and the next paragraph would be torn.
        """
        pieces = [piece for sentence in split_sentences(self.text) for piece in self.split_long(sentence)]
        sizes = [self.count_tokens(self.text[start:end]) - self.frame for start, end in pieces]
        opens = [True, *("\n" in self.text[a.end : b.start] for a, b in pairwise(pieces))]
        paragraph = list(sizes)  # at the first piece of a paragraph: the size of all of it
        for at in range(len(pieces) - 2, -1, -1):
            if not opens[at + 1]:
                paragraph[at] += paragraph[at + 1]
        first = used = 0
        for at, piece in enumerate(pieces):
            if at > first:
                over = used + sizes[at] > self.room or not self.fits(pieces[first].start, piece.end)
                torn = opens[at] and used * 2 >= self.room and used + paragraph[at] > self.room
                if over or torn:
                    yield Span(pieces[first].start, pieces[at - 1].end)
                    first, used = at, 0
            used += sizes[at]
        if pieces:
            yield Span(pieces[first].start, pieces[-1].end)

    def split_long(self, sentence: Span) -> Iterator[Span]:
        """``sentence``, or the pieces of it that fit."""
        start, end = sentence
        while (fitting := self.longest(start, end)) < end:
            cut = self.cut_near(start, fitting)
            yield Span(start, start + len(self.text[start:cut].rstrip()))
            start = cut
            while self.text[start].isspace():
                start += 1
        yield Span(start, end)

    def longest(self, start: int, end: int) -> int:
        """Where the longest piece from ``start`` that fits ends: found in growing steps, then by halving."""
        fitting, step = start + 1, 512
        while self.fits(start, beyond := min(start + step, end)):
            if beyond == end:
                return end
            fitting, step = beyond, step * 2
        while fitting + 1 < beyond:
            middle = (fitting + beyond) // 2
            if self.fits(start, middle):
                fitting = middle
            else:
                beyond = middle
        return fitting

    def cut_near(self, start: int, limit: int) -> int:
        """Where to cut at or before ``limit``: after a semicolon in the second half, else between words."""
        semicolon = self.text.rfind("; ", start + (limit - start) // 2, limit)
        if semicolon > 0:
            return semicolon + 1
        if self.text[limit].isspace():
            return limit
        return max((at for at in range(start + 1, limit) if self.text[at].isspace()), default=limit)
