"""No rule of a shipped scheme is dead letter: the bureau of the score sees what it is about, or a switch lets it."""

from __future__ import annotations

import pytest

from demerit.law import Scheme, load

from .names import SHIPPED

SWITCHED = {"federated": "its one bureau sees speech and ways only where the knob `bureaus.federated` joins the files"}


def unseen(scheme: Scheme) -> list[str]:
    """Give the rules about deeds or happenings of which the bureau of the score sees none."""
    bureau = scheme.headline_bureau
    seen = {act for act, share in bureau.sees.items() if share > 0} if bureau else set()
    return [name for name, rule in scheme.rules.items() if rule.deed and rule.deed.partition(".")[0] not in seen]


@pytest.mark.parametrize("name", [name for name in SHIPPED if name not in SWITCHED])
def test_what_a_rule_is_about_is_seen_by_the_bureau_of_the_score(name: str) -> None:
    assert unseen(load(name)) == []


def test_a_scheme_that_needs_a_switch_has_it() -> None:
    scheme = load("federated")
    assert "bureaus" in scheme.institutions
    bureau = scheme.headline_bureau
    assert bureau is not None
    assert {rule.deed.partition(".")[0] for rule in scheme.rules.values() if rule.deed} - set(bureau.sees) <= {
        "speak", "shop", "go",
    }  # fmt: skip
