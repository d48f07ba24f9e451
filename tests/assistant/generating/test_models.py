"""One behaviour of chat models, whatever is behind them; and how the assistant chooses a mode."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.events import Delta, Found, Whole
from assistant.generating.chat_model import ChatModel, ChatModelError, Message, ScriptedModel
from assistant.generating.fallback import Fallback
from assistant.generating.llama_index_model import LlamaIndexModel, openai_like
from assistant.generating.rewriting import rewrite
from assistant.generating.writer import Writer
from assistant.reading import Turn
from assistant.settings import Settings
from assistant.wiring import build_writer
from index.opened import Index
from ingest.errors import ModelError, UsageError

ASKED = [Message(role="system", content="Be brief."), Message(role="user", content="How many?")]


class ChatModelPromises:
    """What every chat model does."""

    @pytest.fixture
    def says(self) -> Callable[[str], ChatModel]:
        raise pytest.UsageError("a class of promises is run by its subclasses")

    def test_pieces_make_the_whole(self, says: Callable[[str], ChatModel]) -> None:
        model = says("Eleven mines, ¿verdad? Naïve – “yes”.")
        assert "".join(model.stream(ASKED)) == "Eleven mines, ¿verdad? Naïve – “yes”."
        assert model.complete(ASKED) == "Eleven mines, ¿verdad? Naïve – “yes”."

    def test_silence_is_an_error_with_its_reason(self, says: Callable[[str], ChatModel]) -> None:
        model = says("")
        with pytest.raises(ChatModelError) as failure:
            model.complete(ASKED)
        assert failure.value.reason is Fallback.EMPTY
        assert isinstance(failure.value, ModelError)
        assert model.name in str(failure.value)

    def test_says_what_it_reads_and_writes(self, says: Callable[[str], ChatModel]) -> None:
        model = says("x")
        assert 0 < model.output_tokens < model.context_tokens


class TestScriptedModel(ChatModelPromises):
    @pytest.fixture
    def says(self) -> Callable[[str], ChatModel]:
        return ScriptedModel

    def test_keeps_what_it_was_asked(self) -> None:
        model = ScriptedModel(lambda messages: messages[-1].content.upper())
        assert model.complete(ASKED) == "HOW MANY?"
        assert model.calls == [tuple(ASKED)]


class TestServerModel(ChatModelPromises):
    @pytest.fixture
    def says(self, server: Any) -> Iterator[Callable[[str], ChatModel]]:
        made = openai_like(server.url, "tiny", None, context_tokens=4096, timeout=5, concurrency=2)

        def says(text: str) -> ChatModel:
            server.says(text)
            return made

        yield says
        made.close()


class TestAnyLlamaIndexModel(ChatModelPromises):
    @pytest.fixture
    def says(self) -> Callable[[str], ChatModel]:
        from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

        class Told(CustomLLM):
            text: str

            @property
            def metadata(self) -> LLMMetadata:
                return LLMMetadata(context_window=2048, model_name="told")

            def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:
                return CompletionResponse(text=self.text)

            def stream_complete(self, prompt: str, formatted: bool = False, **_: Any) -> Any:
                for end in range(1, len(self.text) + 1):
                    yield CompletionResponse(text=self.text[:end], delta=self.text[end - 1])

        return lambda text: LlamaIndexModel.of(Told(text=text))


class TestModes:
    QUESTION = "How many copper mines renewed their rescue plans in Good Practice 1?"

    @pytest.fixture
    def model(self) -> ScriptedModel:
        return ScriptedModel("Eleven copper mines renewed their rescue plans [gp-01·results·1].")

    def test_extractive_never_asks_the_model(self, source: Any, model: ScriptedModel) -> None:
        answer = Assistant(source, writer=Writer(model)).ask(self.QUESTION, mode="extractive")
        assert (answer.mode, answer.fallback, model.calls) == ("extractive", None, [])

    @pytest.mark.parametrize("mode", ["auto", "generative"])
    def test_a_configured_model_writes(self, source: Any, model: ScriptedModel, mode: str) -> None:
        answer = Assistant(source, writer=Writer(model)).ask(self.QUESTION, mode=mode)
        assert answer.mode == "generative"
        assert "generate" in answer.timings_ms
        assert source.lent == 0

    def test_auto_without_a_model_quotes_in_silence(self, source: Any) -> None:
        answer = Assistant(source).ask(self.QUESTION)
        assert (answer.mode, answer.fallback, answer.notice) == ("extractive", None, None)

    def test_generative_without_a_model_quotes_and_says_so(self, source: Any) -> None:
        answer = Assistant(source).ask(self.QUESTION, mode="generative")
        assert (answer.mode, answer.fallback) == ("extractive", "no_model")
        assert "No language model" in (answer.notice or "")

    @pytest.mark.parametrize("mode", ["extractive", "generative"])
    def test_a_stream_ends_in_the_answer_that_ask_gives(
        self, source: Any, model: ScriptedModel, mode: str
    ) -> None:
        assistant = Assistant(source, writer=Writer(model))
        first, *pieces, last = assistant.stream(self.QUESTION, mode=mode)
        assert isinstance(first, Found)
        assert first.retrieval
        assert isinstance(last, Whole)
        assert "".join(piece.text for piece in pieces if isinstance(piece, Delta)) == last.answer.answer
        assert last.answer.answer == assistant.ask(self.QUESTION, mode=mode).answer

    def test_a_stream_refuses_what_ask_refuses_before_it_begins(self, source: Any) -> None:
        with pytest.raises(UsageError):
            Assistant(source).stream("   ")

    def test_who_stops_listening_gives_the_index_back(self, source: Any, model: ScriptedModel) -> None:
        events = Assistant(source, writer=Writer(model)).stream(self.QUESTION)
        next(iter(events))
        assert source.lent == 1
        events.close()  # type: ignore[attr-defined]
        assert source.lent == 0


class TestSettings:
    def test_without_a_model_there_is_no_writer(self, tmp_path: Path) -> None:
        assert build_writer(Settings(data=tmp_path)) is None

    @pytest.mark.parametrize(
        ("given", "missing"),
        [({"llm_base_url": "http://x/v1"}, "SSTC_LLM_MODEL"), ({"llm_model": "m"}, "SSTC_LLM_BASE_URL")],
    )
    def test_half_a_model_is_an_error_that_names_the_other_half(self, given: Any, missing: str) -> None:
        with pytest.raises(UsageError, match=missing):
            build_writer(Settings(**given))

    def test_come_from_the_environment_and_hide_the_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSTC_LLM_API_KEY", "sk-very-secret")
        settings = Settings()
        assert "sk-very-secret" not in repr(settings) + str(settings.model_dump())
        assert settings.llm_api_key is not None
        assert settings.llm_api_key.get_secret_value() == "sk-very-secret"

    def test_nothing_of_llama_index_is_imported_before_the_model_is_asked(self) -> None:
        code = (
            "import sys\n"
            "from assistant.settings import Settings\n"
            "from assistant.wiring import build_writer\n"
            "import assistant.assistant\n"
            "assert build_writer(Settings(llm_base_url='http://127.0.0.1:9', llm_model='m'))\n"
            "print([name for name in ('llama_index', 'openai', 'torch') if name in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"


class TestWiring:
    QUESTION = TestModes.QUESTION
    MIXED = (
        "Eleven copper mines renewed their rescue plans [gp-01·results·1]. RBTC paid USD 40,000 for the copper "
        "exchange [gp-01·funding·1]. Forty mines were flooded [gp-01·results·1]."
    )

    @pytest.mark.parametrize(("setting", "shown"), [("remove", False), ("strike", True)])
    def test_what_is_done_with_unsupported_sentences_is_a_setting(
        self, source: Any, setting: str, shown: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSTC_LLM_UNSUPPORTED", setting)
        writer = build_writer(Settings(), llm=ScriptedModel(self.MIXED))
        answer = Assistant(source, writer=writer).ask(self.QUESTION)
        assert ("~~Forty mines were flooded.~~" in answer.answer) is shown
        assert ("Forty mines" in answer.answer) is shown
        assert [removed.text for removed in answer.generation.removed] == ["Forty mines were flooded."]

    def test_any_llama_index_model_can_be_given(self, source: Any) -> None:
        from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

        class Told(CustomLLM):
            @property
            def metadata(self) -> LLMMetadata:
                return LLMMetadata(context_window=4096, model_name="told")

            def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:
                return CompletionResponse(text=TestWiring.MIXED)

            def stream_complete(self, prompt: str, formatted: bool = False, **_: Any) -> Any:
                yield CompletionResponse(text=TestWiring.MIXED, delta=TestWiring.MIXED)

        answer = Assistant(source, writer=build_writer(Settings(), llm=Told())).ask(self.QUESTION)
        assert (answer.mode, answer.generation.model) == ("generative", "told")
        assert len(answer.statements) == 2


class TestRewriting:
    HISTORY = (
        Turn(role="user", content="Tell me about Zambia's mines"),
        Turn(role="assistant", content="Yes."),
    )

    def test_makes_a_follow_up_stand_alone(self) -> None:
        model = ScriptedModel("Who paid for Zambia's mines?")
        assert rewrite("And who paid?", self.HISTORY, "en", model) == "Who paid for Zambia's mines?"
        assert "Tell me about Zambia's mines" in model.calls[0][1].content

    @pytest.mark.parametrize(
        "reply", ["", "Who paid for Peru's mines?", "Who paid 500 dollars?", "One\nTwo", "x" * 900]
    )
    def test_is_not_used_where_it_strays(self, reply: str) -> None:
        assert rewrite("And who paid?", self.HISTORY, "en", ScriptedModel(reply)) is None

    def test_gives_the_english_question_to_the_search(
        self, index: Index, quoted: Callable[..., Answer]
    ) -> None:
        asked: list[tuple[str, str | None]] = []

        def extract(question: str, history: Any, language: str | None) -> Answer:
            asked.append((question, language))
            return quoted(language="es")

        model = ScriptedModel(
            lambda messages: (
                "How many mines were there?"
                if len(messages[0].content) < 400
                else "Eleven copper mines renewed their rescue plans."
            )
        )
        *_, last = Writer(model, rewrite=True).stream(
            extract, "¿Cuántas minas había?", (), None, index, explicit=True
        )
        assert asked == [("How many mines were there?", "es")]
        assert isinstance(last, Whole)
        assert last.answer.mode == "generative"

    def test_failing_changes_nothing(self, index: Index, quoted: Callable[..., Answer]) -> None:
        asked: list[str] = []

        def extract(question: str, history: Any, language: str | None) -> Answer:
            asked.append(question)
            return quoted()

        model = ScriptedModel(ChatModelError(Fallback.TIMEOUT, "slow"))
        list(Writer(model, rewrite=True).stream(extract, "¿Y quién pagó?", (), None, index, explicit=True))
        assert asked == ["¿Y quién pagó?"]
