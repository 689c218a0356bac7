"""What is told of loans, debts, deposits and refusals, on tables made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from demerit.measures import evaluate
from demerit.theory.lending import NEW_LOANS, slope_of_default
from tests.measures.test_measures import absent, run, value

A_YEAR = 365.25 / 7


def test_the_slope_of_default_is_that_of_the_law_the_counts_were_made_from() -> None:
    """Log-odds of -2 - 0.8 z; and what was published of new loans falls by 1.3 a standard deviation (K12)."""
    scores = np.arange(400, 901, 10)
    z = (scores - scores.mean()) / scores.std()
    people = np.full(len(scores), 1e6)
    assert slope_of_default(scores, people / (1 + np.exp(2 + 0.8 * z)), people) == pytest.approx(-0.8, abs=1e-6)
    known, share, weight = (np.array(column) for column in zip(*NEW_LOANS, strict=True))
    assert slope_of_default(known, share * weight, weight) == pytest.approx(-1.27, abs=0.005)
    assert slope_of_default(scores, people * 0, people) is None


def loans(table: str, **of: int) -> list[tuple[int, str, str, str, int | None, int]]:
    """Give counts of loans: ``repaid_600=3``."""
    return [(7, table, key.partition("_")[0], "all", int(key.partition("_")[2]), n) for key, n in of.items()]


def test_loans_granted_and_loans_of_everyone_have_an_auc_of_their_own() -> None:
    """Granted: 3 of 4 pairs in order; everyone: test loans of the scored and of all others in one."""
    told = run(
        *loans("repaid", repaid_600=1, defaulted_500=1), *loans("repaid_other", defaulted_600=1),
        *loans("repaid_lived", repaid_600=1, repaid_500=1, defaulted_500=1, defaulted_400=0),
    )
    assert value("accuracy.auc", told) == 1
    assert value("accuracy.everyone.auc", told) == 0.75
    assert value("accuracy.everyone.default", told) == pytest.approx(2 / 3)
    assert value("accuracy.granted.auc", told) == 0.75
    assert value("accuracy.granted.default", told) == pytest.approx(1 / 3)


def test_what_reporting_changed_is_told_of_the_riskiest_fifth_and_of_the_rest() -> None:
    """Half as many of the riskiest default as in the twin; of the rest as many."""

    def of(riskiest: int) -> list[tuple[int, str, str, str, int | None, int]]:
        return [*loans("repaid", repaid_600=1, defaulted_500=1), *loans("risk", defaulted_1=riskiest),
                *loans("risk", repaid_1=10 - riskiest, defaulted_2=1, repaid_3=9)]

    told, twin = run(*of(2)), run(*of(4))
    assert value("accuracy.riskiest.change", told, twin) == -0.5
    assert value("accuracy.rest.change", told, twin) == 0
    assert value("accuracy.twin.auc", told, twin) == 1


def test_debts_are_sums_of_money() -> None:
    """Four adults owe 8,000 yuan together, were lent twice 1,000 in eight weeks; 1 of 8 adult-months in arrears."""
    told = run((7, "money", "owed", "all", None, 8000), (3, "money", "lent", "all", None, 1000),
               (7, "money", "lent", "all", None, 1000), (3, "debt", "in_arrears", "all", None, 1))
    assert value("debts.owed", told) == 2000
    assert value("debts.lent", told) == pytest.approx(2000 / 32 * A_YEAR)
    assert value("debts.in_arrears", told) == 1 / 8
    assert value("debts.over_indebted", told) == 0


def test_deposits_are_waived_and_asked_for_in_yuan() -> None:
    """Ten tries at 500 yuan, of which four are not let in."""
    told = run(*[(7, "gate", f"deposit:{what}", "all", None, n)
                 for what, n in (("open", 4), ("tried", 12), ("asked", 10), ("not_obtained", 3), ("not_member", 1))])
    assert value("deposits.waived", told) == pytest.approx(6 * 500 / 32 * A_YEAR)
    assert value("deposits.deposit.asked", told) == pytest.approx(4 * 500 / 32 * A_YEAR)
    assert value("deposits.share", told) == 0.6
    scheme = told.scheme
    bare = {name: gate.model_copy(update={"amount": None}) for name, gate in scheme.gates.items()}
    assert absent("deposits.waived", replace(told, scheme=scheme.model_copy(update={"gates": bare})))


def test_the_four_ways_not_to_be_let_through_are_told_apart() -> None:
    """Weighed by the severity of the gate, 0.3; who never joined is in no refusal."""
    told = run(*[(7, "gate", key, "all", None, n) for key, n in (
        ("bicycle:open", 2), ("bicycle:tried", 5), ("bicycle:asked", 5), ("bicycle:barred", 2),
        ("bicycle:not_tried", 6),
        ("visa:open", 1), ("visa:tried", 9), ("visa:asked", 8), ("visa:not_obtained", 1), ("visa:not_member", 4),
    )])  # fmt: skip
    year = 1000 / 32 * A_YEAR
    assert value("gates.barred", told) == pytest.approx(2 * year)
    assert value("gates.barred.weighed", told) == pytest.approx(0.6 * year)
    assert value("gates.not_obtained", told) == pytest.approx(year)
    assert value("gates.not_member", told) == pytest.approx(4 * year)
    assert value("gates.visa.refusal", told) == 1 / 4
    assert value("gates.bicycle.not_tried", told) == 6 / 8
    assert value("gates.not_tried", told) == pytest.approx(6 / 13)
    assert not [name for name in evaluate(told)["name"] if name.endswith("refused")]
