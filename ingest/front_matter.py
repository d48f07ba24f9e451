"""The YAML front matter of a record: its fields with the lines they stand on, and every problem in it.

Values are read as the author wrote them: ``2022``, ``no`` and ``2022-12-01`` stay the words they are. Anchors
and aliases are refused, so that a few lines cannot unfold into gigabytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

import yaml

MAX_CHARACTERS = 100_000
MAX_PAGE = 20_000

T = TypeVar("T")


class Problem(NamedTuple):
    """What is wrong, on which line (from 1), and in which field; the message says what to do."""

    line: int
    field: str | None
    message: str


class Problems:
    """The problems of one file, gathered so that all are told at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, line: int, field: str | None, message: str) -> None:
        self.found.append(Problem(line, field, message))

    def describe(self, path: str) -> str:
        """One message with every problem, in the order of the file."""
        ordered = sorted(set(self.found), key=lambda problem: problem.line)
        lines = [
            f"line {line}, {field}: {message}" if field else f"line {line}: {message}"
            for line, field, message in ordered
        ]
        if len(lines) == 1:
            return f"{path}, {lines[0]}"
        return f"{path} breaks the record format in {len(lines)} places:\n  " + "\n  ".join(lines)


def suggestion(word: str, known: Iterable[str]) -> str:
    """“; did you mean …?” with the nearest of ``known``, or nothing."""
    from rapidfuzz import fuzz, process, utils

    near = process.extractOne(
        word, list(known), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=70
    )
    return f"; did you mean “{near[0]}”?" if near else ""


