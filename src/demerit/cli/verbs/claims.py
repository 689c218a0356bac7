"""`demerit claims`: statements of the article, and in what share of plausible worlds each holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.cli import options as o

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from demerit.lab.claims.asking import Size
    from demerit.lab.claims.claim import Claim


def claims(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", show_default=False, help="Claims, or statements of the article like C03 "
                       "(default: all there are)."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Ask 12 worlds of 1,000 people and 104 weeks anew.")
    ] = False,
    worlds: Annotated[
        str | None, typer.Option("--worlds", metavar="24", show_default=False, help="Ask so many worlds anew; or from "
                                 "where they are drawn: plausible (ranges), calibrated (the table), calibrated:24.")
    ] = None,
    seeds: o.Seeds = None, people: o.People = None, weeks: o.Weeks = None,
    workers: o.Workers = None, cluster: o.Cluster = None, out: o.Out = None, resume: o.Resume = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write them as one page, too.", show_default=False)
    ] = None,
    json: o.Json = False,
) -> None:  # fmt: skip
    """Say in what share of plausible worlds each claim holds: as it came with the program, or asked anew."""
    from demerit.cli.terminal import emit, say, tell, watching
    from demerit.errors import InputError
    from demerit.lab.claims.asking import ask
    from demerit.lab.claims.claim import chosen
    from demerit.lab.claims.shipping import shipped

    named = chosen(tuple(names or ()))
    if html is not None and (html.is_dir() or not html.name):
        raise InputError(f"--html {html}: this is a folder. Name a file in it, for example --html {html / 'claims.html'}.")  # noqa: E501
    anew = quick or resume or any(x is not None for x in (out, worlds, seeds, people, weeks, workers, cluster))
    kept = None if anew else shipped(named)
    left = named.keys() - {one["name"] for one in kept["claims"]} if kept else named.keys()
    if kept is None or (names and left):
        if not anew:
            say("No results of today's law and claims came with the program: asking worlds (--quick asks fewer).")
        with watching() as watch:
            kept = ask(named, _size(quick, people, weeks, worlds, seeds), out, resume=resume, workers=workers,
                       cluster=cluster, watch=watch).plain()  # fmt: skip
        left = set()
    if json:
        emit(kept)
    else:
        _told(kept, named, alone=bool(names))
        if left:
            say(f"Not asked yet, or of another law: {', '.join(sorted(left))}. This asks one: demerit claims NAME --quick")  # noqa: E501
    if html is not None:
        tell(_page()(kept, named, html))


def _page() -> Callable[[dict[str, Any], Mapping[str, Claim], Path], Path]:
    """Give what writes the page of claims, or say what to install."""
    from demerit.cli.verbs.report import renderer

    renderer()
    from demerit.report.claims import render_claims

    return render_claims


def _size(quick: bool, people: int | None, weeks: int | None, worlds: str | None, seeds: int | None) -> Size:
    """Give how large the study is to be; what is asked for holds for every claim."""
    from demerit.lab.claims.asking import QUICK, WHOLE

    size = QUICK if quick else WHOLE
    if people is not None or weeks is not None:
        size = replace(size, people=people or size.people, weeks=weeks or size.weeks, own=False)
    if worlds is not None:
        number, source = _worlds(worlds)
        size = replace(size, draw_from=source)
        size = size if number is None else replace(size, worlds=number, halved=min(size.halved, number))
    return size if seeds is None else replace(size, seeds=seeds, again=None)


def _worlds(written: str) -> tuple[int | None, str]:
    """Read how many worlds are asked, and from where they are drawn: ``24``, ``calibrated``, ``calibrated:24``."""
    from demerit.errors import InputError
    from demerit.lab.studies.plan import MOST_WORLDS, PLAUSIBLE

    source, _, number = (PLAUSIBLE, "", written) if written.lstrip("-").isdecimal() else written.partition(":")
    if not source or (number and not (number.isdecimal() and 1 <= int(number) <= MOST_WORLDS)):
        raise InputError(f"--worlds {written}: give a number of worlds from 1 on, `plausible`, `calibrated` or the path of "  # noqa: E501
                         "a table; both as calibrated:24.")  # fmt: skip
    return int(number) if number else None, source


def _told(told: dict[str, Any], named: Mapping[str, Claim], alone: bool) -> None:
    """Print each claim with its share and verdict; of claims that were named, all that is known."""
    from demerit.cli.terminal import page, say, table
    from demerit.lab.claims.telling import asked, share, spread

    console = page()
    console.print(asked(told), style="dim")
    shown = table("claim", right=("effect", "nine of ten worlds", "share"))
    shown.add_column("verdict")
    shown.add_column("evidence", style="dim")
    for one in told["claims"]:
        shown.add_row(one["name"], *spread(one), share(one), one["verdict"], one["evidence"])
    console.print(shown)
    if alone:
        for one in told["claims"]:
            _alone(one, named[one["name"]], told)
    else:
        console.print(
            "share: worlds whose effect has the sign that is claimed and at least the size that matters; in brackets, "
            "of worlds drawn over ranges half as wide. not resolved: chance could make it another verdict, or is not "
            "known.",
            style="dim",
        )  # fmt: skip
        say("\nOne, with why and what it hangs on: demerit claims dissent_falls   Of a statement: demerit claims E03")


def _alone(one: dict[str, Any], claim: Claim, told: dict[str, Any]) -> None:
    """Print everything about one claim."""
    from demerit.cli.terminal import page, styled
    from demerit.lab.claims import telling
    
    console = page()
    console.print(styled("\n", (claim.statement, "bold"), f" ({', '.join(claim.article)})"))
    lines = (
        ("compares", telling.compares(claim)),
        ("where", telling.where(claim)),
        ("expects", telling.expected(claim, one["unit"])),
        ("why", claim.why),
        ("asked", telling.read_in(one)),
        ("chance", telling.chance(one)),
        ("hangs on", telling.hangs_on(one, one["worlds"])),
    )
    for head, text in lines:
        if text:
            console.print(styled((head, "dim"), f"  {text}"))
