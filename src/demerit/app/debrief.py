"""The end of a life: beside the twin who lived without the scheme, and what of all that moved it was documented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.app import messages as m
from demerit.engine.choices import Choice
from demerit.lab.explain import OWN
from demerit.lab.months import MONTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.app.living import Entry, Living
    from demerit.app.played import Played
    from demerit.lab.order import Order
    from demerit.law import Scheme

NOBODYS = "none"
"""The grade of what rests on nothing that is written: the start."""


def side_of(living: Living, citizen: int, months: int) -> m.Side:
    """Give a life in figures, of its first months."""
    k, rows = living.place[citizen], living.months[:months]

    def of(name: str) -> list[int]:
        return [int(row[name][k]) for row in rows]

    scores = of("score")
    lost = sum(of("lost_friend_score")) + sum(of("lost_kin_score"))
    return m.Side(
        scores=[None if score < 0 else score for score in scores], friends=of("degree"), fear=of("fear"),
        posts=sum(of("posts")), political=sum(of("political_posts")), dissent=sum(of("n_speak_dissent")),
        praise=sum(of("n_speak_praise")), lost_for_score=lost, friends_end=of("degree")[-1] if rows else 0,
        months_pressed=sum(1 for pressed in of("pressure") if pressed),
    )  # fmt: skip


def grade_of(scheme: Scheme, entry: Entry) -> str:
    """Give the grade of the evidence for what moved a score."""
    own = entry.entry.partition(":")[0]
    if entry.entry in scheme.rules and own not in OWN:
        return scheme.rules[entry.entry].evidence.grade
    if own == "association":
        return scheme.association.evidence.grade
    if own == "recovery" and scheme.recovery is not None:
        return scheme.recovery.evidence.grade
    return scheme.accounts[entry.account].evidence.grade if own in ("decay", "limit") else NOBODYS


def by_grade(scheme: Scheme, entries: Sequence[Entry]) -> list[m.ByGrade]:
    """Give how many points were moved, up and down, on what evidence; the start is left out."""
    found: dict[str, list[int]] = {}
    for entry in entries:
        if entry.entry != "start":
            points = found.setdefault(grade_of(scheme, entry), [0, 0])
            points[0] += abs(entry.points)
            points[1] += 1
    return [m.ByGrade(grade=grade, points=points, entries=n) for grade, (points, n) in sorted(found.items())]


def by_rule(entries: Sequence[Entry], most: int = 12) -> list[m.Booked]:
    """Give what moved most points, all its entries added up."""
    sums: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.entry != "start":
            sums[entry.entry, entry.account] = sums.get((entry.entry, entry.account), 0) + entry.points
    ranked = sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0]))[:most]
    return [m.Booked(week=-1, account=account, entry=entry, points=points) for (entry, account), points in ranked]


def command_of(order: Order, weeks: int) -> str:
    """Give the command line that lives the same life again, headless."""
    settings = "".join(f" --set {name}={value}" for name, value in order.settings)
    reforms = "".join(f" --reform {name}" for name in order.reforms)
    return (f"demerit run {order.scheme}{reforms}{settings} --people {order.people} --seed {order.seed} "
            f"--weeks {weeks} --choices choices.csv")  # fmt: skip


def csv_of(choices: Sequence[Choice]) -> str:
    """Give choices as the file that `--choices` reads."""
    return pl.DataFrame(choices, schema=list(Choice._fields), orient="row").write_csv()


def debrief(played: Played, citizen: int, twin: Living) -> m.Debrief:
    """Give the end of a citizen's life."""
    living, seat = played.living, played.seats[citizen]
    months = living.week // MONTH
    weeks = months * MONTH
    return m.Debrief(
        mine=side_of(living, citizen, months), twin=side_of(twin, citizen, months),
        grades=by_grade(living.scheme, seat.ledger), rules=by_rule(seat.ledger), gates=seat.gates(),
        digest=living.digest() if living.week == weeks else "",
        command=command_of(living.order, weeks), choices=csv_of([c for c in living.chosen if c.week < weeks]),
    )  # fmt: skip


