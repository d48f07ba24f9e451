"""Passcodes that a document prints beside a recording: they are left out of what is indexed."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.blocks import ListItem, Paragraph

_PASSCODE = re.compile(
    r"(?:\b(?:meeting\s+)?(?:pass\s?code|password|passwort|contraseña|mot de passe|senha"
    r"|c[oó]digo de acceso)\s*[:=]\s*\S+)",
    re.I,
)
REASON = "meeting passcode"


def without_passcodes(piece: Paragraph | ListItem) -> tuple[Paragraph | ListItem | None, tuple[str, ...]]:
    """``piece`` without the passcodes it prints (``None`` where nothing is left), and what was taken out."""
    found = tuple(match[0] for match in _PASSCODE.finditer(piece.text))
    if not found:
        return piece, ()
    rest = re.sub(r"[ \t]{2,}", " ", _PASSCODE.sub("", piece.text)).strip()
    kept = tuple((min(offset, len(rest)), page) for offset, page in piece.pages)
    return (replace(piece, text=rest, pages=kept) if rest else None), found
