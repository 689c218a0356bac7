"""Killed at any instant, whatever was going on goes on by the same command, and ends in the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from demerit.engine.folder import MANIFEST
from demerit.lab.comparing import COMPARED
from demerit.lab.perform import VARIABLE
from tests.campaigns import Campaign, drawn
from tests.lab.forker import Forker

OFTEN = {VARIABLE: "0"}
"""Checkpoints at the end of every month."""
SMALL = ("--recipe", "village", "--people", "60", "--weeks", "8", "--set", "run.warm_up=4")
FEW = 6
"""Kills of one piece of work, at most, before it is left to come to its end."""
ON_THE_CLOCK = ("timings", "citizen_weeks_per_second")
"""What a manifest says of a run that no other run says again."""


@dataclass(frozen=True)
class Work:
    """A command that is killed, and how it goes on."""

    words: tuple[str, ...]
    out: str
    """What it leaves; a folder that the user chose is resumed where it is there."""
    chosen: bool = True
    before: tuple[str, ...] = ()
    """A command that comes before, and is not killed."""

    def command(self, folder: Path) -> tuple[str, ...]:
        """Give the command as a user would give it now."""
        there = self.chosen and self.words[0] in ("run", "compare")
        out = ("--out", self.out) if self.chosen else ()
        return (*self.words, *out, *(("--resume",) if there and (folder / self.out).exists() else ()))


WORKS = {
    "run": Work(("run", "weibo_2024", *SMALL), "r"),
    "run, no --out": Work(("run", "null", *SMALL), "runs", chosen=False),
    "society": Work(("society", "village", "--people", "60"), "s"),
    "compare": Work(("compare", "weibo_2024", "null", *SMALL, "--seeds", "2"), "p"),
    "compare many": Work(("compare", "weibo_2024", "weibo_2012", "null", *SMALL), "m"),
    "report": Work(("report", "r"), "r/report.html", before=("run", "weibo_2024", *SMALL, "--out", "r")),
}
OFTENER = ("run", "society", "run", "run, no --out", "compare", "society", "run", "report", "run", "compare many")
"""Which work the next kills are of, in turn."""


def left(folder: Path) -> dict[str, Any]:
    """Give all that lies below a folder: of manifests what they say, what depends on the clock apart."""
    found: dict[str, Any] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "said"):
        name = file.relative_to(folder).as_posix()
        if file.name in (MANIFEST, COMPARED):
            told = json.loads(file.read_bytes())
            found[name] = {key: value for key, value in told.items() if key not in (*ON_THE_CLOCK, "hash")}
        else:
            found[name] = file.read_bytes()
    return found


class Killing:
    """A campaign of kills in a folder of its own."""

    def __init__(self, folder: Path, told: Campaign) -> None:
        self.folder, self.told = folder, told
        self.forker = Forker()
        self.whole: dict[str, tuple[dict[str, Any], float]] = {}

    def place(self, name: str, which: str) -> Path:
        """Give an empty folder, in which the work before has been done."""
        place = self.folder / which
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        if WORKS[name].before:
            self.forker.start(place, WORKS[name].before, OFTEN)
            assert self.forker.ended() == 0, (place / "said").read_text()
        return place

    def unbroken(self, name: str) -> tuple[dict[str, Any], float]:
        """Give what a work leaves that nobody kills, and how long it takes."""
        if name not in self.whole:
            place, began = self.place(name, "whole"), time.monotonic()
            self.forker.start(place, WORKS[name].command(place), OFTEN)
            assert self.forker.ended() == 0, (place / "said").read_text()
            self.whole[name] = left(place), time.monotonic() - began
        return self.whole[name]

    def once(self, name: str, number: int, most: int) -> int:
        """Kill a work at most so many times, let it come to its end, hold that to the unbroken one; give the kills."""
        whole, seconds = self.unbroken(name)
        place, kills, failed = self.place(name, "killed"), 0, None
        for k in range(most):
            process = self.forker.start(place, WORKS[name].command(place), OFTEN)
            time.sleep(seconds * drawn("instant", number, k, below=1000) / 1000)
            os.kill(process, signal.SIGKILL)
            status = self.forker.ended()
            if status != -signal.SIGKILL:
                failed = self.complaint(name, place, status)
                break
            kills += 1
        if failed is None:
            self.forker.start(place, WORKS[name].command(place), OFTEN)
            failed = self.complaint(name, place, self.forker.ended()) or differs(whole, left(place))
        for _ in range(kills):
            self.told.trial(name, failed and f"work {number}: {failed}")
        return kills


    def complaint(self, name: str, place: Path, status: int) -> str | None:
        """Give what a command said that came to no good end; a society that is there already is not written over."""
        said = (place / "said").read_text(encoding="utf-8")
        there = WORKS[name].words[0] == "society" and status == 2 and "exists already" in said
        return None if status == 0 or there else f"{status}: {said}"


def differs(one: dict[str, Any], other: dict[str, Any]) -> str | None:
    """Say which files differ."""
    names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return f"differ: {', '.join(names)}" if names else None


def campaign_of_kills(folder: Path, kills: int, told: Campaign, works: tuple[str, ...], most: int) -> None:
    """Kill works in turn until so many kills have been made."""
    killing, made, number = Killing(folder, told), 0, 0
    while made < kills and number < 4 * kills:
        name = works[number % len(works)]
        made += killing.once(name, number, min(kills - made, 1 + drawn("kills", number, below=most)))
        number += 1
    killing.forker.close()
    told.over()


def test_what_is_killed_goes_on(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    campaign_of_kills(tmp_path, 8, Campaign("kills, a sample", record_property), ("run", "society", "compare"), 3)


@pytest.mark.slow
def test_a_thousand_kills_go_on(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    campaign_of_kills(tmp_path, 1_000, Campaign("kills", record_property), OFTENER, FEW)
