"""``sstc mcp``: the tools for language models, over standard input and output."""

from __future__ import annotations

from pathlib import Path

import click

from ui.cli.options import data_option, settings


@click.command("mcp")
@data_option
def command(data: Path | None) -> None:
    """Offer the tools ask, similar, get_practice and list_practices to a language model's host.

    Speaks the Model Context Protocol over standard input and output; `sstc serve` offers the same at /mcp.
    """
    from importlib.metadata import version

    from assistant.wiring import build_assistant
    from ui.api.asking import Asking
    from ui.mcp.server import build_server

    asking = Asking(build_assistant(settings(data=data)))
    build_server(asking, version("sstc-practice-assistant")).run("stdio")
