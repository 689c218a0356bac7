"""Campaigns of strange inputs: each is refused in words, soon, or works; what is accepted can be carried out."""

from __future__ import annotations

import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from demerit.acts import acts
from demerit.engine.choices import overrides
from demerit.engine.plan import Plan
from demerit.engine.run import Run
from demerit.engine.terms import When
from demerit.engine.week import WEEK
from demerit.errors import InputError
from demerit.lab.checking import check_one
from demerit.lab.choosing import choices_of
from demerit.lab.order import Order
from demerit.lab.reading import read
from demerit.law import list_schemes
from demerit.society import Society, make
from tests.campaigns import Campaign, drawn
from tests.cli.conftest import Call
from tests.mutations import NASTY, mutated

Told = Callable[[str, object], None]
LONGEST, PATIENCE = 20, 150
"""Seconds that one input may take of a processor, and by the clock on a machine that is busy."""
PLACE = re.compile(r".*?:\d+:\d+: .", re.S)
BASES = ("rongcheng", "suqian_2018", "zhima_2015", "weibo_2024", "court_list_2013", "article_2015")
"""Schemes that are mutated; those with many files more seldom."""
WEIGHTS = (8, 8, 6, 6, 6, 1)


class TooLong(Exception):  # noqa: N818 - reads as what is wrong
    """An input took longer than it may."""


@contextmanager
def soon() -> Iterator[None]:
    """Stop what takes too long."""

    def stop(*_: object) -> None:
        raise TooLong

    clocks = {signal.SIGPROF: (signal.ITIMER_PROF, LONGEST), signal.SIGALRM: (signal.ITIMER_REAL, PATIENCE)}
    before = {kind: signal.signal(kind, stop) for kind in clocks}
    for clock, seconds in clocks.values():
        signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        for clock, _ in clocks.values():
            signal.setitimer(clock, 0)
        for kind, handler in before.items():
            signal.signal(kind, handler)


# ---- laws ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copies of schemes, one of whose files is mutated at a time."""
    place = tmp_path_factory.mktemp("shelf") / "schemes"
    for one in list_schemes(place):
        shutil.copytree(one.path, place / one.name)
    return place


@pytest.fixture(scope="module")
def hamlet() -> Society:
    return make("village", 60, 3)


def lawful(k: int, shelf: Path, hamlet: Society, campaign: Campaign) -> None:
    """Mutate one file of one scheme, check it, and carry it out where it is accepted."""
    which = drawn("law", k, "base", below=sum(WEIGHTS))
    base = shelf / next(name for n, name in enumerate(BASES) if which < sum(WEIGHTS[: n + 1]))
    files = sorted(base.rglob("*.yaml"))
    file = files[drawn("law", k, "file", below=len(files))]
    before = file.read_bytes()
    file.write_bytes(mutated(before.decode(), "law", k))
    where = f"law {k}, {file.relative_to(shelf)}"
    try:
        with soon():
            campaign.trial(*_judged(k, base, hamlet, where))
    except TooLong:
        campaign.trial("hung", f"{where}: took more than {LONGEST} s")
    except Exception as error:  # what is looked for
        campaign.trial("broke", f"{where}: {type(error).__name__}: {str(error)[:300]}")
    finally:
        file.write_bytes(before)


def _judged(k: int, base: Path, hamlet: Society, where: str) -> tuple[str, str | None]:
    """Give what became of a law, and how it failed."""
    checked = check_one(str(base))
    if checked.mistakes:
        strange = [m for m in checked.mistakes if not PLACE.match(m) or "pydantic" in m or len(m) > 4000]
        return "refused", f"{where}: {strange[0][:300]}" if strange else None
    scheme = read(base)
    plan = Plan(scheme)
    for week in (-1, 3, 103):
        terms = plan.terms(week, plan.blank_agenda())
        when = When(week, plan.blank_agenda())
        for _, things in WEEK:
            for on in things:
                if not isinstance(on.what, str) and not on.what.weekly:
                    plan.law(on.what, terms, when)
    if k % 25 == 0:
        run = Run(scheme, hamlet, weeks=8, threads=1, settings={"run.warm_up": 4})
        for _ in run.weeks():
            pass
        run.close()
        return "lived under", None
    return "accepted", None


def test_a_few_mutated_laws(shelf: Path, hamlet: Society, record_property: Told) -> None:
    campaign = Campaign("mutated laws, a sample", record_property)
    for k in range(40):
        lawful(k, shelf, hamlet, campaign)
    campaign.over()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_thousands_of_mutated_laws(part: int, shelf: Path, hamlet: Society, record_property: Told) -> None:
    campaign = Campaign(f"mutated laws, part {part + 1} of 4", record_property)
    for k in range(1000 + part, 5000 + part, 4):
        lawful(k, shelf, hamlet, campaign)
    campaign.over()


