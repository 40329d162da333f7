"""In front of everything while requests are written down or counted, and not there otherwise.

Of a request it keeps the pattern of its route, never its path: with a path go ids, and with a query what was asked.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from gemel.live.stream import PATH, InFront
from gemel.settings import LOOPBACK
from gemel.web.counting import Counts, told
from gemel.web.house import House

log = logging.getLogger("gemel.requests")
METRICS = "/metrics"
KIND = "text/plain; version=0.0.4; charset=utf-8"
UNSEEN = {"/help", "/self-check", "/host", "/exits"}
"""Written down and counted for nobody: with few people here, a line would say that one of them looked for help."""
METHODS = {"GET", "POST", "HEAD"}  # any other is somebody's invention, and would be counted by its name


class Watched:
    """The application with somebody who counts before it."""

    def __init__(self, inner: InFront, house: House, headers: Mapping[str, str]) -> None:
        self.inner, self.house, self.counts = inner, house, Counts()
        self.headers = {**headers, "content-type": KIND}
        host = house.settings.metrics.rpartition(":")[0]
        self.token = "" if host in LOOPBACK else house.settings.metrics

    @property
    def streams(self) -> Any:
        return self.inner.streams

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return await self.inner(scope, receive, send)
        if scope["path"] == METRICS and self.token:
            return await self._tell(scope, send)
        await self._watched(scope, receive, send)

    async def _watched(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        began, method, stream = time.perf_counter(), scope["method"], scope["path"] == PATH
        seen = {"status": 500, "bytes": 0}

        async def noting(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
            seen["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.inner(scope, receive, noting)
        finally:
            route = PATH if stream else scope.get("path_template", "-") or "-"
            self._note(method if method in METHODS else "-", route, seen, time.perf_counter() - began)

    def _note(self, method: str, route: str, seen: dict[str, int], seconds: float) -> None:
        if route in UNSEEN:
            return
        if route != PATH:  # a stream lasts an hour: its time says nothing
            self.counts.count(method, route, seen["status"], seconds)
        log.info("", extra={"fields": {"route": f"{method} {route}", "ms": round(seconds * 1000), **seen}})

    async def _tell(self, scope: dict[str, Any], send: Any) -> None:
        given = dict(scope["headers"]).get(b"authorization", b"")
        right = scope["method"] == "GET" and compare_digest(given, b"Bearer " + self.token.encode())
        body = await asyncio.to_thread(self.text) if right else b""
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": 200 if right else 404, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def text(self) -> bytes:
        return told(self.counts, self.house, self.inner.streams)


def watched(front: InFront, house: House, headers: Mapping[str, str]) -> InFront | Watched:
    """The application itself, unless the host asked for more."""
    if not house.settings.watched:
        return front
    found = Watched(front, house, headers)
    if house.settings.metrics and not found.token:
        listen(found, house.settings.metrics)
    return found


def listen(found: Watched, address: str) -> ThreadingHTTPServer:
    """A listener of its own for this machine alone, which no proxy leads to."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = found.text() if self.path == METRICS else b""
            self.send_response(200 if body else 404)
            self.send_header("content-type", KIND)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Nothing: the library would write down who asked."""

    host, _colon, port = address.rpartition(":")
    server = ThreadingHTTPServer(("127.0.0.1" if host != "[::1]" else "::1", int(port)), Handler)
    Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server
