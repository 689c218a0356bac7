"""The names that the law's tests hand in."""

from __future__ import annotations

from typing import Any

OPTIONS = {
    "speak": "silent chat praise question dissent history market_info unlicensed",
    "shop": "neutral produce work_clothes family foreign frivolous games",
    "go": "routine museum rally hostile",
    "pay": "on_time late",
    "borrow": "none borrow repay default",
    "care": "usual attend neglect",
    "brag": "quiet show",
    "look_up": "none self friends",
    "enrol": "stay join leave",
}
DEEDS = frozenset(f"{act}.{option}" for act, options in OPTIONS.items() for option in options.split())
STATES = frozenset(["age", "income_fifth", "married", "children", "party", "urban"])
INSTITUTIONS = {"masses": {"known": (0, 256), "fright": (0, 64)}, "censor": {"turns": (0, 1)}}
HAPPENINGS = frozenset(["masses.reported", "masses.accused", "censor.exposed"])
"""What institutions are there in the small towns of these tests, whatever the package holds."""
QUANTITIES = {"complaints.reposts": "complaints.upheld"}
SHIPPED = (
    "article_2015", "court_list_2013", "deadbeat_map_2019", "federated", "null", "rail_air_list_2018", "rongcheng",
    "state_outline_2014", "suining_2010", "suqian_2018", "tencent_2018", "wechat_pay_2019", "weibo_2012", "weibo_2024",
    "xiamen_2018", "zhima_2015", "zhima_2017",
)  # fmt: skip


def all_names() -> dict[str, Any]:
    """Give every name that the shipped schemes may point at, as the program hands them in."""
    from demerit.lab.reading import names

    return names()
