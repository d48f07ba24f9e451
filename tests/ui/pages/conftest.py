"""A real server over a small index, and headless Chromium that may reach nothing but it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
RECORDS = ("gp-04", "gp-08", "gp-10", "gp-17", "gp-09")
INSTALL = "Debian and Ubuntu: `apt-get install -y chromium`; elsewhere set CHROMIUM to a Chromium or Chrome"
Open = Callable[..., Any]


def chromium() -> str | None:
    """Where Chromium is, or ``None``."""
    named = os.environ.get("CHROMIUM")
    return named or next(
        (path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None
    )


@pytest.fixture(scope="session")
def pages_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with five practices of the corpus and one made-up practice full of markup."""
    sources = tmp_path_factory.mktemp("page-sources")
    for name in RECORDS:
        shutil.copy(ROOT / "corpus" / "practices" / f"{name}.md", sources)
    shutil.copy(ROOT / "corpus" / "documents.toml", sources)
    shutil.copy(HERE / "gp-97.md", sources)
    data = tmp_path_factory.mktemp("page-data")
    done = subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", "index", sources, "--data", data],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture(scope="session")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server puts what is uploaded."""
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="session")
def server(pages_data: Path, uploads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``sstc serve`` over ``pages_data``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("log") / "serve.txt"
    command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, "--data", str(pages_data)],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "GRADIO_TEMP_DIR": str(uploads)},
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _await(address + "/health", process, log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"the server did not start: {log.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium that resolves no name."""
    path = chromium()
    if path is None:
        pytest.skip(f"there is no Chromium to drive the pages with. {INSTALL}")
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'"
    )
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
        yield found
        found.close()


@pytest.fixture
def visit(browser: Any, server: str) -> Iterator[Open]:
    """Opens a page as a new visitor; at the end no visit has met an error or asked another host."""
    contexts: list[Any] = []
    met: list[str] = []

    def opened(path: str = "/", *, phone: bool = False, dark: bool = False, language: str = "en-US") -> Any:
        context = browser.new_context(
            viewport={"width": 390, "height": 800} if phone else {"width": 1280, "height": 860},
            color_scheme="dark" if dark else "light",
            locale=language,
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: met.append(f"console: {said.text}") if _bad(said) else None)
        page.on("pageerror", lambda error: met.append(f"page error: {error}"))
        page.on("dialog", lambda dialog: (met.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request", lambda asked: None if _own(asked.url, server) else met.append(f"asked {asked.url}")
        )
        page.on("response", lambda got: met.append(f"{got.status} {got.url}") if got.status >= 400 else None)
        page.goto(server + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert met == []


def _bad(said: Any) -> bool:
    """Whether a message of the console is an error; that leaving a page ends its stream is none."""
    leaving = re.match(r"AbortError: .* aborted|Unexpected error Connection errored out", said.text)
    return said.type == "error" and not leaving


def _own(url: str, server: str) -> bool:
    return bool(re.match(rf"{re.escape(server)}/|data:|blob:", url))


@pytest.fixture(scope="session")
def ask() -> Callable[..., Any]:
    """Asks in a page and gives the answer of that turn once it has come."""

    def asked(page: Any, question: str, turn: int = 0) -> Any:
        box = page.locator("#question textarea")
        box.fill(question)
        box.press("Enter")
        answer = page.locator(f".turn[data-turn='{turn}'] .answer")
        answer.locator(".read-as, .error").first.wait_for()
        return answer

    return asked
