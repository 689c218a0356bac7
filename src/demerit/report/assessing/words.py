"""The first paragraph of an assessment, such as a stranger may quote, and the numbers under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.base.number_of import number_of
from demerit.lab.assessing.groups import FOUR_FIFTHS
from demerit.lab.probing.effects import EFFECTS
from demerit.lab.probing.ladder import ORDER
from demerit.measures.discovery import RATE
from demerit.measures.groups import LABELS
from demerit.report.words.intervals import shown
from demerit.report.words.numbers import THIN, decimal, listed, percent, signed_percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.lab.assessing.assessment import Assessment, Difference, Door
    from demerit.lab.probing.variants import Told

CAVEAT = (
    "Synthetic, not a forecast: the people are invented, and no finding is about anybody. "
    "A screening aid, not legal advice."
)
CHANGE = "silence.dissent.change"
HARDLY = 0.005
"""Change of a share below which a sentence says "hardly", however sure it is (assumed: half of one per cent)."""
Fact = tuple[str, str, str]


def ends(low: float | None, high: float | None, write: Callable[[float], str]) -> str:
    """Give an interval in brackets; nothing of one seed."""
    return "" if low is None or high is None else f" ({write(low)} to {write(high)})"


def written(told: Told, write: Callable[[float], str]) -> str:
    """Give a mean with its interval in brackets."""
    return write(told.value) + ends(told.low, told.high, write)


def in_unit(unit: str) -> Callable[[float], str]:
    """Give what writes a number of a unit."""
    return lambda number: shown(number, unit)


def reference(found: Assessment) -> str:
    """Say what the law is held against."""
    name = found.about.against[0]
    return "no scheme" if name == "null" else f"\u201c{found.about.titles[0]}\u201d"


def finding(found: Assessment) -> str:
    """Give the finding as one plain paragraph."""
    lead = _dissent if found.lead == "dissent" else _refusals
    parts = [lead(found), _others(found), _hit(found), _rule(found), _evidence(found), _screen(found), CAVEAT]
    return " ".join(part for part in parts if part)


def _over(found: Assessment) -> str:
    told = found.about
    years = f"{told.weeks * 7 / 365.25:.1f} years"
    return f"{number_of(told.people, 'invented person')} over {years}, n = {number_of(told.seeds, 'seed')}"


def _sure(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and (low > 0 or high < 0)


def _dissent(found: Assessment) -> str:
    """Say how far dissent moves."""
    row, levels = found.row(CHANGE), found.levels
    here, there = (levels[side].get("dissent") for side in ("as written", f"against {found.about.against[0]}"))
    if row is None or row.delta is None or here is None or there is None:
        return _refusals(found)
    law = f"\u201c{found.about.title}\u201d, held against {reference(found)}"
    rates = f"{decimal(here.value)} of 1,000 weeks of an adult instead of {decimal(there.value)}"
    chance = row.low is not None and not _sure(row.low, row.high)
    if chance or abs(row.delta) < HARDLY:
        more = f"{signed_percent(row.delta)}{ends(_no_less(row.low), row.high, signed_percent)}"
        how = "moves weeks in dissent by no more than chance" if chance else "hardly moves weeks in dissent"
        return f"{law}, {how}: {more}, {rates} ({_over(found)})."
    what = "cuts" if row.delta < 0 else "raises"
    size = percent(abs(row.delta))
    between = ""
    if row.low is not None and row.high is not None:
        near, far = sorted((abs(max(row.low, -1.0)), abs(row.high)))
        between = ends(near, far, percent)
    return f"{law}, {what} dissent, in weeks, by {size}{between}: {rates} ({_over(found)})."


def _no_less(change: float | None) -> float | None:
    """Give the end of an interval of a change of what cannot fall by more than all of it."""
    return None if change is None else max(change, -1.0)


def _refusals(found: Assessment) -> str:
    """Say how often people are refused."""
    barred, missed = found.row("gates.barred"), found.row("gates.not_obtained")
    if barred is None or missed is None or barred.here is None or missed.here is None:
        return f"\u201c{found.about.title}\u201d refuses nobody anything: it has no gate ({_over(found)})."
    if not (barred.here or missed.here):
        return f"Under \u201c{found.about.title}\u201d nobody was refused anything ({_over(found)})."
    bars, misses = (f"{_often(row.here)}{_spread(row)}"
                    for row in (barred, missed))  # fmt: skip
    parts = [f"are barred {bars} a year"] if barred.here else []
    parts += [f"do not obtain a benefit {misses}{'' if parts else ' a year'}"] if missed.here else []
    return f"Under \u201c{found.about.title}\u201d 1,000 adults {listed(parts)} ({_over(found)})."


def _often(number: float | None) -> str:
    """Give how often: ``1 time``, ``76.3 times``."""
    return f"{shown(number, '')} {'time' if number == 1 else 'times'}"


def _spread(row: Difference) -> str:
    """Give the interval of a level where the reference has none of it: the level is the difference then."""
    return "" if row.there else ends(row.low, row.high, in_unit(""))


def _others(found: Assessment) -> str:
    """Say what happens to ties and to those who broke no rule, where that is told from chance."""
    said = []
    friends, innocent = found.effects.get("friends"), found.effects.get("innocent")
    if friends is not None and friends.value > 0 and (friends.low is None or friends.sure):
        said.append(f"{written(friends, in_unit(''))} of 1,000 friendships a year end for the score")
    if innocent is not None and innocent.value > 0 and (innocent.low is None or innocent.sure):
        said.append(f"of adults who broke no rule {written(innocent, percent)} stand 5 points or more lower "
                    "through friends")  # fmt: skip
    return f"{listed(said)[:1].upper()}{listed(said)[1:]}." if said else ""


def worst_door(found: Assessment) -> Door | None:
    """Give the group that is furthest behind the best-off of its kind, and the gate; None where none is told."""
    doors = [door for door in found.doors if door.ratio is not None]
    return min(doors, key=lambda door: door.ratio.value if door.ratio else 1.0, default=None)


def below(found: Assessment) -> list[Door]:
    """Give groups at gates below four fifths of the best-off group's chance."""
    return [door for door in found.doors if door.ratio is not None and door.ratio.value < FOUR_FIFTHS]


