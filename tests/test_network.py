from __future__ import annotations

import socket

import pytest


def test_no_test_reaches_the_network() -> None:
    with pytest.raises(OSError, match=r"tried to reach the network: 'example\.org'"):
        socket.create_connection(("example.org", 80), timeout=1)
    with socket.socket() as plain, pytest.raises(OSError, match="tried to reach the network"):
        plain.connect(("192.0.2.1", 80))


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
