"""Bureaus that become one: from a day on, one of them sees what any of them saw."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import Any

from demerit.law.news import Merge
from demerit.law.reading.positions import near


def seen_by_any(shares: Iterable[float]) -> float:
    """Give the share of deeds that at least one of several bureaus sees, each looking on its own.

    ``1 - (1 - c1)(1 - c2) ...``, to nine digits.
    """
    return round(1 - prod(1 - share for share in shares), 9)


def goes(merge: Merge, headline: str | None) -> list[str]:
    """Give the bureaus that are there no longer after a merger; the headline's bureau always stays."""
    return [name for name in dict.fromkeys(merge.from_) if name not in (merge.into, headline)]


def merged(tree: dict[str, Any], merge: Merge) -> str | None:
    """Carry a merger out in a scheme's plain tree; the message where one of its bureaus is not there.

    The bureau `into` sees every act with the coverage of `seen_by_any`, and ties where any of them does; who runs it
    and how often it errs stay its own. Gates that asked for the score of a bureau that goes ask for its score, and
    knobs that moved what such a bureau saw move what it sees.
    """
    bureaus = tree["bureaus"]
    missing = [name for name in (merge.into, *merge.from_) if name not in bureaus]
    if missing:
        return f"no bureau is called {missing[0]!r}{near(missing[0], bureaus)}"
    into = bureaus[merge.into]
    others = [bureaus[name] for name in dict.fromkeys(merge.from_) if name != merge.into]
    acts = dict.fromkeys(act for one in (into, *others) for act in one["sees"])
    into["sees"] = {act: seen_by_any(one["sees"].get(act, 0.0) for one in (into, *others)) for act in acts}
    into["sees_ties"] = any(one["sees_ties"] for one in (into, *others))
    gone = goes(merge, tree["headline"] or next(iter(bureaus)))
    for name in gone:
        del bureaus[name]
    for gate in tree["gates"].values():
        if gate["bureau"] in gone:
            gate["bureau"] = merge.into
    _knobs_along(tree, merge.into, gone)
    return None


def _knobs_along(tree: dict[str, Any], into: str, gone: list[str]) -> None:
    """Let the knobs of the bureaus that merged hold what the one that is left sees."""
    for knob in tree["knobs"].values():
        home, _, field = (knob["moves"] or "").partition(".")
        name, _, field = field.partition(".")
        kind, _, act = field.partition(".")
        if home != "bureaus" or name not in (into, *gone):
            continue
        if kind == "sees":
            knob["moves"], knob["value"] = f"bureaus.{into}.{field}", tree["bureaus"][into]["sees"].get(act, 0.0)
        elif name in gone:
            knob["moves"] = None
