"""Whatever a server does, the reader gets an answer, and the JSON the reason."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from model_server import Reply

from assistant.answer import Answer
from assistant.events import Delta, Whole
from assistant.generating.chat_model import ChatModelError, Message
from assistant.generating.fallback import Fallback, notice
from assistant.generating.llama_index_model import LlamaIndexModel, openai_like
from assistant.generating.writer import Writer
from index.opened import Index

GOOD = (
    "Eleven copper mines renewed their rescue plans [gp-01·results·1]. RBTC paid USD 40,000 for the exchange."
)
OVERFLOW = json.dumps(
    {"error": {"message": "This model's maximum context length is 2048 tokens.", "code": 400}}
)


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """The client is imported at the first call; that takes seconds, which are not what is timed here."""
    import llama_index.llms.openai_like  # noqa: F401


@pytest.fixture
def model(server: Any) -> Iterator[Callable[..., LlamaIndexModel]]:
    models: list[LlamaIndexModel] = []

    def make(url: str | None = None, **options: Any) -> LlamaIndexModel:
        options = {"context_tokens": 8192, "timeout": 1.0, "concurrency": 2, **options}
        key = options.pop("key", "sk-very-secret")
        models.append(openai_like(url or server.url, "tiny", key, **options))
        models[-1]._pause = 0.01
        return models[-1]

    yield make
    for made in models:
        made.close()


@pytest.fixture
def ask(model: Any, index: Index, quoted: Callable[..., Answer]) -> Callable[..., Answer]:
    def ask(**options: Any) -> Answer:
        *_, last = Writer(model(**options)).stream(
            lambda *_: quoted(), "How many mines?", (), None, index, explicit=True
        )
        assert isinstance(last, Whole)
        return last.answer

    return ask


def scripted(server: Any, **fields: Any) -> Any:
    """A reply of the server's own kind."""
    kind = type(server.script({}))
    return kind(**fields)


FAILURES: dict[str, tuple[dict[str, Any], Fallback]] = {
    "stall": ({"text": GOOD, "wait": 9.0}, Fallback.TIMEOUT),
    "drip": ({"text": GOOD, "drip": 0.3}, Fallback.TIMEOUT),
    "comments without end": ({"text": "x" * 900, "drip": 0.2, "comments": True}, Fallback.TIMEOUT),
    "429": ({"status": 429}, Fallback.RATE_LIMITED),
    "500": ({"status": 500}, Fallback.SERVER_ERROR),
    "503": ({"status": 503}, Fallback.SERVER_ERROR),
    "wrong key": ({"status": 401}, Fallback.REJECTED),
    "no such model": ({"status": 404}, Fallback.REJECTED),
    "overflow": ({"status": 400, "body": OVERFLOW}, Fallback.CONTEXT_OVERFLOW),
    "too large": ({"status": 413}, Fallback.CONTEXT_OVERFLOW),
    "reset in mid-stream": ({"text": GOOD, "cut": 3}, Fallback.CUT_OFF),
    "half a stream": ({"text": GOOD, "cut": 3, "politely": True}, Fallback.CUT_OFF),
    "no tokens left": ({"text": GOOD[:80], "finish": "length"}, Fallback.CUT_OFF),
    "empty": ({"text": ""}, Fallback.EMPTY),
    "blank": ({"text": " \n "}, Fallback.EMPTY),
    "not JSON": ({"body": "<html>It works!</html>"}, Fallback.GARBAGE),
    "broken JSON in the stream": ({"body": "data: {oops\n\n", "headers": {}}, Fallback.GARBAGE),
    "no letters": ({"text": "§§§ 000 §§§ ###"}, Fallback.GARBAGE),
    "gibberish": ({"text": "Lorem ipsum dolor sit amet consectetur. Zxqv blorf wump."}, Fallback.UNSUPPORTED),
    "declined": ({"text": "I'm sorry, but I can't help with that request."}, Fallback.REFUSED),
    "filtered": ({"text": "Eleven", "finish": "content_filter"}, Fallback.REFUSED),
}


class TestEveryFailure:
    @pytest.mark.parametrize("case", FAILURES)
    def test_ends_in_the_quotation_with_notice_and_reason(self, server: Any, ask: Any, case: str) -> None:
        fields, reason = FAILURES[case]
        server.replies(scripted(server, **fields))
        since = time.monotonic()
        answer = ask()
        assert time.monotonic() - since < 6
        assert answer.mode == "extractive"
        assert answer.fallback == reason
        assert answer.answer == "Eleven copper mines renewed their rescue plans. [1]"
        assert answer.notice == notice(reason, "en")

    def test_includes_a_server_that_is_not_there(self, ask: Any) -> None:
        answer = ask(url="http://127.0.0.1:9/v1")
        assert answer.fallback == Fallback.UNREACHABLE

    def test_every_reason_has_its_words_in_every_language(self) -> None:
        for language in ("en", "es", "fr", "pt"):
            for reason in Fallback:
                assert notice(reason, language), (language, reason)


