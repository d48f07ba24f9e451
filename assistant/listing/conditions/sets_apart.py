"""Which conditions make sets of records that are to be counted one by one, and which all of the sets share."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.listing.conditions.condition import Condition


def sets_apart(
    conditions: Sequence[Condition],
) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """The conditions of which each makes a set to be counted, and those that all sets share.

    They are those that an “or” joins, or else the last two or more on one field, or else the only two; if there are
    no others, the periods or the kinds that are named.
    """
    for condition in reversed(conditions):
        if len(condition.either) > 1:
            return condition.either, tuple(c for c in conditions if c is not condition)
    own = [c for c in conditions if c.field not in ("kind", "period", "id")]
    for condition in reversed(own):
        alike = tuple(c for c in own if c.field == condition.field)
        if len(alike) > 1:
            return alike, tuple(c for c in conditions if c not in alike)
    if len(own) == 2:
        return tuple(own), tuple(c for c in conditions if c not in own)
    for field in ("period", "kind"):
        named = tuple(part for c in conditions if c.field == field for part in _each_value(c))
        if len(named) > 1:
            return named, tuple(c for c in conditions if c.field != field)
    return (), tuple(conditions)


def _each_value(condition: Condition) -> tuple[Condition, ...]:
    if condition.either or len(condition.values) < 2:
        return condition.either or (condition,)
    return tuple(Condition(field=condition.field, values=(value,), words=value) for value in condition.values)
