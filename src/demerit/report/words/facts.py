"""The numbers under the first paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.report.words.numbers import decimal, percent, signed_percent

if TYPE_CHECKING:
    from demerit.report.results import Results


def facts(told: Results) -> list[tuple[str, str, str]]:
    """Give up to four headline numbers as name, value, note; only those that were measured."""
    found = []
    change = told.value("silence", "dissent.change")
    if change is not None:
        found.append(("Dissent, against the twin", signed_percent(change), "posts, whole run"))
    dropped = told.value("ties_dropped", "friend.score")
    if dropped:
        found.append(("Friendships ended for the score", decimal(dropped, 1), "per 1,000 and year"))
    heavy = told.value("association_loss", "heavy")
    if heavy is not None:
        found.append(("Innocent who lose through friends", percent(heavy), "10 points or more"))
    area, there = told.value("accuracy", "auc"), told.value("accuracy", "auc", twin=True)
    if area is not None:
        note = f"AUC; {decimal(there, 3)} in the twin" if there is not None else "AUC; 0.5 is chance"
        found.append(("Tells who repays", decimal(area, 3), note))
    return found
