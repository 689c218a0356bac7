"""Censor, venues, licences, press, outsiders and tipsters: against their twins, and for what each is there for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from demerit.acts import deeds
from demerit.acts.speak import TOPICS, speak
from demerit.base.draws import column
from demerit.engine.names import believed
from demerit.engine.run import Run
from demerit.engine.showing import number_about
from demerit.engine.steps.judge import law as judge_law
from demerit.institutions import outsiders as outsiders_
from demerit.institutions import press as press_
from demerit.institutions.agenda import Agenda
from demerit.institutions.outsiders import Knobs as Loudness
from demerit.institutions.past import Past
from demerit.institutions.press import REST, Knobs, drawn
from demerit.institutions.tipsters import TELLS
from demerit.law.gate import Condition, ScoreLine
from tests.engine.test_twin import agreeing
from tests.engine.worlds import OUTSPOKEN
from tests.institutions.places import noted, only, points, total

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

SPEECH = ("censor", "venues", "licences", "press", "outsiders", "tipsters", "opinion")
LIVELY = {
    "run.warm_up": 2, **OUTSPOKEN, "criticise.criticise": -240, "press.asks": 6500,
    "outsiders.reach": 2000, "tipsters.reach": 3000, "venue.messenger": -230, "venue.imitation": -300,
}  # fmt: skip
"""Knobs at which everything of this family happens within months."""


def lived(scheme: Scheme, village: Society, weeks: int = 32, **settings: float) -> Run:
    """Give a run that is over."""
    turned = LIVELY | {name.replace("__", "."): value for name, value in settings.items()}
    run = Run(scheme, village, weeks=weeks, threads=1, settings=turned)
    for _ in run.weeks():
        pass
    run.close()
    return run


def test_a_village_in_which_all_of_it_happens(schemes: dict[str, Scheme], village: Society) -> None:
    """Half a year, bit for bit; everything they count happens."""
    _, happened = agreeing(only(schemes["article_2015"], *SPEECH), village, LIVELY, 24)
    there = {key[1] for key, n in happened.items() if key[0] == "institution" and n}
    for name in ("censor:removed", "censor:exposed", "censor:turned", "venues:left_microblog", "venues:hidden",
                 "licences:holders", "licences:agreed_without", "press:asked", "press:refused", "press:afraid",
                 "press:told", "press:knowing", "tipsters:right", "tipsters:blind"):  # fmt: skip
        assert name in there, f"{name} never happened"


def test_topics_are_the_last_deeds_of_speak() -> None:
    """Their order is that of the bits of `shut`."""
    assert speak.deeds[-len(TOPICS) :] == TOPICS


def test_a_ban_that_stands_shuts_as_much_and_never_turns(schemes: dict[str, Scheme], village: Society) -> None:
    """The share of topics shut is the same; nobody is caught for what was allowed."""
    scheme = only(schemes["article_2015"], "censor")
    stands, turns = (lived(scheme, village, 64, censor__turns=t) for t in (0, 256))
    shares = [noted(run, "censor:shut") / noted(run, "censor:readers") / 6 for run in (stands, turns)]
    assert shares == pytest.approx([77 / 256] * 2, abs=0.05)
    assert noted(stands, "censor:turned") == noted(stands, "censor:exposed") == 0
    assert noted(turns, "censor:exposed") > 0
    assert int(turns.world.fear.sum()) > int(stands.world.fear.sum())


def test_what_is_exposed_costs_points(schemes: dict[str, Scheme], village: Society) -> None:
    """Through rules and the ledger, and in no other way."""
    run = lived(only(schemes["article_2015"], "censor"), village)
    assert points(run, "removed_post") < 0
    assert points(run, "exposed_post") < 0
    spared = lived(only(schemes["article_2015"], "censor"), village, censor__turns=0)
    assert points(spared, "exposed_post") == 0


def test_a_topic_that_is_shut_is_spoken_of_less(schemes: dict[str, Scheme], village: Society) -> None:
    """All shut against none shut, over the same people and draws."""
    scheme = only(schemes["article_2015"], "censor")
    none, all_shut = (lived(scheme, village, censor__share=s, censor__turns=0) for s in (0, 256))
    assert said(all_shut) < 0.8 * said(none)


def said(run: Run) -> int:
    """Give how many posts there were on topics that can be shut."""
    return sum(total(run, "deed", f"speak.{topic}") for topic in TOPICS)


def test_the_censor_drives_people_to_the_messenger(schemes: dict[str, Scheme], village: Society) -> None:
    """More leave the microblog where more is shut to them."""
    scheme = only(schemes["article_2015"], "censor", "venues")
    left = [noted(lived(scheme, village, venue__shut=n), "venues:left_microblog") for n in (0, 48)]
    assert left[1] > left[0]


STEPS = ("slow_connection", "hours_online", "public_venues", "restricted_online_use")


def harsh(schemes: dict[str, Scheme], *lines: int) -> Scheme:
    """Give venues alone, with the lines of the steps by which the net is restricted."""
    scheme = only(schemes["article_2015"], "venues")
    gates = {name: scheme.gates[name].model_copy(update={"condition": Condition(score=ScoreLine(at_least=line))})
             for name, line in zip(STEPS, lines, strict=True)}
    return scheme.model_copy(update={"gates": {**scheme.gates, **gates}})


def test_the_net_is_restricted_step_by_step(schemes: dict[str, Scheme], village: Society) -> None:
    """Bit for bit with the twin; whoever is below a line has that step, and those above the highest have none."""
    scheme = harsh(schemes, 600, 580, 560, 540)
    run, happened = agreeing(scheme, village, LIVELY, 16)
    for step in ("slow", "timed", "moved", "shut", "limited_silent"):
        assert happened["institution", f"venues:{step}"] > 0, step
    rows = pl.concat(run.rows).filter((pl.col("sex") < 255) & (pl.col("online") == 1)).sort("citizen", "week")
    rows = rows.with_columns(pl.col("score").shift(1).over("citizen").alias("was")).filter(pl.col("was").is_not_null())
    for bit, line in ((1, 600), (2, 580), (4, 560), (8, 540)):
        below = (pl.col("was") < line) == (pl.col("limits") & bit > 0)
        assert rows.select(below.mean()).item() > 0.99
    moved = rows.filter(pl.col("limits") & 4 > 0)
    assert moved["venue"].unique().to_list() == [2]
    taken = [number_about(i, "hindrance", run.world, run.plan) for i in range(run.n)]
    limits = run.world.named("limits")[:]
    assert {bool(taken[i]) for i in np.flatnonzero(limits & 3 == 0)} == {False}
    assert {bool(taken[i]) for i in np.flatnonzero(limits & 3)} == {True}


def test_milder_steps_silence_less(schemes: dict[str, Scheme], village: Society) -> None:
    """Against nothing: a slow net silences some, hours more, and shutting everything most."""
    low, high = 350, 950
    steps = ((low, low, low, low), (high, low, low, low), (high, high, low, low), (high, high, high, high))
    silent = [total(lived(harsh(schemes, *lines), village), "deed", "speak.silent") for lines in steps]
    assert silent == sorted(silent)
    assert silent[1] > 1.05 * silent[0]
    assert silent[2] > 1.05 * silent[1]
    assert silent[3] > silent[2]


def test_what_is_said_on_the_messenger_is_not_seen(schemes: dict[str, Scheme], village: Society) -> None:
    """What the bureau sees of speech falls by the share of what is said there."""
    run = lived(only(schemes["article_2015"], "venues"), village, venues__messenger=192, venues__imitation=0)
    unseen = run.world.memories["venues"]["unseen"]
    assert 0 < unseen <= 128
    act = [what.name for what in run.acts].index("speak")
    assert run.life.slate.sees[act] == 128 - unseen


def test_one_with_a_licence_never_speaks_unlicensed(schemes: dict[str, Scheme], village: Society) -> None:
    """With a licence for every member and professional, what they say in agreement is praise."""
    everyone = {"licences__professionals": 128, "licences__members": 128}
    run = lived(only(schemes["article_2015"], "licences"), village, 16, **everyone)
    holders = run.world.more["licence"] == 1
    assert holders.any()
    law, act = run.life.terms.read(judge_law), [what.name for what in run.acts].index("speak")
    shift, bits = int(law.shift[act]), int(law.bits[act])
    spoken = [(run.world.diary[holders] >> (shift + bits * week)) & (2**bits - 1) for week in range(4)]
    assert all((week != speak.deeds.index("unlicensed")).all() for week in spoken)
    assert noted(run, "licences:agreed_without") > 0


def test_what_nobody_tells_is_forgotten_with_its_half_life() -> None:
    """Half is gone after as many months as the knob says; as much as usual keeps three quarters."""
    level = REST
    for _ in range(24):
        level = drawn(level, 0, 9000, 24)
    assert level == pytest.approx(REST / 2, rel=0.03)
    assert drawn(REST, 9000, 9000, 24) == REST
    assert drawn(REST, 18000, 9000, 24) > REST
    assert drawn(REST, 0, 9000, 1) == REST // 2


def test_those_who_lived_through_it_know_longest(schemes: dict[str, Scheme], village: Society) -> None:
    """Without a telling each cohort halves in its own time; who knows nothing tells least."""
    settings = {"press.lesson": 16, "press.forgets": 6, "speak.history": -490, "press.lost_for_words": 96}
    run = lived(only(schemes["article_2015"], "press"), village, 24, **{k.replace(".", "__"): v for k, v in
                                                                        settings.items()})
    rows = pl.concat(run.rows).filter(pl.col("sex") < 255)
    first, last = (rows.filter(pl.col("week") == week).sort("citizen") for week in (3, 23))
    old = run.world.age[: len(last)] >= 40
    kept = last["recall"].to_numpy() / first["recall"].to_numpy().clip(1)
    assert kept[old].mean() == pytest.approx(0.5 ** (5 / 24), abs=0.04)
    assert kept[~old].mean() == pytest.approx(0.5 ** (5 / 6), abs=0.08)
    assert (last["forgotten"] == (96 * (127 - last["recall"].cast(pl.Int32)) // 127)).all()


def test_a_telling_is_remembered(schemes: dict[str, Scheme], village: Society) -> None:
    """Where friends tell of history more is known than where nobody learns by it."""
    scheme = only(schemes["article_2015"], "press")
    heard, deaf = (lived(scheme, village, 32, press__lesson=n, speak__history=-430) for n in (256, 16))
    assert noted(heard, "press:told") > 0
    assert noted(heard, "press:recalled") > 1.02 * noted(deaf, "press:recalled")


def test_a_price_keeps_to_its_worth_where_it_is_known() -> None:
    """All known, it is worth; nothing known, it goes its own way, by as much a month as the noise."""
    k = Knobs(*(int(knob.default) for knob in press_.press.knobs))
    draws = column(5, "price", 3 * 400).reshape(400, 3).tolist()
    apart, steps = {}, []
    for known in (65536, REST, 0):
        memory, gaps = {"began": 1, "market": known, "worth": 0, "price": 0}, []
        for month in range(400):
            words = draws[month]
            before = memory["worth"]
            memory["market"] = known
            press_.think(memory, Past(4 * month, {}), k, lambda n, words=words: words[n])
            steps.append(abs(memory["worth"] - before))
            gaps.append(abs(memory["worth"] - memory["price"]))
        apart[known] = sum(gaps) / len(gaps)
    assert apart[65536] <= 1
    assert 0 < apart[REST] < 0.2 * apart[0]
    assert sum(steps) / len(steps) == pytest.approx(k.moves, rel=0.1)


def test_silence_makes_tales_louder_until_somebody_denies() -> None:
    """Month by month; a denial halves it every month and ends the tale, not the news."""
    k = Loudness(256, 0, 8, 12, 24)
    memory = dict.fromkeys(("months", "silence", "denied"), 0)
    loud, told = [], []
    for month in range(24):
        outsiders_.think(memory, Past(4 * month, {}), k, lambda _: 0)
        agenda = Agenda(sorted(deeds()), ["speak"], [])
        outsiders_.write(agenda, memory, k)
        loud.append(agenda.loud)
        told.append(len(agenda.tales))
    assert loud[:11] == sorted(set(loud[:11]))
    assert loud[11] < loud[10]
    assert loud[-1] == 256
    assert told == [1] * 11 + [0] * 13


@pytest.mark.parametrize("told", [TELLS, outsiders_.TELLS])
def test_tales_are_of_deeds_that_there_are(told: dict[str, float]) -> None:
    """A deed that nobody can do would be told in vain."""
    assert set(told) <= deeds() | {"tie"}


def test_exaggeration_moves_beliefs_away_from_the_rules(schemes: dict[str, Scheme], village: Society) -> None:
    """What outsiders add to the rules is believed."""
    scheme = only(schemes["article_2015"], "outsiders", "tipsters")
    scheme = scheme.model_copy(update={"news": {}})
    held = [
        noted(lived(scheme, village, tipsters__reach=0, outsiders__exaggeration=e), "tipsters:held") for e in (0, 512)
    ]
    assert held[1] > held[0] > 0


def test_tips_leave_other_beliefs_alone(schemes: dict[str, Scheme], village: Society) -> None:
    """Who reads the tips does not forget what dissent costs."""
    scheme = only(schemes["article_2015"], "tipsters").model_copy(update={"news": {}})
    run = lived(scheme, village, tipsters__reach=4096)
    names = believed(scheme)
    assert (run.world.belief[names.index("pay.late")] < 0).any()
    assert not run.world.belief[names.index("speak.dissent")].any()
