"""What a week of the naive twin is lived by: law, knobs, news, and what institutions set, read off a run's plan."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from demerit.engine.steps.drop import DROP
from demerit.engine.steps.gate import ASK_OTHERS, PASS_GATES
from demerit.engine.steps.gate_law import tries
from demerit.engine.steps.implicate import IMPLICATE
from demerit.engine.steps.judge import JUDGE
from demerit.engine.steps.judge_month import JUDGE_MONTH
from demerit.engine.steps.learn import LEARN
from demerit.engine.steps.register import ENTER_AND_LEAVE
from demerit.engine.steps.settle import SETTLE
from demerit.engine.steps.show import SHOW
from demerit.engine.steps.spread import SPREAD
from demerit.engine.steps.stake import WEIGH, worth
from demerit.engine.steps.take_up import TAKE_UP
from demerit.engine.steps.tariff import JUDGE_STEPS
from demerit.engine.terms import When
from tests.naive_draws import stream

if TYPE_CHECKING:
    from tests.naive import World


def plain(settings: Any) -> SimpleNamespace:
    """Give a NamedTuple with its arrays as lists."""
    return SimpleNamespace(**{
        name: value.tolist() if hasattr(value, "tolist") else value
        for name, value in (vars(settings) if isinstance(settings, SimpleNamespace) else settings._asdict()).items()
    })


def told(world: World, run: Any, week: int) -> SimpleNamespace:
    """Give all that a week is lived by: what the steps are told of the law, knobs, and what institutions set."""
    plan, life = run.plan, run.life
    when = When(week, life.agenda)

    def law(step: Any) -> Any:
        read = plan.law(step, life.terms, when)
        return [plain(one) for one in read] if isinstance(read, list) else None if read is None else plain(read)

    gates, others = law(PASS_GATES), law(ASK_OTHERS)
    gates.asked = {g: bureau for bureau in others for g in range(len(gates.gate_act)) if bureau.gates >> g & 1}
    names, blocks = list(run.scheme.gates), Counter()
    for name, one in life.terms.gates.items():
        for act_name in one.blocks:
            blocks[act_name] |= 1 << names.index(name)
    taken = law(TAKE_UP)
    return SimpleNamespace(
        stake=law(WEIGH), worth=plain(life.terms.read(worth)), sees=life.terms.sees.tolist(),
        gate_try=life.terms.read(tries).tolist(), judge=law(JUDGE), month=law(JUDGE_MONTH), take_up=taken,
        spread=law(SPREAD), implicate=law(IMPLICATE), register=law(ENTER_AND_LEAVE), settle=law(SETTLE), gate=gates,
        stepped=law(JUDGE_STEPS), news=law(LEARN), face=law(SHOW), openness=plain(run.world.openness),
        width=law(DROP).width, chosen=law(DROP).chosen, people=world.people,
        means=plain(plan.group_knobs["means"]), mingle=plain(plan.group_knobs["mingle"]),
        learn=plain(plan.group_knobs["learn"]),
        knobs={a.name: plain(k) for a, k in zip(plan.acts, plan.act_knobs, strict=True)},
        friends_deeds=list(run.scheme.association.deeds) if law(IMPLICATE) else [],
        told=SimpleNamespace(week=week, share_enrolled=world.share_enrolled,
                             choice=int(bool(taken.choice and not taken.mandatory))),
        near=plan.values["run.near"], key=(run.seed & 0xFFFFFFFF, run.seed >> 32), acts=plan.acts, week=week,
        scoring=week % 4 == 3, channel=channel_of(week), next_channel=channel_of(week + 1), blocks=blocks,
        accounts=list(run.scheme.accounts), registers=list(run.scheme.registers), gate_names=names,
        tellers=tellers(run, week), named=list(believed(run)),
        beliefs=believed(run), unit=plan.belief_shift, overrides=run.overrides,
        posts=posts(run, week) if week >= 0 else [],
        pull=life.agenda.pull.tolist(), happenings=[name for one in plan.institutions for name in one.what.names],
    )


def posts(run: Any, week: int) -> list[SimpleNamespace]:
    """Give the institutions in force in a week's month, each with its knobs and all that it is told of the month."""
    around = run.plan.around(run.life.month_terms)
    numbers = {act.name: number for number, act in enumerate(run.plan.acts)}
    gates = {name: number for number, name in enumerate(run.scheme.gates)}
    asked = {name for one in run.plan.institutions for name in getattr(one.what.asked(one.what.touch).get("gates"),
                                                                       "_fields", ())}
    now = run.scheme.institutions_in_force(week - week % 4)
    return [
        SimpleNamespace(what=one.what, knobs=plain(one.knobs), around=plain(SimpleNamespace(
            **around, stream=stream(one.what.name), act=numbers, gate={**dict.fromkeys(asked, -1), **gates},
            memory=dict(run.world.memories[one.what.name]),
        )))
        for one in run.plan.institutions if one.what.name in now
    ]


def tellers(run: Any, week: int) -> list[str]:
    """Give the names of all that is told in a week: the scheme's news, then the tales of institutions."""
    told = [name for name in run.scheme.news if week >= 0 and run.scheme.news_chance(name, week) > 0]
    return told + [tale.name for tale in run.life.agenda.tales if week >= 0]


def believed(run: Any) -> dict[str, int]:
    """Give the beliefs there are: deeds that rules or news give points for, in the order of the acts; ``tie`` last."""
    named = {r.deed for r in run.scheme.rules.values()
             if r.deed and (run.scheme.points_now(r) or any(step.points for step in r.steps))}  # fmt: skip
    for news in run.scheme.news.values():
        told = [news.adds, *([news.tells] if isinstance(news.tells, dict) else [])]
        told += [tip.deeds for tip in run.scheme.tips.values()] if news.tells == "tips" else []
        named |= {deed for one in told for deed, points in one.items() if points}
    order = [name for act in run.acts for name in act.names] + ["tie"]
    return {name: number for number, name in enumerate(n for n in order if n in named)}


def channel_of(week: int) -> int:
    """Give how ties form in a week, from the first week of a month to the fourth."""
    month, part = divmod(week, 4)
    return [1, 2, [3, 1, 3, 4][month % 4], 0][part]
