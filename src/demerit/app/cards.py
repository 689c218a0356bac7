"""Cards: changes of the law that a teacher can make while a class plays, each there and back.

A card is a dated event of the scheme's calendar. All of them stand in the law from the first day, on days that never
come, so that the law has the same parts whatever is played; to play one is to let it happen where the next month
begins. The same law, written down, gives the same run headless.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from demerit.engine.plan import Plan
from demerit.lab.order import Order, scheme_of
from demerit.law import Reform, Scheme, reformed

if TYPE_CHECKING:
    from collections.abc import Sequence

CARDS = ("association", "scores_public", "speech_counts")
"""What can be switched: friends' deeds count; everybody sees every score; posts that dissent cost points."""
NEVER = 4000
"""Weeks after the start in which cards happen that nobody has played: later than any class."""


def set_by(scheme: Scheme, card: str, on: bool) -> dict[str, Any]:
    """Give what a card sets, as the scheme's calendar does; nothing where the scheme has no such thing."""
    if card == "association":
        form = scheme.association.form
        return {} if form == "none" else {"association.form": form if on else "none"}
    if card == "scores_public":
        return {"visibility.form": "public" if on else "self"}
    rule = scheme.rules.get("dissenting_post")
    return {} if rule is None else {"rules.dissenting_post.points": rule.points if on else 0}


def on_at_first(scheme: Scheme, card: str) -> bool:
    """Say whether what a card switches is on where nobody played it."""
    return card != "scores_public" or scheme.visibility.form == "public"


def cards_of(scheme: Scheme) -> list[str]:
    """Give the cards that a scheme has."""
    return [card for card in CARDS if set_by(scheme, card, True)]


def with_cards(order: Order, played: Sequence[tuple[int, str, bool]]) -> Plan:
    """Give the plan of an order whose law has every card in it, those that were played in their weeks.

    Parameters
    ----------
    order
        What is run.
    played
        Week in which it comes into force, card, and whether it is switched on; of two of one card in one week the
        later counts.
    """
    scheme, settings = scheme_of(order)
    last = {(week, card): on for week, card, on in played}
    events = [(week, card, on) for (week, card), on in last.items()]
    events += [(NEVER + 4 * k + 2 * on, card, bool(on)) for k, card in enumerate(cards_of(scheme)) for on in (0, 1)]
    calendar = [event.model_dump(mode="json", by_alias=True) for event in scheme.calendar]
    for week, card, on in events:
        calendar.append({
            "date": (scheme.start + timedelta(weeks=week)).isoformat(), "set": set_by(scheme, card, on),
            "summary": f"The card {card} is switched {'on' if on else 'off'}.", "evidence": {"grade": "fiction"},
        })  # fmt: skip
    calendar.sort(key=lambda event: event["date"])
    reform = Reform.model_validate({"name": "cards", "summary": "Cards.", "why": "A class plays them.",
                                    "set": {"calendar": calendar}})  # fmt: skip
    return Plan(reformed(scheme, reform), settings)
