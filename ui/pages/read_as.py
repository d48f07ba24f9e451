"""How a question was read, as chips that can be held, changed, removed and added."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer
from assistant.phrases import section_name
from index.matches import Filters
from ui.pages.exchange import Chip, Exchange
from ui.pages.markup import esc
from ui.pages.understanding import unfiltered
from ui.pages.words import term, word, written

FIELDS = ("region", "country", "theme", "section", "record")

Choices = Callable[[str], Sequence[tuple[str, str]]]
"""What a field can be limited to: how each value is shown, and the value."""


def read_as(number: int, item: Exchange, answer: Answer, language: str, choices: Choices) -> str:
    """The line under an answer: its kind, its chips, who wrote it; and the form that changes a chip."""
    held = [Chip(field=field, value=value) for field in FIELDS for value in getattr(item.filters, field)]
    drawn = [_held(number, chip, language) for chip in held]
    drawn += [_read(number, chip, language) for chip in item.chips if chip not in held]
    if answer.kind in ("list", "count"):
        plain = unfiltered(answer, item.chips)
        drawn += [f'<span class="chip plain">{esc(term(piece, language))}</span>' for piece in plain]
    kind = f'<span class="chip kind">{written(f"kind_{answer.kind}", language)}</span>'
    add = (
        f'<button type="button" class="chip add" data-act="edit" data-turn="{number}" '
        f'title="{written("chip_add", language)}" aria-label="{written("chip_add", language)}">+</button>'
    )
    mode = f'<span class="mode">{written(f"mode_{answer.mode}", language)}</span>'
    return (
        f'<div class="read-as"><span>{written("read_as", language)}</span> {kind} {" ".join(drawn)} {add}{mode}'
        f"{_editor(number, item.editing, language, choices) if item.editing else ''}</div>"
    )


def field_value(chip: Chip, language: str) -> str:
    """The value of a chip as a reader calls it; not escaped."""
    return section_name(chip.value, language) if chip.field == "section" else term(chip.value, language)


def changed(question: str, filters: Filters, old: Chip | None, new: Chip | None) -> tuple[str, Filters]:
    """The question and the filters with ``new`` in the place of ``old``; without ``new``, ``old`` is dropped.

    A limit takes the place of a limit. What the question says in its own words is said anew in them.
    """
    kept = filters
    if old is not None and old.value in getattr(filters, old.field):
        left = tuple(value for value in getattr(filters, old.field) if value != old.value)
        kept = replace(filters, **{old.field: left})
    elif old is not None and new is not None and old.field == new.field:
        said = re.compile(rf"(?<!\w){re.escape(old.value)}(?!\w)", re.IGNORECASE)
        if said.search(question):
            return said.sub(lambda _: new.value, question), kept
    if new is None or new.field not in FIELDS or new.value in getattr(kept, new.field):
        return question, kept
    return question, replace(kept, **{new.field: (*getattr(kept, new.field), new.value)})


def _named(chip: Chip, language: str) -> str:
    return word(
        "named", language, field=word(f"field_{chip.field}", language), value=field_value(chip, language)
    )


def _read(number: int, chip: Chip, language: str) -> str:
    hint = word("hold_to", language, value=field_value(chip, language))
    return (
        f'<span class="chip-group"><button type="button" class="chip" {_sent("hold", number, chip)} '
        f'title="{esc(hint)}">{esc(_named(chip, language))}</button>{_change(number, chip, language)}</span>'
    )


def _held(number: int, chip: Chip, language: str) -> str:
    drop = esc(word("chip_drop", language, chip=_named(chip, language)))
    return (
        f'<span class="chip-group"><span class="chip held">{esc(_named(chip, language))}</span>'
        f"{_change(number, chip, language)}"
        f'<button type="button" class="chip last" {_sent("drop", number, chip)} title="{drop}" '
        f'aria-label="{drop}">×</button></span>'
    )


def _change(number: int, chip: Chip, language: str) -> str:
    name = esc(word("chip_change", language, chip=_named(chip, language)))
    return (
        f'<button type="button" class="chip more" {_sent("edit", number, chip)} title="{name}" '
        f'aria-label="{name}">▾</button>'
    )


def _sent(act: str, number: int, chip: Chip) -> str:
    return (
        f'data-act="{act}" data-turn="{number}" data-field="{esc(chip.field)}" data-value="{esc(chip.value)}"'
    )


def _editor(number: int, chip: Chip, language: str, choices: Choices) -> str:
    """A choice of what to put in the place of ``chip``; where it has no field yet, of every field."""
    fields = (chip.field,) if chip.field else FIELDS
    groups = "".join(
        f'<optgroup label="{written(f"field_{field}", language)}">'
        + "".join(
            f'<option value="{esc(f"{field}:{value}")}"'
            f"{' selected' if (field, value) == (chip.field, chip.value) else ''}>{esc(shown)}</option>"
            for shown, value in choices(field)
        )
        + "</optgroup>"
        for field in fields
    )
    label = (
        word("chip_change", language, chip=_named(chip, language))
        if chip.field
        else word("chip_add", language)
    )
    return (
        f'<form class="edit" {_sent("change", number, chip)}><label for="edit-{number}">{esc(label)}</label>'
        f'<select id="edit-{number}" name="chosen" data-focus>{groups}</select>'
        f'<button type="submit" class="act strong">{written("ask_again", language)}</button>'
        f'<button type="button" class="act" data-act="keep" data-turn="{number}">'
        f"{written('cancel', language)}</button></form>"
    )
