"""The cues of ``data/intents.toml``: what the wording of a question says about what is asked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from ingest.records import SectionKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Matches of one question: section keys and kinds with the characters that speak for each.

    ``asking`` are the places in the folded question of the words that say what is asked for, not what it is
    about: those that speak for a section or a type of fact. ``framing`` are those of words that only say what
    kind of question it is.
    """

    sections: dict[SectionKey, int]
    kinds: dict[str, int]
    wanted: frozenset[str]
    asking: tuple[tuple[int, int], ...] = ()
    framing: tuple[tuple[int, int], ...] = ()

    def joined(self, other: Cues) -> Cues:
        """These cues and those that ``other`` adds; the places stay these."""
        sections = {
            key: max(self.sections.get(key, 0), other.sections.get(key, 0))
            for key in (*self.sections, *other.sections)
        }
        return replace(
            self,
            sections=sections,
            kinds={**other.kinds, **self.kinds},
            wanted=self.wanted | other.wanted,
        )


@cache
def _tables() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(files("assistant").joinpath("data/intents.toml").read_text(encoding="utf-8"))


@cache
def _patterns(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The group and the name of each cue that ``language`` has words for, with what finds them."""
    return tuple(
        (group, name, re.compile(rf"(?<!\w)(?:{'|'.join(sorted(own, key=len, reverse=True))})(?!\w)"))
        for group, names in _tables().items()
        for name, cues in names.items()
        if (own := cues.get(language))
    )


def find_cues(folded: str, language: str) -> Cues:
    """The cues in a folded question, by the patterns of ``language``."""
    found: dict[str, dict[str, int]] = {group: {} for group in _tables()}
    spans: dict[str, set[tuple[int, int]]] = {group: set() for group in _tables()}
    for group, name, pattern in _patterns(language):
        matches = [m for m in pattern.finditer(folded) if m.group().strip()]
        if matches:
            found[group][name] = sum(len(match.group()) for match in matches)
            spans[group].update(match.span() for match in matches)
    return Cues(
        sections={SectionKey(name): weight for name, weight in found["sections"].items()},
        kinds=found["kinds"],
        wanted=frozenset(found["wanted"]),
        asking=tuple(sorted(spans["sections"] | spans["wanted"])),
        framing=tuple(sorted(spans["kinds"])),
    )
