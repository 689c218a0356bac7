"""The law as a page is told it: once, with what every part of it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demerit.app import messages as m
from demerit.lab.explain import OWN

if TYPE_CHECKING:
    from demerit.engine.plan import Plan
    from demerit.law import Scheme


def law_told(plan: Plan) -> m.Law:
    """Give all of a plan's law that a page shows."""
    scheme = plan.scheme
    tips = sorted(scheme.tips.values(), key=lambda tip: tip.number)
    return m.Law(
        scheme=scheme.name, title=scheme.title, low=scheme.scale.low, high=scheme.scale.high,
        bands={name: band.at_least for name, band in scheme.bands.items()},
        accounts=[m.Account(name=name, cap=scheme.account_caps[name], rests=rests(scheme, part.summary, part))
                  for name, part in scheme.accounts.items()],
        gates={name: m.GateLaw(treatment=gate.treatment, rests=rests(scheme, gate.summary, gate))
               for name, gate in scheme.gates.items()},
        entries=_entries(scheme),
        registers={name: rests(scheme, one.summary, one) for name, one in scheme.registers.items()},
        tips=[m.Tip(name=tip.name, text=tip.text, grade=tip.evidence.grade) for tip in tips],
        acts=[m.ActKind(name=act.name, monthly=act.monthly, deeds=list(act.deeds)) for act in plan.acts],
    )  # fmt: skip


def _entries(scheme: Scheme) -> dict[str, m.Rests]:
    """Give what every entry of a ledger rests on; a start rests on nothing that is written."""
    found = {name: rests(scheme, rule.summary, rule) for name, rule in scheme.rules.items()}
    found["association"] = rests(scheme, OWN["association"], scheme.association)
    if scheme.recovery is not None:
        found["recovery"] = rests(scheme, OWN["recovery"], scheme.recovery)
    for name, account in scheme.accounts.items():
        found |= {f"{own}:{name}": rests(scheme, OWN[own], account) for own in ("decay", "limit")}
    return found


def rests(scheme: Scheme, summary: str, part: Any) -> m.Rests:
    """Give what a piece of law rests on."""
    size = getattr(part, "size", None)
    return m.Rests(summary=summary, grade=part.evidence.grade, size=None if size is None else size.grade,
                   sources=[_cited(scheme, key) for key in part.evidence.sources],
                   disputed_by=[_cited(scheme, key) for key in part.evidence.disputed_by])  # fmt: skip


def _cited(scheme: Scheme, key: str) -> str:
    source = scheme.sources[key]
    return f"{source.author}, {source.title} ({source.date}), {source.where}"
