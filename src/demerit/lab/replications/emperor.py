"""An unpopular norm that its victims enforce: the emperor's dilemma."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.lab.replications._norm import STRONGEST, WEAKEST, drawn_model, model_of, seen
from demerit.lab.replications._runs import Numbers, error, many, off
from demerit.society.graphs import Graph
from demerit.society.grids import complete, torus

ROUNDS = 40
ALIKE = 4096
"""Convictions, spread evenly, of those who sit alone among eight friends."""
SIX = 6
"""Runs behind reference values that come without a standard error; runs where everyone is tied to everyone."""
COSTS = {0.125: ((0.9811, 0.0056), (0.9736, 0.0077)), 0.2: ((0.2272, 0.032), None), 0.05: ((0.68, None), None)}
"""Cost of enforcing -> compliance and false enforcement with 5 % believers, each with its standard error."""
MESA = {0.125: ((0.9846, 0.0039), (0.9758, 0.0058)), 0.2: ((0.2632, 0.033), None)}
LATTICE = {0.005: 0.0, 0.02: 0.53, 0.05: 0.954, 0.1: 0.963, 0.2: 0.946, 0.4: 0.816}
"""Share of believers -> false enforcement on the torus."""
COMPLETE = {0.005: 0.005, 0.05: 0.152, 0.1: 0.315, 0.2: 0.373}
"""Share of believers -> compliance where everyone is tied to everyone."""
NAMES = ("compliance", "false enforcement")


def _many(seed: int, name: str, runs: int, graph: Graph, people: int, believers: float, cost: float) -> Numbers:
    """Give compliance and false enforcement of each run."""
    def run(own: int) -> tuple[float, float]:
        model = drawn_model(own, graph, people, believers, cost)
        for _ in model.rounds(ROUNDS):
            pass
        return seen(model)

    return many(seed, name, runs, run)


def _row(told: str, values: NDArray[np.float64], value: float, theirs: float | None) -> Row:
    """Give a mean beside that of another program; where its error is not told, six runs spread as ours do."""
    mine = error(values)
    their = float(np.std(values)) / SIX**0.5 if theirs is None else theirs
    return Row(told, float(values.mean()), off(mine, their) + 5e-4, reference=value, standard_error=mine)


def _alone() -> list[Row]:
    """Give the chance to give in, and to enforce, of one of whose eight friends so many enforce: exact."""
    evenly = WEAKEST + (STRONGEST - WEAKEST) * (np.arange(ALIKE) + 0.5) / ALIKE
    start = np.concatenate([np.zeros(8, np.int64), 8 * np.arange(ALIKE + 1)])
    friend = np.tile(np.arange(8, dtype=np.int32), ALIKE)
    belief = np.full(ALIKE + 8, -1, np.int8)
    rows = []
    for m in range(1, 6):
        model = model_of(belief, np.concatenate([np.ones(8), evenly]), start, friend, 0.125, 0, "as_they_stand")
        model.people.enforces[:m] = 1
        next(model.rounds(1))
        x = model.people
        for name, shown, need in (("gives in", x.complies, 0.0), ("enforces", x.enforces, 0.125)):
            exact = min(1.0, max(0.0, (m / 8 - need - WEAKEST) / (STRONGEST - WEAKEST)))
            told = f"{m} of 8 friends enforce: chance that one {name}"
            rows.append(Row(told, float((shown[8:] == 1).mean()), 5e-4, exact, round(exact, 4)))
    return rows


def _costs(seed: int, settings: Settings, graph: Graph) -> list[Row]:
    """Give what 5 % believers bring about on the torus, by what enforcing costs."""
    rows = []
    for cost, listed in COSTS.items():
        found = _many(seed, "emperor.cost", settings.whole("runs"), graph, 625, 0.05, cost)
        for note, known in (("", listed), (", another program", MESA.get(cost, (None, None)))):
            for k, pair in enumerate(known):
                if pair is not None:
                    rows.append(_row(f"torus, cost {cost:g}: {NAMES[k]}{note}", found[:, k], pair[0], pair[1]))
    return rows


def _believers(seed: int, settings: Settings, graph: Graph) -> list[Row]:
    """Give false enforcement by how many believe, on the torus and where everyone is tied to everyone."""
    rows, reached, at_large = [], {}, {}
    for share, value in LATTICE.items():
        found = _many(seed, "emperor.torus", settings.whole("runs"), graph, 625, share, 0.125)[:, 1]
        reached[share] = found
        rows.append(_row(f"torus, {100 * share:g} % believe: false enforcement", found, value, None))
    everyone = complete(625)
    for share, value in COMPLETE.items():
        found = _many(seed, "emperor.complete", SIX, everyone, 625, share, 0.125)
        at_large[share] = float(found[:, 1].mean())
        rows.append(_row(f"all tied to all, {100 * share:g} % believe: compliance", found[:, 0], value, None))
        rows.append(_row(f"all tied to all, {100 * share:g} % believe: false enforcement", found[:, 1], 0.0, None))
    fewer = reached[0.1].mean() - reached[0.4].mean()
    clear = fewer > off(error(reached[0.1]), error(reached[0.4]))
    cascades = float(reached[0.05].mean() > 0.5 and at_large[0.05] < 0.05)
    return [
        *rows,
        Row("5 % believe: neighbours cascade, all tied to all do not: sign", cascades, 0, 1),
        Row("torus, 40 % believe, not 10 %: less false enforcement: sign", float(clear), 0, 1),
    ]


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row; with settings turned, one case."""
    side = settings.whole("side")
    if settings.as_published:
        graph = torus(side)
        return [*_alone(), *_costs(seed, settings, graph), *_believers(seed, settings, graph)]
    on_torus = settings.whole("topology") == 0
    graph = torus(side) if on_torus else complete(side * side)
    believers, cost = settings.one("believers"), settings.one("cost")
    found = _many(seed, "emperor", settings.whole("runs"), graph, side * side, believers, cost)
    told = f"{'torus' if on_torus else 'all tied to all'}, {100 * believers:g} % believe, cost {cost:g}"
    return [
        Row(f"{told}: {name}", float(found[:, k].mean()), off(error(found[:, k])), standard_error=error(found[:, k]))
        for k, name in enumerate(NAMES)
    ]


emperor = Replication(
    name="emperor",
    summary="An unpopular norm that those who do not believe in it enforce on each other.",
    source="Centola, Willer and Macy 2005 (American Journal of Sociology 110).",
    mechanism="an order of turns: one citizen at a time, in an order drawn each round (`engine.model`)",
    differs="Convictions are whole parts of 65,536; the abstract was read, and the rules are those of a later program.",
    settings=(
        Setting("side", (25,), 3, 50, "people", "Citizens along one side of the torus; its square in all.", whole=True),
        Setting("believers", (0.05,), 0, 1, "share", "Who believe in the norm, with a conviction of 1."),
        Setting("cost", (0.125,), 0, 1, "conviction", "What enforcing costs."),
        Setting("topology", (0,), 0, 1, "", "Whether the eight around one are friends, or all.", whole=True,
                words=("torus", "complete")),
        Setting("runs", (60,), 4, 2000, "runs", "Runs of each kind.", whole=True, effort=True),
    ),
    compute=_compute,
)  # fmt: skip
