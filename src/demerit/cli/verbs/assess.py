"""`demerit assess`: what a scheme does to whom, by which rule, on what evidence, and what a lawyer asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli import completing
from demerit.cli import options as o

if TYPE_CHECKING:
    from demerit.lab.assessing.assessment import Assessment


def assess(
    scheme: Annotated[
        str, typer.Argument(metavar="SCHEME", help="A scheme, or NAME+REFORM; your own, too.",
                            autocompletion=completing.schemes)
    ],
    against: Annotated[
        str, typer.Option(metavar="SCHEME,...", help="What it is held against; effects are counted from the first "
                          "(default null).", show_default=False),
    ] = "null",
    groups: Annotated[
        str, typer.Option(metavar="KIND,...", help="Kinds of groups told apart: place, age, sex, income, party, "
                          "family, origin (default place,age,sex,income).", show_default=False),
    ] = "place,age,sex,income",
    people: o.People = None, recipe: o.Recipe = None, society: o.Society = None, weeks: o.Weeks = None,
    seed: o.Seed = None, seeds: o.Seeds = None, reform: o.Reform = None, set_: o.Set = None, workers: o.Workers = None,
    out: o.Out = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Write the page as PDF, too.")] = False,
    docx: Annotated[bool, typer.Option("--docx", help="Write it as a document of Word, too.")] = False,
    json: o.Json = False,
) -> None:  # fmt: skip
    """Assess a scheme: differences, who is hit, each rule off, each grade of evidence, Articles 5 and 27; one page."""
    from demerit.cli.terminal import emit, watching, weeks_told
    from demerit.errors import InputError
    from demerit.lab.assessing.assess import PEOPLE, SEEDS
    from demerit.lab.assessing.assess import assess as assessed
    from demerit.lab.order import ordered
    from demerit.lab.reproducing import reproduce

    try:
        from demerit.report.assessing.render import check_kinds, render_assessment
    except ModuleNotFoundError as error:
        raise InputError(f"an assessment needs the package {error.name}: pip install 'demerit[assess]'.") from error
    kinds = [kind for kind, wanted in (("pdf", pdf), ("docx", docx)) if wanted]
    check_kinds(kinds)
    size = people if people is not None or society is not None else PEOPLE
    order = ordered(scheme, recipe=recipe, people=size, society=society, weeks=weeks, seed=seed, reforms=reform,
                    settings=set_)  # fmt: skip
    weeks_told(order.weeks)
    with watching() as watch:
        found = assessed(order, o.words_of(against), o.words_of(groups), SEEDS if seeds is None else seeds, out,
                         workers=workers, watch=watch)  # fmt: skip
        watch(0, 0, "drawing the page")
        pages = [str(path) for path in render_assessment(found, kinds=kinds)]
    if json:
        told = {name: value for name, value in found.plain().items() if name != "values"}
        emit({"folder": str(found.folder), "pages": pages, **told, "reproduce": reproduce(found).plain()})
    else:
        _told(found, pages)


def _told(found: Assessment, pages: list[str]) -> None:
    """Print the finding, the effects with their intervals, and where the page lies."""
    from demerit.cli import words
    from demerit.cli.terminal import page, say, styled, table, tell
    from demerit.lab.probing.effects import EFFECTS
    from demerit.report.assessing.words import finding

    console = page()
    console.print(styled((found.about.title, "bold")))
    console.print(repr(found).strip("<>"), style="dim")
    tell("")
    tell(finding(found))
    shown = table("effect", right=("law", found.about.against[0], "difference", "95 %", "one tie cut"))
    for name, told in found.effects.items():
        effect = EFFECTS[name]
        here, there = (found.levels[side].get(name) for side in ("as written", f"against {found.about.against[0]}"))
        chance = found.chance.get(name)
        shown.add_row(
            effect.says, *(words.value(one.value if one else None, effect.unit) for one in (here, there)),
            words.change(told.value, None, effect.unit), words.between(told.low, told.high, None, effect.unit),
            words.change(chance.value if chance else None, None, effect.unit),
        )  # fmt: skip
    console.print(shown)
    say(f"\nThe page: {', '.join(pages)}   As data: --json, or demerit.open_assessment({str(found.folder)!r})")
