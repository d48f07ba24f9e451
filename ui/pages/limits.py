"""What limits the answers: a choice for each field of a filter, and who answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import gradio as gr

from assistant.assistant import Assistant
from assistant.phrases import section_name
from index.matches import Filters
from ingest.records import SectionKey
from ui.pages.exchange import Chip
from ui.pages.read_as import FIELDS
from ui.pages.several import several
from ui.pages.site import Site
from ui.pages.words import DEFAULT, term, word

LimitChoices = Callable[[str, str], list[tuple[str, str]]]


def limit_choices(assistant: Assistant) -> LimitChoices:
    """What a field can be limited to, as a language shows it, from the index that answers now."""

    def choices(field: str, code: str) -> list[tuple[str, str]]:
        if field == "record":
            return [
                (f"{record.id} · {record.short_title or record.title}", record.id)
                for record in assistant.records()
            ]
        counts = assistant.facets()[field]
        if field == "section":
            return [(section_name(str(key), code), str(key)) for key in SectionKey if str(key) in counts]
        return [(f"{term(value, code)} ({count})", value) for value, count in counts.items()]

    return choices


def limits_of(site: Site, choices: LimitChoices) -> list[gr.Dropdown]:
    """One choice for each field of a filter, in the order of ``FIELDS``."""
    with gr.Row():
        return [
            several(
                site.labels,
                f"field_{field}",
                partial(choices, field),
                min_width=180,
                elem_id=f"limit-{field}",
            )
            for field in FIELDS
        ]


def modes_of(site: Site) -> gr.Radio:
    """Who answers; offered where a language model is connected."""

    def choices(code: str) -> list[tuple[str, str]]:
        return [(word(f"mode_choice_{mode}", code), mode) for mode in ("auto", "extractive", "generative")]

    connected = bool(site.settings.llm_base_url and site.settings.llm_model)
    radio = gr.Radio(choices(DEFAULT), value="auto", visible=connected, elem_id="mode")
    return site.labels.bind(radio, label="mode_label", choices=choices)


def filters_of(chosen: Sequence[Sequence[str] | None]) -> Filters:
    """The filters that the choices of ``FIELDS`` say."""
    return Filters(**{name: tuple(values or ()) for name, values in zip(FIELDS, chosen, strict=True)})


def chip_of(said: str) -> Chip | None:
    """The chip that ``field:value`` names, where it names one."""
    field, _, value = said.partition(":")
    return Chip(field=field, value=value) if field in FIELDS and value else None
