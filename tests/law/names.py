"""The deeds and states that the law's tests know."""

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
SHIPPED = ("article_2015", "null", "zhima_2015")
