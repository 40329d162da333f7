"""What tests share: a house on a throw-away database, people in it, and clients that click like a browser.

Nothing here is imported by the product. The vault's floor is lowered in this process only, by replacing
its compiled-in constant: there is no setting that could do it.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import msgspec
import uvicorn

import gemel.vault.passphrase as floor
from gemel import app
from gemel.coach import STUB
from gemel.people import account
from gemel.people.person import Person, load
from gemel.people.profile import Profile
from gemel.settings import Settings
from gemel.store import metadata
from gemel.vault import Cost
from gemel.web import asgi
from gemel.web.house import House

TEST_COST = Cost(1, 8 * 1024)
PASSPHRASE = "walnut copper midnight gentle harbour"
START = 1_789_984_800  # Monday, 21 September 2026, 10:00 UTC


def lower_the_floor() -> None:
    floor.FLOOR = TEST_COST


@dataclass
class Clock:
    """A clock that tests set; the house asks it for every request."""

    now: int = START

    def __call__(self) -> int:
        return self.now

    def forward(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        self.now += int(days * 86_400 + hours * 3600 + minutes * 60 + seconds)


def settings(folder: Path, url: str = "") -> Settings:
    return Settings(data=folder, pepper=b"p" * 32, database_url=url, cost=TEST_COST, workers=8, host_name="a friend")


@dataclass
class TestHouse:
    """A running house without a socket."""

    __test__ = False

    house: House
    clock: Clock
    app: Any
    sessions: dict[str, str] = field(default_factory=dict)

    def with_parts(self, **other: Any) -> TestHouse:
        """The same house on the same data, with these parts in place of its own."""
        its = replace(self.house, **other)
        return replace(self, house=its, app=asgi.build(its, app.routes()))

    def with_settings(self, **other: Any) -> TestHouse:
        return self.with_parts(settings=msgspec.structs.replace(self.house.settings, **other))

    def client(self) -> Client:
        return Client(self)

    def person(self, name: str, **profile: object) -> Client:
        """Somebody with an account, signed in."""
        new = account.prepare(Profile(name=name, **profile), PASSPHRASE, TEST_COST, self.house.settings.pepper)  # type: ignore[arg-type]
        with self.house.store.writing() as db:
            entrance = account.sign_up(db, new, self.clock.now)
        client = self.client()
        client.entrance, client.name = entrance, name
        client.cookie = self.house.sessions.begin(entrance, self.clock.now)
        return client

    def pair(self, one: Client, other: Client) -> None:
        """Make two people a couple, by the same steps that their phones would take."""
        from gemel.moments.moving import step_inside
        from gemel.people import pairing

        now, store = self.clock.now, self.house.store
        with store.writing() as db:
            pairing.invite(db, one.me(), "come", now)
        with store.reading() as db:
            token = pairing.mine(db, one.me(), now).token  # type: ignore[union-attr]
        with store.writing() as db:
            pairing.take(db, other.me(), token, now)
        with store.reading() as db:
            code = pairing.taken_by(db, other.me(), now).code  # type: ignore[union-attr]
        with store.writing() as db:
            pairing.confirm(db, one.me(), code or "", now)
        with store.writing() as db:
            step_inside(db, other.me(), now)

    def couple(self, one: str = "Ana", other: str = "Ben") -> tuple[Client, Client]:
        pair = self.person(one), self.person(other)
        self.pair(*pair)
        return pair


class Client:
    """A browser without pictures: follows redirects, carries a cookie, fills in forms from the page it is on."""

    def __init__(self, house: TestHouse) -> None:
        self.house = house
        self.entrance: Any = None
        self.name = ""
        self.http = _Http(house.app)
        self.last: httpx.Response | None = None

    @property
    def cookie(self) -> str:
        return self.http.cookie

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.http.cookie = value

    def me(self) -> Person:
        """This person as the kernel meets them now."""
        with self.house.house.store.reading() as db:
            couple = account.couple_of(db, self.entrance.person)
            assert couple is not None
            found = load(db, self.entrance.person, couple, self.entrance.keys)
        assert found is not None
        return found

    def entrance_now(self) -> account.Entrance:
        """Their keys, with the couple they are in now."""
        from dataclasses import replace

        return replace(self.entrance, couple=self.me().couple, code="")

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Go to a page, following redirects."""
        return self._follow(self.http.send("GET", path, headers=headers))

    def post(
        self, path: str, data: dict[str, Any] | None = None, files: list[tuple[str, Any]] | None = None, **headers: str
    ) -> httpx.Response:
        """Send a form with a valid token and an id of its own, unless `data` brings them; follow redirects.
        `files` as httpx takes them: (field, (name, bytes, kind))."""
        from gemel.vault import form_token

        fields = {"_token": form_token(self.cookie) if self.cookie else "", "_id": secrets.token_hex(16)}
        return self._follow(self.http.send("POST", path, fields | (data or {}), headers, files))

    def submit(self, action: str, data: dict[str, Any] | None = None) -> httpx.Response:
        """Send the form of the last page that leads to `action`, hidden inputs and all."""
        assert self.last is not None
        form = next(
            part for part in re.findall(r"<form.*?</form>", self.last.text, re.S) if f'action="{action}"' in part
        )
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        return self.post(action, hidden | (data or {}))

    def _follow(self, response: httpx.Response) -> httpx.Response:
        hops = 0
        while response.status_code in {301, 302, 303, 307} and hops < 5:
            response, hops = self.http.send("GET", response.headers["location"]), hops + 1
        self.last = response
        return response


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One loop for all clients of a process: with a loop for each request, as frameworks' own test clients have it,
    a request costs twice as much."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


