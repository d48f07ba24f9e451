"""The settings of the assistant, read once at the edge from the environment."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


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
    api_key: Annotated[list[str], NoDecode] = Field(
        default_factory=list,
        description="Keys that callers must send, comma-separated, plain or as `sha256:` and digest.",
    )
    admin_key: Annotated[list[str], NoDecode] = Field(
        default_factory=list, description="Keys that may also build the index over HTTP, in the same form."
    )
    rate_limit: str = Field(
        "600/minute",
        description="How often one key, or one address, may ask; without keys this machine always may.",
    )
    cors_origins: list[str] = Field(
        default_factory=list, description="Web origins whose pages may call the interface (JSON list)."
    )
    allow_public: bool = Field(False, description="Serve other machines although no key is set.")
    log_questions: bool = Field(False, description="Write questions into the log.")

    @field_validator("api_key", "admin_key", mode="before")
    @classmethod
    def _only_digests(cls, value: object) -> object:
        """Keys never stay in memory as they are, so no message or dump can show one."""
        if isinstance(value, str):
            value = value.split(",")
        return (
            [key_digest(str(key)) for key in value if str(key).strip()] if isinstance(value, list) else value
        )

    @field_validator("rate_limit")
    @classmethod
    def _is_a_rate(cls, value: str) -> str:
        if not re.fullmatch(r"[1-9]\d{0,8}/(second|minute|hour|day)", value):
            raise ValueError("write it like 600/minute (second, minute, hour or day)")
        return value


def key_digest(key: str) -> str:
    """The digest of ``key`` as settings hold it; one that is a digest already stays as it is."""
    key = key.strip()
    if re.fullmatch(r"sha256:[0-9a-fA-F]{64}", key):
        return key.lower()
    return "sha256:" + hashlib.sha256(key.encode()).hexdigest()
