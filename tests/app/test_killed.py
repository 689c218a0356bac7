"""A server that is killed, with nothing told before, loses nothing: the same seat, the same score, the same choices."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from websockets.sync.client import connect


def started(keep: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a server of stories, and give it with its address."""
    call = [sys.executable, "-m", "demerit", "play", "--people", "1500", "--weeks", "12", "--port", "0",
            "--keep", str(keep / "kept.sqlite")]  # fmt: skip
    server = subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=os.environ | {"NO_COLOR": "1"})
    assert server.stderr is not None
    first = server.stderr.readline().strip().removesuffix("/play")
    return server, first


def heard(line: Any, kind: str) -> Any:
    """Give the next message of a kind."""
    while (message := json.loads(line.recv(timeout=30)))["kind"] != kind:
        pass
    return message


def called(address: str) -> Any:
    """Call a server as its own page does."""
    return connect(address.replace("http", "ws", 1) + "/line/play", origin=address)  # type: ignore[arg-type]


def test_a_server_that_is_killed_gives_back_the_same_life(tmp_path: Path) -> None:
    server, address = started(tmp_path)
    with called(address) as line:
        line.send(json.dumps({"kind": "hello"}))
        citizen = heard(line, "candidates")["candidates"][0]["person"]["citizen"]
        line.send(json.dumps({"kind": "begin", "n": 1, "citizen": citizen}))
        token = heard(line, "welcome")["token"]
        heard(line, "seen")
        line.send(json.dumps({"kind": "pass", "n": 2, "how": "month"}))
        before = heard(line, "seen")["view"]
        line.send(json.dumps({"kind": "choose", "n": 3, "act": "speak", "deed": "praise"}))
        heard(line, "picked")
        server.send_signal(signal.SIGKILL)
        server.wait(10)
    assert server.stderr is not None
    server.stderr.close()
    server, address = started(tmp_path)
    try:
        with called(address) as line:
            line.send(json.dumps({"kind": "hello", "token": token}))
            after = heard(line, "seen")["view"]
    finally:
        server.terminate()
        server.wait(10)
        assert server.stderr is not None
        server.stderr.close()
    picked = {act["name"]: act["picked"] for act in after.pop("acts") if act["picked"]}
    before.pop("acts")
    assert picked == {"speak": "praise"}
    assert after == before
