"""`demerit show`: one thing, whole, on a readable page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.cli import options as o

if TYPE_CHECKING:
    from rich.console import Console

    from demerit.lab.showing import Shown
    from demerit.law import Scheme


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A scheme, reform, rule, gate, act, knob, measure ...; SCHEME/NAME.")],
    json: o.Json = False,
) -> None:
    """Show one thing whole: what it does, what is known of it and what is not."""
    from demerit.cli.terminal import emit, page, say
    from demerit.lab.showing import shown

    found = shown(name)
    if json:
        emit({"kind": found.kind, "name": found.name, "scheme": found.scheme.name if found.scheme else None, "told": found.told,
              "others": list(found.others)})
        return
    console = page()
    if found.kind == "scheme" and found.scheme is not None:
        _scheme(console, found.scheme)
    else:
        _part(console, found)
    if found.others:
        say(f"\nOf the same name: {', '.join(found.others)}.")


def _head(console: Console, title: str, summary: str) -> None:
    console.print(f"[bold]{title}[/]")
    console.print(summary)


def _rows(console: Console, heading: str, rows: list[tuple[str, ...]]) -> None:
    """Print a section: a heading and its rows, nothing where there are none."""
    from rich.table import Table

    if not rows:
        return
    console.print(f"\n[bold]{heading}[/]")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim" if len(rows[0]) == 2 else None)
    for _ in rows[0][1:]:
        table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*(f"  {cell}" if k == 0 else cell for k, cell in enumerate(row)))
    console.print(table)


def _scheme(console: Console, scheme: Scheme) -> None:
    """Print a scheme: who, what is known, what is rewarded and punished, what it opens and shuts, who sees it."""
    from demerit.lab.showing import grades_of

    _head(console, f"{scheme.name}: {scheme.title}", scheme.summary)
    grades = grades_of(scheme)
    _rows(console, "What it is", [
        ("world", scheme.world + (f", extends {', '.join(scheme.based_on)}" if scheme.based_on else "")),
        ("scale", f"{scheme.scale.low} to {scheme.scale.high}; starts about {scheme.start_score.mean:g} ± {scheme.start_score.sd:g}"),
        ("time", f"{scheme.weeks} weeks from {scheme.start:%d %B %Y}; the score moves every {scheme.update.every_weeks} weeks"),
        ("scored", f"{scheme.scored.who}, from {scheme.scored.minimum_age} years"),
        ("enrolment", scheme.enrolment.form.replace("_", " ") + (f", mandatory from {scheme.enrolment.mandatory_from}" if scheme.enrolment.mandatory_from else "")),
        ("who sees it", scheme.visibility.form),
        ("friends", "no points through friends" if scheme.association.form == "none" else
         f"{scheme.association.form.replace('_', ' ')}, weight {scheme.association.weight:g} ({scheme.association.evidence.grade})"),
    ])
    _rows(console, "What is known, and what is not (rules and gates)", [
        ("it exists", ", ".join(f"{n} {grade}" for grade, n in grades.evidence.items()) or "no rule, no gate"),
        ("its size", ", ".join(f"{n} {grade}" for grade, n in grades.size.items()) or "no rule, no gate"),
    ])
    caps = scheme.account_caps
    _rows(console, "Accounts", [(a.name, f"0 to {caps[a.name]}", a.summary) for a in scheme.accounts.values()])
    ranked = sorted(scheme.rules.values(), key=lambda rule: -rule.points)
    for heading, rules in (("Rewards", [r for r in ranked if r.points > 0]), ("Punishes", [r for r in reversed(ranked) if r.points < 0])):
        _rows(console, heading, [(r.name, _signed(r.points), r.evidence.grade, r.summary) for r in rules])
    _rows(console, "Opens and shuts", [(g.name, str(scheme.threshold(g.name, 0) or "·"), g.evidence.grade, g.summary) for g in scheme.gates.values()])
    _rows(console, "Who keeps it", [(b.name, ", ".join(f"{act} {share:.0%}" for act, share in b.sees.items())) for b in scheme.bureaus.values()])
    _rows(console, "Knobs", [(k.name, f"{k.now:g}", f"{k.range[0]:g} to {k.range[1]:g} {k.unit}", k.summary) for k in scheme.knobs.values()])
    _rows(console, "Calendar", [(str(e.day), e.summary) for e in scheme.calendar])
    _rows(console, "Advice as printed", [(str(t.number), t.text) for t in sorted(scheme.tips.values(), key=lambda t: t.number)])
    if scheme.to_come:
        console.print(f"\n{len(scheme.to_come)} more of the article's statements are still to come: demerit list rules", style="dim")
    _sources(console, scheme, list(scheme.sources))


def _sources(console: Console, scheme: Scheme, keys: list[str]) -> None:
    """Print sources in full."""
    told = [scheme.sources[key] for key in keys if key in scheme.sources]
    _rows(console, "Sources", [(s.name, f"{s.author}, {s.title} ({s.date}), {s.where}") for s in told])


ASIDE = ("name", "summary", "text", "sources", "evidence", "knobs", "scheme", "examples")
"""Fields that have a place of their own on the page."""


def _part(console: Console, found: Shown) -> None:
    """Print anything else: its fields, its ground, its sources."""
    told = found.told
    home = f" of {found.scheme.name}" if found.scheme else ""
    _head(console, f"{found.name}, {'an' if found.kind == 'act' else 'a'} {found.kind}{home}", str(told.get("summary") or told.get("text", "")))
    _rows(console, "What it is", [(key.replace("_", " "), _words(value)) for key, value in told.items()
                                  if key not in ASIDE and value not in (None, [], {}, "")])
    evidence = told.get("evidence")
    if isinstance(evidence, dict):
        _rows(console, "Does it exist?", [(key.replace("_", " "), _words(value)) for key, value in evidence.items() if value])
    for example in told.get("examples") or ():
        console.print(f"  example: {_words(example['given'])}  gives  {_words(example['expect'])}", style="dim")
    _rows(console, "Knobs", [(k["name"], _words(k["default"]), f"{_words(k['range'])} {k['unit']}", k["summary"]) for k in told.get("knobs") or ()])
    if told.get("text") and told.get("summary"):
        import inspect

        console.print()
        console.print(inspect.cleandoc(told["text"]), markup=False, soft_wrap=True)
    if found.scheme is not None and isinstance(evidence, dict):
        _sources(console, found.scheme, [*evidence.get("sources", ()), *evidence.get("disputed_by", ())])


def _words(value: Any) -> str:
    """Give a value in words."""
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')} {_words(inner)}" for key, inner in value.items() if inner not in (None, [], {}))
    if isinstance(value, list | tuple):
        numbers = len(value) == 2 and all(isinstance(x, int | float) for x in value)
        return (" to " if numbers else ", ").join(_words(x) for x in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}".replace("-", "−") if isinstance(value, int | float) else str(value)


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−")
