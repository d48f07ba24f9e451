"""What the pages share: the assistant, the language, the labels, and the way from one page to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.settings import Settings
from ui.pages.events import said
from ui.pages.feedback import FeedbackBook
from ui.pages.labels import Labels


@dataclass(slots=True, kw_only=True)
class Site:
    """One per server, and without any state of a user: that lives in the ``gr.State`` of each session.

    ``language``, ``switched`` and ``wanted`` are such states: ``switched`` counts how often a visitor chose
    another language, ``wanted`` is the record that a click asks to see.
    ``saver`` is the component that makes the browser save what is written to it.
    """

    assistant: Assistant
    settings: Settings
    feedback: FeedbackBook
    labels: Labels = field(default_factory=Labels)
    language: Any = None
    switched: Any = None
    wanted: Any = None
    saver: Any = None

    def on(
        self,
        listen: Callable[..., Any],
        answer: Callable[..., Any],
        inputs: Sequence[Any],
        outputs: Sequence[Any],
    ) -> None:
        """Runs ``answer(event, *inputs)`` for what ``listen`` hears."""

        def heard(event: gr.EventData, *values: Any) -> Any:
            return answer(event, *values)

        listen(
            heard,
            list(inputs),
            list(outputs),
            show_progress="hidden",
            api_visibility="private",
            concurrency_limit=None,
        )

    def speaks(
        self, answer: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any], **options: Any
    ) -> Any:
        """Runs ``answer(language, *inputs)`` when a visitor has chosen another language."""
        return self.switched.change(
            lambda code, *values: answer(code, *values),
            [self.language, *inputs],
            list(outputs),
            show_progress="hidden",
            api_visibility="private",
            **options,
        )

    def opens_records(self, component: Any) -> None:
        """Lets clicks on records in ``component`` open them on the page of practices."""

        def heard(event: gr.EventData, clicks: tuple[str, int]) -> Any:
            if said(event, "act") != "record":
                return gr.skip()
            return (said(event, "record", longest=200), clicks[1] + 1)

        component.act(heard, [self.wanted], [self.wanted], show_progress="hidden", api_visibility="private")
