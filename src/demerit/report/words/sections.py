"""The sections of a report: their headings, and what stands above their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.base.number_of import number_of
from demerit.report.words.numbers import decimal, percent, signed, signed_percent

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.report.results import Results


def said(told: Results) -> str:
    """Introduce what people said."""
    silent, only_here = (told.value("silence", name) for name in ("fell_silent", "spoke_only_here"))
    if silent is None or only_here is None:
        return "From one run alone one can see what was said, but not what was left unsaid."
    text = (
        f"Followed one by one, citizens dissented or asked in the other world but not here in {percent(silent)} of "
        f"their months, and here but not in the other world in {percent(only_here)}. Once two worlds part, such flips "
        "happen both ways; only their difference is an effect."
    )
    noise = told.value("silence", "placebo_fell_silent")
    return text + (
        f" Between this run and its placebo, {percent(noise)} flip one way without any cause."
        if noise is not None
        else ""
    )


def thought(told: Results) -> str:
    """Introduce what people thought."""
    change = told.value("preference_falsification", "gap_change")
    text = "What citizens hold in private need not be what they say; the distance is called preference falsification."
    return text + (
        f" Over the whole run the scheme moved it by {signed(change)} against the other world."
        if change is not None
        else ""
    )


def scores(told: Results) -> str:
    """Introduce the scores."""
    mean, sd = (told.value("score_distribution", name) for name in ("mean", "sd"))
    widest = told.value("score_gap", "widest")
    if mean is None or sd is None:
        return "Nobody bears a score in this run."
    text = (
        f"In the last scoring week the mean score is {decimal(mean, 0)}, with a standard deviation of {decimal(sd, 0)}."
    )
    return text + (
        f" The widest gap between two groups of one kind is {number_of(round(abs(widest)), 'point')}." if widest else ""
    )


def shut_out(told: Results) -> str:
    """Introduce the gates."""
    if not told.quantities("gates"):
        return "No gate was counted in this run."
    return (
        "A gate is a service that opens from a score, or shuts below one. Shares are of adults, in the last week; "
        "what came of tries is over the whole run. Barred is who was turned away by a gate that shuts; a benefit is "
        "not obtained by whoever stands too low for it; who never joined was refused nothing, and is told apart."
    )


def ties(told: Results) -> str:
    """Introduce ties."""
    mean, against = told.value("degree", "mean"), told.value("degree", "against_twin")
    if mean is None:
        return "The panel holds no adult, so ties were not followed."
    text = f"An adult has {decimal(mean)} ties on average at the end"
    return text + (f", {signed(against)} against the other world." if against is not None else ".")


def spending(told: Results) -> str:
    """Introduce spending."""
    return "What people buy is scored too, in the schemes that say so."


def accuracy(told: Results) -> str:
    """Introduce accuracy."""
    said = (
        "A credit score is made to tell who repays. A test loan, asked of every adult and known only to the measure, "
        "shows whether it does: it is repaid as loans that were granted are, by those who have the money and the will."
    )
    risky, rest = (told.value("accuracy", f"{who}.change") for who in ("riskiest", "rest"))
    if risky is None or rest is None:
        return said
    return (
        f"{said} What is reported reaches the will alone: against the other world, defaults of the least reliable "
        f"fifth change by {signed_percent(risky)}, of all others by {signed_percent(rest)}."
    )


SECTIONS: dict[str, tuple[str, Callable[[Results], str]]] = {
    "said": ("What people said", said),
    "thought": ("What they thought", thought),
    "scores": ("The scores", scores),
    "shut_out": ("Who is shut out", shut_out),
    "ties": ("Who stays tied to whom", ties),
    "spending": ("What people bought", spending),
    "accuracy": ("Whether the score is right", accuracy),
}
"""Name -> heading and introduction, in the order of the page."""


def limits(told: Results) -> list[str]:
    """Give what the reader must not take from this report."""
    panel = told.run.manifest.get("panel")
    text = [
        "The people are synthetic. Real things enter as structure only: published statistics, published anonymised "
        "graphs, published rules. "
        "No finding here is about any person.",
        "This is not a forecast. It shows what the rules, as written, do in a society that behaves as the model says.",
        "Sizes graded assumed are guesses with a range. A finding holds as far as it holds over those ranges.",
        "One run is one draw. An interval needs several seeds; the placebo, the same run with one friendship less, "
        "shows the noise of one pair.",
        "Groups are told apart one dimension at a time; of fewer than 30 adults none is told, since one citizen would "
        "move it.",
    ]
    if panel:
        text.append(
            "What follows citizens one by one (flips, insincere praise, ties of dissenters) is read off a panel of "
            f"{number_of(panel, 'person')}; the rest counts everyone."
        )
    return text
