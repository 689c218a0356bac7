"""The engine and the naive twin agree in every column and tie, after every week, bit for bit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import polars as pl
import pytest

from demerit.engine.run import Run
from tests import naive, naive_acts
from tests.engine.worlds import OUTSPOKEN, knobs_set

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

WEEKS = 52
LOANS = ("repaid", "repaid_other", "repaid_lived", "risk")
SLOW = {"run.warm_up": 9}
LIVELY = {"run.warm_up": 6, "mingle.rest": 1024, "mingle.cut": 192, "mingle.kin_cost": 1, "mingle.circle": 20,
          "mingle.place": 200, **OUTSPOKEN,
          "look_up.friends": 64, "learn.experience": 192, "learn.rumour": 22, "brag.show": -330, "borrow.need": -130,
          "borrow.default": -100, "pay.late": -150, "enrol.join": 0, "enrol.leave": 64, "speak.press_w": 32,
          "speak.climate_w": 96, "treat.cut": -160, "treat.cut_short": 32, "treat.kin_cut": 0, "treat.bond": 0}


def lively(scheme: Scheme) -> Scheme:
    """Give a scheme in which everything happens within a year: everyone learns of it, friends are feared."""
    scheme = knobs_set(scheme, awareness=0.5, status_notches=0.5, hold=1, reach=120)
    news = {
        name: item.model_copy(update={"since": scheme.start, "until": None, "adds": {**item.adds, "tie": -120.0}})
        for name, item in scheme.news.items()
    }
    enrolment = scheme.enrolment.model_copy(update={"mandatory_from": scheme.day_of(30)})
    return scheme.model_copy(update={"news": news, "enrolment": enrolment})


def agreeing(scheme: Scheme, society: Society, settings: dict[str, float], weeks: int = WEEKS) -> tuple[Run, Counter]:
    """Let engine and twin live side by side, week by week; give the run and all that the twin noted."""
    run = Run(scheme, society, seed=2**40 + 5, weeks=weeks, threads=2, settings=settings)
    twin, total = naive.world_of(run), Counter()
    done: Counter = Counter()
    for week in run.weeks():
        naive.live(twin, run, week)
        assert naive.differences(twin, run) == [], f"after week {week}"
        for act, deeds in twin.deeds.items():
            done.update(f"{act}.{d}" for d, c in zip(deeds, twin.people, strict=True) if c.status & naive_acts.ADULT)
        if week >= 0:
            booked(run, twin)
        if week % 4 == 3:
            if week >= 0:
                counted(run, twin, done)
            total += twin.noted
            twin.noted.clear()
            done.clear()
        elif week < 0:
            done.clear()
    run.close()
    return run, total


def booked(run: Run, twin: naive.World) -> None:
    """Hold the ledger's newest rows against the twin's books."""
    theirs = {(r["citizen"], r["entry"], r["account"]): r["points"] for r in run.booked[-1].iter_rows(named=True)}
    mine = {(c.id, *run.panel.kinds[e]): n for c in twin.people for e, n in c.book.items() if n}
    assert theirs == mine
    for c in twin.people:
        c.book.clear()


def counted(run: Run, twin: naive.World, done: Counter) -> None:
    """Hold the month's counts against what the twin noted."""
    rows = run.counted[-1].filter(pl.col("group") == "all")
    alone = ("deed", "gate", "register", "institution", "tie_end", "tie_new", "pressure", "debt", "money",
             "friends_deed")
    theirs = {(r["table"], r["key"]): r["n"] for r in rows.iter_rows(named=True) if r["table"] in alone}
    theirs |= {(r["table"], r["key"], r["bin"]): r["n"] for r in rows.iter_rows(named=True) if r["table"] in LOANS}
    gates = list(run.scheme.gates)
    channels = ("", "circle", "introduced", "place", "society")
    mine = {("deed", name): n for name, n in done.items()}
    mine |= {("gate", f"{gates[k[1]]}:{k[2]}"): n for k, n in twin.noted.items() if k[0] == "gate"}
    registers = list(run.scheme.registers)
    mine |= {("register", f"{registers[k[1]]}:{k[2]}"): n for k, n in twin.noted.items() if k[0] == "register"}
    mine |= {("institution", k[1]): n for k, n in twin.noted.items() if k[0] == "institution"}
    mine |= {("institution", f"{one}:{name}"): n
             for one, memory in run.world.memories.items() for name, n in memory.items()}
    mine |= {("tie_end", f"{k[1]}:{k[2]}"): n for k, n in twin.noted.items() if k[0] == "end"}
    mine |= {("tie_new", channels[k[1]]): n for k, n in twin.noted.items() if k[0] == "new"}
    mine |= {k: n for k, n in twin.noted.items() if k[0] in ("debt", "money", "friends_deed", *LOANS)}
    mine |= {("pressure", ""): twin.noted["pressure"]}
    assert theirs == {key: n for key, n in mine.items() if n}


