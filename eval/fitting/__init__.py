"""Fits the small models of the assistant on training questions and the dev split (``python -m eval.fitting``)."""
