"""How to get the same run again."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.measures.tables import RunTables
    from demerit.report.results import Results


def commands(told: Results) -> list[str]:
    """Give the lines that make this run, its twin, and this report."""
    here = _command(told.run)
    lines = [here] + ([_command(told.twin)] if told.twin is not None else [])
    compared = f"demerit compare {told.run.path.name} {told.twin.path.name}" if told.twin is not None else ""
    return [*lines, *([compared] if compared else []), f"demerit report {told.run.path.name}"]


def snippet(run: RunTables) -> str:
    """Give the lines of Python that make this run."""
    manifest = run.manifest
    society = manifest["society"]
    told = [f'dm.scheme("{manifest["scheme"]["name"]}")', f"people={society['people']}", f"weeks={manifest['weeks']}", f"seed={manifest['seed']}"]
    return "\n".join(
        ("import demerit as dm", f"run = dm.run({', '.join(told)})", f'assert run.manifest["digest"] == "{manifest["digest"]}"')
    )


def versions(manifest: Mapping[str, Any]) -> str:
    """Give the digest and the versions that made the run."""
    parts = ", ".join(f"{name} {number}" for name, number in sorted(manifest["versions"].items()) if name != "demerit")
    return f"Digest {manifest['digest']}; scheme {manifest['scheme']['hash']}; society {manifest['society']['hash']}. demerit {manifest['demerit']}; {parts}."


def _command(run: RunTables) -> str:
    """Give one run as its command line."""
    manifest = run.manifest
    society = manifest["society"]
    words = ["demerit", "run", str(manifest["scheme"]["name"])]
    words += _society(society)
    words += ["--weeks", str(manifest["weeks"]), "--seed", str(manifest["seed"])]
    for reform in manifest.get("reforms") or []:
        words += ["--reform", str(reform)]
    if manifest.get("evidence"):
        words += ["--evidence", ",".join(manifest["evidence"])]
    for knob, value in (manifest.get("set") or {}).items():
        words += ["--set", f"{knob}={value}"]
    return shlex.join([*words, "--out", f"runs/{run.path.name}"])


def _society(society: Mapping[str, Any]) -> list[str]:
    """Give the options that name the society."""
    if society.get("edges"):
        return ["--ties", str(society["edges"])]
    return ["--recipe", str(society["recipe"]), "--people", str(society["people"])]
