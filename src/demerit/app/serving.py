"""A server that runs until it is told to stop."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

import uvicorn

from demerit.errors import InputError

if TYPE_CHECKING:
    from starlette.applications import Starlette

TURN = 0.001
"""Seconds after which whoever writes views gives way to who answers, where both want to go on."""
LARGEST_MESSAGE = 16 * 1024
"""Bytes of the largest message over a line."""


def bound(host: str, port: int) -> socket.socket:
    """Give a socket that listens there.

    Raises
    ------
    InputError
        The port is taken, or nothing of this machine bears the address.
    """
    if not 0 <= port <= 65535:
        raise InputError(f"--port {port}: ports are numbered 0 to 65535; 0 takes any that is free.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(256)
    except (OSError, UnicodeError) as error:
        listening.close()
        raise InputError(
            f"nothing can listen at {host}:{port}: {error}. Choose another --port (0 takes any that is free), or an "
            "address of this machine for --host."
        ) from error
    return listening


def serve(made: Starlette, listening: socket.socket) -> None:
    """Answer until told to stop."""
    sys.setswitchinterval(TURN)
    settings = uvicorn.Config(
        made, log_level="warning", access_log=False, ws="websockets-sansio", ws_max_size=LARGEST_MESSAGE,
        ws_ping_interval=20, ws_ping_timeout=40, server_header=False, timeout_graceful_shutdown=2, lifespan="on",
    )  # fmt: skip
    uvicorn.Server(settings).run(sockets=[listening])


def address_of(listening: socket.socket) -> str:
    """Give the address under which a browser on this machine finds the server."""
    host, port = listening.getsockname()[:2]
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"
