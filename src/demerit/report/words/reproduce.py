"""How to get the same run again."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from demerit.lab.plugins import options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.measures.tables import RunTables
    from demerit.report.results import Results

ALWAYS = ("people", "weeks", "seed")
"""What is written out even where it is what it would be anyway."""


def commands(told: Results) -> list[str]:
    """Give the lines that make this run and its twin, and compare and report them."""
    runs = [run for run in (told.run, told.twin) if run is not None]
    lines = [_command(run) for run in runs]
    if told.twin is not None:
        lines.append(shlex.join(["demerit", *options(), "compare", str(told.run.path), str(told.twin.path)]))
    return [*lines, shlex.join(["demerit", *options(), "report", str(told.run.path)])]


def snippet(run: RunTables) -> str:
    """Give the lines of Python that make this run and hold its digest against this one's."""
    order = _order(run)
    told = [
        repr(order.pop("scheme")),
        *(f"{name}={value!r}" for name, value in order.items() if value or name in ALWAYS),
    ]
    own = [f"add(Path({folder!r}))" for folder in options()[1::2]]
    return "\n".join(
        (
            "from pathlib import Path",
            "from demerit.lab.order import Order",
            "from demerit.lab.perform import perform",
            *(["from demerit.lab.plugins import add"] if own else []),
            "",
            *own,
            f"order = Order({', '.join(told)})",
            'run = perform(order, Path("runs/again")).folder',
            f'assert run.manifest["digest"] == "{run.manifest["digest"]}"',
        )
    )


def versions(manifest: Mapping[str, Any]) -> str:
    """Give the digest and the versions that made the run."""
    parts = ", ".join(f"{name} {number}" for name, number in sorted(manifest["versions"].items()))
    hashes = f"scheme {manifest['scheme']['hash']}; society {manifest['society']['hash']}"
    return f"Digest {manifest['digest']}; {hashes}. Made with demerit {manifest['demerit']}; {parts}."


def _order(run: RunTables) -> dict[str, Any]:
    """Give the order that the manifest holds, its weeks written out, lists as the tuples they were."""
    order = dict(run.manifest["order"]) | {"weeks": run.manifest["weeks"]}
    for name in ("reforms", "evidence"):
        order[name] = tuple(order.get(name, ()))
    order["settings"] = tuple((str(knob), str(value)) for knob, value in order.get("settings", ()))
    return order


def _command(run: RunTables) -> str:
    """Give one run as its command line."""
    order = _order(run)
    words = [
        "demerit",
        *options(),
        "run",
        order["scheme"],
        *_society(order),
        "--weeks",
        str(order["weeks"]),
        "--seed",
        str(order["seed"]),
    ]
    for reform in order["reforms"]:
        words += ["--reform", reform]
    if order["evidence"]:
        words += ["--evidence", ",".join(order["evidence"])]
    for knob, value in order["settings"]:
        words += ["--set", f"{knob}={value}"]
    words += ["--choices", order["choices"]] if order.get("choices") else []
    return shlex.join([*words, "--out", str(run.path)])


def _society(order: Mapping[str, Any]) -> list[str]:
    """Give the options that name the society."""
    if order.get("society"):
        return ["--society", order["society"]]
    if not order.get("ties"):
        return ["--recipe", order["recipe"], "--people", str(order["people"])]
    attributes = ["--attributes", order["attributes"]] if order.get("attributes") else []
    form = ["--format", order["form"]] if order.get("form") else []
    hubs = ["--hubs", order["hubs"]] if order.get("hubs") else []
    return ["--ties", order["ties"], *attributes, *(["--clean"] if order.get("clean") else []), *form, *hubs]