class TestHalfAStream:
    def test_after_a_good_sentence_the_quotation_stands_in_its_place(
        self, server: Any, model: Any, index: Index, quoted: Callable[..., Answer]
    ) -> None:
        server.replies(scripted(server, text=GOOD + " More follows here.", cut=8))
        *before, last = Writer(model()).stream(
            lambda *_: quoted(), "How many mines?", (), None, index, explicit=True
        )
        given = [event.text for event in before if isinstance(event, Delta)]
        assert given == ["Eleven copper mines renewed their rescue plans. [1]"], "and nothing said twice"
        assert isinstance(last, Whole)
        assert (last.answer.mode, last.answer.fallback) == ("extractive", "cut_off")

    def test_and_so_it_is_where_most_of_the_rest_is_unsupported(
        self, server: Any, model: Any, index: Index, quoted: Callable[..., Answer]
    ) -> None:
        wrong = " Forty mines were closed. UNICEF flooded Peru."
        server.replies(scripted(server, text=GOOD.split(" RBTC")[0] + wrong))
        *before, last = Writer(model()).stream(
            lambda *_: quoted(), "How many mines?", (), None, index, explicit=True
        )
        assert len([event for event in before if isinstance(event, Delta)]) == 1
        assert isinstance(last, Whole)
        assert last.answer.fallback == "unsupported"


class TestStopping:
    def test_a_stream_that_is_closed_is_not_written_on(
        self, server: Any, model: Callable[..., LlamaIndexModel]
    ) -> None:
        server.replies(Reply(text="word " * 400, size=5, drip=0.1))
        pieces = model(timeout=60).stream([Message(role="user", content="Tell me.")])
        assert next(pieces) == "word "
        pieces.close()
        until = time.monotonic() + 10
        while server._now:
            assert time.monotonic() < until, "the server still writes"
            time.sleep(0.02)


class TestTryingAgain:
    @pytest.mark.parametrize("status", [429, 500, 502])
    def test_helps_where_the_server_recovers(self, server: Any, ask: Any, status: int) -> None:
        server.replies(scripted(server, status=status), scripted(server, text=GOOD))
        assert ask().mode == "generative"
        assert len(server.requests) == 2

    def test_stops_after_the_third_time(self, server: Any, ask: Any) -> None:
        server.replies(scripted(server, status=503))
        ask()
        assert len(server.requests) == 3

    def test_is_not_done_for_a_request_that_is_wrong(self, server: Any, ask: Any) -> None:
        server.replies(scripted(server, status=401))
        ask()
        assert len(server.requests) == 1

    def test_waits_as_long_as_the_server_asks(self, server: Any, ask: Any) -> None:
        server.replies(
            scripted(server, status=429, headers={"retry-after": "0.4"}), scripted(server, text=GOOD)
        )
        since = time.monotonic()
        assert ask(timeout=3.0).mode == "generative"
        assert time.monotonic() - since >= 0.4

    def test_does_not_outlast_the_time_allowed(self, server: Any, ask: Any) -> None:
        server.replies(scripted(server, status=429, headers={"retry-after": "30"}))
        since = time.monotonic()
        assert ask().fallback == Fallback.RATE_LIMITED
        assert time.monotonic() - since < 2

    def test_with_half_the_passages_after_an_overflow(self, server: Any, ask: Any) -> None:
        server.replies(scripted(server, status=400, body=OVERFLOW), scripted(server, text=GOOD))
        answer = ask(context_tokens=1536)
        assert answer.mode == "generative"
        first, second = (len(request["messages"][1]["content"]) for request in server.requests)
        assert second < first


class TestManyAtOnce:
    def test_no_more_than_allowed_reach_the_server(self, server: Any, model: Any) -> None:
        server.replies(scripted(server, text=GOOD, wait=0.05))
        shared = model(concurrency=2, timeout=5.0)
        threads = [
            threading.Thread(target=shared.complete, args=([Message(role="user", content="?")],))
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.requests) == 6
        assert server.busiest <= 2

    def test_who_waits_too_long_is_told_so(self, server: Any, model: Any) -> None:
        server.replies(scripted(server, text=GOOD))
        shared = model(concurrency=1, timeout=0.3)
        held = shared.stream([Message(role="user", content="?")])
        next(held)
        with pytest.raises(ChatModelError) as failure:
            shared.complete([Message(role="user", content="?")])
        assert failure.value.reason is Fallback.BUSY

    def test_who_stops_listening_gives_the_place_back(self, server: Any, model: Any) -> None:
        server.replies(scripted(server, text=GOOD))
        shared = model(concurrency=1)
        for _ in range(3):
            pieces = shared.stream([Message(role="user", content="?")])
            next(pieces)
            pieces.close()


class TestKey:
    def test_is_sent_and_never_said(
        self, server: Any, ask: Any, caplog: pytest.LogCaptureFixture, model: Any
    ) -> None:
        caplog.set_level(logging.DEBUG)
        server.replies(scripted(server, status=401), scripted(server, text=GOOD))
        first, second = ask(), ask()
        assert server.keys[0] == "Bearer sk-very-secret"
        assert "sk-very-secret" not in caplog.text
        assert "sk-very-secret" not in repr(first) + repr(second) + repr(model().__dict__)

    def test_of_the_environment_is_not_sent_to_this_server(
        self, server: Any, model: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-of-someone-else")
        server.replies(scripted(server, text=GOOD))
        model(key=None).complete([Message(role="user", content="?")])
        assert "someone-else" not in server.keys[0]

    def test_address_without_a_path_gets_the_usual_one(self, server: Any, model: Any) -> None:
        server.replies(scripted(server, text=GOOD))
        bare = server.url.removesuffix("/v1")
        model(bare).complete([Message(role="user", content="?")])
        assert server.paths == ["/v1/chat/completions"]
