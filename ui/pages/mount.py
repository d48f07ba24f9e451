"""The pages inside the FastAPI application."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from assistant.assistant import Assistant
from assistant.proposals.upload import MAX_BYTES
from assistant.settings import Settings
from ui.pages.addresses import OwnAddresses
from ui.pages.page import build_page
from ui.pages.theme import theme


def mount_pages(app: FastAPI, assistant: Assistant, settings: Settings) -> FastAPI:
    """``app`` with the pages at ``/``."""

    app.add_middleware(OwnAddresses)

    @app.get("/manifest.json", include_in_schema=False)
    def manifest() -> JSONResponse:
        return JSONResponse({"name": "SSTC practice assistant", "start_url": "/", "display": "browser"})

    @app.get("/favicon.svg", include_in_schema=False)
    def favicon() -> Response:
        return Response(_data("mark.svg"), media_type="image/svg+xml")

    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build_page(assistant, settings),
        path="",
        show_error=False,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=MAX_BYTES,
        theme=theme(),
        css=_data("page.css"),
        head=f'<script>{_data("page.js")}</script><link rel="icon" href="/favicon.svg" type="image/svg+xml">',
    )
    return mounted


def _data(name: str) -> str:
    return files("ui.pages").joinpath(f"data/{name}").read_text(encoding="utf-8")