# ---- choices ---------------------------------------------------------------------------------------------------------

CHOICES = "week,citizen,act,deed\n0,3,speak,dissent\n1,3,speak,dissent\n3,5,serve,give\n2,7,speak,praise\n"


def chosen(k: int, place: Path, campaign: Campaign) -> None:
    """Mutate a file of choices and read it."""
    file = place / ("c.csv" if drawn("choices", k, "suffix", below=8) else "c.parquet")
    file.write_bytes(mutated(CHOICES, "choices", k))
    try:
        with soon():
            found = overrides(choices_of(Order("null", choices=str(file))), acts(), 60, 80, 8)
        campaign.trial("read" if found else "nothing", None if found else f"{k}: no choice was found, and none refused")
    except InputError as error:
        campaign.trial("refused", f"{k}: {str(error)[:200]}" if len(str(error)) > 1000 else None)
    except TooLong:
        campaign.trial("hung", f"{k}: took more than {LONGEST} s")
    except BaseException as error:  # what is looked for, panics of libraries among it
        campaign.trial("broke", f"{k}: {type(error).__name__}: {str(error)[:300]}")


@pytest.mark.parametrize("number", [200, pytest.param(5000, marks=pytest.mark.slow)])
def test_mutated_choices(number: int, tmp_path: Path, record_property: Told) -> None:
    campaign = Campaign(f"mutated choices of {number:,}", record_property)
    for k in range(number):
        chosen(k, tmp_path, campaign)
    campaign.over()


# ---- command lines ---------------------------------------------------------------------------------------------------

VERBS = ("run", "compare", "explain", "report", "list", "show", "check", "new", "society", "article")
SMALL = ("--recipe", "village", "--people", "60", "--weeks", "4")
WORDS = (
    "null", "zhima_2015", "article_2015", "article_2015+no_speech", "rongcheng", "nosuch", "last", "0", "3", "-1",
    "rules", "schemes", "gates", "knobs", "measures", "scheme", "rule", "act", "mine", "village", "E03", "S01",
    "mobility", "--json", "--all", "--scheme", "--set", "moral_weight=1", "--seed", "--seeds", "1", "--out", "o",
    "--resume", "--evidence", "documented", "--reform", "no_speech", "--threads", "--choices", "c.csv", "--ties",
    "e.csv", "--attributes", "--clean", "--placebo", "--strict", "-v", "--disputed", "--from", "--week", "--help",
    "--society", "s", ".", "--", "-",
)  # fmt: skip


def line(k: int) -> list[str]:
    """Give a command line: a verb and some words, nasty ones among them."""
    verb = VERBS[drawn("line", k, "verb", below=len(VERBS))]
    words = [verb]
    for n in range(drawn("line", k, "many", below=6)):
        nasty = drawn("line", k, n, "nasty", below=4) == 0
        pile = [one for one in NASTY if "\x00" not in one] if nasty else WORDS
        words.append(pile[drawn("line", k, n, "word", below=len(pile))])
    return [*words, *SMALL] if verb in ("run", "compare") else words


def said(k: int, demerit: Call, campaign: Campaign) -> None:
    """Give a command line to the program."""
    words = line(k)
    began = time.monotonic()
    try:
        with soon():
            done = demerit(*words)
    except TooLong:
        campaign.trial("hung", f"{words}: took {time.monotonic() - began:.0f} s")
        return
    except BaseException as error:  # what is looked for
        campaign.trial("broke", f"{words}: {type(error).__name__}: {str(error)[:300]}")
        return
    wrong = done.status not in (0, 2) or "Traceback" in done.err or "should not have" in done.err
    failure = f"{words}: status {done.status}: {done.err[-300:]}" if wrong else None
    campaign.trial("done" if done.status == 0 else "refused", failure)


@pytest.mark.parametrize("number", [25, pytest.param(1000, marks=pytest.mark.slow)])
def test_strange_command_lines(number: int, demerit: Call, empty: Path, record_property: Told) -> None:
    (empty / "c.csv").write_text(CHOICES, encoding="utf-8")
    (empty / "e.csv").write_text("u,v\n" + "".join(f"{k},{k + 1}\n" for k in range(80)), encoding="utf-8")
    campaign = Campaign(f"strange command lines, {number:,}", record_property)
    for k in range(number):
        said(k, demerit, campaign)
    campaign.over()


def test_a_campaign_notices_what_breaks(record_property: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A check must be seen to fail once."""

    def broken(order: Order) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("tests.cli.test_strange_inputs.choices_of", broken)
    campaign = Campaign("what breaks", lambda name, value: None)
    chosen(0, tmp_path, campaign)
    with pytest.raises(AssertionError, match="by nought"):
        campaign.over()
