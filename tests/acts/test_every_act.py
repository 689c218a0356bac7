"""Conformance over the catalogue: what every act must keep to, whatever it decides."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, get_type_hints

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import demerit.acts
from demerit.acts import FIRST, acts, deeds, lot_of
from demerit.acts.act import NEVER, Act, Week
from demerit.engine.steps.look import Heard
from demerit.engine.world import COLUMNS
from demerit.institutions import columns as institution_columns
from demerit.institutions import shown
from tests import strategies
from tests.engine.worlds import lived
from tests.naive_acts import ACTS

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

EVERY = pytest.mark.parametrize("act", acts(), ids=lambda act: act.name)
N = 7
UNSET = 123_456_789


def swept(act: Act, columns: dict[str, np.ndarray], knobs: Any, week: Week) -> np.ndarray:
    """Give the utilities that the loop writes, `UNSET` where it wrote none."""
    n = len(next(iter(columns.values())))
    u = np.full((8, n), UNSET, np.int32)
    strategies.weigh(act, columns, knobs, week, u)
    return u


def test_the_folder_is_the_list() -> None:
    """One file an act, weekly ones first, each group by name."""
    files = {p.stem for p in Path(demerit.acts.__path__[0]).glob("[a-z]*.py")} - {"act"}
    assert {act.name for act in acts()} == files
    assert [(a.monthly, a.name) for a in acts()] == sorted((a.monthly, a.name) for a in acts())
    assert deeds() == {f"{act.name}.{deed}" for act in acts() for deed in act.deeds}


@EVERY
def test_it_has_2_to_8_deeds_and_says_what_it_is(act: Act) -> None:
    """Names are words, once each; eight is what the choice and the face can hold."""
    assert 2 <= len(act.deeds) <= 8
    assert len(set(act.deeds)) == len(act.deeds)
    assert all(deed.isidentifier() for deed in (*act.deeds, act.name))
    assert act.summary.endswith(".") and "\n" not in act.summary
    assert 2**act.bits >= len(act.deeds) > 2 ** (act.bits - 1)
    assert re.search(r"u\(|::|pull", act.weigh.__doc__ or ""), "the docstring carries the formula"


def test_a_month_of_weekly_deeds_fits_into_the_diary() -> None:
    """Four weeks of every weekly act: 32 bits."""
    assert sum(4 * act.bits for act in acts() if not act.monthly) <= 32


@EVERY
def test_what_it_reads_are_columns_or_what_was_heard(act: Act) -> None:
    """It can read only what it declares, and declares only what there is: its own row and what it saw and heard."""
    own = set(COLUMNS) - {"belief", "account", "face", "partner", "start", "friend", "kind"}
    kept = {*institution_columns(), *shown()}
    assert set(act.own._fields) <= own | kept | set(Heard._fields) | {"opens", "step", "rank", "short"}
    assert len(act.own._fields) <= 12
    assert set(get_type_hints(act.own).values()) == {int}


@EVERY
def test_it_says_what_it_is_handed(act: Act) -> None:
    """Every field of its knobs has a range, in the same order; it asks for nothing but what the engine hands out."""
    assert tuple(knob.name for knob in act.knobs) == act.knob_class._fields
    assert all(knob.low <= knob.default <= knob.high for knob in act.knobs)
    hints = get_type_hints(act.weigh)
    given = {"own": act.own, "knobs": act.knob_class, "week": Week}
    asked = [name for name in hints if name != "return"]
    assert asked == [name for name in given if name in asked]
    assert all(hints[name] is given[name] for name in asked)
    assert hints["return"]._fields == act.deeds and set(get_type_hints(hints["return"]).values()) == {int}


@EVERY
@given(data=st.data())
def test_it_weighs_like_the_twin(act: Act, data: st.DataObject) -> None:
    """Every option of every citizen, for any columns, knobs and week."""
    columns = data.draw(strategies.columns(act.own._fields, N))
    knobs, week = data.draw(strategies.knobs(act)), data.draw(strategies.weeks())
    u = swept(act, columns, knobs, week)
    plain = SimpleNamespace(**knobs._asdict())
    for j in range(N):
        row = {name: int(column[j]) for name, column in columns.items()}
        assert u[: len(act.deeds), j].tolist() == ACTS[act.name](row, plain, SimpleNamespace(**week._asdict()))


@EVERY
@given(data=st.data())
def test_it_weighs_compiled_as_in_python(act: Act, data: st.DataObject) -> None:
    """What it says of one citizen in plain whole numbers is what its loop writes; it gives nothing but plain ints."""
    columns = data.draw(strategies.columns(act.own._fields, N))
    knobs, week = data.draw(strategies.knobs(act)), data.draw(strategies.weeks())
    u = swept(act, columns, knobs, week)
    hints = get_type_hints(act.weigh)
    for j in range(N):
        own = act.own(**{name: int(column[j]) for name, column in columns.items()})
        handed = {"own": own, "knobs": knobs, "week": week}
        made = act.weigh(**{name: part for name, part in handed.items() if name in hints})
        assert type(made) is hints["return"]
        assert all(type(utility) is int for utility in made)
        assert u[: len(act.deeds), j].tolist() == list(made)


@EVERY
@given(data=st.data())
def test_it_is_pure_and_order_free(act: Act, data: st.DataObject) -> None:
    """Inputs stay as they were, the same again gives the same, and citizens in another order get the same each."""
    columns = data.draw(strategies.columns(act.own._fields, N))
    knobs, week = data.draw(strategies.knobs(act)), data.draw(strategies.weeks())
    order = np.array(data.draw(st.permutations(range(N))))
    before = {name: column.copy() for name, column in columns.items()}
    u = swept(act, columns, knobs, week)
    assert all((columns[name] == before[name]).all() for name in columns)
    assert (swept(act, columns, knobs, week) == u).all()
    shuffled = {name: np.ascontiguousarray(column[order]) for name, column in columns.items()}
    assert (swept(act, shuffled, knobs, week) == u[:, order]).all()


@EVERY
@given(data=st.data())
def test_it_writes_every_option_and_none_too_large(act: Act, data: st.DataObject) -> None:
    """All its deeds and no more; at the ends of all ranges a possible deed stays far above an impossible one."""
    u = swept(act, data.draw(strategies.columns(act.own._fields, N)), data.draw(strategies.knobs(act)),
              data.draw(strategies.weeks()))
    mine = u[: len(act.deeds)].astype(np.int64)
    assert (mine != UNSET).all()
    assert (u[len(act.deeds) :] == UNSET).all()
    assert (mine < 1 << 14).all()
    assert ((np.abs(mine) < 1 << 14) | (mine < NEVER // 2)).all()
    assert (np.abs(16 * mine) < 2**31 - 2**20).all()
    assert (mine > NEVER // 2).any(axis=0).all(), "everyone can do something"


def test_no_act_moves_the_draws_about_another() -> None:
    """What institutions draw about an act's deeds is keyed by its place of old, or by its name: never by its place now.

    The numbers of the first version are those that a run of it used.
    """
    numbers = [lot_of(act.name) for act in acts()]
    assert len(set(numbers)) == len(numbers)
    assert [lot_of(name) for name in FIRST] == list(range(len(FIRST)))
    assert {act.name for act in acts()} >= set(FIRST)
    assert lot_of("obey") != lot_of("deal") and min(lot_of("obey"), lot_of("deal")) >= 1 << 20


def test_acts_whose_institution_is_closed_change_nothing(schemes: dict[str, Scheme], village: Society) -> None:
    """Without wardens and trade nobody decides about the law or a contract, and nothing of it is counted."""
    run = lived(schemes["zhima_2015"], village, 8)
    keys = set(pl.concat(run.counted).filter(pl.col("table") == "deed")["key"])
    assert keys and not any(key.startswith(("obey.", "deal.")) for key in keys)
