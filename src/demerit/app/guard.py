"""Who is let in: Host and Origin are checked, nothing outside is asked for, nothing is larger than it may be."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse

from demerit.base.number_of import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 64 * 1024
"""Bytes of the largest request or message that is read."""
POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
))  # fmt: skip
"""What a page may load: what this server gives, and nothing else."""
HEADERS = (
    (b"content-security-policy", POLICY.encode()), (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"), (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)  # fmt: skip
log = logging.getLogger("demerit.app")
"""What was refused, and why; it never holds what somebody wrote."""


class Guard:
    """ASGI middleware around the whole program.

    Parameters
    ----------
    app
        What is guarded.
    hosts
        Names under which this server may be called, without port; another Host is a page elsewhere that had its own
        name point here.
    larger
        Path -> bytes of its largest request, where that is more than `LARGEST`.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], larger: Mapping[str, int] | None = None) -> None:
        self.app, self.hosts, self.larger = app, hosts, larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it before anything is read."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        why = self._wrong(scope)
        if why:
            log.warning("refused: %s", why)
            await self._refuse(scope, receive, send, why)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self.app(scope, _bounded(receive, self._most(scope)) if scope["type"] == "http" else receive, sealed)

    def _most(self, scope: Scope) -> int:
        """Give the bytes of the largest request to where this one goes."""
        return self.larger.get(scope["path"], LARGEST)

    def _wrong(self, scope: Scope) -> str:
        """Say what is wrong with where a request comes from, or how large it says it is."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        if named(f"//{host}") not in self.hosts:
            return "another Host than this server's"
        origin = headers.get(b"origin")
        if origin is not None and _place(origin.decode("latin-1")) != host:
            return "another Origin than this server's"
        if scope["type"] == "websocket" and origin is None:
            return "a WebSocket without an Origin"
        length, most = headers.get(b"content-length", b"0"), self._most(scope)
        if not length.isdigit() or int(length) > most:
            return f"more than {number_of(most, 'byte')}"
        return ""

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, why: str) -> None:
        """Answer that nothing is done."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": why[:120]})
            return
        await PlainTextResponse(f"Refused: {why}.\n", 403, dict(_plain()))(scope, receive, send)


def named(address: str) -> str:
    """Give the host of an address, without port, in small letters; nothing where it is none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def origin(address: str) -> str | None:
    """Give scheme, host and port of an address that says nothing else; None where it is none, or says more."""
    try:
        told = urlsplit(address)
        sound = told.scheme in ("http", "https") and told.hostname and told.path in ("", "/") and (told.port or 1)
    except ValueError:
        return None
    more = told.query or told.fragment or told.username is not None
    return f"{told.scheme}://{told.netloc}" if sound and not more else None


def _place(address: str) -> str:
    """Give the host and port of an address; nothing where it is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _plain() -> list[tuple[str, str]]:
    return [(name.decode(), value.decode()) for name, value in HEADERS]


def _bounded(receive: Receive, most: int) -> Receive:
    """Give a reader that ends where a body grows beyond what may be read, whatever length was announced."""
    read = 0

    async def bounded() -> Any:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            log.warning("refused: a body of more than %d bytes", most)
            return {"type": "http.disconnect"}
        return message

    return bounded
