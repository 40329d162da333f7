"""A house at an address of its own, with or without TLS, that is told whenever a page goes against its policy; and the
place that one leaves for, which may also hold its answer back."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gemel import app
from gemel.coach import STUB
from gemel.testing import Clock, TestHouse, lower_the_floor, settings
from gemel.web import asgi

TOLD = "/bench/told"
HTML = [(b"content-type", b"text/html; charset=utf-8")]


@dataclass
class Policed:
    """The house's application, whose policy also says whom to tell; what it is told is kept."""

    inner: Any
    told: list[str] = field(default_factory=list)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"] == TOLD:
            self.told.append((await receive()).get("body", b"").decode())
            await answer(send, b"", 204)
            return

        async def sends(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [asked_to_tell(*one) for one in message["headers"]]
            await send(message)

        await self.inner(scope, receive, sends)


def asked_to_tell(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    return name, value + b"; report-uri " + TOLD.encode() if name == b"content-security-policy" else value


async def answer(send: Any, body: bytes, status: int = 200, headers: list[tuple[bytes, bytes]] = HTML) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@dataclass
class Elsewhere:
    """An encyclopaedia. While `held`, it does not answer; at /careless it is all that gemel is not: see residue.py."""

    held: bool = False
    careless: bytes = b""

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        while self.held:
            await asyncio.sleep(0.02)
        if scope.get("path") == "/careless":
            await answer(send, self.careless, headers=[*HTML, (b"cache-control", b"max-age=9999")])
        else:
            await answer(send, b"<!doctype html><title>Elsewhere</title>An encyclopaedia")


@dataclass
class Place:
    home: TestHouse
    address: str
    elsewhere: str
    house: Policed
    away: Elsewhere


def certificate(folder: Path) -> Path:
    """A key and a certificate that only a browser which was told to will believe."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "tls.pem").write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return folder / "tls.pem"


@contextmanager
def listening(application: Any, at: socket.socket, pem: Path | None) -> Iterator[None]:
    config = uvicorn.Config(
        application,
        log_level="error",
        access_log=False,
        server_header=False,
        ssl_certfile=pem,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [at]}, daemon=True)
    thread.start()
    while not server.started:
        threading.Event().wait(0.02)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)


def taken() -> socket.socket:
    found = socket.socket()
    found.bind(("127.0.0.1", 0))
    return found


@contextmanager
def open_place(folder: Path, tls: bool) -> Iterator[Place]:
    lower_the_floor()
    pem, clock, sockets = certificate(folder) if tls else None, Clock(), (taken(), taken())
    home, away = (f"http{'s' * tls}://localhost:{one.getsockname()[1]}" for one in sockets)
    told = {"url": home if tls else "", "exit_url": away + "/"}
    asked = msgspec.structs.replace(settings(folder / "data"), **told)
    house = replace(app.open_house(asked, clock), coach=STUB)
    policed, elsewhere = Policed(asgi.build(house, app.routes())), Elsewhere()
    inside = replace(
        house, settings=msgspec.structs.replace(asked, url="")
    )  # what tests do without a socket has no TLS
    try:
        with listening(policed, sockets[0], pem), listening(elsewhere, sockets[1], pem):
            yield Place(TestHouse(inside, clock, asgi.build(inside, app.routes())), home, away, policed, elsewhere)
    finally:
        house.close()
