"""A tiny server with live time and nothing else: pages with the real style and scripts under the real policy.

A test says what happens now, loses the network, and counts what was asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from gemel import testing
from gemel.ui.icons import icon_svg
from gemel.web import assets
from gemel.web.asgi import HEADERS

ASSETS = assets.load()
POLICY = HEADERS["content-security-policy"].format(frames="'none'")
HTMX = (
    '{"allowEval":false,"includeIndicatorStyles":false,"historyCacheSize":0,"selfRequestsOnly":true,'
    '"responseHandling":[{"code":"204","swap":false},{"code":"...","swap":true}]}'
)
OFFLINE = '<gm-offline class="offline" role="status" data-unsent="Not sent." data-away="No network just now." data-kept="Your tap is kept."></gm-offline>'
LIVE = '<gm-live data-stream="/live" data-poll="/live/version" data-now="/live/now"></gm-live>'
MARK = (assets.UI / "templates" / "_mark.html").read_text("utf-8")
TOP = (
    f'<header class="top"><gm-exit class="exit"><a href="/away" hx-boost="false">{icon_svg("log-out")}<span>Leave quickly</span></a></gm-exit>'
    '<a class="brand" href="/">' + MARK + "<span>gemel</span></a>"
    f'<div class="top-pause"><button type="submit">{icon_svg("circle-pause")}<span>Pause</span></button></div>'
    f'<a class="top-you" href="/you">{icon_svg("circle-user-round")}<span>You</span></a></header>'
)
LINE = f'<p class="live-line" role="status">{icon_svg("ear")}<span>Ben would like 12 minutes with you.</span> <a href="/sittings/1">See</a></p>'
COVER = (
    '<section class="live-cover cover" role="status" data-go="/sittings/2"><h1>A pause</h1><p class="clock-promise">Back at 19:40</p>'
    '<p class="actions"><a class="button button--calm" href="/sittings/2">Go there</a> '
    '<button type="button" class="button button--plain" data-close>Finish what I was writing first</button></p></section>'
)
NOTE = '<h1>Today</h1><form method="post" action="/notes"><div class="field"><label for="note">A note</label><textarea id="note" name="note"></textarea></div><button>Keep it</button></form><p><a href="/other">Elsewhere</a></p>'


def page(main: str, mood: str = "", live: str = LIVE, title: str = "gemel", lang: str = "en") -> str:
    """A page as the templates make it."""
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title}</title><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="color-scheme" content="light dark">'
        f'<meta name="htmx-config" content=\'{HTMX}\'><link rel="stylesheet" href="{ASSETS.url("app.css")}"><link rel="icon" href="{ASSETS.url("icon.svg")}">'
        f'<script src="{ASSETS.url("htmx.js")}" defer></script><script type="module" src="{ASSETS.url("app.js")}"></script></head>'
        f'<body hx-boost="true" class="page bare {mood}">{TOP}{live}<main class="column" id="main" tabindex="-1">{OFFLINE}{main}</main></body></html>'
    )


@dataclass
class Fake:
    """What the other phone and the network do. `asked` holds every request, as «METHOD /path»."""

    version: int = 17
    card: str = "You listen"
    writes: bool = True
    left: float | None = None
    mood: str = ""
    now: str = ""
    streams: str = "greet"
    """`greet`, `silent` (a proxy swallows it) or `refuse`."""
    asked: list[str] = field(default_factory=list)
    sent: list[dict[str, list[str]]] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    open: dict[int, asyncio.Queue[bytes]] = field(default_factory=dict)
    loop: asyncio.AbstractEventLoop | None = None

    def count(self, what: str) -> int:
        return self.asked.count(what)

    def tell(self, name: str = "sitting", version: int | None = None) -> None:
        text = f"event: {name}\ndata: {self.version if version is None else version}\n\n".encode()
        for queue in list(self.open.values()):
            assert self.loop is not None
            self.loop.call_soon_threadsafe(queue.put_nowait, text)

    def changes(self, card: str, **more: Any) -> None:
        """The other one tapped: a new version, and an event about it."""
        self.version += 1
        self.card = card
        for name, value in more.items():
            setattr(self, name, value)
        self.tell()

    def sitting(self) -> str:
        left = "" if self.left is None else f' data-left="{self.left}"'
        words = (
            '<div class="field"><label for="words">In a sentence</label><textarea id="words" name="words"></textarea></div>'
            if self.writes
            else ""
        )
        return page(
            f'<gm-sitting class="sitting" data-address="/sittings/1" data-version="{self.version}"{left}><p class="sitting-role">{self.card}</p><h1>{self.card}</h1>'
            f'<form class="sitting-taps" method="post" action="/sittings/1/taps"><input type="hidden" name="version" value="{self.version}">{words}<button class="button button--main" name="tap" value="on">Go on</button></form>'
            '<details class="later-time"><summary>A time of your own</summary><p>…</p></details>'
            '<div class="sitting-foot"><form method="post" action="/sittings/1/taps"><button class="button button--plain" name="tap" value="stop">Stop</button></form></div></gm-sitting>',
            self.mood,
        )

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        if scope["type"] != "http":
            return
        self.loop = asyncio.get_running_loop()
        path = scope["path"]
        body = b""
        while scope["method"] == "POST":
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        if not path.startswith("/assets/"):
            self.asked.append(f"{scope['method']} {path}")
        if path == "/live":
            return await self._stream(receive, send)
        if scope["method"] == "POST":
            self._sent(path, parse_qs(body.decode()))
        status, kind, answer = self._answer(path)
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind.encode()), (b"content-security-policy", POLICY.encode()), (b"cache-control", b"no-store")]})  # fmt: skip
        await send({"type": "http.response.body", "body": answer})

    def _sent(self, path: str, fields: dict[str, list[str]]) -> None:
        self.sent.append(fields)
        if path == "/sittings/1/taps" and fields.get("version") == [str(self.version)]:
            self.version += 1
            self.card = "It goes on when both have tapped"

    def _answer(self, path: str) -> tuple[int, str, bytes]:
        html = "text/html; charset=utf-8"
        if path.startswith("/assets/"):
            one = ASSETS.by_name[path.rsplit("/", 1)[1]]
            return 200, one.kind, one.plain
        if path == "/live/version":
            return 200, "text/plain", b"%d" % self.version
        if path == "/live/now":
            return (200 if self.now else 204), html, self.now.encode()
        if path.startswith("/sittings/1"):
            return 200, html, self.sitting().encode()
        if path in self.pages:
            return 200, html, self.pages[path].encode()
        if path == "/sittings/2":
            card = f'<gm-sitting class="sitting" data-address="/sittings/2" data-version="{self.version}"><h1>Nothing is decided now.</h1></gm-sitting>'
            return 200, html, page(card, "calm-mood").encode()
        return 200, html, page(NOTE).encode()

    async def _stream(self, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        if self.streams == "refuse":
            await send({"type": "http.response.start", "status": 502, "headers": [(b"content-type", b"text/html")]})
            return await send({"type": "http.response.body", "body": b"<h1>Bad gateway</h1>"})
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        if self.streams == "greet":
            await send(
                {
                    "type": "http.response.body",
                    "body": b"event: sitting\ndata: %d\n\n" % self.version,
                    "more_body": True,
                }
            )
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self.open[id(queue)] = queue
        gone = asyncio.ensure_future(_left(receive))
        try:
            while not gone.done():
                due = asyncio.ensure_future(queue.get())
                await asyncio.wait([due, gone], return_when=asyncio.FIRST_COMPLETED)
                if due.done():
                    await send({"type": "http.response.body", "body": due.result(), "more_body": True})
                else:
                    due.cancel()
        finally:
            self.open.pop(id(queue), None)


async def _left(receive: Callable[..., Any]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


@contextmanager
def faking() -> Iterator[tuple[Fake, str]]:
    fake = Fake()
    with testing.served(fake) as address:
        yield fake, address
        for queue in list(fake.open.values()):
            assert fake.loop is not None
            fake.loop.call_soon_threadsafe(queue.put_nowait, b":\n\n")
