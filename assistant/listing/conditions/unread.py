"""A question being read for its conditions: what has been understood of it is blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.catalog import Catalog
from assistant.listing.bare_request import of_values_spans
from assistant.listing.conditions.condition import VALUE_FIELDS, Condition
from assistant.listing.conditions.enumerated import goes_on
from assistant.listing.request_details import detail_asked
from assistant.listing.request_reading import asking_words, counted_span, request_span
from assistant.operators import cue_before, cues, cues_of, joint
from assistant.reading import Reading
from assistant.words import fold
from ingest.gazetteer import find_mentions, find_regions


def fold_in_place(text: str) -> str:
    """``text`` folded letter by letter, so that every place in it stays the same."""
    return "".join(plain if len(plain := fold(letter)) == 1 else letter.lower() for letter in text)


_SEVERAL = ("funding", "institution", "country")
"""Fields of which a record can hold another value beside the one that is left out."""


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that an “or” has joined in ``condition``, or itself."""
    return condition.either or (condition,)


_ANY_RECORDS = re.compile(
    r"\W*(?:(?:the|all|todos os|todos los|tous les|les|los|os) )?(?:records|entries|registros|fichas|fiches)(?!\w)"
)
"""What stands for records of any kind where a question begins with it."""

_NO_COUNTRIES_OF = re.compile(r"(?<!\w)global(?:es|is)?(?!\w)(?=.*\w\s+\w)")
"""A heading between a denial and a country: “fuera de la región Global, … con Brasil”."""

_LISTED = re.compile(r"\s*,\s*(?:(?:the|la|el|le|les|los|las|o|a|os|as)\s+|l')?")
"""What stands between the values of a list."""


