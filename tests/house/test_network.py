"""Tests stay on this machine."""

import socket

import pytest


def test_tests_reach_no_other_machine() -> None:
    with pytest.raises(RuntimeError, match="tests stay on this machine"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_tests_look_up_no_name() -> None:
    with pytest.raises(RuntimeError, match="tests stay on this machine"):
        socket.getaddrinfo("example.org", 443)


def test_tests_may_speak_to_themselves() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