def test_the_twin_knows_every_act_and_column() -> None:
    """No act and no column of the world escapes the comparison."""
    from demerit.acts import acts
    from demerit.engine.world import COLUMNS

    assert set(naive_acts.ACTS) == {act.name for act in acts()}
    rest = {"belief", "account", "listed", "face", "start", "friend", "kind", "kinds"}
    assert {*naive.COLUMNS, *rest} == set(COLUMNS)


@pytest.mark.parametrize("name", ["null", "article_2015", "zhima_2015"])
def test_engine_and_twin_agree(name: str, schemes: dict[str, Scheme], village: Society) -> None:
    """A year of each scheme after a warm-up, default knobs."""
    agreeing(schemes[name], village, SLOW)


def test_engine_and_twin_agree_where_everything_happens(schemes: dict[str, Scheme], village: Society) -> None:
    """A year in which ties are cut for the score, beliefs are corrected, all are enrolled by force."""
    run, noted = agreeing(lively(schemes["article_2015"]), village, LIVELY)
    happened = {key[:3] for key in noted if key[0] in ("end", "new")}
    assert {("end", "friend", "base"), ("end", "friend", "score"), ("end", "kin", "score")} <= happened
    assert {("new", channel) for channel in (1, 2, 3, 4)} <= happened
    assert noted["pressure"] > 0
    assert any(n for key, n in noted.items() if key[0] == "gate" and key[2] in ("barred", "not_obtained"))
    assert (run.world.status[run.world.status & naive_acts.ADULT > 0] & naive_acts.ENROLLED > 0).all()


@pytest.mark.parametrize("form", ["mean_score", "count_below", "invited"])
def test_engine_and_twin_agree_on_other_forms_of_association(
    form: str, schemes: dict[str, Scheme], village: Society
) -> None:
    """Half a year of the forms that the article's scheme does not use."""
    scheme = schemes["article_2015"]
    association = scheme.association.model_copy(update={"form": form, "line": 570, "weight": 0.05})
    agreeing(scheme.model_copy(update={"association": association}), village, {"run.warm_up": 1}, 24)


def test_engine_and_twin_agree_on_friends_who_earn_one_points(schemes: dict[str, Scheme], village: Society) -> None:
    """Deeds of weekly and of monthly acts, more than half a byte of them, that give points instead of taking them."""
    scheme = schemes["article_2015"]
    deeds = ("criticise.criticise", "speak.chat", "go.museum", "pay.late", "speak.praise", "care.attend", "shop.games")
    association = scheme.association.model_copy(update={"deeds": deeds, "points": 3, "cap": 11, "weight": 0.1})
    _, noted = agreeing(scheme.model_copy(update={"association": association}), village, {"run.warm_up": 1}, 16)
    seen = [deed for deed in deeds if noted["friends_deed", f"{deed}:people"]]
    assert "pay.late" in seen and {"speak.praise", "shop.games"} & set(seen)
