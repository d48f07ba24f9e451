"""A sentence is held to the numbers, dates, names and denials of its source, in four languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Support
from assistant.support import Premise, Problem, SupportCheck
from assistant.support.figures import figures, months
from assistant.support.names import NameBook, addresses, names
from assistant.support.order import exchanged
from assistant.support.polarity import denied
from assistant.support.roles import swapped
from index.embedder import HashEmbedder

SOURCE = Premise(
    text="In Bosnia and Herzegovina, the ILO facilitated 19 local partnerships across 27 municipalities. "
    "In Albania, a change of the by-laws followed in March 2012. "
    "Over 1,600 unemployed persons benefited from trainings of the NEA and the Budapest office. "
    "The Employment Agency did not pay for travel. Half of the USD 2.5 million came from the EU.",
    header="Good Practice 12: Local Employment Partnerships\nResults",
    aliases=(("NEA", "National Employment Agency"),),
)


@pytest.fixture(scope="module")
def check() -> SupportCheck:
    return SupportCheck(HashEmbedder(dimension=512), threshold=0.0)


class TestWhatIsRight:
    @pytest.mark.parametrize(
        "sentence",
        [
            "The ILO facilitated nineteen local partnerships across twenty-seven municipalities.",
            "More than 1600 unemployed persons benefited from trainings of the National Employment Agency.",
            "Over 1 600 unemployed persons benefited from trainings.",
            "In Good Practice 12, a change of the by-laws followed in Albania in March 2012.",
            "The Bosnian partnerships number 19.",
            "The European Union gave half of the USD 2,500,000.",
            "The Employment Agency never paid for travel.",
            "The Employment Agency paid for no travel.",
        ],
    )
    def test_passes(self, check: SupportCheck, sentence: str) -> None:
        assert check.check(sentence, [SOURCE]).problems == ()

    @pytest.mark.parametrize(
        ("language", "sentence"),
        [
            ("es", "En Bosnia y Herzegovina, la OIT facilitó diecinueve alianzas en 27 municipios."),
            ("fr", "En Albanie, les règlements ont été modifiés en mars 2012."),
            ("fr", "Plus de 1 600 chômeurs ont bénéficié de formations de la NEA."),
            ("pt", "Na Bósnia e Herzegovina, a OIT facilitou 19 parcerias em vinte e sete municípios."),
            ("es", "La mitad de los 2,5 millones de USD vino de la Unión Europea."),
            ("pt", "A Agência de Emprego não pagou as viagens."),
        ],
    )
    def test_passes_in_other_languages(self, check: SupportCheck, language: str, sentence: str) -> None:
        assert check.check(sentence, [SOURCE], language=language).problems == ()

    def test_quoted_word_for_word_is_called_so(self, check: SupportCheck) -> None:
        verdict = check.check("In Albania, a change of the by-laws followed in March 2012", [SOURCE])
        assert verdict.support is Support.QUOTED
        assert [s.text for s in verdict.aligned] == [
            "In Albania, a change of the by-laws followed in March 2012."
        ]

    def test_a_quotation_that_leaves_out_a_denial_is_none(self, check: SupportCheck) -> None:
        source = Premise(text="It is not true that the fund paid for the travel of teachers.")
        assert (
            check.check("The fund paid for the travel of teachers.", [source]).support is Support.UNSUPPORTED
        )


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("sentence", "problem"),
        [
            ("The ILO facilitated 91 local partnerships across 27 municipalities.", Problem.NUMBER),
            ("The ILO facilitated 27 local partnerships across 19 municipalities.", Problem.NUMBER),
            ("The ILO facilitated twenty local partnerships.", Problem.NUMBER),
            ("Over 16,000 unemployed persons benefited from trainings.", Problem.NUMBER),
            ("A third of the USD 3.5 million came from the EU.", Problem.NUMBER),
            ("In Albania, a change of the by-laws followed in May 2012.", Problem.DATE),
            ("In Moldova, a change of the by-laws followed.", Problem.COUNTRY),
            ("In Bosnia and Herzegovina, a change of the by-laws followed.", Problem.COUNTRY),
            ("Albanian partnerships were facilitated by the ILO across 27 municipalities.", Problem.COUNTRY),
            ("UNDP facilitated 19 local partnerships.", Problem.NAME),
            ("Unemployed persons benefited from trainings of the Geneva office.", Problem.NAME),
            ("The partnerships are described on www.example.com/partners.", Problem.ADDRESS),
            ("The Employment Agency paid for travel.", Problem.NEGATION),
            ("The ILO did not facilitate local partnerships.", Problem.NEGATION),
            ("A change of the by-laws in Albania never followed.", Problem.NEGATION),
        ],
    )
    def test_is_named(self, check: SupportCheck, sentence: str, problem: Problem) -> None:
        verdict = check.check(sentence, [SOURCE])
        assert verdict.support is Support.UNSUPPORTED
        assert problem in verdict.problems

    @pytest.mark.parametrize(
        ("language", "sentence", "problem"),
        [
            ("es", "En Bosnia y Herzegovina, la OIT facilitó dieciocho alianzas.", Problem.NUMBER),
            ("fr", "En Albanie, les règlements ont été modifiés en avril 2012.", Problem.DATE),
            ("pt", "Na Moldávia, a OIT facilitou 19 parcerias.", Problem.COUNTRY),
            ("es", "El PNUD facilitó 19 alianzas en 27 municipios.", Problem.NAME),
            ("fr", "L'OIT n'a pas facilité 19 partenariats locaux dans 27 communes.", Problem.NEGATION),
        ],
    )
    def test_is_named_in_other_languages(
        self, check: SupportCheck, language: str, sentence: str, problem: Problem
    ) -> None:
        assert problem in check.check(sentence, [SOURCE], language=language).problems

    def test_nothing_to_stand_on_is_no_support(self, check: SupportCheck) -> None:
        for premises in ([], [Premise(text="  ")]):
            assert check.check("The ILO facilitated it.", premises).problems == (Problem.NO_SOURCE,)

    @given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["en", "es", "fr", "pt"]))
    def test_any_text_gets_a_verdict(self, sentence: str, source: str, language: str) -> None:
        check = SupportCheck(HashEmbedder())
        assert check.check(sentence, [Premise(text=source)], language=language).support in Support


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "language", "values"),
        [
            ("Seven companies and twenty-five trainers", "en", [{7}, {25}]),
            ("USD 558.170,00 and 1,600 or 1.5 percent", "en", [{558170}, {1600, 1.6}, {1.5}]),
            ("2.5 million, $75+ million", "en", [{2.5e6}, {75e6}]),
            ("2022-26", "en", [{2022}, {26}, {2026}]),
            ("COVID-19, the G20 and ISO 9001", "en", [{9001}]),
            ("a decade, half of it", "en", [{10}, {0.5}]),
            ("veinticinco empresas, un 1,5 por ciento", "es", [{25}, {1}, {1.5}]),
            ("quatre-vingt-dix entreprises", "fr", [{90}]),
            ("duzentas e trinta pessoas da OIT", "pt", [{230}]),
        ],
    )
    def test_are_found_in_digits_and_words(self, text: str, language: str, values: list[set[float]]) -> None:
        found = [set(figure.values) for figure in figures(text, language)]
        assert sorted(map(sorted, found)) == sorted(map(sorted, values))

    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("on 2-5 October 2023", {10}),
            ("il 10 août, en enero, 3 de março de 2024", {8, 1, 3}),
            ("2023/10/09", {10}),
            ("They may march on.", set()),
            ("May 2021", {5}),
        ],
    )
    def test_months_are_those_of_dates(self, text: str, numbers: set[int]) -> None:
        assert months(text) == numbers


class TestNames:
    def test_are_told_from_capitals_that_name_nothing(self) -> None:
        text = (
            "Training of the ILO was led by Ana Sousa of SENAI in Peru in May. The Forum of Practice 8 met."
        )
        assert [name.text for name in names(text)] == ["Ana Sousa", "SENAI"]

    @pytest.mark.parametrize(
        ("text", "name", "held"),
        [
            ("the National Disaster Management Authority", "NDMA", True),
            ("the NDMA", "National Disaster Management Authority", True),
            ("the FPs met", "Focal Persons", True),
            ("the Ministry of Labour", "Ministry of Finance", False),
            ("Sustainable Development Goal 8", "SDG", True),
            ("African forum", "Africa", True),
            ("the UNDP", "UNIDO", False),
        ],
    )
    def test_are_held_by_acronym_and_full_name(self, text: str, name: str, held: bool) -> None:
        [found] = names(f"x {name} x") or [None]
        assert found is None or NameBook(text).holds(found) is held

    def test_addresses_are_compared_without_scheme(self) -> None:
        assert addresses("See https://www.ilo.org/a, or mail a@b.org.") == {"ilo.org/a", "a@b.org"}


class TestPolarity:
    @pytest.mark.parametrize(
        "text",
        [
            "It did not begin.",
            "No one came.",
            "It failed to pay.",
            "They were unable to go.",
            "It isn't paid.",
        ],
    )
    def test_denials_are_seen(self, text: str) -> None:
        assert denied(text)

    @pytest.mark.parametrize(
        "text", ["Not only men but women came.", "See no. 7.", "Non-governmental bodies came.", "It began."]
    )
    def test_and_not_where_there_is_none(self, text: str) -> None:
        assert not denied(text)


class TestRoles:
    def test_a_journey_the_other_way_is_seen(self) -> None:
        source = "Two experts of Indonesia travelled to Bangladesh."
        assert swapped("Two experts of Bangladesh travelled to Indonesia.", source)
        assert not swapped("To Bangladesh travelled two experts of Indonesia.", source)

    def test_the_order_of_a_list_means_nothing(self) -> None:
        assert not swapped(
            "Videos of Peru, Chile and Ghana were made.", "Videos of Ghana, Peru and Chile were made."
        )

    @pytest.mark.parametrize(
        ("text", "source"),
        [
            ("Inspectors strengthen the mines.", "The mines strengthen the inspectors."),
            ("The teachers trained the miners of Lima.", "The miners of Lima trained the teachers."),
            ("After the visit they held a workshop.", "After the workshop they made a visit."),
            ("They went from the harbour to the mine.", "They went from the mine to the harbour."),
            ("More miners than dockers came.", "More dockers than miners came."),
            ("The bank drew in money from the union.", "The union drew in money from the bank."),
        ],
    )
    def test_things_that_changed_places_are_seen(self, text: str, source: str) -> None:
        assert exchanged(text, source)
        assert not exchanged(source, source)

    @pytest.mark.parametrize(
        ("text", "source"),
        [
            ("The miners were trained by the teachers.", "The teachers trained the miners."),
            ("They held a workshop, and after it a visit.", "After the workshop they made a visit."),
            ("In Lima the teachers trained the miners.", "The teachers trained the miners in Lima."),
            ("The training of miners strengthens the harbour.", "The harbour gains from trained miners."),
            ("Money came from the bank after the visit.", "After the visit, money came from the bank."),
        ],
    )
    def test_the_same_told_otherwise_is_not(self, text: str, source: str) -> None:
        assert not exchanged(text, source)


class TestStanding:
    SOURCE = Premise(
        text="The MDZ opened two mines with the harbour union. The RBTC fund paid for the rescue drills of the "
        "SADOK school. In the north, teachers of the KOLP network wrote a handbook on dust.",
        header="Good Practice 3: Safer copper mines\nResults",
    )

    @pytest.mark.parametrize(
        "sentence",
        [
            "The KOLP opened two mines with the harbour union.",
            "The MDZ fund paid for the rescue drills of the SADOK school.",
            "The RBTC fund paid for the rescue drills of the KOLP school.",
            "Teachers of the SADOK network in the north wrote a handbook on dust.",
        ],
    )
    def test_a_name_in_the_place_of_another_is_seen(self, check: SupportCheck, sentence: str) -> None:
        assert Problem.NAME in check.check(sentence, [self.SOURCE]).problems

    @pytest.mark.parametrize(
        ("language", "sentence"),
        [
            ("es", "El fondo MDZ pagó los ejercicios de rescate de la escuela SADOK."),
            ("fr", "Le fonds RBTC a payé les exercices de sauvetage de l'école KOLP."),
        ],
    )
    def test_in_other_languages_too(self, check: SupportCheck, language: str, sentence: str) -> None:
        assert Problem.NAME in check.check(sentence, [self.SOURCE], language=language).problems

    @pytest.mark.parametrize(
        "sentence",
        [
            "Two mines were opened by the MDZ with the harbour union.",
            "The rescue drills of the SADOK school were paid for by the RBTC fund.",
            "The MDZ opened two mines, and the KOLP network wrote a handbook on dust.",
            "Teachers of KOLP wrote a handbook.",
        ],
    )
    def test_a_name_in_its_own_place_passes(self, check: SupportCheck, sentence: str) -> None:
        assert check.check(sentence, [self.SOURCE]).problems == ()

    def test_the_office_that_is_everywhere_is_missed_as_well(self, check: SupportCheck) -> None:
        source = Premise(
            text="The ILO, through its partnership department, launched the fund. The teachers come from "
            "five towns and the SADOK office."
        )
        wrong = check.check("The SADOK partnership department launched the fund.", [source])
        assert Problem.NAME in wrong.problems
        assert check.check("The ILO partnership department launched the fund.", [source]).problems == ()

    def test_a_name_said_in_full_and_again_by_its_letters_is_one_too_many(self, check: SupportCheck) -> None:
        source = Premise(text="Workers get scholarships of SADOK for training on DRR and local growth.")
        twice = "Workers get scholarships of DRR for training on disaster risk reduction."
        assert Problem.NAME in check.check(twice, [source]).problems
        once = "Workers get scholarships for training on disaster risk reduction (DRR)."
        assert Problem.NAME not in check.check(once, [source]).problems
