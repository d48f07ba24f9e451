"""Gradio's page, opened in the language of its visitor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

Properties = Callable[[], dict[int, dict[str, Any]]]


class SpokenBlocks(gr.Blocks):  # type: ignore[misc]
    """Blocks whose components show, to everyone who opens the page, what ``properties`` says at that moment.

    Gradio fixes the first state of all components when the server starts. Here it is made anew: words in the
    language of the visitor, choices and records from the index that answers now.
    """

    def __init__(self, *, title: Callable[[], str], **options: Any) -> None:
        self._fixed: dict[str, Any] = {}
        self._title = title
        self.properties: Properties = dict
        super().__init__(title=title(), **options)

    @property
    def config(self) -> dict[str, Any]:
        """What the browser builds the page from."""
        shown = self.properties()
        components = [
            {**part, "props": {**part["props"], **shown[part["id"]]}} if part["id"] in shown else part
            for part in self._fixed.get("components", ())
        ]
        return {**self._fixed, "components": components, "title": self._title()}

    @config.setter
    def config(self, fixed: dict[str, Any]) -> None:
        self._fixed = fixed
