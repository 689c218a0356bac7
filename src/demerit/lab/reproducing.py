"""Every result says how it is made again, in the shell and in Python, and how it is cited."""

from __future__ import annotations

import io
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from demerit.base.number_of import number_of
from demerit.engine.folder import RunFolder
from demerit.errors import InputError
from demerit.lab import again
from demerit.lab.comparison import Comparison
from demerit.lab.living import LivedRun
from demerit.lab.order import order_of, scheme_of
from demerit.lab.plugins import options
from demerit.lab.studies.result import Study
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from demerit.engine.folder import Manifest

Result = LivedRun | RunFolder | Comparison | Study
PLAN = "again.yaml"


@dataclass(frozen=True)
class Reproduction:
    """How a result is made again.

    Parameters
    ----------
    lines
        Lines of a shell.
    python
        A script; it ends by holding digests against those of the result.
    digests
        What comes out: the digest of each run, by side, or of the study.
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
    """Say how a run, a comparison or a study is made again: the line of the shell, and the same in Python.

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
        return Reproduction(_lines_of_study(result), _python_of_study(result), {"study": result.digest})
    raise InputError(f"{result!r} is no result. Give a run, a comparison or a study.")


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
    raise InputError(f"{result!r} is no result. Give a run, a comparison or a study.")


def _cited(runs: list[Manifest], seeds: int) -> str:
    first = runs[0]
    laws = "; ".join(f"{run.scheme['name']} ({run.scheme['hash'][:8]})" for run in runs)
    seed = f"seed {first.seed}" if seeds == 1 else f"seeds {first.seed} to {first.seed + seeds - 1}"
    digests = ", ".join(str(run.digest) for run in runs)
    word = "digest" if len(runs) == 1 else "digests"
    return (f"demerit {first.demerit}: {laws}, {number_of(first.society['people'], 'synthetic person')}, "
            f"{number_of(first.weeks, 'week')}, {seed}, {word} {digests}.")  # fmt: skip


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


def _plan_of(result: Study) -> dict[str, Any]:
    """Give a study's plan with what is not as it would be anyway."""
    return result.plan.model_dump(mode="json", exclude_defaults=True)


def _lines_of_study(result: Study) -> tuple[str, ...]:
    text = io.StringIO()
    YAML().dump(_plan_of(result), text)
    told = [f"cat > {PLAN} <<'PLAN'", *text.getvalue().rstrip().split("\n"), "PLAN"]
    return ("\n".join(told), shlex.join(["demerit", *options(), "study", PLAN, "--out", str(again.AGAIN)]))


def _python_of_study(result: Study) -> str:
    return again.python(
        ("import demerit",), f"plan = {_plan_of(result)!r}",
        f'found = demerit.study(plan, out=Path("{again.AGAIN}"))',
        f'assert found.digest == "{result.digest}"',
    )  # fmt: skip


