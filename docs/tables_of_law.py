"""The pages of docs/model/tables about the law: schemes, rules, gates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from demerit.lab.reading import read
from demerit.law import (
    EVIDENCE_GRADES,
    SIZE_GRADES,
    Evidence,
    Gate,
    Rule,
    Scheme,
    Size,
    list_reforms,
    list_schemes,
    load_reform,
)
from demerit.law.reading.resolve import PACKAGE_SCHEMES

NOWHERE = PACKAGE_SCHEMES
"""A working folder without schemes of its own, so that only the package's are listed."""


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give a table in Markdown; what is None or empty is left blank."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    return " ".join(text.split()).replace("|", "\\|")


def _range(size: Size) -> str:
    if size.range is None:
        return ""
    drawn = ", log" if size.distribution == "log" else ""
    return f"{size.range[0]:g} to {size.range[1]:g}{drawn}"


def grounds_of(evidence: Evidence) -> str:
    """Give the sources of a piece of law, and who denies it."""
    said = ", ".join(evidence.sources)
    return f"{said}; denied by {', '.join(evidence.disputed_by)}" if evidence.disputed_by else said


def _ids(part: Rule | Gate | Scheme) -> str:
    return ", ".join(part.article)


def schemes_of() -> list[Scheme]:
    """Give the schemes that come with the package."""
    return [read(PACKAGE_SCHEMES / found.name) for found in list_schemes(NOWHERE)]


# ---- pages -----------------------------------------------------------------------------------------------------------


def schemes() -> str:
    """Give the page of the schemes: what each is, its accounts, who is in it, what is told; and the reforms."""
    parts = ["# Schemes and reforms"]
    for s in schemes_of():
        parts.append(f"## `{s.name}`: {s.title}\n\n{' '.join(s.summary.split())}")
        parts.append(table(["what", "how", "evidence", "size"], _settings(s)))
        if s.accounts:
            parts.append(
                table(
                    ["account", "per cent", "holds", "half-life, weeks", "conduct", "evidence", "what it is"],
                    [
                        (
                            name,
                            a.weight,
                            s.account_caps[name],
                            a.half_life_weeks,
                            "yes" if a.moral else "",
                            a.evidence.grade,
                            a.summary,
                        )
                        for name, a in s.accounts.items()
                    ],
                )
            )
        if s.news:
            parts.append(
                table(
                    ["news", "from", "reach: first week, halved every, floor", "evidence", "size", "what is told"],
                    [
                        (
                            name,
                            n.since,
                            f"{n.reach.start:g}, {n.reach.halved_every_weeks or 'never'}, {n.reach.floor:g}",
                            n.evidence.grade,
                            n.size.grade,
                            n.summary,
                        )
                        for name, n in s.news.items()
                    ],
                )
            )
        if s.calendar:
            parts.append(
                table(["day", "what happens", "evidence"], [(e.day, e.summary, e.evidence.grade) for e in s.calendar])
            )
        if s.tips:
            parts.append(
                table(
                    ["tip", "text", "what it lets one guess", "article"],
                    [
                        (t.number, t.text, t.implies, ", ".join(t.article))
                        for t in sorted(s.tips.values(), key=lambda t: t.number)
                    ],
                )
            )
    parts.append(
        "## Reforms\n\n"
        + table(
            ["reform", "what it does", "why"],
            [(r.name, r.summary, load_reform(r.path).why) for r in list_reforms(NOWHERE)],
        )
    )
    return "\n\n".join(parts)


def _settings(s: Scheme) -> list[tuple[object, ...]]:
    """Give the plain settings of a scheme with their grounds."""
    bureau = s.headline_bureau
    rows: list[tuple[object, ...]] = [
        ("world", s.world, "", ""),
        ("scale", f"{s.scale.low} to {s.scale.high}", "", ""),
        ("time", f"{s.weeks} weeks from {s.start}", "", ""),
        ("score moves", f"every {s.update.every_weeks} weeks", s.update.evidence.grade, s.update.size.grade),
        (
            "start score",
            f"mean {s.start_score.mean:g}, sd {s.start_score.sd:g}; mean {_range(s.start_score.size)}",
            s.start_score.evidence.grade,
            s.start_score.size.grade,
        ),
        ("scored", f"{s.scored.who}, from {s.scored.minimum_age}", "", ""),
        (
            "enrolment",
            s.enrolment.form + (f", mandatory from {s.enrolment.mandatory_from}" if s.enrolment.mandatory_from else ""),
            s.enrolment.evidence.grade,
            s.enrolment.size.grade,
        ),
        ("visibility", s.visibility.form, s.visibility.evidence.grade, s.visibility.size.grade),
        (
            "association",
            f"{s.association.form}, {s.association.told}" if s.association.form != "none" else "none",
            s.association.evidence.grade,
            s.association.size.grade,
        ),
    ]
    if bureau:
        sees = ", ".join(f"{act} {share:g}" for act, share in bureau.sees.items())
        rows.append((f"bureau {bureau.name} sees", sees, bureau.evidence.grade, bureau.size.grade))
    return rows


