"""What stands out among ties: one walk finds what a walk for each question finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from demerit.base.bit_column import BitColumn
from demerit.base.draws import columns4
from demerit.engine.run import Run
from demerit.engine.steps.around import LOOK_AROUND, asked_around, noted, signs_of
from demerit.errors import InputError
from demerit.institutions import institutions
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society


def test_one_walk_finds_what_a_walk_for_each_question_finds(schemes: dict[str, Scheme], village: Society) -> None:
    """Of every column that an institution asks about: all bits of any tie, all of kin, and sums; and of faces."""
    run = Run(schemes["article_2015"], village, weeks=12, threads=1)
    while run.week < 11:
        run.advance()
    asked = [one for other in institutions().values() for one in asked_around(other)]
    world, memory = run.world, run.life.loops.memories[0]
    columns = {name: world.more[name] for _, name in asked if name in world.more}
    assert {how for how, _ in asked} == {"", "any", "kin", "sum", "tally", "tied"}
    for name, column in columns.items():
        drawn = columns4(3, name, run.n)
        if column.bits < 24:
            column[:] = np.where(drawn[:, 0] % 10 == 0, drawn[:, 1] & np.uint32(column.mask), 0)
    run.life.alone(LOOK_AROUND, ())
    around, face = memory.workspace.around, world.face[1]
    kind, friend, start = (np.asarray(column) for column in (world.kind, world.friend, world.start))
    for i in range(0, run.n, 7):
        slots = np.arange(start[i], start[i + 1])
        slots = slots[friend[slots] >= 0]
        ties, kin = friend[slots], friend[slots[kind[slots] & 3 == KIN]]
        assert around.ties[i] == len(ties)
        assert around.speeches[i] == np.bitwise_or.reduce(1 << (face[ties] & 7), initial=0)
        assert around.any_face[i] == np.bitwise_or.reduce(face[ties])
        assert around.least_shown[i] == ((face[ties] >> 3) & 63).min(initial=63)
        for how, name in asked:
            if name in columns:
                of, found = columns[name][:].astype(np.int64), noted(how, columns[name], memory.signs, around)[i]
                expected = {
                    "any": np.bitwise_or.reduce(of[ties], initial=0), "kin": np.bitwise_or.reduce(of[kin], initial=0),
                    "sum": of[ties].sum(), "tied": of[i] in ties,
                    "tally": sum((of[ties] == one).sum() << (16 * one) for one in range(4)),
                }
                assert found == expected[how], (how, name)
    run.close()


def test_more_than_there_is_room_for_is_refused_in_words() -> None:
    """Bits of two words, a column without bits, three sums, two tallies, five names; wide tallies, numbers below 0."""
    words, other = np.zeros((2, 5), np.uint32)
    one, two, three = BitColumn(words, 0, 20), BitColumn(other, 0, 20), BitColumn(words, 20, 8)
    columns = {"one": one, "two": two, "three": three, "four": BitColumn(words, 28, 4), "plain": np.zeros(5, np.int16)}
    found = signs_of([("any", "one"), ("kin", "three"), ("sum", "three"), ("", "ties")], columns)
    assert found.mask == (1 << 28) - 1
    assert found.sums == ((20, 255),)
    assert found.named == ((), (), (), ())
    columns |= {"below": BitColumn(words, 0, 2, less=1), "few": BitColumn(words, 28, 2)}
    columns["fewer"] = BitColumn(words, 30, 2)
    assert signs_of([("tally", "few")], columns).tally == ((28, 3),)
    refused = [("any", "one two"), ("any", "one plain"), ("sum", "one three four"), ("tally", "few fewer"),
               ("tally", "three"), ("any", "below"), ("sum", "below"), ("tied", "one two three plain more")]
    for how, names in refused:
        with pytest.raises(InputError, match="there is room for 32 bits, 2 sums, one tally and 4 names"):
            signs_of([(how, name) for name in names.split()], columns | {"more": words})
