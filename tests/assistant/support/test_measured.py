"""The error rate of the check on its labelled pairs does not grow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import Support
from assistant.generating.checked import CheckedText
from assistant.generating.reply import Written
from assistant.generating.shown import ShownPassage
from assistant.support import SupportCheck
from assistant.support.names import names
from eval.support_check import TARGETS, Judged, judge, scores
from eval.support_pairs import Pair, derive, read_pairs
from index.embedder import Embedder
from ingest.records import Passage, Record, RecordKind, Section, SectionKey

PAIRS = read_pairs()


class TestPairs:
    def test_are_enough_of_every_kind(self) -> None:
        kinds = [pair.kind for pair in PAIRS]
        assert len(PAIRS) >= 300
        assert kinds.count("paraphrase") >= 100
        assert all(kinds.count(kind) >= 40 for kind in TARGETS)
        assert {pair.language for pair in PAIRS} == {"en", "es", "fr", "pt"}

    def test_no_record_is_in_both_splits(self) -> None:
        splits: dict[str, set[str]] = {}
        for pair in PAIRS:
            splits.setdefault(pair.record, set()).add(pair.split)
        assert all(len(found) == 1 for found in splits.values())

    def test_planting_faults_is_repeatable(self) -> None:
        made = [pair for pair in PAIRS if pair.made == "hand"]
        assert derive(made) == derive(made)
        assert all(not pair.supported for pair in derive(made) if pair.made == "derived")


@pytest.fixture(scope="module")
def judged(embedder: Embedder) -> list[Judged]:
    return judge(SupportCheck(embedder), PAIRS)


@pytest.mark.models
class TestErrorRate:
    @pytest.mark.parametrize("split", ["dev", "test"])
    def test_numbers_countries_names_and_denials(self, judged: list[Judged], split: str) -> None:
        found = {score.kind: score for score in scores(judged) if score.split == split}
        for kind, least in TARGETS.items():
            assert found[kind].precision >= least, kind
            assert found[kind].recall >= least, kind
        assert found["all"].auc >= 0.90
        assert found["detail"].recall >= 0.85

    def test_few_true_sentences_are_lost(self, judged: list[Judged]) -> None:
        true = [item for item in judged if item.pair.supported]
        assert sum(item.flagged for item in true) / len(true) <= 0.08

    def test_a_model_that_is_always_wrong_reaches_nobody(self, embedder: Embedder) -> None:
        check = SupportCheck(embedder)
        wrong = [pair for pair in PAIRS if pair.kind in ("number", "country", "name")]
        through = [pair.id for pair in wrong if said(pair, check)]
        assert through == []

    def test_few_names_of_the_passage_pass_in_the_place_of_another(self, embedder: Embedder) -> None:
        """Every name of every paraphrase replaced by every other one of its passage."""
        check = SupportCheck(embedder)
        found = [
            check.check(sentence, [pair.premise], language=pair.language).support is Support.UNSUPPORTED
            for pair in PAIRS
            if pair.kind == "paraphrase"
            for sentence in renamed(pair)
        ]
        assert len(found) >= 80
        assert sum(found) / len(found) >= 0.90

    def test_changed_places_are_seen_more_often_than_not(self, judged: list[Judged]) -> None:
        subject = [item.flagged for item in judged if item.pair.kind == "subject"]
        assert sum(subject) / len(subject) >= 0.5


def renamed(pair: Pair) -> Iterator[str]:
    """The sentence with one name after the other replaced by each name of its kind that it does not hold."""
    own = {name.text.removesuffix("s") for name in names(pair.sentence)}
    for spot in names(pair.sentence):
        others = {name.text for name in names(pair.passage) if name.is_acronym == spot.is_acronym}
        if not spot.is_acronym and len(spot.words) == 1:
            continue
        for other in sorted(others):
            if other.removesuffix("s") not in own and (spot.is_acronym or " " in other):
                end = spot.start + len(spot.text)
                yield pair.sentence[: spot.start] + other + pair.sentence[end:]


def said(pair: Pair, check: SupportCheck) -> str:
    """What a reader gets to see of a model that writes ``pair.sentence`` and cites its passage."""
    section = Section(key=SectionKey.RESULTS, label="Results", text=pair.passage)
    title = pair.header.partition(": ")[2].partition("\n")[0]
    record = Record(
        id=pair.record, kind=RecordKind.INITIATIVE, title=title or "x", sections=(section,), document="book"
    )
    passage = Passage(
        id="p",
        record_id=pair.record,
        section_id=section.id,
        section_key=section.key,
        ordinal=0,
        text=pair.passage,
        start=0,
        end=len(pair.passage),
        embed_text=pair.passage,
    )
    shown = ShownPassage(
        key=f"{pair.record}·results·1", passage=passage, record=record, section=section, text=pair.passage
    )
    text = CheckedText([shown], check, {}, pair.language)
    text.add(Written(text=pair.sentence, cited=(shown.key,)))
    assert all(statement.support is not Support.UNSUPPORTED for statement in text.statements)
    return text.text
