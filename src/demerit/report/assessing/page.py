"""The page of an assessment, as one string of HTML that asks for nothing outside itself."""

from __future__ import annotations

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from altair.utils import schemapi

from demerit.base.number_of import number_of
from demerit.lab.again import lines_of_assessment, python_of_assessment
from demerit.lab.probing.effects import EFFECTS
from demerit.report.assessing import tables, words
from demerit.report.assessing.duties import duties
from demerit.report.assessing.picture import pictures
from demerit.report.figure import NARROW, WIDE
from demerit.report.page import Drawing, filled
from demerit.report.svg import svg
from demerit.report.words.numbers import percent

if TYPE_CHECKING:
    from demerit.lab.assessing.assessment import Assessment

INTRODUCES = {
    "hit": "A gate that is open to one group less often than to another is told here as a ratio: the group\u2019s "
           "share over that of the best-off group of its kind, by fairlearn. Below four fifths (29 CFR 1607.4 D) it is "
           "marked. Groups of fewer than 30 adults, and gates open to fewer than 30 of the best-off group, are not "
           "told.",
    "rules": "Each rule is switched off alone, over the same people and draws. What goes with it is what it causes.",
    "evidence": "Every part of the law bears a grade of evidence. Worlds with each set of grades share out what the "
                "law does; the last column is what it does with all but its disputed parts, each against the same "
                "law with no part at all.",
    "frontier": "A score may be accurate because of what it should not look at. The law is held otherwise, and what "
                "that costs in accuracy stands beside what it spares.",
}  # fmt: skip
SCREEN = (
    "Regulation (EU) 2024/1689, Article 5(1)(c), forbids some scoring by public and private bodies alike; it has "
    "applied since 2 February 2025. Here its elements are read off the written law. Facts of one context used in "
    "another are flagged under limb (i), whether or not the two belong together: the law declares no links, and a "
    "lawyer decides. A treatment is flagged under limb (ii) from a severity of 0.5 on, or where the law gives no "
    "reason for it. Benefits that are withheld are not flagged; on the Commission\u2019s reading privileges for good "
    "customers lie outside."
)
DUTIES = (
    "Article 27(1) asks some deployers for an assessment under six headings before first use. What the model can say "
    "to each stands first; what only a deployer can say stands under \u201cto be filled in\u201d. From which day the "
    "duty applies stands in the Official Journal: look it up."
)


def page(found: Assessment) -> str:
    """Give the whole page of an assessment."""
    drawn = drawings(found)
    return filled(
        "assessed.html.j2",
        title=found.about.title, finding=words.finding(found), facts=words.facts(found), about=found.about,
        ran=ran(found), differences=[(other, title, tables.differences(found, other))
                                     for other, title in zip(found.about.against, found.about.titles, strict=True)],
        harms=tables.harms(found), groups=tables.groups(found), league=tables.league(found),
        evidence=tables.evidence(found), frontier=tables.frontier(found), elements=tables.elements(found),
        screen=tables.screen(found), screened=screened(found), duties=duties(found), drawn=drawn,
        introduces=INTRODUCES, screen_text=SCREEN, duties_text=DUTIES, limits=words.limits(found),
        absent=[f"{p.title}: {p.absent}" for name, p in pictures().items() if name not in drawn],
        lead=EFFECTS[found.lead].says, commands=lines_of_assessment(found), snippet=python_of_assessment(found),
        versions=versions(found),
    )  # fmt: skip


def ran(found: Assessment) -> str:
    """Say what was run."""
    told = found.about
    return (
        f"{number_of(told.worlds, 'world')}: {number_of(told.people, 'person')} of {told.recipe} in each, "
        f"{number_of(told.weeks, 'week')} from {told.start}, {number_of(told.seeds, 'seed')} from {told.seed}. The "
        "law and all that it is held against live over the same people with the same draws. Intervals (95 %) are "
        "over seeds."
    )


def screened(found: Assessment) -> str:
    """Say whom flagged clauses hit, and what other lines would flag."""
    told = found.screen
    rules = {limb: words.written(told.hit[limb], percent) for limb in ("one", "two", "any")}
    text = (
        f"Of n = {number_of(round(told.adults), 'adult')} followed, rules flagged under limb (i) took points at "
        f"least once from {rules['one']}, those under limb (ii) from {rules['two']}, either from {rules['any']}. "
    )
    if told.shut is not None:
        gate, share = told.shut
        text += (
            f"Of the flagged gates \u201c{gate.replace('_', ' ')}\u201d shuts out most: {words.written(share, percent)}"
            " of adults in the last month. "
        )
    lines = ", ".join(f"{number} from {line} on" for line, number in told.lines.items())
    return text + f"Rules and gates to one\u2019s disadvantage by the severity that the law gives them: {lines}."


def versions(found: Assessment) -> str:
    """Give what made it."""
    told = found.about
    first = told.digests["law"][0]
    return f"Made with demerit {told.version}; scheme {told.hash}; digest under the first seed {first}."


def drawings(found: Assessment) -> dict[str, Drawing]:
    """Give every picture that there is anything for, at both widths."""
    done: dict[str, Drawing] = {}
    with ThreadPoolExecutor(max_workers=1) as press, schemapi.debug_mode(False):
        begun = []
        for name, picture in pictures().items():
            table = picture.table(found)
            if not table.is_empty():
                charts = [press.submit(svg, picture.draw(table, width).to_dict(), f"{name}-{width}", picture.title)
                          for width in (WIDE, NARROW)]  # fmt: skip
                begun.append((name, picture, table, charts))
        for name, picture, table, charts in begun:
            data = b64encode(table.write_csv(float_precision=6).encode()).decode()
            wide, narrow = (chart.result() for chart in charts)
            done[name] = Drawing(name, picture.title, wide, narrow, picture.caption(table), data, picture.absent)
    return done
