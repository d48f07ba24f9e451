"""The settings of the assistant, read once at the edge from the environment."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting has an environment variable of its name with ``SSTC_`` before it."""

    model_config = SettingsConfigDict(env_prefix="SSTC_", frozen=True)

    data: Path = Field(Path("data"), description="Folder of the index generations and the compiled model.")
    sources: list[Path] = Field(
        default_factory=list, description="Files and folders to index (JSON list); empty means corpus/."
    )
    embedder: Path | None = Field(
        None, description="A sentence-transformers model, by folder; empty means the packaged MiniLM."
    )
    chroma_url: str | None = Field(
        None, description="A Chroma server to use instead of files in the data folder."
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    max_question_chars: int = Field(20_000, ge=1, description="Longest question taken, in characters.")
