"""The labels of Gradio's components, and how they change with the language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import gradio as gr

from ui.pages.words import word

Part = TypeVar("Part")
Shown = str | Callable[[str], Any]


class Labels:
    """Which property of which component shows which words."""

    def __init__(self) -> None:
        self._bound: list[tuple[Any, dict[str, Shown]]] = []
        self._begun: list[tuple[Any, dict[str, Shown]]] = []

    def bind(self, component: Part, **shown: Shown) -> Part:
        """``component``, whose properties from now on show words by name, or what a function of the language gives."""
        self._bound.append((component, shown))
        return component

    def begin(self, component: Part, **shown: Shown) -> Part:
        """``component``, whose properties do so when a page is opened; what it shows later is its own matter."""
        self._begun.append((component, shown))
        return component

    @property
    def components(self) -> list[Any]:
        """The bound components, in the order of ``updates``."""
        return [component for component, _ in self._bound]

    def updates(self, language: str) -> list[Any]:
        """What each bound component shows in ``language``."""
        return [gr.update(**_values(shown, language)) for _, shown in self._bound]

    def properties(self, language: str) -> dict[int, dict[str, Any]]:
        """What every component shows on a page that is opened in ``language``, by the component's number."""
        found: dict[int, dict[str, Any]] = {}
        for component, shown in (*self._bound, *self._begun):
            found.setdefault(component._id, {}).update(_values(shown, language))
        return found


def _values(shown: dict[str, Shown], language: str) -> dict[str, Any]:
    return {
        name: value(language) if callable(value) else word(value, language) for name, value in shown.items()
    }
