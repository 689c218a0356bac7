"""What a page about a scheme says of its ground: what is its own, what is not known, who sees it, how one recovers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.base.number_of import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from demerit.law import Scheme
    from demerit.law.evidence import Grounded
    from demerit.law.recovery import Recovery

OWN = "Its own mechanism:"
"""With these words a summary names what no other documented scheme has."""
SEEN = {
    "nobody": "nobody", "self": "only oneself", "consent": "those whom one lets", "public": "everybody",
}  # fmt: skip
"""Form of visibility -> who sees a score."""
Rows = list[tuple[str, ...]]


def told_apart(summary: str) -> tuple[str, str]:
    """Give what a summary says, and apart from it the one mechanism that is the scheme's own; empty where none is."""
    says, _, own = " ".join(summary.split()).partition(OWN)
    own = own.strip()
    return says.strip(), own[:1].upper() + own[1:]


def not_known(scheme: Scheme) -> Rows:
    """Give by name everything whose number is assumed, kind by kind: what nobody has published or nobody has read."""
    kinds: dict[str, Iterable[Grounded]] = {
        "points": scheme.rules.values(), "lines of gates": scheme.gates.values(), "lists": scheme.registers.values(),
        "bands": scheme.bands.values(), "shares of accounts": scheme.accounts.values(),
        "what bureaus see": scheme.bureaus.values(), "reach of news": scheme.news.values(),
        "strength of": scheme.institutions.values(),
    }  # fmt: skip
    told = {kind: [part.name for part in parts if part.size.grade == "assumed"] for kind, parts in kinds.items()}
    fading = [a.name for a in scheme.accounts.values() if a.half_life_size and a.half_life_size.grade == "assumed"]
    told["how long points last"] = fading
    if scheme.accounts and scheme.start_score.size.grade == "assumed":
        told["the start"] = [number_of(scheme.start_score.mean, "point")]
    if scheme.gates:
        told["of every gate"] = ["what it is worth", "and, where no deed tries it, how often it is tried"]
    return [(f"assumed: {kind}", ", ".join(names)) for kind, names in told.items() if names]


def seen_by(scheme: Scheme) -> Rows:
    """Give who sees a score, who is on a list, and what a register or an institution shows to others."""
    found: Rows = []
    if scheme.scored.who != "nobody":
        found.append(("a score", f"{SEEN[scheme.visibility.form]} ({scheme.visibility.evidence.grade})"))
    for name, register in scheme.registers.items():
        who = "everybody" if register.public else "those who check it at a gate"
        found.append((f"the list {name}", f"{who} ({register.evidence.grade})"))
    for name, told in (("gazette", "readers of the local paper: who lost points, and why"),
                       ("courts", "friends who look somebody up, and neighbours where there is a map"),
                       ("brag", "friends, where one shows it")):  # fmt: skip
        if name in scheme.institutions:
            found.append((name, told))
    return found or [("nothing to see", "no score, no list")]


def ways_back(scheme: Scheme) -> Rows:
    """Give how one gets over it: points fade, deeds earn them, lists are left."""
    found: Rows = []
    for name, account in scheme.accounts.items():
        half = account.half_life_weeks
        size = account.half_life_size.grade if account.half_life_size else ""
        gone = f"half of what was taken or given is gone after {number_of(half or 0, 'week')} ({size})"
        told = gone if half else "never fades"
        found.append((name, told))
    if scheme.recovery:
        found.append(("by time", _healing(scheme.recovery)))
    earned = [f"{rule.name} +{rule.points}" for rule in scheme.rules.values() if rule.points > 0]
    if earned:
        found.append(("by earning", ", ".join(earned)))
    for name, register in scheme.registers.items():
        ways = ["by paying all that is owed"] if register.leave.payment else []
        ways += [f"by {register.leave.deed}"] if register.leave.deed else []
        ways += [f"after {number_of(register.leave.after_weeks, 'week')}"] if register.leave.after_weeks else []
        found.append((f"off {name}", ", or ".join(ways)))
    return found or [("nothing to get over", "no points, no list")]


def _healing(heals: Recovery) -> str:
    """Give in words how a score that fell rises again by itself."""
    days = "one day" if heals.days == 1 else number_of(heals.days, "day")
    points = "a point" if heals.points == 1 else number_of(heals.points or 0, "point")
    what = points if heals.points else "all that is missing"
    told = f"{what} after {days} that count, up to {heals.to}"
    if heals.at_least is not None:
        told += f", from {heals.at_least} on"
    if heals.only:
        told += f"; a week counts, as {heals.days_a_week} of its days, in which one did {', '.join(heals.only)}"
    if heals.restarts:
        told += "; a month that took points sets the days back to nought"
    return f"{told} ({heals.evidence.grade})"
