"""``sstc practices``: the records of the index."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click

from ingest.records import Record
from ui.cli.options import data_option, echo_json, json_option, settings
from ui.text import render_record


@click.command("practices")
@click.argument("record_id", required=False)
@data_option
@json_option
def command(record_id: str | None, data: Path | None, as_json: bool) -> None:
    """List the indexed records, or show the one with RECORD_ID, such as gp-08, whole."""
    from assistant.wiring import build_assistant

    assistant = build_assistant(settings(data=data))
    if record_id:
        record = assistant.record(record_id)
        if as_json:
            echo_json(_whole(record))
        else:
            click.echo(render_record(record))
        return
    records = assistant.records()
    if as_json:
        echo_json([_whole(record) for record in records])
        return
    for record in records:
        countries = ", ".join(country.name for country in record.countries[:4])
        more = f" +{len(record.countries) - 4}" if len(record.countries) > 4 else ""
        click.echo(f"{record.id:<14} {record.region or '–':<24} {record.short_title or record.title}")
        if countries:
            click.echo(f"{'':<14} {'':<24} {countries}{more}")


def _whole(record: Record) -> dict[str, Any]:
    """The object that the HTTP interface gives."""
    return {"practice_id": record.id, **dataclasses.asdict(record)}
