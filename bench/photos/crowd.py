"""Many phones that send photos in one moment, and what the server holds in memory meanwhile."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import token_hex

from bench.kit.servers import Server
from gemel.vault import form_token

EDGE = "edge-of-the-photos"
LOOK_EVERY = 0.05


@dataclass
class Seen:
    before: float = 0.0
    most: float = 0.0
    """MB of the server and its fences, at rest and at their worst."""
    answered: int = 0
    seconds: float = 0.0
    pages: list[float] = field(default_factory=list)
    """Seconds of each page that somebody read meanwhile."""


def body(cookie: str, photos: list[bytes]) -> bytes:
    fields = {"_token": form_token(cookie), "_id": token_hex(16), "words": "By the river", "day": "", "way": "both"}
    head = f"--{EDGE}\r\nContent-Disposition: form-data; name="
    parts = [f'{head}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    parts += [f'{head}"photo"; filename="x.jpg"\r\n\r\n'.encode() + one + b"\r\n" for one in photos]
    return b"".join([*parts, f"--{EDGE}--\r\n".encode()])


def sends(server: Server, cookie: str, photos: list[bytes]) -> bool:
    """One phone's form; whether it led on to its page."""
    headers = {"Cookie": f"gemel={cookie}", "Content-Type": f"multipart/form-data; boundary={EDGE}"}
    connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=600)
    try:
        connection.request("POST", "/memories/journal", body(cookie, photos), headers)
        return connection.getresponse().status == 303
    finally:
        connection.close()


def reads(server: Server, cookie: str) -> float:
    began = time.perf_counter()
    connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=60)
    connection.request("GET", "/timeline", headers={"Cookie": f"gemel={cookie}"})
    connection.getresponse().read()
    connection.close()
    return time.perf_counter() - began


@contextmanager
def watched(server: Server, seen: Seen, reader: str) -> Iterator[None]:
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_EVERY):
            seen.most = max(seen.most, server.pss())

    def read() -> None:
        while not over.wait(0.2):
            seen.pages.append(reads(server, reader))

    threads = [threading.Thread(target=look), threading.Thread(target=read)]
    for one in threads:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in threads:
            one.join()


def crowd(server: Server, cookies: list[str], photos: list[bytes], reader: str) -> Seen:
    """All of them at once."""
    seen, began = Seen(before=server.pss()), time.perf_counter()
    with watched(server, seen, reader), ThreadPoolExecutor(len(cookies)) as phones:
        seen.answered = sum(phones.map(lambda cookie: sends(server, cookie, photos), cookies))
    seen.seconds = time.perf_counter() - began
    return seen
