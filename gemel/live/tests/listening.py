"""A phone that listens: the plain bytes of the stream, over a real connection."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit


class Listening:
    def __init__(self, address: str, cookie: str = "", method: str = "GET") -> None:
        parts = urlsplit(address)
        self.line = socket.create_connection((parts.hostname, parts.port), timeout=10)
        sent = f"{method} /live HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: text/event-stream\r\n"
        self.line.sendall((sent + (f"Cookie: gemel={cookie}\r\n" if cookie else "") + "\r\n").encode())
        self.got = b""
        self.until(b"\r\n\r\n")
        self.head = self.got.partition(b"\r\n\r\n")[0].decode().lower()
        self.status = int(self.head.split()[1])

    def until(self, wanted: bytes, seconds: float = 10) -> bytes:
        """Read until this came."""
        end = time.monotonic() + seconds
        while wanted not in self.got:
            assert time.monotonic() < end, (wanted, self.got)
            part = self.line.recv(65_536)
            assert part, (wanted, self.got)
            self.got += part
        return self.got

    def rest(self) -> bytes:
        """Everything until the server ends the stream."""
        while part := self.line.recv(65_536):
            self.got += part
        return self.got

    def close(self) -> None:
        self.line.close()

    def __enter__(self) -> Listening:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
