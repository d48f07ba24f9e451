"""The language of what people write is told right: lines, titles, keywords and paragraphs, in four languages."""

from __future__ import annotations

import pytest

from assistant.language import detect_language, is_other_language

WRITTEN = {
    "en": (
        "A recipe for apple pie with cinnamon, butter and brown sugar",
        "mining safety training Peru Bolivia",
        "child labour cocoa Ghana",
        "Safer mines in the Andes",
        "Study tour on social dialogue, Namibia",
        "Zambia",
        "peer learning; informal economy; micro-insurance; ASEAN",
        "Objective: fewer accidents in the mines of Peru.",
        "Domestic workers and their rights",
        "What has been done on green jobs?",
        "Regional conference in São Paulo on migrant workers' rights",
        "Cooperation with SENAI and SENAC for vocational training",
        "The ministry of labour of Côte d'Ivoire wants to learn how El Salvador trains its inspectors.",
        "Dear colleagues,\n\nwe are a small union of market vendors and would like to hear from others.",
        "digital skills for young women",
        "Our partners are the Ministerio de Trabajo of Peru and the Confédération nationale du travail.",
    ),
    "es": (
        "Seguridad en las minas de Bolivia y Perú",
        "Trabajo infantil en el cacao",
        "trabajo decente, economía informal, Perú",
        "formación profesional jóvenes rurales",
        "Viaje de estudio sobre diálogo social",
        "Queremos extender la protección social a los trabajadores informales",
        "Objetivo: menos accidentes en las canteras.",
        "¿Qué se ha hecho en materia de empleo verde?",
        "Capacitación de inspectores",
        "Cooperación triangular con Brasil: aprendizaje entre pares",
        "Trabajadoras del hogar",
        "Estimados colegas:\n\nnuestra cámara de comercio busca experiencias de pymes.",
        "migración laboral Centroamérica derechos",
        "seguro de salud para vendedoras ambulantes",
        "Curso en línea para cooperativas agrícolas de Paraguay",
    ),
    "fr": (
        "Sécurité dans les mines du Maroc",
        "Travail des enfants dans le cacao",
        "travail décent, économie informelle, Sénégal",
        "formation professionnelle jeunes ruraux",
        "Voyage d'étude sur le dialogue social",
        "Nous voulons étendre la protection sociale aux travailleurs informels",
        "Tarte aux pommes : farine, beurre, six pommes et un peu de cannelle",
        "Objectif : moins d'accidents dans les carrières.",
        "Qu'a-t-on fait pour les emplois verts ?",
        "Renforcement des capacités des inspecteurs",
        "Coopération triangulaire avec le Brésil",
        "Chers collègues,\n\nnotre syndicat cherche des expériences de mutuelles de santé.",
        "migration de main-d'œuvre et droits",
        "assurance maladie pour vendeuses de rue",
        "Cours en ligne pour coopératives agricoles du Bénin",
    ),
    "pt": (
        "Segurança nas minas de Moçambique",
        "Trabalho infantil no cacau",
        "trabalho decente, economia informal, Angola",
        "formação profissional jovens rurais",
        "Viagem de estudo sobre diálogo social",
        "Queremos estender a proteção social aos trabalhadores informais",
        "Formar inspetores do trabalho contra o trabalho infantil",
        "Objetivo: menos acidentes nas pedreiras.",
        "O que já foi feito sobre empregos verdes?",
        "Capacitação de inspetores",
        "Cooperação triangular com o Brasil: aprendizagem entre pares",
        "Trabalhadoras domésticas",
        "Prezados colegas,\n\na nossa câmara de comércio procura experiências de pequenas empresas.",
        "migração laboral e direitos na CPLP",
        "seguro de saúde para vendedoras ambulantes",
        "Curso online para cooperativas agrícolas de Cabo Verde",
    ),
}


@pytest.mark.parametrize(
    ("text", "language"), [(text, language) for language, texts in WRITTEN.items() for text in texts]
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect_language(text) == language


OTHER = (
    "Wer hat den Austausch zwischen Brasilien und Tansania finanziert?",
    "Quali sono i risultati della pratica numero 5?",
    "Welke landen doen mee aan goede praktijk 3?",
    "Jakie kraje biorą udział w dobrej praktyce 7?",
    "Hangi ülkeler katıldı?",
    "Nani alifadhili mradi wa pamba Tanzania?",
    "Apa hasil dari proyek ini?",
    "Кто финансировал проект в Танзании?",
    "من موّل مشروع القطن في تنزانيا؟",
    "谁资助了坦桑尼亚的棉花项目？",
)


@pytest.mark.parametrize("text", OTHER)
def test_another_language_is_told_from_the_four(text: str) -> None:
    assert is_other_language(text)


@pytest.mark.parametrize("text", [text for texts in WRITTEN.values() for text in texts])
def test_none_of_the_four_is_taken_for_another(text: str) -> None:
    assert not is_other_language(text)


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("OIT?", "¿Quién financió la buena práctica 8?", "es"),
        ("GP 9", "Qui a financé la bonne pratique 8 ?", "fr"),
        ("what about Peru?", "Quem financiou a boa prática 8?", "en"),
    ],
)
def test_a_text_that_does_not_tell_is_in_the_language_before(text: str, before: str, language: str) -> None:
    assert detect_language(text, before=before) == language
