"""``sstc ask``: a question, an answer, its sources."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from ui.cli.options import data_option, echo_json, json_option, settings
from ui.collecting import not_collecting
from ui.text import render_answer


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@click.option("--region", multiple=True, help="Only records of this region; may be repeated.")
@click.option("--country", multiple=True, help="Only records in which this country takes part.")
@click.option("--group", multiple=True, help="Only records in which this group takes part, such as ECOWAS.")
@click.option("--theme", multiple=True, help="Only records of this theme.")
@click.option("--section", multiple=True, help="Only this section, such as results or funding.")
@click.option("--record", multiple=True, help="Only this record, by its id.")
@click.option("--language", type=click.Choice(["en", "es", "fr", "pt"]), help="Answer in this language.")
@click.option("--quotes", is_flag=True, help="Print the quoted words under each source.")
@data_option
@json_option
def command(
    question: tuple[str, ...],
    region: tuple[str, ...],
    country: tuple[str, ...],
    group: tuple[str, ...],
    theme: tuple[str, ...],
    section: tuple[str, ...],
    record: tuple[str, ...],
    language: str | None,
    quotes: bool,
    data: Path | None,
    as_json: bool,
) -> int:
    """Answer QUESTION from the indexed records, with citations.

    Exit status 1 says that the corpus does not answer the question.
    """
    with not_collecting():
        from assistant.wiring import build_assistant
        from index.matches import Filters

        assistant = build_assistant(settings(data=data))
        answer = assistant.ask(
            " ".join(question),
            filters=Filters(
                region=region, country=country, group=group, theme=theme, section=section, record=record
            ),
            language=language,
        )
    if as_json:
        echo_json(dataclasses.asdict(answer))
    else:
        click.echo(render_answer(answer, quotes=quotes))
    return 0 if answer.answered else 1
