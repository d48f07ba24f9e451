"""``sstc serve``: the HTTP interface and the page in one server."""

from __future__ import annotations

from pathlib import Path

import click

from ui.cli.options import data_option, settings


@click.command("serve")
@click.option("--host", help="Address to listen on [SSTC_HOST, default: 127.0.0.1].")
@click.option("--port", type=int, help="Port to listen on [SSTC_PORT, default: 8000].")
@click.option("--no-page", is_flag=True, help="Serve the HTTP interface without the web page.")
@data_option
def command(host: str | None, port: int | None, no_page: bool, data: Path | None) -> None:
    """Serve questions over HTTP and on a web page, and print the address once it answers."""
    from ui.serving import serve

    serve(settings(host=host, port=port, data=data), page=not no_page)
