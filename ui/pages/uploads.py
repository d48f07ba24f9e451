"""What a visitor uploads: read once, and gone; and why it was not searched for, in the visitor's language."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.proposals.upload import read_proposal_file
from ingest.errors import SourceError, SstcError, UsageError
from ingest.readers import ENDINGS
from ui.pages.words import DEFAULT, word


def proposal_text(path: Path) -> str:
    """The words of an uploaded file, which is deleted whatever comes of it.

    Raises ``SourceError``, with the name of the file alone, for what cannot be read.
    """
    try:
        return read_proposal_file(path)
    finally:
        shutil.rmtree(path.parent, ignore_errors=True)


def of_unread_kind(path: Path) -> SourceError | None:
    """The error of an uploaded file whose ending is not read, which is deleted; ``None`` for any other."""
    if path.suffix.lower() in ENDINGS or not path.suffix:
        return None
    try:
        proposal_text(path)
    except SourceError as error:
        return error
    return None


def refusal(error: Exception, text: str, path: str | None, language: str) -> str:
    """Why nothing is found for a proposal, not escaped: the message itself in English, its gist elsewhere."""
    if not isinstance(error, SstcError):
        return word("unexpected", language)
    if language != DEFAULT and isinstance(error, SourceError) and error.fault and path:
        return word(f"file_{error.fault}", language, file=Path(path).name)
    if isinstance(error, UsageError) and not text.strip():
        return word("proposal_empty", language)
    return str(error)
