"""The lines that give any result again, made from the whole order, so that no option can be forgotten."""

from __future__ import annotations

import io
import shlex
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from demerit.errors import DemeritError
from demerit.lab.compare import same_length
from demerit.lab.order import Order, order_of, ordered
from demerit.lab.plugins import options
from demerit.lab.sides import sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.lab.assessing.assessment import Assessment
    from demerit.lab.comparison import Comparison
    from demerit.lab.studies.result import Study
    from demerit.measures import RunTables

ALWAYS = ("recipe", "people", "weeks", "seed")
"""What is written out even where it is what it would be anyway."""
OPTIONS = {"form": "format"}
"""Fields of an order whose option is called otherwise."""
ASSESSED = {"recipe", "people", "society", "weeks", "seed", "reforms", "settings"}
"""What options of `demerit assess` say of an order."""
AGAIN = Path("runs/again")
PLAN = "again.yaml"


def lines_of_run(run: RunTables) -> list[str]:
    """Give the lines that make a run and its report again."""
    return [_run(_order(run), run.path), _line("report", _place(run.path))]


def lines_of_pair(a: RunTables, b: RunTables) -> list[str]:
    """Give the lines that make two runs again, where they lie, and the report of their comparison."""
    runs = [_run(_order(run), run.path) for run in (a, b)]
    return [*runs, _line("compare", _place(a.path), _place(b.path), "--out", str(AGAIN)), _line("report", str(AGAIN))]


def lines_of_comparison(found: Comparison) -> list[str]:
    """Give the lines that make a comparison and its report again: one of `compare` where its words can say it all."""
    folder = found.folder or AGAIN
    orders = [_order(run) for run in found.runs.values()]
    tail = ["--out", _place(folder)]
    own = all(run.path.parent == folder for run in found.runs.values())
    if own:
        tail = [*_times(found.seeds), *([] if found.placebo else ["--no-placebo"]), *tail]
        words = _compared(orders)
        if words is not None:
            return [_line("compare", *words, *tail), _line("report", _place(folder))]
    places = [AGAIN.with_name(f"again-{run.path.name}") if own else run.path for run in found.runs.values()]
    runs = [_run(order, place) for order, place in zip(orders, places, strict=True)]
    return [*runs, _line("compare", *map(_place, places), *tail), _line("report", _place(folder))]


def line_of_lived(run: RunTables) -> str:
    """Give the line that makes a run that stands in memory, in a folder."""
    return _run(_order(run), AGAIN)


def python_of_lived(run: RunTables) -> str:
    """Give the lines of Python that let a run live again in memory."""
    return python(
        ("import demerit",),
        f"run = demerit.live(demerit.{_written(_order(run))})",
        f'assert run.about.digest == "{_digest(run)}"',
    )


def line_of_orders(orders: Sequence[Order]) -> str | None:
    """Give one command that compares what these orders ask for; None where no such command does."""
    words = _compared(orders)
    return None if words is None else _line("compare", *words, "--no-placebo")


def python_of_orders(orders: Sequence[Order], digests: Sequence[str]) -> str:
    """Give the lines of Python that let these orders live in memory and hold the digests against these."""
    return python(
        ("from demerit.lab.living import live", "from demerit.lab.order import Order"),
        "orders = (", *(f"    {_written(order)}," for order in orders), ")",
        f"assert [live(order).about.digest for order in orders] == {list(digests)!r}",
    )


def python_of_run(run: RunTables) -> str:
    """Give the lines of Python that make a run again and hold its digest against this one's."""
    return python(
        ("from demerit.lab.order import Order", "from demerit.lab.perform import perform"),
        f"order = {_written(_order(run))}",
        'run = perform(order, Path("runs/again")).folder',
        f'assert run.manifest["digest"] == "{_digest(run)}"',
    )


def python_of_comparison(found: Comparison) -> str:
    """Give the same of a comparison."""
    sides = [f"    {name!r}: {_written(_order(run))}," for name, run in found.runs.items()]
    told = f'seeds={found.seeds}, placebo={found.placebo is not None}, out=Path("runs/again")'
    return python(
        ("from demerit.lab.compare import compare", "from demerit.lab.order import Order"),
        "sides = {", *sides, "}",
        f"found = compare(sides, {told})",
        *(f'assert found.runs[{name!r}].manifest["digest"] == "{_digest(run)}"' for name, run in found.runs.items()),
    )  # fmt: skip


def lines_of_assessment(found: Assessment) -> list[str]:
    """Give the line that makes an assessment again, its page with it; none where its order says what no option can."""
    told, order = found.about, _assessed(found)
    if _given(order).keys() - ASSESSED:
        return []
    words = ["--against", ",".join(told.against), "--groups", ",".join(told.kinds), "--seeds", str(told.seeds)]
    return [_line("assess", order.scheme, *words, *_words(_given(order)), "--out", _place(found.folder or AGAIN))]


