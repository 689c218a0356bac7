"""Knobs at which courts, employers and officials are busy, for the tests of all three."""

from __future__ import annotations

from tests.engine.worlds import OUTSPOKEN
from tests.institutions.places import noted, only, points, total

LIVELY: dict[str, float] = {
    "run.warm_up": 2, "borrow.need": -130, "borrow.default": -100, "look_up.friends": 64, "pay.late": -150,
    "courts.loans": 65536, "courts.bills": 65536, "courts.months": 3, "courts.owed": 4,
    "courts.suits": 400, "courts.fail": 3277,
    "courts.sight": 200, "courts.many": 1, "courts.mercy": -64, "courts.map_from": 0, "courts.map": 6554,
    "employers.ends": 2000, "employers.dismiss": 16384, "employers.jobless": 205, "employers.press": 100,
    "employers.vacancy": 40000, "officials.matters": 30000, "officials.discretion": 256, "officials.honest": 127,
    "officials.complains": 256, "officials.line": 650, **OUTSPOKEN,
}  # fmt: skip
"""Knobs at which everything of this family happens to many within months."""

__all__ = ["LIVELY", "noted", "only", "points", "total"]
