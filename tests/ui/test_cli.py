"""The command line as a user meets it: answers, and one clear line for everything that goes wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Sstc = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.models


def test_a_fact_is_answered_with_its_citation(sstc: Sstc, data: Path) -> None:
    done = sstc(
        "ask", "How many mining companies took part in the China–Zambia safety training?", "--data", data
    )
    assert done.returncode == 0, done.stderr
    answer, sources = done.stdout.rstrip("\n").rsplit("\n\n", 1)
    assert "7" in answer
    assert sources.startswith("[1–2] gp-10 · Results · p. 42–43 · ")
    assert "\n" not in sources
    quoted = sstc("ask", "--quotes", *done.args[4:-2], "--data", data).stdout
    assert "\n[1] gp-10 · Results" in quoted
    assert "\n[2] gp-10 · Results" in quoted


def test_json_is_the_object_of_the_http_interface(sstc: Sstc, data: Path) -> None:
    answer = json.loads(sstc("ask", "Who funded GP 8?", "--data", data, "--json").stdout)
    assert answer["answered"]
    (citation,) = answer["citations"]
    assert citation["practice_id"] == "gp-08"
    assert citation["section"] == "funding"
    assert citation["pages"] == [36, 37, 38]
    record = json.loads(sstc("practices", "gp-08", "--data", data, "--json").stdout)
    funding = next(section for section in record["sections"] if section["key"] == "funding")
    assert funding["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_filter_keeps_other_practices_out(sstc: Sstc, data: Path) -> None:
    done = sstc("ask", "What were the results?", "--record", "gp-17", "--data", data, "--json")
    cited = {citation["practice_id"] for citation in json.loads(done.stdout)["citations"]}
    assert cited <= {"gp-17"}


def test_what_the_corpus_does_not_hold_is_not_answered(sstc: Sstc, data: Path) -> None:
    done = sstc("ask", "Who won the football world cup in 1998?", "--data", data)
    assert done.returncode == 1
    assert "[1]" not in done.stdout
    assert "Closest in the corpus" in done.stdout


def test_the_spelling_of_an_id_does_not_matter(sstc: Sstc, data: Path) -> None:
    assert (
        sstc("practices", "GP-08", "--data", data).stdout == sstc("practices", "gp 8", "--data", data).stdout
    )
    assert "Id: gp-08" in sstc("practices", "GP-08", "--data", data).stdout


def test_nothing_changed_needs_no_work(sstc: Sstc, data: Path, four_practices: Path) -> None:
    done = sstc("index", four_practices, "--data", data)
    assert done.returncode == 0
    assert "up to date" in done.stdout


def test_one_changed_file_embeds_only_its_changed_passages(
    sstc: Sstc, tmp_path: Path, four_practices: Path, data: Path
) -> None:
    sources, copy = tmp_path / "sources", tmp_path / "data"
    shutil.copytree(four_practices, sources)
    shutil.copytree(data, copy)
    path = sources / "gp-08.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("## Funding\n", "## Funding\n\nA bakery paid for the bread.\n"), encoding="utf-8"
    )
    report = json.loads(sstc("index", sources, "--data", copy, "--json").stdout)
    assert report["published"]
    assert report["embedded"] == 1
    assert report["reused"] == report["passages"] - 1
    assert "bakery" in sstc("ask", "Who paid for the bread in GP 8?", "--data", copy).stdout


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["ask", "x", "--data", "{tmp}/nothing"], 1, "sstc index"),
        (["ask", "   ", "--data", "{data}"], 2, "empty"),
        (["ask", "x" * 100_000, "--data", "{data}"], 2, "100,000 characters"),
        (["ask", "who", "--country", "Atlantis", "--data", "{data}"], 2, "Atlantis"),
        (["practices", "gp-99", "--data", "{data}"], 2, "`sstc practices` lists all ids"),
        (["index", "{tmp}/missing", "--data", "{tmp}/d"], 2, "missing"),
        (["index", "{tmp}/empty.md", "--data", "{tmp}/d"], 2, "empty.md"),
        (["index", "{tmp}/binary.txt", "--data", "{tmp}/d"], 2, "binary.txt"),
        (["index", "{tmp}/section.md", "--data", "{tmp}/d"], 2, "Resluts"),
        (["ingest", "{tmp}/field.md"], 2, "contry"),
        (["serve", "--port", "99999", "--data", "{data}"], 2, "PORT"),
        (["ask"], 2, "QUESTION"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_bad_input_gives_one_clear_message(
    sstc: Sstc, data: Path, tmp_path: Path, words: list[str], status: int, said: str
) -> None:
    head = (
        "---\nid: gp-77\nkind: practice\nnumber: 77\ntitle: T\n"
        "document: good-practices-2022-2023\nregion: Africa\nthemes: [skills]\n---\n"
    )
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "section.md").write_text(head + "\n## Resluts\n\nText.\n", encoding="utf-8")
    (tmp_path / "field.md").write_text(head.replace("region", "contry"), encoding="utf-8")
    done = sstc(*(word.replace("{tmp}", str(tmp_path)).replace("{data}", str(data)) for word in words))
    assert done.returncode == status, (done.stdout, done.stderr)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_source_leaves_the_index_in_use_alone(sstc: Sstc, data: Path, tmp_path: Path) -> None:
    before = (data / "current.json").read_bytes()
    (tmp_path / "broken.md").write_text("---\nid: [\n---\n", encoding="utf-8")
    assert sstc("index", tmp_path, "--data", data).returncode == 2
    assert (data / "current.json").read_bytes() == before


def test_asking_imports_no_heavy_framework(data: Path) -> None:
    code = (
        "import sys; sys.argv = ['sstc', 'ask', 'Who funded GP 8?', '--data', sys.argv[1]]\n"
        "from ui.cli import main\n"
        "try: main()\nexcept SystemExit as stop: print('status', stop.code)\n"
        "heavy = {'torch', 'gradio', 'fastapi', 'llama_index', 'sentence_transformers', 'lingua'}\n"
        "print('heavy', sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(data)], capture_output=True, text=True, check=True)
    assert "status 0" in done.stdout
    assert done.stdout.rstrip().endswith("heavy []")
