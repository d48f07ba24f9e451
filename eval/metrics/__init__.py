"""Metrics: pure functions of an answer and what was expected, each with its formula and source."""
