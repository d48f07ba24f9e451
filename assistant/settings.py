"""The settings of the assistant, read once at the edge from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
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
    max_file_mb: int = Field(50, ge=1, description="Largest document that is read, in megabytes.")
    max_pages: int = Field(2_000, ge=1, description="Longest PDF that is read, in pages.")
    max_expanded_mb: int = Field(
        500, ge=1, description="Largest DOCX that is read, in megabytes after unpacking."
    )
    llm_base_url: str | None = Field(
        None,
        description="An OpenAI-compatible server that writes answers, such as http://127.0.0.1:11434/v1.",
    )
    llm_model: str | None = Field(None, description="The name of the language model on that server.")
    llm_api_key: SecretStr | None = Field(None, description="The key of that server, where it wants one.")
    llm_context: int = Field(4096, ge=1024, description="How many tokens the model reads and writes at once.")
    llm_timeout: float = Field(60.0, gt=0, description="Seconds after which a written answer is given up.")
    llm_concurrency: int = Field(4, ge=1, description="How many answers the model writes at once.")
    llm_rewrite: bool = Field(
        False, description="Let the model put follow-ups and questions in other languages into English first."
    )
    llm_unsupported: Literal["remove", "strike"] = Field(
        "remove", description="What is done with sentences of the model that the sources do not support."
    )
