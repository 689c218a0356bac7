"""The ladder of evidence and the frontier of accuracy against harm, on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.base.number_of import number_of

if TYPE_CHECKING:
    from demerit.lab.probing.frontier import Frontier
    from demerit.lab.probing.ladder import Ladders
    from demerit.lab.probing.variants import Told

CALLED = {
    "rules": ("rule",), "gates": ("gate",), "registers": ("register",), "institutions": ("institution",),
    "news": ("piece of news", "pieces of news"), "association": ("association",),
}  # fmt: skip
"""Kind of part -> one of it, and several where that is no plain plural."""


def told_ladder(found: Ladders) -> None:
    """Print, for every effect, what is there rung by rung, and the share of each grade."""
    from demerit.cli import words
    from demerit.cli.terminal import page, say, styled, table
    from demerit.lab.probing.effects import EFFECTS
    from demerit.lab.probing.ladder import FRAME

    console = page()
    console.print(styled((found.scheme, "bold")))
    console.print(_size(found), style="dim")
    heads = ["no part", *(grade if k == 0 else f"+ {grade}" for k, grade in enumerate(found.grades))]
    shown = table("", right=tuple(heads))
    shares = table("share of the whole", right=("whole", *found.grades))
    for one in found.ladders:
        effect, at = EFFECTS[one.effect], {rung.grade: rung.value for rung in one.rungs}
        cells = [words.value(at[g].value, effect.unit) if g in at else "·" for g in (FRAME, *found.grades)]
        shown.add_row(effect.says, *cells)
        if one.shares:
            ends = words.between(one.whole.low, one.whole.high, None, effect.unit)
            whole = words.change(one.whole.value, None, effect.unit) + (f" ({ends})" if ends else "")
            shares.add_row(effect.says, whole, *(words.value(one.shares[g].value, "share") for g in found.grades))
    console.print(shown)
    if shares.row_count:
        console.print(shares)
    parts = "; ".join(f"{grade}: {', '.join(number_of(n, *CALLED[kind]) for kind, n in kinds.items())}"
                      for grade, kinds in found.parts.items())  # fmt: skip
    say(
        f"\n{parts}.\nFrom left to right parts are switched on, grade by grade. Shares are Shapley values, in whatever "
        "order\nthey are; an effect that is not told from chance has none."
    )


def told_frontier(found: Frontier) -> None:
    """Print accuracy and harm of the law and of every way to hold it otherwise."""
    from demerit.cli import words
    from demerit.cli.terminal import page, say, styled, table
    from demerit.lab.probing.effects import EFFECTS

    console = page()
    console.print(styled((found.scheme, "bold")))
    console.print(f"{_size(found)}; harm is counted from {found.against}", style="dim")
    if not found.points:
        say("Nobody was scored long enough to hold a score against repayment: give more --weeks or --people.")
        return
    harms = [name for name in dict.fromkeys((found.harm, "dissent", "refusals", "friends", "innocent"))
             if any(name in point.harms and point.harms[name].value for point in found.points)]  # fmt: skip
    shown = table("", right=("AUC", "95 %", "on the frontier", *harms))
    for point in found.points:
        cells = [_change(point.harms.get(name), EFFECTS[name].unit) for name in harms]
        ends = words.between(point.accuracy.low, point.accuracy.high, None, "AUC")
        shown.add_row(point.name, words.value(point.accuracy.value, "AUC"), ends, "yes" if point.kept else "", *cells)
    console.print(shown)
    told = "; ".join(f"{name}: {EFFECTS[name].says}, {EFFECTS[name].unit}" for name in harms)
    say(
        f"\nMore is worse. {told}.\non the frontier: no other is at least as accurate with less of the first harm, on "
        "average."
    )


def _change(told: Told | None, unit: str) -> str:
    from demerit.cli import words

    if told is None:
        return "·"
    ends = words.between(told.low, told.high, None, unit)
    return words.change(told.value, None, unit) + (f" ({ends})" if ends else "")


def _size(found: Ladders | Frontier) -> str:
    return (
        f"{number_of(found.people, 'citizen')} in each world, {number_of(found.weeks, 'week')}, "
        f"{number_of(found.seeds, 'seed')} from {found.seed}"
    )
