"""A law written in the page: read by the loader, kept where nothing else lies, and lived like any other."""

from __future__ import annotations

import json
import threading

import pytest
from starlette.testclient import TestClient

from demerit.app import written_law
from demerit.app.laboratory import orders_of
from demerit.app.line import Refusal
from demerit.app.scenario import Scenario
from demerit.errors import InputError, UnknownName
from demerit.lab.living import live
from demerit.law import list_schemes
from tests.app.lines import SMALL, asked_for


def test_a_written_law_is_read_by_the_loader_with_line_and_column(served: TestClient) -> None:
    files = served.get("/laboratory/law/null").json()
    sound = served.post("/laboratory/law", content=json.dumps(files)).json()
    assert sound["mistakes"] == []
    wrong = {**files, "scheme.yaml": files["scheme.yaml"] + "\nscoer: 1\n"}
    told = served.post("/laboratory/law", content=json.dumps(wrong)).json()["mistakes"]
    line_ = wrong["scheme.yaml"].splitlines().index("scoer: 1") + 1
    assert len(told) == 1 and told[0].startswith(f"scheme.yaml:{line_}:1: ")
    assert str(written_law.shelf()) not in told[0]


def test_a_written_law_lives_like_the_one_it_was_copied_from(served: TestClient) -> None:
    files = served.get("/laboratory/law/null").json()
    name = served.post("/laboratory/law", content=json.dumps(files)).json()["name"]
    own, kept = orders_of(Scenario(**SMALL | {"a": name, "settings": {}}))
    assert live(own).about.digest == live(kept).about.digest


def test_every_law_that_is_given_to_begin_with_is_taken_back(served: TestClient) -> None:
    for name in ("template", *(one.name for one in list_schemes())):
        files = served.get(f"/laboratory/law/{name}").json()
        answer = served.post("/laboratory/law", content=json.dumps(files))
        assert (answer.status_code, answer.json().get("mistakes")) == (200, []), name
        assert 2 * sum(map(len, files.values())) < written_law.LARGEST and 2 * len(files) < written_law.MOST_FILES, name


def test_laws_with_mistakes_are_not_kept_and_of_the_others_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written_law, "SHELVED", 2)
    files = written_law.files_of("null")
    wrong, mistakes = written_law.write(files | {"scheme.yaml": files["scheme.yaml"] + "\nscoer: 1\n"})
    assert mistakes and written_law.own_folder(wrong) is None
    names = [written_law.write(files | {"scheme.yaml": f"{files['scheme.yaml']}\n# {k}\n"})[0] for k in range(3)]
    assert [written_law.own_folder(name) is not None for name in names] == [False, True, True]
    written_law.own_folder(names[1])  # is asked for by a run
    written_law.write(files)
    assert [written_law.own_folder(name) is not None for name in names] == [False, True, False]
    assert [path.name for path in written_law.shelf().iterdir() if not path.name.startswith("own_")] == []


def test_a_law_that_is_slow_to_read_holds_up_nothing_else(served: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    read, going = threading.Event(), threading.Event()

    def slow(files: dict[str, str], by: object) -> tuple[str, list[str]]:
        going.set()
        assert read.wait(60)
        return "own_0", []

    monkeypatch.setattr(written_law, "write", slow)
    asking = [threading.Thread(target=served.post, args=("/laboratory/law",), kwargs={"content": '{"a": ""}'})
              for _ in range(3)]  # fmt: skip
    for one in asking:
        one.start()
    try:
        assert going.wait(20)
        assert asked_for(served, "/laboratory/offer?scheme=null", 20.0) == 200
    finally:
        read.set()
        for one in asking:
            one.join()


@pytest.mark.parametrize(
    "files",
    [
        {"../scheme.yaml": "x"}, {"/etc/passwd": "x"}, {"scheme.yaml": "x", "rules/../../x.yaml": "x"},
        {"rules/a.yaml": ""},
        {"scheme.yaml": "x" * (written_law.LARGEST + 1)}, {"scheme.yaml": "x", "run.py": "import os"},
        {"scheme.yaml": "x"} | {f"rules/r{k}.yaml": "" for k in range(written_law.MOST_FILES)},
    ],
)  # fmt: skip
def test_no_other_file_is_ever_written(files: dict[str, str]) -> None:
    before = sorted(written_law.shelf().rglob("*"))
    with pytest.raises(Refusal):
        written_law.write(files)
    assert sorted(written_law.shelf().rglob("*")) == before


@pytest.mark.parametrize("body", ["", "[1]", '{"scheme.yaml": 3}', "[" * 50_000, "{"])
def test_what_is_no_law_is_refused(served: TestClient, body: str) -> None:
    answer = served.post("/laboratory/law", content=body)
    assert (answer.status_code, answer.json()["why"]) == (400, "unreadable")


def test_a_yaml_that_means_harm_is_a_mistake_like_any(served: TestClient) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + k)}: &{chr(98 + k)} [{', '.join([f'*{chr(97 + k)}'] * 9)}]\n" for k in range(8)
    )
    for text in (bomb, "!!python/object/apply:os.system ['true']", "\x00", "a: [" * 500):
        told = served.post("/laboratory/law", content=json.dumps({"scheme.yaml": text})).json()
        assert told.get("mistakes") or told.get("why"), text[:40]


def test_only_names_are_looked_up() -> None:
    assert written_law.own_folder("own_0123456789abcdef") is None
    assert written_law.own_folder("..") is None
    with pytest.raises(UnknownName):
        orders_of(Scenario(**SMALL | {"a": "own_0123456789abcdef"}))
    with pytest.raises(InputError):
        orders_of(Scenario(**SMALL | {"people": 10**9}))
