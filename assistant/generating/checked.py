"""Sentences of a model turned into statements: each checked and cited to its source, or set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.answer import Citation, Removed, Statement, Support
from assistant.citing import CitationBook
from assistant.generating.reply import Written, key_of
from assistant.generating.shown import ShownPassage
from assistant.language import detect_language
from assistant.support import Premise, Problem, SupportCheck, Verdict
from assistant.support.source import SourceSentence
from ingest.records import Document


class CheckedText:
    """The text of one answer as it grows, with what was taken out of it and why.

    With ``strike``, unsupported sentences stay in the text, struck through and without citations.
    """

    def __init__(
        self,
        shown: Sequence[ShownPassage],
        check: SupportCheck,
        documents: Mapping[str, Document],
        language: str,
        *,
        strike: bool = False,
    ) -> None:
        self._shown = {key_of(item.key): item for item in shown}
        self._check = check
        self._book = CitationBook(documents)
        self._language = language
        self._strike = strike
        self._pieces: list[str] = []
        self.statements: list[Statement] = []
        self.removed: list[Removed] = []
        self.unknown_markers = 0
        self.corrected_markers = 0

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self._book.citations

    @property
    def kept(self) -> int:
        return sum(statement.support is not Support.UNSUPPORTED for statement in self.statements)

    def add(self, written: Written) -> str:
        """Checks one sentence and returns what it adds to the text, which may be nothing."""
        if any(statement.text == written.text for statement in self.statements):
            return ""
        cited, unknown = self._resolve(written.cited)
        self.unknown_markers += unknown
        verdict, sources = self._judge(written.text, cited)
        if verdict.support is Support.UNSUPPORTED:
            self.removed.append(Removed(text=written.text, problems=tuple(map(str, verdict.problems))))
            if not self._strike:
                return ""
            self.statements.append(Statement(text=written.text, citations=(), support=Support.UNSUPPORTED))
            return self._append(written, f"~~{written.text}~~")
        if cited and not {item.key for item in sources} <= {item.key for item in cited}:
            self.corrected_markers += 1
        markers = tuple(dict.fromkeys(self._cite(sources, verdict.aligned)))
        self.statements.append(Statement(text=written.text, citations=markers, support=verdict.support))
        return self._append(written, f"{written.text} {''.join(f'[{marker}]' for marker in markers)}")

    def _append(self, written: Written, text: str) -> str:
        glue = "\n- " if written.is_item else "\n\n" if written.opens else " "
        piece = f"{glue}{text}" if self._pieces else f"- {text}" if written.is_item else text
        self._pieces.append(piece)
        return piece

    def _resolve(self, markers: Sequence[str]) -> tuple[list[ShownPassage], int]:
        """The shown passages that ``markers`` name, a record or section standing for all of its passages."""
        found: dict[str, ShownPassage] = {}
        unknown = 0
        for marker in markers:
            key = key_of(marker)
            named = [
                item for other, item in self._shown.items() if other == key or other.startswith(f"{key}-")
            ]
            unknown += not named
            found |= {item.key: item for item in named}
        return list(found.values()), unknown

    def _judge(self, text: str, cited: list[ShownPassage]) -> tuple[Verdict, list[ShownPassage]]:
        """The verdict on the passages cited; failing those, on whichever other shown passage supports it."""
        language = self._language_of(text)
        verdict = Verdict(support=Support.UNSUPPORTED, problems=(Problem.NO_SOURCE,), score=0.0)
        if cited:
            verdict = self._check.check(text, [_premise(item) for item in cited], language=language)
            if verdict.support is not Support.UNSUPPORTED:
                return verdict, cited
        others = [
            (self._check.check(text, [_premise(item)], language=language), item)
            for item in self._shown.values()
            if [item] != cited
        ]
        supported = [(v, item) for v, item in others if v.support is not Support.UNSUPPORTED]
        if not supported:
            best = max(others, key=lambda pair: pair[0].score, default=(verdict, None))[0]
            return (verdict if cited else best), cited
        best_verdict, source = max(supported, key=lambda pair: pair[0].score)
        return best_verdict, [source]

    def _cite(self, sources: Sequence[ShownPassage], aligned: Sequence[SourceSentence]) -> Iterator[int]:
        """A marker for each run of neighbouring sentences that the statement stands on."""
        for source, start, end in _runs(sources, aligned):
            passage = source.passage
            yield self._book.cite(source.record, source.section, passage.start + start, passage.start + end)

    def _language_of(self, text: str) -> str:
        """The language asked for, or English where the model fell back to that of the passages."""
        if self._language == "en" or detect_language(text) != "en":
            return self._language
        return "en"


def _premise(item: ShownPassage) -> Premise:
    return Premise(
        text=item.text,
        header=f"{item.record.name}: {item.record.title}\n{item.section.label}",
        aliases=tuple((p.acronym, p.name) for p in item.record.partners if p.acronym),
    )


def _runs(
    sources: Sequence[ShownPassage], aligned: Sequence[SourceSentence]
) -> list[tuple[ShownPassage, int, int]]:
    """The aligned sentences as stretches of their passages, the nearest first; neighbours are joined."""
    runs: list[tuple[ShownPassage, int, int]] = []
    for sentence in aligned:
        source = sources[sentence.premise]
        start = source.passage.text.find(sentence.text)
        if start < 0:
            continue
        end = start + len(sentence.text)
        for position, (other, left, right) in enumerate(runs):
            gap = source.passage.text[min(right, end) : max(left, start)]
            if other is source and not gap.strip():
                runs[position] = (source, min(left, start), max(right, end))
                break
        else:
            runs.append((source, start, end))
    return runs or [(sources[0], 0, len(sources[0].passage.text))]
