"""What institutions show in the second pass of a week is read off columns: scratch is that of another range by then."""

from __future__ import annotations

import pytest

from demerit.acts import acts
from demerit.engine.asking import readable, writable
from demerit.institutions import institutions

SHOWS = sorted(name for name, one in institutions().items() if one.show is not None)
OF_A_RANGE = {"deeds", "happenings", "happened", "heard", "stakes", "means", "seen", "words_of", "opened", "lived"}


@pytest.mark.parametrize("name", SHOWS)
def test_nothing_of_a_range_is_asked_for_when_it_is_shown(name: str) -> None:
    """Deeds of weekly acts stand in the diary; those of monthly acts, and what was heard, are gone."""
    one = institutions()[name]
    asked = one.asked(one.show)
    assert not OF_A_RANGE & set(asked)
    own, did = (set(getattr(asked.get(part), "_fields", ())) for part in ("own", "did"))
    assert own <= writable() and not own & (readable() - writable())
    assert not did & {act.name for act in acts() if act.monthly}


def test_there_are_some() -> None:
    assert {"company", "household", "telephones"} <= set(SHOWS)
