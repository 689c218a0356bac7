"""Draws are keyed by names: a piece of law that does nothing, whatever it is called, moves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demerit.acts import acts
from demerit.engine.names import believed, filing
from demerit.engine.steps.show import SLOTS, slots
from demerit.lab import plugins
from demerit.lab.skeletons import new
from demerit.measures import take
from tests.engine.worlds import columns_that_differ, lived
from tests.measures.test_the_masses import run

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

NAMES = ("aaa", "mmm", "zzz")
SOON = {"run.warm_up": 4}


def with_another(scheme: Scheme, kind: str, name: str) -> Scheme:
    """Give the scheme with one more piece of a kind that can do nothing: a copy of one it has, disarmed."""
    if kind == "rules of other deeds":
        return with_another_rule(scheme, name)
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
    elif kind == "bureaus":
        idle = first.model_copy(update={"name": name, "sees": {}})
    elif kind == "news":
        idle = first.model_copy(update={"reach": first.reach.model_copy(update={"start": 0.0, "floor": 0.0})})
    else:
        idle = next(rule for rule in parts.values() if rule.deed and not rule.steps).model_copy(update={"points": 0})
    return scheme.model_copy(update={kind: dict(sorted((parts | {name: idle}).items()))})


def with_another_rule(scheme: Scheme, name: str) -> Scheme:
    """Give the scheme with a rule of no points about a deed that nothing else gives points for."""
    deed = next(deed for act in acts() for deed in act.names if deed not in believed(scheme))
    any_rule = next(rule for rule in scheme.rules.values() if rule.deed and not rule.steps)
    idle = any_rule.model_copy(update={"points": 0, "when": deed, "name": name})
    return scheme.model_copy(update={"rules": dict(sorted((scheme.rules | {name: idle}).items()))})


KINDS = ("registers", "gates", "news", "rules", "rules of other deeds", "accounts", "tips", "bureaus")


@pytest.mark.parametrize("kind", KINDS)
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
    names = sorted([*getattr(scheme, kind, ()), name])
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


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_a_bureau_that_sees_moves_no_draw_about_another(
    name: str, schemes: dict[str, Scheme], village: Society
) -> None:
    """Who is whose customer, what each sees, how its files fade: all as they were, in whatever column it stands."""
    scheme = schemes["article_2015"]
    fewer = {key: one for key, one in scheme.bureaus.items() if key not in ("kaola", "sinoway")}
    plain = scheme.model_copy(update={"bureaus": fewer})
    another = scheme.bureaus["sinoway"].model_copy(update={"name": name})
    more = plain.model_copy(update={"bureaus": dict(sorted((fewer | {name: another}).items()))})
    assert len(filing(more)) == len(filing(plain)) + 1
    before, after = (lived(law, village, 12, settings=SOON | {"bureaus.rival": 1}).world for law in (plain, more))
    for place, bureau in enumerate(filing(plain), 1):
        files, then = before.named(f"bureau_{place}"), after.named(f"bureau_{filing(more).index(bureau) + 1}")
        assert (files == then).all(), bureau
    assert before.named("bureau_2").any()
    assert after.named(f"bureau_{filing(more).index(name) + 1}").any()


def test_another_belief_takes_slots_and_moves_none(schemes: dict[str, Scheme]) -> None:
    """What one passes on is drawn by name: of those who do not pass on the new belief, nobody passes on another one."""
    names = believed(schemes["article_2015"])
    before = [names[k] for k in slots(tuple(names))]
    for place in (0, 7, len(names)):
        more = [*names[:place], "one.more", *names[place:]]
        after = [more[k] for k in slots(tuple(more))]
        assert all(then in (was, "one.more") for was, then in zip(before, after, strict=True))
        assert after.count("one.more") == pytest.approx(SLOTS / len(more), rel=0.25)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """Give a folder to put files into; whatever was added is taken away in the end."""
    yield tmp_path
    plugins.remove(tmp_path)


@pytest.mark.parametrize("name", ["aaa_visitor", "zzz_visitor"])
def test_an_institution_of_ones_own_moves_nothing_of_others(
    name: str, own: Path, schemes: dict[str, Scheme], village: Society
) -> None:
    """It counts, draws and keeps a column; nobody gives points for what it does."""
    scheme = schemes["zhima_2015"]
    plain = lived(scheme, village, 8, settings=SOON)
    new("institution", name, base=own, code=True)
    plugins.add(own)
    part = next(iter(schemes["article_2015"].institutions.values())).model_copy(
        update={"name": name, "set": {}, "since": None, "until": None})
    more = lived(scheme.model_copy(update={"institutions": {**scheme.institutions, name: part}}), village, 8,
                 settings=SOON)
    assert set(columns_that_differ(plain, more)) == set()
    assert more.world.named("times_visited").any()


@pytest.mark.parametrize("name", ["aaa_share", "zzz_share"])
def test_a_measure_of_ones_own_moves_no_other(name: str, own: Path) -> None:
    told = run((3, "opinion", "private", "all", 2, 10), (3, "deed", "speak.praise", "all", None, 3))
    some = ["attitude", "silence"]
    before = take(told, names=some)
    new("measure", name, base=own)
    plugins.add(own)
    after = take(told, names=[*some, name])
    assert after.filter(after["measure"] != name).equals(before)