class Unread:
    """One question on its way to conditions, in the words in which it was asked.

    ``text`` is the question, ``folded`` the same in lower case without accents, ``left`` what nothing has
    understood yet; all three have the same length. ``is_asked`` tells it from a phrase
    that is read again in English; ``told`` is ``folded`` without what only says who is asking. ``passed_over``
    counts words that were left without a condition.
    """

    def __init__(self, reading: Reading, catalog: Catalog, english: str | None = None) -> None:
        self.reading = reading
        self.catalog = catalog
        self.language = reading.language if english is None else "en"
        self.text = english or (reading.query if reading.language == "en" else reading.text)
        self.folded = fold_in_place(self.text)
        self.left = self.folded
        self.told = self.folded
        self.is_asked = english is None
        self.conditions: list[Condition] = []
        self._ends: dict[int, int] = {}
        self._starts: dict[int, int] = {}
        self.passed_over = 0
        cue, self.starts, self._noun = (
            request_span(self.folded, self.language) if english is None else (0, 0, 0)
        )
        self.asks_at = cue
        if reading.request is not None and not reading.request.several:
            self.blank(cue, self.starts)
            if not (reading.request.bare and self.starts):
                self.starts = max(self.folded.rfind(mark, 0, self.starts) + 1 for mark in ".?!:;")
        if reading.request is not None and self.is_asked:
            for start, end in asking_words(self.folded, self.language):
                turned = cues("other_than", self.language).match(self.folded, start)
                if not turned and (reading.request.loosely or self.before_records(start)):
                    self.blank(start, end)

        request = reading.request
        if (
            request is not None
            and request.values
            and request.counts
            and not request.several
            and self.is_asked
        ):
            counted = counted_span(self.folded, self.language)
            if counted:
                self.blank(*counted)
        if request is not None and request.keywords and self.is_asked:
            opens = _ANY_RECORDS.match(self.folded)
            if opens:
                self.blank(*opens.span())
        detail = detail_asked(self.folded, self.language) if request is not None and request.details else None
        if detail and self.is_asked:
            self.blank(*detail[1])
        self._softly = request is not None and request.softly
        if request is not None and request.bare and self.is_asked and (request.by or request.overall):
            for start, end in of_values_spans(self.folded, self.language):
                self.blank(start, end)

    def before_records(self, at: int) -> bool:
        """Whether ``at`` stands before the word for the records: “cotton projects”."""
        return self.starts <= at < self._noun

    @property
    def noun_at(self) -> int | None:
        """Where the word for the records stands, if the question has one and is read as it was asked."""
        return self._noun if self.is_asked and self._noun else None

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing between ``start`` and ``end`` has been understood yet."""
        return self.left[start:end] == self.folded[start:end]

    def blank(self, start: int, end: int) -> None:
        """Count ``start`` to ``end`` as understood."""
        self.left = self.left[:start] + " " * (end - start) + self.left[end:]

    def add(self, field: str, values: Iterable[str], start: int, end: int) -> None:
        """A condition that ``start`` to ``end`` says; it joins the one before where “or” stands between."""
        before = self.left[:start]
        values = tuple(values)
        words = self.folded[start:end]
        self.blank(start, end)
        other_than = self._turns("other_than", before)
        negated = self._turns("not", before) or self._is_left_out(end)
        alone = field == "funding" and self._is_said_behind("nothing_else", end)
        beside = field == "funding" and self._is_said_behind("and_another", end)
        if other_than and field not in _SEVERAL:
            other_than, negated = False, True
        same = [at for at, known in enumerate(self.conditions) if known.field == field]
        if same:
            last = self.conditions[same[-1]]
            span = (self._starts.get(same[-1], start), self._ends.get(same[-1], start))
            gap = self.folded[span[1] : start]
            negated = negated or (last.negated and goes_on(self.folded, span, start))
            joins = joint("or", self.language).fullmatch(gap) or (
                field in VALUE_FIELDS and negated is last.negated
            )
            either = (*parts_of(last), Condition(field=field, values=values, words=words))
            before_last = reversed(same[:-1]) if joins else ()
            first = self._starts.get(same[-1], 0)
            for at in before_last:
                if not _LISTED.fullmatch(self.folded[self._ends.get(at, 0) : first]):
                    break
                earlier, first = self.conditions[at], self._starts.get(at, 0)
                values = (*earlier.values, *values)
                either = (*parts_of(earlier), *either)
                self.conditions[at] = replace(earlier, field="id", values=(), negated=False, words="")
            if negated and not last.negated and set(values) == set(last.values):
                self.conditions[same[-1]] = replace(last, negated=True)
                return
            if joins or (
                negated is last.negated
                and (set(values) <= set(last.values) or (field == "place" and set(last.values) < set(values)))
            ):
                self.conditions[same[-1]] = Condition(
                    field=field,
                    values=tuple(dict.fromkeys((*last.values, *values))),
                    negated=last.negated,
                    other_than=last.other_than,
                    only=last.only,
                    words=f"{last.words} {words}",
                    either=either if joins else last.either,
                )
                self._ends[same[-1]] = end
                return
            negated = negated or (last.negated and bool(joint("and", self.language).fullmatch(gap)))
        self._ends[len(self.conditions)] = end
        self._starts[len(self.conditions)] = start
        self.conditions.append(
            Condition(
                field=field,
                values=values,
                negated=negated,
                other_than=other_than,
                only=alone or self._turns("only", self.folded[:start] if self._softly else before),
                words=words,
            )
        )
        if beside:
            self.conditions.append(Condition(field=field, values=values, other_than=True, words=words))

    def add_in_order(self, field: str, found: Iterable[tuple[int, int, tuple[str, ...]]]) -> None:
        """Conditions on ``field`` that were found out of order, and blanked, in the order in which they stand."""
        found = sorted(found)
        for start, end, _ in found:
            self.left = self.left[:start] + self.folded[start:end] + self.left[end:]
        for start, end, values in found:
            self.add(field, values, start, end)

    def _turns(self, operator: str, before: str) -> bool:
        """Whether ``before`` ends in words that turn what follows; they count as understood."""
        found = cue_before(operator, self.language).search(before)
        if (
            found
            and operator == "not"
            and (
                find_regions(between := self.text[found.end("cue") : len(before)])
                or _NO_COUNTRIES_OF.search(fold_in_place(between))
            )
        ):
            return False
        if found:
            self.blank(*found.span("cue"))
        return bool(found)

    def _is_left_out(self, end: int) -> bool:
        """Whether words behind ``end`` say that what stood before is not meant; they count as understood."""
        cue = rf"(?:[^.,;:!?]{{0,24}}?|\s*,\s*)(?<!\w)(?P<cue>{cues_of('not_after', self.language)})(?!\w)"
        found = re.compile(cue).match(self.left, end)
        between = self.text[end : found.end("cue")] if found else ""
        if found and not (find_mentions(between) or find_regions(between)):
            self.blank(*found.span("cue"))
            return True
        return False

    def _is_said_behind(self, operator: str, end: int) -> bool:
        """Whether words right behind ``end`` say so; they count as understood."""
        found = re.compile(
            rf"\s*[),]*\s*(?:money |funds? |funding )?(?P<cue>{cues_of(operator, self.language)})(?!\w)"
        ).match(self.left, end)
        if found:
            self.blank(*found.span("cue"))
        return bool(found)

    def turns_not(self, at: int) -> bool:
        """Whether what stands before ``at`` denies what follows."""
        return self._turns("not", self.left[:at])

    def take(self, condition: Condition, at: int) -> None:
        """A condition found in a rendering of the words that stand at ``at``."""
        negated = condition.negated or self._turns("not", self.left[:at])
        if all((c.field, c.values) != (condition.field, condition.values) for c in self.conditions):
            self.conditions.append(replace(condition, negated=negated))

    def add_plain(self, condition: Condition) -> None:
        """A condition whose words have been blanked already."""
        self.conditions.append(condition)
