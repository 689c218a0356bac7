"""The naive twin's purse: falling short, loans and debts, and what is counted of them, one citizen at a time."""

from __future__ import annotations

from collections import Counter
from math import exp, floor
from types import SimpleNamespace
from typing import Any

from tests.naive_acts import IN_DEBT
from tests.naive_draws import draw, stream
from tests.naive_faces import at_stake, worth

YEARLY = {1: 5221, 2: 11894, 3: 19320, 4: 29438, 5: 54544}
WITHOUT_WORK = 5


def chance(notches: int) -> int:
    """Give the logistic chance at so many notches, of 2**32."""
    return max(0, floor(2.0**32 / (1 + exp(-min(max(notches, -1536), 1536) / 64)) - 0.5))


def income(c: SimpleNamespace) -> int:
    """Give a month's income, yuan."""
    return YEARLY[c.traits // 32] // 12


def late_part(c: SimpleNamespace, t: SimpleNamespace) -> int:
    """Give what is owed on loans that were not repaid in time."""
    return max(0, c.owed - (t.take_up.loan if c.status & IN_DEBT else 0))


def bills(c: SimpleNamespace, t: SimpleNamespace) -> int:
    """Give what is owed for bills and on cards beyond the first."""
    return c.arrears * t.means.bill + max(0, getattr(c, "cards", 0) - 1) * t.means.card


def fall_short(c: SimpleNamespace, t: SimpleNamespace) -> dict[str, int]:
    """Say whether money is lacking for a loan or for bills, and whether a debt lapses."""
    k = t.means
    lots = draw((c.id, t.week, stream("means"), 0), t.key)
    due = k.bill + bills(c, t) + late_part(c, t)
    pull = k.short + (k.jobless if getattr(c, "job", 0) == WITHOUT_WORK else 0)

    def fails(yuan: int) -> bool:
        return lots[0] < chance(pull + k.burden * min(64, 16 * yuan // income(c)))

    short = 2 if fails(due) else 1 if fails(due + t.take_up.loan) else 0
    return {"short": short, "lapses": int(lots[1] // 2**24 < k.lapse)}


def settle_debts(c: SimpleNamespace, done: dict[str, str], means: dict[str, int], t: SimpleNamespace,
                 noted: Counter[tuple[Any, ...]]) -> None:
    """Let debts lapse, grow, be paid off; give a loan, take it back, or add it to what is late."""
    late, found = late_part(c, t), Counter[str]()
    running = c.owed - late
    if means["lapses"]:
        found["lapsed"], late = late, 0
    found["fees"] = late * t.means.fee // 256
    late += found["fees"]
    if means["short"] == 0:
        found["recovered"] = min(late, income(c) * t.means.paid_back // 256)
        late -= found["recovered"]
    gate = t.take_up.loan_gate
    if done["borrow"] == "borrow" and (gate < 0 or c.gates >> gate & 1):
        c.status |= IN_DEBT
        running = found["lent"] = t.take_up.loan
    elif done["borrow"] in ("repay", "default"):
        c.status &= ~IN_DEBT
        found["repaid" if done["borrow"] == "repay" else "unpaid"] = running
        late += 0 if done["borrow"] == "repay" else running
        running = 0
    c.owed = min(65535, late + running)
    for what, yuan in found.items():
        noted["money", what] += yuan


def lend(c: SimpleNamespace, done: dict[str, str], means: dict[str, int], t: SimpleNamespace,
         noted: Counter[tuple[Any, ...]]) -> None:
    """Ask whether a loan due today would be repaid; note it, and what became of one that was due, by the score."""
    r, k = t.stake, t.knobs["borrow"]
    u = k.default - k.reliable * c.reliability // 32
    if "borrow.default" in t.beliefs:
        u += worth(c.belief[t.beliefs["borrow.default"]] << t.unit, at_stake(c, t))
    lot = draw((c.id, t.week, stream("test_loan"), 0), t.key)[0]
    how = "defaulted" if means["short"] or lot < chance(u) else "repaid"
    score = c.score if c.score >= 0 else min(max(r.mean + r.sd * c.standing // 32, r.low), r.high)
    lowest = r.low - -((score - r.low) * 60 // (r.high - r.low) * (r.high - r.low)) // 60
    scored = c.score >= 0 or not t.take_up.scored
    noted["repaid" if scored else "repaid_other", how, lowest] += 1
    fifth = 1 + sum(c.reliability > line for line in (-27, -8, 8, 27))
    noted["risk", how, fifth] += 1
    if done["borrow"] in ("repay", "default"):
        noted["repaid_lived", "repaid" if done["borrow"] == "repay" else "defaulted", lowest] += 1


def count_debts(c: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> None:
    """Note what is owed as the month ends."""
    debt, late = c.owed + bills(c, t), late_part(c, t)
    noted["money", "owed"] += debt
    noted["debt", "in_arrears"] += c.arrears > 0
    noted["debt", "in_debt"] += c.status & IN_DEBT > 0
    noted["debt", "behind"] += late > 0
    noted["debt", "over_indebted"] += (c.arrears > 0 or late > 0) and debt > 3 * income(c)
