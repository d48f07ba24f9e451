"""What a model wrote, sentence by sentence as it comes, with the keys each sentence cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.generating.prompts import NOT_IN_EVIDENCE
from assistant.words import fold
from ingest.sentences import split_sentences

_THOUGHT = re.compile(r"<(think|thinking|reasoning|script|style)\b[^>]*>.*?(?:</\1>|\Z)", re.S | re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_BRACKETED = re.compile(r"[\[【(（]([^\[\]【】()（）\n]{1,160})[\]】)）]")
_NUMBERED = re.compile(r"\^?\d{1,3}|(?:source|passage|evidence|fuente|fonte|ref)\W{0,2}\d{1,3}", re.I)
_KEYED = re.compile(r"[a-z]+-[\w-]+(?:\s*[·•∙:|/.]\s*[\w.-]+)*", re.I)
_MARK = "[\ue000-\uf8ff]"
_AFTER_STOP = re.compile(rf"([.!?…]+[\"”’»)]*)((?:\s*{_MARK})+)")
_REFUSAL = re.compile(
    r"^\W*(?:i'?m |i am )?(?:very )?(?:sorry|unable to)\b"
    r"|^\W*i (?:cannot|can't|can not|won't) (?:help|assist|answer|comply|provide)"
    r"|^\W*as an? (?:ai|language model)|^\W*(?:lo siento|je suis desole|desole|desculpe|sinto muito)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A sentence of a model without markup and markers; ``cited`` is what stood in its markers.

    ``is_item`` says that it is a list item, ``opens`` that a paragraph begins with it.
    """

    text: str
    cited: tuple[str, ...] = ()
    is_item: bool = False
    opens: bool = False

    @property
    def finds_nothing(self) -> bool:
        """It is the agreed signal that the passages do not hold the answer."""
        return NOT_IN_EVIDENCE in self.text or self.text.strip(" .*`").upper() == "NOT IN EVIDENCE"

    @property
    def declines(self) -> bool:
        """It declines to answer, as models do on their own account."""
        return bool(_REFUSAL.search(fold(self.text)))


def read_reply(pieces: Iterable[str], known: frozenset[str]) -> Iterator[Written]:
    """The sentences of a reply that arrives in ``pieces``, each as soon as it is whole.

    ``known`` are the keys of the passages shown, by which markers are told from other brackets.
    """
    text, given = "", 0
    for piece in pieces:
        text += piece
        if re.search(r"[.!?…\]\n]", piece):
            whole = _sentences(_settled(text), known)[:-1]
            yield from whole[given:]
            given = max(given, len(whole))
    yield from _sentences(_shown(text), known)[given:]


def key_of(marker: str) -> str:
    """``marker`` in the form in which keys are compared: ``gp-08-results-1``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(marker)).strip("-")


def _shown(text: str) -> str:
    return _TAG.sub("", _THOUGHT.sub("", text))


def _settled(text: str) -> str:
    """The part of a growing text that no further piece can change: up to an open bracket or tag."""
    text = _THOUGHT.sub("", text)
    opened = [
        text.rfind(left) for left, right in ("[]", "【】", "<>") if text.rfind(left) > text.rfind(right)
    ]
    return _TAG.sub("", text[: min(opened)] if opened else text)


def _sentences(text: str, known: frozenset[str]) -> list[Written]:
    markers: list[tuple[str, ...]] = []

    def lift(found: re.Match[str]) -> str:
        pieces = tuple(piece.strip() for piece in re.split(r"[,;]|\]\s*\[", found[1]) if piece.strip())
        if not pieces or not all(_is_marker(piece, found[0][0], known) for piece in pieces):
            return found[0]
        markers.append(pieces)
        return chr(0xE000 + min(len(markers) - 1, 0x18FF))

    text = _BRACKETED.sub(lift, re.sub(_MARK, " ", text).replace("\r\n", "\n"))
    text = _AFTER_STOP.sub(r"\2\1", text)
    found: list[Written] = []
    for span in split_sentences(text):
        raw = text[span.start : span.end]
        cited = [key for mark in re.findall(_MARK, raw) for key in markers[ord(mark) - 0xE000]]
        bare = _bare(raw)
        if not bare:
            if cited and found:  # a marker on a line of its own belongs to the sentence before it
                last = found[-1]
                found[-1] = Written(
                    text=last.text, cited=(*last.cited, *cited), is_item=last.is_item, opens=last.opens
                )
            continue
        if raw.lstrip().startswith("#"):
            continue
        before = text[: span.start].rstrip(" \t")
        found.append(
            Written(
                text=bare,
                cited=tuple(dict.fromkeys(cited)),
                is_item=bool(re.match(r"\s*(?:[-*•]|\d{1,2}[.)])\s", raw))
                or bool(re.search(r"\n\s*[-*•]$", before)),
                opens=before.endswith("\n\n"),
            )
        )
    return found


def _is_marker(piece: str, bracket: str, known: frozenset[str]) -> bool:
    key = key_of(piece)
    if key in known or any(other.startswith(f"{key}-") for other in known):
        return True
    if bracket in "(（":
        return False
    return bool(_NUMBERED.fullmatch(piece)) or bool(
        _KEYED.fullmatch(piece) and re.search(r"[·•∙|]|-\d", piece)
    )


def _bare(raw: str) -> str:
    text = re.sub(_MARK, " ", raw)
    text = re.sub(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", "", text)
    text = re.sub(r"(\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w))", "", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([.,;:!?])", r"\1", text).strip()
    return text if re.search(r"[^\W\d_]{2}", text) else ""
