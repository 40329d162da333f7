"""Two phones that tap what their pages show, over plain sockets: a tap can be on its way when the server dies."""

from __future__ import annotations

import re
import secrets
import socket
from dataclasses import dataclass, field
from html import unescape
from random import Random
from urllib.parse import urlencode

from gemel.vault import form_token

SELDOM = {"stop", "pass", "not_now", "time", "longer", "day", "leave", "let_go"}
PATIENCE = 60  # seconds for one answer: the next server has to come up first


@dataclass
class Answer:
    status: int
    path: str
    html: str

    @property
    def version(self) -> int:
        found = re.search(r'data-version="(\d+)"', self.html)
        return int(found[1]) if found else -1

    @property
    def title(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.html, re.S)
        return unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""

    @property
    def waits(self) -> bool:
        """This person has tapped, and it goes on when the other has."""
        return "waiting-breath" in self.html

    @property
    def over(self) -> bool:
        return "is-over" in self.html

    def shows(self, other: Answer) -> bool:
        """The same moment of the same sitting."""
        return (self.version, self.title, self.waits) == (other.version, other.title, other.waits)

    @property
    def taps(self) -> list[str]:
        return re.findall(r'name="tap" value="([^"]*)"', self.html)


@dataclass
class Phone:
    port: int
    cookie: str
    random: Random
    page: Answer = field(default_factory=lambda: Answer(0, "", ""))
    """What it shows: only ever what a server has answered."""
    wire: socket.socket | None = None

    def look(self, path: str) -> Answer:
        self._send("GET", path)
        answer = self.hear()
        assert answer is not None, "the server closed the line though nobody killed it"
        self.page = answer
        return answer

    def tap(self, tap: str) -> None:
        """Send a tap and do not wait."""
        form = {"tap": tap, "version": str(self.page.version)}
        self._send("POST", f"{self.page.path}/taps", form, ("hx-request: true",))

    def begin(self, exercise: str, way: str, id: str) -> None:
        self._send("POST", "/sittings", {"exercise": exercise, "way": way, "_id": id})

    def _send(self, method: str, path: str, form: dict[str, str] | None = None, headers: tuple[str, ...] = ()) -> None:
        body = urlencode({"_token": form_token(self.cookie), "_id": secrets.token_hex(16)} | form).encode() if form else b""
        lines = [f"{method} {path} HTTP/1.1", "host: localhost", f"cookie: gemel={self.cookie}", "connection: close",
                 "sec-fetch-site: same-origin", f"content-length: {len(body)}",
                 "content-type: application/x-www-form-urlencoded", *headers]  # fmt: skip
        self.asked = path.removesuffix("/taps")
        self.wire = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        self.wire.sendall("\r\n".join([*lines, "", ""]).encode() + body)

    def hear(self) -> Answer | None:
        """The answer, or None where the line broke before all of it had come."""
        assert self.wire is not None
        data = b""
        try:
            while part := self.wire.recv(65_536):
                data += part
        except ConnectionError:
            pass
        finally:
            self.wire.close()
            self.wire = None
        return self._answer(data)

    def _answer(self, data: bytes) -> Answer | None:
        head, _blank, body = data.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.I)
        if not head.startswith(b"HTTP/1.1 ") or length is None or len(body) < int(length[1]):
            return None
        location = re.search(rb"\r\nlocation: (\S+)", head, re.I)
        path = location[1].decode() if location else self.asked
        return Answer(int(head[9:12]), path, body.decode())

    def next_tap(self, tried: dict[str, int]) -> str | None:
        """Of what this page shows, what was tapped least so far; now and then «pass»."""
        usual = [tap for tap in self.page.taps if tap.partition(":")[0] not in SELDOM]
        if "pass" in self.page.taps and self.random.random() < 0.1:
            return "pass"
        if not usual:
            return None
        chosen = min(usual, key=lambda tap: tried.get(self.page.title + tap, 0))
        tried[self.page.title + chosen] = tried.get(self.page.title + chosen, 0) + 1
        return chosen
