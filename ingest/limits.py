"""How large a source may be: what is beyond is refused by name instead of filling the memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that is read of one file.

    ``max_bytes`` is its size on disk, ``max_pages`` the pages of a PDF, ``max_expanded`` the bytes that a
    DOCX, which is a compressed archive, unpacks to.
    """

    max_bytes: int = 50_000_000
    max_pages: int = 2_000
    max_expanded: int = 500_000_000


DEFAULT_LIMITS = Limits()
