"""What a question asks for that asks for records: which, how many, the most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Records that a question asks for.

    ``counts`` says that a number is wanted; ``several`` that more than one record can be the answer, ``sure``
    that no fact within one record can be meant, ``keywords`` that it only begins with the word for them, ``softly``
    that the word for them can stand for much else (“experiences”), ``loosely`` that records are only spoken of.
    ``values`` is the field whose values are asked for instead of records (``country``: “which countries …”),
    ``by`` the field that they are to be grouped by, ``order`` 1 for the most, -1 for the fewest, ``places`` how many
    values lead the order (“the top three”), ``place`` which one is meant (“the second”).
    ``of_numbers`` says that the order is that of how many values of the field ``by`` a record has, ``at_most`` how many
    records are wanted (“give me three …”), ``passing`` that records are not named at all (“mentioned anywhere”),
    ``bare`` that the word for them is left out (“how many were funded by …”), ``overall`` that all of them are meant,
    ``by_whom`` that nothing but countries, bodies and persons says which, ``named`` that
    the values are those that the records name, not those that are told of a whole programme,
    ``apart`` that several sets are to be counted one by one, ``order`` 1 where the largest of them is asked for,
    ``share`` that a share of all is wanted, ``details`` what is wanted of each record (``contacts``).
    """

    counts: bool
    several: bool = True
    keywords: bool = False
    sure: bool = False
    softly: bool = False
    loosely: bool = False
    values: str | None = None
    by: str | None = None
    order: int = 0
    of_numbers: bool = False
    places: int = 1
    place: int = 1
    at_most: int | None = None
    passing: bool = False
    bare: bool = False
    overall: bool = False
    by_whom: bool = False
    named: bool = False
    apart: bool = False
    share: bool = False
    details: str | None = None
