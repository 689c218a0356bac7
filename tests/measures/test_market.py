"""Bureaus, markets, sensors, games, imitation, mistakes and prediction on tables made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from demerit.law.scheme import Scheme
from demerit.measures import take
from tests.measures.folder import LEDGER, MANIFEST, PANEL, Folder, counts, hand_made

if TYPE_CHECKING:
    from demerit.measures import RunTables

Counted = tuple[int, str, str, str, int | None, int]


def run(*rows: Counted, scheme: Scheme | None = None, people: pl.DataFrame | None = None,
        ledger: pl.DataFrame | None = None, adults: int = 10) -> Folder:  # fmt: skip
    """Give a run of two months with so many adults."""
    grown = [(week, "adult", "", "all", None, adults) for week in (3, 7)]
    return Folder(
        scheme or hand_made(), counts(*grown, *rows), pl.DataFrame(schema=PANEL) if people is None else people,
        pl.DataFrame(schema=LEDGER) if ledger is None else ledger, manifest=dict(MANIFEST),
    )


def value(name: str, told: RunTables) -> float:
    """Give one headline for all."""
    measure, _, quantity = name.partition(".")
    rows = take(told, names=[measure]).filter(
        (pl.col("quantity") == quantity) & (pl.col("group") == "all") & pl.col("week").is_null()
        & pl.col("bin").is_null()
    )
    assert rows.height == 1, f"{name} stands there {rows.height} times"
    return float(rows["value"][0])


def has(name: str, told: RunTables) -> bool:
    """Say whether a measure gives a quantity at all."""
    measure, _, quantity = name.partition(".")
    return bool((take(told, names=[measure])["quantity"] == quantity).any())


def noted(key: str, *by_month: int) -> list[Counted]:
    return [(3 + 4 * i, "institution", key, "all", None, n) for i, n in enumerate(by_month) if n]


def deeds(key: str, *by_month: int) -> list[Counted]:
    return [(3 + 4 * i, "deed", key, "all", None, n) for i, n in enumerate(by_month) if n]


def with_bureaus(*names: str) -> Scheme:
    """Give the scheme with the bureau it has under several names."""
    scheme = hand_made()
    one = scheme.bureaus["zhima"]
    return scheme.model_copy(update={"headline": "zhima", "bureaus": {n: one for n in ("zhima", *names)}})


# ---- bureaus ---------------------------------------------------------------------------------------------------------


def test_files_are_apart_until_they_are_one() -> None:
    told = run(
        *noted("bureaus:apart_error", 100, 200), *noted("bureaus:union_error", 40, 60), *noted("bureaus:merged", 0, 1),
        *noted("bureaus:apart_thin", 12, 8), *noted("bureaus:union_thin", 2, 0), *noted("bureaus:file_1", 5, 8),
        *noted("bureaus:first_refused", 6, 6), *noted("bureaus:rival_refused", 4, 4),
        *noted("bureaus:either_refused", 8, 8), *noted("bureaus:both_refused", 2, 2), scheme=with_bureaus("second"),
    )  # fmt: skip
    assert value("bureaus.error.apart", told) == 300 / 40
    assert value("bureaus.error.union", told) == 5
    assert value("bureaus.error", told) == pytest.approx((100 + 60) / (20 + 10))
    assert value("bureaus.thin.apart", told) == 0.5
    assert value("bureaus.file.1", told) == 0.8
    assert value("bureaus.shelter", told) == pytest.approx(0.4)
    assert value("bureaus.exposure", told) == pytest.approx(0.2)


def test_without_files_nothing_is_said_of_bureaus() -> None:
    assert take(run(), names=["bureaus"]).is_empty()


# ---- concentration ---------------------------------------------------------------------------------------------------


def test_shares_of_the_market_leave_out_who_is_not_online() -> None:
    online = [(week, "online", "", "all", None, 8) for week in (3, 7)]
    told = run(
        *online, *deeds("use.neither", 4, 4), *deeds("use.both", 2, 2), *deeds("use.affiliated", 3, 3),
        *deeds("use.rival", 1, 1), *noted("platforms:concentration", 5000, 6000), *noted("platforms:locked", 1, 2),
    )  # fmt: skip
    assert value("concentration.affiliated", told) == pytest.approx(4 / 6)
    assert value("concentration.rival", told) == pytest.approx(2 / 6)
    assert value("concentration.neither", told) == pytest.approx(4 / 16)
    assert value("concentration.hhi", told) == 5500
    assert value("concentration.locked", told) == 0.2


def test_without_platforms_there_is_no_market() -> None:
    assert take(run(), names=["concentration"]).is_empty()


# ---- sensors ---------------------------------------------------------------------------------------------------------


def scored(*scores: int) -> pl.DataFrame:
    """Give the last month of people with these scores."""
    n = len(scores)
    told = {name: pl.Series([0] * n, dtype=pl.Int64) for name in PANEL}
    told |= {"week": pl.Series([7] * n), "citizen": pl.Series(range(n)), "score": pl.Series(scores)}
    frame = pl.DataFrame({name: column.cast(PANEL[name], strict=False) for name, column in told.items()})
    return frame.with_columns(pl.lit(0, pl.UInt8).alias(name) for name in ("family", "origin"))


def booked(*rows: tuple[int, int, str, str, int]) -> pl.DataFrame:
    """Give ledger rows: week, citizen, account, entry, points."""
    return pl.DataFrame([(w, c, "zhima", a, e, p) for w, c, a, e, p in rows], schema=LEDGER, orient="row")


def rule_on(scheme: Scheme, act: str) -> str:
    """Give the name of a rule on an act."""
    return next(name for name, rule in scheme.rules.items() if (rule.deed or "").startswith(f"{act}."))


def test_shares_of_sensors_sum_to_one_and_are_covariances() -> None:
    scheme = hand_made()
    account = scheme.rules[rule_on(scheme, "speak")].account
    name = rule_on(scheme, "speak")
    told = run(people=scored(500, 520, 560, 540), scheme=scheme,
               ledger=booked((4, 1, account, name, -10), (4, 2, account, name, 20)))  # fmt: skip
    gaps, parts = [-30, -10, 30, 10], [0, -10, 20, 0]
    share = sum(g * p for g, p in zip(gaps, parts, strict=True)) / sum(g * g for g in gaps)
    half_life = scheme.accounts[account].half_life_weeks
    faded = 1 if half_life is None else 0.5 ** (4 / half_life)
    assert value("sensors.share.speak", told) == pytest.approx(share * faded)
    rows = take(told, names=["sensors"]).filter(pl.col("quantity").str.starts_with("share."))
    assert rows["value"].sum() == pytest.approx(1)


def test_an_entry_fades_once_for_every_settling_since() -> None:
    scheme = hand_made()
    name = rule_on(scheme, "speak")
    account = scheme.rules[name].account
    fading = scheme.accounts[account].model_copy(update={"half_life_weeks": 4})
    scheme = scheme.model_copy(update={"accounts": {**scheme.accounts, account: fading},
                                       "association": scheme.association.model_copy(update={"form": "none"})})
    for week, kept in ((0, 0.25), (3, 0.25), (4, 0.5), (7, 0.5)):
        told = run(people=scored(500, 600), scheme=scheme, ledger=booked((week, 1, account, name, 80)))
        assert value("sensors.share.speak", told) == pytest.approx(0.8 * kept)


def test_a_merger_adds_to_what_is_seen() -> None:
    scheme = hand_made()
    name = next(r.deed for r in scheme.rules.values() if (r.deed or "").startswith("speak."))
    year = 365.25 / 7
    told = run(*deeds(name or "", 10, 10), scheme=scheme)
    assert value("sensors.seen.speak", told) == pytest.approx(20 * 0.5 * year / 80)
    joined = run(*deeds(name or "", 10, 10), *noted("bureaus:federated", 0, 64), scheme=scheme)
    assert value("sensors.seen.speak", joined) == pytest.approx((10 * 0.5 + 10 * 0.75) * year / 80)


# ---- games, imitation ------------------------------------------------------------------------------------------------


def test_the_mix_of_products() -> None:
    told = run(*deeds("shop.games", 4, 6), *deeds("shop.neutral", 16, 14), *noted("studios:altered", 100, 256),
               *noted("studios:altered_sold", 1, 1), *noted("studios:own", 0, 5))
    assert value("product_mix.altered", told) == 0.25
    assert value("product_mix.altered_sold", told) == 0.2
    assert value("product_mix.own_sold", told) == 0.5
    assert value("product_mix.games", told) == 0.25
    assert value("product_mix.altered", run(*deeds("shop.games", 4))) == 0


def test_when_half_have_taken_it_up() -> None:
    told = run(*noted("imitators:operators", 256, 600), *noted("imitators:merchants", 100, 300))
    assert value("adoption.operators", told) == 600 / 1024
    assert value("adoption.operators.half", told) == 7
    assert not has("adoption.merchants.half", told)
    assert take(run(), names=["adoption"]).is_empty()


# ---- mistakes --------------------------------------------------------------------------------------------------------


def test_mistakes_cost_points_and_bar() -> None:
    scheme = hand_made()
    name, account = "mixed_up", next(iter(scheme.accounts))
    rule = next(iter(scheme.rules.values())).model_copy(update={"when": "identity.mistaken", "account": account})
    scheme = scheme.model_copy(update={"rules": {**scheme.rules, name: rule}})
    line = min(scheme.threshold(name, 7) or 0 for name, gate in scheme.gates.items() if gate.treatment == "benefit")
    told = run(*noted("identity:mistaken", 2, 2), *noted("identity:innocent", 1, 2), scheme=scheme,
               people=scored(line - 5, line - 5, line - 50, line + 50),
               ledger=booked((7, 1, account, name, -8), (7, 2, account, name, -8)))  # fmt: skip
    year = 365.25 / 7
    assert value("mistaken.mistaken", told) == pytest.approx(1000 * year * 4 / 80)
    assert value("mistaken.innocent", told) == 0.75
    assert value("mistaken.lost", told) == pytest.approx(16 * year / 4 / 4)
    assert value("mistaken.barred", told) == 0.25
    nobody = run(scheme=scheme, people=scored(line, line))
    assert value("mistaken.mistaken", nobody) == value("mistaken.lost", nobody) == value("mistaken.barred", nobody) == 0


# ---- prediction ------------------------------------------------------------------------------------------------------


def test_what_one_buys_tells_nothing_where_all_default_alike() -> None:
    rows = [row for kind in ("games", "family", "neither")
            for row in (*noted(f"bureaus:{kind}_repaid", 18), *noted(f"bureaus:{kind}_defaulted", 2))]
    told = run(*rows)
    assert value("prediction.auc", told) == 0.5
    assert value("prediction.games.uplift", told) == 0
    assert value("prediction.family.default", told) == 0.1


def test_prediction_by_hand() -> None:
    told = run(
        *noted("bureaus:games_repaid", 5), *noted("bureaus:games_defaulted", 5), *noted("bureaus:neither_repaid", 10),
        *noted("bureaus:neither_defaulted", 5), *noted("bureaus:family_repaid", 10),
    )  # fmt: skip
    pairs = 5 * 5 / 2 + 10 * (5 + 5 / 2) + 10 * 10
    assert value("prediction.auc", told) == pytest.approx(pairs / (25 * 10))
    assert value("prediction.games.uplift", told) == pytest.approx(0.5 - 1 / 3)
    assert value("prediction.family.uplift", told) == pytest.approx(-1 / 3)


def test_few_loans_tell_nothing() -> None:
    assert take(run(*noted("bureaus:games_repaid", 29)), names=["prediction"]).is_empty()
