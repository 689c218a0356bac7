"""What an act is: one decision that a citizen takes in a week or a month, and the deeds it can end in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, get_type_hints

from demerit.base.knob import Knob, knobs_of
from demerit.rows.bits import ADULT

NEVER = -(1 << 20)
"""A utility, in notches, that no noise makes up for: the deed cannot be done."""


class Week(NamedTuple):
    """What every act is told of the week besides its citizen and its knobs."""

    week: int
    share_enrolled: int
    """Q8: the share of adults enrolled at the last settling."""
    choice: int
    """1 where joining and leaving are the citizen's to choose, else 0."""


class Nothing(NamedTuple):
    """What is read where nothing is."""


@dataclass(frozen=True)
class Act:
    """One decision, its deeds and the function that weighs them.

    Parameters
    ----------
    name
        The act's name: the name of its file, and of its stream of draws.
    summary
        One sentence for `demerit list acts`.
    weigh
        ``weigh(own, knobs, week)``, of one citizen, in whole numbers: give the utility of each deed, in notches (1/64
        logit), as a NamedTuple whose fields are the deeds, at most eight; the first is what happens when nothing else
        does. Its parameters, those of the three that it needs, say by their types what it reads: `own` is a NamedTuple
        of whole numbers named like columns of the world, of institutions, or like what was heard this week; `knobs` a
        NamedTuple whose fields are annotated with `demerit.base.knob.knob`; `week` is `Week`. It draws nothing.
    monthly
        Taken on scoring weeks only, instead of every week.
    needs
        Bits of `status` that a citizen must have; one who lacks them does the first deed.
    asks
        The institution without which the act does not take place: where it is closed everybody does the first deed.
    often
        A weekly act whose deed, but for the first, is done several times in a week, as often as one posts
        (`demerit.rows.posts`): rules count each.
    """

    name: str
    summary: str
    weigh: Callable[..., Any]
    monthly: bool = False
    needs: int = ADULT
    asks: str = ""
    often: bool = False

    @cached_property
    def _hints(self) -> dict[str, Any]:
        return get_type_hints(self.weigh)

    @property
    def own(self) -> type[Any]:
        """What it reads of a citizen: a NamedTuple class, its fields named like columns."""
        return self._hints.get("own", Nothing)  # type: ignore[no-any-return]

    @property
    def knob_class(self) -> type[Any]:
        """The NamedTuple class of its knobs."""
        return self._hints.get("knobs", Nothing)  # type: ignore[no-any-return]

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """The numbers it can be tuned by."""
        return knobs_of(self.knob_class)

    @cached_property
    def deeds(self) -> tuple[str, ...]:
        """The deeds it can end in; the first is what happens when nothing else does."""
        fields: tuple[str, ...] = self._hints["return"]._fields
        return fields

    @property
    def names(self) -> tuple[str, ...]:
        """The deeds as the law names them: ``speak.dissent``."""
        return tuple(f"{self.name}.{deed}" for deed in self.deeds)

    @property
    def bits(self) -> int:
        """How many bits hold one of its deeds."""
        return max(1, (len(self.deeds) - 1).bit_length())
