"""`demerit probe`: whether a finding is what it seems."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.base.number_of import number_of
from demerit.cli import completing
from demerit.cli import options as o

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.lab.order import Order
    from demerit.lab.probing.frontier import Frontier
    from demerit.lab.probing.ladder import Ladders
    from demerit.lab.probing.parts import Parts
    from demerit.lab.probing.placebos import Placebos
    from demerit.lab.probing.societies import Elsewhere

    Found = Placebos | Parts | Elsewhere | Ladders | Frontier

KINDS = ("placebos", "parts", "societies", "ladder", "frontier")
SEEDS = {"placebos": 8, "parts": 4, "societies": 4, "ladder": 4, "frontier": 4}
AGAINST = ("societies", "frontier")
PEOPLE = 2_000
"""Citizens of each world, unless others are asked for: there are many worlds."""
FIRST = "silence.dissent.rate"


def probe(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="placebos: what moves where nothing should. parts: shares of tale, rules, gates and sight. societies: "
            "the same headlines over every recipe, and over edge lists. ladder: the law with its documented parts "
            "alone, then with reported, projected, disputed ones. frontier: accuracy against harm, the law held "
            "otherwise.",
        ),
    ],
    scheme: Annotated[
        str, typer.Argument(metavar="SCHEME", help="A scheme, or NAME+REFORM.", autocompletion=completing.schemes)
    ],
    against: o.Against = "null",
    recipes: o.Recipes = None, ties: o.Lists = None, measure: o.Measured = None, recipe: o.Recipe = None,
    people: o.People = None, weeks: o.Weeks = None, seed: o.Seed = None, seeds: o.Seeds = None, set_: o.Set = None,
    threads: o.Threads = None, json: o.Json = False,
) -> None:  # fmt: skip
    """Ask whether a finding is more than noise, which part of the law makes it, and in which societies it holds."""
    from demerit.cli.terminal import emit, watching
    from demerit.lab.order import ordered

    _check(kind, against, recipes, ties, measure, recipe)
    order = ordered(scheme, recipe=recipe, people=PEOPLE if people is None else people, weeks=weeks, seed=seed,
                    settings=set_)  # fmt: skip
    asked: dict[str, Any] = {"seeds": SEEDS[kind] if seeds is None else seeds, "threads": o.threads_of(threads)}
    with watching() as watch:
        if kind == "placebos":
            from demerit.lab.probing.placebos import placebos

            found: Found = placebos(order, names=measure or (), watch=watch, **asked)
        elif kind == "parts":
            from demerit.lab.probing.parts import factorial_of
            from demerit.lab.probing.shipped import shipped_parts

            anew = any(x is not None for x in (people, weeks, seed, seeds, recipe, set_, threads))
            kept = None if anew else shipped_parts(order)
            found = factorial_of(order, watch=watch, **asked) if kept is None else kept
        elif kind == "societies":
            found = _elsewhere(order, against, recipes, ties, watch, asked)
        else:
            found = _held_otherwise(kind, order, against, watch, asked)
    if json:
        emit({"what": kind, **plain(found)})
    else:
        from demerit.cli.evidence import told_frontier, told_ladder

        shown: dict[str, Callable[[Any], None]] = {"placebos": _placebos, "parts": _parts, "societies": _societies,
                                                   "ladder": told_ladder, "frontier": told_frontier}  # fmt: skip
        shown[kind](found)


def _check(kind: str, against: str, recipes: str | None, ties: list[str] | None, measure: list[str] | None,
           recipe: str | None) -> None:  # fmt: skip
    """Refuse what goes with another kind, before anything runs."""
    from demerit.errors import InputError, UnknownName
    from demerit.lab.picking import check_pick

    if kind not in KINDS:
        raise UnknownName("probe", kind, KINDS, "Write demerit probe placebos SCHEME, for example.")
    check_pick(measure or (), ())
    given = {"--against": against != "null", "--recipes": recipes is not None, "--ties": bool(ties)}
    takes = {"--against": AGAINST, "--recipes": ("societies",), "--ties": ("societies",)}
    wrong = next((option for option, there in given.items() if there and kind not in takes[option]), None)
    if wrong:
        raise InputError(f"{wrong} goes with demerit probe {' and '.join(takes[wrong])}; {kind} needs none.")
    if measure and kind != "placebos":
        raise InputError("--measure goes with demerit probe placebos; the others tell every headline.")
    if recipe is not None and kind == "societies":
        raise InputError("--recipe names one society; demerit probe societies takes several: --recipes village,towns.")


def _elsewhere(order: Order, against: str, recipes: str | None, ties: list[str] | None, watch: Any,
               asked: dict[str, Any]) -> Elsewhere:  # fmt: skip
    from demerit.lab.probing.societies import elsewhere
    from demerit.lab.sides import schemes

    one, two = schemes(("+".join([order.scheme, *order.reforms]), against), order)
    names = tuple(word.strip() for word in (recipes or "").split(",") if word.strip())
    return elsewhere(one, two, names, tuple(ties or ()), watch=watch, **asked)


def _held_otherwise(kind: str, order: Order, against: str, watch: Any, asked: dict[str, Any]) -> Ladders | Frontier:
    """Climb the ladder of evidence, or draw the frontier; worlds go to so many processes as threads were asked for."""
    from demerit.lab.probing.frontier import frontier_of
    from demerit.lab.probing.ladder import ladders_of

    seeds, workers = asked["seeds"], asked["threads"] or None
    if kind == "ladder":
        return ladders_of(order, seeds, workers, watch)
    return frontier_of(order, against, seeds, workers, watch)


def plain(found: Found) -> dict[str, Any]:
    """Give what was found as plain data."""
    if hasattr(found, "plain"):
        told_: dict[str, Any] = found.plain()
        return told_
    told = {name: value for name, value in vars(found).items() if name != "rows"}
    if "effects" in told:
        told["effects"] = [asdict(effect) for effect in told["effects"]]
    if "found" in told:
        told["found"] = [asdict(one) for one in told["found"]]
    if hasattr(found, "rows"):
        told["rows"] = found.rows.to_dicts()
    return told


def _head(found: Any, title: str, what: str) -> None:
    from demerit.cli.terminal import page, styled

    page().print(styled((title, "bold")))
    long = f"{number_of(found.weeks, 'week')}, {number_of(found.seeds, 'seed')} from {found.seed}"
    page().print(f"{what}, {long}", style="dim")


def _placebos(found: Placebos) -> None:
    """Print what the law and each placebo move, and how many rows seem to differ."""
    from demerit.cli import words
    from demerit.cli.terminal import page, say, table

    _head(found, found.scheme, number_of(found.people, "citizen"))
    shown = table("", right=("dissent", "95 %", "rows", "leave out 0", "q ≤ .05"))
    for one in found.found:
        change = words.change(one.dissent, None, "share").replace(" pp", " %")
        between = words.between(one.low, one.high, None, "share")
        apart = f"{one.alone:,.0f} ({one.alone / one.rows:.1%})" if one.rows else "0"
        shown.add_row(one.name, change, between, f"{one.rows:,.0f}", apart, f"{one.together:,.1f}".removesuffix(".0"))
    page().print(shown)
    for one in found.found:
        say(f"{one.name}: {one.says}.")
    drawn = ", ".join(f"{deed} by {rule}" for rule, deed in found.deeds[0].items())
    say(
        f"\nDeeds are drawn anew for each seed; with the first: {drawn}.\nWhere nothing is there to be found, one row "
        "in twenty leaves out 0 all the same: a false positive. Hardly one does where q counts how many rows there are."
    )


def _parts(found: Parts) -> None:
    """Print the share of every part in dissent, then in the other headlines."""
    from demerit.cli import words
    from demerit.cli.terminal import page, say, table
    from demerit.lab.probing.parts import SAYS

    worlds = number_of(2 ** len(found.parts), "world")
    _head(found, found.scheme, f"{number_of(found.people, 'citizen')} in each of {worlds}")
    for effect in found.effects:
        if effect.name == FIRST:
            whole = words.change(effect.whole, effect.empty, effect.unit)
            shown = table(f"{effect.name}: {whole} with all parts", right=("share", "95 %", "alone", "taken away"))
            for one in effect.shares:
                ends = words.between(one.share_low, one.share_high, None, "share")
                alone, taken = (words.change(x, effect.empty, effect.unit) for x in (one.alone, one.taken))
                share = words.value(one.share, "share")
                shown.add_row(f"  {one.part}: {SAYS[one.part]}", share, ends, alone, taken)
            page().print(shown)
    shown = table("shares of other headlines", right=("whole", *found.parts))
    for effect in found.effects:
        cells = [words.value(one.share, "share") for one in effect.shares]
        if effect.name != FIRST and effect.whole:
            shown.add_row(effect.name, words.change(effect.whole, effect.empty, effect.unit), *cells)
    page().print(shown)
    say(
        "\nShares are Shapley values: what a part adds, averaged over all orders; they sum to the whole. Alone and\n"
        "taken away do not: parts need or hinder each other. The whole is all parts against none of them; what stays\n"
        "in both is the law's institutions."
    )


def _societies(found: Elsewhere) -> None:
    """Print every headline's change, society by society."""
    from demerit.cli import words
    from demerit.cli.terminal import page, say, table
    from demerit.lab.headlines import HEADLINES

    _head(found, f"{found.a} against {found.b}", "; ".join(f"{k}: {n:,}" for k, n in found.societies.items()))
    rows = {(row["society"], row["name"]): row for row in found.rows.iter_rows(named=True)}
    shown = table("", right=(*found.societies, "same"))
    for headline in (one for section in HEADLINES.values() for one in section):
        mine = [rows.get((society, headline.name)) for society in found.societies]
        cells = ["·" if row is None else words.change(row["delta"], row["base"], row["unit"]) + words.doubt(row["q"])
                 for row in mine]  # fmt: skip
        agree, of = found.same_sign(headline.name)
        if any(cell != "·" for cell in cells):
            shown.add_row(headline.says.rstrip("*"), *cells, f"{agree} of {of}" if of else "")
    page().print(shown)
    said = "" if found.graphs else "\nNo graph of real people: --ties EDGES lays people over one."
    say(
        f"\nsame: in so many societies it moves as in the first, beyond chance.  {words.DOUBT} may be chance, counting "
        f"all headlines of all societies.{said}"
    )
