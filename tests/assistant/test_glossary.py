"""Questions in Spanish, French and Portuguese come out in the English words of the records."""

from __future__ import annotations

import time

import pytest

from assistant.glossary import to_english
from assistant.words import content_stems

WORDS = frozenset({"cotton", "inspection", "mining", "productivity", "resilience", "seminar", "statistics"})

QUESTIONS = {
    "es": """
¿En qué fecha viajó la delegación china a Lusaka? = date travelled delegation China Lusaka
¿Qué ofrece el Centro Internacional de Formación en Turín? = offer international training centre turin
¿Existe un seguimiento posterior a la capacitación? = follow-up training
¿Quiénes se quedaron fuera del programa y por qué motivos? = reasons remained
¿Se puede ampliar el enfoque a toda la región? = extended approach region
¿Qué aportó la Agencia Brasileña de Cooperación? = contribution brazilian agency
¿Qué se sabe de la calidad de los empleos en la confección? = quality jobs garment
¿Qué temas se debatieron en el seminario web de agosto de 2021? = topics discussed webinar August
¿Qué datos recogieron los observatorios del mercado laboral? = data gather labour market observatory
¿Qué tecnologías limpias aprendieron a manejar los jóvenes? = technologies clean learned manage youth
¿Qué papel cumple la mujer en el sindicato de la petroquímica? = role women trade union petrochemical
¿Qué enfoque innovador usaron los sindicatos caribeños? = approach innovative trade unions caribbean
¿Qué ventajas comparativas tiene la OIT en la cooperación sur-sur? = comparative advantage ILO
¿Dónde puedo descargar el estudio de viabilidad de Pakistán? = download feasibility study Pakistan
¿Cuál es la tasa de desempleo juvenil citada? = rate unemployment youth
¿Qué sector industrial emplea a más mujeres según el estudio? = sector industrial women study
¿Cuál es el sitio web de la plataforma de los BRICS? = website platform BRICS
¿Hubo resistencia de las empresas a formalizarse? = resistance enterprises formalization
¿Qué dijo el viceministro en la clausura? = minister closing
¿Qué reglas de origen mencionan los acuerdos comerciales? = rules origin mention agreements trade
¿Sigue activo el grupo de expertos creado en Amán? = active group experts created
¿Cuántos periodistas recibieron becas en los países árabes? = journalists received fellowship Arab
Necesito el teléfono de la oficina de la OIT en Pretoria = phone office ILO Pretoria
¿Qué temas se enseñaron en la academia de Turín? = topics teach academy turin
¿Quién moderó el debate sobre empleo y clima en Addis Abeba? = moderate debate employment climate addis
¿Cuándo se puso en marcha la realidad aumentada en el Golfo? = when launched augmented reality Gulf
¿Qué decidió el Consejo de Administración sobre la gente por cuenta propia? = decided Governing Body self-employed
¿Quién habló de los bonos temáticos y la inversión de impacto? = who thematic bonds impact investing
¿Lo de los jornaleros quedó en agua de borrajas? = day labourers failed
¿Quién llevaba la batuta en la fábrica de calzado? = led factory shoe
¿Qué dice la vigésima cuarta práctica? = say twenty-fourth practice
¿Se estudia junto con la India y el Canadá? = study India Canada
¿En qué pueblo echaron a andar los comedores escolares? = village launched school feeding
¿Lo del invernadero lo pagó la alcaldía de Santo Domingo? = greenhouse paid municipality Santo Domingo
""",
    "fr": """
Qui a conseillé les coopératives de femmes au Lesotho ? = advise cooperatives women Lesotho
Quels délais la feuille de route régionale fixe-t-elle ? = time roadmap regional set
Combien de familles paysannes le projet coton a-t-il touchées ? = families farmers reached cotton
Qui est resté en dehors du programme et pour quelles raisons ? = reasons remained outside
Qu'a apporté l'Agence brésilienne de coopération ? = contribution brazilian agency
Quel ministre a ouvert l'atelier de Maputo ? = minister workshop open Maputo
Avec quels nouveaux partenaires l'alliance s'est-elle élargie ? = partners new extended alliance
Une deuxième phase du programme coton est-elle envisagée ? = second phase cotton consider
Les entreprises se sont-elles opposées à la formalisation ? = enterprises opposed formalization
Quels écarts entre les sexes le diagnostic régional a-t-il relevés ? = gender gap regional diagnostic
Peut-on étendre cette approche à toute la région ? = extended approach region
Quelles lois du travail ont été réformées après la visite ? = law reform visit
À quelle date la délégation chinoise est-elle allée à Lusaka ? = date delegation China Lusaka
Combien de jours a duré la visite à Bucarest ? = days visit last
Quel est le taux de chômage des jeunes cité ? = rate unemployment youth
Y a-t-il des projets avec des réfugiés ou des communautés d'accueil ? = refugee host communities
Quelle est la situation des travailleuses domestiques migrantes ? = situation domestic workers migrant
Le groupe d'experts créé à Amman est-il toujours actif ? = active group experts created
Quels syndicats de mineurs ont collaboré en Zambie ? = trade unions miners collaboration Zambia
Que sait-on de la qualité des emplois dans l'habillement ? = quality jobs garment
Un suivi est-il prévu après la formation ? = follow-up training expected
Quels thèmes ont été débattus lors du webinaire d'août 2021 ? = topics discussed webinar august
Que peuvent reprendre d'autres régions de l'expérience andine ? = regions experience andean
Comment garantit-on la transparence et la redevabilité ? = ensure transparency accountability
Comment les pays participants ont-ils été choisis ? = chosen participating countries
Tous les combien se tiennent les séminaires HIMO ? = how often seminar labour-based
Qu'a dit le Conseil d'administration des plantes envahissantes ? = say Governing Body invasive alien species
Quels pays du Maghreb ont été conviés en marge de la conférence ? = which country North Africa invited side event
Les patrons ont-ils mis la main à la poche ? = employer paid
Qu'en ont retiré les femmes de ménage et les chauffeurs de taxi ? = gained domestic workers taxi driver
Par quelles voies circulaient les bons exemples ? = way spread good example
Qui a cueilli le coton dans les neuf villages ? = pick cotton nine village
La grève des dockers a-t-elle retardé le chantier ? = strike dockworkers delay works site
Que dit la quinzième pratique de l'eau potable ? = fifteenth practice drinking water
Les gamins au travail dans les briqueteries, qui s'en occupe ? = child labour brick kiln
Les personnes handicapées ont-elles été consultées au préalable ? = persons disabilities consultation beforehand
Quelles embûches a rencontrées la tontine des vendeuses ambulantes ? = obstacle savings group street vendor
""",
    "pt": """
Quantas mesas redondas foram organizadas durante a semana da cooperação? = round tables organized week
O que oferece o Centro Internacional de Formação em Turim? = offer international training centre turin
Há projetos com refugiados ou comunidades de acolhimento? = refugee host communities
É possível alargar a abordagem a toda a região? = possible extended approach region
Como se asseguram a transparência e a prestação de contas? = ensure transparency accountability
Os manuais foram traduzidos para português? = translated manuals Portuguese
Onde posso baixar o estudo de viabilidade do Paquistão? = download feasibility study Pakistan
O que podem copiar outras regiões da experiência andina? = regions copy experience andean
Quantos jornalistas receberam bolsas nos países árabes? = journalists received fellowship arab
Os empregadores bolivianos pagaram parte das despesas de viagem? = employers paid part expenses travel
Quais são os princípios de Nairobi? = principles nairobi
Que ramo industrial emprega mais mulheres segundo o estudo? = industrial women study branch
Os mineiros chineses e zambianos partilham alguma língua? = miners China Zambia share language
Quantos dias durou a visita a Bucareste? = days visit last
Que dados recolheram os observatórios do mercado de trabalho? = data gather labour market observatory
Quem assessorou as cooperativas de mulheres no Lesoto? = advise cooperatives women Lesotho
Está previsto um acompanhamento após a formação? = follow-up training expected
O que se sabe da qualidade dos empregos na confecção? = quality jobs garment
Quem ficou de fora do programa e por que motivos? = reasons remained
Quantas famílias camponesas o projeto do algodão alcançou? = families farmers cotton achieved
Como são repartidos os custos entre os parceiros? = cost partners
Que sindicatos de mineiros colaboraram na Zâmbia? = trade unions miners collaboration Zambia
Que passos seguiu a metodologia do estudo comparativo? = steps methodology comparative study
Preciso do telefone do escritório da OIT em Pretória = phone office ILO Pretoria
Que percentagem dos participantes eram jovens? = percent participants youth
Que bolseiros receberam a morada do gestor? = scholar address manager
Quanto tempo dura o curso para trabalhadores por conta própria? = how long last course self-employed
Que centrais sindicais marcaram presença no pontapé inicial? = trade union confederation attended kick-off
""",
}
"""Questions with the English content words that have to come out."""


