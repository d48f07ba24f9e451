"""Whether two texts say or deny the same: negations and opposites, in four languages."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from assistant.words import STOP_WORDS, fold, stem

_CUES = {
    "en": r"not(?!\s+(?:only|least|to mention))|n't|no(?!\s+(?:doubt|later|less|more than|\d|\.))|never|"
    r"none|nobody|nothing|nowhere|neither|nor|cannot|without|lack(?:s|ed|ing)?(?:\s+of)?|absence\s+of|"
    r"fail(?:s|ed|ing|ure)?\s+to|unable|hardly|rather\s+than|instead\s+of|den(?:y|ies|ied)|refus(?:es|ed)|"
    r"except(?:ing)?|exclud(?:es|ed|ing)|"
    r"prohibit(?:s|ed|ing)?|non|cancel(?:s|led|ling)?|reject(?:s|ed|ing)?|oppos(?:es|ed|ing)|missing|"
    r"absent|not\s+yet|impossible",
    "es": r"no(?!\s+(?:solo|solamente|obstante))|nunca|jamas|ningun[oa]?|nadie|nada|sin|tampoco|ni|"
    r"carece\w*|falta\s+de|ausencia\s+de|excepto|salvo",
    "fr": r"n'|ne|pas(?!\s+seulement)|jamais|aucune?|personne\s+ne|rien|sans|ni|manque\s+de|absence\s+de|"
    r"sauf|hormis|non",
    "pt": r"nao(?!\s+(?:so|apenas|somente))|nunca|jamais|nenhum[a]?|ninguem|nada|sem|tampouco|nem|"
    r"falta\s+de|ausencia\s+de|exceto|salvo",
}
_PATTERNS = {
    language: re.compile(rf"(?<![\w-])(?:{cues})(?![\w])|(?<=\w)n't(?!\w)", re.I)
    for language, cues in _CUES.items()
}
_FALSE_CUES = {
    "fr": re.compile(r"\bne\b[^.]{0,40}\bque\b|\bn'[^.]{0,40}\bque\b|\bplus que\b"),
    "es": re.compile(r"\bsin embargo\b"),
    "pt": re.compile(r"\bsem duvida\b"),
    "en": re.compile(r"\bwhether or not\b|\bnon-(?:governmental|profit|state|formal)\b|\bno\.\s*\d"),
}
_WORD = re.compile(r"[^\W_]+")
_WEAK = re.compile(
    r"\b(?:less|low|weak|limited|little|few|scarce|insufficient|poor|small|scant|barely|"
    r"bajo|baja|poco|poca|debil|escas\w+|faible|peu|pouco|pouca|baixo|baixa|fraco)\b"
)
_CLAUSE = re.compile(r"[;:.()]|\bbut\b|\bwhile\b|\balthough\b|\bbecause\b")
_TABLES = tomllib.loads(files("assistant").joinpath("data/polarity.toml").read_text(encoding="utf-8"))
_PAIRS: dict[str, frozenset[str]] = {}
for _line in _TABLES["opposites"].strip().splitlines():
    _left, _right = (frozenset(map(stem, side.split())) for side in _line.split("|"))
    for _side, _other in ((_left, _right), (_right, _left)):
        for _word in _side:
            _PAIRS[_word] = _PAIRS.get(_word, frozenset()) | _other

_PRESENT: dict[str, str] = {
    stem(past): stem(verb) for past, _, verb in (pair.partition(":") for pair in _TABLES["past"].split())
}
"""The stems of irregular past forms, with those of the verbs that a denial uses."""

Scopes = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=4096)
def denied(text: str, language: str = "en") -> Scopes:
    """For each negation of ``text`` the stems of the up to seven telling words after it in its clause."""
    folded = fold(text)
    folded = _FALSE_CUES[language].sub(" ", folded)
    scopes: list[tuple[str, ...]] = []
    for cue in _PATTERNS[language].finditer(folded):
        rest = folded[cue.end() : cue.end() + 120]
        stop = _CLAUSE.search(rest)
        rest = rest[: stop.start()] if stop else rest
        stems = [stem(word) for word in _WORD.findall(rest) if word not in STOP_WORDS]
        if not stems:  # “conflicts are avoided”
            before = [word for word in _WORD.findall(folded[: cue.start()]) if word not in STOP_WORDS]
            stems = [stem(word) for word in before[-2:]]
        scopes.append(tuple(stems[:7]))
    return tuple(scopes)


def contradicts(text: str, source: str, language: str, stems: frozenset[str], others: frozenset[str]) -> bool:
    """Whether ``text`` denies what the English ``source`` says, or says what it denies.

    ``stems`` are those of ``text`` in English, ``others`` those of ``source``.
    """
    ours, theirs = denied(text, language), denied(source, "en")
    if ours and not theirs:
        return not _WEAK.search(fold(source))
    if theirs and not ours:
        stems |= {_PRESENT[word] for word in stems if word in _PRESENT}
        return not _WEAK.search(fold(text)) and any(_affirmed(scope, stems) for scope in theirs)
    if language != "en":
        return False
    return _turned(ours, theirs, others) or _turned(theirs, ours, stems)


def _affirmed(scope: tuple[str, ...], stems: frozenset[str]) -> bool:
    """Whether ``stems`` has the first of the denied words, or most of the first five."""
    return bool(scope) and (scope[0] in stems or len(stems & set(scope[:5])) >= max(2, 0.6 * len(scope[:5])))


def _turned(ours: Scopes, theirs: Scopes, others: frozenset[str]) -> bool:
    """Whether one text denies a word that the other has and does not deny."""
    held = {word for scope in theirs for word in scope}
    return any(scope and scope[0] in others and scope[0] not in held for scope in ours)


def present(stemmed: str) -> str:
    """The stem of the present of a verb whose past is irregular; any other stem as it is."""
    return _PRESENT.get(stemmed, stemmed)


def opposes(stems: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a word of ``stems`` stands in the other text only as its opposite."""
    for word in stems - others:
        against = _PAIRS.get(word)
        if against and against & others and not against & stems and not _same_side(word, others):
            return True
    return False


def _same_side(word: str, others: frozenset[str]) -> bool:
    against = _PAIRS[word]
    return any(_PAIRS.get(other, frozenset()) & against for other in others)
