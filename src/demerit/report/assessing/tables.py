"""The tables of an assessment's page: every number with its interval, and with how many it is of."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from demerit.lab.assessing.groups import FOUR_FIFTHS
from demerit.lab.headlines import HEADLINES
from demerit.lab.probing.effects import EFFECTS
from demerit.lab.probing.ladder import ORDER
from demerit.measures.discovery import RATE
from demerit.measures.groups import LABELS
from demerit.report.assessing.words import in_unit, written
from demerit.report.words.intervals import DOUBT, PLAIN, shown
from demerit.report.words.numbers import MINUS, count, decimal, percent
from demerit.rows.groups import GROUPS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from demerit.lab.assessing.assessment import Assessment, Difference
    from demerit.lab.probing.league import Row
    from demerit.lab.probing.variants import Told

HARMS = {
    "Chilling": ("silence.dissent.rate", "silence.question.rate", "silence.praise.rate"),
    "Segregation": ("score_assortativity.friend", "ties_dropped.friend.score", "ties_dropped.kin.score"),
    "Association": ("association_loss.any", "association_loss.heavy"),
    "Gaming": ("gaming.rate", "gaming.auc_lost"),
}
"""Harm -> the rows of the table that tell it, in the order of the page."""
SAYS = {
    "gaming.rate": "tricks to lift the score, per 1,000 adults and year", 
    "gaming.auc_lost": "AUC less than in the other world",
    "association_loss.heavy": "lost 10+ points through friends", "silence.dissent.change": "weeks in dissent, change",
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table: heads, rows of cells (a row of one cell is a heading), which heads are numbers, and its data."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    csv: str = ""
    name: str = ""


def csv_of(rows: Sequence[dict[str, Any]]) -> str:
    """Give rows as CSV, encoded for a link."""
    if not rows:
        return ""
    frame = pl.DataFrame(list(rows), infer_schema_length=None)
    return b64encode(frame.write_csv(float_precision=6).encode()).decode()


def _flat(told: Told | None, name: str) -> dict[str, Any]:
    """Give a mean as columns of a CSV."""
    ends = (None, None, None) if told is None else (told.value, told.low, told.high)
    return {name: ends[0], f"{name}_low": ends[1], f"{name}_high": ends[2]}


def differences(found: Assessment, against: str) -> Table:
    """Give the headlines under the law and under another, with the interval of the difference."""
    known = {row.name: row for row in found.table if row.group == "all" and row.against == against}
    heads = ("Measure", found.about.scheme, against, "Difference", "95 % interval", "n seeds")
    rows: list[tuple[str, ...]] = []
    for section, headlines in HEADLINES.items():
        here = [known[headline.name] for headline in headlines if headline.name in known]
        rows += [(section,)] if here else []
        says = {headline.name: PLAIN.get(headline.name, headline.says.rstrip("*")) for headline in headlines}
        rows += [(says[row.name], *cells(row)) for row in here]
    return Table(heads, tuple(rows), (False, True, True, True, True, True), name=f"against-{against}".replace("+", "-"),
                 csv=csv_of([vars(row) for row in found.table if row.against == against]))  # fmt: skip


def cells(row: Difference) -> tuple[str, ...]:
    """Give both levels, the difference, its interval and the seeds of a row."""
    between = ""
    if row.low is not None and row.high is not None and (row.low or row.high):
        between = f"{shown(row.low, row.unit)} to {shown(row.high, row.unit)}"
        between += DOUBT if row.q is not None and row.q > RATE else ""
    return (*(shown(value, row.unit) for value in (row.here, row.there, row.delta)), between, str(row.seeds))


def harms(found: Assessment) -> list[tuple[str, Table]]:
    """Give chilling, segregation, association and gaming, each as a small table; those of which nothing is there go."""
    says = {headline.name: headline.says.rstrip("*") for section in HEADLINES.values() for headline in section} | SAYS
    other = found.about.against[0]
    given = []
    for harm, names in HARMS.items():
        rows = [row for name in names if (row := found.row(name)) is not None and (row.here or row.delta)]
        if rows:
            body = tuple((says.get(row.name, row.name), *cells(row)) for row in rows)
            given.append((harm, Table(("Measure", found.about.scheme, other, "Difference", "95 % interval", "n seeds"),
                                      body, (False, *(True,) * 5))))  # fmt: skip
    return given


def groups(found: Assessment) -> Table:
    """Give every group: how many, what it says less, what it loses through friends, where it is let in least."""
    rows, data = [], []
    sizes = {door.group: max(d.n for d in found.doors if d.group == door.group) for door in found.doors}
    for group in GROUPS:
        lost, loss = (found.row(name, group) for name in ("silence.dissent.lost_rate", "association_loss.any"))
        if group != "all" and lost is None and group not in sizes:
            continue
        doors = [door for door in found.doors if door.group == group and door.ratio is not None]
        worst = min(doors, key=lambda door: door.ratio.value if door.ratio else 1.0, default=None)
        low = sum(1 for door in doors if door.ratio and door.ratio.value < FOUR_FIFTHS)
        ratio = worst.ratio if worst else None
        rows.append((
            LABELS[group], count(sizes[group]) if group in sizes else "", _moved(lost, ""), _here(loss),
            written(ratio, decimal) if ratio else "", worst.gate.replace("_", " ") if worst else "",
            f"{low} of {len(doors)}" if doors else "",
        ))  # fmt: skip
    for door in found.doors:
        data.append({"gate": door.gate, "group": door.group, "n": door.n, **_flat(door.rate, "open_to"),
                     **_flat(door.ratio, "ratio"), "seeds": door.rate.seeds})  # fmt: skip
    heads = ("Group", "n adults", "Weeks in dissent lost, per 1,000 a year", "Broke no rule, lost 5+ through friends",
             "Lowest ratio", "at the gate", "Gates below .80")  # fmt: skip
    said = [k for k in range(len(heads)) if k == 0 or any(row[k].strip("0\u202f% ()to") for row in rows)]
    numbers = (False, True, True, True, True, False, True)
    told = [row for row in rows if any(row[k] for k in said[1:])]
    return Table(tuple(heads[k] for k in said), tuple(tuple(row[k] for k in said) for row in told),
                 tuple(numbers[k] for k in said), csv_of(data), "groups")  # fmt: skip


def _moved(row: Difference | None, unit: str) -> str:
    if row is None or row.delta is None:
        return ""
    between = f" ({shown(row.low, unit)} to {shown(row.high, unit)})" if row.low is not None else ""
    return shown(row.delta, unit) + between


def _here(row: Difference | None) -> str:
    return "" if row is None or row.here is None else shown(row.here, row.unit)


def league(found: Assessment) -> Table:
    """Give what the rules cause that cause most: of the first effect as a share, of others in their unit.

    Told is what is not 0 by its own interval; what may be chance, counting how many rules and effects there are, is
    marked. All rules are in the data.
    """
    lead = found.lead
    others = [name for name in ("refusals", "friends", "innocent", "accuracy") if name != lead
              and any(name in row.caused and row.caused[name].value for row in found.league)]  # fmt: skip
    ranked = sorted(found.league, key=lambda row: -abs(row.caused[lead].value if lead in row.caused else 0.0))
    rows = []
    for row in ranked[:MOST]:
        share = row.shares.get(lead)
        rows.append((
            row.rule.replace("_", " "), row.evidence,
            percent(found.booked[row.rule]) if row.rule in found.booked else "",
            _marked(written(share, percent), row.q.get(lead)) if share else _sure(row, lead),
            *(_sure(row, name) for name in others),
        ))  # fmt: skip
    data = [{"rule": row.rule, "evidence": row.evidence, "booked_on": found.booked.get(row.rule),
             **_flat(row.shares.get(lead), f"share_of_{lead}"),
             **{k: v for name in EFFECTS for k, v in _flat(row.caused.get(name), name).items()},
             **{f"{name}_q": row.q.get(name) for name in EFFECTS}} for row in ranked]  # fmt: skip
    heads = ("Rule", "Evidence", "Booked on", f"Share of the change in {EFFECTS[lead].says}",
             *(WORDS[name] for name in others))  # fmt: skip
    return Table(heads, tuple(rows), (False, False, *(True,) * (2 + len(others))), csv_of(data), "league")


MOST = 15
"""Rules that stand in the page's table; all are in its data."""
WORDS = {
    "dissent": "weeks in dissent", "refusals": "refusals", "friends": "friends dropped",
    "innocent": "innocent who lose", "accuracy": "AUC",
}  # fmt: skip