def _hit(found: Assessment) -> str:
    """Say which group is furthest behind."""
    door, told = worst_door(found), [door for door in found.doors if door.ratio is not None]
    if door is None or door.ratio is None:
        return ""
    if not below(found):
        return "At no gate is any of the groups told apart below four fifths of the best-off of its kind."
    return (
        f"Furthest behind at a gate: {LABELS.get(door.group, door.group)}, let in at "
        f"\u201c{door.gate.replace('_', ' ')}\u201d with {written(door.ratio, percent)} of the best-off group\u2019s "
        f"chance (n = {number_of(round(door.n), 'adult')}); {len(below(found))} of {number_of(len(told), 'pair')} of "
        "group and gate lie below four fifths."
    )


def _holds(q: float | None, found: Assessment) -> bool:
    """Say whether a change holds among as many as there are; of one seed nothing can be said, and all are told."""
    return found.about.seeds == 1 or (q is not None and q <= RATE)


def _rule(found: Assessment) -> str:
    """Say which rule causes most of it."""
    told = [row for row in found.league if found.lead in row.shares]
    rows = [row for row in told if row.shares[found.lead].value > 0 and _holds(row.q.get(found.lead), found)]
    if told and not rows and found.about.seeds > 1:
        return (
            f"Switched off one by one, none of {number_of(len(told), 'rule')} takes a share of that change with it "
            "that is told from chance, counting how many there are."
        )
    if not rows:
        return ""
    first = max(rows, key=lambda row: row.shares[found.lead].value)
    share = first.shares[found.lead]
    return (
        f"The rule that causes most is \u201c{first.rule.replace('_', ' ')}\u201d ({first.evidence}): switched off, "
        f"{written(share, percent)} of the change in {EFFECTS[found.lead].says} goes with it."
    )


