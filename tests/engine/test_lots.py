"""Lots: each is the word that its place in the counter says, whoever is asked first."""

from __future__ import annotations

from demerit.base.draws import four_words, key, stream
from demerit.engine.lots import LOT, Lots


def test_a_lot_is_the_word_of_its_institution_week_and_number() -> None:
    """However many are asked for, in whatever order."""
    k0, k1 = (int(word) for word in key(2**40 + 5))
    lots = Lots(["press", "censor"], (k0, k1))
    for name, week, k in (("censor", 4, 3), ("press", 4, 0), ("censor", 8, 0), ("press", 8, 40), ("press", 8, 1),
                          ("censor", 8, 81)):
        assert lots.of(name, week)(k) == four_words(k, week, stream(name), LOT, k0, k1)[0]


def test_who_asked_before_others_made_room_gets_the_same() -> None:
    """What draws for an institution goes on drawing."""
    lots = Lots(["press", "censor"], (1, 2))
    mine = lots.of("press", 4)
    first = mine(5)
    lots.of("censor", 4)(100)
    assert mine(5) == first
