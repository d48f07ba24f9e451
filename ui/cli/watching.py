"""Doing something again whenever a source changes: ``sstc index --watch``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click

from ingest.errors import SourceError, SstcError
from ingest.source_files import is_source_file

QUIET_MS = 800
"""How long nothing may change before what changed is taken up: editors write a file in several steps."""
POLL_MS = 200


def keep_doing(
    build: Callable[[], object], sources: Sequence[Path], *, data: Path, stop: threading.Event | None = None
) -> None:
    """Calls ``build`` now and after each change of ``sources``, until interrupted or ``stop`` is set.

    An error of ``build`` is printed, and the next change gives it another chance. What changes in the folder
    ``data`` is not looked at. Raises SourceError where a source does not exist.
    """
    for source in sources:
        if not source.exists():
            raise SourceError(f"{source}: there is no such file or folder; check the path")
    for changed in watch_sources(sources, data=data, stop=stop):
        if changed:
            click.echo(f"changed: {_named(changed)}", err=True)
        try:
            build()
        except SstcError as error:
            click.echo(f"sstc: {error}", err=True)
        click.echo("Watching the sources; Ctrl-C ends.", err=True)


def watch_sources(
    sources: Sequence[Path], *, data: Path, stop: threading.Event | None = None
) -> Iterator[list[Path]]:
    """An empty list as soon as ``sources`` are watched, then the files that changed, each time that some did.

    What changes while the caller is busy is given when it comes back.
    """
    from watchfiles import watch

    files = {source.resolve() for source in sources if not source.is_dir()}
    folders = [source.resolve() for source in sources if source.is_dir()]
    own = data.resolve()

    def wanted(_: object, name: str) -> bool:
        path = Path(name)
        if path in files:
            return True
        inside = any(folder in path.parents for folder in folders) and own not in path.parents
        return inside and (is_source_file(path.name) or path.name == "documents.toml")

    # the folder of a file, because editors put a new file in its place
    places = {*folders, *(file.parent for file in files)}
    found = watch(
        *places,
        watch_filter=wanted,
        stop_event=stop,
        debounce=QUIET_MS * 4,
        step=QUIET_MS,
        rust_timeout=POLL_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    begun = False
    for changes in found:
        if changes or not begun:
            if not begun and changes:
                yield []
            begun = True
            yield sorted({Path(name) for _, name in changes})


def _named(paths: Iterable[Path]) -> str:
    names = [path.name for path in paths]
    more = len(names) - 5
    return ", ".join(names[:5]) + (f" and {more} more" if more > 0 else "")
