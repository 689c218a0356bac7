"""Manifests that somebody wrote over, their hash along with it: each is read, or refused in words, by every reader."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from demerit.base.aside import hash_of
from demerit.base.sealed import END, MARK
from demerit.cli import main
from tests.campaigns import Campaign, drawn

SMALL = ("--recipe", "village", "--people", "60", "--weeks", "8", "--set", "run.warm_up=4")
MADE = (
    ("society", "village", "--people", "60", "--out", "people"),
    ("run", "zhima_2015", *SMALL, "--out", "one"),
    ("compare", "weibo_2024", "null", *SMALL, "--out", "pair"),
    ("compare", "weibo_2024", "weibo_2012", "null", *SMALL, "--out", "many"),
    ("study", "plan.yaml", "--out", "study"),
)
READ: dict[str, tuple[tuple[str, ...], ...]] = {
    "one/manifest.json": (("check", "one"), ("explain", "one", "3"), ("compare", "one", "one"),
                          ("run", "zhima_2015", *SMALL, "--out", "one", "--resume"), ("report", "one")),
    "pair/compare.json": (("check", "pair"), ("compare", "weibo_2024", "null", *SMALL, "--out", "pair", "--resume"),
                          ("explain", "pair/a", "3"), ("report", "pair")),
    "pair/a/manifest.json": (("check", "pair"), ("compare", "pair/a", "pair/b"), ("report", "pair")),
    "many/compare.json": (("check", "many"),
                        ("compare", "weibo_2024", "weibo_2012", "null", *SMALL, "--out", "many", "--resume"),
                        ("report", "many")),
    "study/study.json": (("check", "study"), ("study", "plan.yaml", "--out", "study", "--resume"),
                         ("compare", "study")),
    "people/society.json": (("check", "people"), ("run", "null", "--society", "people", "--weeks", "4", "--out", "s")),
    "half/manifest.json": (("check", "half"), ("run", "zhima_2015", *SMALL, "--out", "half", "--resume"),
                           ("explain", "half", "3")),
    "half/checkpoint/checkpoint.json": (("check", "half"),
                                        ("run", "zhima_2015", *SMALL, "--out", "half", "--resume")),
}  # fmt: skip
"""Manifest -> the commands that read it; a report, which takes longest, stands last."""
PLAN = """title: Two
sides: [weibo_2024, "null"]
recipe: village
people: 60
weeks: 8
worlds: 2
vary: {learn.jolt: {low: 8, high: 90}}
measures: [silence]
"""
OTHERS: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 3.5, 1e308, -0.0, 10**30, -(10**12), 65536, "", "x", "null", "../../..",
    "[red]x[/]", "\u202e", "2015-13-45", "2015-07-01", [], {}, [1], [None], {"a": 1}, [[]], "a" * 5000, ["x", "y"],
    {"": {}}, "/dev/zero",
)  # fmt: skip


def places(told: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the path of everything inside some plain data."""
    inside = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for key, value in inside:
        yield (*path, key)
        yield from places(value, (*path, key))


