"""Joining what a page break tore apart: a cell or paragraph that goes on below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from ingest.blocks import ListItem, Paragraph

_ENDED = re.compile(r"[.!?:;…]['\"’”»)\]]*$")
_OPEN_END = re.compile(
    r"(?:[,(/&–—-]|(?:^|\s)(?:the|a|an|of|to|and|or|in|on|at|by|for|with|from|within|into|between|through|its|their|is|are"
    r"|was|were|that|which|de|la|el|los|las|del|y|en|para|por|con|le|les|des|du|et|dans|pour|par|avec|o|os|da|do|das"
    r"|dos|e|em|com))$",
    re.I,
)
_ADDRESS = re.compile(r"^(?:https?://|www\.|\S+@\S+\.\S+)", re.I)

Piece = TypeVar("Piece", bound=Paragraph | ListItem)


def runs_on(before: Paragraph | ListItem, after: Sequence[Paragraph | ListItem], *, prose: bool) -> bool:
    """Whether the first piece of ``after`` goes on with the sentence that ``before`` breaks off.

    In prose a line that ends no sentence goes on unless a list follows it; in contacts and links, where
    lines end without a full stop, only a comma, a hyphen or a small word at the break tells so.
    """
    if not after:
        return False
    last, first = before.text.rstrip(), after[0].text.lstrip()
    if not last or not first or _ENDED.search(last) or before.bold or after[0].bold or _ADDRESS.match(first):
        return False
    if isinstance(after[0], ListItem):
        return False
    if _OPEN_END.search(last):
        return True
    if first[0].islower():
        return True
    if not prose:
        return False
    return first[0].isdigit() or (len(after) == 1 and bool(_ENDED.search(first)))


def breaks_off(text: str) -> bool:
    """Whether ``text`` ends in the middle of a sentence: at a comma, a hyphen or a small word."""
    return bool(_OPEN_END.search(text.rstrip()))


def join(before: Piece, after: Paragraph | ListItem) -> Piece:
    """``before`` with the words of ``after`` set behind it; a word broken at a hyphen is made whole."""
    last, first = before.text.rstrip(), after.text.lstrip()
    gap = "" if re.search(r"\w[)\]]?-$", last) else " "
    stripped = len(after.text) - len(first)
    moved = len(last) + len(gap) - stripped
    pages = before.pages + tuple((max(offset, stripped) + moved, page) for offset, page in after.pages)
    known = pages if before.pages and after.pages else ()
    return replace(before, text=f"{last}{gap}{first}", links=(*before.links, *after.links), pages=known)


def append(
    pieces: list[Paragraph | ListItem], more: Sequence[Paragraph | ListItem], *, seam: bool, prose: bool
) -> bool:
    """Set ``more`` behind ``pieces``; whether a sentence broken at a seam was made whole."""
    if seam and pieces and runs_on(pieces[-1], more, prose=prose):
        pieces[-1] = join(pieces[-1], more[0])
        pieces.extend(more[1:])
        return True
    pieces.extend(more)
    return False
