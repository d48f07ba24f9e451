"""Which lines of a document are its title, its headings, and the running heads of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.blocks import Block, Heading, ListItem, Omission, PageBreak, Paragraph
from ingest.seams import breaks_off

_MARK = re.compile(r"^[►▶🕨➤■]\s*")
_SENTENCE_END = re.compile(r"[.!?;,]['\"’”»)\]]*$")

_RUNNING = 3
"""How often a short line stands in a document that is the head of its pages."""

_LONGEST_HEADING = 16
"""Words of the longest line that is taken for a heading."""


def document_title(blocks: Sequence[Block]) -> tuple[str, frozenset[int]]:
    """The title of a document and the blocks that state it: its first heading, or its first line."""
    running = running_heads(blocks)
    for at, block in enumerate(blocks[:12]):
        if isinstance(block, Heading) and block.level == 1:
            return unmarked(block.text), frozenset({at})
    lines: list[tuple[int, str]] = []
    for at, block in enumerate(blocks):
        if isinstance(block, PageBreak | Omission):
            continue
        if not isinstance(block, Heading | Paragraph):
            break
        if lines and not (block.text in running and lines[-1][1] in running):
            break
        short = len(block.text.split()) <= 30 and not _SENTENCE_END.search(block.text.rstrip())
        if lines or isinstance(block, Heading) or short:
            lines.append((at, block.text))
        else:
            break
    return " ".join(unmarked(text) for _, text in lines), frozenset(at for at, _ in lines)


def running_heads(blocks: Iterable[Block]) -> frozenset[str]:
    """Short lines that stand at least three times in the document, as the head of a page does."""
    lines = Counter(
        block.text
        for block in blocks
        if isinstance(block, Heading | Paragraph) and len(block.text.split()) <= 12
    )
    return frozenset(text for text, count in lines.items() if count >= _RUNNING)


def heading_level(blocks: Sequence[Block], at: int) -> int:
    """The level of the heading that block ``at`` is, 0 where it is none.

    Besides marked headings: a short line with a heading mark (►), and a short line that ends no sentence
    and has running text or a list below it.
    """
    block = blocks[at]
    if isinstance(block, Heading):
        return block.level
    if not isinstance(block, Paragraph) or not block.text:
        return 0
    words = unmarked(block.text).split()
    if not words or len(words) > _LONGEST_HEADING or re.match(r"^[¹²³⁴-⁹\d(]", words[0]) or "@" in block.text:
        return 0
    if _SENTENCE_END.search(block.text.rstrip()):
        return 0
    if _MARK.match(block.text):
        return 2 if block.text[0] in "►■" else 4 if block.text.rstrip().endswith(":") else 3
    if block.text.rstrip().endswith(":") or "http" in block.text:
        return 0
    below = next((later for later in blocks[at + 1 :] if not isinstance(later, PageBreak | Omission)), None)
    if isinstance(below, ListItem):
        return 3
    if isinstance(below, Paragraph):
        follows = unmarked(below.text)
        if follows[:1].islower() or breaks_off(block.text):
            return 0
        texty = len(follows.split()) > _LONGEST_HEADING or _SENTENCE_END.search(follows)
        return 3 if texty or _MARK.match(below.text) else 0
    return 0


def unmarked(text: str) -> str:
    """``text`` on one line, without the mark that some headings begin with."""
    return " ".join(_MARK.sub("", text).split())
