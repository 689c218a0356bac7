"""Bureaus and mistaken identities: who knows what of whom, and who is taken for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from demerit.acts import acts
from demerit.engine.run import Run
from demerit.law import load_reform, reformed
from demerit.rows.bits import ADULT
from tests.engine.worlds import columns_that_differ, lived
from tests.institutions.places import noted, only, points, total

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society


def column(run: Run, name: str) -> np.ndarray:
    """Give a column of all adults."""
    values: np.ndarray = np.asarray(run.world.named(name))[(run.world.status & ADULT) != 0]
    return values


def test_a_bureau_that_knows_all_has_the_full_file(schemes: dict[str, Scheme], village: Society) -> None:
    """One whose customers are all and who sees every deed keeps the full file; nobody else's is fuller."""
    scheme = only(schemes["article_2015"], "bureaus")
    head = scheme.bureaus["sesame"].model_copy(update={"sees": {act.name: 1.0 for act in acts()}})
    scheme = scheme.model_copy(update={"bureaus": {**scheme.bureaus, "sesame": head}})
    run = lived(scheme, village, 24, settings={"run.warm_up": 2, "bureaus.online": 256, "bureaus.fade": 0})
    assert (column(run, "bureau_1") == column(run, "bureau_full")).all()
    assert (column(run, "bureau_union") == column(run, "bureau_full")).all()
    assert (column(run, "bureau_2") != column(run, "bureau_full")).any()


def test_one_who_is_nobodys_customer_has_no_file(schemes: dict[str, Scheme], village: Society) -> None:
    """Without customers all files stay empty, and every bureau refuses everybody."""
    scheme = only(schemes["article_2015"], "bureaus")
    run = lived(scheme, village, 8, settings={"run.warm_up": 2, "bureaus.online": 0, "bureaus.other": 0})
    assert not column(run, "files").any()
    assert not column(run, "bureau_union").any()
    grown = total(run, "adult", "")
    assert noted(run, "bureaus:apart_refused") == noted(run, "bureaus:apart_thin") == 8 * grown
    assert noted(run, "bureaus:union_thin") == grown


def test_all_files_in_one_know_more_than_each(schemes: dict[str, Scheme], town: Society) -> None:
    """The union errs less than the mean file, leaves fewer without one, and refuses fewer."""
    run = lived(only(schemes["article_2015"], "bureaus"), town, 52, settings={"run.warm_up": 2})
    for what in ("error", "thin", "wrong", "refused"):
        assert noted(run, f"bureaus:union_{what}") * 8 < noted(run, f"bureaus:apart_{what}"), what
    assert noted(run, "bureaus:either_refused") > noted(run, "bureaus:first_refused") > noted(
        run, "bureaus:both_refused"
    )


def test_a_file_fades_without_drift(schemes: dict[str, Scheme], town: Society) -> None:
    """Left alone, files of many shrink by the share that the knob says, whatever their sign."""
    scheme = only(schemes["article_2015"], "bureaus")
    silent = scheme.model_copy(update={"rules": {}})
    for start in (30, -30):
        other = Run(silent, town, weeks=40, threads=1, settings={"run.warm_up": 2, "bureaus.fade": 4000})
        other.world.more["bureau_full"][:] = start
        for _ in other.weeks():
            pass
        assert column(other, "bureau_full").mean() == pytest.approx(start * (1 - 4000 / 65536) ** 10, rel=0.03)


def test_who_is_whose_customer_never_changes(schemes: dict[str, Scheme], village: Society) -> None:
    """Files are never lost, and longer watching gives no file to who is no customer of any bureau."""
    scheme = only(schemes["article_2015"], "bureaus")
    settings = {"run.warm_up": 2, "bureaus.online": 64, "bureaus.other": 0}
    short, long = (lived(scheme, village, weeks, settings=settings) for weeks in (24, 48))
    before, after = column(short, "files"), column(long, "files")
    assert ((before & after) == before).all()
    assert 0.3 < (after == 0).mean() < 0.9


def test_joining_the_three_lets_the_bureau_see_more(schemes: dict[str, Scheme], town: Society) -> None:
    """With the federation on more points are booked for what is said and bought."""
    scheme = only(schemes["article_2015"], "bureaus")
    joined = reformed(scheme, load_reform("federated"))
    apart, together = (lived(one, town, 24, settings={"run.warm_up": 2}) for one in (scheme, joined))
    assert abs(points(together, "produce_bought")) > 1.3 * abs(points(apart, "produce_bought"))


# ---- platforms -------------------------------------------------------------------------------------------------------


def test_what_a_namesake_did_is_booked_to_the_wrong_one(schemes: dict[str, Scheme], town: Society) -> None:
    """Points are taken only from those whose namesake did something punished the month before."""
    scheme = only(schemes["article_2015"], "identity")
    run = lived(scheme, town, 40, settings={"run.warm_up": 2, "identity.wrong": 6554})
    assert noted(run, "identity:mistaken") > noted(run, "identity:innocent") > 0
    assert points(run, "mistaken_identity") < 0
    exact = {name: total(lived(scheme, town, 40, settings={"run.warm_up": 2, "identity.wrong": wrong}),
                         "institution", "identity:mistaken") for name, wrong in (("some", 655), ("none", 0))}
    assert noted(run, "identity:mistaken") > 5 * exact["some"] > 0 == exact["none"]


def test_without_mistakes_it_is_as_if_closed(schemes: dict[str, Scheme], village: Society) -> None:
    """With no chance of a mix-up the world is the same as without the institution, its own columns apart."""
    scheme = only(schemes["article_2015"], "identity")
    settings = {"run.warm_up": 2, "identity.wrong": 0}
    with_ = lived(scheme, village, 24, settings=settings)
    without = lived(reformed(scheme, load_reform("no_mistakes")), village, 24, settings={"run.warm_up": 2})
    assert columns_that_differ(without, with_) == []
    assert set(with_.world.more) - {"known_for", "noticed"} == {"misdeeds", "misdeeds_now"}  # of friends' deeds


def test_migrants_are_mistaken_oftener(schemes: dict[str, Scheme], town: Society) -> None:
    """Three times as likely each, by the knob."""
    scheme = only(schemes["article_2015"], "identity")
    run = lived(scheme, town, 104, settings={"run.warm_up": 2, "identity.wrong": 4000, "identity.migrant": 5})
    rate = {g: noted(run, "identity:mistaken", g) / total(run, "adult", "", g)
            for g in ("origin:migrant", "origin:native")}
    assert rate["origin:migrant"] > 2.5 * rate["origin:native"]
