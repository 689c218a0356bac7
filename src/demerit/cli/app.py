"""The program and its verbs: one file a verb; nothing heavy is imported before a verb is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from demerit.cli import verbs

app = typer.Typer(
    name="demerit",
    help="A laboratory for social scoring: put a scoring scheme, written as sourced data, over a synthetic society.",
    epilog="Everything that is shown can be had as data: add --json. `demerit VERB --help` tells more.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for _verb in verbs.all_of_them():
    app.command(name=_verb.__name__.rstrip("_"))(_verb)


@app.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the versions of the parts.")] = False,
    own: Annotated[
        list[Path] | None,
        typer.Option("--with", metavar="DIR", help="Add DIR's own acts, institutions, recipes, measures, charts."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> None:
    """Say what this is where no verb is given."""
    if version:
        from demerit.cli.welcome import versions

        versions()
        raise typer.Exit
    if own:
        from demerit.lab.plugins import add

        for folder in own:
            add(folder)
    if context.invoked_subcommand is None:
        from demerit.cli.welcome import welcome

        welcome()


begin.__doc__ = app.info.help
