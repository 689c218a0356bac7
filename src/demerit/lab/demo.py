"""The first thing the laboratory has to say: the article's world against the documented one and against none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from demerit.engine.folder import RunFolder
from demerit.lab.compare import compare
from demerit.lab.comparison import Comparison
from demerit.lab.measuring import between
from demerit.lab.order import Order, check_seed, check_size, scheme_of
from demerit.lab.perform import Watcher, no_watcher, perform
from demerit.law import EVIDENCE_GRADES, Scheme

FEARED, DOCUMENTED, NONE = "article_2015", "zhima_2015", "null"
RUNS = 4
"""article_2015, null, the placebo, zhima_2015."""
Grounds = Callable[[Scheme], Iterable[str]]


@dataclass(frozen=True)
class Finding:
    """One row.

    Parameters
    ----------
    section, says
        What it is about, and what was measured, in words.
    unit
        ``change`` (a share of the twin's), ``share``, ``rate`` or ``AUC``.
    feared, documented, none
        The figure under article_2015, under zhima_2015, and without a scheme; None where there is none.
    noise
        What a placebo moves it by, where that was measured.
    evidence
        The weakest grade among the pieces of article_2015 that the row rests on.
    """

    section: str
    says: str
    unit: str
    feared: float | None
    documented: float | None
    none: float | None
    noise: float | None
    evidence: str


@dataclass(frozen=True)
class Demo:
    """What the demonstration found.

    Parameters
    ----------
    comparison
        article_2015 against null, with its placebo.
    documented
        The run of zhima_2015.
    findings
        The rows, in their order.
    """

    comparison: Comparison
    documented: RunFolder
    findings: list[Finding]


def demo(people: int = 100_000, weeks: int = 284, seed: int = 1, threads: int = 0, watch: Watcher = no_watcher) -> Demo:
    """Run the four worlds, or show what is there already, and give the findings."""
    check_size(people)
    check_seed(seed)
    feared, documented, none = (
        Order(name, people=people, weeks=weeks, seed=seed) for name in (FEARED, DOCUMENTED, NONE)
    )
    folder = Path("runs") / "demo" / f"{people}-{weeks}-{seed}"

    def first(done: int, total: int, what: str) -> None:
        watch(done, total * RUNS // (RUNS - 1), what)

    def last(done: int, total: int, what: str) -> None:
        watch((RUNS - 1) * total + done, RUNS * total, what)

    compared = compare({FEARED: feared, NONE: none}, place=folder, threads=threads, watch=first)
    run = perform(documented, folder / DOCUMENTED, anew=True, threads=threads, watch=last).folder
    watch(1, 1, "measuring")
    table = between(run, compared.b)
    return Demo(compared, run, _findings(compared.pair(), table, scheme_of(feared)[0]))


def _findings(feared: pl.DataFrame, documented: pl.DataFrame, scheme: Scheme) -> list[Finding]:
    """Read the rows off the two tables."""
    here, there = ({(r["name"], r["group"]): r for r in t.iter_rows(named=True)} for t in (feared, documented))

    def row(
        section: str, says: str, unit: str, name: str, grounds: Grounds, group: str = "all", noise: str | None = None
    ) -> Finding:
        one, two = here.get((name, group), {}), there.get((name, group), {})
        moved = here.get((noise, "all"), {}).get("a") if noise else None
        return Finding(section, says, unit, one.get("a"), two.get("a"), one.get("b"), moved, weakest(grounds(scheme)))

    spoken = {"dissent": "weeks in dissent", "question": "weeks of questions", "praise": "weeks of praise"}
    against, seen = "Against the same people, no scheme", "What scores do among friends"
    barred, rest = "Barred by a gate, per 1,000 adults a year", "And besides"
    return [
        *(
            row(against, says, "change", f"silence.{deed}.change", _speech, noise=f"silence.{deed}.placebo")
            for deed, says in spoken.items()
        ),
        row(seen, "lost 5+ points, broke no rule", "share", "association_loss.any", _association),
        row(seen, "friends dropped, of 1,000 a year", "rate", "ties_dropped.friend.score", _seen),
        row(seen, "kin dropped, of 1,000 a year", "rate", "ties_dropped.kin.score", _seen),
        row(barred, "poorest third", "rate", "gates.barred", _gates, group="income:low"),
        row(barred, "richest third", "rate", "gates.barred", _gates, group="income:high"),
        row(rest, "adults enrolled at the end", "share", "enrolment.enrolled", _enrolment),
        row(rest, "of the opposed, praise a month", "share", "preference_falsification.praising_opponents", _speech),
        row(rest, "tells who repays (AUC, chance .5)", "AUC", "accuracy.auc", _rules),
    ]


def weakest(grades: Iterable[str]) -> str:
    """Give the weakest of some grades of evidence; a dash where there is none."""
    found = list(grades)
    return max(found, key=lambda grade: [*EVIDENCE_GRADES].index(grade)) if found else "-"  # type: ignore[arg-type]


def _speech(scheme: Scheme) -> list[str]:
    return [rule.evidence.grade for rule in scheme.rules.values() if (rule.deed or "").startswith("speak.")]


def _rules(scheme: Scheme) -> list[str]:
    return [rule.evidence.grade for rule in scheme.rules.values()]


def _gates(scheme: Scheme) -> list[str]:
    return [*(gate.evidence.grade for gate in scheme.gates.values()), *_rules(scheme)]


def _association(scheme: Scheme) -> list[str]:
    return [scheme.association.evidence.grade]


def _seen(scheme: Scheme) -> list[str]:
    return [scheme.association.evidence.grade, scheme.visibility.evidence.grade]


def _enrolment(scheme: Scheme) -> list[str]:
    return [scheme.enrolment.evidence.grade]
