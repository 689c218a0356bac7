"""What moves between the months: one file an institution; the folder is the list."""

from __future__ import annotations

import sys

from demerit.base.catalogue import parts, remembered
from demerit.institutions.institution import Column, Institution


@remembered
def institutions() -> dict[str, Institution]:
    """Give every institution by its name, in the order of names."""
    return dict(sorted(parts(sys.modules[__name__], Institution).items()))


@remembered
def happenings() -> frozenset[str]:
    """Give the name of everything that can happen to a citizen: ``masses.reported``."""
    return frozenset(name for one in institutions().values() for name in one.names)


@remembered
def quantities() -> dict[str, str]:
    """Give every quantity that is reported of what happens, and of what: ``complaints.reposts``, of which happening."""
    return {f"{one.name}.{what}": one.names[0] for one in institutions().values() for what in one.quantities}


@remembered
def columns() -> dict[str, Column]:
    """Give every column that an institution keeps, by name."""
    return {column.name: column for one in institutions().values() for column in one.columns}


@remembered
def shown() -> dict[str, Institution]:
    """Give everything that acts read and that follows from what an institution keeps, by name: whose it is."""
    return {name: one for one in institutions().values() for name in one.shows}
