"""JSON Lines read into values, every problem of every file reported at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from ingest.errors import SourceError

_SHOWN = 40


class Identified(Protocol):
    """Anything with an id of its own."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Identified)


def read_json_lines(
    paths: Iterable[Path], shape: type[T], problems_of: Callable[[T], list[tuple[str, str]]]
) -> tuple[T, ...]:
    """The values of all lines of all files; blank lines are skipped.

    Raises ``SourceError`` whose message has a line ``file:line: field: problem`` for everything wrong:
    JSON, types, unknown keys, what ``problems_of`` finds, and an id that was used before.
    """
    adapter: TypeAdapter[T] = TypeAdapter(shape)
    values: list[T] = []
    problems: list[str] = []
    first_use: dict[str, str] = {}
    for path in paths:
        for number, line in enumerate(_lines(path), start=1):
            place = f"{path}:{number}"
            if not line.strip():
                continue
            try:
                value = adapter.validate_json(line)
            except ValidationError as error:
                problems += [f"{place}: {_field(item['loc'])}: {item['msg']}" for item in error.errors()]
                continue
            problems += [f"{place}: {field}: {what}" for field, what in problems_of(value)]
            if value.id in first_use:
                problems.append(f"{place}: id: “{value.id}” was used in {first_use[value.id]}")
            first_use.setdefault(value.id, place)
            values.append(value)
    if problems:
        more = f"\n… and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise SourceError(f"{len(problems)} problem(s) to correct:\n" + "\n".join(problems[:_SHOWN]) + more)
    return tuple(values)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read ({error}); name a UTF-8 file of JSON Lines") from error


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)) or "line"
