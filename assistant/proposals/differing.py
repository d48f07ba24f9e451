"""In what a record differs from a proposal: places, scale, way of working, target group, maturity."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.proposals.library import Library, regions_of
from assistant.proposals.matches import Difference
from assistant.proposals.proposal import Proposal
from assistant.proposals.wording import listed, phrase
from ingest.records import Record, SectionKey

_CLEAR = 0.55
"""From this weight on, a proposal is taken to plan a modality or address a target group."""

_SCALE = 3
_MOST = 3


def differences(
    proposal: Proposal, record: Record, library: Library, language: str
) -> tuple[Difference, ...]:
    """What differs, in a fixed order; what one side does not say is no difference."""
    at = library.position[record.id]
    found = [
        *_places(proposal, record, library, language),
        *_ways(proposal, record, language),
        *_targets(proposal, library.targets[at], language),
    ]
    if not any(section.key is SectionKey.RESULTS and section.text.strip() for section in record.sections):
        found.append(Difference(aspect="maturity", text=phrase("differ_maturity", language)))
    return tuple(found)


def _places(proposal: Proposal, record: Record, library: Library, language: str) -> list[Difference]:
    at = library.position[record.id]
    held = library.places[at]
    named = proposal.facets.countries
    found: list[Difference] = []
    theirs = tuple(sorted(held))
    if named and not held.intersection(named):
        name = "differ_countries" if theirs else "differ_countries_none"
        text = phrase(name, language, yours=listed(named, language), theirs=listed(theirs, language))
        found.append(Difference(aspect="countries", text=text, yours=named, theirs=theirs))
    yours = regions_of(named)
    own = library.regions[at]
    if yours and own and not own.intersection(yours):
        there = tuple(sorted(own))
        text = phrase(
            "differ_region", language, yours=listed(yours, language), theirs=listed(there, language)
        )
        found.append(Difference(aspect="region", text=text, yours=tuple(yours), theirs=there))
    if named and held and max(len(named), len(held)) >= _SCALE * min(len(named), len(held)):
        text = phrase("differ_scale", language, yours=len(named), theirs=len(held))
        found.append(
            Difference(aspect="scale", text=text, yours=(str(len(named)),), theirs=(str(len(held)),))
        )
    return found


def _ways(proposal: Proposal, record: Record, language: str) -> list[Difference]:
    planned = _strongest(proposal.facets.modalities)
    found: list[Difference] = []
    if not planned or not record.modalities:
        return found
    lacking = tuple(name for name in planned if name not in record.modalities)
    beyond = tuple(name for name in record.modalities if name not in proposal.facets.modalities)[:_MOST]
    if lacking:
        text = phrase("differ_modality_yours", language, yours=listed(lacking, language))
        found.append(Difference(aspect="modality", text=text, yours=lacking))
    if beyond:
        text = phrase("differ_modality_theirs", language, theirs=listed(beyond, language))
        found.append(Difference(aspect="modality", text=text, theirs=beyond))
    return found


def _targets(proposal: Proposal, held: Mapping[str, float], language: str) -> list[Difference]:
    yours = _strongest(proposal.facets.targets)[:2]
    theirs = _strongest(held)[:2]
    if not yours or not theirs or set(yours) & set(held):
        return []
    text = phrase("differ_target", language, yours=listed(yours, language), theirs=listed(theirs, language))
    return [Difference(aspect="target_group", text=text, yours=tuple(yours), theirs=tuple(theirs))]


def _strongest(weights: Mapping[str, float]) -> list[str]:
    able = [value for value, weight in weights.items() if weight >= _CLEAR]
    return sorted(able, key=lambda value: -weights[value])[:_MOST]
