"""The passages that a model is shown: which, in what order, under what keys, within what budget."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.answer import Answer
from assistant.generating import prompts
from assistant.generating.injection import without_instructions
from assistant.reading import Turn
from index.opened import Index
from ingest.records import Passage, Record, Section

MOST_PASSAGES = 10
_TURN_CHARS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    """A passage with the key that marks it: ``gp-08·results·1``, the first passage of the results of gp-08.

    ``text`` is what the model reads, which is the passage without sentences that address a model.
    """

    key: str
    passage: Passage
    record: Record
    section: Section
    text: str

    def render(self) -> str:
        """The passage as the prompt holds it; it cannot close its own frame."""
        return prompts.PASSAGE.format(
            key=self.key,
            record=escape(f"{self.record.name}: {self.record.title}".replace("\n", " ")),
            section=escape(self.section.label),
            text=escape(self.text, quote=False),
        )


def count_tokens(text: str) -> int:
    """An upper estimate of the tokens of ``text``: one to three characters.

    Tokenizers differ from model to model; texts in the four languages take 3.5 to 4.5 characters a token.
    """
    return math.ceil(len(text) / 3)


def choose_passages(answer: Answer, index: Index, budget: int) -> list[ShownPassage]:
    """The passages that ``answer`` quotes, then those retrieved, as many as ``budget`` tokens hold.

    Contacts are personal data: passages of them are shown only where the answer quotes them.
    """
    by_id = {passage.id: passage for passage in index.passages}
    chosen: dict[str, Passage] = {}
    for citation in answer.citations:
        for passage in index.passages:
            if (
                passage.record_id == citation.practice_id
                and passage.section_id == citation.section_id
                and passage.start < citation.end
                and citation.start < passage.end
            ):
                chosen[passage.id] = passage
    for match in answer.retrieval:
        found = by_id.get(match.passage_id)
        if found is not None and match.section != "contacts":
            chosen.setdefault(found.id, found)
    shown: list[ShownPassage] = []
    for passage in chosen.values():
        item = _shown(passage, index)
        cost = count_tokens(item.render()) if item else 0
        if item is None or cost > budget:
            continue
        budget -= cost
        shown.append(item)
        if len(shown) == MOST_PASSAGES:
            break
    return shown


def _shown(passage: Passage, index: Index) -> ShownPassage | None:
    record = index.records[passage.record_id]
    section = record.section(passage.section_id)
    text = without_instructions(passage.text)
    if section is None or not text:
        return None
    key = f"{passage.record_id}·{passage.section_id}·{passage.ordinal + 1}"
    return ShownPassage(key=key, passage=passage, record=record, section=section, text=text)


def condense(history: Sequence[Turn], budget: int) -> str:
    """The newest turns of a conversation that ``budget`` tokens hold, oldest first, long ones shortened."""
    lines: list[str] = []
    for turn in reversed(history):
        content = " ".join(turn.content.split())
        if len(content) > _TURN_CHARS:
            content = content[:_TURN_CHARS].rsplit(" ", 1)[0] + " …"
        line = f"{'User' if turn.role == 'user' else 'Assistant'}: {escape(content, quote=False)}"
        budget -= count_tokens(line)
        if budget < 0:
            break
        lines.append(line)
    return prompts.HISTORY.format(turns="\n".join(reversed(lines))) if lines else ""
