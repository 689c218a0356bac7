"""The verbs, in the order in which the help shows them."""

from __future__ import annotations

from collections.abc import Callable


def all_of_them() -> list[Callable[..., None]]:
    """Give the function of every verb."""
    from demerit.cli.verbs.app import app
    from demerit.cli.verbs.article import article
    from demerit.cli.verbs.assess import assess
    from demerit.cli.verbs.bench import bench
    from demerit.cli.verbs.calibrate import calibrate
    from demerit.cli.verbs.check import check
    from demerit.cli.verbs.claims import claims
    from demerit.cli.verbs.classroom import class_
    from demerit.cli.verbs.compare import compare
    from demerit.cli.verbs.demo import demo
    from demerit.cli.verbs.explain import explain
    from demerit.cli.verbs.list import list_
    from demerit.cli.verbs.new import new
    from demerit.cli.verbs.play import play
    from demerit.cli.verbs.probe import probe
    from demerit.cli.verbs.replicate import replicate
    from demerit.cli.verbs.report import report
    from demerit.cli.verbs.run import run
    from demerit.cli.verbs.show import show
    from demerit.cli.verbs.society import society
    from demerit.cli.verbs.study import study

    return [run, compare, study, claims, assess, calibrate, probe, explain, report, list_, show, article, replicate,
            check, new, society, demo, app, play, class_, bench]  # fmt: skip
