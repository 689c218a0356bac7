"""The article, statement by statement, as pages: what it says, on what ground, what models it, what came out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demerit import __version__
from demerit.app.templates import environment, text_of
from demerit.app.words import LANGUAGES, NOT_REVIEWED, Words, beside, plain
from demerit.article import FAMILIES, article
from demerit.lab.article import DOCUMENTED, FEARED, in_full, mechanisms, signed, statements
from demerit.lab.claims.claim import claims
from demerit.lab.claims.shipping import shipped
from demerit.lab.finding import finding, outcomes
from demerit.lab.named import RUNS
from demerit.lab.worlds import difference, on
from demerit.law import EVIDENCE_GRADES, Rule
from demerit.report.page import MARKS
from demerit.report.words.intervals import shown

if TYPE_CHECKING:
    from demerit.article import Statement
    from demerit.lab.article import Mechanism
    from demerit.lab.finding import Finding

IN_SIGHT = ("index", "fact-check", "claims", "sources", "about")
"""Pages that are one of a kind, and stand on each."""
ROOMS = (*IN_SIGHT, "translation")
"""All that are one of a kind; beside them each statement has its own."""
STYLES = ("shared/style.css", "article/article.css")
"""What all pages look like, in this order."""
STYLE = "article.css"
LINES = (0.33, 0.67, 0.95)
"""Shares of worlds at which a verdict changes (`lab.claims.outcome`)."""


@dataclass(frozen=True)
class Asked:
    """A claim with what came of it.

    Parameters
    ----------
    name, statement, evidence, about
        Its name, what it claims, the weakest grade of the statements that it is about, and their ids.
    found
        What came with the program of it: ``verdict, share, share_halved, effect, low, high, unit, hangs_on, worlds``;
        None where nothing did.
    """

    name: str
    statement: str
    evidence: str
    about: tuple[str, ...]
    found: dict[str, Any] | None


class Pages:
    """Every page of the article, made when it is asked for.

    Parameters
    ----------
    language
        In which words the pages speak; statements stay as they are written, in English.
    home
        The address of the program whose server gives the pages; empty for pages that stand by themselves.
    runs
        Where runs lie that may bear on a statement.
    """

    def __init__(self, language: str = "en", home: str = "", runs: Path = RUNS) -> None:
        self.words, self.home, self.runs = Words(language), home, runs
        self._environment = environment(
            t=self.words, home=home, language=language, not_reviewed=language in NOT_REVIEWED, marks=MARKS,
            grades=EVIDENCE_GRADES, families=FAMILIES, version=__version__, rooms=IN_SIGHT, lines=LINES,
            shown=shown, in_words=self.in_words, plain=plain, names=LANGUAGES,
        )  # fmt: skip

    def in_words(self, name: str) -> str:
        """Give what a row of a measure is, in a few words; its name where nobody wrote any."""
        key = f"named.row.{name}"
        return self.words(key).rstrip("*") if self.words.has(key) else name

    def names(self) -> list[str]:
        """Give the name of every file, as it lies below the folder of all pages."""
        return [STYLE, *(f"{room}.html" for room in ROOMS), *(address(one.id) for one in statements())]

    def page(self, name: str) -> str:
        """Give a file as text.

        Raises
        ------
        KeyError
            There is none of that name.
        """
        if name == STYLE:
            return "".join(text_of(style) for style in STYLES)
        room = name.removesuffix(".html")
        if room in ROOMS:
            return self._filled(room, "", **getattr(self, f"_{room.replace('-', '_')}")())
        one = {address(one.id): one for one in statements()}[name]
        return self._filled("statement", "../", **self._statement(one))

    @cached_property
    def claims(self) -> list[Asked]:
        """Every claim that comes with the program, and what came of it where results do."""
        return asked()

    def _filled(self, template: str, up: str, **told: Any) -> str:
        made = self._environment.get_template(f"article/{template}.html.j2")
        return made.render(here=template, up=up, styles=(f"{up}{STYLE}",), **told)

    def _index(self) -> dict[str, Any]:
        every = statements()
        return {
            "every": every, "by_grade": Counter(one.evidence.grade for one in every),
            "by_family": {key: [one for one in every if one.family is family] for key, family in FAMILIES.items()},
        }  # fmt: skip

    def _fact_check(self) -> dict[str, Any]:
        known, rows = outcomes(self.runs), []
        for one in statements(disputed=True):
            feared, documented = on(one)
            outcome = known.of(one)[:1] if known else []
            rows.append({"one": one, "feared": feared, "documented": documented, "outcome": outcome,
                         "deniers": in_full(one.evidence.disputed_by)})  # fmt: skip
        return {"rows": rows, "difference": difference(), "known": known, "sides": (FEARED, DOCUMENTED)}

    def _claims(self) -> dict[str, Any]:
        ranks = {"holds": 0, "holds in most": 1, "depends": 2, "does not hold": 3}
        ordered = sorted(self.claims, key=lambda c: (ranks.get(c.found["verdict"], 4) if c.found else 5, c.about[0]))
        return {"claims": ordered, "known": any(claim.found for claim in ordered)}

    def _sources(self) -> dict[str, Any]:
        used: dict[str, list[str]] = {}
        for one in statements():
            for key in (*one.evidence.sources, *one.evidence.disputed_by):
                used.setdefault(key, []).append(one.id)
        return {"sources": article().sources, "used": {key: list(dict.fromkeys(ids)) for key, ids in used.items()}}

    def _about(self) -> dict[str, Any]:
        return {"number": len(statements()), "statuses": Counter(one.status for one in statements())}

    def _translation(self) -> dict[str, Any]:
        others = [language for language in LANGUAGES if language != "en"]
        return {"compared": {language: beside(language) for language in others}, "unread": NOT_REVIEWED}

    def _statement(self, one: Statement) -> dict[str, Any]:
        every = statements()
        k = every.index(one)
        followed = mechanisms(one)
        feared, documented = on(one)
        return {
            "one": one, "before": every[k - 1] if k else None, "after": every[k + 1] if k + 1 < len(every) else None,
            "mechanisms": followed, "points": points_of(followed), "feared": feared, "documented": documented,
            "sources": in_full(one.evidence.sources), "deniers": in_full(one.evidence.disputed_by),
            "claims": [claim for claim in self.claims if one.id in claim.about],
            "found": told(finding(one, self.runs)), "compare": " ".join(one.compare) if one.compare else "",
        }  # fmt: skip


def asked() -> list[Asked]:
    """Give every claim of the program with what came of it."""
    known = claims()
    together = shipped(known)
    each = {one["name"]: {**one, "worlds": one["lived"]} for one in together["claims"]} if together else {}
    return [Asked(name, one.statement, one.evidence, one.article, each.get(name)) for name, one in known.items()]


def address(id_: str) -> str:
    """Give where the page of a statement lies."""
    return f"statements/{id_}.html"


def points_of(followed: list[Mechanism]) -> str:
    """Give the points of the first rule among mechanisms; nothing where there is no rule."""
    rules = [found.part for found in followed if isinstance(found.part, Rule) and found.part.points]
    return signed(rules[0].points).split()[0] if rules else ""


def told(found: Finding | None) -> dict[str, Any] | None:
    """Give a finding in words: its sides and its row for everyone."""
    row = next((row for row in found.rows if row["group"] == "all"), None) if found else None
    if found is None or row is None:
        return None
    return {"a": found.a, "b": found.b, "is_test": found.is_test, "people": found.people, "weeks": found.weeks,
            "seeds": found.seeds, "row": row}  # fmt: skip


