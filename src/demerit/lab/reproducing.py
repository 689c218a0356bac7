"""Every result says how it is made again, in the shell and in Python, and how it is cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from demerit.base.number_of import number_of
from demerit.engine.folder import RunFolder
from demerit.errors import InputError
from demerit.lab import again
from demerit.lab.assessing.assessment import Assessment
from demerit.lab.comparison import Comparison
from demerit.lab.living import LivedRun
from demerit.lab.order import order_of, scheme_of
from demerit.lab.studies.result import Study
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from demerit.engine.folder import Manifest

Result = LivedRun | RunFolder | Comparison | Study | Assessment


@dataclass(frozen=True)
class Reproduction:
    """How a result is made again.

    Parameters
    ----------
    lines
        Lines of a shell; none of an assessment whose order says what `demerit assess` has no option for.
    python
        A script; it ends by holding digests against those of the result.
    digests
        What comes out: the digest of each run, by side, or of the study; of an assessment those of each side under the
        first seed.
    """

    lines: tuple[str, ...]
    python: str
    digests: dict[str, str]

    def __str__(self) -> str:
        """Give both, to be read."""
        return "\n".join([*self.lines, "", self.python])

    def plain(self) -> dict[str, Any]:
        """Give it as plain data: what ``--json`` carries."""
        return {"shell": list(self.lines), "python": self.python, "digests": self.digests}


def reproduce(result: Result) -> Reproduction:
    """Say how a run, a comparison, a study or an assessment is made again: the line of the shell, and Python.

    Examples
    --------
    >>> import demerit
    >>> run = demerit.live("null", recipe="village", people=60, weeks=4)
    >>> print(demerit.reproduce(run).lines[0])
    demerit run null --recipe village --people 60 --weeks 4 --seed 1 --out runs/again

    Raises
    ------
    InputError
        It is none of these, or of a law that was changed in memory and stands in no file.
    """
    if isinstance(result, LivedRun):
        _written(result)
        return Reproduction((again.line_of_lived(result),), again.python_of_lived(result), _digests(run=result))
    if isinstance(result, RunFolder):
        return Reproduction(tuple(again.lines_of_run(result)), again.python_of_run(result), _digests(run=result))
    if isinstance(result, Comparison):
        _has_runs(result)
        return Reproduction(tuple(again.lines_of_comparison(result)), again.python_of_comparison(result),
                            _digests(**result.runs))  # fmt: skip
    if isinstance(result, Study):
        return Reproduction(again.lines_of_study(result), again.python_of_study(result), {"study": result.digest})
    if isinstance(result, Assessment):
        return Reproduction(tuple(again.lines_of_assessment(result)), again.python_of_assessment(result),
                            {side: digests[0] for side, digests in result.about.digests.items()})  # fmt: skip
    raise _no_result(result)


def cite(result: Result) -> str:
    """Give what to write where a result is quoted: program, laws, people, seeds, digests.

    Examples
    --------
    >>> import demerit
    >>> demerit.cite(demerit.live("null", recipe="village", people=60, weeks=4))  # doctest: +ELLIPSIS
    'demerit ...: null (...), 60 synthetic people, 4 weeks, seed 1, digest ....'

    Raises
    ------
    InputError
        It is no result.
    """
    if isinstance(result, Study):
        return result.cite()
    if isinstance(result, LivedRun | RunFolder):
        return _cited([result.about], 1)
    if isinstance(result, Comparison):
        _has_runs(result)
        return _cited([run.about for run in result.runs.values()], result.seeds)
    if isinstance(result, Assessment):
        return _cited_assessment(result)
    raise _no_result(result)


def _no_result(given: object) -> InputError:
    return InputError(f"{given!r} is no result. Give a run, a comparison, a study or an assessment.")


def _cited(runs: list[Manifest], seeds: int) -> str:
    first = runs[0]
    laws = "; ".join(f"{run.scheme['name']} ({run.scheme['hash'][:8]})" for run in runs)
    return _sentence(first.demerit, laws, first.society["people"], first.weeks, first.seed, seeds,
                     [str(run.digest) for run in runs])  # fmt: skip


def _cited_assessment(found: Assessment) -> str:
    told = found.about
    laws = f"assessment of {told.scheme} ({told.hash[:8]}) against {', '.join(told.against)}"
    return _sentence(told.version, laws, told.people, told.weeks, told.seed, told.seeds,
                     [digests[0] for digests in told.digests.values()])  # fmt: skip


def _sentence(version: str, laws: str, people: int, weeks: int, seed: int, seeds: int, digests: list[str]) -> str:
    """Give what is quoted; digests are those under the first seed."""
    named = f"seed {seed}" if seeds == 1 else f"seeds {seed} to {seed + seeds - 1}"
    word = "digest" if len(digests) == 1 else "digests"
    return (f"demerit {version}: {laws}, {number_of(people, 'synthetic person')}, {number_of(weeks, 'week')}, {named}, "
            f"{word} {', '.join(digests)}.")  # fmt: skip


def _has_runs(result: Comparison) -> None:
    """Refuse a comparison of which no run was kept."""
    if not result.runs:
        raise InputError(f"{result!r} was read off a study, whose runs are not kept. Give the study itself.")


def _digests(**runs: Any) -> dict[str, str]:
    return {name: str(run.about.digest) for name, run in runs.items()}


def _written(run: LivedRun) -> None:
    """Refuse a run of a law that no order gives."""
    if scheme_hash(scheme_of(order_of(run))[0]) != run.about.scheme["hash"]:
        raise InputError(
            f"{run!r} is of a law that was changed in memory and stands in no file. Let it run by its name with "
            "`settings` and reforms, or write a scheme (`demerit new scheme NAME`)."
        )
