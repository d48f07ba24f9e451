"""Conditions that a question sets to records: “involve Kenya”, “other than RBTC”, “in 2020-2021”.

``understanding`` goes through a question field by field; ``unread`` holds what none of them has understood yet.
"""

from assistant.listing.conditions.condition import FIELDS, Condition, countries_of
from assistant.listing.conditions.understanding import conditions_of, understood

__all__ = ["FIELDS", "Condition", "conditions_of", "countries_of", "understood"]
