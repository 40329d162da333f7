"""Litestar's part: routes, the request's body under a hard cap, one hop into a thread, headers on every answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from typing import Any
from urllib.parse import parse_qs

from litestar import Litestar, Request, Response, get, route
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException
from litestar.response import Stream

from gemel.live import Streams
from gemel.live.stream import InFront
from gemel.media import Crowded
from gemel.store import Full
from gemel.web.answer import Answer
from gemel.web.assets import YEAR
from gemel.web.errors import Garbled, TooMuch
from gemel.web.flowing import flowing
from gemel.web.house import House
from gemel.web.pages import Route
from gemel.web.serve import recognise, serve, troubled
from gemel.web.uploads import MOST_OF_STRANGERS, Landing, comes_in_parts, received, reserved
from gemel.web.visit import Visit, parse_form
from gemel.web.watching import Watched, watched

SLOW_THREADS = 12  # more than `people.gate` lets in, so that the gate says «too many» and not a queue
UPLOAD_THREADS = 4  # two pictures are made plain at a time (gemel.media); the others read, seal and write
MOST_ASKED = 20  # fields in an address; no link of ours has more than a few
MOST_BODY = 2_000_000  # a pasted 100,000 characters, each three bytes, each byte percent-encoded, fit

REFUSED = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
"""What no page of gemel ever asks a browser for, and so no page may."""

OTHER_SITES = {"cross-site", "same-site"}

Landings = tuple[Landing, Landing, Landing]
"""For strangers, for whoever is signed in, and for their large files: of those one at a time."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors {frames}; require-trusted-types-for 'script'; trusted-types default"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(f"{name}=()" for name in REFUSED),
    "cache-control": "no-store",
}


