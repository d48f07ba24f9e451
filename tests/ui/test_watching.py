"""``sstc index --watch`` builds again when a source changes, and outlives a build that fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ui.cli import watching
from ui.cli.watching import keep_doing


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "QUIET_MS", 50)


class Builds:
    """Counts builds; the second fails."""

    def __init__(self) -> None:
        self.done = threading.Semaphore(0)
        self.count = 0
        self.first_work: list[Callable[[], object]] = []

    def __call__(self) -> None:
        self.count += 1
        if self.first_work:
            self.first_work.pop()()
        self.done.release()
        if self.count == 2:
            raise SourceError("a.md: broken; mend it")

    def happened(self) -> bool:
        return self.done.acquire(timeout=10)


def test_changes_of_sources_build_again_and_others_do_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, data = tmp_path / "sources", tmp_path / "sources" / "data"
    data.mkdir(parents=True)
    single = tmp_path / "single.txt"
    single.write_text("one")
    build, stop = Builds(), threading.Event()
    build.first_work.append(lambda: (folder / "a.md").write_text("new"))  # while the first build runs
    thread = threading.Thread(
        target=keep_doing, args=(build, [folder, single]), kwargs={"data": data, "stop": stop}
    )
    thread.start()
    try:
        assert build.happened()
        assert build.happened()
        time.sleep(0.5)
        for ignored in (data / "x.md", folder / ".hidden.md", folder / "~$a.docx", tmp_path / "other.txt"):
            ignored.write_text("not a source")
        time.sleep(0.5)
        assert build.count == 2
        single.write_text("two")
        assert build.happened()
        time.sleep(0.5)
        (folder / "a.md").unlink()
        assert build.happened()
    finally:
        stop.set()
        thread.join(timeout=10)
    assert not thread.is_alive()
    shown = capsys.readouterr().err
    assert "sstc: a.md: broken; mend it" in shown
    assert "changed: a.md" in shown
    assert "changed: single.txt" in shown


def test_a_missing_source_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        keep_doing(Builds(), [tmp_path / "gone"], data=tmp_path)
