"""A request for records is the same whatever is said around it: who asks, what for, where from."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant

REQUESTS = {
    "en": (
        "How many good practices have Kenya among the countries?",
        "2020-2021 projects on skills in Africa",
    ),
    "es": ("¿Qué buenas prácticas tratan de la protección social?", "cuántas prácticas sin países europeos"),
    "fr": ("Quelles pratiques sont financées par la Flandre ?", "combien de bonnes pratiques en tout ?"),
    "pt": (
        "Quantas boas práticas envolvem a Zâmbia?",
        "Quais práticas chegaram do escritório regional da OIT?",
    ),
}
AROUND = {
    "en": (
        "I work in Nairobi on child labour. {}",
        "Our network of 12 unions met three donors last week. {}",
        "Good morning from Dakar! {}",
        "Please tell me: {}",
        "For a conference on migration in Lima, {}",
        "{} I need it for a workshop in Hanoi.",
        "{} My colleagues at the ministry of labour of Chile asked me.",
    ),
    "es": (
        "Preparamos una conferencia sobre migración en Lima. {}",
        "Nuestra red de 12 sindicatos se reunió con tres donantes. {}",
        "¡Buenos días desde Dakar! {}",
        "Para una conferencia sobre migración en Lima, {}",
        "{} Me lo piden mis colegas del ministerio de trabajo de Chile.",
        "{} Me piden el dato para una conferencia.",
    ),
    "fr": (
        "Nous préparons une conférence sur la migration à Lima. {}",
        "Bonjour de Dakar ! {}",
        "En tant que syndicaliste du Pérou : {}",
        "{} J'en ai besoin pour un atelier à Hanoï.",
        "{} Mes collègues du ministère du travail du Chili me le demandent.",
    ),
    "pt": (
        "A nossa rede de 12 sindicatos reuniu-se com três doadores. {}",
        "Bom dia de Dacar! {}",
        "Como sindicalista do Peru: {}",
        "{} Preciso disso para uma oficina em Hanói.",
        "{} Os colegas do ministério do trabalho do Chile é que pediram.",
    ),
}


def cited(assistant: Assistant, question: str) -> set[str]:
    return {c.practice_id for c in assistant.ask(question, mode="extractive").citations}


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("request_alone", "around"),
    [(one, around) for language, asked in REQUESTS.items() for one in asked for around in AROUND[language]],
)
def test_what_is_said_around_a_request_changes_none_of_its_records(
    corpus_assistant: Assistant, request_alone: str, around: str
) -> None:
    ended = request_alone if request_alone.endswith("?") else f"{request_alone}."
    asked = around.format(ended if around.startswith("{}") else request_alone)
    assert cited(corpus_assistant, asked) == cited(corpus_assistant, request_alone)
    assert cited(corpus_assistant, asked)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("question", "records"),
    [
        ("I work on child labour. Which practices could help me?", {"gp-02", "gp-17", "gp-19"}),
        (
            "I am from Zambia. Which good practices involve my country?",
            {"gp-02", "gp-03", "gp-10", "gp-21", "gp-30"},
        ),
        ("Soy de Bolivia. ¿En qué buenas prácticas participa mi país?", {"gp-05", "gp-06", "gp-28"}),
    ],
)
def test_who_asks_still_tells_which_records_where_the_request_leaves_it_open(
    corpus_assistant: Assistant, question: str, records: set[str]
) -> None:
    assert cited(corpus_assistant, question) == records


@pytest.mark.timeout(120)
def test_a_request_in_capitals_finds_the_same_records(corpus_assistant: Assistant) -> None:
    for question in ("Which good practices are about pensions and social insurance?", "Prácticas con la UE"):
        assert cited(corpus_assistant, question.upper()) == cited(corpus_assistant, question)
