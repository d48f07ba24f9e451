"""The command line: ``sstc``. Each command is a module of its own, imported when it is called."""

from __future__ import annotations

import importlib
import os
import sys

import click

from ingest.errors import NotFoundError, SstcError

_COMMANDS = {
    "ingest": "Read documents and print what was found, without an index.",
    "index": "Build the index from documents; unchanged passages are reused.",
    "ask": "Answer a question with citations.",
    "similar": "Find what has been done like a proposal, with reasons and contacts.",
    "practices": "List the records, or show one.",
    "serve": "Serve the HTTP interface and the web page.",
    "mcp": "Offer the assistant as tools to language models (MCP, stdio).",
    "eval": "Measure answers, citations and refusals on the eval set.",
}

_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}
"""What NumPy reads when it is imported: its products are short here, and its threads, which spin while they wait,
would take the cores from everything else."""


class _LazyGroup(click.Group):
    """Imports a command's module only when that command runs, so that each starts as fast as it can."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"ui.cli.{cmd_name}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sstc-practice-assistant", prog_name="sstc")
def sstc() -> None:
    """Ask the good practices of South-South and Triangular Cooperation; every answer is cited.

    Exit status: 0 answered or done; 1 failed, or the corpus does not answer; 2 wrong usage or input.
    """


def main() -> None:
    """The entry point: every error becomes one clear message and an exit status, never a traceback."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        status = sstc.main(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except NotFoundError as error:
        _fail(f"{error} `sstc practices` lists all ids.", error.exit_status)
    except SstcError as error:
        _fail(str(error), error.exit_status)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        _fail("interrupted", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("SSTC_DEBUG"):
            raise
        _fail(f"unexpected {type(error).__name__}: {error}. Set SSTC_DEBUG=1 to see where it comes from.", 1)


def _fail(message: str, status: int) -> None:
    click.echo(f"sstc: {message}", err=True)
    sys.exit(status)
