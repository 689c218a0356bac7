"""Campaigns: many trials of one kind, drawn from their number alone; what was tried and held is told at the end."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

TOLD = "campaign"
"""The property of a test under which its figures reach the summary, from whatever process it ran in."""


def drawn(*what: object, below: int) -> int:
    """Give a whole number from 0 that depends on what it is drawn for and on nothing else."""
    return int.from_bytes(hashlib.blake2b(repr(what).encode(), digest_size=8).digest(), "big") % below


@dataclass
class Campaign:
    """Figures of one campaign."""

    name: str
    tell: Callable[[str, object], None]
    tried: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    def trial(self, kind: str, failure: str | None) -> None:
        """Note a trial, and in words how it failed."""
        self.tried[kind] += 1
        if failure is not None:
            self.failed.append(f"{kind}: {failure}")

    def over(self) -> None:
        """Tell the figures; fail where one trial did."""
        tried = self.tried.total()
        parts = ", ".join(f"{kind} {n}" for kind, n in sorted(self.tried.items()))
        self.tell(TOLD, f"{self.name}: tried {tried}, held {tried - len(self.failed)} ({parts})")
        assert self.tried
        assert not self.failed, "\n".join(self.failed[:20])
