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
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from model_server import ModelServer

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
def page_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five practices of the corpus and one made-up practice full of markup."""
    sources = tmp_path_factory.mktemp("page-sources")
    for name in RECORDS:
        shutil.copy(ROOT / "corpus" / "practices" / f"{name}.md", sources)
    shutil.copy(ROOT / "corpus" / "documents.toml", sources)
    shutil.copy(HERE / "gp-97.md", sources)
    return sources


@pytest.fixture(scope="session")
def pages_data(data: Path, page_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with ``page_sources`` indexed; the embedding model is compiled in ``data`` already."""
    folder = tmp_path_factory.mktemp("page-data")
    shutil.copytree(data / "models", folder / "models")
    indexed(page_sources, folder)
    return folder


def indexed(sources: Path, data: Path) -> None:
    """Indexes ``sources`` into ``data`` by the command a user would run."""
    done = subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", "index", sources, "--data", data],
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server puts what is uploaded."""
    return tmp_path_factory.mktemp("uploads")


@contextmanager
def served(data: Path, log: Path, **settings: str) -> Iterator[str]:
    """The address of ``sstc serve`` over ``data``, with ``settings`` in its environment; ended whatever happens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", str(port)]
    with (
        log.open("w") as out,
        subprocess.Popen(
            [*command, "--data", str(data)], stdout=out, stderr=subprocess.STDOUT, env=os.environ | settings
        ) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            _await(address + "/health", process, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="package")
def server(pages_data: Path, uploads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over ``pages_data`` without a language model."""
    log = tmp_path_factory.mktemp("log") / "serve.txt"
    with served(pages_data, log, GRADIO_TEMP_DIR=str(uploads)) as address:
        yield address


class Own:
    """A server whose data and language model a test may change: its address, its folder, its model."""

    def __init__(self, address: str, data: Path, sources: Path, model: ModelServer) -> None:
        self.address, self.data, self.sources, self.model = address, data, sources, model

    def index(self) -> None:
        """Indexes the sources as they are now."""
        indexed(self.sources, self.data)


@pytest.fixture(scope="package")
def own(
    pages_data: Path, page_sources: Path, uploads: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Own]:
    """A second server, with a scripted language model and data of its own."""
    folder = tmp_path_factory.mktemp("own")
    data, sources = folder / "data", folder / "sources"
    shutil.copytree(pages_data, data, ignore=shutil.ignore_patterns("feedback.jsonl"))
    shutil.copytree(page_sources, sources)
    model = ModelServer()
    settings = {"SSTC_LLM_BASE_URL": model.url, "SSTC_LLM_MODEL": "scripted"}
    try:
        with served(data, folder / "serve.txt", GRADIO_TEMP_DIR=str(uploads), **settings) as address:
            yield Own(address, data, sources, model)
    finally:
        model.close()


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"the server did not start: {log.read_text()}")


@pytest.fixture(scope="package")
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
        try:
            yield found
        finally:
            found.close()


@pytest.fixture
def visit(browser: Any, server: str) -> Iterator[Open]:
    """Opens a page as a new visitor; at the end no visit has met an error or asked another host."""
    contexts: list[Any] = []
    met: list[str] = []

    def opened(
        path: str = "/",
        *,
        phone: bool = False,
        dark: bool = False,
        language: str = "en-US",
        address: str = server,
        script: str = "",
        until: str = "load",
    ) -> Any:
        context = browser.new_context(
            viewport={"width": 390, "height": 800} if phone else {"width": 1280, "height": 860},
            color_scheme="dark" if dark else "light",
            locale=language,
            accept_downloads=True,
        )
        context.set_default_timeout(40_000)
        if script:
            context.add_init_script(script)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: met.append(f"console: {said.text}") if _bad(said) else None)
        page.on("pageerror", lambda error: met.append(f"page error: {error}"))
        page.on("dialog", lambda dialog: (met.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request", lambda asked: None if _own(asked.url, address) else met.append(f"asked {asked.url}")
        )
        page.on("response", lambda got: met.append(f"{got.status} {got.url}") if got.status >= 400 else None)
        page.goto(address + path, wait_until=until)
        return page

    try:
        yield opened
    finally:
        for context in contexts:
            context.close()
    assert met == []


@pytest.fixture(scope="session")
def settled() -> Callable[[Any], None]:
    """Waits until nothing moves in a page and no answer is on its way."""

    def wait(page: Any) -> None:
        page.wait_for_function(
            "() => !document.querySelector('.waiting')"
            " && document.getAnimations().every(one => one.playState !== 'running')"
        )
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    return wait


@pytest.fixture(scope="session")
def serious(settled: Callable[[Any], None]) -> Callable[..., list[str]]:
    """What axe finds in a page that is serious or worse, told with the name of the place."""
    source = (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")

    def found(page: Any, where: str = "") -> list[str]:
        settled(page)
        if not page.evaluate("'axe' in window"):
            page.add_script_tag(content=source)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{where}: {item['id']} ({item['impact']}): {node['html'][:160]} {node['failureSummary'][:160]}"
            for item in result["violations"]
            if item["impact"] in ("serious", "critical")
            for node in item["nodes"][:3]
        ]

    return found


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
