"""Whether an address can be listened at, and whether somebody answers there."""

import socket

from ouvrage.cli import errors

_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - names what an operator may type


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def require_bindable(host: str, port: int) -> None:
    """The address is free, else a refusal that says why not."""
    try:
        _bound_port(host, port)
    except OSError as error:
        raise errors.PortTaken(host=host, port=port, reason=error.strerror or error) from error


def free_port(host: str) -> int:
    """A port that was free a moment ago."""
    return _bound_port(host, 0)


def _bound_port(host: str, port: int) -> int:
    with socket.socket(_family(host)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def await_answer(host: str, port: int, seconds_max: float) -> bool:
    """Whether a connection is accepted within that time."""
    try:
        socket.create_connection((_ANYWHERE.get(host, host), port), seconds_max).close()
    except OSError:
        return False
    return True
