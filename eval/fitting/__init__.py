"""Fits the small models of the assistant on training questions and the dev split.

``python -m eval.fitting`` fits what ranks, quotes and refuses; ``sides``, ``talk``, ``theme_sense`` and ``topicality``
are commands of their own, since what they learn from seldom changes.
"""
