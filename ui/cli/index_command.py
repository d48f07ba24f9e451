"""``sstc index``: from documents to a published index generation."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from assistant.settings import Settings
from ui.cli.options import chosen_sources, data_option, echo_json, json_option, settings, source_argument


@click.command("index")
@source_argument
@click.option("--force", is_flag=True, help="Build anew even if nothing changed.")
@click.option("--strict", is_flag=True, help="Publish nothing if a document cannot be read.")
@click.option("--watch", is_flag=True, help="Stay, and build again whenever a source changes.")
@data_option
@json_option
def command(
    sources: tuple[Path, ...], force: bool, strict: bool, watch: bool, data: Path | None, as_json: bool
) -> int:
    """Index SOURCES (files or folders; default corpus/).

    Records, text, Markdown, HTML, PDF and DOCX are read. Of several sources that hold a record of the same id
    the last one counts.

    The index in use goes on answering until the new one is complete. With nothing changed nothing is done.
    Exit status 1 says that a document could not be read and was left out.
    """
    own = settings(data=data)
    chosen = chosen_sources(sources, own)
    if watch:
        from ui.cli.watching import keep_doing

        keep_doing(lambda: _build(chosen, own, False, strict, as_json), chosen, data=own.data)
        return 0
    return _build(chosen, own, force, strict, as_json)


def _build(sources: list[Path], own: Settings, force: bool, strict: bool, as_json: bool) -> int:
    from assistant.wiring import build_embedder
    from index.build import build_index
    from ui.cli.progress import ProgressBar
    from ui.cli.reading import read, report

    with ProgressBar(enabled=not as_json) as progress:
        found = read(sources, own, strict=strict, progress=progress)
        built = build_index(
            found.records,
            found.documents,
            data=own.data,
            embedder=build_embedder(own),
            chroma_url=own.chroma_url,
            progress=progress.advance,
            force=force,
        )
    if as_json:
        echo_json(dataclasses.asdict(built))
    elif built.published:
        click.echo(
            f"Index {built.generation}: {built.records} records, {built.passages} passages "
            f"({built.embedded} embedded, {built.reused} reused) in {built.seconds:.1f} s."
        )
    else:
        click.echo(f"Index {built.generation} is up to date: {built.records} records, nothing to do.")
    report(found)
    return 1 if found.problems else 0
