"""The program that answers: pages, and lines to them; everything passes the guard first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from demerit.app.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from demerit.app.house import House

PAGES = Path(__file__).parent / "pages"
DOORS = ("play", "class", "laboratory")
"""Folders of pages, each behind the address of its name."""


def program(house: House) -> Starlette:
    """Give the whole program of a server.

    Parameters
    ----------
    house
        What it was told, and all that lives in it.
    """
    routes: list[BaseRoute] = [Route("/", _page("index.html")), Route("/health", _health)]
    routes += [Route(f"/{door}", _page(f"{door}/index.html")) for door in DOORS]
    routes.append(Mount("/pages", StaticFiles(directory=PAGES), name="pages"))
    made = Starlette(routes=routes, lifespan=house.lifespan, middleware=[
        Middleware(Guard, hosts=house.hosts), Middleware(GZipMiddleware, minimum_size=512),
    ])  # fmt: skip
    made.state.house = house
    return made


def _page(name: str) -> Callable[[Request], Awaitable[Response]]:
    """Give what answers with one page."""

    async def page(request: Request) -> Response:
        return FileResponse(PAGES / name, headers={"cache-control": "no-cache"})

    return page


async def _health(request: Request) -> Response:
    """Say that the server is there, and what doors stand open."""
    house: House = request.app.state.house
    return JSONResponse({"doors": sorted(house.doors)})
