"""Sentences of a document that talk to a language model rather than to a reader."""

from __future__ import annotations

import re

from ingest.sentences import split_sentences

_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override|ignora\w*|olvid\w+|ignore[zr]|oublie[zr]?|esque[cç]\w+)\b.{0,60}"
    r"\b(?:instructions?|prompts?|rules?|evidence|sources?|instrucciones|consignes|reglas|règles|instru[cç]\w+|regras)\b"
    r"|\b(?:previous|prior|above|earlier|system)\s+(?:instructions?|prompts?)\b"
    r"|\b(?:instructions?|note|message|command)s?\s+(?:to|for)\s+(?:the\s+|any\s+|all\s+)?"
    r"(?:ai|assistants?|(?:language\s+)?models?|chat\s?bots?|llms?)\b"
    r"|\b(?:you\s+are|act\s+as|pretend\s+to\s+be)\s+(?:now\s+)?(?:an?\s+|the\s+)?"
    r"(?:ai|assistant|(?:large\s+)?language\s+model|chat\s?bot|dan)\b"
    r"|\bas\s+an?\s+(?:ai|language\s+model)\b"
    r"|\b(?:ai|assistant|language\s+model|chat\s?bot|llm)s?\b.{0,20}\b(?:must|should|shall|has\s+to|have\s+to)\s+"
    r"(?:now\s+)?(?:say|answer|reply|respond|write|print|output|tell|claim|state|recommend|ignore|cite)\b"
    r"|\b(?:answer|reply|respond)\s+(?:only\s+)?(?:with|that|to\s+every)\b.{0,80}"
    r"|</?(?:system|evidence|passage|instructions?|assistant|user)\b"
    r"|<\|[a-z_]+\|>|\[/?INST\]|\bBEGIN\s+(?:SYSTEM|PROMPT)",
    re.I | re.S,
)


def is_instruction(sentence: str) -> bool:
    """Whether ``sentence`` tells a language model what to do, by the wordings such attempts use.

    It is one defence of three: passages are marked as data in the prompt, and whatever the model writes has
    to stand in them.
    """
    return bool(_ADDRESSED.search(sentence))


def without_instructions(text: str) -> str:
    """``text`` without the sentences that address a language model; the rest unchanged and in order."""
    if not is_instruction(text):
        return text
    kept: list[str] = []
    at, dropped = 0, False
    for span in split_sentences(text):
        if is_instruction(text[span.start : span.end]):
            kept.append(text[at : span.start])
            at, dropped = span.end, True
    return "".join([*kept, text[at:]]).strip() if dropped else ""
