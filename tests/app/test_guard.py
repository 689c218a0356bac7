"""Who is let in: Host, Origin, sizes, paths; and what every answer carries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from demerit.app import opening
from demerit.app.guard import LARGEST
from demerit.app.line import AT_ONCE, WRONGS, Line
from demerit.app.opening import open_doors
from demerit.errors import InputError
from tests.app.lines import HERE, Page, house, opened, page


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with opened(house(tmp_path_factory.mktemp("guard"), "play")) as made:
        yield made


@pytest.mark.parametrize(
    "headers",
    [{"host": "elsewhere.example"}, {"host": ""}, {"origin": "http://elsewhere.example"}, {"origin": "null"},
     {"origin": "http://["}, {"origin": "http://testserver:81"}, {"host": "testserver@elsewhere.example"}],
)  # fmt: skip
def test_another_host_or_origin_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/health", headers=headers).status_code == 403


def test_every_answer_forbids_what_comes_from_outside(client: TestClient) -> None:
    for path in ("/", "/play", "/health", "/pages/shared/style.css", "/nowhere"):
        policy = client.get(path).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'") and "http" not in policy and "unsafe" not in policy, path


@pytest.mark.parametrize(
    "path",
    ["/pages/../guard.py", "/pages/%2e%2e/guard.py", "/pages/..%2fguard.py", "/pages/%2e%2e%2f%2e%2e%2ferrors.py",
     "/pages//etc/passwd", "/pages/%00", "/pages/shared/..%5c..%5cguard.py", "/pages/"],
)  # fmt: skip
def test_no_other_file_of_the_disk_can_be_reached(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404), answer.text[:80]
    assert "import" not in answer.text


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    assert client.post("/health", content=b"x" * (LARGEST + 1)).status_code == 403
    assert client.get("/health", headers={"content-length": "many"}).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"origin": "http://elsewhere.example"}])
def test_a_line_from_another_page_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/line/play", headers=headers):
        pass


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "unreadable"), ("{", "unreadable"), ("[]", "unreadable"), ("null", "unreadable"), ("1e999", "unreadable"),
        ('{"kind": "pass"}', "unreadable"), ('{"kind": "pass", "n": 1, "how": "century"}', "unreadable"),
        ('{"kind": "pass", "n": -1, "how": "week"}', "unreadable"),
        ('{"kind": "pass", "n": "1", "how": "week"}', "unreadable"),
        ('{"kind": "pass", "n": 1, "how": "week", "more": 1}', "unreadable"), ('{"kind": "nothing"}', "unreadable"),
        ('{"kind": "choose", "n": 1, "act": "../x", "deed": null}', "unreadable"),
        ("[" * 3000, "unreadable"), ("x" * 5000, "too_long"), ('{"kind": "pass", "n": 1, "how": "week"}', "no_story"),
        ('{"kind": "teach", "n": 1, "what": "start"}', "no_story"), ('{"kind": "hello"}', "hello_once"),
        ('{"kind": "begin", "n": 1, "citizen": 99999999}', "not_playable"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_or_done_is_refused(client: TestClient, text: str, why: str) -> None:
    with page(client, "play") as on:
        on.hear("candidates")
        on.socket.send_text(text or " ")
        assert on.refused() == why


def test_bytes_are_refused(client: TestClient) -> None:
    with page(client, "play") as on:
        on.socket.send_bytes(b"\x00\xff")
        assert on.refused() == "no_text"


def test_a_line_that_says_nothing_of_itself_first_is_closed(client: TestClient) -> None:
    with client.websocket_connect("/line/play", headers=HERE) as socket:
        on = Page(socket)
        on.send("pass", how="week")
        assert on.refused() == "hello_first"
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()


def test_whoever_is_refused_now_and_then_is_not_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pupil is now and then too late for a week; over a lesson that adds up."""
    clock = [0.0]
    monkeypatch.setattr("demerit.app.line.time.monotonic", lambda: clock[0])
    patient, hasty = Line(None), Line(None)  # type: ignore[arg-type]
    for _ in range(3 * WRONGS):
        clock[0] += 3
        patient.refuse("over")
    for _ in range(WRONGS):
        hasty.refuse("over")
    said = [[line.waiting.get_nowait() for _ in range(line.waiting.qsize())] for line in (patient, hasty)]
    assert None not in said[0] and len(said[0]) == 3 * WRONGS
    assert said[1][-1] is None


def test_whoever_is_refused_again_and_again_or_is_too_fast_is_let_go(client: TestClient) -> None:
    with page(client, "play") as on:
        on.hear("candidates")
        for _ in range(2 * WRONGS):
            on.socket.send_text("{")
        with pytest.raises(WebSocketDisconnect):
            for _ in range(2 * WRONGS + 1):
                on.socket.receive_json()
    with page(client, "play") as on:
        on.hear("candidates")
        for _ in range(int(AT_ONCE) + 2):
            on.send("ask", citizen=0)
        with pytest.raises(WebSocketDisconnect):
            for _ in range(int(AT_ONCE) + 3):
                on.socket.receive_json()


def test_a_server_for_others_asks_for_its_code(tmp_path: Path) -> None:
    with opened(house(tmp_path, "play", code="BCDFGH")) as client:
        for given, why in ((None, "needs_code"), ("XXXXXX", "wrong_code")):
            with page(client, "play", **({} if given is None else {"code": given})) as on:
                assert on.refused() == why
                on.send("begin", citizen=0)
                assert on.refused() == "not_let_in"
        with page(client, "play", code="bcdfgh") as on:
            assert on.hear("candidates")["people"] > 1000
        for _ in range(25):
            with page(client, "play", code="XXXXXX") as on:
                why = on.refused()
        assert why == "too_many_guesses"


@pytest.mark.parametrize("address", ["play.example.org", "ftp://a.b", "https://a.b/c", "https://", "http://[", "https://a:x",
                                     "https://me@a.b", "https://a.b?c"])  # fmt: skip
def test_an_address_that_nobody_can_type_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError, match="--address"):
        open_doors(frozenset({"play"}), 0, None, tmp_path / "kept.sqlite", address=address)
    assert not list(tmp_path.iterdir())


def test_a_server_behind_a_proxy_answers_to_its_public_name_and_asks_for_a_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made: list[Starlette] = []
    monkeypatch.setattr(opening, "serve", lambda program, listening: (listening.close(), made.append(program)))
    open_doors(frozenset({"play"}), 0, None, tmp_path / "kept.sqlite", 1500, 12, address="https://Play.example.org:8443/")
    of = made[0].state.house
    said = capsys.readouterr().err
    assert f"the code {of.code}." in said and "https://Play.example.org:8443/play" in said
    with TestClient(made[0], base_url="https://play.example.org:8443") as client:
        assert client.get("/health", headers={"origin": "https://play.example.org:8443"}).status_code == 200
        assert client.get("/health", headers={"host": "elsewhere.example"}).status_code == 403
