"""What is said to the assistant itself, by topic: told by the nearest of some examples."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np

from assistant.reading import Kind, Reading
from assistant.words import plain_forms
from index.embedder import Embedder, Vectors

NEAR = 0.6
"""From this cosine on, a text that has only words of the examples means what the nearest of them means."""

FAVOUR = "favour"
"""The topic of what the assistant is asked to do and cannot."""

_LONGEST = 14
_OWN = frozenset({Kind.META, Kind.CHITCHAT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """``name`` says which of the assistant's own sentences answers (``talk_…`` in ``phrases.toml``)."""

    kind: Kind
    name: str


class TalkTopics:
    """The examples of ``talk_examples.toml`` as vectors of one embedding model."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def topic(self, reading: Reading) -> Topic | None:
        """What ``reading`` says to the assistant itself; ``None`` where it asks about something else."""
        texts = (reading.text,) if reading.language == "en" else (reading.query, reading.text)
        if reading.kind in _OWN:
            own = [place for place, (topic, _) in enumerate(_examples()) if topic.kind is reading.kind]
            place, cosine = self._nearest(texts, own)
            return _examples()[place if cosine >= NEAR else own[0]][0]
        if reading.kind not in (Kind.LOOKUP, Kind.DESCRIBE) or _names_something(reading):
            return None
        forms = plain_forms(texts[0])
        if not 0 < len(forms) <= _LONGEST or not set(forms) <= _vocabulary():
            return None
        place, cosine = self._nearest(texts, range(len(_examples())))
        return _examples()[place][0] if cosine >= NEAR else None

    def _nearest(self, texts: Sequence[str], among: Sequence[int]) -> tuple[int, float]:
        asked = np.stack([self._embedder.embed_query(text) for text in texts])
        cosines = (self._vectors[list(among)] @ asked.T).max(axis=1)
        best = int(np.argmax(cosines))
        return list(among)[best], float(cosines[best])

    @cached_property
    def _vectors(self) -> Vectors:
        return self._embedder.embed_documents([text for _, text in _examples()])


def _names_something(reading: Reading) -> bool:
    return bool(
        reading.records
        or reading.countries
        or reading.groups
        or reading.regions
        or reading.themes
        or reading.request
    )


@cache
def _examples() -> tuple[tuple[Topic, str], ...]:
    table = tomllib.loads(files("assistant").joinpath("data/talk_examples.toml").read_text(encoding="utf-8"))
    return tuple(
        (Topic(kind=Kind(kind), name=name), text)
        for kind, topics in table.items()
        for name, texts in topics.items()
        for text in texts
    )


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(form for _, text in _examples() for form in plain_forms(text))
