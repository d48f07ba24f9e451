"""``sstc ingest``: what reading the documents finds, and that nothing of them is lost."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from ingest.sources import read_sources
from ui.cli.options import chosen_sources, echo_json, json_option, settings, source_argument


@click.command("ingest")
@source_argument
@click.option("--strict", is_flag=True, help="Stop at the first document that cannot be read.")
@json_option
def command(sources: tuple[Path, ...], strict: bool, as_json: bool) -> int:
    """Read SOURCES (files or folders; default corpus/) and print the audit of each record.

    No index is touched.

    Exit status 1 says that a document could not be read or that text of one belongs to no section.
    """
    found = read_sources(chosen_sources(sources, settings()), strict=strict)
    if as_json:
        echo_json(dataclasses.asdict(found))
    else:
        for audit in found.audits:
            click.echo("\n".join(audit.render()))
        click.echo(f"{len(found.records)} records from {len(found.audits)} documents")
        for problem in found.problems:
            click.echo(f"left out: {problem.path}: {problem.reason}", err=True)
    return 1 if found.problems else 0
