"""Reading the sources for a command: with limits, progress and messages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.settings import Settings
from ui.cli.progress import ProgressBar

if TYPE_CHECKING:
    from ingest.sources import Ingested


def read(sources: Sequence[Path], own: Settings, *, strict: bool, progress: ProgressBar) -> Ingested:
    """What ``sources`` hold, read with the limits of the settings."""
    from assistant.wiring import build_embedder
    from index.likeness import likeness_of
    from ingest.limits import Limits
    from ingest.sources import read_sources

    return read_sources(
        sources,
        strict=strict,
        limits=Limits(
            max_bytes=own.max_file_mb * 1_000_000,
            max_pages=own.max_pages,
            max_expanded=own.max_expanded_mb * 1_000_000,
        ),
        likeness=likeness_of(build_embedder(own)),
        progress=lambda done, total, name: progress.advance("read", done, total, name),
        workers=None,
    )


def report(found: Ingested) -> None:
    """Print on standard error what was left out or found nowhere, what took the place of what, what stands twice."""
    later: dict[tuple[str, str], list[str]] = {}
    for item in found.replaced:
        later.setdefault((item.earlier, item.later), []).append(item.record_id)
    several: dict[str, list[str]] = {}
    for (earlier, newer), ids in later.items():
        if len(ids) == 1 and Path(earlier).stem == ids[0]:
            several.setdefault(newer, []).extend(ids)
        else:
            click.echo(f"replaced: {_listed(ids)} of {earlier} by {newer}", err=True)
    for newer, ids in several.items():
        click.echo(f"replaced: {_listed(ids)} of an earlier source by {newer}", err=True)
    for overlap in found.overlaps:
        click.echo(
            f"twice: the document {overlap.document} is in {overlap.earlier} and in {overlap.later}; "
            f"{_listed(list(overlap.records))} of the first stay beside the second. "
            "Leave one of the two out if that is not wanted.",
            err=True,
        )
    for audit in found.audits:
        for record in audit.records:
            if note := next((note for note in record.notes if note.startswith("no country found;")), None):
                click.echo(f"{record.name} of {audit.path}: {note}", err=True)
    for problem in found.problems:
        click.echo(f"left out: {problem.path}: {problem.reason}", err=True)


def _listed(ids: list[str], most: int = 5) -> str:
    return ", ".join(ids[:most]) + (f" and {len(ids) - most} more" if len(ids) > most else "")
