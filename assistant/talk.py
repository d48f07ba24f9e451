"""What is said to the assistant itself, small talk or a question about it, told by its words.

A weight for each run of letters and of words (``talk_weights.json``, fitted by ``python -m eval.fitting.talk``) says
how much it speaks for talk; which talk it is, the examples of ``talk_examples.toml`` tell.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from assistant.language import is_only_function_words
from assistant.words import fold, stem

_WORD = re.compile(r"[^\W_]+")
_LETTERS = 4
_SMOOTH = 0.3

SURE = 0.5
"""From this probability on, a text is talk; after other turns only from ``SURE_LATER`` on."""

SURE_LATER = 0.85

_FEW = 3
"""So few words that are all function words are talk only where an example says so."""

_LONGEST = 24
"""Words of the longest talk; who writes more has something to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """``kind`` is ``meta`` or ``chitchat``; ``name`` says which sentence answers (``talk_…`` in ``phrases.toml``)."""

    kind: str
    name: str


def features(folded: str) -> frozenset[str]:
    """The words of a folded text, their pairs, the runs of four letters, and how long it is."""
    words = _WORD.findall(folded)
    ends = ["^", *words, "$"]
    running = f" {' '.join(words)} "
    return frozenset(
        [
            *words,
            *(f"{first} {second}" for first, second in pairwise(ends)),
            *(f"#{running[at : at + _LETTERS]}" for at in range(len(running) - _LETTERS + 1)),
            f"|{min(len(words), 16) // 3}",
        ]
    )


@lru_cache(maxsize=1024)
def talk_probability(folded: str) -> float:
    """How likely (0–1) a folded text is said to the assistant itself and asks for nothing in the records."""
    words = _WORD.findall(folded)
    if not words or len(words) > _LONGEST or not _known(words):
        return 0.0
    if " ".join(words) in _topics()[2]:
        return 1.0
    if len(set(words)) == 1 or (len(words) <= _FEW and is_only_function_words(folded)):
        return 0.0
    weights, constant = _weights()
    held = features(folded)
    total = sum(weights.get(feature, 0.0) for feature in held) / math.sqrt(len(held))
    return 1 / (1 + math.exp(-(total + constant)))


def topic_of(folded: str) -> Topic:
    """The topic of a folded text: of the example it is, else the likeliest (complement naive Bayes, Rennie 2003)."""
    topics, weights, examples = _topics()
    same = " ".join(_WORD.findall(folded))
    if same in examples:
        return examples[same]
    held = [weights[feature] for feature in features(folded) if feature in weights]
    totals = [sum(column) for column in zip(*held, strict=True)] or [0.0] * len(topics)
    return topics[max(range(len(topics)), key=lambda place: totals[place])]


@cache
def talk_stems() -> frozenset[str]:
    """The stems of the words of talk; another name in a question is one that the records may know."""
    return frozenset(stem(word) for word in _vocabulary())


@cache
def example_topics() -> dict[str, dict[str, list[str]]]:
    """The examples of ``talk_examples.toml`` by kind and topic; of the kind ``records`` those that are no talk."""
    text = files("assistant").joinpath("data/talk_examples.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _known(words: list[str]) -> bool:
    """Whether most words are such as talk has: a name or a term of the trade is asked about."""
    strange = sum(word not in _vocabulary() for word in words)
    return strange <= max(0.4 * len(words), len(words) > 1)


@cache
def _weights() -> tuple[dict[str, float], float]:
    text = files("assistant").joinpath("data/talk_weights.json").read_text(encoding="utf-8")
    held = json.loads(text)
    return held["weights"], held["constant"]


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(
        word
        for kind, topics in example_topics().items()
        if kind != "records"
        for texts in topics.values()
        for text in texts
        for word in _WORD.findall(fold(text))
    )


@cache
def _topics() -> tuple[tuple[Topic, ...], dict[str, tuple[float, ...]], dict[str, Topic]]:
    """The topics, for each feature how much it speaks for each of them, and the topic of each example."""
    counts: dict[Topic, Counter[str]] = {
        Topic(kind=kind, name=name): Counter(feature for text in texts for feature in features(fold(text)))
        for kind, topics in example_topics().items()
        if kind != "records"
        for name, texts in topics.items()
    }
    everywhere = sum(counts.values(), Counter[str]())
    smooth = _SMOOTH * len(everywhere)
    whole = everywhere.total()
    sizes = [own.total() for own in counts.values()]
    elsewhere = np.array(
        [[count - own[feature] for own in counts.values()] for feature, count in everywhere.items()]
    )
    found = -np.log((elsewhere + _SMOOTH) / (whole - np.array(sizes) + smooth))
    weights = {feature: tuple(row) for feature, row in zip(everywhere, found.tolist(), strict=True)}
    examples = {
        " ".join(_WORD.findall(fold(text))): topic
        for topic in counts
        for text in example_topics()[topic.kind][topic.name]
    }
    return tuple(counts), weights, examples