def _evidence(found: Assessment) -> str:
    """Say on what grades of evidence it rests."""
    one = found.ladders.of(found.lead) if found.ladders else None
    if found.ladders is None:
        grade = next((row.evidence for row in found.league), None)
        return f"Every part of the law is {grade}." if grade else ""
    if one is None or not one.shares:
        return ""
    shares = [f"{grade} {percent(one.shares[grade].value)}" for grade in ORDER if grade in one.shares]
    what = EFFECTS[found.lead].says
    return f"Of what its parts do to {what}, the share of each grade of evidence: {listed(shares)}."


def _screen(found: Assessment) -> str:
    """Say what the screen flags."""
    clauses = found.screen.clauses
    flagged = [clause for clause in clauses if clause.one or clause.two]
    if not flagged:
        return "The screen of Article 5(1)(c) flags none of its clauses."
    hit = found.screen.hit["any"]
    return (
        f"The screen of Article 5(1)(c) flags {len(flagged)} of its {len(clauses)} clauses; flagged rules took "
        f"points at least once from {written(hit, percent)} of n = {number_of(round(found.screen.adults), 'adult')} "
        "followed."
    )


def facts(found: Assessment) -> list[Fact]:
    """Give up to four numbers as name, value, note."""
    seeds = f"n = {number_of(found.about.seeds, 'seed')}"
    rows: list[Fact] = []
    change = found.row(CHANGE)
    if change is not None and change.delta is not None:
        rows.append(("Weeks in dissent", signed_percent(change.delta), _note(change, signed_percent, seeds)))
    door = worst_door(found)
    if door is not None and door.ratio is not None:
        who = LABELS.get(door.group, door.group)
        rows.append(("Worst ratio of two groups at a gate", decimal(door.ratio.value), f"{who}; four fifths: .80"))
    auc = found.levels["as written"].get("accuracy")
    if auc is not None:
        rows.append(("Tells who repays (AUC)", decimal(auc.value), f"{_between(auc)}a coin: .50; {seeds}"))
    flagged = sum(1 for clause in found.screen.clauses if clause.one or clause.two)
    rows.append(("Clauses flagged, Article 5(1)(c)", f"{flagged} of {len(found.screen.clauses)}", "a screen, no "
                                                                                                  "verdict"))
    return rows[:4]


def _note(row: Difference, write: Callable[[float], str], seeds: str) -> str:
    if row.low is None or row.high is None:
        return seeds
    return f"95{THIN}%: {write(max(row.low, -1.0))} to {write(row.high)}; {seeds}"


def _between(told: Told) -> str:
    return "" if told.low is None or told.high is None else f"{decimal(told.low)} to {decimal(told.high)}; "


def limits(found: Assessment) -> list[str]:
    """Give what the reader must not take from this page."""
    told = found.about
    assumed = [part for part in (*found.scheme.rules.values(), *found.scheme.gates.values())
               if part.size.grade == "assumed"]  # fmt: skip
    text = [
        CAVEAT,
        "It says what the law as written does in a society that behaves as the model says. A law that is applied "
        "otherwise than written, or to other people, does something else.",
        f"Intervals are over {number_of(told.seeds, 'seed')} and show chance alone. What is assumed matters more: of "
        f"{number_of(len(found.scheme.rules) + len(found.scheme.gates), 'rule or gate', 'rules and gates')} "
        f"{len(assumed)} have an assumed size. `demerit study` draws them from their ranges.",
        "What one rule causes is found by switching it off alone. Rules need and hinder each other; their shares do "
        "not sum to the whole.",
        "Grades of evidence are those that the law\u2019s files give, with their sources; this page checks none of "
        "them.",
        "The severity of a treatment, and whether contexts belong together, are judgements. The first stands in the "
        "law with its reason; for the second every difference of contexts is flagged.",
        "Groups are told apart one kind at a time; of fewer than 30 adults none is told.",
    ]
    if found.left_out:
        text.append("Not run, since what is left is no law that can be carried out: " + ", ".join(found.left_out) + ".")
    return text


def effect_words(name: str) -> str:
    """Give the words for an effect and its unit."""
    effect = EFFECTS[name]
    return f"{effect.says}, {effect.unit}"
