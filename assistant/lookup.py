"""Answers to questions about one fact, one section, or one practice: which sentences to quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.extent import asks_one_fact, asks_which_record, describes, is_broad
from assistant.list_lines import opens_list, stands_alone, with_openings
from assistant.phrases import section_name
from assistant.reading import Kind, Reading
from assistant.weighed import RankedRecord, Weighed
from assistant.weighing.asked_section import by_likelihood
from assistant.weighing.ranked_sentences import RankedSentences, Sentence, in_order
from ingest.records import Record, RecordKind, SectionKey

MOST_WORDS = 150
"""About how many words an answer may have."""

LEAST_LIKELY = 0.06
"""How likely a sentence has to belong in the answer."""

LEAST_LIKELY_LATER = 0.05
"""The same where the question leans on the conversation, and so says less of what it wants."""

LIKELY_ALONE = 0.85
"""How likely the best sentence has to be for an answer of one fact to need no more than one beside it."""

LEAST_LIKELY_FURTHER = 0.2
"""How likely that one has to be."""

_ALL_OF_REST, _HALF_OF_REST = 0.95, 0.5
"""How much of what a question says beside the name of its record a sentence has to hold, and no other may."""

MOST_SENTENCES = 12
"""How many sentences an answer may have."""

_DESCRIBED_BY_LIST = 40
"""Words of a list that may follow the line that opens it, in a description."""

SECTION_WORDS = 150
"""About how many words an answer may have that is one section, and nothing but that is asked for."""

DESCRIPTION_WORDS = 150
"""About how many words describe a practice."""

_SHORTEST = 5
"""Words of the shortest sentence that describes."""

_WHOLE = (SectionKey.CONTACTS, SectionKey.FUNDING)
"""Sections that are quoted whole where they are asked for and short enough."""

_DESCRIBED = (SectionKey.OBJECTIVE, SectionKey.COOPERATION, SectionKey.METHODOLOGY, SectionKey.RESULTS)
"""Sections that tell what a practice is, in this order."""


def choose_records(reading: Reading, weighed: Weighed) -> list[RankedRecord]:
    """The records a look-up answers from: those named, else the likeliest."""
    named = [item for item in weighed.ranked if item.record.id in reading.records]
    return named[:3] or list(weighed.ranked[:1])


def choose_sentences(
    reading: Reading, record: Record, weighed: Weighed, evidence: Evidence
) -> list[Sentence]:
    """The sentences of ``record`` that answer, the best one first, lists with the line that opens them."""
    ranked = weighed.sentences(record)
    if not ranked:
        return []
    if describes(reading, record, evidence):
        return _description(ranked)
    broad = is_broad(reading, record, evidence)
    if broad and ranked[0].section.key in _WHOLE:
        section = [s for s in ranked if s.section.id == ranked[0].section.id]
        if sum(sentence.words for sentence in section) <= MOST_WORDS:
            return section
    if broad and by_likelihood(weighed.section_likelihoods(record))[0] is reading.sections[0]:
        section = [s for s in ranked if s.section.key is reading.sections[0]]
        if section:
            return with_openings(_within(section, SECTION_WORDS), ranked)
    least = LEAST_LIKELY_LATER if reading.leans else LEAST_LIKELY
    chosen = _included(ranked, weighed.inclusion(record, broad=broad), least)
    said = _says_the_rest(ranked)
    if said is not None and said not in chosen:
        chosen.append(said)
    if asks_one_fact(reading):
        chosen = [s for s in chosen if s is ranked[0] or not opens_list(s)]
    return with_openings(chosen, ranked)


def shortened(
    reading: Reading, sentences: Sequence[Sentence], weighed: Weighed, evidence: Evidence
) -> list[Sentence]:
    """``sentences``, or the best one or two of them where one fact is asked for and the best one states it."""
    if len({sentence.record.id for sentence in sentences}) != 1 or not asks_one_fact(reading):
        return list(sentences)
    record = sentences[0].record
    ranked = weighed.sentences(record)
    likely = weighed.inclusion(record, broad=is_broad(reading, record, evidence))
    if not _states(ranked, likely, reading):
        return list(sentences)
    return _included(ranked, likely, least=LEAST_LIKELY_FURTHER, most=2)


def leading(
    reading: Reading, sentences: Sequence[Sentence], weighed: Weighed, evidence: Evidence
) -> Sentence | None:
    """The best of ``sentences``, where it answers a question for a fact by itself and others stand before it."""
    if not sentences or not reading.wanted - _IDLE or reading.kind is Kind.DESCRIBE:
        return None
    record = sentences[0].record
    ranked = weighed.sentences(record)
    best = ranked[0]
    if best not in sentences or any(sentence.record is not record for sentence in sentences):
        return None
    before = any(s.section.id == best.section.id and s.start < best.start for s in sentences)
    if not before or not stands_alone(best) or _LEANING.match(best.text):
        return None
    likely = weighed.inclusion(record, broad=is_broad(reading, record, evidence))
    return best if likely[0] >= LIKELY_ALONE else None


_IDLE = frozenset(["named", "yesno"])
_LEANING = re.compile(
    r"(?:it|they|he|she|this|these|those|such|its|their|both|another|others|(?:the )?(?:first|second|third|next|"
    r"last|latter|former|same|other)|there|then|also|however|in addition|moreover|finally|secondly)\b",
    re.IGNORECASE,
)
"""How a sentence begins that leans on the one before it."""


def write(
    draft: Draft, reading: Reading, sentences: Sequence[Sentence], lead: Sentence | None = None
) -> None:
    """The chosen sentences into ``draft``: ``lead``, then the section of the best one, each in its order."""
    if lead is not None and not asks_which_record(reading):
        draft.quote(lead.record, lead.section, [(lead.start, lead.end)])
        sentences = [sentence for sentence in sentences if sentence is not lead]
    by_section: dict[tuple[str, str], list[Sentence]] = {}
    for sentence in sentences:
        by_section.setdefault((sentence.record.id, sentence.section.id), []).append(sentence)
    titled: set[str] = set()
    several = len({record_id for record_id, _ in by_section}) > 1 or asks_which_record(reading)
    for members in by_section.values():
        record, section = members[0].record, members[0].section
        described = reading.kind is Kind.DESCRIBE
        if (several or described) and record.id not in titled:
            draft.say(f"**{title_line(record)}**")
            titled.add(record.id)
        draft.quote(
            record,
            section,
            [(member.start, member.end) for member in members],
            label=f"*{section_name(section.key, reading.language)}:*" if described else "",
        )


def title_line(record: Record) -> str:
    """``Good Practice 8: Supporting the development …``; other records by title alone."""
    if record.kind is RecordKind.PRACTICE and record.number:
        return f"{record.name}: {record.title}"
    return record.title


def _states(ranked: RankedSentences, likely: NDArray[np.float64], reading: Reading) -> bool:
    """Whether the best sentence is likely the answer, and shows what is asked for beside what it is asked of."""
    return bool(
        ranked.signal("facts")[0] == 1
        and (not reading.counted or ranked.signal("counted")[0] == 1)
        and likely[0] >= LIKELY_ALONE
    )


def _included(
    ranked: Sequence[Sentence],
    likely: NDArray[np.float64],
    least: float,
    most: int = MOST_SENTENCES,
) -> list[Sentence]:
    """The best sentence, and the likeliest others that a reader should see, within a budget of words."""
    chosen = [ranked[0]]
    words = ranked[0].words
    for place in np.argsort(-likely, kind="stable"):
        sentence = ranked[place]
        if likely[place] < least or len(chosen) == most:
            break
        if sentence is ranked[0] or words + sentence.words > MOST_WORDS or _repeats(sentence, chosen):
            continue
        chosen.append(sentence)
        words += sentence.words
    return chosen


def _says_the_rest(ranked: RankedSentences) -> Sentence | None:
    """The sentence beside the best that alone says what the question adds to the name of its record.

    What answered questions like it may come first; a record that has been changed since says more.
    """
    rest = ranked.signal("rest")
    at = int(rest.argmax())
    alone = rest[at] >= _ALL_OF_REST and rest[0] < _HALF_OF_REST and (rest >= _HALF_OF_REST).sum() == 1
    return ranked[at] if alone and ranked[at].section.id == ranked[0].section.id else None


def _within(ranked: Sequence[Sentence], most: int) -> list[Sentence]:
    """As many of the best sentences as ``most`` words allow."""
    chosen: list[Sentence] = []
    words = 0
    for sentence in ranked:
        if sentence in chosen or (chosen and words + sentence.words > most) or _repeats(sentence, chosen):
            continue
        chosen.append(sentence)
        words += sentence.words
    return chosen


def _repeats(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    """Whether more than four fifths of the words of ``sentence`` stand in one of ``chosen``."""
    own = set(sentence.text.lower().split())
    return any(len(own & set(other.text.lower().split())) > 0.8 * len(own) for other in chosen)


def _description(ranked: Sequence[Sentence]) -> list[Sentence]:
    """What a practice is: how its main sections begin, and the sentences that come nearest to the question.

    Of a text that has none of these sections, the sentences that come nearest, without its title page.
    """
    if not any(sentence.section.key in _DESCRIBED for sentence in ranked):
        return _within([s for s in ranked if s.words >= _SHORTEST] or ranked, DESCRIPTION_WORDS)
    by_key: dict[SectionKey, list[Sentence]] = {}
    for sentence in in_order(ranked):
        by_key.setdefault(sentence.section.key, []).append(sentence)
    told = {
        key: [s for s in by_key[key] if stands_alone(s)] or by_key[key] for key in _DESCRIBED if key in by_key
    }
    opening = [sentences[0] for sentences in told.values()]
    first = next(iter(told.values()))[1:2]
    further = [s for s in ranked if s.section.key in told and s not in opening and stands_alone(s)]
    best = [s for s in ranked[:1] if stands_alone(s)]
    chosen = _within([*opening[:1], *first, *best, *opening[1:], *further], DESCRIPTION_WORDS)
    return with_openings(chosen, ranked, listed=_DESCRIBED_BY_LIST)