class _Inside(httpx.BaseTransport):
    """The application itself in place of a socket. Whoever asks for the live stream is gone at once, so that it ends."""

    def __init__(self, application: Any) -> None:
        self.application, self.there = application, httpx.ASGITransport(self._asked)

    async def _asked(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] != "/live":
            return await self.application(scope, receive, send)
        whole = False

        async def heard() -> dict[str, Any]:
            nonlocal whole
            message: dict[str, Any] = {"type": "http.disconnect"} if whole else await receive()
            whole = whole or not message.get("more_body", False)
            return message

        await self.application(scope, heard, send)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return asyncio.run_coroutine_threadsafe(self._answered(request), _loop()).result()

    async def _answered(self, request: httpx.Request) -> httpx.Response:
        got = await self.there.handle_async_request(request)
        body = b"".join([part async for part in got.stream])  # type: ignore[union-attr]
        return httpx.Response(got.status_code, headers=got.headers.raw, content=body)


class _Http:
    """httpx over the application itself, from threads that know no event loop."""

    def __init__(self, application: Any) -> None:
        self.client = httpx.Client(transport=_Inside(application), base_url="http://testserver.local")
        self.cookie = ""

    def send(
        self, method: str, path: str, data: Any = None, headers: dict[str, str] | None = None, files: Any = None
    ) -> httpx.Response:
        self.client.cookies.clear()
        sent = dict(headers or {}) | ({"cookie": f"gemel={self.cookie}"} if self.cookie else {})
        response = self.client.request(method, path, data=data, files=files, headers=sent, follow_redirects=False)
        if "set-cookie" in response.headers:
            value = response.headers["set-cookie"].partition(";")[0].partition("=")[2]
            self.cookie = value
        return response


@contextmanager
def open_test_house(folder: Path, url: str = "") -> Iterator[TestHouse]:
    lower_the_floor()
    clock = Clock()
    # The rules alone: the same everywhere, and no model to load. Tests of the model ask for it by name.
    house = replace(app.open_house(settings(folder, url), clock), coach=STUB)
    application = asgi.build(house, app.routes())
    try:
        yield TestHouse(house, clock, application)
    finally:
        house.close()


def empty(house: House) -> None:
    """Empty every table: quicker between tests than a new database."""
    with house.store.writing() as db:
        for table in reversed(metadata.sorted_tables):
            db.execute(table.delete())
    with house.sessions.store.writing() as db:
        db.exec_driver_sql("DELETE FROM session")
    shutil.rmtree(house.media.folder, ignore_errors=True)


@contextmanager
def served(application: Any) -> Iterator[str]:
    """Serve an application on a free port, from a thread; gives its address."""
    config = uvicorn.Config(application, port=0, log_level="error", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        threading.Event().wait(0.02)
    try:
        yield f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
