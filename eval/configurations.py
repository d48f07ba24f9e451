"""What can be evaluated under which name: the assistant, its ablations, and the outside baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.proposals import SimilarFinder, finder_of
from assistant.settings import Settings
from assistant.wiring import build_assistant
from eval import ablation
from eval.asking import Answerer, Ranker
from eval.similar_run import records_of
from index.current import CurrentIndex
from ingest.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """What a configuration puts up: something that answers and, where it can, something that ranks."""

    answerer: Answerer
    ranker: Ranker | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """A named way to answer. ``modes`` says whether it can also be run with a language model."""

    name: str
    about: str
    build: Callable[[Settings, CurrentIndex], Contestant]
    modes: bool = False


class _Similar:
    """The records that a finder shows for a proposal."""

    def __init__(self, finder: SimilarFinder) -> None:
        self._finder = finder

    def rank(self, proposal: str, k: int) -> Sequence[str]:
        """Ids of the matching records, best first; a record that tells the same stands after its match."""
        return records_of(self._finder.find(proposal, top_k=k))[:k]


def _full(settings: Settings, current: CurrentIndex) -> Contestant:
    assistant = build_assistant(settings)
    return Contestant(answerer=assistant, ranker=_Similar(finder_of(assistant)))


def _over(*views: ablation.View) -> Callable[[Settings, CurrentIndex], Contestant]:
    def build(settings: Settings, current: CurrentIndex) -> Contestant:
        source = ablation.AblatedSource(current, *views)
        assistant = Assistant(source, max_question_chars=settings.max_question_chars)
        if ablation.without_section_keys in views:
            return Contestant(answerer=ablation.SectionsRestored(assistant, current))
        return Contestant(answerer=assistant)

    return build


def _naive(settings: Settings, current: CurrentIndex) -> Contestant:
    from eval.naive import NaivePipeline

    with current.lease() as index:
        pipeline = NaivePipeline(index)
    return Contestant(answerer=pipeline, ranker=pipeline)


CONFIGURATIONS = {
    item.name: item
    for item in (
        Configuration(name="full", about="the assistant as it is", build=_full, modes=True),
        Configuration(name="dense", about="without BM25", build=_over(ablation.dense_only)),
        Configuration(name="lexical", about="without vectors", build=_over(ablation.lexical_only)),
        Configuration(
            name="no-facets",
            about="without countries, groups, partners, themes",
            build=_over(ablation.without_facets),
        ),
        Configuration(
            name="no-section-intent",
            about="without the meaning of sections",
            build=_over(ablation.without_section_keys),
        ),
        Configuration(
            name="fused",
            about="passages alone: neither facets nor sections",
            build=_over(ablation.without_facets, ablation.without_section_keys),
        ),
        Configuration(name="naive", about="LlamaIndex, Chroma and MiniLM with their defaults", build=_naive),
    )
}


def chosen(names: Sequence[str]) -> tuple[Configuration, ...]:
    """The configurations of those names, once each; all where none is named.

    Raises ``UsageError`` for a name that there is not.
    """
    for name in names:
        if name not in CONFIGURATIONS:
            raise UsageError(
                f"There is no configuration “{name}”. Use {', '.join(CONFIGURATIONS)}.", field="config"
            )
    return tuple(CONFIGURATIONS[name] for name in dict.fromkeys(names or CONFIGURATIONS))
