"""`demerit report`: a run, a comparison or a study as one page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from demerit.cli import completing
from demerit.cli import options as o


def report(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help="A run, a comparison or a study: its folder, its name, or `last`.",
                            autocompletion=completing.runs),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The page to write (default: report.html in the folder)."),
    ] = None,
    json: o.Json = False,
) -> None:  # fmt: skip
    """Write what was found as one HTML page: figures, evidence, how to do it again."""
    import time

    from demerit.cli.terminal import duration, emit, say, tell
    from demerit.errors import InputError
    from demerit.lab.comparison import Comparison
    from demerit.lab.named import comparison_or_run
    from demerit.lab.rereading import study_in

    if out is not None and (out.is_dir() or not out.name):
        raise InputError(f"--out {out}: this is a folder. Name a file in it, for example --out {out / 'report.html'}.")
    began = time.perf_counter()
    render, render_comparison = renderer()
    study, twin = study_in(run), None
    if study is not None:
        from demerit.report.study import render_study

        path = render_study(study, out)
    elif isinstance(told := comparison_or_run(run), Comparison):
        path, twin = render_comparison(told, out), str(told.b.path)
    else:
        path = render(told.path, out)
    size = path.stat().st_size
    if json:
        emit({"report": str(path), "bytes": size, "twin": twin})
    else:
        tell(path)
    say(
        f"{size / 1024:,.0f} KiB in {duration(time.perf_counter() - began)}; "
        "open it in any browser, it asks nothing of the net."
    )
    if twin is None and study is None:
        say("It is one run alone, so it shows no effect: demerit compare SCHEME null, then demerit report last.")


def renderer() -> tuple[Callable[..., Path], Callable[..., Path]]:
    """Give what draws the page of a run and of a comparison, or say what to install."""
    from demerit.errors import InputError

    try:
        from demerit.report.render import render, render_comparison
    except ModuleNotFoundError as error:
        raise InputError(f"a report needs the package {error.name}: pip install 'demerit[report]'.") from error
    return render, render_comparison
