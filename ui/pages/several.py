"""A choice of several values that may change while the server runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from ui.pages.labels import Labels


def several(
    labels: Labels, label: str, choices: Callable[[str], list[tuple[str, str]]], **options: Any
) -> gr.Dropdown:
    """A dropdown of any number of ``choices``, nothing chosen at first.

    Gradio would refuse every value that was not among the choices when the server started, and with them what
    a newer index holds. So it takes any, the browser offers the choices alone, and what nobody knows is met by
    no record.
    """
    dropdown = gr.Dropdown([], multiselect=True, value=[], allow_custom_value=True, **options)
    labels.begin(dropdown, allow_custom_value=lambda _: False)
    return labels.bind(dropdown, label=label, choices=choices)