def _cases() -> list[tuple[str, str, str]]:
    cases = []
    for language, table in QUESTIONS.items():
        for line in table.strip().splitlines():
            question, _, english = line.partition(" = ")
            cases.append((language, question, english))
    return cases


@pytest.mark.parametrize(("language", "question", "english"), _cases())
def test_content_words_come_out_in_english(language: str, question: str, english: str) -> None:
    found = to_english(question, language, vocabulary=WORDS)

    assert set(content_stems(english)) <= set(content_stems(found.text)), found.text


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("es", "¿Quién financió la formación de los inspectores del trabajo?"),
        ("fr", "Qui a financé la formation des inspecteurs du travail ?"),
        ("pt", "Quem financiou a formação dos inspetores do trabalho?"),
    ],
)
def test_capitals_and_missing_accents_make_no_difference(language: str, question: str) -> None:
    terms = to_english(question, language).terms
    plain = question.translate(str.maketrans("áéíóúçãõê", "aeioucaoe"))

    assert terms == ("fund", "train", "labor", "inspector")
    assert to_english(question.upper(), language).terms == terms
    assert to_english(plain, language).terms == terms


def test_inflected_forms_need_no_entries_of_their_own() -> None:
    singular = to_english("una trabajadora migrante, un taller, una recomendación", "es").terms
    plural = to_english("las trabajadoras migrantes, los talleres, las recomendaciones", "es").terms

    assert singular[-2:] == plural[-2:] == ("workshop", "recommend")
    assert to_english("des formations", "fr").text == to_english("la formation", "fr").text == "training"
    assert to_english("as inspeções", "pt").text == to_english("a inspeção", "pt").text == "inspection"