def python_of_assessment(found: Assessment) -> str:
    """Give the lines of Python that make an assessment again and hold the digests of all sides against this one's."""
    told = found.about
    return python(
        ("from demerit.lab.assessing.assess import assess", "from demerit.lab.order import Order"),
        f"order = {_written(_assessed(found))}",
        f"found = assess(order, against={list(told.against)!r}, kinds={list(told.kinds)!r}, seeds={told.seeds},",
        '               out=Path("runs/again"))',
        f"assert found.about.digests == {told.digests!r}",
    )


def _assessed(found: Assessment) -> Order:
    """Give the order of an assessment, its weeks written out."""
    return Order(**found.about.order).with_(weeks=found.about.weeks)


def lines_of_study(found: Study) -> tuple[str, ...]:
    """Give the lines that write the plan of a study down and carry it out again."""
    text = io.StringIO()
    YAML().dump(_plan(found), text)
    told = [f"cat > {PLAN} <<'PLAN'", *text.getvalue().rstrip().split("\n"), "PLAN"]
    return ("\n".join(told), _line("study", PLAN, "--out", str(AGAIN)))


def python_of_study(found: Study) -> str:
    """Give the lines of Python that carry a study out again and hold its digest against this one's."""
    return python(
        ("import demerit",), f"plan = {_plan(found)!r}",
        f'found = demerit.study(plan, out=Path("{AGAIN}"))',
        f'assert found.digest == "{found.digest}"',
    )  # fmt: skip


def _plan(found: Study) -> dict[str, Any]:
    """Give a study's plan with what is not as it would be anyway."""
    return found.plan.model_dump(mode="json", exclude_defaults=True)


def python(imports: Sequence[str], *lines: str) -> str:
    """Give a script: what it imports, what was added from named folders, and its lines."""
    own = [f"add(Path({folder!r}))" for folder in options()[1::2]]
    plugins = ["from demerit.lab.plugins import add"] if own else []
    return "\n".join(("from pathlib import Path", "", *sorted((*imports, *plugins)), "", *own, *lines))


def _order(run: RunTables) -> Order:
    """Give the order of a run, its weeks written out."""
    return order_of(run).with_(weeks=run.manifest["weeks"])


def _digest(run: RunTables) -> str:
    return str(run.manifest["digest"])


def _given(order: Order) -> dict[str, Any]:
    """Give what an order says besides its scheme: whatever is not as it would be anyway, and what always is."""
    told = {field.name: getattr(order, field.name) for field in fields(order) if field.name != "scheme"}
    common = {field.name: field.default for field in fields(order)}
    drop = {"recipe", "people"} if order.society or order.ties else set()
    return {k: v for k, v in told.items() if k not in drop and (k in ALWAYS or v != common[k])}


def _written(order: Order) -> str:
    """Give an order as Python."""
    return f"Order({', '.join([repr(order.scheme), *(f'{k}={v!r}' for k, v in _given(order).items())])})"


def _words(given: dict[str, Any]) -> list[str]:
    """Give what an order says as words of a command line."""
    words: list[str] = []
    for name, value in given.items():
        if name == "reforms":
            words += [word for reform in value for word in ("--reform", reform)]
        elif name == "settings":
            words += [word for knob, number in value for word in ("--set", f"{knob}={number}")]
        elif name == "evidence":
            words += ["--evidence", ",".join(value)]
        elif value is True:
            words.append(f"--{name}")
        else:
            words += [f"--{OPTIONS.get(name, name)}", str(value)]
    return words


def _run(order: Order, place: Path) -> str:
    return _line("run", order.scheme, *_words(_given(order)), "--out", _place(place))


def _times(seeds: int) -> list[str]:
    return ["--seeds", str(seeds)] if seeds > 1 else []


def _compared(orders: Sequence[Order]) -> list[str] | None:
    """Give sides and options of one command that means these orders; None where no such command does."""
    names = ["+".join([order.scheme, *order.reforms]) for order in orders]
    settings = tuple(dict.fromkeys(pair for order in orders for pair in order.settings))
    given = _given(orders[0].with_(reforms=(), settings=settings))
    asked = {k: v for k, v in given.items() if k != "settings"}
    try:
        first = ordered(names[0], **asked, settings=[f"{knob}={number}" for knob, number in settings])
        meant = same_length(*(side for side in sides(names, first, True) if isinstance(side, Order)))
    except (DemeritError, TypeError):
        return None
    return [*names, *_words(given)] if meant == tuple(orders) else None


def _line(*words: str) -> str:
    return shlex.join(["demerit", *options(), *words])


def _place(folder: Path) -> str:
    """Give a path as a word: one that begins with a dash would be taken for an option."""
    return f"./{folder}" if str(folder).startswith("-") else str(folder)
