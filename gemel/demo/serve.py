"""`gemel demo`: both phones side by side on one page, each signed in as one of the two.

The two phones are told apart by the name they reach the server under (localhost and 127.0.0.1): a browser
would share one cookie between them. The house is made anew in a temporary folder at each start.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from gemel import app
from gemel.demo.build import Couple, build
from gemel.settings import Settings, load, make_pepper, pepper_path
from gemel.vault import offer_words
from gemel.web import asgi
from gemel.web.answer import Answer
from gemel.web.house import House
from gemel.web.pages import Pages
from gemel.web.visit import Visit

PHONES = ("localhost", "127.0.0.1")


class TwoPhones:
    """An ASGI application that hands each phone its cookie, by the name in its Host header."""

    def __init__(self, inner: Any, cookies: dict[bytes, bytes]) -> None:
        self.inner, self.cookies = inner, cookies

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            host = dict(scope["headers"]).get(b"host", b"").partition(b":")[0]
            kept = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
            scope = {**scope, "headers": [*kept, (b"cookie", b"gemel=" + self.cookies.get(host, b""))]}
        await self.inner(scope, receive, send)


def demo_pages(names: tuple[str, str], port: int) -> Pages:
    pages = Pages()

    @pages.get("/demo", anyone=True)
    def both(visit: Visit) -> Answer:
        screens = [(f"http://{host}:{port}/", name) for host, name in zip(PHONES, names, strict=True)]
        answer = visit.page("demo.html", screens=screens)
        frames = " ".join(f"http://{host}:{port}" for host in PHONES)
        answer.headers["content-security-policy"] = (
            asgi.HEADERS["content-security-policy"]
            .format(frames="'none'")
            .replace("frame-src 'self'", f"frame-src {frames}")
        )
        return answer

    return pages


def make(folder: Path, port: int, clock: app.Clock = app.wall_clock) -> tuple[Any, House, Couple]:
    """The demo's application, its house and its couple, in this folder."""
    settings = _settings(folder, port)
    house = app.open_house(settings, clock)
    couple = build(house, offer_words())
    cookies = [house.sessions.begin(entrance, house.clock()) for entrance in (couple.one, couple.other)]
    frames = " ".join(f"http://{host}:{port}" for host in PHONES)
    routes = [*app.routes(), *demo_pages(("Marit", "Jonas"), port).routes]
    inner = asgi.build(house, routes, frames)
    hosts = [host.encode() for host in PHONES]
    return TwoPhones(inner, dict(zip(hosts, [cookie.encode() for cookie in cookies], strict=True))), house, couple


def _settings(folder: Path, port: int) -> Settings:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"GEMEL_DATA": str(folder), "PORT": str(port)}
    make_pepper(pepper_path(folder, env))
    return load(env)


def run() -> int:
    import uvicorn

    port = int(os.environ.get("PORT") or 8000)
    with tempfile.TemporaryDirectory(prefix="gemel-demo-") as folder:
        print("Making a couple with a year behind them…", flush=True)
        application, _house, _couple = make(Path(folder), port)
        print(f"Both phones are at http://localhost:{port}/demo", flush=True)
        uvicorn.run(
            application, host="127.0.0.1", port=port, access_log=False, log_level="warning", server_header=False
        )
    return 0
