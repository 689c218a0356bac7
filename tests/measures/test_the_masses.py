"""Measures of what citizens do to each other and think, on tables made by hand."""

from __future__ import annotations

import polars as pl
import pytest

from demerit.measures import RunTables, evaluate, take
from tests.measures.folder import MANIFEST, Folder, counts, hand_made, panel

Counted = tuple[int, str, str, str, int | None, int]
YEAR = 365.25 / 7


def run(*rows: Counted, people: pl.DataFrame | None = None, weeks: tuple[int, ...] = (3, 7)) -> Folder:
    """Give a run of so many months with ten adults, five of whom are men, one a member of the Party."""
    groups = (("all", 10), ("sex:man", 5), ("sex:woman", 5), ("party:member", 1), ("party:other", 9))
    adults = [(week, "adult", "", group, None, n) for week in weeks for group, n in groups]
    return Folder(hand_made(), counts(*adults, *rows), pl.DataFrame() if people is None else people, manifest=MANIFEST)


def counted(name: str, week: int = 3, group: str = "all", **what: int) -> list[Counted]:
    """Give what an institution counted in a week."""
    return [(week, "institution", f"{name}:{key}", group, None, n) for key, n in what.items()]


def value(name: str, told: RunTables, twin: RunTables | None = None, group: str = "all") -> float:
    """Give one headline."""
    measure, quantity = name.split(".", 1)
    rows = take(told, twin, names=[measure])
    rows = rows.filter((pl.col("quantity") == quantity) & (pl.col("group") == group))
    rows = rows.filter(pl.col("week").is_null() & pl.col("bin").is_null())
    assert rows.height == 1, f"{name} of {group} stands there {rows.height} times"
    return float(rows["value"][0])


def absent(measure: str, told: RunTables) -> bool:
    return take(told, names=[measure]).is_empty()


def test_reports_are_told_by_the_year_and_by_who_made_them() -> None:
    told = run(*counted("masses", reported=6, accused=4, back=1, by_kin=5, by_member=2),
               *counted("masses", group="sex:man", reported=6, by_kin=3))
    assert value("reports.struck", told) == pytest.approx(1000 * YEAR * 10 / 80)
    assert value("reports.true", told) == pytest.approx(1000 * YEAR * 6 / 80)
    assert value("reports.false_share", told) == 0.4
    assert value("reports.feud_share", told) == 0.25
    assert value("reports.kin_share", told) == 0.5
    assert value("reports.member_ratio", told) == pytest.approx(2.0)
    assert value("reports.false_share", told, group="sex:man") == 0
    assert value("reports.struck", told, group="sex:woman") == 0


def test_nobody_is_reported_where_nobody_reports() -> None:
    assert value("reports.struck", run()) == 0
    assert take(run(), names=["reports"]).filter(pl.col("quantity") == "false_share").is_empty()


def test_couples_are_held_against_those_who_met() -> None:
    told = run(*counted("matchmaker", single=50, mated=4, met=20, met_gap=1000, mates=4, gap=80, low=10, low_mated=1))
    assert value("matching.gap", told) == 20
    assert value("matching.assortativity", told) == pytest.approx(1 - 20 / 50)
    assert value("matching.rate", told) == pytest.approx(1000 * YEAR / 4 * 4 / 50)
    assert value("matching.low_rate", told) == pytest.approx(1000 * YEAR / 4 * 1 / 10)
    assert value("matching.low_ratio", told) == pytest.approx((1 / 10) / (3 / 40))
    assert absent("matching", run())


def test_what_a_mate_does_is_read_of_couples_that_both_runs_have() -> None:
    """Citizens 1 and 2 are a couple on both sides, 3 and 4 on one alone; the tie brings 1 down and 2 up."""
    def people(scores: tuple[int, ...], mates: tuple[int, ...]) -> pl.DataFrame:
        rows = [{"week": 7, "citizen": c, "score": s} for c, s in enumerate(scores, 1)]
        return panel(*rows).with_columns(pl.Series("mate", mates, pl.Int32))

    rows = counted("matchmaker", single=50, coupled=20, apart=900, parted=2)
    tied = run(*rows, people=people((690, 530, 600, 620), (3, 2, 5, 4)))
    untied = run(*rows, people=people((700, 500, 600, 620), (3, 2, 0, 0)))
    assert value("matching.apart", tied) == 45
    assert value("matching.parted", tied) == pytest.approx(1000 * YEAR / 4 * 2 / 20)
    for quantity, expected in (("better.change", -10), ("worse.change", 30), ("apart.change", -40), ("stayed", 2)):
        assert value(f"matching.{quantity}", tied, untied) == expected
    assert value("matching.apart.change", tied, tied) == 0


def test_effort_is_what_the_police_remember() -> None:
    deeds = [(3, "deed", "speak.dissent", "all", None, 3), (3, "deed", "go.hostile", "all", None, 1),
             (7, "deed", "speak.dissent", "all", None, 2)]  # fmt: skip
    told = run(*counted("police", effort=128), *counted("police", week=7, effort=64), *deeds)
    assert value("policing.effort", told) == pytest.approx(0.375)
    assert value("policing.dissent", told) == pytest.approx(0.75)
    fallen = run(*counted("police", effort=128, target=1), *counted("police", week=7, target=1), *deeds)
    assert value("policing.effort", fallen) == pytest.approx(0.25)
    assert absent("policing", run(*deeds))


