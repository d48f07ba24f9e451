"""The file of parameters that comes with the assistant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def written(parameters: dict[str, Any], file: str) -> Path:
    """Where the parameters were written: the assistant's own data folder."""
    path = Path(__file__).parents[2] / "assistant" / file
    lines = [f"{json.dumps(name)}: {_lines(value)}" for name, value in parameters.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return path


def _lines(model: dict[str, Any]) -> str:
    """JSON with a line for each field, and one for each row of a matrix."""
    fields = []
    for name, value in model.items():
        if isinstance(value, list) and value and isinstance(value[0], list):
            rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in value)
            fields.append(f"{json.dumps(name)}: [\n{rows}\n]")
        else:
            fields.append(f"{json.dumps(name)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(fields) + "\n}"
