"""Records like a proposal as cards: score, reasons beside the proposal's own words, differences, contacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer import Citation
from assistant.proposals.matches import Difference, Reason, Similar, SimilarMatch
from assistant.proposals.wording import lesson_label, part_label
from assistant.proposals.wording import term as spoken
from ui.pages.conversation import citation_place
from ui.pages.markup import esc, inline
from ui.pages.words import term, word, written

_FIRST = 4
_CHIPS = 8
_WHOLE = 3


def similar_html(found: Similar, language: str) -> str:
    """How the proposal was read, the matches, what nothing speaks to, and what recurs."""
    numbers = {id(citation): number for number, citation in enumerate(citations(found))}
    if not found.matches:
        reason = esc(found.reason or word("no_similar", language))
        return (
            f'<div class="similar"><p class="none" role="status">{reason}</p>'
            f"{_read_as(found, language)}</div>"
        )
    title = written("similar_count", language, count=len(found.matches), searched=found.searched)
    notice = f'<p class="notice">{esc(found.notice)}</p>' if found.notice else ""
    cards = "".join(
        _card(match, numbers, language, whole=place < _WHOLE) for place, match in enumerate(found.matches)
    )
    return (
        f'<div class="similar"><h2 tabindex="-1" data-focus role="status">{title}</h2>{notice}'
        f"{_read_as(found, language)}"
        f"{cards}{_gaps(found, language)}{_lessons(found, numbers, language)}</div>"
    )


def citations(found: Similar) -> list[Citation]:
    """Every citation of a result, in the order in which the cards number them."""
    return list(_citations(found))


def _citations(found: Similar) -> Iterator[Citation]:
    for match in found.matches:
        yield from (reason.citation for reason in match.reasons)
        yield from (citation for _, citation in _told(match))
        yield from (other.citation for other in match.also if other.citation is not None)
    for lesson in found.lessons:
        yield from lesson.citations


def _told(match: SimilarMatch) -> list[tuple[str, Citation]]:
    """What the record says of being used elsewhere, of results, money and people, where it does."""
    told = {
        "adaptability": match.adaptability,
        "results": match.results,
        "funding": match.funding,
        "contacts": match.contacts,
    }
    return [(name, citation) for name, citation in told.items() if citation is not None]


def _card(match: SimilarMatch, numbers: dict[int, int], language: str, *, whole: bool) -> str:
    """A match; of one that is not shown ``whole`` the best reasons, and the rest to be unfolded."""
    names = [term(name, language) for name in match.countries]
    where = ", ".join(names[:6]) + (f" +{len(names) - 6}" if len(names) > 6 else "")
    about = " · ".join(
        text for text in (match.practice_id, term(match.region or "", language), where) if text
    )
    strength = written(f"strength_{match.strength}", language)
    most = _FIRST if whole else _FIRST // 2
    first, more = match.reasons[:most], match.reasons[most:]
    others = (
        f"<details><summary>{written('more_reasons', language, count=len(more))}</summary>"
        f"{_reasons(more, numbers, language)}</details>"
        if more
        else ""
    )
    hidden = written("leave_out", language, practice=match.practice_id)
    return (
        f'<article class="match {esc(match.strength)}"><header><div>'
        f'<h3 lang="en"><button type="button" class="linklike" data-act="record" '
        f'data-record="{esc(match.practice_id)}">{esc(match.title)}</button></h3>'
        f'<p class="id">{esc(about)}</p></div>'
        f'<p class="score"><b>{match.score:.2f}</b><span>{strength}</span>'
        f'<span class="bar" style="--share:{match.score:.3f}"></span></p></header>'
        f"{_reasons(first, numbers, language)}{others}"
        f"{_differences(match.differences, language)}"
        f"{_facts(match, numbers, language, opened=whole)}{_also(match, numbers, language)}"
        f'<p><button type="button" class="act" data-act="exclude" data-record="{esc(match.practice_id)}">'
        f"{hidden}</button></p></article>"
    )


def _reasons(reasons: Sequence[Reason], numbers: dict[int, int], language: str) -> str:
    heads = "".join(
        f'<th scope="col">{written(name, language)}</th>' for name in ("aspect", "your_words", "record_words")
    )
    rows = "".join(_reason(reason, numbers, language) for reason in reasons)
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{written("reasons", language)}">'
        f'<table class="reasons"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _reason(reason: Reason, numbers: dict[int, int], language: str) -> str:
    aspect = word_of_aspect(reason.aspect, language)
    if reason.value:
        aspect = word("named", language, field=aspect, value=_called(reason.value, language))
    return (
        f'<tr><th scope="row">{esc(aspect)}</th>'
        f'<td dir="auto"><q>{esc(" ".join(reason.quote.split()))}</q></td>'
        f'<td lang="en"><q>{esc(" ".join(reason.citation.quote.split()))}</q> '
        f"{_place(reason.citation, numbers)}</td></tr>"
    )


def _called(value: str, language: str) -> str:
    """What ``language`` calls a theme, way of working, target group, region or country."""
    called = term(value, language)
    return called if called != value else spoken(value, language)


def word_of_aspect(aspect: str, language: str) -> str:
    """The name of an aspect; one without a name goes by its own."""
    try:
        return word(f"aspect_{aspect}", language)
    except KeyError:
        return aspect.replace("_", " ")


def _place(citation: Citation, numbers: dict[int, int]) -> str:
    return (
        f'<button type="button" class="linklike small" data-act="source" data-cite="{numbers[id(citation)]}">'
        f"{esc(citation_place(citation))}</button>"
    )


def _differences(differences: Sequence[Difference], language: str) -> str:
    if not differences:
        return ""
    rows = "".join(f'<li dir="auto">{esc(item.text)}</li>' for item in differences)
    return f"<h4>{written('differs', language)}</h4><ul>{rows}</ul>"


def _facts(match: SimilarMatch, numbers: dict[int, int], language: str, *, opened: bool) -> str:
    rows = "".join(
        f"<dt>{esc(word_of_aspect(name, language))}</dt>"
        f'<dd lang="en">{_lines(citation.quote)} {_place(citation, numbers)}</dd>'
        for name, citation in _told(match)
    )
    return (
        f"<details{' open' if opened else ''}><summary>{written('what_it_says', language)}</summary>"
        f'<dl class="facts">{rows}</dl></details>'
    )


def _lines(quote: str) -> str:
    """A quotation as HTML, the items of a list each on a line."""
    lines = [" ".join(line.strip("-• ").split()) for line in quote.splitlines()]
    return "<br>".join(inline(line) for line in lines if line)


def _also(match: SimilarMatch, numbers: dict[int, int], language: str) -> str:
    rows = "".join(
        '<li><button type="button" class="linklike" data-act="record" '
        f'data-record="{esc(other.practice_id)}" '
        f'lang="en">{esc(other.title)}</button> '
        f"{_place(other.citation, numbers) if other.citation else ''}</li>"
        for other in match.also
    )
    return f"<h4>{written('same_told', language)}</h4><ul>{rows}</ul>" if rows else ""


def _read_as(found: Similar, language: str) -> str:
    read = found.read_as
    values = [
        *(part_label(part.part, language) for part in read.parts),
        *(_called(value, language) for value in read.countries),
        *read.groups,
        *(
            _called(value, language)
            for value in (
                *read.regions,
                *read.themes,
                *read.modalities,
                *read.target_groups,
            )
        ),
    ]
    drawn = [f'<span class="chip">{esc(value)}</span>' for value in dict.fromkeys(values)]
    rest = (
        f'<details><summary class="chip">+{len(drawn) - _CHIPS}</summary>'
        f'<span class="read-as">{" ".join(drawn[_CHIPS:])}</span></details>'
        if len(drawn) > _CHIPS
        else ""
    )
    shown = f"<span>{written('read_as', language)}</span> {' '.join(drawn[:_CHIPS])}{rest}"
    return f'<div class="read-as">{shown}</div>' if drawn else ""


def _gaps(found: Similar, language: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{esc(part_label(gap.part, language))}</th>'
        f'<td dir="auto"><q>{esc(gap.quote)}</q></td></tr>'
        for gap in found.gaps
    )
    return _section("gaps", rows, ("part", "your_words"), language)


def _lessons(found: Similar, numbers: dict[int, int], language: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{esc(lesson_label(lesson.lesson, language))}</th><td lang="en">'
        + "".join(
            f"<p><q>{esc(' '.join(citation.quote.split()))}</q> {_place(citation, numbers)}</p>"
            for citation in lesson.citations
        )
        + "</td></tr>"
        for lesson in found.lessons
    )
    return _section("lessons", rows, ("lesson", "record_words"), language)


def _section(name: str, rows: str, heads: Sequence[str], language: str) -> str:
    if not rows:
        return ""
    title = written(name, language)
    columns = "".join(f'<th scope="col">{written(head, language)}</th>' for head in heads)
    return (
        f'<section class="{name}"><h3>{title}</h3><div class="wide" tabindex="0" role="group" '
        f'aria-label="{title}">'
        f"<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )
