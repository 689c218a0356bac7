"""The spiral of silence among citizens who hear only those who speak, and how few bots turn it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.base.number_of import number_of
from demerit.errors import InputError
from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.lab.replications._runs import Numbers, error, many, off
from demerit.lab.replications._silence import drawn_model, model_of, still
from demerit.society.attachment import aimed, grown
from demerit.society.graphs import blocks, preferential
from demerit.society.network import degree

Ends = NDArray[np.int64]
CODE = {10: (0.9949, 0.0013, 506.4, 1.0, None, None), 1: (0.5568, 0.0023, 416.8, 1.5, 35.0, 0.7),
        5: (0.8546, 0.0076, None, None, 374.0, 13.0)}  # fmt: skip
"""Links of a newcomer -> winner's share, speakers, ticks, each with its standard error, by the authors' code."""
OTHER = {10: (0.9901, 0.0031, 508.6, 1.1, None, None), 1: (0.5594, 0.0024, 415.0, 1.5, 35.4, 0.9),
         5: (0.8603, 0.0073, None, None, 353.0, 12.0)}  # fmt: skip
"""The same by an independent program."""
CENTRAL = {1: 0.66, 5: 0.55, 10: 0.59}
FEW_BOTS, BOT_LINKS = 30, 5
APART, MINGLED = 0.01, 0.3
"""Ties that lead into the other of two communities."""


def _ties(seed: int, n: int, links: int, power: float) -> tuple[Ends, Ends]:
    graph = preferential(seed, n, links) if power == 1 else grown(seed, n, links, power)
    return graph.u.astype(np.int64), graph.v.astype(np.int64)


def _run(seed: int, settings: Settings, links: int, bots: int, bot_links: int) -> tuple[float, ...]:
    """Give the winner's share of citizens who speak, these, rounds, whether the hub's and the bots' opinion won."""
    n = settings.whole("people")
    u, v = _ties(seed, n, links, settings.one("attachment"))
    ties = degree(n, u, v)
    if bots:
        chosen = aimed(seed, bots, bot_links, ties, settings.one("bot_attachment"))
        u = np.concatenate([u, chosen.ravel()])
        v = np.concatenate([v, np.repeat(np.arange(n, n + bots), bot_links)])
    model = drawn_model(seed, n, u, v, bots, settings.one("bot_weight"))
    rounds = still(model)
    x = model.people
    loud = x.speaks[:n] > 0
    speakers, ones = int(loud.sum()), int((loud & (x.opinion[:n] == 1)).sum())
    winner = int(2 * ones > speakers)
    share = max(ones, speakers - ones) / max(1, speakers)
    return share, float(speakers), float(rounds), float(x.opinion[ties.argmax()] == winner), float(winner)


def _rows(told: str, found: Numbers, settings: Settings, links: int) -> list[Row]:
    """Give what runs ended in, beside what other programs found."""
    rows = []
    names = ("winner's share of speakers", "who speak", "rounds")
    for k, name in enumerate(names):
        ours, mine = float(found[:, k].mean()), error(found[:, k])
        for note, listed in (("", CODE), (", another program", OTHER)):
            value, theirs = listed.get(links, (None,) * 6)[2 * k : 2 * k + 2]
            if value is None or not settings.as_published:
                value, theirs = None, 0.0
            if value is not None or not (note or settings.as_published):
                rows.append(Row(f"{told}: {name}{note}", ours, off(mine, theirs or 0.0), reference=value,
                                standard_error=mine))  # fmt: skip
    ours, mine = float(found[:, 3].mean()), error(found[:, 3])
    hub = settings.known(CENTRAL[links]) if links in CENTRAL else None
    rows.append(Row(f"{told}: runs in which the hub's opinion wins", ours, off(mine, 0.028), reference=hub,
                    standard_error=mine))  # fmt: skip
    return rows


def _unit() -> list[Row]:
    """Give the authors' own case: one friend of the same opinion, three of the other, all of whom speak."""
    model = model_of(np.array([1, 1, 0, 0, 0], np.uint8), np.array([1.5, 9, 9, 9, 9]), np.array([0.6, 0, 0, 0, 0]),
                     np.array([0, 0, 0, 0]), np.array([1, 2, 3, 4]))  # fmt: skip
    before = int(model.people.speaks[0])
    next(model.rounds(1))
    x = model.people
    heard = float(x.impression[0] / 2.0**32)
    return [
        Row("one for, three against: impression after 1.5", heard, 1e-9, 1.0, 1.0),
        Row("one for, three against: confidence", float(np.tanh(heard / 2)), 1e-6, reference=0.462117),
        Row("one for, three against: spoke before, is silent now", float(before - x.speaks[0]), 0, 1, 1),
    ]


def _communities(settings: Settings, seed: int) -> list[Row]:
    """Give how often one opinion leads in both of two communities, by how many ties lead from one to the other."""
    n, half = settings.whole("people"), settings.whole("people") // 2
    shares = []
    for across in (APART, MINGLED):
        mixing = np.array([[1 - across, across], [across, 1 - across]])

        def run(own: int, mixing: Numbers = mixing) -> tuple[float, ...]:
            u, v = blocks(own, np.array([half, n - half]), mixing, 20.0)
            model = drawn_model(own, n, u.astype(np.int64), v.astype(np.int64))
            still(model)
            loud, ones = model.people.speaks > 0, model.people.opinion == 1
            leads = [2 * int((loud & ones)[part].sum()) > int(loud[part].sum())
                     for part in (slice(0, half), slice(half, n))]  # fmt: skip
            return (float(leads[0] == leads[1]),)

        shares.append(many(seed, "spiral.communities", settings.whole("runs"), run)[:, 0])
    more = float(shares[1].mean() - shares[0].mean())
    told = f"two communities, {MINGLED:g} of ties across, not {APART:g}: one winner more often: sign"
    return [Row(told, float(np.sign(more)) if more > off(*map(error, shares)) else 0.0, 0, 1)]


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row; with settings turned, one kind of network alone."""
    runs, links, bots = settings.whole("runs"), settings.whole("links"), settings.whole("bots")
    if max(links, settings.whole("bot_links")) >= settings.whole("people"):
        raise InputError("--set links: a newcomer cannot be tied to more people than there are.")
    if not settings.as_published:
        bot_links = settings.whole("bot_links")
        found = many(seed, "spiral", runs, lambda own: _run(own, settings, links, bots, bot_links))
        told = f"{number_of(links, 'link')} each" + (f", {number_of(bots, 'bot')} of {bot_links}" if bots else "")
        won = Row(f"{told}: runs that the bots' opinion wins", float(found[:, 4].mean()), off(error(found[:, 4])),
                  standard_error=error(found[:, 4]))  # fmt: skip
        return [*_rows(told, found, settings, links), *([won] if bots else [])]
    rows = _unit()
    for each in CODE:
        found = many(seed, "spiral", runs, lambda own, each=each: _run(own, settings, each, 0, 0))  # type: ignore[misc]
        rows += _rows(f"{number_of(each, 'link')} each", found, settings, each)
    turned = many(seed, "spiral", runs, lambda own: _run(own, settings, 10, FEW_BOTS, BOT_LINKS))[:, 4]
    return [
        *rows,
        Row(f"10 links each, {FEW_BOTS} bots of {BOT_LINKS}: runs that the bots' opinion wins", float(turned.mean()),
            off(error(turned)), 2 / 3, standard_error=error(turned)),
        *_communities(settings, seed),
    ]  # fmt: skip


spiral = Replication(
    name="spiral",
    summary="The spiral of silence: who hears mostly the other side falls silent; how few bots turn it.",
    source="Ross et al. 2019 (European J. of Information Systems 28); Cabrera et al. 2021 (J. Business Economics).",
    mechanism="acts, ties and steps of the engine (`engine.model`); preferential attachment and blocks of the recipes",
    differs="Impressions are whole parts of 2**32 and confidence stands in a table; the paper was read in part.",
    settings=(
        Setting("people", (1000,), 50, 20_000, "people", "Citizens, bots not counted.", whole=True),
        Setting("links", (10,), 1, 50, "ties", "Ties of a newcomer; the published values are for 1, 5 and 10.",
                whole=True),
        Setting("attachment", (1,), -2, 2, "power", "Newcomers are drawn to others by their ties to this power."),
        Setting("bots", (0,), 0, 1000, "bots", "Who always speak, all of one opinion.", whole=True),
        Setting("bot_links", (BOT_LINKS,), 1, 50, "ties", "Ties of a bot.", whole=True),
        Setting("bot_attachment", (1,), -2, 2, "power", "Bots aim at citizens by their ties to this power."),
        Setting("bot_weight", (1,), 0, 10, "citizens", "How loud a bot is."),
        Setting("runs", (200,), 10, 5000, "runs", "Runs of each kind.", whole=True, effort=True),
    ),
    compute=_compute,
)  # fmt: skip
