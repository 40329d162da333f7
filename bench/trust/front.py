"""What stands between a scanner and gemel: it keeps the scanner signed in, and gives each form it sends the token and the
id that a fresh page would. Without it a scanner is a stranger after its first «sign out», and every form but its first
counts as the same one sent again."""

from __future__ import annotations

import re
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from gemel import app
from gemel.testing import Client
from gemel.vault import form_token

Message = MutableMapping[str, Any]
SHOWN_ID = re.compile(rb'(name="_id" value=")[0-9a-f]{32}')
ENDLESS = {"/live", "/live/now"}
"""Streams: a scanner would wait at them for ever."""
ELSEWHERE = "/elsewhere/"
"""Below it lies what a scanner tries to make gemel fetch. The scanner itself never does."""
OWN_HEADERS = {b"connection", b"content-length", b"transfer-encoding", b"cookie", b"accept-encoding"}
TRIES = 4
NOT_REACHED = {403, 404, 405}
ASKED_TO_WAIT = {503, 507}
A_NUMBER, A_PART = re.compile(r"\\\{\w+:int\\\}"), re.compile(r"\\\{\w+:\w+\\\}")


@dataclass
class Front:
    """An ASGI application in front of the server at `address`, for one person or for nobody."""

    address: str
    cookie_name: str
    who: Client | None = None
    token: bytes = b""
    """What every page carries in place of the token that it has, however often the session was begun anew."""
    id: bytes = field(default_factory=lambda: secrets.token_hex(16).encode())
    """The same for the ids of forms: a form that stands on every page is one form then, and tried once."""
    sent: int = 0
    renewed: int = 0
    reached: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    """Answers of 500 and more, connections that were dropped, and what gemel was made to fetch, by address."""
    clock: Callable[[], float] = time.time
    line: httpx.AsyncClient = field(default_factory=lambda: httpx.AsyncClient(timeout=60, cookies=no_cookies()))

    def __post_init__(self) -> None:
        self.token = form_token(self.who.cookie).encode() if self.who is not None else b""

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:  # fmt: skip
        if scope["type"] != "http":
            return
        body = await whole(receive)
        answer, shown = (httpx.Response(404), b"") if scope["path"] in ENDLESS else await self.answered(scope, body)
        self.note(scope["method"], scope["path"], answer.status_code)
        headers = [(name, value) for name, value in answer.headers.raw if name.lower() not in OWN_HEADERS]
        length = [] if scope["method"] == "HEAD" else [(b"content-length", str(len(shown)).encode())]
        await send({"type": "http.response.start", "status": answer.status_code, "headers": headers + length})
        await send({"type": "http.response.body", "body": shown})

    async def answered(self, scope: Message, body: bytes) -> tuple[httpx.Response, bytes]:
        """The answer, and its page as the scanner is to see it. Whatever the scanner did to the session, its next request
        is the same person's again; of many at once, some may meet it between."""
        if self.who is None:
            answer = await self.passed_on(scope, body, "")
            return answer, SHOWN_ID.sub(rb"\g<1>" + self.id, answer.content)
        for _try in range(TRIES):
            cookie = self.who.cookie
            token = form_token(cookie).encode()
            answer = await self.passed_on(scope, body.replace(self.token, token), cookie)
            over = answer.status_code == 401 or answer.headers.get("location") == "/sign-in"
            if (over or self.begins_or_ends(answer)) and cookie == self.who.cookie:
                self.renew(self.who)
            if not over:
                break
        return answer, SHOWN_ID.sub(rb"\g<1>" + self.id, answer.content).replace(token, self.token)

    async def passed_on(self, scope: Message, body: bytes, cookie: str) -> httpx.Response:
        """What a scanner put in place of a form's id stays as it is; else it is a fresh one."""
        path = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        headers = [one for one in scope["headers"] if one[0].lower() not in OWN_HEADERS]
        headers += [(b"accept-encoding", b"identity"), (b"cookie", f"{self.cookie_name}={cookie}".encode())]
        body = body.replace(self.id, secrets.token_hex(16).encode())
        self.sent += 1
        try:
            url = httpx.URL(self.address).copy_with(raw_path=path)
            return await self.line.request(scope["method"], url, headers=headers, content=body)
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            return httpx.Response(502, text=type(fault).__name__)

    def begins_or_ends(self, answer: httpx.Response) -> bool:
        """A session: signing up would make it somebody else's."""
        return any(line.startswith(f"{self.cookie_name}=") for line in answer.headers.get_list("set-cookie"))

    def renew(self, who: Client) -> None:
        self.renewed += 1
        who.cookie = who.house.house.sessions.begin(who.entrance_now(), int(self.clock()))

    def note(self, method: str, path: str, status: int) -> None:
        route = known(method, path)
        if route and status not in NOT_REACHED:
            self.reached[route] += 1
        if status >= 500 and status not in ASKED_TO_WAIT:
            self.broken[f"{status} at {route or path}"] += 1
        if path.startswith(f"{ELSEWHERE}ssrf/"):
            self.broken["fetched what it was told to"] += 1


def no_cookies() -> CookieJar:
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


async def whole(receive: Callable[[], Awaitable[Message]]) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


def pattern(path: str) -> re.Pattern[str]:
    """Addresses that a route answers."""
    return re.compile(A_PART.sub("[^/]+", A_NUMBER.sub(r"\\d+", re.escape(path))))


ROUTES = [(one.method, one.path, pattern(one.path)) for one in app.routes()]


def known(method: str, path: str) -> str:
    """The route behind an address, as it is declared, or nothing."""
    found = (f"{verb} {shape}" for verb, shape, matches in ROUTES if verb == method and matches.fullmatch(path))
    return next(found, "")
