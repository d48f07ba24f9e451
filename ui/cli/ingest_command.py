"""``sstc ingest``: what reading the documents finds, and that nothing of them is lost."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.cli.options import chosen_sources, echo_json, json_option, settings, source_argument
from ui.cli.progress import ProgressBar
from ui.cli.reading import read, report

if TYPE_CHECKING:
    from ingest.sources import Ingested


@click.command("ingest")
@source_argument
@click.option("--strict", is_flag=True, help="Stop at the first document that cannot be read.")
@json_option
def command(sources: tuple[Path, ...], strict: bool, as_json: bool) -> int:
    """Read SOURCES (files or folders; default corpus/) and print the audit of each record.

    No index is touched.

    Exit status 1 says that a document could not be read and was left out.
    """
    own = settings()
    with ProgressBar(enabled=not as_json) as progress:
        found = read(chosen_sources(sources, own), own, strict=strict, progress=progress)
    if as_json:
        echo_json(_as_json(found))
    else:
        for audit in found.audits:
            click.echo("\n".join(audit.render()))
        click.echo(f"{len(found.records)} records from {len(found.audits)} documents")
        report(found)
    return 1 if found.problems else 0


def _as_json(found: Ingested) -> dict[str, Any]:
    return {
        "records": [dataclasses.asdict(record) for record in found.records],
        "documents": {key: dataclasses.asdict(document) for key, document in found.documents.items()},
        "audits": [audit.to_dict() for audit in found.audits],
        "problems": [dataclasses.asdict(problem) for problem in found.problems],
        "replaced": [dataclasses.asdict(item) for item in found.replaced],
        "overlaps": [dataclasses.asdict(item) for item in found.overlaps],
    }
