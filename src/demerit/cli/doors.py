"""What the three verbs that open a server have in common."""

from __future__ import annotations

from demerit.errors import InputError

PORT = 8080
HERE = "127.0.0.1"


def open_doors(doors: frozenset[str], port: int | None, host: str | None) -> None:
    """Open a server with these doors, say where, and answer until told to stop."""
    from demerit.cli.terminal import say

    try:
        from demerit.app.house import HOME, House
        from demerit.app.serving import address_of, bound, serve
    except ModuleNotFoundError as error:
        raise InputError(f"the pages need the package {error.name}: pip install 'demerit[app]'.") from error
    where = host or HERE
    listening = bound(where, PORT if port is None else port)
    house = House(doors, hosts=HOME | {where})
    first = f"/{next(iter(doors))}" if len(doors) == 1 else ""
    say(f"{address_of(listening)}{first}   Ctrl-C ends it.")
    serve(house, listening)
