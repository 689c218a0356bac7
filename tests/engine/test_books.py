"""Ties agree, the ledger sums to the score, the counts add up, the law's tables are the law."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from demerit.acts import acts
from demerit.engine.changes import changes
from demerit.engine.knobs import turned
from demerit.engine.plan import Plan
from demerit.engine.run import Run
from demerit.engine.steps import gate_law, stake
from demerit.engine.terms import Terms, When
from demerit.engine.week import WEEK
from demerit.rows.bits import ADULT
from tests.engine.test_twin import LIVELY, lively
from tests.engine.worlds import lived

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society


@pytest.fixture(scope="module")
def runs(schemes: dict[str, Scheme], town: Society) -> dict[str, Run]:
    """A year and a half of each scheme, and of a lively one, in a town."""
    found = {name: lived(scheme, town, 80, settings={"run.warm_up": 8}) for name, scheme in schemes.items()}
    return found | {"lively": lived(lively(schemes["article_2015"]), town, 80, settings=LIVELY)}


EVERY = pytest.mark.parametrize("name", ["null", "article_2015", "zhima_2015", "lively"])


@EVERY
def test_both_halves_of_every_tie_agree(name: str, runs: dict[str, Run]) -> None:
    """Each tie stands once in both rows with the same kind and bond; rows are packed; nobody is tied to themselves."""
    w = runs[name].world
    row = np.repeat(np.arange(w.n), np.diff(w.start))
    live = w.friend >= 0
    assert (w.kind[~live] == 0).all()
    assert not (live[1:] & ~live[:-1] & (row[1:] == row[:-1])).any(), "empty slots come last"
    there = np.stack([row[live], w.friend[live], w.kind[live]], axis=1).astype(np.int64)
    assert (there[:, 0] != there[:, 1]).all()
    assert len(np.unique(there[:, :2], axis=0)) == len(there), "no tie stands twice"
    back = there[:, [1, 0, 2]]
    assert (np.unique(there, axis=0) == np.unique(back, axis=0)).all()
    assert set((w.kind[live] & 3).tolist()) <= {1, 2, 3}


@EVERY
def test_the_ledger_sums_to_the_score(name: str, runs: dict[str, Run]) -> None:
    """For everyone, at every settling, account by account; limits and decay included."""
    run = runs[name]
    accounts = list(run.scheme.accounts)
    panel = pl.concat(run.rows).filter(pl.col("sex") < 255)
    if not pl.concat(run.booked).height:
        assert panel["score"].null_count() == panel.height
        return
    by_account = pl.concat(run.booked).with_columns(pl.col("account").cast(pl.String), pl.col("points").cast(pl.Int64))
    booked = by_account.pivot("account", index=["citizen", "week"], values="points", aggregate_function="sum")
    for week in panel["week"].unique().sort():
        so_far = booked.filter(pl.col("week") <= week).group_by("citizen").agg(pl.exclude("week").sum())
        both = panel.filter(pl.col("week") == week).join(so_far, on="citizen", how="left")
        for account in accounts:
            summed = both[account].fill_null(0) if account in both.columns else pl.repeat(0, both.height, eager=True)
            assert (both[f"account_{account}"] == summed).all(), (week, account)
        score = run.scheme.scale.low + both.select(pl.sum_horizontal(accounts).fill_null(0)).to_series()
        scored = both["score"].is_not_null()
        assert (both["score"].filter(scored) == score.filter(scored)).all(), week


def test_scores_and_accounts_stay_within_their_scales(runs: dict[str, Run]) -> None:
    """Scores from low to high or -1; accounts from 0 to their caps, which sum to the width."""
    for run in runs.values():
        scale, cap = run.scheme.scale, run.life.terms.cap
        w = run.world
        assert cap.sum() == scale.high - scale.low
        assert ((w.score == -1) | ((w.score >= scale.low) & (w.score <= scale.high))).all()
        assert (w.account >= 0).all() and (w.account <= cap[:, None]).all()
        assert (w.score[(w.status & ADULT) == 0] == -1).all()


@EVERY
def test_the_counts_add_up(name: str, runs: dict[str, Run]) -> None:
    """Deeds to adults times weeks, gates to adults, loans to adults; every dimension's groups to all."""
    run = runs[name]
    counts = pl.concat(run.counted)
    adults = int(((run.world.status & ADULT) != 0).sum())
    everyone = counts.filter(pl.col("group") == "all")
    assert (everyone.filter(pl.col("table") == "adult")["n"] == adults).all()
    months = counts["week"].n_unique()
    for act in acts():
        deeds = everyone.filter((pl.col("table") == "deed") & pl.col("key").is_in(act.names))
        takes_place = not act.asks or act.asks in run.scheme.institutions
        assert deeds["n"].sum() == adults * months * (1 if act.monthly else 4) * takes_place, act.name
    for gate, part in run.scheme.gates.items():
        if part.who is not None:
            continue
        stood = everyone.filter((pl.col("table") == "gate") & pl.col("key").is_in([f"{gate}:open", f"{gate}:shut"]))
        assert stood["n"].sum() == adults * months
    stands = everyone.filter((pl.col("table") == "opinion") & (pl.col("key") == "private"))
    assert stands["n"].sum() == adults * months
    assert everyone.filter(pl.col("table").is_in(["repaid", "repaid_other"]))["n"].sum() == adults * months
    assert everyone.filter(pl.col("table") == "repaid")["n"].sum() > 0
    grouped = counts.filter(pl.col("group") != "all").with_columns(
        dimension=pl.col("group").str.split(":").list.first()
    )
    by_dimension = grouped.group_by("week", "table", "key", "bin", "dimension").agg(pl.col("n").sum())
    whole = everyone.select("week", "table", "key", "bin", all="n")
    joined = by_dimension.join(whole, on=["week", "table", "key", "bin"], how="left", nulls_equal=True)
    assert joined.height > 1000 and (joined["n"] == joined["all"]).all()