def written_over(content: bytes, *what: object) -> bytes:
    """Change one to three values of a manifest, or drop or double them, and seal it again (but for one in eight)."""
    above, _, _ = content.rpartition(MARK)
    told = json.loads(above + b"\n}")
    for k in range(1 + drawn(*what, "times", below=6) // 4):
        every = list(places(told))
        shallow = [path for path in every if len(path) < 4]
        pile = shallow if drawn(*what, k, "shallow", below=3) else every
        path = pile[drawn(*what, k, "place", below=len(pile))]
        inside = told
        for step in path[:-1]:
            inside = inside[step]
        kind = drawn(*what, k, "kind", below=8)
        if kind == 0:
            del inside[path[-1]]
        elif kind == 1 and isinstance(inside, dict):
            inside[str(path[-1]) + "_"] = inside[path[-1]]
        elif kind == 2:
            inside[path[-1]] = [inside[path[-1]]]
        else:
            inside[path[-1]] = OTHERS[drawn(*what, k, "other", below=len(OTHERS))]
        if not told:
            break
    above = json.dumps(told, indent=2, ensure_ascii=False).encode("utf-8", "surrogatepass").removesuffix(b"\n}")
    mark = hash_of((above,)).encode() if drawn(*what, "sealed", below=8) else b"0" * 32
    return above + MARK + mark + END


def said(*words: str) -> tuple[int, str]:
    """Call the command line in this process; give its status and what it said on stderr."""
    err = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as end:
        main([*words])
    return int(end.value.code or 0), err.getvalue()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one of everything that has a manifest, a run that was stopped among them."""
    from demerit.lab.order import Order
    from demerit.lab.perform import VARIABLE, perform
    from demerit.lab.stopping import Interrupted, Stopped

    def stop(done: int, total: int, what: str) -> None:
        if done > total - 4 > 0:
            raise Stopped

    folder, before = tmp_path_factory.mktemp("forged"), Path.cwd()
    os.chdir(folder)
    try:
        Path("plan.yaml").write_text(PLAN, encoding="utf-8")
        for words in MADE:
            status, told = said(*words)
            assert status == 0, told
        order = Order("zhima_2015", recipe="village", people=60, weeks=8, settings=(("run.warm_up", "4"),))
        with pytest.MonkeyPatch.context() as patch, pytest.raises(Interrupted):
            patch.setenv(VARIABLE, "0")
            perform(order, Path("half"), watch=stop)
    finally:
        os.chdir(before)
    return folder


def forged(k: int, shelf: Path, place: Path, reports: int, campaign: Campaign) -> None:
    """Write one manifest over and let the commands read it, each from the shelf as it was."""
    manifest = list(READ)[k % len(READ)]
    thing = manifest.split("/")[0]
    content = written_over((shelf / manifest).read_bytes(), "forged", k)
    for number, words in enumerate(READ[manifest]):
        if words[0] == "report" and k // len(READ) % reports:
            continue
        if number == 0 or (place / thing / manifest.partition("/")[2]).read_bytes() != content:
            shutil.rmtree(place / thing, ignore_errors=True)
            shutil.copytree(shelf / thing, place / thing)
        shutil.rmtree(place / "s", ignore_errors=True)
        (place / manifest).write_bytes(content)
        where = f"{k}, {manifest}, {' '.join(words[:3])}"
        try:
            status, told = said(*words)
        except BaseException as error:  # what is looked for
            campaign.trial("broke", f"{where}: {type(error).__name__}: {str(error)[:300]}")
            continue
        bug = "Traceback" in told or "should not have" in told
        wrong = bug or status not in (0, 2) or (status == 2 and len(told) < 20)
        failure = f"{where}: status {status}: {told[-400:]}" if wrong else None
        campaign.trial("read" if status == 0 else "refused", failure)


def test_what_nobody_wrote_over_is_read(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The campaign below can fail: every command takes what is whole."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(shelf, tmp_path, dirs_exist_ok=True)
    for commands in READ.values():
        for words in commands:
            if words[0] == "report" or words[:2] == ("explain", "half"):
                continue
            status, told = said(*words)
            assert status == 0, (words, told)
            shutil.rmtree(tmp_path / "s", ignore_errors=True)


def told_otherwise(manifest: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what a manifest says, and seal it again."""
    above, _, _ = manifest.read_bytes().rpartition(MARK)
    told = json.loads(above + b"\n}")
    change(told)
    above = json.dumps(told, indent=2, ensure_ascii=False).encode().removesuffix(b"\n}")
    manifest.write_bytes(above + MARK + hash_of((above,)).encode() + END)


@pytest.mark.parametrize("change", [lambda told: told.pop(0), list.reverse, lambda told: told.append(told[0])])
def test_a_checkpoint_names_the_columns_of_its_run(
    change: Callable[[list[Any]], object], shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of other columns than these every byte would be read into the wrong place."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(shelf / "half", "half")
    told_otherwise(Path("half/checkpoint/checkpoint.json"), lambda told: change(told["arrays"]))
    status, words = said("run", "zhima_2015", *SMALL, "--out", "half", "--resume")
    assert status == 2 and "names other columns than this run has" in words


def test_a_checkpoint_names_its_own_kinds_of_files(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(shelf / "half", "half")
    told_otherwise(Path("half/checkpoint/checkpoint.json"),
                   lambda told: told["files"].update({"counts-00004.parquet_": "0" * 32}))  # fmt: skip
    for words in READ["half/checkpoint/checkpoint.json"]:
        status, told = said(*words)
        assert status == 2 and "names a file that no checkpoint has, 'counts-00004.parquet_'" in told


@pytest.mark.parametrize("change", [{"sides": []}, {"sides": ["null"]}, {"sides": ["null", "null"]}, {"against": "x"}])
def test_a_study_is_of_the_sides_that_its_plan_names(
    change: dict[str, Any], shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(shelf / "study", "study")
    told_otherwise(Path("study/study.json"), lambda told: told["rests_on"]["plan"].update(change))
    status, told = said("compare", "study")
    assert status == 2 and "study.json is damaged" in told


def test_a_study_whose_worlds_all_came_to_nothing_cannot_be_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")

    def broken(*_: object) -> None:
        raise ValueError("on purpose")

    monkeypatch.setattr("demerit.lab.studies.study.lived", broken)
    status, told = said("study", "plan.yaml", "--out", "study", "--workers", "1")
    assert status == 0, told
    status, told = said("compare", "study")
    assert status == 2 and "no world of it lived" in told and "on purpose" in told


@pytest.mark.parametrize("number", [24, pytest.param(1500, marks=pytest.mark.slow)])
def test_manifests_written_over(
    number: int, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    shutil.copytree(shelf, tmp_path, dirs_exist_ok=True)
    campaign = Campaign(f"manifests written over, {number:,}", record_property)
    for k in range(number):
        forged(k, shelf, tmp_path, 100 if number < 100 else 10, campaign)
    campaign.over()
