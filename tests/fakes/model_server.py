"""An OpenAI-compatible server that says what a test tells it to."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(kw_only=True)
class Reply:
    """What the server does with one request.

    ``text`` is streamed in pieces of ``size`` characters. ``status`` and ``body`` answer without a stream,
    ``wait`` is a pause before the first byte, ``drip`` one before each piece. ``cut`` closes the connection
    after so many pieces: ``politely`` by ending the stream without a finish reason, else by a reset.
    """

    text: str = ""
    size: int = 12
    status: int = 200
    body: str | bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0
    comments: bool = False
    cut: int | None = None
    politely: bool = False
    finish: str = "stop"


Script = Callable[[dict[str, Any]], Reply]


class ModelServer:
    """The server; it keeps the requests it was sent, with paths and keys, and how many ran at once."""

    def __init__(self) -> None:
        self.script: Script = lambda request: Reply(text="nothing was scripted")
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.paths: list[str] = []
        self.busiest = 0
        self._now = 0
        self._lock = threading.Lock()
        self._done = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                outer._serve(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def replies(self, *replies: Reply) -> None:
        """Scripts ``replies`` one after the other, the last one for good."""
        left = list(replies)
        self.script = lambda request: left.pop(0) if len(left) > 1 else left[0]

    def says(self, text: str) -> None:
        self.replies(Reply(text=text))

    def close(self) -> None:
        self._done.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        request = json.loads(handler.rfile.read(int(handler.headers["content-length"])))
        with self._lock:
            self.requests.append(request)
            self.keys.append(handler.headers.get("authorization", ""))
            self.paths.append(handler.path)
            self._now += 1
            self.busiest = max(self.busiest, self._now)
        reply = self.script(request)
        try:
            self._done.wait(reply.wait)
            self._answer(handler, request, reply)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with self._lock:
                self._now -= 1

    def _answer(self, handler: BaseHTTPRequestHandler, request: dict[str, Any], reply: Reply) -> None:
        handler.close_connection = True
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.status != 200 or reply.body is not None or not request.get("stream"):
            body = reply.body if reply.body is not None else json.dumps({"error": {"message": "scripted"}})
            data = body if isinstance(body, bytes) else body.encode()
            handler.send_header("content-type", "application/json")
            handler.send_header("content-length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)
            return
        handler.send_header("content-type", "text/event-stream")
        handler.send_header("connection", "close")
        handler.end_headers()
        pieces = re.findall(rf"(?s).{{1,{reply.size}}}", reply.text)
        for number, piece in enumerate(pieces):
            if reply.cut is not None and number >= reply.cut:
                return self._cut(handler, reply)
            self._done.wait(reply.drip)
            if reply.comments:
                handler.wfile.write(b": still here\n\n")
            else:
                self._chunk(handler, {"content": piece}, None)
        self._chunk(handler, {}, reply.finish)
        handler.wfile.write(b"data: [DONE]\n\n")

    def _cut(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if not reply.politely:
            time.sleep(0.05)
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()

    def _chunk(self, handler: BaseHTTPRequestHandler, delta: dict[str, str], finish: str | None) -> None:
        chunk = {
            "id": "x",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "scripted",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        handler.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        handler.wfile.flush()
