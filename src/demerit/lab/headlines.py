"""Which rows of a comparison are shown first, and what each is called in words."""

from __future__ import annotations

from typing import NamedTuple


class Headline(NamedTuple):
    """One row worth showing.

    Parameters
    ----------
    name
        Its name in the table of a comparison.
    says
        What it is, in a few words.
    noise
        The name of the row that shows how far a placebo moves it, where there is one.
    """

    name: str
    says: str
    noise: str | None = None


HEADLINES: dict[str, tuple[Headline, ...]] = {
    "What is said, per 1,000 adults a week": (
        Headline("silence.dissent.rate", "weeks in dissent", "silence.dissent.placebo"),
        Headline("silence.question.rate", "weeks of questions", "silence.question.placebo"),
        Headline("silence.praise.rate", "weeks of praise", "silence.praise.placebo"),
    ),
    "What is thought and what is said": (
        Headline("preference_falsification.private", "for the official line, in private"),
        Headline("preference_falsification.public", "for the official line, in public"),
        Headline("preference_falsification.praising_opponents", "of the opposed, praise in a month"),
    ),
    "Scores": (
        Headline("enrolment.enrolled", "adults enrolled at the end"),
        Headline("score_distribution.mean", "mean score at the end"),
        Headline("score_gap.widest", "widest gap of two groups, points"),
        Headline("accuracy.auc", "tells who repays (AUC)"),
        Headline("accuracy.everyone.default", "small loans not repaid, all adults"),
    ),
    "Ties": (
        Headline("degree.mean", "ties a citizen has"),
        Headline("ties_dropped.friend.score", "friends dropped for the score*"),
        Headline("ties_dropped.kin.score", "kin dropped for the score*"),
        Headline("score_assortativity.friend", "friends' scores go together"),
        Headline("association_loss.any", "lost 5+ points through friends"),
    ),
    "Gates": (
        Headline("gates.barred", "times barred, 1,000 adults a year"),
        Headline("gates.barred.weighed", "the same, weighed by severity"),
        Headline("gates.not_obtained", "benefits not obtained, the same"),
        Headline("gates.not_member", "tried, never joined: not refused"),
        Headline("gates.lowest_ratio", "worst-off group, best-off being 1"),
    ),
}
"""Section -> rows, in the order in which they are shown; * = per 1,000 ties a year."""


LISTS: dict[str, tuple[Headline, ...]] = {
    "Lists": (
        Headline("lists.on_of_people", "of all people, on a list at the end"),
        Headline("lists.entered", "entered per 1,000 adults a year"),
        Headline("lists.by_payment", "of those who left, by paying"),
    ),
    "What is paid and given": (
        Headline("exposure.late", "late bills per 1,000 adults a year"),
        Headline("exposure.defaulted", "loans not repaid per 1,000 adults"),
        Headline("helping.gifts.rate", "gifts per 1,000 adults a year"),
    ),
}
"""Further sections, of a table of several schemes: some of those have no score."""


def headline_names() -> set[str]:
    """Give the names of all rows that are shown first."""
    return {row.name for rows in HEADLINES.values() for row in rows}
