"""What readers say of answers, kept as lines of a file in the data folder until they become eval cases."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from eval.drafts import Feedback

_WRITING = Lock()


class FeedbackBook:
    """The file of feedback; `sstc eval --from-feedback` makes draft cases of it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, entry: Feedback) -> None:
        """Adds ``entry``, or replaces the one of the same question and time."""
        line = json.dumps(asdict(entry), ensure_ascii=False)
        with _WRITING:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
            kept = [other for other in lines if not _same(other, entry)]
            if len(kept) == len(lines):
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(line + "\n")
                return
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".feedback-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write("\n".join([*kept, line]) + "\n")
            os.replace(name, self.path)


def now() -> str:
    """The time in UTC, to the microsecond."""
    return datetime.now(UTC).isoformat()


def _same(line: str, entry: Feedback) -> bool:
    try:
        held = json.loads(line)
    except json.JSONDecodeError:
        return False
    return isinstance(held, dict) and (held.get("created"), held.get("question")) == (
        entry.created,
        entry.question,
    )
