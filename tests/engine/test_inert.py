"""Draws are keyed by names: a piece of law that does nothing, whatever it is called, moves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.worlds import columns_that_differ, lived

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

NAMES = ("aaa", "mmm", "zzz")
SOON = {"run.warm_up": 4}


def with_another(scheme: Scheme, kind: str, name: str) -> Scheme:
    """Give the scheme with one more piece of a kind that can do nothing: a copy of one it has, disarmed."""
    parts = dict(getattr(scheme, kind))
    first = next(iter(parts.values()))
    if kind == "registers":
        idle = first.model_copy(update={"enter": first.enter.model_copy(update={"chance": 0.0})})
    elif kind == "gates":
        idle = next(gate for gate in parts.values() if gate.line() is not None).model_copy(
            update={"tries_a_year": 0, "tried_by": None, "blocks": (),
                    "value": first.value.model_copy(update={"notches": 0})})
    elif kind == "accounts":
        idle = first.model_copy(update={"weight": 0})
    elif kind == "tips":
        idle = first
    elif kind == "news":
        idle = first.model_copy(update={"reach": first.reach.model_copy(update={"start": 0.0, "floor": 0.0})})
    else:
        idle = next(rule for rule in parts.values() if rule.deed and not rule.steps).model_copy(update={"points": 0})
    return scheme.model_copy(update={kind: dict(sorted((parts | {name: idle}).items()))})


@pytest.mark.parametrize("kind", ["registers", "gates", "news", "rules", "accounts", "tips"])
@pytest.mark.parametrize("name", NAMES)
def test_what_does_nothing_moves_nothing(kind: str, name: str, schemes: dict[str, Scheme], village: Society) -> None:
    """Scores, deeds, ties, beliefs, lists of everybody else: all as they were."""
    scheme = schemes["article_2015"]
    plain = lived(scheme, village, 12, settings=SOON)
    more = lived(with_another(scheme, kind, name), village, 12, settings=SOON)
    seen = {"gates_seen", "approval"} if kind == "gates" else set()  # citizens see how many gates are open to them
    assert set(columns_that_differ(plain, more)) <= {"listed", "gates", "account"} | seen  # one row, one bit more
    if kind == "accounts":
        row_of = {known: k for k, known in enumerate(sorted([*scheme.accounts, name]))}
        assert (more.world.account[[row_of[known] for known in scheme.accounts]] == plain.world.account).all()
    names = sorted([*getattr(scheme, kind), name])
    others = [k for k, known in enumerate(names) if known != name]
    if kind == "registers":
        assert (more.world.listed[others] == plain.world.listed).all()
    if kind == "gates":
        for new, old in zip(others, range(len(scheme.gates)), strict=True):
            assert ((more.world.gates >> new) & 1 == (plain.world.gates >> old) & 1).all()


def test_a_piece_that_does_something_moves_something(schemes: dict[str, Scheme], village: Society) -> None:
    """The test above can fail: the same register, armed."""
    scheme = schemes["article_2015"]
    armed = with_another(scheme, "registers", "aaa")
    one = armed.registers["aaa"]
    owing = {"deed": None, "arrears_months": 1, "chance": 1.0}
    one = one.model_copy(update={"enter": one.enter.model_copy(update=owing)})
    armed = armed.model_copy(update={"registers": armed.registers | {"aaa": one}})
    plain, more = (lived(one, village, 12, settings=SOON).world.listed for one in (scheme, armed))
    assert (more[0] > 0).sum() > 0 and (more[1:] == plain).all()
