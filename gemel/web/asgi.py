"""Litestar's part: routes, the request's body under a hard cap, one hop into a thread, headers on every answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from litestar import Litestar, Request, Response, get, route
from litestar.exceptions import HTTPException

from gemel.live import Streams
from gemel.live.stream import InFront
from gemel.web.answer import Answer
from gemel.web.assets import YEAR
from gemel.web.errors import TooMuch
from gemel.web.house import House
from gemel.web.pages import Route
from gemel.web.serve import recognise, serve, troubled
from gemel.web.visit import Visit, parse_form

SLOW_THREADS = 12  # more than `people.gate` lets in, so that the gate says «too many» and not a queue
MOST_BODY = 2_000_000  # a pasted 100,000 characters, each three bytes, each byte percent-encoded, fit

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors {frames}"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=(), interest-cohort=()",
    "cache-control": "no-store",
}


def build(house: House, routes: Iterable[Route], frames: str = "'none'") -> InFront:
    """The ASGI application: pages, and in front of them the streams that phones listen to. `frames` is who may put gemel into a frame: nobody, save the demo."""
    headers = {name: value.format(frames=frames) for name, value in HEADERS.items()}
    if house.settings.secure:
        headers["strict-transport-security"] = "max-age=31536000"
    # Passphrases are checked in threads of their own: a queue of sign-ins must not starve everybody else.
    quick, slow = ThreadPoolExecutor(house.settings.workers, "page"), ThreadPoolExecutor(SLOW_THREADS, "slow")
    handlers = [_handler(house, one, headers, slow if one.slow else quick) for one in routes]
    streams = Streams(house.bus, _listens(house), quick, headers, max(1, house.settings.workers // 2))
    pages = Litestar(
        [*handlers, _assets(house, headers)],
        openapi_config=None,
        logging_config=None,
        exception_handlers={Exception: _lost(house, headers)},
        on_startup=[streams.start],
        on_shutdown=[streams.stop, house.close],
    )
    return InFront(streams, pages)


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


async def _answered(
    request: Request, house: House, one: Route, headers: dict[str, str], pool: ThreadPoolExecutor
) -> Response:
    loop = asyncio.get_running_loop()
    try:
        body = await _body(request) if one.method == "POST" else b""
    except TooMuch as error:
        visit = _visit(request, house, b"")
        return _response(await loop.run_in_executor(pool, _too_much, visit, error), house, headers)
    visit = _visit(request, house, body)
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
    found = parse_qs(query, max_num_fields=20) if query else {}
    return Visit(
        house, house.clock(), scope["method"], scope["path"], headers.get("host", "localhost"),
        request.path_params, found, parse_form(body) if body else {}, headers,
        cookie=_cookie(headers, house), told=found.get("told", [""])[0],
    )  # fmt: skip


def cookie_name(house: House) -> str:
    return "__Host-gemel" if house.settings.secure else "gemel"


def _cookie(headers: dict[str, str], house: House) -> str:
    wanted = cookie_name(house)
    for part in headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted:
            return value
    return ""


def _response(answer: Answer, house: House, headers: dict[str, str]) -> Response:
    out = headers | answer.headers | {"content-type": answer.kind}
    if answer.cookie is not None:
        out["set-cookie"] = _set_cookie(answer.cookie, house)
    return Response(answer.body, status_code=answer.status, headers=out, media_type=answer.kind)


def _set_cookie(value: str, house: House) -> str:
    flags = "; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if house.settings.secure else "")
    life = "; Max-Age=0" if not value else f"; Max-Age={14 * 86_400}"
    return f"{cookie_name(house)}={value}{flags}{life}"


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
