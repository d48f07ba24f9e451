"""``sstc index``: from documents to a published index generation."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from ui.cli.options import chosen_sources, data_option, echo_json, json_option, settings, source_argument


@click.command("index")
@source_argument
@click.option("--force", is_flag=True, help="Build anew even if nothing changed.")
@click.option("--strict", is_flag=True, help="Publish nothing if a document cannot be read.")
@data_option
@json_option
def command(sources: tuple[Path, ...], force: bool, strict: bool, data: Path | None, as_json: bool) -> int:
    """Index SOURCES (files or folders; default corpus/).

    The index in use goes on answering until the new one is complete. With nothing changed nothing is done.
    Exit status 1 says that a document could not be read and was left out.
    """
    from assistant.wiring import build_embedder
    from index.build import build_index
    from ingest.sources import read_sources
    from ui.cli.progress import ProgressBar

    own = settings(data=data)
    found = read_sources(chosen_sources(sources, own), strict=strict)
    with ProgressBar(enabled=not as_json) as progress:
        report = build_index(
            found.records,
            found.documents,
            data=own.data,
            embedder=build_embedder(own),
            chroma_url=own.chroma_url,
            progress=progress.advance,
            force=force,
        )
    if as_json:
        echo_json(dataclasses.asdict(report))
    elif report.published:
        click.echo(
            f"Index {report.generation}: {report.records} records, {report.passages} passages "
            f"({report.embedded} embedded, {report.reused} reused) in {report.seconds:.1f} s."
        )
    else:
        click.echo(f"Index {report.generation} is up to date: {report.records} records, nothing to do.")
    for problem in found.problems:
        click.echo(f"left out: {problem.path}: {problem.reason}", err=True)
    return 1 if found.problems else 0
