"""No rule of a shipped scheme is dead letter: a bureau sees what it is about, now or once a switch is turned."""

from __future__ import annotations

import pytest

from demerit.law import Scheme, load

from .names import SHIPPED

SWITCHED = {"federated": "its one bureau sees speech and ways only where the knob `bureaus.federated` joins the files"}


def unseen(scheme: Scheme) -> list[str]:
    """Give the rules about deeds or happenings of which no bureau sees any."""
    seen = {act for bureau in scheme.bureaus.values() for act, share in bureau.sees.items() if share > 0}
    return [name for name, rule in scheme.rules.items() if rule.deed and rule.deed.partition(".")[0] not in seen]


@pytest.mark.parametrize("name", [name for name in SHIPPED if name not in SWITCHED])
def test_what_a_rule_is_about_is_seen_by_a_bureau(name: str) -> None:
    assert unseen(load(name)) == []


def test_a_scheme_that_needs_a_switch_has_it() -> None:
    scheme = load("federated")
    assert "bureaus" in scheme.institutions
    bureau = scheme.headline_bureau
    assert bureau is not None
    assert {rule.deed.partition(".")[0] for rule in scheme.rules.values() if rule.deed} - set(bureau.sees) <= {
        "speak", "shop", "go",
    }  # fmt: skip