def test_the_longest_phrase_wins_over_its_words() -> None:
    assert to_english("seguro de desempleo", "es").text == "unemployment insurance"
    assert to_english("el trabajo infantil", "es").text == "child labour"
    assert to_english("la Agencia Brasileña de Cooperación", "es").text == "Brazilian Cooperation Agency"
    assert to_english("l'économie des soins", "fr").text == "care economy"


def test_a_phrase_does_not_reach_across_a_comma() -> None:
    assert "unemployment insurance" not in to_english("un seguro, desempleo y salud", "es").text


def test_small_words_inside_a_phrase_may_differ() -> None:
    for written in ("inspección del trabajo", "inspección de trabajo", "inspección laboral"):
        assert to_english(written, "es").text == "labour inspection"


def test_a_preposition_is_not_taken_for_a_word_of_the_same_stem() -> None:
    assert "unemployment" not in to_english("el seguro para las empleadas", "es").text


def test_countries_and_groups_come_out_with_their_english_names() -> None:
    text = to_english("la coopération entre la CEDEAO, la Côte d'Ivoire et l'Allemagne", "fr").text

    assert "ECOWAS" in text
    assert "Côte d'Ivoire" in text
    assert "Germany" in text


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_addresses_acronyms_numbers_and_names_stay(language: str) -> None:
    kept = ["SENAI", "ana.perez@example.org", "https://example.org/a", "2024", "GP", "Filgueira"]
    found = to_english("SENAI, ana.perez@example.org, https://example.org/a, 2024, GP Filgueira", language)

    assert found.text.split() == kept
    assert found.unknown == ()


def test_thousands_are_written_as_in_english_records() -> None:
    assert to_english("1.500 trabajadores", "es").text == "1500 workers"
    assert to_english("12 000 travailleurs", "fr").text == "12000 workers"
    assert to_english("la práctica 8, 120 trabajadores", "es").text == "practice 8 120 workers"


def test_english_words_pass_in_a_mixed_question() -> None:
    found = to_english("¿Which practices hablan de cotton y productivity?", "es", vocabulary=WORDS)

    assert found.text == "Which practice cotton productivity"
    assert found.unknown == ()


def test_a_word_in_no_table_is_told_by_its_ending_or_its_spelling() -> None:
    assert to_english("la electrificación", "es", vocabulary=frozenset({"electrification"})).terms == (
        "electrif",
    )
    assert to_english("la vulcanologie", "fr").text == "vulcanology"
    assert to_english("rezilience", "pt", vocabulary=WORDS).text == "resilience"


def test_what_is_not_understood_is_left_and_named() -> None:
    found = to_english("¿Hay iniciativas sobre zopilotes y algodón?", "es", vocabulary=WORDS)

    assert found.unknown == ("zopilotes",)
    assert "zopilotes" in found.text
    assert found.terms == ("cotton",)


def test_the_vocabulary_is_asked_for_only_when_a_word_needs_it() -> None:
    def vocabulary() -> frozenset[str]:
        raise AssertionError("asked for")

    assert to_english("¿Quién financió el taller?", "es", vocabulary=vocabulary).text == "who funded workshop"


def test_english_and_languages_without_a_glossary_are_left_alone() -> None:
    for language in ("en", "de"):
        found = to_english("Who funded the cotton workshop?", language)
        assert found.text == "Who funded the cotton workshop?"
        assert found.terms == ("fund", "cotton", "workshop")


@pytest.mark.parametrize("text", ["", "   ", "¿?", "'", "l'", "😀 …", "a" * 5_000, "de la de la " * 500])
@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_odd_texts_do_not_raise(language: str, text: str) -> None:
    assert to_english(text, language, vocabulary=WORDS) == to_english(text, language, vocabulary=WORDS)


def test_a_question_takes_well_under_a_few_milliseconds() -> None:
    question = "¿Qué recomendaciones formuló la misión de evaluación sobre el seguro de desempleo?"
    to_english(question, "es", vocabulary=WORDS)
    start = time.process_time()
    for _ in range(100):
        to_english(question, "es", vocabulary=WORDS)

    assert (time.process_time() - start) / 100 < 0.005
