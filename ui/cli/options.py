"""Options that several commands share, and the settings they amount to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from assistant.settings import Settings
from ingest.errors import UsageError

data_option = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder [SSTC_DATA, default: data]."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, the object the HTTP interface gives."
)


def source_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """The files and folders to read; none means the setting ``SSTC_SOURCES`` or the corpus."""
    return click.argument("sources", nargs=-1, type=click.Path(path_type=Path))(command)


def settings(**given: object) -> Settings:
    """The settings of the environment with those given on the command line in their place."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        problems = "; ".join(
            f"SSTC_{'.'.join(map(str, item['loc'])).upper()}: {item['msg']}" for item in error.errors()
        )
        raise UsageError(f"Settings cannot be used: {problems}. Correct the environment variables.") from None


def chosen_sources(sources: tuple[Path, ...], own: Settings) -> list[Path]:
    """The sources named on the command line, else those of the settings, else the corpus."""
    from ingest.sources import default_sources

    return list(sources) or list(own.sources) or list(default_sources())


def echo_json(value: object) -> None:
    """``value`` as JSON on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
