"""The header of a practice: author, institution, title and countries, each after its label."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.records import PageStarts

_LABELS = {
    "authors": (
        r"(?:prepared|written|submitted)\s+by|elaborado\s+por|r[ée]dig[ée]\s+par"
        r"|(?:author|participant)(?:[’']?s|s[’'])?\s*(?:name|\(s\))?s?"
        r"|nombre\s+del\s+(?:autor|participante)|autor(?:es|a|as)?|nom\s+de\s+l[’']auteur|auteure?s?|nome\s+do\s+autor"
    ),
    "institution": r"institutions?|instituci[oó]n|institui[cç][aã]o",
    "title": (
        r"title\s+of\s+(?:the\s+)?(?:(?:south-south|best|good)\b)[^:\n]{0,120}?"
        r"|t[ií]tulo\s+d[ea]\s+la\s+buena[^:\n]{0,120}?|titre\s+de\s+la\s+bonne[^:\n]{0,120}?"
        r"|t[ií]tulo\s+da\s+boa[^:\n]{0,120}?"
    ),
    "countries": (
        r"(?:participating\s+|partner\s+)?countr(?:y|ies)(?:\s+involved)?(?:\s*\([^)]*\))?|pa[ií]s(?:es)?|pays|pa[ií]ses\s+(?:participantes|involucrados|envolvidos)"
        r"|pays\s+(?:concern[eé]s|participants|impliqu[eé]s)"
    ),
}
_FIELD = re.compile(
    "(?:" + "|".join(rf"(?P<{name}>{pattern})" for name, pattern in _LABELS.items()) + r")\s*:\s*", re.I
)
_PART = re.compile(r"^\W*(?P<word>part|parte|partie)\s+(?P<number>[ivx]{1,4}|\d{1,2})\W*$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderField:
    """A field of a header: which one, its label and value, and both as they stand in the document."""

    name: str
    label: str
    value: str
    source: str


@dataclass(slots=True, kw_only=True)
class Header:
    """The header of a practice, or of one part of it."""

    part: str | None = None
    fields: dict[str, HeaderField] = field(default_factory=dict)
    pages: dict[str, PageStarts] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """The value of a field; empty where the header does not state it."""
        return self.fields[name].value if name in self.fields else ""


def read_header(text: str) -> tuple[HeaderField, ...]:
    """The fields that ``text`` states one after another; empty where it begins with no label."""
    starts = [
        match for match in _FIELD.finditer(text) if match.start() == 0 or text[match.start() - 1].isspace()
    ]
    if not starts or starts[0].start() != 0:
        return ()
    first = starts[:1]
    for match in starts[1:]:  # a second label in the same paragraph counts only where it opens another field
        if match.lastgroup not in {kept.lastgroup for kept in first} and match[0][0].isupper():
            first.append(match)
    fields = []
    for match, end in zip(first, [*(match.start() for match in first[1:]), len(text)], strict=True):
        fields.append(
            HeaderField(
                name=str(match.lastgroup),
                label=match[0].strip().rstrip(":").strip(),
                value=" ".join(text[match.end() : end].split()),
                source=text[match.start() : end],
            )
        )
    return tuple(fields)


def names_countries(label: str) -> bool:
    """Whether a label heads the countries that take part."""
    fields = read_header(f"{label.rstrip(': ')}:")
    return bool(fields) and fields[0].name == "countries"


def opens_header(text: str) -> bool:
    """Whether ``text`` states the author, which every header begins with."""
    fields = read_header(text)
    return bool(fields) and fields[0].name == "authors"


def part_label(text: str) -> str | None:
    """``Part II`` for a line that says only that; ``None`` for any other text."""
    match = _PART.match(text)
    return f"{match['word'].capitalize()} {match['number'].upper()}" if match else None


def split_authors(value: str) -> tuple[str, ...]:
    """The authors one by one, where the line lists persons; whole where it names an institution.

    “Surname, Given name” is one person; commas inside brackets or a job title part nobody.
    """
    pieces = re.split(r"\s+(?:AND|and)\s+(?=[A-Z])", value)
    if len(pieces) == 1:
        pieces = re.split(r",\s+(?=[A-Z][a-z]+\s+[A-Z][a-z]+)", value)
        if any(len(piece.split()) > 3 or "," in piece for piece in pieces):
            pieces = [value]
        if all(re.fullmatch(r"[A-Z]{2,}(?:[ -][A-Z]{2,})*", piece.strip()) for piece in value.split(",")):
            pieces = value.split(",")
    elif not all(re.match(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){1,2}(?:,|$)", piece) for piece in pieces):
        pieces = [value]
    return tuple(piece.strip(" ,") for piece in pieces if piece.strip(" ,"))
