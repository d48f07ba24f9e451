"""Whether what an answer says stands where its citations point.

``Sources`` are the sections of the index by record and section id: the truth that quotes are held against.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.answer import Answer, Citation
from eval.cases import Gold
from eval.metrics.lines import Line, lines_of
from eval.metrics.words import content_stems, tokens

Sources = Mapping[tuple[str, str], str]
Judge = Callable[[Sequence[str], str], bool]

COVERED = 0.8


def first_citation_right(answer: Answer, gold: Sequence[Gold]) -> float:
    """1 where the first marker of the answer leads to a gold record; 0 also where nothing is cited."""
    cited = _cited(answer)
    return float(bool(cited) and cited[0] is not None and _in_records(cited[0], gold))


def citation_validity(answer: Answer, sources: Sources) -> float | None:
    """Valid markers / all distinct markers of text, statements and citations; ``None`` where there are none.

    A marker is valid if it resolves to one citation whose quote is not empty and is exactly
    ``section[start:end]`` of the section that it names in the index.
    """
    markers = {marker for line in lines_of(answer.answer) for marker in line.markers}
    markers |= {int(marker) for marker in re.findall(r"\[(\d{1,3})\]", answer.answer)}
    markers |= {marker for statement in answer.statements for marker in statement.citations}
    markers |= {citation.marker for citation in answer.citations}
    by_marker = _by_marker(answer)
    good = sum(marker in by_marker and _exact(by_marker[marker], sources) for marker in markers)
    return good / len(markers) if markers else None


def gold_record_precision(answer: Answer, gold: Sequence[Gold]) -> float:
    """Citations in gold records / all citations of all lines; a fabricated marker counts as wrong.

    0 where nothing is cited.
    """
    return _share([citation is not None and _in_records(citation, gold) for citation in _cited(answer)])


def gold_section_precision(answer: Answer, gold: Sequence[Gold]) -> float:
    """Citations in gold sections / all citations of all lines; a fabricated marker counts as wrong."""
    return _share([citation is not None and _in_sections(citation, gold) for citation in _cited(answer)])


def gold_section_recall(answer: Answer, gold: Sequence[Gold]) -> float:
    """Lines with at least one citation in a gold section / all lines."""
    by_marker = _by_marker(answer)
    return _share(
        [
            any(m in by_marker and _in_sections(by_marker[m], gold) for m in line.markers)
            for line in lines_of(answer.answer)
        ]
    )


def support_recall(answer: Answer, judge: Judge | None = None) -> float:
    """Lines that their citations together support / all lines.

    Source: citation recall of Gao et al. 2023 (ALCE), with every line of the answer counted instead of the
    first, and with ``lexically_supports`` as judge unless another is given.
    """
    by_marker = _by_marker(answer)
    return _share([_supported(line, by_marker, judge) for line in lines_of(answer.answer)])


def support_precision(answer: Answer, judge: Judge | None = None) -> float:
    """Citations that their line needs / all citations of all lines.

    Source: citation precision of Gao et al. 2023 (ALCE): in a supported line a citation is wrong only if it
    alone does not support the line and the others still do; in an unsupported line all are wrong. Unlike
    ALCE's, a marker that leads nowhere stays in the denominator.
    """
    by_marker = _by_marker(answer)
    right: list[bool] = []
    for line in lines_of(answer.answer):
        supported = _supported(line, by_marker, judge)
        for marker in line.markers:
            right.append(supported and marker in by_marker and _needed(marker, line, by_marker, judge))
    return _share(right)


def lexically_supports(premises: Sequence[str], statement: str) -> bool:
    """Whether the premises hold all numbers and at least 80 % of the content words of ``statement``.

    A stand-in for an entailment model that needs none: it accepts quotations and light rewording, and cannot
    see a negation or swapped roles.
    """
    held = {stem for premise in premises for stem in content_stems(premise)}
    numbers = {word for premise in premises for word in tokens(premise) if word.isdigit()}
    asked = content_stems(statement)
    if not all(word in numbers for word in tokens(statement) if word.isdigit()):
        return False
    return not asked or sum(stem in held for stem in asked) / len(asked) >= COVERED


def _needed(marker: int, line: Line, by_marker: Mapping[int, Citation], judge: Judge | None) -> bool:
    others = tuple(other for other in line.markers if other != marker)
    if not others:
        return True
    alone = _supported(Line(text=line.text, markers=(marker,)), by_marker, judge)
    return alone or not _supported(Line(text=line.text, markers=others), by_marker, judge)


def _supported(line: Line, by_marker: Mapping[int, Citation], judge: Judge | None) -> bool:
    premises = [_premise(by_marker[marker]) for marker in line.markers if marker in by_marker]
    return bool(premises) and (judge or lexically_supports)(premises, line.text)


def _premise(citation: Citation) -> str:
    number = re.fullmatch(r"gp-0*(\d+)", citation.practice_id)
    name = f"Good Practice {number.group(1)}" if number else ""
    return f"{name} {citation.title}\n{citation.section_label}\n{citation.quote}"


def _exact(citation: Citation, sources: Sources) -> bool:
    text = sources.get((citation.practice_id, citation.section_id))
    return bool(citation.quote) and text is not None and text[citation.start : citation.end] == citation.quote


def _by_marker(answer: Answer) -> dict[int, Citation]:
    return {citation.marker: citation for citation in reversed(answer.citations)}


def _cited(answer: Answer) -> list[Citation | None]:
    """The citation of each marker in the text, in reading order; ``None`` for one that leads nowhere."""
    by_marker = _by_marker(answer)
    return [by_marker.get(int(marker)) for marker in re.findall(r"\[(\d{1,3})\]", answer.answer)]


def _in_records(citation: Citation, gold: Sequence[Gold]) -> bool:
    return any(citation.practice_id == item.record for item in gold)


def _in_sections(citation: Citation, gold: Sequence[Gold]) -> bool:
    return any(
        citation.practice_id == item.record and (not item.sections or citation.section in item.sections)
        for item in gold
    )


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0
