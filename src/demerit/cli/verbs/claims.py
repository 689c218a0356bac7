"""`demerit claims`: statements of the article, and in what share of plausible worlds each holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.cli import options as o

if TYPE_CHECKING:
    from demerit.lab.claims.asking import Size
    from demerit.lab.claims.claim import Claim


def claims(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", show_default=False, help="Claims, or statements of the article like C03 "
                       "(default: all there are)."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Ask 16 worlds of 1,000 people and 132 weeks, twice each.")
    ] = False,
    worlds: o.Worlds = None, seeds: o.Seeds = None, people: o.People = None, weeks: o.Weeks = None,
    workers: o.Workers = None, cluster: o.Cluster = None, out: o.Out = None, resume: o.Resume = False,
    json: o.Json = False,
) -> None:  # fmt: skip
    """Say in what share of plausible worlds each claim holds: as it came with the program, or asked anew."""
    from demerit.cli.terminal import emit, say, watching
    from demerit.lab.claims.asking import ask, shipped
    from demerit.lab.claims.claim import chosen

    named = chosen(tuple(names or ()))
    anew = quick or out is not None or any(x is not None for x in (worlds, seeds, people, weeks, workers, cluster))
    if anew or (kept := shipped(named)) is None:
        if not anew:
            say("No results of today's law and claims came with the program: asking worlds (--quick asks fewer).")
        with watching() as watch:
            told = ask(named, _size(quick, people, weeks, worlds, seeds), out, resume=resume, workers=workers,
                       cluster=cluster, watch=watch).plain()  # fmt: skip
    else:
        told = kept
    emit(told) if json else _told(told, named, alone=bool(names))


def _size(quick: bool, people: int | None, weeks: int | None, worlds: int | None, seeds: int | None) -> Size:
    """Give how large the study is to be."""
    from demerit.lab.claims.asking import QUICK, WHOLE

    asked: dict[str, Any] = {"people": people, "weeks": weeks, "worlds": worlds, "seeds": seeds}
    return replace(QUICK if quick else WHOLE, **{name: n for name, n in asked.items() if n is not None})


def _told(told: dict[str, Any], named: dict[str, Claim], alone: bool) -> None:
    """Print each claim with its share and verdict; of claims that were named, all that is known."""
    from demerit.base.number_of import number_of
    from demerit.cli.terminal import page, say, table

    console = page()
    console.print(
        f"{number_of(told['worlds'], 'world')} of {number_of(told['people'], 'person', 'people')}, "
        f"{number_of(told['weeks'], 'week')}, {number_of(told['seeds'], 'seed')} each; "
        f"{number_of(len(told['numbers']), 'assumed number')} drawn over their plausible ranges", style="dim",
    )  # fmt: skip
    shown = table("claim", right=("effect", "nine of ten worlds", "share"))
    shown.add_column("verdict")
    shown.add_column("evidence", style="dim")
    for one in told["claims"]:
        effect, ends = _spread(one)
        shown.add_row(one["name"], effect, ends, _share(one), one["verdict"], one["evidence"])
    console.print(shown)
    if alone:
        for one in told["claims"]:
            _alone(one, named[one["name"]])
    else:
        console.print(
            "share: worlds whose effect has the sign that is claimed and at least the size that matters; in brackets, "
            "of worlds drawn over ranges half as wide. not resolved: chance is more than half of what matters.",
            style="dim",
        )  # fmt: skip
        say("\nOne, with why and what it hangs on: demerit claims dissent_falls   Of a statement: demerit claims E03")


def _alone(one: dict[str, Any], claim: Claim) -> None:
    """Print everything about one claim."""
    from demerit.cli.terminal import page, styled

    console = page()
    size = f"{claim.matters:g} {one['unit']}"
    against = f"{claim.sides[0]} against {claim.sides[1]}" if len(claim.sides) == 2 else claim.sides[0]
    console.print(styled("\n", (claim.statement, "bold"), f" ({', '.join(claim.article)})"))
    hangs = "too few worlds to say"
    if one["hangs_on"]:
        hangs = f"{one['hangs_on']} (rank correlation {one['rank_correlation']:+.2f})"
    chance = f"standard error of one world's effect: {one['error'] or 0:.3g} {one['unit']}"
    lines = (
        ("compares", f"{against}: {claim.row}" + (f" less {claim.less}" if claim.less else "")),
        ("expects", _expected(claim.expects, size) + (f"; {claim.expected_by}" if claim.expected_by else "")),
        ("why", claim.why),
        ("chance", "unknown: one seed" if one["error"] is None else chance),
        ("hangs on", hangs),
    )  # fmt: skip
    for head, text in lines:
        console.print(styled((head, "dim"), f"  {text}"))


def _expected(how: str, size: str) -> str:
    """Say which effect is claimed."""
    return f"nothing: less than {size} either way" if how == "nothing" else f"{how} by {size} or more"


def _spread(one: dict[str, Any]) -> tuple[str, str]:
    """Give the median effect and the ends of nine of ten worlds."""
    if one["effect"] is None:
        return "·", "·"
    middle, low, high = (_number(one[name], one["unit"]) for name in ("effect", "low", "high"))
    return middle, f"{low.removesuffix(' %').removesuffix(' pp')} to {high}"


def _number(number: float, unit: str) -> str:
    from demerit.cli import words

    if unit == "%":
        return words.change(number / 100, 1, "per 1,000")
    return words.change(number, None, unit)


def _share(one: dict[str, Any]) -> str:
    if one["share"] is None:
        return "·"
    narrow = "" if one["share_halved"] is None else f" ({one['share_halved']:.0%})"
    return f"{one['share']:.0%}{narrow}"
