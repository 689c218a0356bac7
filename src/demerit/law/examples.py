"""Worked examples: a rule's arithmetic in plain whole numbers, slow and obvious."""

from __future__ import annotations

from collections.abc import Mapping

from demerit.law.rule import Example, Rule


def moved(rule: Rule, deeds: Mapping[str, int], states: Mapping[str, int],
          amounts: Mapping[str, int] | None = None) -> int:
    """Give the points that a rule moves in one scoring period, before the account's own limits.

    A deed counts `points` for each `per` deeds; a state counts `points` once while it holds; a happening with steps
    counts the points of the step that its quantity meets.
    `cap` bounds the sum.
    """
    if rule.state is not None:
        value = states.get(rule.state.column)
        times = int(value is not None and rule.state.holds(value))
    else:
        times = deeds.get(rule.deed or "", 0) // rule.per
    total = rule.points_at((amounts or {}).get(rule.by or "", 0)) * times
    return total if rule.cap is None else max(-rule.cap, min(rule.cap, total))


def applied(rule: Rule, balance: int, cap: int, deeds: Mapping[str, int], states: Mapping[str, int],
            amounts: Mapping[str, int] | None = None) -> int:
    """Give the account's balance after one scoring period of a rule, between 0 and the account's `cap`."""
    return max(0, min(cap, balance + moved(rule, deeds, states, amounts)))


def outcome(rule: Rule, caps: Mapping[str, int], example: Example) -> dict[str, int]:
    """Give every balance of the example after the rule: the rule's own account moves, no other does.

    An account that the example does not give starts at 0.
    """
    balances = example.given.balances
    after = {name: max(0, min(caps.get(name, points), points)) for name, points in balances.items()}
    before = balances.get(rule.account, 0)
    given = example.given
    after[rule.account] = applied(rule, before, caps[rule.account], given.deeds, given.states, given.amounts)
    return after


def failures(rule: Rule, caps: Mapping[str, int]) -> list[tuple[int, str]]:
    """Give the examples of a rule that do not hold: (index, what is wrong in words)."""
    found = []
    for index, example in enumerate(rule.examples):
        after = outcome(rule, caps, example)
        wrong = {a: n for a, n in example.expect.items() if after.get(a) != n}
        for account, expected in wrong.items():
            gives = after.get(account)
            said = "leaves it without a balance" if gives is None else f"gives {gives}"
            found.append((index, f"the example fails: it expects {account} {expected}, the rule {said}"))
    return found


def reworked(rule: Rule, caps: Mapping[str, int]) -> Rule:
    """Give the rule with the examples that no longer hold reckoned again, after points or limits changed."""
    if not failures(rule, caps):
        return rule
    examples = []
    for example in rule.examples:
        given = example.given.model_dump()
        for account, points in example.given.balances.items():
            given[account] = min(points, caps[account])
        capped = example.model_copy(update={"given": type(example.given)(**given)})
        after = outcome(rule, caps, capped)
        examples.append(capped.model_copy(update={"expect": {a: after.get(a, 0) for a in example.expect}}))
    return rule.model_copy(update={"examples": tuple(examples)})
