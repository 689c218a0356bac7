"""The six headings of Article 27(1) of Regulation (EU) 2024/1689: what the model says, what a deployer must fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.base.number_of import number_of
from demerit.lab.assessing.screen import asks_score
from demerit.lab.probing.effects import EFFECTS
from demerit.lab.probing.variants import AS_WRITTEN, mean_of, ratio_of, seeds_with
from demerit.measures.groups import LABELS
from demerit.report.assessing.words import below, ends, in_unit, written
from demerit.report.words.intervals import shown
from demerit.report.words.numbers import THIN, count, listed, percent, signed_percent

if TYPE_CHECKING:
    from demerit.lab.assessing.assessment import Assessment
    from demerit.lab.probing.variants import Told


@dataclass(frozen=True)
class Duty:
    """One heading: its letter, what it asks for, what the model says to it, what the deployer must fill in."""

    letter: str
    heading: str
    says: tuple[str, ...]
    fill: tuple[str, ...]


def duties(found: Assessment) -> list[Duty]:
    """Give the six headings."""
    return [
        Duty("a", "The deployer\u2019s processes in which the system is used, in line with its purpose",
             tuple(_processes(found)),
             ("Name your own processes in which the score is asked for, and the purpose of each.",
              "Say who acts on a refusal, and where a person could act otherwise.")),
        Duty("b", "The period and frequency of use", tuple(_period(found)),
             ("From which day, for how long, and how often you will use it.",
              "How long what was booked is kept.")),
        Duty("c", "The categories of persons and groups likely to be affected", tuple(_persons(found)),
             ("How many people of each group you decide about: shares here are of an invented society.",
              "Groups that the model does not know: disability, ethnicity, faith, health.")),
        Duty("d", "The specific risks of harm to them", tuple(_risks(found)),
             ("The provider\u2019s information under Article 13, and how far it bears out these directions.",
              "Harms that no measure here counts.")),
        Duty("e", "Human oversight", tuple(_oversight(found)),
             ("Who can overrule the score, how often that is done, and how fast.",
              "Whether those concerned are told, and in which words.")),
        Duty("f", "What is done if risks materialise, internal governance and complaints", tuple(_measures(found)),
             ("Who answers inside your organisation, and how a complaint is handled.",
              "At which of these numbers you would stop using it.")),
    ]  # fmt: skip


def _processes(found: Assessment) -> list[str]:
    law, head = found.scheme, found.scheme.headline_bureau
    said = [law.summary]
    if head is not None:
        acts = sorted(act for act, share in head.sees.items() if share > 0)
        seen = f"sees {number_of(len(acts), 'kind of act', 'kinds of act')}" if acts else "sees nothing that people do"
        said.append(f"{head.owner} keeps the score and {seen}; {number_of(len(law.rules), 'rule')} turn that into "
                    f"points of {number_of(len(law.accounts), 'account')}.")  # fmt: skip
    asking = [gate for gate in law.gates.values() if asks_score(gate)]
    uses = sorted({gate.context.used for gate in asking})
    if asking:
        said.append(f"{number_of(len(asking), 'gate')} ask for the score, in: {', '.join(uses)}.")
    return said


def _period(found: Assessment) -> list[str]:
    law, told = found.scheme, found.about
    said = [f"A new score every {number_of(law.update.every_weeks, 'week')}, from {law.start.isoformat()} on; here "
            f"over {number_of(told.weeks, 'week')}."]  # fmt: skip
    if law.recovery is not None:
        days = number_of(law.recovery.days, "day")
        said.append(f"A score below {law.recovery.to} rises again by itself, a step for {days}.")
    else:
        said.append("A score that fell does not rise by itself.")
    for name, register in law.registers.items():
        term = register.leave.after_weeks
        way = f"after {number_of(term, 'week')}" if term else "by paying or by a deed"
        said.append(f"Who is on the list \u201c{name.replace('_', ' ')}\u201d leaves it {way}.")
    return said


def _persons(found: Assessment) -> list[str]:
    who = {"everyone": f"every adult (from {found.scheme.scored.minimum_age})", "enrolled": "those who are enrolled"}
    said = [f"Scored is {who.get(found.scheme.scored.who, 'nobody')}."]
    groups = list(dict.fromkeys(door.group for door in found.doors))
    sizes = [f"{LABELS[group]} (n = {count(max(d.n for d in found.doors if d.group == group))})" for group in groups]
    if sizes:
        said.append(f"Told apart here: {'; '.join(sizes)}.")
    if found.scheme.association.counts:
        said.append(f"Friends and kin of those who are scored, too: {found.scheme.association.told}.")
    visitors = [name for name, gate in found.scheme.gates.items() if gate.who and gate.who.origin == "visitor"]
    if visitors:
        said.append(f"Visitors, by {number_of(len(visitors), 'gate')} made for them.")
    return said


def _risks(found: Assessment) -> list[str]:
    said = []
    change = found.row("silence.dissent.change")
    if change is not None and change.delta is not None:
        between = ends(change.low, change.high, signed_percent)
        said.append(f"Chilling: weeks in dissent {signed_percent(change.delta)}{between}.")
    for name in ("refusals", "friends", "innocent", "tricks"):
        told = found.effects.get(name)
        if told is not None and told.value:
            said.append(f"{EFFECTS[name].says[:1].upper()}{EFFECTS[name].says[1:]}: "
                        f"{written(told, in_unit(EFFECTS[name].unit))}"
                        f"{'' if EFFECTS[name].unit == 'share' else f' {EFFECTS[name].unit}'}.")  # fmt: skip
    pairs = [door for door in found.doors if door.ratio is not None]
    if pairs:
        said.append(f"Unequal doors: {len(below(found))} of {number_of(len(pairs), 'pair')} of group and gate below "
                    "four fifths.")
    sorting = found.row("score_assortativity.friend")
    if sorting is not None and sorting.here is not None:
        said.append(f"Segregation: scores of friends go together with a correlation of {shown(sorting.here, '')}.")
    return said


def _oversight(found: Assessment) -> list[str]:
    law = found.scheme
    people: list[str] = [name for name in ("complaints", "courts", "community", "wardens") if name in law.institutions]
    said = ["The law as written has no part in which a person reviews a score before it is used."]
    if people:
        said.append(f"People decide in these parts of it: {listed(people)}; none of them overrules a score.")
    seen = {"nobody": "nobody, oneself included", "self": "oneself alone", "consent": "oneself and whom one lets",
            "public": "everyone"}  # fmt: skip
    said.append(f"The score can be seen by {seen[law.visibility.form]}.")
    if law.headline_bureau is not None and law.headline_bureau.identity_error:
        said.append(f"{percent(law.headline_bureau.identity_error)} of what is seen is booked to somebody else or "
                    "nobody.")
    return said


def _measures(found: Assessment) -> list[str]:
    said = []
    for point in found.frontier:
        if point.bought is not None:
            moved = _moved(found, point.name)
            if moved is not None:
                said.append((moved.value, f"\u201c{point.name}\u201d: {written(moved, signed_percent)} of the harm "
                                          f"first asked for, AUC {shown(point.bought.value, '') or '0'}."))  # fmt: skip
    ranked = [text for _, text in sorted(said, key=lambda pair: pair[0])[:4]]
    if not ranked:
        return ["No reform that was run here is told from chance in the harm first asked for."]
    first = (
        f"Reforms that were run here, the largest cut first ({EFFECTS[found.lead].says}; means over "
        f"{number_of(found.about.seeds, 'seed')}{f', with 95{THIN}% intervals' if found.about.seeds > 1 else ''}):"
    )
    return [first, *ranked]


def _moved(found: Assessment, name: str) -> Told | None:
    """Give by how much a variant moves the harm first asked for, as a share of that of the law, seed by seed.

    None where the law does not do that harm, or where its harm or the change is not told from chance: below 0 is a cut.
    """
    reference, lead = f"against {found.about.against[0]}", EFFECTS[found.lead]
    seeds = seeds_with(found.values, lead.name, AS_WRITTEN, name, reference)
    law, other, bare = ([lead.harm * found.values[side][k][lead.name] for k in seeds]
                        for side in (AS_WRITTEN, name, reference))  # fmt: skip
    wholes = [here - none for here, none in zip(law, bare, strict=True)]
    moved = ratio_of([new - here for new, here in zip(other, law, strict=True)], wholes) if wholes else None
    told = moved is not None and mean_of(wholes).value > 0 and (moved.low is None or moved.sure)
    return moved if told else None
