"""The page inside the FastAPI application."""

from __future__ import annotations

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import JSONResponse

from assistant.assistant import Assistant
from ui.pages.chat import build_chat


def mount_pages(app: FastAPI, assistant: Assistant) -> FastAPI:
    """``app`` with the page at ``/``."""

    @app.get("/manifest.json", include_in_schema=False)
    def manifest() -> JSONResponse:
        return JSONResponse({"name": "SSTC practice assistant", "start_url": "/", "display": "browser"})

    mounted: FastAPI = gr.mount_gradio_app(app, build_chat(assistant), path="", show_error=False)
    return mounted