def rules() -> str:
    """Give the page of the rules: what moves which account, on what ground; and what is still to come."""
    every = schemes_of()
    parts = [
        "# Rules",
        "Points are points of the score. `size` says whether their number is known; the range is what studies sweep.",
        _tally([r for s in every for r in s.rules.values()]),
    ]
    for s in every:
        if s.rules:
            parts.append(
                f"## `{s.name}`\n\n"
                + table(
                    [
                        "rule",
                        "when",
                        "account",
                        "points",
                        "evidence",
                        "size",
                        "range",
                        "sources",
                        "article",
                        "what it says",
                    ],
                    [_rule(name, r) for name, r in s.rules.items()],
                )
            )
        if s.to_come:
            parts.append(
                f"### Still to come in `{s.name}`\n\n"
                + table(
                    ["name", "article", "what the article says", "what it waits for"],
                    [(p.name, ", ".join(p.article), p.says, p.why) for p in s.to_come],
                )
            )
    return "\n\n".join(parts)


def _rule(name: str, r: Rule) -> tuple[object, ...]:
    state = r.state
    when = r.deed or (f"{state.column} {_comparison(state.at_least, state.at_most, state.equals)}" if state else "")
    extra = (f", for every {r.per}" if r.per != 1 else "") + (f", at most {r.cap} a month" if r.cap is not None else "")
    return (
        name,
        when,
        r.account,
        f"{r.points:+d}{extra}",
        r.evidence.grade,
        r.size.grade,
        _range(r.size),
        grounds_of(r.evidence),
        _ids(r),
        r.summary,
    )


def _comparison(at_least: int | None, at_most: int | None, equals: int | None) -> str:
    return (
        f"at least {at_least}"
        if at_least is not None
        else f"at most {at_most}"
        if at_most is not None
        else f"= {equals}"
    )


def _tally(parts: list[Rule]) -> str:
    """Give how many rules stand on which ground."""
    counted = Counter((p.evidence.grade, p.size.grade) for p in parts)
    return table(
        ["rules, all schemes", *(f"size {g}" for g in SIZE_GRADES)],
        [(grade, *(counted[grade, size] or "" for size in SIZE_GRADES)) for grade in EVIDENCE_GRADES],
    )


def gates() -> str:
    """Give the page of the gates: what opens or shuts, where, what it is worth."""
    parts = [
        "# Gates",
        "A benefit opens to those who meet the line; a detriment shuts out those who do not. A notch is 1/64 logit.",
    ]
    for s in schemes_of():
        if s.gates:
            parts.append(
                f"## `{s.name}`\n\n"
                + table(
                    [
                        "gate",
                        "kind",
                        "from",
                        "later",
                        "enrolled only",
                        "worth",
                        "range",
                        "yuan",
                        "tried",
                        "in force",
                        "evidence",
                        "sources",
                        "article",
                        "what it is",
                    ],
                    [_gate(s, name, g) for name, g in s.gates.items()],
                )
            )
    return "\n\n".join(parts)


def _gate(s: Scheme, name: str, g: Gate) -> tuple[object, ...]:
    later = "; ".join(f"{c.at_least} from {c.since}" for c in g.changes)
    tried = g.tried_by or f"{g.tries_a_year:g} times a year"
    days = " ".join(f"{word} {day}" for word, day in (("from", g.since), ("until", g.until)) if day)
    blocks = f" Shuts out from: {', '.join(g.blocks)}." if g.blocks else ""
    return (
        name,
        g.treatment,
        s.threshold(name, 0),
        later,
        "yes" if g.needs_enrolment else "",
        f"{g.value.notches:g}",
        _range(g.value.size),
        "" if g.amount is None else f"{g.amount.yuan} ({g.amount.size.grade})",
        tried,
        days,
        g.evidence.grade,
        grounds_of(g.evidence),
        _ids(g),
        g.summary + blocks,
    )