def test_trust_falls_and_comes_back() -> None:
    held = {3: 1536, 7: 1024, 11: 1280}
    told = run(*(row for week, n in held.items() for row in counted("trust", week, asked=10, held=n, trusts=n // 256)),
               weeks=(3, 7, 11))
    assert value("trust_held.mean", told) == pytest.approx(0.5)
    assert value("trust_held.mean.end", told) == pytest.approx(0.5)
    assert value("trust_held.share", told) == 0.5
    assert value("trust_held.fallen", told) == pytest.approx(0.2)
    assert value("trust_held.came_back", told) == pytest.approx(0.5)
    assert absent("trust_held", run())


def test_approval_is_split_by_experience_and_information() -> None:
    told = run(*counted("opinion", asked=10, approve=8, held=1536, hurt=2, hurt_approve=1, told=4, told_approve=2),
               *counted("opinion", 7, asked=10, approve=6, held=1280, hurt=2, told=6, told_approve=2))
    assert value("approval.share", told) == 0.6
    assert value("approval.start", told) == 0.8
    assert value("approval.mean", told) == 0.5
    assert value("approval.hurt", told) == 0.25
    assert value("approval.unhurt", told) == pytest.approx(13 / 16)
    assert value("approval.experience", told) == pytest.approx(0.25 - 13 / 16)
    assert value("approval.information", told) == pytest.approx(0.4 - 1.0)


def people(conviction: dict[int, list[int]], lesson: dict[int, list[int]] | None = None) -> pl.DataFrame:
    """Give a panel: citizen -> conviction, and what is left of a lesson, month by month."""
    rows = [
        {"week": 3 + 4 * k, "citizen": who, "age_band": 1, "conviction": c, "lesson": lesson[who][k] if lesson else 0}
        for who, course in conviction.items() for k, c in enumerate(course)
    ]  # fmt: skip
    frame = pl.DataFrame(rows).cast({"week": pl.Int16, "citizen": pl.Int32})
    return frame if lesson else frame.drop("lesson")


def test_mean_conviction_is_held_against_the_twin() -> None:
    here, twin = (run((3, "opinion", "private", "all", held, 10)) for held in (2, 0))
    assert value("attitude.conviction", here) == pytest.approx(2.5 / 8)
    assert value("attitude.conviction_change", here, twin) == pytest.approx(0.25)


def test_what_was_taught_is_followed_by_months_since() -> None:
    """Forty are taught in the second month and stand 1,638 higher then, half of it a month on; forty never are."""
    shared = {3: 10}
    taught = {who: [0, 1638, 819, 0] for who in range(40)}
    others = {who: [0, 100, 100, 100] for who in range(40, 80)}
    left = {who: [0, 240, 210, 180] for who in range(40)} | {who: [0, 0, 0, 0] for who in range(40, 80)}
    opinion = [(week, "opinion", "private", "all", 0, n) for week, n in shared.items()]
    here = run(*opinion, people=people(taught | others, left), weeks=(3, 7, 11, 15))
    twin = run(*opinion, people=people({who: [0, 0, 0, 0] for who in range(80)}), weeks=(3, 7, 11, 15))
    rows = take(here, twin, names=["attitude"]).filter((pl.col("quantity") == "taught") & pl.col("bin").is_not_null())
    curve = dict(rows.select("bin", "value").iter_rows())
    assert curve == pytest.approx({0: 1538 / 16384, 1: 719 / 16384, 2: -100 / 16384})
    assert value("attitude.taught.peak", here, twin) == pytest.approx(1538 / 16384)
    assert value("attitude.taught.half_life", here, twin) == 1


def test_those_who_are_left_are_held_against_others_like_them() -> None:
    """Two stand alike; one is left in the second month, sinks by 30 in half a year, and is left again."""
    months = range(9)
    lost = {0: [0, 1, 0, 0, 1, 0, 0, 0, 0], 1: [0] * 9}
    score = {0: [540 - 5 * k for k in months], 1: [540] * 9}
    rows = [
        {"week": 3 + 4 * k, "citizen": who, "sex": 0, "age_band": 1, "place": 0, "income": 0, "party": 0, "family": 0,
         "origin": 0, "score": score[who][k], "lost_friend_score": lost[who][k], "lost_kin_score": 0}
        for who in (0, 1) for k in months
    ]  # fmt: skip
    panel = pl.DataFrame(rows).cast({"week": pl.Int16, "citizen": pl.Int32})
    told = run(people=panel)
    assert value("exclusion.left", told) == pytest.approx(1000 * YEAR / 4 * 2 / 18)
    assert value("exclusion.sinks", told) == pytest.approx(-35)
    map_too = run(people=panel.with_columns(pl.lit(700).alias("before"), pl.lit(1).alias("later")))
    assert evaluate(map_too, names=["exclusion"]).equals(evaluate(told, names=["exclusion"])), "an institution's column"
    assert take(told, names=["exclusion"]).filter(pl.col("quantity") == "left_again").is_empty()
    nobody = run(people=panel.with_columns(pl.lit(0).alias("lost_friend_score")))
    assert value("exclusion.left", nobody) == 0


def test_the_elasticity_is_of_two_prices() -> None:
    """Half the posts at four times the price: minus one half; no price, no elasticity."""
    def priced(points: int, n: int) -> Folder:
        scheme = hand_made()
        rules = {name: rule for name, rule in scheme.rules.items() if rule.deed != "speak.dissent"}
        example = next(rule for rule in scheme.rules.values() if rule.deed)
        dear = example.model_copy(update={"when": "speak.dissent", "points": points})
        told = run((3, "deed", "speak.dissent", "all", None, n))
        return Folder(scheme.model_copy(update={"rules": {**rules, "dear": dear}}), told.counts, told.panel,
                      manifest=MANIFEST)

    assert value("elasticity.dissent", priced(-8, 50), priced(-2, 100)) == pytest.approx(-0.5)
    for here, there in ((priced(-8, 50), priced(-8, 100)), (priced(-8, 50), priced(0, 100))):
        assert take(here, there, names=["elasticity"]).is_empty()
