"""The command and settings reference of ``docs/reference.md``, made from the code it describes.

``python -m ui.cli.reference`` prints it; ``make docs`` writes it; a test holds the file to the code.
"""

from __future__ import annotations

import sys

import click

from assistant.settings import Settings
from ui.cli import sstc

_HEAD = """# Commands and settings

<!-- Made by `make docs` from the code; change the code, not this page. -->
"""


def reference() -> str:
    """The whole page as Markdown."""
    return "\n".join([_HEAD, *_commands(), *_settings()])


def _commands() -> list[str]:
    context = click.Context(sstc, info_name="sstc", max_content_width=100, terminal_width=100)
    lines = ["## Commands", ""]
    for name in sstc.list_commands(context):
        command = sstc.get_command(context, name)
        if command is None:
            continue
        own = click.Context(
            command, info_name=name, parent=context, max_content_width=100, terminal_width=100
        )
        lines += [f"### `sstc {name}`", "", "```text", command.get_help(own), "```", ""]
    return lines


def _settings() -> list[str]:
    lines = [
        "## Settings",
        "",
        "Read from the environment when a command starts.",
        "",
        "| variable | default | meaning |",
        "| --- | --- | --- |",
    ]
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        shown = "–" if default in (None, [], "") else f"`{default}`"
        lines.append(f"| `SSTC_{name.upper()}` | {shown} | {field.description} |")
    return [*lines, ""]


if __name__ == "__main__":
    sys.stdout.write(reference())
