"""How the outcome of a claim is told: numbers with their unit, intervals, shares, and what worlds were asked."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from demerit.base.number_of import number_of
from demerit.lab.claims.outcome import EXACT, HOLDS, between
from demerit.lab.claims.shipping import is_of_today
from demerit.lab.studies.over_worlds import FEWEST_RANKS
from demerit.lab.studies.plan import PLAUSIBLE
from demerit.lab.units import is_share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.lab.claims.claim import Claim

ABSENT = "·"
VERDICTS = ("holds", "holds in most", "depends", "does not hold", "not resolved", "too few worlds", "not measured")
"""Every verdict, from the surest to what could not be told."""
SAID = {
    "holds": "hold in 95 % of worlds or more", "holds in most": "in most worlds", "depends": "in some and not in others",  # noqa: E501
    "does not hold": "do not hold", "not resolved": "cannot be told from chance", "too few worlds": "had too few worlds",  # noqa: E501
    "not measured": "could not be measured",
}  # fmt: skip
"""Verdict -> what is said of many claims."""
QUOTED = (
    "feared_against_documented", "documented_score_spares_speech", "dissent_falls", "speech_rules_make_the_chill",
    "tale_alone_chills", "association_adds_chill", "credit_alone_predicts", "voluntary_unravels",
    "trust_comes_back_slowly",
)  # fmt: skip
"""The claims that the first page quotes, whatever comes of them."""
MEANS = {
    "holds": "in 95 % of plausible worlds or more",
    "holds in most": "in 67 to 95 % of plausible worlds",
    "depends": "in 33 to 67 % of plausible worlds",
    "does not hold": "in fewer than 33 % of plausible worlds",
    "not resolved": "chance could make it another verdict, or cannot be told: these worlds do not say",
    "too few worlds": "fewer than 8 worlds were asked",
    "not measured": "no world has the row",
}
"""Verdict -> what it says."""


def in_sum(told: dict[str, Any]) -> str:
    """Say of how many claims how many hold, and what `holds` means of so many worlds."""
    found = {verdict: sum(one["verdict"] == verdict for one in told["claims"]) for verdict in VERDICTS}
    counted = ", ".join(f"{number} {SAID[verdict]}" for verdict, number in found.items() if number)
    worlds = told["worlds"]
    fewest = ceil(HOLDS * worlds - EXACT)
    said = f"all {worlds}" if fewest == worlds else f"{fewest} or more"
    every, each = number_of(len(told["claims"]), "claim"), number_of(worlds, "world")
    return (
        f"Of {every} {counted}. Of {each} *holds* means {said}; "
        f"of all such worlds then at least {between(fewest / worlds, worlds)[0]:.0%} bear the claim out (95 %)."
    )


def in_rows(told: dict[str, Any], claims: Mapping[str, Claim]) -> str:
    """Give a table of the claims that the first page quotes: statement, effect, share of worlds, verdict."""
    there = {one["name"]: one for one in told["claims"]}
    lines = [
        f"| {claims[name].statement} | {middle} ({ends}) | {share(one)} | {one['verdict']} |"
        for name in QUOTED for one in (there[name],) for middle, ends in (spread(one),)
    ]  # fmt: skip
    return "\n".join(("| claim | effect (nine worlds of ten) | share of worlds | |", "|---|---|---|---|", *lines))


def signed(number: float, unit: str) -> str:
    """Give an effect with its sign and a short unit: ``−23 %``, ``+4.2 pp`` of a share, ``+0.31``."""
    percent = unit == "%"
    points = is_share(unit)
    size = 100 * number if points else number
    digits = 0 if abs(size) >= 100 else 1 if abs(size) >= 1 or (percent or points) else 3
    written = f"{size:+,.{digits}f}"
    if not written.strip("+-0.,"):
        written = "0"
    return written.replace("-", "\u2212") + (" %" if percent else " pp" if points else "")


def unit_of(unit: str) -> str:
    """Give the unit of an effect in words, where its number does not say it: ``pp`` and ``%`` say it."""
    return "" if unit == "%" or is_share(unit) else unit


def spread(one: dict[str, Any]) -> tuple[str, str]:
    """Give the median effect over worlds, and the ends between which nine of ten worlds lie."""
    if one["effect"] is None:
        return ABSENT, ABSENT
    middle, low, high = (signed(one[name], one["unit"]) for name in ("effect", "low", "high"))
    return middle, f"{low.removesuffix(' %').removesuffix(' pp')} to {high}"


def share(one: dict[str, Any]) -> str:
    """Give the share of plausible worlds, and in brackets that of worlds over ranges half as wide."""
    if one["share"] is None:
        return ABSENT
    narrow = "" if one["share_halved"] is None else f" ({one['share_halved']:.0%})"
    return f"{one['share']:.0%}{narrow}"


def in_short(one: dict[str, Any]) -> str:
    """Say in a few words what came of a claim: its verdict, share and effect."""
    if one["share"] is None:
        return str(one["verdict"])
    middle, ends = spread(one)
    worlds = number_of(one["lived"], "plausible world")
    return f"{one['verdict']}: in {one['share']:.0%} of {worlds}; {middle} ({ends})"


def compares(claim: Claim) -> str:
    """Say what is held against what, and which row shows it."""
    sides = f"{claim.sides[0]} against {claim.sides[1]}" if len(claim.sides) == 2 else claim.sides[0]
    group = "" if claim.group == "all" else f" of {claim.group}"
    less = "".join(f" less {what}" for what in (claim.less, claim.less_group) if what)
    than = f", held against {claim.than:g}" if claim.than else ""
    return f"{sides}: {claim.row}{group}{less}{than}"


def expected(claim: Claim, unit: str) -> str:
    """Say which effect is claimed, and by whom."""
    size = signed(claim.matters, unit).removeprefix("+")
    how = f"nothing: less than {size} either way" if claim.expects == "nothing" else f"{claim.expects} by {size} or more"  # noqa: E501
    return how + (f"; {claim.expected_by}" if claim.expected_by else "")


def where(claim: Claim) -> str:
    """Say in which society it is claimed, and in which not; nothing where it is claimed of all."""
    here, there = (", ".join(f"{name} at {value:g}" for name, value in one.items())
                   for one in (claim.where, claim.unlike))  # fmt: skip
    return here + (f"; less the same effect where {there}" if there else "")


def read_in(one: dict[str, Any]) -> str:
    """Say in how many worlds of which size the effect was read, and what its share may be in all such worlds."""
    people, weeks = number_of(one["people"], "person", "people"), number_of(one["weeks"], "week")
    ends = "" if one["share"] is None else f"; of all such worlds {one['share_low']:.0%} to {one['share_high']:.0%} (95 %)"  # noqa: E501
    return f"read in {one['worlds']} of {number_of(one['lived'], 'world')} of {people}, {weeks}{ends}"


def chance(one: dict[str, Any]) -> str:
    """Say how large chance is."""
    if one["error"] is None:
        return "unknown: one seed"
    if not one["error"]:
        return "unknown: no seed differs from another"
    return f"standard error of one world's effect: {signed(one['error'], one['unit']).removeprefix('+')}"


def hangs_on(one: dict[str, Any], worlds: int) -> str:
    """Say with which drawn number the effect goes most over so many worlds."""
    if one["hangs_on"]:
        return f"{one['hangs_on']} (rank correlation {one['rank_correlation']:+.2f})".replace("-", "\u2212")
    return "too few worlds to say" if worlds < FEWEST_RANKS else "no drawn number by more than chance gives one of so many"  # noqa: E501


def asked(told: dict[str, Any]) -> str:
    """Say in a line what worlds were asked, and with which model."""
    seeds = number_of(told["seeds"], "seed")
    seeds = f"{seeds} each" if told["again"] is None else f"{seeds} in {min(told['again'], told['worlds'])} of them"
    more = ", more where a claim needs it" if told["own"] else ""
    drawn = "over their plausible ranges" if told["draw_from"] == PLAUSIBLE else f"from the table {told['draw_from']}"
    halves = f", and {number_of(told['halved'], 'world')} over ranges half as wide" if told["halved"] else ""
    lived = max((one["lived"] for one in told["claims"]), default=0)
    worlds = number_of(told["worlds"], "world") if lived == told["worlds"] else f"{lived} of {number_of(told['worlds'], 'drawn world')}"  # noqa: E501
    said = (
        f"{worlds} of {number_of(told['people'], 'person', 'people')}, "
        f"{number_of(told['weeks'], 'week')}{more}, {seeds}; "
        f"{number_of(len(told['numbers']), 'assumed number')} drawn {drawn}{halves}"
    )
    if "model" not in told:
        return said
    since, held = "; its code has changed since, its laws have not", told["model"].get("held")
    if is_of_today(told):
        since = f"; held against today's in {number_of(len(held['worlds']), 'world')}" if held else ""
    return f"{said}. Made with demerit {told['model']['version']}, model {told['model']['code']}{since}"
