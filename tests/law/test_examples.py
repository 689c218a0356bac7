"""A rule's arithmetic, and the worked cases written beside every rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.law import Rule, Scheme, applied, failures, load, moved

from .names import SHIPPED

RULES = [(name, rule) for name in SHIPPED for rule in load(name).rules.values()]
COUNTS = st.dictionaries(st.sampled_from(["speak.dissent", "shop.games"]), st.integers(0, 31))
STATES = st.dictionaries(st.sampled_from(["age", "income_fifth"]), st.integers(-5, 120))


def rule(**fields: object) -> Rule:
    """Give a rule on dissent with some fields changed."""
    return Rule.model_validate(
        {
            "summary": "A rule.",
            "when": "speak.dissent",
            "account": "conduct",
            "points": -8,
            "evidence": {"grade": "projected"},
            "size": {"grade": "assumed", "range": [-20, 20]},
            "basis": "social_behaviour",
            "context": {"collected": "speech", "used": "finance"},
            "treatment": "detriment",
            "severity": {"value": 0.3, "justification": "None."},
            "examples": [{"given": {"conduct": 0}, "expect": {"conduct": 0}}],
            **fields,
        }
    )


@pytest.mark.parametrize(("name", "shipped"), RULES, ids=[f"{n}-{r.name}" for n, r in RULES])
def test_examples_in_the_law_hold(name: str, shipped: Rule) -> None:
    assert failures(shipped, load(name).account_caps) == []


def test_two_posts_cost_twice() -> None:
    assert applied(rule(), 100, 120, {"speak.dissent": 2}, {}) == 84


def test_an_account_has_a_floor_and_a_ceiling() -> None:
    assert applied(rule(), 2, 120, {"speak.dissent": 1}, {}) == 0
    assert applied(rule(points=8), 118, 120, {"speak.dissent": 1}, {}) == 120


def test_a_cap_bounds_a_scoring_period_both_ways() -> None:
    assert moved(rule(cap=10), {"speak.dissent": 5}, {}) == -10
    assert moved(rule(cap=10, points=3), {"speak.dissent": 5}, {}) == 10


def test_per_counts_whole_portions() -> None:
    assert [moved(rule(per=3), {"speak.dissent": n}, {}) for n in (0, 2, 3, 5, 6)] == [0, 0, -8, -8, -16]


@pytest.mark.parametrize(
    ("state", "values"),
    [
        ({"column": "age", "at_least": 40}, {39: 0, 40: -8, 41: -8}),
        ({"column": "age", "at_most": 40}, {39: -8, 40: -8, 41: 0}),
        ({"column": "age", "equals": 40}, {39: 0, 40: -8, 41: 0}),
    ],
)
def test_a_state_counts_once_while_it_holds(state: dict[str, object], values: dict[int, int]) -> None:
    for age, points in values.items():
        assert moved(rule(when=state), {"speak.dissent": 9}, {"age": age}) == points


def test_a_state_that_nobody_told_does_not_hold() -> None:
    assert moved(rule(when={"column": "age", "at_least": 0}), {}, {}) == 0


@given(
    points=st.integers(-10_000, 10_000),
    balance=st.integers(-1000, 1000),
    cap=st.integers(0, 600),
    limit=st.none() | st.integers(0, 50),
    per=st.integers(1, 5),
    when=st.sampled_from(["speak.dissent", {"column": "age", "at_least": 18}]),
    deeds=COUNTS,
    states=STATES,
)
def test_no_account_ever_leaves_its_limits(points, balance, cap, limit, per, when, deeds, states) -> None:  # type: ignore[no-untyped-def]
    written = rule(points=points, cap=limit, per=per, when=when, size={"grade": "documented"})
    assert 0 <= applied(written, balance, cap, deeds, states) <= cap


@given(points=st.integers(-50, 50), n=st.integers(0, 31), cap=st.none() | st.integers(0, 100))
def test_no_rule_moves_more_than_its_cap(points: int, n: int, cap: int | None) -> None:
    moves = moved(rule(points=points, cap=cap), {"speak.dissent": n}, {})
    assert abs(moves) <= (abs(points * n) if cap is None else cap)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(1, 900))
def test_the_limits_of_all_accounts_sum_to_the_width_of_the_scale(parts: list[int], width: int) -> None:
    weights = [100 * part // sum(parts) for part in parts]
    weights[0] += 100 - sum(weights)
    scheme = load("null")
    account = scheme.accounts["identity"]
    accounts = {f"a{k}": account.model_copy(update={"weight": w}) for k, w in enumerate(weights)}
    scale = scheme.scale.model_copy(update={"high": scheme.scale.low + width})
    uneven: Scheme = scheme.model_copy(update={"accounts": accounts, "scale": scale})
    assert sum(uneven.account_caps.values()) == width
