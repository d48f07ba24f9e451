"""Killed at any moment, a build leaves an index that answers: the previous one, or the new one whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork a process")

DRIVER = r'''
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import chromadb  # here once, so that the children need not

from index.build import build_index
from index.embedder import EmbedderSource, HashEmbedder
from index.opened import open_index
from ingest.records import Document, Record, RecordKind, Section, SectionKey

DATA = Path(sys.argv[1])
DOCUMENTS = {"book": Document(id="book", title="The book")}


def records(version):
    """Forty records; ten of them say which version this is."""
    return [
        Record(
            id=f"gp-{number:02}",
            kind=RecordKind.PRACTICE,
            number=number,
            title=f"Practice {number}",
            document="book",
            sections=(
                Section(
                    key=SectionKey.RESULTS,
                    label="Results",
                    text=f"Crews of {number} trained. Word{'x' if number % 10 else version} stands here.",
                ),
            ),
        )
        for number in range(1, 41)
    ]


def build(version):
    return build_index(records(version), DOCUMENTS, data=DATA, embedder=EmbedderSource.of(HashEmbedder()))


def in_child(version, after):
    """Builds in a process of its own, which dies at its ``after``-th touch of the data folder."""
    pid = os.fork()
    if pid:
        return pid
    touched = 0

    def count(event, arguments):
        nonlocal touched
        if after is None or event not in WATCHED or not str(arguments[0]).startswith(str(DATA)):
            return
        touched += 1
        if touched == after:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    try:
        build(version)
        os._exit(0)
    except BaseException as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(3)


WATCHED = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.listdir", "os.scandir"}


def answering(allowed):
    """The version that answers, one of ``allowed``, after a look at all of it."""
    with open_index(DATA, embedder=HashEmbedder()) as index:
        for version in allowed:
            if list(index.records.values()) == records(version):
                best = index.search(f"Word{version}")[0]
                assert f"Word{version}" in best.passage.text, best
                assert index.search("crews trained", route="dense")
                return version
    raise AssertionError("what answers is neither the previous version nor the new one")


def wait(pid):
    status = os.waitpid(pid, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError("a build failed by itself")
    return os.WIFSIGNALED(status)


outcome = {"killed": 0, "kept": 0, "published": 0, "points": []}
wait(in_child("v0", None))
live, number = answering(["v0"]), 0


def attempt(start, kill=None):
    global live, number
    number += 1
    version = f"v{number}"
    pid = start(version)
    if kill:
        kill(pid)
    killed = wait(pid)
    now = answering([version, live])
    outcome["killed"] += killed
    if killed:
        outcome["kept" if now == live else "published"] += 1
    else:
        assert now == version
    live = now
    return killed


after = 1
while attempt(lambda version: in_child(version, after)):
    outcome["points"].append(after)
    after += 1

rolls = random.Random(7)
started = time.perf_counter()
attempt(lambda version: in_child(version, None))
whole = time.perf_counter() - started


def at_random(pid):
    time.sleep(rolls.uniform(0, whole))
    os.kill(pid, signal.SIGKILL)


for _ in range(12):
    attempt(lambda version: in_child(version, None), at_random)

number += 1
wait(in_child(f"v{number}", None))
answering([f"v{number}"])
outcome["generations"] = len(list((DATA / "generations").iterdir()))
print(json.dumps(outcome))
'''


@pytest.mark.slow
def test_a_build_killed_at_many_points_leaves_an_index_that_answers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(tmp_path / "data")],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert len(outcome["points"]) >= 20, outcome
    assert outcome["killed"] >= 25, outcome
    assert outcome["kept"] >= 20, "most kills fall before publication"
    assert outcome["published"] >= 1, "some fall after it"
    assert outcome["generations"] == 2, "the next whole build sweeps what the killed ones left"
