"""What is woven of one thing of the week, for one worker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demerit.base.native import Bound


@dataclass
class Woven:
    """One thing of the week, for one worker.

    Parameters
    ----------
    bound
        Week of two, even and odd -> the loop: they differ where a face is read or written.
    """

    bound: tuple[Bound, Bound]

    @cached_property
    def each(self) -> tuple[Bound, ...]:
        """Each of its loops once."""
        return self.bound[:1] if self.bound[1] is self.bound[0] else self.bound
