"""What counts as the same word, and how passages that share words are scored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.lexical import LexicalIndex, best, fold, tokens

TEXTS = [
    "Copper mines in Zambia renewed rescue plans in 2022.",
    "Dock workers in São Tomé passed a course for USD 558.170,00.",
    "The WHO and the ILO met; the SADC secretariat took part.",
    "Mining companies trained forty-two trainers under C81.",
    "",
]


class TestTokens:
    def test_case_accents_and_endings_do_not_matter(self) -> None:
        assert tokens("São Tomé trainings") == tokens("SAO TOME Training") == tokens("são tomé TRAINED")

    def test_stop_words_are_left_out_and_acronyms_that_spell_them_are_not(self) -> None:
        assert tokens("who took it with them") == ["took"]
        assert tokens("the WHO and IT in the US") == ["who", "it", "us"]

    def test_numbers_stay_as_written(self) -> None:
        assert tokens("USD 558.170,00 in 2022-2023, C81, 3.5 %") == [
            "usd",
            "558.170,00",
            "2022",
            "2023",
            "c81",
            "3.5",
        ]

    def test_hyphens_and_apostrophes_part_words(self) -> None:
        assert tokens("South-South Côte d’Ivoire") == tokens("south south cote d'ivoire")

    def test_folding_brings_spellings_together(self) -> None:
        assert fold("Çôte d’IVOIRE ﬁn") == "cote d'ivoire fin"


class TestLexicalIndex:
    @pytest.fixture(params=["built", "loaded"])
    def index(self, request: pytest.FixtureRequest, tmp_path: Path) -> LexicalIndex:
        built = LexicalIndex.build(TEXTS)
        if request.param == "built":
            return built
        built.save(tmp_path)
        return LexicalIndex.load(tmp_path)

    def test_a_passage_is_found_by_its_words(self, index: LexicalIndex) -> None:
        assert index.top("rescue of miners", 3)[0][0] == 0
        assert index.top("course in sao tome", 3)[0][0] == 1
        assert index.top("558.170,00", 3)[0][0] == 1
        assert [position for position, _ in index.top("sadc", 3)] == [2]
        assert [position for position, _ in index.top("Convention C81", 3)] == [3]

    def test_every_passage_has_a_score_and_only_shared_words_count(self, index: LexicalIndex) -> None:
        scores = index.score("mines in Zambia")
        assert scores.shape == (len(TEXTS),)
        assert scores[0] > scores[3] > 0
        assert not scores[[1, 2, 4]].any()

    @pytest.mark.parametrize("query", ["", "the of and", "xylophone", "?!", "🙂"])
    def test_without_a_known_word_nothing_is_found(self, index: LexicalIndex, query: str) -> None:
        assert not index.score(query).any()
        assert index.top(query, 5) == []

    def test_a_mask_leaves_out_what_it_hides(self, index: LexicalIndex) -> None:
        mask = np.array([False, True, True, True, True])
        assert [position for position, _ in index.top("mines", 5, mask)] == [3]


def test_the_same_texts_give_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        LexicalIndex.build(TEXTS).save(tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


@pytest.mark.parametrize("texts", [[""], ["", "the"]])
def test_texts_without_words_make_an_index_that_finds_nothing(tmp_path: Path, texts: list[str]) -> None:
    LexicalIndex.build(texts).save(tmp_path)
    index = LexicalIndex.load(tmp_path)
    assert len(index) == len(texts)
    assert not index.score("mines -").any()


@pytest.mark.parametrize("size", [3, 50, 5_000])
def test_best_takes_the_highest_and_breaks_ties_by_position(size: int) -> None:
    scores = np.random.default_rng(size).integers(0, 9, size).astype(np.float32)
    mask = np.random.default_rng(size + 1).random(size) > 0.3
    wanted = sorted(np.flatnonzero(mask), key=lambda position: (-scores[position], position))
    for k in (1, 7, size):
        assert best(scores, k, mask) == wanted[:k]
