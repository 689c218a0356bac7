"""The program that answers: pages, and lines to them; everything passes the guard first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from demerit.app import doors, written_law
from demerit.app.classroom import Classroom
from demerit.app.guard import Guard
from demerit.app.laboratory import Laboratory
from demerit.app.line import Door, talk
from demerit.app.routes import LAW, article_routes, laboratory_routes
from demerit.app.story import Stories

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.websockets import WebSocket

    from demerit.app.house import House

PAGES = Path(__file__).parent / "pages"


def program(house: House) -> Starlette:
    """Give the whole program of a server.

    Parameters
    ----------
    house
        What it was told, and all that lives in it.
    """
    routes: list[BaseRoute] = [Route("/", _page("")), Route("/health", _health)]
    routes += [Route(f"/{door}", _page(door)) for door in doors.PAGES if door and door in house.doors]
    routes += [WebSocketRoute(f"/line/{name}", _line(door)) for name, door in _doors(house).items()]
    routes += [*laboratory_routes(house), *article_routes()]
    routes.append(Mount("/pages", StaticFiles(directory=PAGES), name="pages"))
    made = Starlette(routes=routes, lifespan=house.lifespan, middleware=[
        Middleware(Guard, hosts=house.hosts, larger={LAW: written_law.BYTES}),
        Middleware(GZipMiddleware, minimum_size=512),
    ])  # fmt: skip
    made.state.house = house
    return made


def _page(name: str) -> Callable[[Request], Awaitable[Response]]:
    """Give what answers with the page of a door."""

    async def page(request: Request) -> Response:
        return HTMLResponse(doors.page(name), headers={"cache-control": "no-cache"})

    return page


def _doors(house: House) -> dict[str, Door]:
    """Give what answers lines, by name; each makes ready what it needs when the house is opened."""
    found: dict[str, Door] = {}
    if "play" in house.doors:
        found["play"] = stories = Stories(house)
        house.opened.append(stories.ground)
    if "laboratory" in house.doors:
        found["laboratory"] = house.laboratory = Laboratory(house)
    if "class" in house.doors:
        found["class"] = house.classroom = Classroom(house)
        house.opened.append(house.classroom.open)
    return found


def _line(door: Door) -> Callable[[WebSocket], Awaitable[None]]:
    """Give what answers one kind of line."""

    async def line(socket: WebSocket) -> None:
        await talk(socket, door)

    return line


async def _health(request: Request) -> Response:
    """Say that the server is there, and what doors stand open."""
    house: House = request.app.state.house
    return JSONResponse({"doors": sorted(house.doors)})