def _sure(row: Row, name: str) -> str:
    """Give what a rule causes where its interval leaves out 0, else nothing."""
    told = row.caused.get(name)
    return _marked(written(told, _signed(name)), row.q.get(name)) if told is not None and told.sure else ""


def _marked(text: str, q: float | None) -> str:
    """Put the mark of what may be chance behind a number, before its interval."""
    if q is None or q <= RATE:
        return text
    value, bracket, rest = text.partition(" (")
    return f"{value}{DOUBT}{bracket}{rest}"


def _signed(name: str) -> Callable[[float], str]:
    unit = EFFECTS[name].unit

    def write(value: float) -> str:
        text = decimal(value, 3) if unit == "AUC" else shown(value, unit)
        return text if text.startswith(MINUS) or not value else f"+{text}"

    return write


def evidence(found: Assessment) -> Table | None:
    """Give, for every effect, the share that rests on each grade, and what is left without what is disputed."""
    if found.ladders is None:
        return None
    grades = [grade for grade in ORDER if grade in found.ladders.grades]
    disputed = "disputed" in grades
    rows, data = [], []
    for one in found.ladders.ladders:
        if not one.whole.value:
            continue
        write = _signed(one.effect)
        left = (written(one.without, write) if one.without else "",) if disputed else ()
        rows.append((EFFECTS[one.effect].says, written(one.whole, write),
                     *(written(one.shares[g], percent) if g in one.shares else "not told" for g in grades), *left))
        data.append({"effect": one.effect, "unit": EFFECTS[one.effect].unit, **_flat(one.whole, "whole"),
                     **{k: v for g in grades for k, v in _flat(one.shares.get(g), g).items()},
                     **(_flat(one.without, "without_disputed") if disputed else {})})  # fmt: skip
    heads = ("Effect", "All parts", *(f"of it {grade}" for grade in grades), *(("Disputed off",) if disputed else ()))
    return Table(heads, tuple(rows), (False, *(True,) * (len(heads) - 1)), csv_of(data), "evidence")


