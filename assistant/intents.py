"""The cues of ``data/intents.toml``: what the wording of a question says about what is asked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.records import SectionKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Matches of one question: section keys and kinds with the characters that speak for each.

    ``spans`` are the places of the section and kind cues in the folded question; the words in them say what
    is asked for, not what it is about.
    """

    sections: dict[SectionKey, int]
    kinds: dict[str, int]
    wanted: frozenset[str]
    spans: tuple[tuple[int, int], ...]


@cache
def _tables() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(files("assistant").joinpath("data/intents.toml").read_text(encoding="utf-8"))


@cache
def _pattern(group: str, name: str, language: str) -> re.Pattern[str]:
    alternatives = sorted(_tables()[group][name].get(language, []), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")


def find_cues(folded: str, language: str) -> Cues:
    """The cues in a folded question, by the patterns of its language and, for mixed questions, of English."""
    found: dict[str, dict[str, int]] = {"sections": {}, "kinds": {}, "wanted": {}}
    spans: list[tuple[int, int]] = []
    for group, names in _tables().items():
        for name in names:
            matches = [
                match
                for own in dict.fromkeys((language, "en"))
                for match in _pattern(group, name, own).finditer(folded)
                if match.group().strip()
            ]
            if matches:
                found[group][name] = sum(len(match.group()) for match in matches)
                if group != "wanted":
                    spans.extend(match.span() for match in matches)
    return Cues(
        sections={SectionKey(name): weight for name, weight in found["sections"].items()},
        kinds=found["kinds"],
        wanted=frozenset(found["wanted"]),
        spans=tuple(sorted(set(spans))),
    )


def is_only(kind: str, folded: str, language: str) -> bool:
    """Whether the question says nothing beside the cues of ``kind`` (a bare greeting, a bare “help”)."""
    rest = folded
    for own in dict.fromkeys((language, "en")):
        rest = _pattern("kinds", kind, own).sub(" ", rest)
    return rest != folded and not re.search(r"\w{2,}", rest)
