"""Between the forms: new parts in the old engine. It goes with the old engine."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.acts import acts
from demerit.acts.act import Week
from demerit.base.draws import Draws
from demerit.base.loom import At, Drawn, Fixed, Loop, Near, Number, Packed, Row
from demerit.base.native import Bound
from demerit.institutions import columns


def act_sweep(run: Any, number: int, desk: Any) -> None:
    """Weigh a new act over a desk."""
    what, t = run.acts[number], run.tables
    view = {**desk.heard._asdict(), "opens": desk.stakes.opens, "step": desk.stakes.step, "rank": desk.stakes.rank}
    m = desk.hi - desk.lo

    def col(name: str) -> Any:
        if name in view:
            return view[name]
        if name not in run.world.more and name in columns():
            return np.zeros(m, columns()[name].dtype)
        return run.world.named(name)[desk.lo : desk.hi]

    parts: dict[str, Any] = {
        "own": Row(what.own, tuple(At(np.ascontiguousarray(col(f))) for f in what.own._fields)),
        "knobs": Fixed(t.act_knobs[number]),
        "week": Fixed(Week(*run.told)),
    }
    loop = Loop(what.name, what.weigh, parts, [desk.utility[k] for k in range(len(what.deeds))])
    Bound(loop)(0, m, run.told.week)


def institution_parts(at_work: Any, post: Any, lo: int, hi: int, worker: int, world: Any, desk: Any, face: Any,
                      happened: Any) -> Any:
    """Give what each parameter of an institution's function is."""
    law, one = at_work.law_told, post.what
    numbers = {act.name: k for k, act in enumerate(acts())}
    weekly = sum(not act.monthly for act in acts())
    gates = list(at_work.scheme.gates)

    def whole(name: str) -> Any:
        if name == "face":
            return face
        if name in columns() and name not in world.more:
            return np.zeros(world.n, columns()[name].dtype)
        return world.named(name)

    def made(parameter: str, kind: Any) -> Any:
        fields = getattr(kind, "_fields", ())
        if parameter == "own":
            return Row(kind, tuple(At(whole(f)) for f in fields))
        if parameter == "citizens":
            return Fixed(kind(*(whole(f) for f in fields)))
        if parameter == "did":
            return Row(kind, tuple(
                Packed(world.diary, int(law["shift"][numbers[f]]), int(law["bits"][numbers[f]]), 4)
                if numbers[f] < weekly else At(_padded(desk.deeds[numbers[f]], lo, world.n)) for f in fields))
        if parameter == "deeds":
            return Fixed(np.stack([_padded(desk.deeds[a], lo, world.n) for a in range(len(numbers))]))
        if parameter == "knobs":
            return Fixed(post.knobs)
        if parameter == "memory":
            return Fixed(kind(**{f: post.memory[f] for f in fields}))
        if parameter == "gates":
            return Fixed(kind(*(gates.index(f) if f in gates else -1 for f in fields)))
        if parameter == "law":
            return Fixed(kind(*(law[f] for f in fields)))
        if parameter == "draws":
            return Fixed(Draws(law["streams"][one.name], law["k0"], law["k1"]))
        if parameter == "lot":
            return Drawn(np.zeros((4, hi - lo), np.uint32), law["streams"][one.name], 0, law["k0"], law["k1"])
        if parameter == "happened":
            return Near(kind(*happened))
        if parameter == "counted":
            return Fixed(kind(*post.counts[worker]))
        raise ValueError(f"{one.name}: no parameter {parameter!r} is known")

    return made


def _padded(scratch: Any, lo: int, n: int) -> Any:
    whole = np.zeros(n, scratch.dtype)
    whole[lo : lo + len(scratch)] = scratch
    return whole


def run_institution(at_work: Any, post: Any, function: Any, lo: int, hi: int, week: int, worker: int, world: Any,
                    desk: Any = None, face: Any = None, happened: Any = None) -> None:
    """Run `touch` or `show` of a new institution over a range."""
    made = institution_parts(at_work, post, lo, hi, worker, world, desk, face, happened)
    asked = post.what.asked(function)
    parts = {p: made(p, kind) for p, kind in asked.items() if p not in ("i", "week")}
    Bound(Loop(f"{post.what.name}.{function.__name__}", function, parts))(lo, hi, week)


_ = Number