def build(house: House, routes: Iterable[Route], frames: str = "'none'") -> InFront | Watched:
    """The ASGI application: pages, and in front of them the streams that phones listen to. `frames` is who may put gemel into a frame: nobody, save the demo."""
    headers = {name: value.format(frames=frames) for name, value in HEADERS.items()}
    if house.settings.secure:
        headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    # Passphrases are checked in threads of their own, and so are photos: no queue of those must starve everybody else.
    quick, slow = ThreadPoolExecutor(house.settings.workers, "page"), ThreadPoolExecutor(SLOW_THREADS, "slow")
    files, landings = ThreadPoolExecutor(UPLOAD_THREADS, "files"), (Landing(MOST_OF_STRANGERS), Landing(), Landing(1))
    handlers = [
        _handler_of_files(house, one, headers, files, landings)
        if one.files
        else _handler(house, one, headers, slow if one.slow else quick)
        for one in routes
    ]
    streams = Streams(house.bus, _listens(house), quick, headers, max(1, house.settings.workers // 2))
    pages = Litestar(
        [*handlers, _assets(house, headers)],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=None,  # `_body` and `received` have caps of their own, and words for them
        exception_handlers={Exception: _lost(house, headers)},
        on_startup=[streams.start],
        on_shutdown=[streams.stop, house.close],
    )
    return watched(InFront(streams, _plain(pages)), house, headers)


def _plain(pages: Litestar) -> Any:
    """The framework would answer OPTIONS by itself, without our headers: it is a method like any other that no page takes."""

    async def front(scope: Any, receive: Any, send: Any) -> None:
        asked = {**scope, "method": "-"} if scope.get("method") == "OPTIONS" else scope
        await pages(asked, receive, send)

    return front


def _listens(house: House) -> Callable[[str], tuple[bytes, int] | None]:
    """Who a phone listens as, by its cookies, and the version it starts from. Somebody alone has nobody to hear of."""

    def who(cookies: str) -> tuple[bytes, int] | None:
        cookie = _cookie({"cookie": cookies}, house)
        visit = Visit(house, house.clock(), "GET", "/live", "", {}, {}, {}, {}, cookie=cookie)
        try:
            recognise(visit, looking=True)
            me = visit.person
            return None if me is None or me.alone else (me.id, me.live_version)
        finally:
            visit.close()

    return who


def _handler(house: House, one: Route, headers: dict[str, str], pool: ThreadPoolExecutor) -> Any:
    async def answer(request: Request) -> Response:
        return await _answered(request, house, one, headers, pool)

    answer.__name__ = one.view.__name__
    return route(one.path, http_method=[one.method], name=f"{one.method} {one.path}")(answer)


def _handler_of_files(
    house: House, one: Route, headers: dict[str, str], pool: ThreadPoolExecutor, landings: Landings
) -> Any:
    async def answer(request: Request) -> Response:
        if not comes_in_parts(request):
            return await _answered(request, house, one, headers, pool)
        visit = _visit(request, house, b"")
        return _response(await _answered_with_files(request, one, visit, pool, landings), house, headers)

    answer.__name__ = one.view.__name__
    return route(one.path, http_method=[one.method], name=f"{one.method} {one.path}")(answer)


async def _answered_with_files(
    request: Request, one: Route, visit: Visit, pool: ThreadPoolExecutor, landings: Landings
) -> Answer:
    """Who it is comes before the first byte: files of somebody who is not signed in are never kept in memory."""
    loop = asyncio.get_running_loop()
    try:
        known = await loop.run_in_executor(pool, _known, visit)
        async with _place(request, visit, known and one.large, known, landings):
            parts = await received(request, known, visit.house.settings.data if one.large else None)
            visit.form, visit.uploads, visit.trouble = parts.form, parts.files, parts.trouble
            return await loop.run_in_executor(pool, serve, one, visit)
    except (TooMuch, Garbled, Crowded, Full) as error:
        return await loop.run_in_executor(pool, _too_much, visit, error)


def _place(
    request: Request, visit: Visit, large: bool, known: bool, landings: Landings
) -> AbstractAsyncContextManager[None]:
    """Where a form waits until there is room for it."""
    size = reserved(request, known)
    if large:
        return landings[2].place(visit.cookie, 1)
    return landings[known].place(visit.cookie if known else str(id(visit)), size)


def _known(visit: Visit) -> bool:
    try:
        recognise(visit, looking=True)
        return visit.person is not None
    finally:
        visit.close()


async def _answered(
    request: Request, house: House, one: Route, headers: dict[str, str], pool: ThreadPoolExecutor
) -> Response:
    loop = asyncio.get_running_loop()
    try:
        visit = _visit(request, house, await _body(request) if one.method == "POST" else b"")
    except TooMuch as error:
        visit = _visit(request, house, b"")
        return _response(await loop.run_in_executor(pool, _too_much, visit, error), house, headers)
    return _response(await loop.run_in_executor(pool, serve, one, visit), house, headers)


def _too_much(visit: Visit, error: Exception) -> Answer:
    try:
        recognise(visit)
        return troubled(visit, error)
    finally:
        visit.close()


async def _body(request: Request) -> bytes:
    """The whole body in memory: a framework's upload spool would put words into a temporary file."""
    parts, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST_BODY:
            raise TooMuch
        parts.append(chunk)
    return b"".join(parts)


def _visit(request: Request, house: House, body: bytes) -> Visit:
    scope = request.scope
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    query = scope["query_string"].decode("latin-1")
    found = parse_qs(query) if query and query.count("&") < MOST_ASKED else {}
    return Visit(
        house, house.clock(), scope["method"], scope["path"], headers.get("host", "localhost"),
        request.path_params, found, _form(body) if body else {}, headers,
        cookie=_cookie(headers, house), mark=_named(headers, mark_name(house)), told=_told(headers, found),
    )  # fmt: skip


def _told(headers: dict[str, str], found: dict[str, list[str]]) -> str:
    """What one of our own pages led to. Behind a link on somebody's page it would be their sentence in our mouth. A link
    that is typed or tapped in another program comes from nowhere, and so does, in Firefox without script, our own
    leading on after a form: these are told."""
    return "" if headers.get("sec-fetch-site") in OTHER_SITES else found.get("told", [""])[0]


def _form(body: bytes) -> dict[str, list[str]]:
    try:
        return parse_form(body)
    except ValueError:  # more fields than any page has
        raise TooMuch from None


def cookie_name(house: House) -> str:
    return "__Host-gemel" if house.settings.secure else "gemel"


def _cookie(headers: dict[str, str], house: House) -> str:
    return _named(headers, cookie_name(house))


def _named(headers: dict[str, str], wanted: str) -> str:
    for part in headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted:
            return value
    return ""


def _response(answer: Answer, house: House, headers: dict[str, str]) -> Response:
    out = headers | answer.headers | {"content-type": answer.kind}
    if answer.cookie is not None:
        out["set-cookie"] = _set_cookie(answer.cookie, house, answer.brief)
    if answer.stream is not None:
        return Stream(flowing(answer.stream), status_code=answer.status, headers=out, media_type=answer.kind)
    marks = [_mark(answer.mark, house)] if answer.mark else None
    return Response(answer.body, status_code=answer.status, headers=out, media_type=answer.kind, cookies=marks)


def _set_cookie(value: str, house: House, brief: bool) -> str:
    flags = "; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if house.settings.secure else "")
    life = "; Max-Age=0" if not value else "" if brief else f"; Max-Age={14 * 86_400}"
    return f"{cookie_name(house)}={value}{flags}{life}"


def _mark(value: str, house: House) -> Cookie:
    """Opens nothing: it only tells that this browser was here before. Its hash lies sealed with the person's own."""
    flags: Any = {"path": "/", "httponly": True, "samesite": "lax", "secure": house.settings.secure}
    return Cookie(mark_name(house), value=value, max_age=400 * 86_400, **flags)


def mark_name(house: House) -> str:
    return cookie_name(house) + "-known"


def _assets(house: House, headers: dict[str, str]) -> Any:
    @get("/assets/{digest:str}/{name:str}", sync_to_thread=False)
    def asset(request: Request, digest: str, name: str) -> Response:
        one = house.assets.by_name.get(name)
        if one is None or one.digest != digest:
            return Response(b"", status_code=404, media_type="text/plain", headers=headers)
        packed = b"gzip" in dict(request.scope["headers"]).get(b"accept-encoding", b"")
        extra = {"cache-control": YEAR, "vary": "accept-encoding"} | ({"content-encoding": "gzip"} if packed else {})
        return Response(one.packed if packed else one.plain, headers=headers | extra | {"content-type": one.kind})

    return asset


def _lost(house: House, headers: dict[str, str]) -> Callable[[Request, Exception], Response]:
    """What no route answers: an address that is not here, a method that a page does not take."""
    from gemel.moments.errors import NotHere

    def answer(request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.status_code not in {404, 405}:
            return Response(b"", status_code=error.status_code, media_type="text/plain", headers=headers)
        visit = _visit(request, house, b"")
        visit.cookie = ""
        found = troubled(visit, NotHere() if isinstance(error, HTTPException) else error)
        return _response(found, house, headers)

    return answer
