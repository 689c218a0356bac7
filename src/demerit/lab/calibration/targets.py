"""Published figures that a calibration is held against: of which rows each is made here, and how far off is too far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Part(NamedTuple):
    """A row of a side, counted so many times."""

    side: str
    row: str
    group: str = "all"
    times: float = 1.0


@dataclass(frozen=True)
class Target:
    """One figure.

    Parameters
    ----------
    name
        Its key in the literature's list of targets (K01 ...), and what it is.
    says
        The figure, with the population of the source.
    parts
        The rows of which it is the sum here.
    low, high
        Between which values the figure lies; the same twice where it is one number; `FAR` where it only has a sign.
    error
        Standard deviation of figure and model together: of the survey, and of how far the model's population and
        measure are from the source's. Assumed.
    why
        Where the error comes from, or why the rows stand for the figure.
    """

    name: str
    says: str
    parts: tuple[Part, ...]
    low: float
    high: float
    error: float
    why: str

    def off(self, value: float) -> float:
        """Give how far a value lies outside, 0 inside."""
        return max(self.low - value, value - self.high, 0.0)


FAR = 1e9
"""An end of what only has a sign."""
ARTICLE, BASE, ZHIMA, CITY = "article_2015", "null", "zhima_2015+with_opinion", "rongcheng"
VOLUNTARY, UNTIED = "article_2015+voluntary", "article_2015+no_association"
CHILL = "silence.dissent.change"

FITTED = (
    Target("K01 approval", "80 % of internet users approve of such systems, 2018",
           (Part(ZHIMA, "approval.share", "place:urban"),), 0.8, 0.8, 0.05,
           "error of the survey 2 points; towns stand for internet users"),
    Target("K03 awareness", "11 % know of the pilot of their city, 2018", (Part(CITY, "enrolment.aware"),),
           0.11, 0.11, 0.04, "one secondary figure for all pilots"),
    Target("K04 use", "about 80 % of internet users use a commercial scheme, 2018",
           (Part(ZHIMA, "enrolment.enrolled", "place:urban"),), 0.52, 0.52, 0.05,
           "a secondary figure; of adults in towns .65 are on-line here (CNNIC), and .80 of these are .52 of all"),
    Target("K10 low scores", "5 % of users stand below 550 points, 2017", (Part(ZHIMA, "score_distribution.p05"),),
           550, 550, 10, "read off the rank of one user; a bin is ten points wide"),
    Target("K12 default by score", "log-odds of default fall by 1.3 a standard deviation of score, US 2000-02",
           (Part(ZHIMA, "accuracy.slope"),), -1.3, -1.3, 0.15, "a bureau of another country"),
    Target("K14, K16 chill", "from 2 % of searches to 28 % of writers, 2013", (Part(ARTICLE, CHILL),), -0.28, -0.022,
           0.04, "searches are the least, writers the most; a third of K16's further 12 % who thought of it"),
)
"""What draws are fitted to: half of the targets."""

HELD = (
    Target("K15 at once", "reading is lowest within half a year", (Part(ARTICLE, "silence.dissent.peak_week"),),
           0, 26, 6.5, "shape; half of the quarters in which it is measured"),
    Target("K15 in part", "and comes back in part: less deep than at the deepest",
           (Part(ARTICLE, "silence.dissent.end"), Part(ARTICLE, "silence.dissent.peak", times=-1)), 0, FAR, 0.05,
           "shape"),
    Target("K15 plateau", "but not wholly", (Part(ARTICLE, "silence.dissent.end"),), -FAR, 0, 0.05, "shape"),
    Target("K19 women", "women are chilled more than men",
           (Part(ARTICLE, CHILL, "sex:woman"), Part(ARTICLE, CHILL, "sex:man", -1)), -FAR, 0, 0.05, "sign"),
    Target("K19 young", "those below thirty are chilled more than those of 45 to 59",
           (Part(ARTICLE, CHILL, "age:18-29"), Part(ARTICLE, CHILL, "age:45-59", -1)), -FAR, 0, 0.05, "sign"),
    Target("K20 ties", "a rule of association: fewer ties",
           (Part(ARTICLE, "degree.mean"), Part(UNTIED, "degree.mean", times=-1)), -FAR, 0, 0.01, "sign"),
    Target("K20 likeness", "more similar friends", (Part(ARTICLE, "score_assortativity.own.friend"),
           Part(UNTIED, "score_assortativity.own.friend", times=-1)), 0, FAR, 0.005, "sign"),
    Target("K20 fragments", "more fragmentation", (Part(ARTICLE, "fragmentation.own.both"),
           Part(UNTIED, "fragmentation.own.both", times=-1)), 0, FAR, 0.001, "sign"),
    Target("K21 mandate", "mandatory changes more than voluntary", (Part(ARTICLE, CHILL),
           Part(VOLUNTARY, CHILL, times=-1)), -FAR, 0, 0.04, "sign"),
    Target("K22 reward", "reward moves more than punishment: work clothes and frivolous goods",
           (Part(ARTICLE, "spending.work_clothes.change"), Part(ARTICLE, "spending.frivolous.change")), 0, FAR, 0.01,
           "sign; what people do, where the survey asked what they say"),
    Target("K23 country", "the country stands lower", (Part(ARTICLE, "score_distribution.mean", "place:rural"),
           Part(ARTICLE, "score_distribution.mean", "place:urban", -1)), -FAR, 0, 2, "sign"),
    Target("K23 officials", "officials are watched more than others", (Part(ARTICLE, "watched.officials_to_others"),),
           1, FAR, 0.05, "sign"),
)
"""What is held out: looked at, never fitted to."""
