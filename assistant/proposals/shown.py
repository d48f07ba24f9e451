"""What a sentence shows by its own words, the name of its initiative apart."""

from __future__ import annotations

import re

from ingest.gazetteer import find_countries

_SHORTEST = 6
_SELF = re.compile(
    r"\b(?:[Tt]h(?:e|is)|[Ee]ach) (?:[\w’'()/–—-]+ ){1,6}?(?:initiatives?|projects?|practices?)\b(?:['’]s?)?"
)
"""How records call themselves: that “the labour inspection initiative” was new shows nothing on inspectors."""

_CUES = {
    "objective": (
        r"\baim\w*|\bobjectives?\b|\bgoals?\b|\bpurpose\b|\bset out\b|\bsought\b|\bseeks?\b|\bintend\w*"
        r"|\b(?:was|were|is|are) (?:meant )?to\b|\bin order to\b|\bhelp(?:s|ed)?\b.{0,60}\bto\b"
        r"|\b(?:supports?|supported|promotes?|promoted|strengthens?|strengthened|improves?|improved)\b"
    ),
    "results": (
        r"\b(?:trained|certified|adopted|approved|endorsed|ratified|signed|launched|established|created|built"
        r"|developed|produced|published|completed|drafted|drawn up|achieved|reached|benefit(?:ed|ted)|took part"
        r"|received|gained|obtained|increased|reduced|rose|fell|doubled|improved|strengthened|formed|joined"
        r"|resulted|led to|became|agreed|implemented|introduced|contributed|registered|formali[sz]ed)\b"
    ),
    "sustainability": (
        r"\blast(?:s|ed|ing)?\b|\bcontinu\w+|\bsustain\w+|\bremain\w*|\bowner\w*|\badapt\w*|\breplica\w+"
        r"|\btransfer\w*|\bscal\w+|\bother (?:countries|regions|institutions|partners|sectors)\b|\bfuture\b"
        r"|\blong[- ]term\b|\bcommit\w+|\binstitutionali\w+"
    ),
    "cooperation": (
        r"\bpartner\w*|\bministr\w+|\bunions?\b|\bemployers\b|\binstitut\w+|\bagenc\w+|\borgani[sz]ations?\b"
        r"|\bparticipa\w+|\btook part\b|\bcooperat\w+|\bauthorit\w+|\bgovernments?\b"
    ),
}
_PATTERNS = {name: re.compile(words, re.I) for name, words in _CUES.items()}
_PLANNED = re.compile(
    r"\b(?:will|would|could|can|should|may|planned|plans to|expected|foreseen|about to|(?:is|are|was|were) to"
    r"|aim\w*|intend\w*)\b",
    re.I,
)
_FINITE = re.compile(
    r"(?<!that )(?<!which )(?<!who )\b(?:is|are|was|were|has|have|had|can|could|will|would|should|must|may|took"
    r"|became|gave|led|made|helped)\b"
)
_PEOPLE = re.compile(
    r"\b(?:workers?|employees?|employers?|managers?|inspectors?|inspectorates?|officers?|officials?|wom[ae]n"
    r"|m[ae]n|young|youth|girls?|boys?|child(?:ren)?|migrants?|refugees?|compan(?:y|ies)|enterprises?|firms?"
    r"|unions?|members?|representatives?|people|persons?|famil(?:y|ies)|farmers?|growers?|train(?:ers|ees)"
    r"|participants?|constituents?|partners?|entrepreneurs?|graduates?|students?|apprentices?|communit(?:y|ies)"
    r"|ministr(?:y|ies)|households?|leaders?|staff|miners?|cooperatives?|beneficiar(?:y|ies)|experts?"
    r"|institutions?|governments?|organi[sz]ations?|counsellors?|statisticians?|caregivers?|seekers?)\b",
    re.I,
)
_FIGURE = re.compile(r"\b(?!(?:19|20)\d\d\b)\d[\d.,]*\b")


def tells(text: str, *, introduced: bool = False) -> bool:
    """Whether a sentence says something when it stands alone.

    One that only introduces a list does not, nor do a few words, nor an item that goes on from a sentence that
    ``introduced`` the list.
    """
    bare = text.strip().lstrip("-•*–— ")
    if len(bare.split()) < _SHORTEST or bare[0].islower() or bare.endswith((":", ";", ",")):
        return False
    return not introduced or bool(_FINITE.search(bare))


def introduces(text: str) -> bool:
    """Whether a sentence only opens a list."""
    return text.rstrip().endswith(":")


def is_item(text: str) -> bool:
    """Whether ``text`` is an item of a list."""
    return text.lstrip().startswith(("- ", "• ", "* "))


def mentions(text: str, pattern: re.Pattern[str], *, by_name: bool = False) -> int:
    """How often ``text`` has words of ``pattern``; those in the name of its initiative count ``by_name`` only."""
    return len(pattern.findall(text if by_name else _SELF.sub(" ", text)))


def speaks_of(text: str, aspect: str) -> bool:
    """Whether ``text`` has words for an aim, for those who took part, for an outcome, for what lasts."""
    pattern = _PATTERNS.get(aspect)
    return pattern is not None and bool(pattern.search(text))


def names_people(text: str) -> bool:
    """Whether ``text`` speaks of people or of bodies of people, the name of its initiative apart."""
    return bool(_PEOPLE.search(_SELF.sub(" ", text)))


def outcome(text: str) -> float:
    """How surely ``text`` tells an outcome (0–1): something that was done, and how many."""
    done = speaks_of(text, "results") and not _PLANNED.search(text)
    return 0.6 * done + 0.4 * bool(_FIGURE.search(text))


def names_country(text: str, name: str) -> bool:
    """Whether ``text`` names the country of that canonical name, and not one whose name holds it."""
    return any(place.name == name for place in find_countries(text, adjectives=True))
