"""What a visitor uploads: read once, and gone."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.proposals.upload import read_proposal_file


def proposal_text(path: Path) -> str:
    """The words of an uploaded file, which is deleted whatever comes of it.

    Raises ``SourceError``, with the name of the file alone, for what cannot be read.
    """
    try:
        return read_proposal_file(path)
    finally:
        shutil.rmtree(path.parent, ignore_errors=True)
