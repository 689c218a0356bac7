"""Houses, lines and worlds for tests: a small society, a page's line as a page would use it, a small scenario."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from demerit.app.house import House, story_order
from demerit.app.lesson import Lesson, lesson_order
from demerit.app.program import program

HERE = {"origin": "http://testserver"}
PEOPLE, WEEKS = 1500, 12
SMALL = {"a": "article_2015+no_tale", "b": "null", "recipe": "village", "people": 200, "weeks": 8, "seed": 3,
         "evidence": [], "settings": {"association_points": -2.0}}  # fmt: skip


def house(keep: Path, *doors: str, fresh: bool = False, **told: Any) -> House:
    """Give a house with few people and weeks."""
    lesson = Lesson(lesson_order(PEOPLE, WEEKS), fresh) if "class" in doors else None
    return House(frozenset(doors), hosts=frozenset({"testserver"}), keep_in=keep / "kept.sqlite",
                 play=story_order(PEOPLE, WEEKS), lesson=lesson, address="http://testserver", **told)  # fmt: skip


@contextmanager
def opened(of: House) -> Iterator[TestClient]:
    """Open a house, and close it."""
    with TestClient(program(of)) as client:
        yield client


class Page:
    """A page's line."""

    def __init__(self, socket: Any) -> None:
        self.socket, self.n, self.told = socket, 0, list[Any]()

    def send(self, kind: str, **what: Any) -> None:
        """Send a message with the next number; a greeting bears none."""
        self.n += 1
        numbered = {} if kind == "hello" else {"n": self.n}
        self.socket.send_text(json.dumps({"kind": kind, **numbered, **what}))

    def hear(self, *kinds: str) -> Any:
        """Give the next message of these kinds; all that came before it is kept in `told`."""
        while True:
            message = self.socket.receive_json()
            self.told.append(message)
            if message["kind"] in kinds:
                return message

    def refused(self) -> str:
        """Give why the last message was refused."""
        return str(self.hear("refused")["why"])


@contextmanager
def page(client: TestClient, door: str, **hello: Any) -> Iterator[Page]:
    """Give the line of a page that has said who it is."""
    with client.websocket_connect(f"/line/{door}", headers=HERE) as socket:
        made = Page(socket)
        made.send("hello", **hello)
        yield made


def begun(on: Page, prepared: int = 0) -> str:
    """Begin a story as a prepared citizen, and give the token."""
    citizen = on.hear("candidates")["candidates"][prepared]["person"]["citizen"]
    on.send("begin", citizen=citizen)
    return str(on.hear("welcome")["token"])


def joined(on: Page, code: str, nickname: str) -> str:
    """Join a class, and give the token."""
    on.hear("welcome")
    on.send("join", code=code, nickname=nickname)
    return str(on.hear("welcome")["token"])


@contextmanager
def line(client: TestClient) -> Iterator[Any]:
    """Give an open line."""
    headers = {"host": "127.0.0.1", "origin": "http://127.0.0.1"}
    with client.websocket_connect("/line/laboratory", headers=headers) as it:
        it.send_json({"kind": "hello"})
        yield it


def until(it: Any, *kinds: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Give the first message of one of these kinds, and all that came before it."""
    before = []
    while True:
        told = it.receive_json()
        if told["kind"] in kinds:
            return told, before
        before.append(told)


def asked_for(client: TestClient, place: str, seconds: float) -> int:
    """Give with what status something is answered within so many seconds; 0 where it is not."""
    found: list[int] = []
    asking = threading.Thread(target=lambda: found.append(client.get(place).status_code), daemon=True)
    asking.start()
    asking.join(seconds)
    return found[0] if found else 0


def paused(it: Any) -> list[dict[str, Any]]:
    """Wait until a worker holds an experiment that was told to pause, and give the months that passed before."""
    told = until(it, "doing")
    heard = told[1]
    while told[0]["what"] != "living":
        told = until(it, "doing")
    while told[0]["what"] != "paused":
        told = until(it, "doing")
        heard += told[1]
    return heard
