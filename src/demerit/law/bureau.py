"""A bureau: who keeps a score, which acts and ties it can see, and with what coverage."""

from __future__ import annotations

from demerit.law.evidence import Grounded
from demerit.law.written import Share, Text, Truth


class Bureau(Grounded):
    """Who keeps a score."""

    summary: Text
    """The bureau in one sentence."""
    owner: Text
    """Who runs it."""
    sees: dict[Text, Share]
    """Act -> share of its deeds that the bureau sees; an act not named is not seen."""
    sees_ties: Truth = False
    """Does it see who is whose friend?"""
    identity_error: Share = 0.0
    """Share of seen deeds that are booked to the wrong citizen or to none."""
