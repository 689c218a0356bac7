"""Beliefs against the rules once more, one citizen and deed at a time."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import AWARE


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: SimpleNamespace,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Sort each belief by what the rules say of its deed."""
    if not c.status & AWARE:
        return {}
    for units, true in zip(c.belief, r.truth, strict=True):
        believed = units << t.unit
        if true == -32768:
            continue
        note: Counter[str] = Counter(held=abs(believed), off=abs(believed - true))
        holds = believed >= 64 or believed <= -64
        if true:
            note["ruled"] += 1
            note["rules_off"] += abs(believed - true)
            note["blind" if not holds else ("right" if believed * true > 0 else "wrong_way")] += 1
        else:
            note["unruled"] += 1
            note["false"] += holds
        for what, n in note.items():
            noted["institution", f"tipsters:{what}"] += n
    return {}
