"""Reproach once more, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

HOW = ("bear", "press", "cut")


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Take fright, look back, decide, look for the lowest."""
    def note(what: str, n: int = 1) -> None:
        noted["institution", f"reproach:{what}"] += n

    note("pressed", int(c.pressed > 0))
    c.fear = min(512, c.fear + k.fright * c.pressed)
    floor = last[c.id] >> 9 & 63
    if c.turned_to and c.turned_how < 2 and floor:
        shown = last[c.turned_to - 1] >> 3 & 63
        if shown != 63:
            was = ("borne", "urged")[c.turned_how]
            note(was)
            note(f"{was}_risen", int(shown >= floor))
    c.turned_to, c.turned_kin, c.turned_how = c.low_tie, c.low_kin, 0
    if c.low_tie:
        c.turned_how = HOW.index(done["treat"])
        note(done["treat"] + "_kin" * c.low_kin)
    seen = [(last[f] >> 3 & 63, f, kind) for f, kind in c.ties if last[f] >> 31 and last[f] >> 3 & 63 != 63]
    low = [(floor - shown, f, kind) for shown, f, kind in seen if shown < floor and last[c.id] >> 3 & 63 != 63]
    short, friend, kind = max(low, key=lambda one: one[0], default=(0, -1, 0))
    c.low_tie, c.low_short, c.low_bond, c.low_kin = friend + 1, short, kind // 4, int(kind % 4 == 1)
    return {}


def show(c: SimpleNamespace, k: SimpleNamespace, r: SimpleNamespace, t: SimpleNamespace) -> None:
    """Learn who presses."""
    turned = [(t.people[f], kind) for f, kind in c.ties]
    press = [1 + (kind % 4 == 1) for f, kind in turned if f.turned_to == c.id + 1 and f.turned_how == 1]
    c.pressed = min(15, sum(press))
