"""Metrics of one answer, on made-up records."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Citation, Statement
from eval.cases import Gold, Nugget
from eval.metrics.citations import (
    citation_validity,
    first_citation_right,
    gold_record_precision,
    gold_section_precision,
    gold_section_recall,
    lexically_supports,
    support_precision,
    support_recall,
)
from eval.metrics.lines import Line, lines_of
from eval.metrics.nuggets import holds, strict_all, strict_vital, strict_vital_within
from eval.metrics.overlap import rouge_l, token_f1
from eval.metrics.sets import exact_set, set_f1, set_precision, set_recall, stated_number
from eval.metrics.words import count_words

RESULTS = "Seven tin mines joined. 1,200 miners were trained."
FUNDING = "The Moon Fund paid USD 50,000."
SOURCES = {("gp-99", "results"): RESULTS, ("gp-99", "funding"): FUNDING, ("gp-98", "results"): "None."}
GOLD = (Gold(record="gp-99", sections=("results",)),)


def cite(marker: int, quote: str, section: str = "results", record: str = "gp-99") -> Citation:
    text = SOURCES.get((record, section), "")
    start = max(text.find(quote), 0)
    return Citation(
        marker=marker,
        practice_id=record,
        title="Tin mining on the Moon",
        section=section,
        section_id=section,
        section_label=section.capitalize(),
        part=None,
        pages=(1,),
        document="Made-up compendium",
        url=None,
        quote=quote,
        start=start,
        end=start + len(quote),
    )


def answer(text: str, *citations: Citation, statements: tuple[Statement, ...] = ()) -> Answer:
    return Answer(
        answer=text,
        answered=True,
        kind="lookup",
        mode="extractive",
        language="en",
        citations=citations,
        statements=statements,
    )


MINES = cite(1, "Seven tin mines joined.")
MINERS = cite(2, "1,200 miners were trained.")
FUND = cite(3, FUNDING, "funding")


class TestNuggets:
    def test_forms_match_folded_and_stemmed(self) -> None:
        nugget = Nugget(text="7 mining companies", forms=("7 mining companies", "seven ... mining company"))
        assert holds("In all, SEVEN large mining companies [1] took part.", nugget)
        assert not holds("Seven people came. Mining companies did not.", nugget), (
            "a gap ends with its sentence"
        )
        assert not holds("17 mining companies", nugget)

    def test_accents_separators_and_emphasis_do_not_matter(self) -> None:
        assert holds("Côte d’Ivoire", Nugget(text="x", forms=("Cote d'Ivoire",)))
        assert holds("**1 200** or 1,200 miners", Nugget(text="x", forms=("1200 miners",)))
        assert holds("write to someone@example.org", Nugget(text="x", forms=("someone@example.org",)))

    def test_vital_all_and_the_first_200_words(self) -> None:
        nuggets = (
            Nugget(text="tin", forms=("tin",)),
            Nugget(text="moon", forms=("moon",)),
            Nugget(text="fund", forms=("fund",), vital=False),
        )
        assert strict_vital("tin", nuggets) == 0.5
        assert strict_all("tin fund", nuggets) == pytest.approx(2 / 3)
        assert strict_vital("tin", ()) == 0.0
        late = "tin " + "word " * 199 + "moon"
        assert strict_vital(late, nuggets) == 1.0
        assert strict_vital_within(late, nuggets) == 0.5


class TestOverlap:
    def test_by_hand(self) -> None:
        assert token_f1("the cat sat", "the cat ran") == pytest.approx(2 / 3)
        assert rouge_l("a b c d", "a c d e") == pytest.approx(0.75)
        assert rouge_l("c b a", "a b c") == pytest.approx(1 / 3)
        assert token_f1("", "x") == rouge_l("", "x") == 0.0


class TestLines:
    def test_a_marker_after_the_stop_belongs_to_the_sentence_before(self) -> None:
        assert lines_of("One came. [1] Two left [2][3]. Nobody knows.") == (
            Line(text="One came.", markers=(1,)),
            Line(text="Two left.", markers=(2, 3)),
            Line(text="Nobody knows.", markers=()),
        )

    def test_every_list_item_counts_and_the_lead_in_stands_on_them(self) -> None:
        assert lines_of("2 of 30 match:\n\n- Tin [1]\n- Iron [2]\n\nMore follows.") == (
            Line(text="2 of 30 match:", markers=(1, 2)),
            Line(text="Tin", markers=(1,)),
            Line(text="Iron", markers=(2,)),
            Line(text="More follows.", markers=()),
        )

    def test_headings_labels_and_table_headers_state_nothing(self) -> None:
        text = (
            "**Good Practice 9: Tin**\n\n*Results:* Seven joined. [1]\n\n"
            "| Aspect | A |\n|---|---|\n| Funding | Moon Fund [2] |"
        )
        assert lines_of(text) == (
            Line(text="Seven joined.", markers=(1,)),
            Line(text="Moon Fund", markers=(2,)),
        )

    def test_words_are_counted_without_markers_and_signs(self) -> None:
        assert count_words("**Seven** mines [1] – joined | [2]") == 3


class TestCitations:
    def test_a_good_answer_scores_one_everywhere(self) -> None:
        good = answer("Seven tin mines joined. [1] 1,200 miners were trained. [2]", MINES, MINERS)
        assert first_citation_right(good, GOLD) == 1
        assert citation_validity(good, SOURCES) == 1
        assert gold_record_precision(good, GOLD) == gold_section_precision(good, GOLD) == 1
        assert gold_section_recall(good, GOLD) == 1
        assert support_recall(good) == support_precision(good) == 1

    def test_a_fabricated_marker_is_invalid_and_in_the_denominator(self) -> None:
        made_up = answer("Seven tin mines joined. [1] They struck gold. [9]", MINES)
        assert citation_validity(made_up, SOURCES) == 0.5
        assert gold_record_precision(made_up, GOLD) == 0.5
        assert support_precision(made_up) == support_recall(made_up) == 0.5

    def test_a_quote_that_is_not_in_the_section_is_invalid(self) -> None:
        off = cite(1, "Seven tin mines leapt.")
        elsewhere = cite(1, "Seven tin mines joined.", "methodology")
        for citation in (off, elsewhere):
            assert citation_validity(answer("Seven tin mines joined. [1]", citation), SOURCES) == 0

    def test_a_marker_only_in_the_statements_counts(self) -> None:
        hidden = answer("Text.", statements=(Statement(text="Text.", citations=(4,)),))
        assert citation_validity(hidden, SOURCES) == 0
        assert citation_validity(answer("Nothing is known."), SOURCES) is None

    def test_record_right_section_wrong(self) -> None:
        funding = answer("The Moon Fund paid USD 50,000. [3]", FUND)
        assert gold_record_precision(funding, GOLD) == 1
        assert gold_section_precision(funding, GOLD) == gold_section_recall(funding, GOLD) == 0

    def test_alce_precision_drops_a_citation_that_is_not_needed(self) -> None:
        padded = answer("Seven tin mines joined. [1][3]", MINES, FUND)
        assert support_recall(padded) == 1
        assert support_precision(padded) == 0.5
        both = answer("Seven tin mines joined and 1,200 miners were trained. [1][2]", MINES, MINERS)
        assert support_precision(both) == 1, "each holds what the other does not"

    def test_another_judge_can_decide(self) -> None:
        good = answer("Seven tin mines joined. [1]", MINES)
        assert support_recall(good, lambda premises, statement: False) == 0

    def test_lexical_support_wants_every_number(self) -> None:
        assert lexically_supports(["1,200 miners were trained."], "1200 miners trained")
        assert not lexically_supports(["1,200 miners were trained."], "1300 miners were trained")

    def test_an_answer_without_citations_scores_zero(self) -> None:
        bare = answer("Seven tin mines joined.")
        assert first_citation_right(bare, GOLD) == gold_record_precision(bare, GOLD) == 0
        assert support_recall(bare) == support_precision(bare) == 0


class TestSets:
    def test_by_hand(self) -> None:
        assert set_precision(["a", "b", "b"], ["a", "c", "d"]) == 0.5
        assert set_recall(["a", "b"], ["a", "c", "d"]) == pytest.approx(1 / 3)
        assert set_f1(["a", "b"], ["a", "c", "d"]) == pytest.approx(0.4)
        assert exact_set(["b", "a", "a"], ["a", "b"]) == 1
        assert exact_set(["a"], ["a", "b"]) == 0
        assert set_f1([], ["a"]) == 0

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("7 of 30 good practices match.", 7),
            ("Good Practice 8 and 3 more [1]", 3),
            ("Three practices involve Kenya.", 3),
            ("Coinciden 12 de 67 registros.", 12),
            ("Aucune des 30 bonnes pratiques.", 0),
            ("None of the 67 records matches.", 0),
            ("In 1,200 places", 1200),
            ("Dezesseis práticas", 16),
            ("There is no way to say.", None),
            ("It is version 1.5", None),
        ],
    )
    def test_the_stated_number(self, text: str, number: int | None) -> None:
        assert stated_number(text) == number
