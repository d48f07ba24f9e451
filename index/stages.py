"""How far a build has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done, and of how much.

The stages are ``load`` (the model, compiled when it is new), ``cut``, ``embed``, ``store``, ``verify`` and
``publish``.
"""
