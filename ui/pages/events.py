"""What a click inside one of our own pieces of HTML sends to Python."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import gradio as gr


def html(value: str = "", **options: Any) -> gr.HTML:
    """A piece of HTML whose elements with ``data-act`` send an ``act`` event with their other ``data-`` "
    "values."""
    script = files("ui.pages").joinpath("data/acts.js").read_text(encoding="utf-8")
    return gr.HTML(value, js_on_load=script, apply_default_css=False, **options)


def said(event: gr.EventData, name: str, *, longest: int = 20_000) -> str:
    """The value ``name`` of an act, a string whatever was sent."""
    data = event._data
    value = data.get(name, "") if isinstance(data, dict) else ""
    return str(value)[:longest] if isinstance(value, str | int) else ""


def session_of(request: gr.Request) -> str:
    """What tells the open page that a request comes from."""
    return str(request.session_hash or "")


def number(event: gr.EventData, name: str) -> int:
    """The value ``name`` of an act as a number, −1 where it is none."""
    value = said(event, name, longest=9)
    return int(value) if value.isascii() and value.isdigit() else -1
