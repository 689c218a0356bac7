"""Registers beside scores: entered and left as written, asked by gates, and the same in the twin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from demerit.engine.run import Run
from demerit.errors import InputError
from demerit.law import Register
from demerit.law.gate import Condition
from demerit.rows.bits import PARENT
from tests.engine.test_twin import LIVELY, agreeing
from tests.engine.worlds import columns_that_differ, lived

if TYPE_CHECKING:
    from demerit.law import Gate, Scheme
    from demerit.society import Society

GROUND = {"summary": "A list.", "evidence": {"grade": "projected"},
          "size": {"grade": "assumed", "range": [0, 1], "why": "A test."}}
LATE = {"enter": {"arrears_months": 1}, "leave": {"payment": True}}
LOUD = {"enter": {"deed": "speak.dissent", "count": 1, "within_weeks": 4}, "leave": {"after_weeks": 8}}
SLACK = {"enter": {"deed": "pay.late", "chance": 0.5}, "leave": {"deed": "care.attend", "after_weeks": 12}}


def register(**ways: Any) -> Register:
    """Give a register that is entered and left in these ways."""
    return Register.model_validate({"name": "list", **GROUND, **ways})


def with_registers(scheme: Scheme, **gates: dict[str, Any]) -> Scheme:
    """Give the scheme without institutions, with three registers, and gates changed as given."""
    registers = {"late": register(**LATE), "loud": register(**LOUD), "slack": register(**SLACK)}
    known: dict[str, Gate] = dict(scheme.gates)
    for name, change in gates.items():
        known[name] = known[name].model_copy(update=change)
    return scheme.model_copy(update={"registers": registers, "gates": known, "institutions": {}})


def off(*names: str) -> Condition:
    """Give the condition of being on none of these registers."""
    return Condition.model_validate({"all": [{"not": {"register": name}} for name in names]})


@pytest.fixture(scope="module")
def listed(schemes: dict[str, Scheme]) -> Scheme:
    """The feared world with registers, and gates that ask for them, for papers, and for whom they are."""
    from demerit.law.gate import Papers, Whom

    papers = (Papers(at_least=350, hours=20), Papers(at_least=600, hours=3))
    return with_registers(
        schemes["article_2015"],
        instant_loan={"condition": Condition.model_validate({"all": [{"score": {"at_least": 600}},
                                                                     {"not": {"register": "late"}}]})},
        bargains={"condition": off("loud"), "treatment": "detriment", "needs_enrolment": False},
        singapore_permit={"paperwork": papers, "tried_by": None, "tries_a_year": 26},
        schengen_visa={"who": Whom(parent=True), "tried_by": None, "tries_a_year": 26},
    )


def test_engine_and_twin_agree_on_registers(listed: Scheme, village: Society) -> None:
    """Every way in, every way out, gates of both kinds, papers, gates for some: a year, bit for bit."""
    run, noted = agreeing(listed, village, LIVELY)
    ways = {key[2] for key in noted if key[0] == "register" and noted[key]}
    assert ways >= {"on", "entered", "left_by_payment", "left_by_term", "left_by_deed"}
    assert any(n for key, n in noted.items() if key[0] == "gate" and key[2] == "hours")
    assert run.world.listed.max() > 1


def test_who_owes_is_listed_and_who_pays_is_not(listed: Scheme, village: Society) -> None:
    """After a settling, the register of arrears holds none who owe nothing."""
    run = lived(listed, village, 24, settings=LIVELY)
    owes = (run.world.arrears > 0) | (run.world.owed > 0)
    assert not (run.world.listed[0] > 0)[~owes].any()
    assert (run.world.listed[0] > 0).any()


def test_a_term_ends(listed: Scheme, village: Society) -> None:
    """Nobody stays longer on a list than its term: eight weeks are two months."""
    run = lived(listed, village, 40, settings=LIVELY)
    assert run.world.listed[1].max() <= 2


def test_a_register_shuts_a_gate_whatever_the_score(listed: Scheme, village: Society) -> None:
    """`bargains` asks for no score at all: it stands shut for those listed, and for nobody else."""
    run = lived(listed, village, 24, settings=LIVELY)
    number = list(run.scheme.gates).index("bargains")
    adult = (run.world.status & 1) != 0
    shut = (run.world.gates >> np.uint32(number)) & 1 == 0
    assert (shut[adult] == (run.world.listed[1] > 0)[adult]).all()
    assert shut[adult].any()


def test_papers_cost_hours_by_score(listed: Scheme, village: Society) -> None:
    """Hours lie between the two steps for every try, and more than the lower step in all."""
    run = lived(listed, village, 52, settings=LIVELY)
    rows = pl.concat(run.counted).filter((pl.col("table") == "gate") & (pl.col("group") == "all"))
    total = {key: int(n) for key, n in rows.group_by("key").agg(pl.col("n").sum()).iter_rows()}
    tried, hours = total["singapore_permit:tried"], total["singapore_permit:hours"]
    assert 3 * tried < hours < 20 * tried


def test_a_gate_for_some_is_counted_for_them_alone(listed: Scheme, village: Society) -> None:
    """Open and shut add up to the parents, month by month."""
    run = lived(listed, village, 12, settings=LIVELY)
    parents = int((run.world.traits & PARENT > 0).sum())
    rows = run.counted[-1].filter((pl.col("table") == "gate") & (pl.col("group") == "all"))
    found = {key: n for key, n in zip(rows["key"], rows["n"], strict=True) if key.startswith("schengen_visa:")}
    assert found.get("schengen_visa:open", 0) + found.get("schengen_visa:shut", 0) == parents > 0


def test_a_register_that_nobody_asks_for_changes_nobody_else(schemes: dict[str, Scheme], village: Society) -> None:
    """Lists alone move no deed and no tie: they are a mechanism of their own."""
    plain = schemes["article_2015"].model_copy(update={"institutions": {}})
    a, b = lived(with_registers(plain), village, 24), lived(plain, village, 24)
    assert columns_that_differ(a, b) == ["listed"]


def test_too_many_registers_are_refused(schemes: dict[str, Scheme], village: Society) -> None:
    """In words, before anything runs."""
    many = {f"list_{k}": register(**LATE) for k in range(5)}
    with pytest.raises(InputError, match="more than 4 registers"):
        Run(schemes["article_2015"].model_copy(update={"registers": many}), village, weeks=4)


def test_a_register_that_counts_over_more_than_a_month_is_refused(
    schemes: dict[str, Scheme], village: Society
) -> None:
    """What is not carried out is not passed over in silence."""
    slow = register(enter={"deed": "speak.dissent", "count": 2, "within_weeks": 8}, leave={"payment": True})
    with pytest.raises(InputError, match=r"registers.slow.enter.within_weeks: `within_weeks` is 4 at most"):
        Run(schemes["article_2015"].model_copy(update={"registers": {"slow": slow}}), village, weeks=4)