def frontier(found: Assessment) -> Table:
    """Give accuracy and harms of every way to hold the law."""
    names = [name for name in dict.fromkeys((found.lead, "dissent", "refusals", "friends", "innocent"))
             if any(name in point.harms and point.harms[name].value for point in found.frontier)]  # fmt: skip
    rows, data = [], []
    for point in found.frontier:
        bought = written(point.bought, _signed("accuracy")) if point.bought else ""
        rows.append((point.name, decimal(point.accuracy.value, 3), bought,
                     *(written(point.harms[name], in_unit(EFFECTS[name].unit)) if name in point.harms else ""
                       for name in names), "yes" if point.kept else ""))  # fmt: skip
        data.append({"variant": point.name, **_flat(point.accuracy, "auc"), **_flat(point.bought, "auc_less_law"),
                     **{k: v for name in point.harms for k, v in _flat(point.harms[name], f"harm_{name}").items()},
                     "on_the_frontier": point.kept})  # fmt: skip
    heads = ("The law", "AUC", "AUC, against as written",
             *(f"{WORDS[name]}{' lost' if EFFECTS[name].harm < 0 else ''}, {EFFECTS[name].unit}" for name in names),
             "on the frontier")  # fmt: skip
    return Table(heads, tuple(rows), (False, *(True,) * (len(heads) - 2), False), csv_of(data), "frontier")


def screen(found: Assessment) -> Table:
    """Give every clause that is flagged, with why; all others are in the data."""
    rows = []
    for clause in found.screen.clauses:
        if clause.one or clause.two:
            severity = "\u2013" if clause.severity is None else f"{clause.severity:g}"
            rows.append((f"{clause.name.replace('_', ' ')} ({clause.kind})", clause.evidence, severity,
                         clause.one or "\u2013", clause.two or "\u2013"))  # fmt: skip
    data = [{k: ", ".join(v) if isinstance(v, tuple) else v for k, v in vars(clause).items()}
            for clause in found.screen.clauses]  # fmt: skip
    heads = ("Clause", "Evidence", "Severity", "(i) unrelated context", "(ii) unjustified or disproportionate")
    return Table(heads, tuple(rows), (False, False, True, False, False), csv_of(data), "article-5")


def elements(found: Assessment) -> Table:
    """Give the elements of the prohibition."""
    words = {"yes": "as written, yes", "no": "as written, no", "deployer": "the deployer must say"}
    limbs = {"yes": "flagged, for people to judge", "no": "not flagged"}
    rows = tuple((one.element, one.says, (limbs if one.element.startswith("(") else words)[one.seen])
                 for one in found.screen.elements)  # fmt: skip
    return Table(("Element", "What the law as written says", "Seen"), rows, (False, False, False))


