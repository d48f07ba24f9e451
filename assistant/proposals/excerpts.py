"""What a record says on its results, its use elsewhere, its money and its people, as citations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answer import Citation
from assistant.citing import CitationBook
from assistant.proposals.evidence import Evidence
from assistant.proposals.shown import introduces, outcome, speaks_of
from index.sentences import Sentence
from ingest.records import Record, SectionKey

_OUTCOME = 0.2
_CUE = 0.1
_LONGEST_LIST = 420


class Excerpts:
    """Cuts excerpts out of records for one proposal; all citations go into one book."""

    def __init__(self, evidence: Evidence, book: CitationBook) -> None:
        self._evidence = evidence
        self._book = book
        self._library = evidence.library

    def adaptability(self, record: Record) -> Citation | None:
        """What ``record`` says on being taken over elsewhere, nearest to the proposal."""
        return self._best(
            record, SectionKey.ADAPTABILITY, lambda words: _CUE * speaks_of(words, "sustainability")
        )

    def results(self, record: Record) -> Citation | None:
        """What came of ``record``: an outcome rather than a plan, one with figures, near to the proposal."""
        return self._best(record, SectionKey.RESULTS, lambda words: _OUTCOME * outcome(words))

    def of(self, record: Record) -> Citation | None:
        """The sentence of ``record`` on its aim that is nearest to the proposal."""
        return self._best(record, SectionKey.OBJECTIVE, lambda _: 0.0)

    def whole(self, record: Record, key: SectionKey, most: int) -> Citation | None:
        """The section of ``record`` under ``key``; of a long one, whole lines up to ``most`` characters."""
        section = next((s for s in record.sections if s.key is key and s.text.strip()), None)
        if section is None:
            return None
        end = len(section.text)
        if end > most:
            end = max(section.text.rfind("\n", 0, most), section.text.rfind(". ", 0, most) + 1)
            end = end if end > 0 else most
        start = len(section.text) - len(section.text.lstrip())
        return self._cite(record, section.id, start, start + len(section.text[start:end].rstrip()))

    def sentence(self, record: Record, sentence: Sentence) -> Citation:
        """``sentence`` of ``record`` as a citation, without the mark of a list before it."""
        bare = sentence.text.lstrip("-•* ")
        return self._cite(record, sentence.section_id, sentence.end - len(bare), sentence.end)

    def _best(self, record: Record, key: SectionKey, bonus: Callable[[str], float]) -> Citation | None:
        """The sentence under ``key`` with the highest nearness and ``bonus``; of mere lists the first items."""
        index = self._library.index
        rows = self._library.sentence_rows(record.id, (key,))
        able = [row for row in rows if row in self._library.telling]
        if not able:
            return self._list(record, [index.sentences[row] for row in rows])
        near = index.sentence_vectors[able] @ self._evidence.whole
        totals = [
            float(cosine) + bonus(index.sentences[row].text) for row, cosine in zip(able, near, strict=True)
        ]
        return self.sentence(record, index.sentences[able[totals.index(max(totals))]])

    def _list(self, record: Record, sentences: Sequence[Sentence]) -> Citation | None:
        """The sentence that opens a list with the items after it, as far as there is room."""
        for at, first in enumerate(sentences):
            if not introduces(first.text):
                continue
            end = first.end
            for item in sentences[at + 1 :]:
                if item.section_id != first.section_id or item.end - first.start > _LONGEST_LIST:
                    break
                end = item.end
            if end > first.end:
                return self._cite(record, first.section_id, first.start, end)
        return None

    def _cite(self, record: Record, section_id: str, start: int, end: int) -> Citation:
        section = record.section(section_id)
        if section is None:
            raise KeyError(f"{record.id} has no section {section_id}")
        marker = self._book.cite(record, section, start, end)
        return self._book.citations[marker - 1]
