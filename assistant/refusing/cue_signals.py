"""How a question is put: by which word it asks, and whether it asks for a forecast or an opinion."""

from __future__ import annotations

import re

from assistant.reading import Reading
from assistant.words import fold

_CUES = (
    "will",
    "would",
    "should",
    "do you",
    "your view",
    "why",
    "who",
    "when",
    "where",
    "which",
    "how many",
    "how much",
    "what",
    "did",
    "does",
    "is",
    "are",
    "how",
)
_CUE = {f"says {cue}": re.compile(rf"\b{cue}\b") for cue in _CUES}

_OPENING = 60
"""In how many characters a question says how it is put."""

CUE_SIGNALS = tuple(_CUE)
"""``says why``: the word stands in the opening of the question."""


def cue_signals(reading: Reading) -> dict[str, float]:
    """Which of the cues stand in the opening of the question, by name."""
    opening = fold(reading.query)[:_OPENING]
    return {name: float(bool(cue.search(opening))) for name, cue in _CUE.items()}
