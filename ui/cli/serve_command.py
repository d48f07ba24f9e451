"""``sstc serve``: the HTTP interface and the page in one server."""

from __future__ import annotations

from pathlib import Path

import click

from ui.cli.options import data_option, settings


@click.command("serve")
@click.option("--host", help="Address to listen on [SSTC_HOST, default: 127.0.0.1].")
@click.option("--port", type=int, help="Port to listen on [SSTC_PORT, default: 8000].")
@click.option("--no-page", is_flag=True, help="Serve the HTTP interface without the web page.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that answer; with more than one the page is left out.",
)
@click.option("--allow-public", is_flag=True, help="Serve other machines although no key is set.")
@click.option("--new-key", is_flag=True, help="Print a fresh key with its digest for the settings, and end.")
@data_option
def command(
    host: str | None,
    port: int | None,
    no_page: bool,
    workers: int,
    allow_public: bool,
    new_key: bool,
    data: Path | None,
) -> None:
    """Serve questions over HTTP and on a web page, and print the address once it answers."""
    if new_key:
        from ui.api.keys import new_key as fresh

        key, digest = fresh()
        click.echo(f"The key, for who is to ask:            {key}")
        click.echo(f"Its digest, for the server's settings: SSTC_API_KEY={digest}")
        return
    from ui.serving import serve

    own = settings(host=host, port=port, data=data, allow_public=allow_public or None)
    serve(own, page=not no_page, workers=workers)
