"""A class of scripted players: how late what they are told comes, how late what they do is taken, what is lost.

``make bench-app`` takes few players and little time; the full measure is ``make bench-app PLAYERS=120 MINUTES=10
PEOPLE=20000``. The server runs in a process of its own; players are light lines, no browsers. Printed as JSON:

- ``first``: seconds from the command `demerit app` until a page is told of citizens of a living society, and how many
  of them the server's processors worked; the second start of two, since the first may compile;
- ``push``: milliseconds from the first to each later page being told of the same week (the whole push of a week)
  and, by the server's own clock, from when a week was due until a page is told;
- ``join``: milliseconds from asking for a seat until the page shows it, where everybody joins at once;
- ``action``: milliseconds from sending a choice until the page is told that it was taken;
- ``lost``: choices sent that were neither taken nor refused, or taken and not in the class's own table.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect

TARGETS = {"first_s": 5, "push_p95_ms": 250, "action_p95_ms": 100, "lost": 0}


class Player:
    """One line: it decides now and then, and notes when it is told what."""

    def __init__(self, number: int, address: str, code: str, every: float) -> None:
        self.number, self.address, self.code, self.every = number, address, code, every
        self.n, self.sent, self.took, self.told = 0, dict[int, float](), list[float](), dict[int, float]()
        self.taken, self.refused, self.citizen = 0, 0, -1
        self.seated, self.joined = asyncio.Event(), 0.0

    async def play(self, over: asyncio.Event) -> None:
        """Join, and decide until it is over."""
        origin = self.address.replace("ws", "http", 1)
        async with connect(f"{self.address}/line/class", origin=origin, max_size=2**20) as socket:  # type: ignore[arg-type]
            await socket.send(json.dumps({"kind": "hello"}))
            began = time.perf_counter()
            await self._send(socket, kind="join", code=self.code, nickname=f"p{self.number}")
            hearing = asyncio.create_task(self._hear(socket))
            await asyncio.wait_for(self.seated.wait(), 60)  # nobody can choose before they see who they are
            self.joined = time.perf_counter() - began
            await asyncio.sleep(self.every * (self.number % 16) / 16)
            deeds = ("dissent", "chat", "praise", "silent")
            while not over.is_set():
                await self._send(socket, kind="choose", act="speak", deed=deeds[self.n % 4])
                with suppress(TimeoutError):
                    await asyncio.wait_for(over.wait(), self.every)
            await asyncio.sleep(1)
            hearing.cancel()
            with suppress(asyncio.CancelledError):
                await hearing

    async def _send(self, socket: Any, **message: Any) -> None:
        self.n += 1
        if message["kind"] == "choose":
            self.sent[self.n] = time.perf_counter()
        await socket.send(json.dumps({"n": self.n, **message}))

    async def _hear(self, socket: Any) -> None:
        async for text in socket:
            now = time.perf_counter()
            message = json.loads(text)
            if message["kind"] in ("picked", "refused") and message["n"] in self.sent:
                self.took.append(now - self.sent.pop(message["n"]))
                self.taken += message["kind"] == "picked"
                self.refused += message["kind"] == "refused"
            elif message["kind"] == "seen":
                self.citizen = message["view"]["person"]["citizen"]
                self.seated.set()
                if message["happened"]:
                    self.told.setdefault(message["view"]["week"], now)


async def teach(address: str, token: str, seconds: int, over: asyncio.Event, told: dict[int, float],
                started: asyncio.Event) -> None:
    """Start the clock, and stop it when it is over."""
    async with connect(f"{address}/line/class", origin=address.replace("ws", "http", 1), max_size=2**22) as socket:  # type: ignore[arg-type]
        await socket.send(json.dumps({"kind": "hello", "token": token}))
        await socket.send(json.dumps({"kind": "speed", "n": 1, "seconds": seconds}))
        await started.wait()
        await socket.send(json.dumps({"kind": "teach", "n": 2, "what": "start"}))

        async def hear() -> None:
            async for text in socket:
                room = json.loads(text)
                if room["kind"] == "room" and room["until"] is not None:
                    told.setdefault(room["week"], time.perf_counter() + room["until"])

        hearing = asyncio.create_task(hear())
        await over.wait()
        await socket.send(json.dumps({"kind": "teach", "n": 3, "what": "pause"}))
        hearing.cancel()
        with suppress(asyncio.CancelledError):
            await hearing


async def first_told(address: str) -> None:
    """Come back once a page is told whom of a living society it may play."""
    async with connect(f"{address}/line/play", origin=address.replace("ws", "http", 1), max_size=2**22) as socket:  # type: ignore[arg-type]
        await socket.send(json.dumps({"kind": "hello"}))
        while json.loads(await socket.recv())["kind"] != "candidates":
            pass


def first_page(keep: Path) -> dict[str, float]:
    """Give how long a start takes: by the clock, and by what the server's processors did for it."""
    call = [sys.executable, "-m", "demerit", "app", "--port", "0", "--keep", str(keep)]
    began = time.perf_counter()
    server = subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=os.environ | {"NO_COLOR": "1"})
    try:
        assert server.stderr is not None
        found = next(one for line in server.stderr if (one := re.search(r"http(://[^/\s]+)/", line)))
        asyncio.run(first_told(f"ws{found[1]}"))
        took = time.perf_counter() - began
        told = Path(f"/proc/{server.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        worked = (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    finally:
        server.kill()
        server.wait(10)
    return {"first_s": round(took, 1), "first_worked_s": round(worked, 1)}


def quantile(values: list[float], share: float) -> float:
    """Give the value below which a share of them lies, in milliseconds."""
    ranked = sorted(values)
    return round(1000 * ranked[min(len(ranked) - 1, int(share * len(ranked)))], 1) if ranked else 0.0


async def measured(address: str, token: str, code: str, players: int, minutes: float, seconds: int,
                   every: float) -> tuple[list[Player], dict[int, float]]:
    """Let everybody play."""
    over, started, due = asyncio.Event(), asyncio.Event(), dict[int, float]()
    crowd = [Player(k, address, code, every) for k in range(players)]
    doing = [asyncio.create_task(player.play(over)) for player in crowd]
    doing.append(asyncio.create_task(teach(address, token, seconds, over, due, started)))
    await asyncio.sleep(min(20.0, 1 + players / 20))
    started.set()
    await asyncio.sleep(60 * minutes)
    over.set()
    await asyncio.gather(*doing)
    return crowd, due


def kept_last(keep: Path, crowd: list[Player]) -> int:
    """Give how many players' last taken choice is neither waiting nor done in the file."""
    line = sqlite3.connect(keep)
    known = {row[0] for row in line.execute("select citizen from picks union select citizen from choices")}
    line.close()
    return sum(1 for player in crowd if player.taken and player.citizen not in known)


def main() -> int:
    """Start a server, let players play, print what came of it."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--players", type=int, default=20)
    asked.add_argument("--minutes", type=float, default=0.4)
    asked.add_argument("--people", type=int, default=5000)
    asked.add_argument("--seconds", type=int, default=4, help="seconds a week lasts")
    asked.add_argument("--every", type=float, default=3.0, help="seconds between a player's choices")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        keep = Path(place) / "kept.sqlite"
        first = [first_page(Path(place) / f"first{k}.sqlite") for k in range(2)][1]
        call = [sys.executable, "-m", "demerit", "class", "--people", str(told.people), "--weeks", "400", "--port", "0",
                "--keep", str(keep)]  # fmt: skip
        server = subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=os.environ | {"NO_COLOR": "1"})
        try:
            lines = []
            assert server.stderr is not None
            for line in server.stderr:
                lines.append(line)
                if line.startswith("Ctrl-C"):
                    break
            said = "".join(lines)
            found = re.search(r"Teacher: http(://\S+)/class#teacher=(\w+)", said)
            code = re.search(r"code ([A-Z]{6})$", said, re.M)
            if found is None or code is None:
                print(said, file=sys.stderr)
                return 1
            crowd, due = asyncio.run(measured(f"ws{found[1]}", found[2], code[1], told.players, told.minutes,
                                              told.seconds, told.every))  # fmt: skip
        finally:
            server.kill()  # whatever was said to be taken must be there, however the server ends
            server.wait(10)
        unkept = kept_last(keep, crowd)
    weeks = sorted({week for player in crowd for week in player.told})
    spread = [player.told[week] - min(p.told[week] for p in crowd if week in p.told)
              for player in crowd for week in player.told]  # fmt: skip
    late = [player.told[week] - due[week - 1] for player in crowd for week in player.told if week - 1 in due]
    took = [one for player in crowd for one in player.took]
    lost = sum(len(player.sent) for player in crowd) + unkept
    result = {
        **first, "players": told.players, "minutes": told.minutes, "people": told.people, "weeks": len(weeks),
        "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1),
        "push_p95_ms": quantile(spread, 0.95), "due_to_told_p95_ms": quantile(late, 0.95),
        "join_p95_ms": quantile([player.joined for player in crowd], 0.95),
        "action_p50_ms": quantile(took, 0.5), "action_p95_ms": quantile(took, 0.95),
        "actions": sum(player.taken for player in crowd), "refused": sum(player.refused for player in crowd),
        "lost": lost, "targets": TARGETS,
    }  # fmt: skip
    print(json.dumps(result, indent=1))
    return 0 if lost == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
