"""The labels of Gradio's components, and how they change with the language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import gradio as gr

from ui.pages.words import DEFAULT, word

Part = TypeVar("Part")
Shown = str | Callable[[str], Any]


class Labels:
    """Which property of which component shows which words."""

    def __init__(self) -> None:
        self._bound: list[tuple[Any, dict[str, Shown]]] = []

    def bind(self, component: Part, **shown: Shown) -> Part:
        """``component``, whose properties from now on show words by name, or what a function of the "
        "language gives."""
        self._bound.append((component, shown))
        for name, value in self._values(shown, DEFAULT).items():
            setattr(component, name, value)
        return component

    @property
    def components(self) -> list[Any]:
        """The bound components, in the order of ``updates``."""
        return [component for component, _ in self._bound]

    def updates(self, language: str) -> list[Any]:
        """What each component shows in ``language``."""
        return [gr.update(**self._values(shown, language)) for _, shown in self._bound]

    @staticmethod
    def _values(shown: dict[str, Shown], language: str) -> dict[str, Any]:
        return {
            name: value(language) if callable(value) else word(value, language)
            for name, value in shown.items()
        }