def test_ties_are_counted_from_both_ends(runs: dict[str, Run]) -> None:
    """As many half-ties from one twelfth of the scale to another as back; both tables count all of them."""
    counts = pl.concat(runs["lively"].counted).filter(pl.col("group") == "all")
    there = {(r["week"], r["key"], r["bin"]): r["n"] for r in counts.filter(pl.col("table") == "tie").rows(named=True)}
    assert len(there) > 20
    for (week, kind, bin_), n in there.items():
        assert there[week, kind, bin_ % 100 * 100 + bin_ // 100] == n
    for kind in ("kin", "friend"):
        last = counts.filter((pl.col("key") == kind) & (pl.col("week") == 79))
        sums = [last.filter(pl.col("table") == table)["n"].sum() for table in ("tie", "tie_dissent")]
        assert sums[0] == sums[1] > 0


def fresh(scheme: Scheme, week: int) -> Terms:
    """Give the terms of a week, read of nothing that was read before."""
    return Terms(scheme, week, turned({}), *Plan(scheme).blank_agenda().state())


@pytest.mark.parametrize("name", ["article_2015", "zhima_2015"])
def test_slopes_are_those_of_the_gates(name: str, schemes: dict[str, Scheme]) -> None:
    """``up``, ``down``, ``gain``, ``loss`` at every score, by the formula in plain numbers."""
    scheme, week = schemes[name], 40
    table = stake.worth(fresh(scheme, week))
    reach, hold = scheme.knob("reach"), scheme.knob("hold")
    status = scheme.knob("status_notches") if scheme.visibility.form in ("consent", "public") else 0.0
    for s in range(scheme.scale.low, scheme.scale.high + 1):
        up = down = status
        for gate, part in scheme.gates_in_force(week).items():
            line, v = scheme.threshold(gate, week), part.value.notches
            if line is None or part.who is not None:
                continue  # a register has no slope, and what is for some is at stake for nobody on average
            near = v / reach * max(0.0, 1 - abs(line - s) / reach)
            up, down = (up + near, down) if s < line else (up, down + near)
        at = s - scheme.scale.low
        assert table.gain[at] == pytest.approx(256 * (up + hold * down), abs=0.51)
        assert table.loss[at] == pytest.approx(256 * (down + hold * up), abs=0.51)


@pytest.mark.parametrize("name", ["article_2015", "zhima_2015"])
def test_gates_open_where_the_law_says(name: str, schemes: dict[str, Scheme]) -> None:
    """At every score, in weeks before and after dated changes; a gate not in force is open only if a sanction."""
    scheme = schemes[name]
    for week in (0, 40, 100, 150, 200, 285):
        terms = fresh(scheme, week)
        table, tried = gate_law.law(terms), gate_law.tries(terms)
        for g, (gate, part) in enumerate(scheme.gates.items()):
            line = scheme.threshold(gate, week)
            for s in range(scheme.scale.low, scheme.scale.high + 1, 7):
                if gate not in scheme.gates_in_force(week):
                    expected = part.treatment == "detriment"
                elif len(list(part.condition.walk())) == 1 and line is not None:
                    expected = s >= line
                else:
                    continue
                assert table.gate_mask[0, s - scheme.scale.low] >> g & 1 == expected, (week, gate, s)
            if part.tries_a_year and gate in scheme.gates_in_force(week):
                chance = 1 - math.exp(-part.tries_a_year * 28 / 365.25)
                assert tried[g] == pytest.approx(65536 * chance, abs=1)


def plain(table: Any) -> Any:
    """Give a law as nested tuples that compare."""
    if isinstance(table, dict):
        return tuple((name, plain(part)) for name, part in table.items())
    if isinstance(table, tuple | list):
        return tuple(plain(part) for part in table)
    return table.tolist() if hasattr(table, "tolist") else table


@pytest.mark.parametrize("name", ["article_2015", "zhima_2015", "dated"])
def test_the_law_is_read_again_whenever_it_changes(name: str, schemes: dict[str, Scheme]) -> None:
    """Between two weeks that `changes` names, the laws of all steps stay the same: what is told this week apart."""
    scheme = schemes["article_2015" if name == "dated" else name]
    if name == "dated":
        dates = {"since": scheme.day_of(10), "until": scheme.day_of(20)}
        rule = scheme.rules["dissenting_post"].model_copy(update=dates)
        scheme = scheme.model_copy(update={"rules": {**scheme.rules, "dissenting_post": rule}})
    weeks, plan = 286, Plan(scheme)
    when = When(0, plan.blank_agenda())
    steps = [on.what for _, things in WEEK for on in things if not isinstance(on.what, str) and on.what.law]

    def laws(week: int) -> Any:
        terms = fresh(scheme, week)
        found = {step.name: step.law(terms, when) if step.weekly else step.law(terms) for step in steps}
        blocks = {name: gate.blocks for name, gate in terms.gates.items()}
        return plain([found, plan.around(terms), blocks, terms.ended])

    read = sorted(week for week in changes(scheme) if week < weeks)
    assert read[0] == 0 and (name != "dated" or {10, 21} <= set(read))
    looked = {w + d for w in read for d in (-1, 0, 1)} | set(range(0, weeks, 26))
    tables = {w: laws(w) for w in {*read, *looked} if 0 <= w < weeks}
    for week, table in tables.items():
        assert table == tables[max(w for w in read if w <= week)], week
