"""What the server answers beside pages and lines: what can be chosen, charts, laws written in a page, the article."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from demerit.app import written_law
from demerit.app.laboratory import offer, offer_of
from demerit.app.line import Refusal
from demerit.app.offered import ReadLaw
from demerit.app.words import LANGUAGES
from demerit.errors import DemeritError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from demerit.app.article import Pages
    from demerit.app.house import House
    from demerit.app.message import Message

LAW = "/laboratory/law"
CODE = "x-demerit-code"
"""In what header a page gives the code of a server that others than this machine may call."""


def laboratory_routes(house: House) -> list[Route]:
    """Give what the laboratory's page asks for without a line."""
    if "laboratory" not in house.doors:
        return []
    return [
        Route("/laboratory/offer", _asked(house, _offer(house))),
        Route(LAW, _asked(house, _check(house)), methods=["POST"]),
        Route(LAW + "/{name}.zip", _zip),
        Route(LAW + "/{name}", _asked(house, _law(house))),
        Route("/laboratory/chart/{run}/{name}.{form}", _chart(house)),
    ]  # fmt: skip


def _asked(house: House, answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Give what answers only whoever has the server's code, as the line does.

    A picture cannot give a header, so charts ask for none: they are found by what an experiment is called, which
    nobody knows who was not let in.
    """

    async def let_in(request: Request) -> Response:
        try:
            house.let_in(request.client.host if request.client else "", request.headers.get(CODE))
        except Refusal as refusal:
            return JSONResponse({"why": refusal.why, "says": refusal.says}, 403)
        return await answer(request)

    return let_in


def _message(told: Message) -> Response:
    """Answer with a message, as a line would tell it."""
    return Response(told.model_dump_json(), media_type="application/json")


def _offer(house: House) -> Callable[[Request], Awaitable[Response]]:
    """Give what tells what can be chosen, or what of one scheme can be changed."""

    async def answer(request: Request) -> Response:
        scheme = request.query_params.get("scheme")
        try:
            told = await (house.work(offer) if scheme is None else house.work(offer_of, scheme.partition("+")[0]))
        except DemeritError as error:
            return PlainTextResponse(str(error), 404)
        return _message(told)

    return answer


def _check(house: House) -> Callable[[Request], Awaitable[Response]]:
    """Give what reads a law that was written in the page."""

    async def answer(request: Request) -> Response:
        try:
            files = json.loads(await request.body())
            sound = isinstance(files, dict) and all(isinstance(text, str) for text in files.values())
        except (ValueError, RecursionError):
            sound = False
        if not sound:
            return JSONResponse({"why": "unreadable", "says": ""}, 400)
        try:
            name, mistakes = await house.laboratory.read(files)
        except Refusal as refusal:
            return JSONResponse({"why": refusal.why, "says": refusal.says}, 400)
        return _message(ReadLaw(name=name, mistakes=mistakes))

    return answer


def _law(house: House) -> Callable[[Request], Awaitable[Response]]:
    """Give what shows the files of a scheme of the package, to begin with."""

    async def answer(request: Request) -> Response:
        name = request.path_params["name"]
        try:
            return JSONResponse(await house.work(_files, name))
        except UnknownName as error:
            return PlainTextResponse(str(error), 404)

    return answer


async def _zip(request: Request) -> Response:
    """Give a law that was written in a page as files; its name is as hard to guess as what it says."""
    name = request.path_params["name"]
    found = await asyncio.to_thread(written_law.zipped, name)
    if found is None:
        return PlainTextResponse("There is no such law, or it was let go. Let the worlds live again.\n", 404)
    told = {"content-disposition": f'attachment; filename="{name}.zip"'}
    return Response(found, media_type="application/zip", headers=told)


def _files(name: str) -> dict[str, str]:
    """Give the files of a scheme by its name, never by a path."""
    from demerit.law import list_schemes

    known = {one.name for one in list_schemes()}
    if name != written_law.TEMPLATE and name not in known:
        raise UnknownName("scheme", name, known)
    return written_law.files_of(name)


def _chart(house: House) -> Callable[[Request], Awaitable[Response]]:
    """Give what draws a chart of a finished experiment."""

    async def answer(request: Request) -> Response:
        asked = request.path_params
        found = await house.laboratory.chart(asked["run"], asked["name"], asked["form"])
        if found is None:
            return PlainTextResponse("There is no such chart.\n", 404)
        content, kind = found
        name = f'{asked["name"]}.{asked["form"]}'
        how = "attachment" if "save" in request.query_params else "inline"
        return Response(content, media_type=kind, headers={"content-disposition": f'{how}; filename="{name}"'})

    return answer


# ---- the article -----------------------------------------------------------------------------------------------------


def article_routes() -> list[Route]:
    """Give what answers with the pages of the article."""
    return [Route("/article", _to_index), Route("/article/{name:path}", _article)]


async def _to_index(request: Request) -> Response:
    """Lead to the first page of the article, in the language asked for."""
    return RedirectResponse(f"/article/{_language(request.query_params.get('language'))}/index.html")


def _language(asked: Any) -> str:
    return asked if asked in LANGUAGES else "en"


@cache
def _pages(language: str) -> Pages:
    from demerit.app.article import Pages  # takes a while to come up, and the other pages do not need it

    return Pages(language, home="/")


async def _article(request: Request) -> Response:
    """Answer with one page of the article; none of another name is looked for."""
    language, _, name = request.path_params["name"].partition("/")
    pages = await asyncio.to_thread(_pages, language) if language in LANGUAGES else None
    if pages is None or name not in pages.names():
        return PlainTextResponse("There is no such page.\n", 404)
    text = await asyncio.to_thread(pages.page, name)
    return Response(text, media_type="text/css" if name.endswith(".css") else "text/html")
