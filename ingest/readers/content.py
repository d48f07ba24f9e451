"""What a reader makes of a file."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutPart:
    """A part of a file that could not be read, such as ``page 3``, and why."""

    part: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The blocks of a file, the number of its pages where the format has pages, and what is not in the
    blocks.
    """

    blocks: tuple[Block, ...]
    pages: int | None = None
    left_out: tuple[LeftOutPart, ...] = ()
