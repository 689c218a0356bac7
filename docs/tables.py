"""Write the tables of docs/model/tables from the data: schemes, rules, gates, knobs, acts, measures, sources.

`make docs` runs this; a test holds the committed pages against what the data give.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tables_of_calibration import calibration
from tables_of_law import gates, grounds_of, rules, schemes, schemes_of, table

from demerit.acts import acts, deeds
from demerit.base.knob import knobs_of
from demerit.engine.knobs import GROUPS
from demerit.measures import measures

HERE = Path(__file__).resolve().parent / "model" / "tables"
MADE = "<!-- Made by `make docs` from the data. Change the data, not this page. -->"


def knobs() -> str:
    """Give the page of the knobs: of citizens, and of each scheme."""
    parts = ["# Knobs", "`--set NAME=VALUE` turns one; a study draws it over its range."]
    heads = ["knob", "default", "range", "unit", "grade", "what it does", "ground"]
    groups = {act.name: act.knobs for act in acts() if act.knobs}
    groups |= {group: knobs_of(kind) for group, kind in GROUPS.items()}
    for group, of in groups.items():
        parts.append(
            f"## `{group}`\n\n"
            + table(
                heads,
                [
                    (
                        f"{group}.{k.name}",
                        float(k.default),
                        f"{k.low:g} to {k.high:g}",
                        k.unit,
                        k.grade,
                        k.about,
                        k.source,
                    )
                    for k in of
                ],
            )
        )
    for s in schemes_of():
        if s.knobs:
            parts.append(
                f"## of the scheme `{s.name}`\n\n"
                + table(
                    heads,
                    [
                        (
                            name,
                            float(k.default),
                            f"{k.range[0]:g} to {k.range[1]:g}",
                            k.unit,
                            k.size.grade,
                            k.summary,
                            "; ".join(t for t in (grounds_of(k.evidence), k.size.why) if t),
                        )
                        for name, k in s.knobs.items()
                    ],
                )
            )
    return "\n\n".join(parts)


def acts_() -> str:
    """Give the page of the acts: what each decides, and which rules judge its deeds."""
    every = schemes_of()
    judged = {
        name: [f"{s.name}/{r}" for s in every for r, rule in s.rules.items() if rule.deed == name] for name in deeds()
    }
    parts = ["# Acts and their deeds"]
    for act in acts():
        rows = [(f"`{name}`", ", ".join(judged[name])) for name in act.names]
        often = "month" if act.monthly else "week"
        parts.append(f"## `{act.name}`, every {often}\n\n{act.summary}\n\n" + table(["deed", "judged by"], rows))
    return "\n\n".join(parts)


def measures_() -> str:
    """Give the page of the measures: what each reads off the tables of a run."""
    twin = {"none": "", "helps": "more with one", "needed": "needed"}
    rows = [(f"`{name}`", m.unit, twin[m.twin], "yes" if m.groups else "", m.summary) for name, m in measures().items()]
    return "# Measures\n\n" + table(["measure", "unit", "twin", "by group", "what it gives"], rows)


def sources() -> str:
    """Give the page of the sources: what each is, and what stands on it."""
    rows: dict[str, list[object]] = {}
    used: dict[str, list[str]] = {}
    for s in schemes_of():
        for key, source in s.sources.items():
            rows.setdefault(key, [source.author, source.title, source.date, source.where])
        for name, part in [
            *s.rules.items(),
            *s.gates.items(),
            *s.news.items(),
            *s.bureaus.items(),
            *s.registers.items(),
        ]:
            for key in (*part.evidence.sources, *part.evidence.disputed_by):
                used.setdefault(key, []).append(f"{s.name}/{name}")
    return "# Sources\n\n" + table(
        ["source", "author", "title", "date", "where", "what leans on it"],
        [(f"`{key}`", *rows[key], ", ".join(dict.fromkeys(used.get(key, [])))) for key in sorted(rows)],
    )


def contents() -> str:
    """Give the page that lists the others."""
    rows = [(f"[{name}]({name}.md)", about) for name, about in ABOUT.items()]
    return "# Tables\n\nWhat the data hold, written out.\n\n" + table(["table", "what it lists"], rows)


ABOUT = {
    "calibration": "what plausible and calibrated worlds give of each published figure",
    "schemes": "the schemes that come with demerit",
    "rules": "what earns or costs points",
    "gates": "what scores and registers open and shut",
    "knobs": "every number of citizens and schemes that can be turned, with its range and ground",
    "acts": "what citizens decide, and which rules judge it",
    "measures": "what is read off a run",
    "sources": "what the law leans on",
}
PAGES: dict[str, Callable[[], str]] = {
    "README": contents,
    "calibration": calibration,
    "schemes": schemes,
    "rules": rules,
    "gates": gates,
    "knobs": knobs,
    "acts": acts_,
    "measures": measures_,
    "sources": sources,
}
"""The name of a page -> what writes it."""


def pages() -> dict[str, str]:
    """Give every page by its file's name."""
    return {f"{name}.md": f"{MADE}\n\n{write()}\n" for name, write in PAGES.items()}


def main(folder: Path = HERE) -> None:
    """Write every page."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
