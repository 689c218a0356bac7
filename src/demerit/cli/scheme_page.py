"""A scheme on one readable page, and the pieces that other pages share with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.base.number_of import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from demerit.law import Bureau, Gate, Institution, Register, Scheme, SchemeKnob
    from demerit.law.evidence import Grounded


from demerit.cli.scheme_ground import not_known, seen_by, told_apart, ways_back


def head(console: Console, title: str, summary: str) -> None:
    """Print what a page is about."""
    console.print(title, style="bold")
    console.print(summary)


def rows(console: Console, heading: str, told: Sequence[tuple[str | Text, ...]]) -> None:
    """Print a section: a heading and its rows, nothing where there are none."""
    from rich.table import Table

    if not told:
        return
    console.print(f"\n{heading}", style="bold")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim" if len(told[0]) == 2 else None)
    for _ in told[0][1:]:
        table.add_column(overflow="fold")
    for row in told:
        table.add_row(f"  {row[0]}", *row[1:])
    console.print(table)


def sources(console: Console, scheme: Scheme, keys: list[str]) -> None:
    """Print sources in full."""
    told = [scheme.sources[key] for key in keys if key in scheme.sources]
    rows(console, "Sources", [(s.name, f"{s.author}, {s.title} ({s.date}), {s.where}") for s in told])


def scheme_page(console: Console, scheme: Scheme) -> None:
    """Print a scheme: what it is, what is known and not known, rewarded and punished, who sees it, the way back."""
    says, own = told_apart(scheme.summary)
    head(console, f"{scheme.name}: {scheme.title}", says)
    if own:
        console.print("\nIts own mechanism", style="bold")
        console.print(f"  {own}")
    rows(console, "What it is", _about(scheme))
    rows(console, "What is known, and what is not", [*_known(scheme), *not_known(scheme)])
    caps = scheme.account_caps
    rows(console, "Accounts", [(a.name, f"0 to {caps[a.name]}", a.summary) for a in scheme.accounts.values()])
    ranked = sorted(scheme.rules.values(), key=lambda rule: -abs(rule.points))
    for heading, sign in (("What it rewards", 1), ("What it punishes", -1)):
        some = [rule for rule in ranked if rule.points * sign > 0]
        rows(console, heading, [(r.name, _signed(r.points), _grades(r), r.summary) for r in some])
    lines = {name: scheme.threshold(name, 0) for name in scheme.gates}
    for heading, treatment in (("What it opens", "benefit"), ("What it shuts", "detriment")):
        gates = [gate for gate in scheme.gates.values() if gate.treatment == treatment]
        rows(console, heading, [(g.name, str(lines[g.name] or _lists_of(g)), _grades(g), g.summary) for g in gates])
    rows(console, "Lists", [(r.name, _listed(r), _grades(r), r.summary) for r in scheme.registers.values()])
    rows(console, "Who sees it", seen_by(scheme))
    rows(console, "How one recovers", ways_back(scheme))
    rows(console, "Institutions at work",
         [(i.name, _since(i), i.evidence.grade, i.summary) for i in scheme.institutions.values()])  # fmt: skip
    rows(console, "Who keeps it, and sees of what is done", [(b.name, _seen(b)) for b in scheme.bureaus.values()])
    rows(console, "What is told", [(n.name, f"from {n.since}", _grades(n), n.summary) for n in scheme.news.values()])
    rows(console, "Knobs", [(k.name, f"{k.now:g}", _range(k), k.summary) for k in scheme.knobs.values()])
    rows(console, "Calendar", [(str(e.day), e.summary) for e in scheme.calendar])
    tips = sorted(scheme.tips.values(), key=lambda tip: tip.number)
    rows(console, "Advice as printed", [(str(tip.number), tip.text) for tip in tips])
    if scheme.to_come:
        told = "; ".join(part.says.rstrip(".") for part in scheme.to_come)
        console.print(f"\nNot modelled yet: {told}.", style="dim")
    sources(console, scheme, list(scheme.sources))


def _about(scheme: Scheme) -> list[tuple[str, ...]]:
    """Give what kind of scheme it is."""
    friends, inside = scheme.association, scheme.enrolment
    by_friends = f"{friends.form.replace('_', ' ')}, {friends.told} ({friends.evidence.grade})"
    later = f", mandatory from {inside.mandatory_from}" if inside.mandatory_from else ""
    return [
        ("world", scheme.world + (f", extends {', '.join(scheme.based_on)}" if scheme.based_on else "")),
        _scale(scheme),
        ("time", f"{number_of(scheme.weeks, 'week')} from {scheme.start:%d %B %Y}"),
        ("moves", f"every {number_of(scheme.update.every_weeks, 'week')}"),
        ("scored", f"{scheme.scored.who}, from {number_of(scheme.scored.minimum_age, 'year')}"),
        ("enrolment", inside.form.replace("_", " ") + later),
        *_ladder(scheme),
        ("friends", "no points through friends" if friends.form == "none" else by_friends),
    ]  # fmt: skip


def _scale(scheme: Scheme) -> tuple[str, str]:
    """Give between which points a score lies, and where everyone starts; no score where nobody has one."""
    start = scheme.start_score
    if scheme.scored.who == "nobody":
        return "score", "none"
    begins = f"starts about {start.mean:g} ± {start.sd:g}" if start.sd else f"everyone starts at {start.mean:g}"
    return "scale", f"{scheme.scale.low} to {scheme.scale.high}; {begins}"


def _ladder(scheme: Scheme) -> list[tuple[str, ...]]:
    """Give the lines of the gates, and what a point would have to cost for anybody to stop at each."""
    from demerit.measures.ladder import ladder
    from demerit.theory.gaming import lines_passed_by

    lines, worth = ladder(scheme, scheme.weeks - 1)
    if len(lines) < 2:
        return []
    passed = [f"{line} ({cost:.1f})" for line, cost in zip(lines[:-1], lines_passed_by(lines, worth), strict=True)]
    told = "who answers best passes a line by where a point costs less than (so many) notches a month"
    return [("ladder", f"{', '.join(passed)}, {lines[-1]}: {told}")]


def _known(scheme: Scheme) -> list[tuple[str, ...]]:
    """Give how many rules, gates and registers bear each grade."""
    from demerit.lab.showing import grades_of

    grades = grades_of(scheme)
    told = {"rules and gates exist": grades.evidence, "their numbers are": grades.size}
    words = {says: ", ".join(f"{n} {grade}" for grade, n in of.items()) for says, of in told.items()}
    return [(says, of or "no rule, no gate") for says, of in words.items()]


def _seen(bureau: Bureau) -> str:
    return ", ".join(f"{act} {share:.0%}" for act, share in bureau.sees.items())


def _grades(part: Grounded) -> str:
    """Give on what ground a part stands: that it exists, and its number where the two differ."""
    exists, size = part.evidence.grade, part.size.grade
    return exists if exists == size else f"{exists}, number {size}"


def _lists_of(gate: Gate) -> str:
    """Give the registers that a gate asks for."""
    return ", ".join(c.register_ for c in gate.condition.walk() if c.register_) or "·"


def _listed(register: Register) -> str:
    """Give by what one enters a register and by what one leaves it."""
    enter, leave = register.enter, register.leave
    unpaid = f"{number_of(enter.arrears_months or 0, 'month')} of bills unpaid"
    by = f"{enter.count} x {enter.deed}" if enter.deed else unpaid
    ways = [number_of(leave.after_weeks, "week")] if leave.after_weeks else []
    ways += [leave.deed] if leave.deed else []
    ways += ["payment"] if leave.payment else []
    return f"by {by}, until {' or '.join(ways)}"


def _since(institution: Institution) -> str:
    """Give when an institution is at work, and the knobs that the scheme sets."""
    days = [f"from {institution.since}"] * bool(institution.since)
    days += [f"until {institution.until}"] * bool(institution.until)
    return ", ".join([*days, *(f"{knob} {value:g}" for knob, value in institution.set.items())]) or "·"


def _range(knob: SchemeKnob) -> str:
    return f"{knob.range[0]:g} to {knob.range[1]:g} {knob.unit}"


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−")
