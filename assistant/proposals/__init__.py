"""Proposals: a concept note in; practices, initiatives and projects like it out, with reasons."""

from assistant.proposals.finding import SimilarFinder, finder_of
from assistant.proposals.matches import Similar, SimilarMatch

__all__ = ["Similar", "SimilarFinder", "SimilarMatch", "finder_of"]