class Fields:
    """The fields of one mapping, each taken once by the reader that knows its form.

    A missing or empty field is ``None`` or an empty tuple; what has the wrong form is noted in ``problems``
    and read as missing. ``close`` notes the fields that nobody took.
    """

    def __init__(
        self, node: yaml.MappingNode, problems: Problems, *, first_line: int, within: str = ""
    ) -> None:
        self.problems = problems
        self.within = within
        self.first_line = first_line
        self.line = self._line(node)
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._taken: set[str] = set()
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in self._nodes:
                problems.add(self._line(key), self._path(name), "stands twice; keep one")
            self._nodes[name] = value
            self._lines[name] = self._line(key)

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line

    def _path(self, name: str) -> str:
        return f"{self.within}.{name}" if self.within else name

    def line_of(self, name: str) -> int:
        """The line of the field, or of the mapping where it is missing."""
        return self._lines.get(name, self.line)

    def complain(self, name: str, message: str, *, line: int | None = None) -> None:
        self.problems.add(line or self.line_of(name), self._path(name), message)

    def text(self, name: str, *, needed: str = "") -> str | None:
        """The text of a field; ``needed`` says, where it must be there, what to write."""
        self._taken.add(name)
        node = self._nodes.get(name)
        value = self._scalar(name, node) if node is not None else None
        if value is None and needed and (node is None or isinstance(node, yaml.ScalarNode)):
            self.complain(name, f"is missing; {needed}")
        return value

    def _scalar(self, name: str, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self.complain(name, "should be one value, not a list or mapping", line=self._line(node))
            return None
        if node.style is None and node.value in {"", "~", "null"}:
            return None
        return node.value.strip() or None

    def texts(self, name: str) -> list[tuple[int, str]]:
        """The entries of a list of texts, with their lines."""
        self._taken.add(name)
        entries = self._entries(name)
        found = [
            (self._line(node), value) for node in entries if (value := self._scalar(name, node)) is not None
        ]
        seen: set[str] = set()
        for line, value in found:
            if value in seen:
                self.complain(name, f"“{value}” stands twice; keep one", line=line)
            seen.add(value)
        return found

    def mappings(self, name: str, form: str) -> list[Fields]:
        """The entries of a list of mappings; ``form`` shows what an entry looks like."""
        self._taken.add(name)
        found = []
        for node in self._entries(name):
            if isinstance(node, yaml.MappingNode):
                path = self._path(name)
                found.append(Fields(node, self.problems, first_line=self.first_line, within=path))
            else:
                self.complain(name, f"each entry has the form {form}", line=self._line(node))
        return found

    def _entries(self, name: str) -> list[yaml.Node]:
        node = self._nodes.get(name)
        if node is None or (isinstance(node, yaml.ScalarNode) and node.value in {"", "~", "null"}):
            return []
        if not isinstance(node, yaml.SequenceNode):
            written = f"[{node.value}]" if isinstance(node, yaml.ScalarNode) else "[…]"
            self.complain(name, f"should be a list; write {written}")
            return []
        return list(node.value)

    def each(self, name: str, read: Callable[[str], T | str]) -> tuple[T, ...]:
        """The entries of a list of texts as values; where ``read`` cannot make one it returns a message."""
        values: list[T] = []
        for line, written in self.texts(name):
            value = read(written)
            if isinstance(value, str):
                self.complain(name, value, line=line)
            elif value in values:
                self.complain(name, f"“{written}” stands there already; keep one", line=line)
            else:
                values.append(value)
        return tuple(values)

    def choice(self, name: str, allowed: Sequence[str], *, needed: str = "") -> str | None:
        """One of ``allowed``."""
        value = self.text(name, needed=needed)
        if value is None or value in allowed:
            return value
        self.complain(name, _not_one_of(value, allowed))
        return None

    def choices(self, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Several of ``allowed``."""
        entries = self.texts(name)
        for line, value in entries:
            if value not in allowed:
                self.complain(name, _not_one_of(value, allowed), line=line)
        return tuple(value for _, value in entries if value in allowed)

    def close(self) -> None:
        """Notes every field that is none of those taken."""
        for name in self._nodes.keys() - self._taken:
            self.complain(name, f"is no field of a record{suggestion(name, self._taken)}")


def _not_one_of(value: str, allowed: Sequence[str]) -> str:
    hint = suggestion(value, allowed)
    return f"“{value}” is not in the list of corpus/README.md{hint or '; take one of: ' + ', '.join(allowed)}"


def read_fields(source: str, problems: Problems, *, first_line: int) -> Fields | None:
    """The fields of the YAML in ``source``, which begins on ``first_line``; ``None`` where there are none."""
    if len(source) > MAX_CHARACTERS:
        problems.add(
            first_line, None, f"the front matter has more than {MAX_CHARACTERS} characters; shorten it"
        )
        return None
    try:
        for event in yaml.parse(source, Loader=_LOADER):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                line = (event.start_mark.line if event.start_mark else 0) + first_line
                problems.add(
                    line, None, "anchors (&) and aliases (*) are not read; write the value out, or quote it"
                )
                return None
        node = yaml.compose(source, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (int(mark.line) if mark else 0) + first_line
        hint = "quote values that hold “: ” or begin with a special character"
        problems.add(line, None, f"not YAML ({error.problem or error.context}); {hint}")
        return None
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0] if isinstance(error, yaml.YAMLError) else "nested too deeply"
        problems.add(first_line, None, f"not YAML ({reason}); correct the front matter")
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.add(first_line, None, "the front matter should be lines of the form “field: value”")
        return None
    return Fields(node, problems, first_line=first_line)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_pages(written: str) -> tuple[int, ...] | None:
    """The page numbers of ``36``, ``36-38`` or ``5, 7-8``; ``None`` where they cannot be read."""
    pages: list[int] = []
    for run in written.replace("–", "-").split(","):
        ends = [end.strip() for end in run.split("-")]
        if len(ends) > 2 or not all(end.isascii() and end.isdigit() and len(end) < 6 for end in ends):
            return None
        first, last = int(ends[0]), int(ends[-1])
        if not 0 < first <= last <= MAX_PAGE:
            return None
        pages += range(first, last + 1)
    return tuple(sorted(set(pages)))
