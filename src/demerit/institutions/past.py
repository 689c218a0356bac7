"""The past: the counts of the month that went by, as institutions may read them."""

from __future__ import annotations

from collections.abc import Mapping


class Past:
    """What was counted last month over everybody; all 0 before the scheme's first settling.

    Parameters
    ----------
    week
        The first week of the month to come.
    counts
        (table, key) -> count over all adults: ("deed", "speak.dissent"), ("gate", "instant_loan:not_obtained"),
        ("institution", "masses:reported"), ("adult", ""), ("online", ""), ("aware", ""), ("enrolled", "").
    """

    def __init__(self, week: int, counts: Mapping[tuple[str, str], int]) -> None:
        self.week = week
        self._of = counts.get

    @property
    def adults(self) -> int:
        """Adults, at least 1."""
        return max(1, self._of(("adult", ""), 0))

    def deed(self, name: str) -> int:
        """Give how often a deed was done last month, by all: of what is posted, in how many weeks of anybody."""
        return self._of(("deed", name), 0)

    def gate(self, name: str, what: str) -> int:
        """Give how many found a gate ``open``, ``tried`` it, were ``barred``, it ``opened`` or ``closed`` to."""
        return self._of(("gate", f"{name}:{what}"), 0)

    def count(self, name: str, what: str) -> int:
        """Give what an institution's kernel counted, or remembered, last month."""
        return self._of(("institution", f"{name}:{what}"), 0)

    def who(self, table: str) -> int:
        """Give how many adults are ``online``, ``aware``, ``enrolled``, ``scored``; ``fear`` sums fear over them."""
        return self._of((table, ""), 0)

    def per_million(self, deed: str) -> int:
        """Give how often a deed was done last month for every million adults."""
        return self.deed(deed) * 1_000_000 // self.adults
