"""Short runs of the documented schemes of government, and what is read off them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demerit.law import load, load_reform, reformed
from tests.engine.worlds import lived

if TYPE_CHECKING:
    from demerit.engine.run import Run
    from demerit.law import Scheme
    from demerit.society import Society

OWN = {
    "court_list_2013": "officers_spared", "rail_air_list_2018": "no_objection", "deadbeat_map_2019": "map_dark",
    "rongcheng": "no_warning", "suining_2010": "unprinted", "suqian_2018": "blood_unpaid",
    "xiamen_2018": "record_spared", "state_outline_2014": "unannounced",
}  # fmt: skip
"""Scheme -> the reform that switches off the mechanism that it has alone."""


def pair(name: str, society: Society, weeks: int, **settings: Any) -> tuple[Run, Run]:
    """Give a scheme's run and that of the same without its own mechanism, knobs of citizens turned in both."""
    scheme = load(name)
    knobs = {key.replace("__", "."): value for key, value in settings.items()}
    both: tuple[Scheme, Scheme] = (scheme, reformed(scheme, load_reform(OWN[name])))
    one, other = (lived(law, society, weeks, settings=knobs) for law in both)
    return one, other
