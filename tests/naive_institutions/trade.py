"""Trade once more, in plain ints: who is taken to court."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from tests.naive_draws import draw


def touch(c: SimpleNamespace, people: list[SimpleNamespace], last: list[int], done: dict[str, str], k: Any,
          r: SimpleNamespace, t: SimpleNamespace, noted: Counter[tuple[Any, ...]]) -> dict[str, int]:
    """Sue over contracts, debts and bills."""
    lot = draw((c.id, t.week, r.stream, 0), t.key)[0]
    deed = done["deal"]
    breach = deed == "contract_broken" and lot % 65536 < k.sues
    debt = deed in ("bank_arrears", "private_loan_unpaid") and lot % 65536 < k.claims
    arrears = c.arrears >= k.months and lot // 65536 < k.bills
    noted["institution", "trade:broken"] += deed != "keeps"
    noted["institution", "trade:breaches_found"] += breach
    noted["institution", "trade:debts_lost"] += debt
    noted["institution", "trade:arrears_found"] += arrears
    return {"breach_found": int(breach), "debt_lost": int(debt), "arrears_found": int(arrears)}
