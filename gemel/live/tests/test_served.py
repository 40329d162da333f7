"""The stream over a real server: who may listen, what they hear, and that the server ends when asked to."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gemel import testing
from gemel.live.tests.listening import Listening
from gemel.testing import PASSPHRASE, TestHouse
from gemel.vault import session_id


def test_a_phone_hears_over_a_real_connection(house: TestHouse, served: str) -> None:
    ana, ben = house.couple()
    with Listening(served, ana.cookie) as phone, Listening(served, ben.cookie) as other:
        for one in (phone, other):
            one.until(b"event: sitting\ndata: 0\n\n")
        house.house.bus.publish([ana.me().id, ben.me().id], "sitting", 5)
        for one in (phone, other):
            one.until(b"event: sitting\ndata: 5\n\n")


def test_who_may_listen(house: TestHouse, served: str) -> None:
    """Author and partner hear of the two of them; a former partner, a stranger and nobody of nothing."""
    ana, dan = house.couple("Ana", "Dan")
    dan.post("/leaving")
    ana.get("/")
    ben, cleo = house.person("Ben"), house.person("Cleo")
    house.pair(ana, ben)
    for who in (dan, cleo, house.client()):
        with Listening(served, who.cookie) as phone:
            assert phone.status == 204 and "text/event-stream" not in phone.head
    for who in (ana, ben):
        with Listening(served, who.cookie) as phone:
            assert phone.status == 200 and "content-type: text/event-stream" in phone.head
            assert "default-src 'none'" in phone.head and "no-store" in phone.head
            assert "x-accel-buffering: no" in phone.head and "set-cookie" not in phone.head


def test_the_stream_names_nobody_and_nothing(house: TestHouse, served: str) -> None:
    ana, ben = house.couple()
    with Listening(served, ana.cookie) as phone:
        phone.until(b"data: 0\n\n")
        house.house.bus.publish([ana.me().id], "sitting", 6)
        body = phone.until(b"data: 6\n\n").partition(b"\r\n\r\n")[2]
    plain = re.sub(rb"\r?\n?[0-9a-f]+\r\n", b"", body)
    plain = plain.replace(b"\r\n", b"").replace(b":\n\n", b"")  # a breath may fall between
    assert plain == b"retry: 1000\n\nevent: sitting\ndata: 0\n\nevent: sitting\ndata: 6\n\n"
    for secret in (ana.me().id, ben.me().id, ana.me().couple):
        assert secret not in body and secret.hex().encode() not in body


def test_listening_does_not_keep_a_session_alive(house: TestHouse, served: str) -> None:
    ana, _ben = house.couple()
    house.clock.forward(hours=71)
    with Listening(served, ana.cookie) as phone:
        phone.until(b"event: sitting")
    house.clock.forward(hours=2)
    with Listening(served, ana.cookie) as phone:
        assert phone.status == 204


@pytest.mark.parametrize("path", ["/sessions/end-all", "/sessions/end-others", "/sessions/{}/ending", "/passphrase"])
def test_whoever_was_signed_out_elsewhere_hears_nothing_more(house: TestHouse, served: str, path: str) -> None:
    ana, ben = house.couple()
    lost = house.house.sessions.begin(ana.entrance_now(), house.clock.now)
    with Listening(served, lost) as phone, Listening(served, ben.cookie) as other:
        for one in (phone, other):
            one.until(b"event: sitting\ndata: 0\n\n")
        typed = {"passphrase": PASSPHRASE, "fresh": "kettle orbit velvet thunder parsley"}
        ana.post(path.format(session_id(lost).hex()), typed)
        assert phone.rest().endswith(b"\r\n0\r\n\r\n") and b"over" not in phone.got
        house.house.bus.publish([ana.me().id, ben.me().id], "sitting", 5)
        other.until(b"event: sitting\ndata: 5\n\n")
    with Listening(served, lost) as phone:
        assert phone.status == 204


def test_the_version_is_there_for_phones_without_a_stream(house: TestHouse) -> None:
    ana, _ben = house.couple()
    answer = ana.get("/live/version", **{"hx-request": "true"})
    assert answer.text == "0" and answer.headers["content-type"].startswith("text/plain")


def test_only_asking_is_a_stream(house: TestHouse, served: str) -> None:
    ana, _ben = house.couple()
    with Listening(served, ana.cookie, "POST") as phone:
        assert phone.status in {404, 405}


@contextmanager
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`gemel serve` on a folder, in a process of its own."""
    (folder / "pepper").write_bytes(b"p" * 32)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    process = subprocess.Popen(
        [sys.executable, "-m", "gemel.cli", "serve"], env=env | {"GEMEL_DATA": str(folder), "PORT": str(port)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        _up(port, process)
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait(10)
        process.stderr.close()  # type: ignore[union-attr]


def _up(port: int, process: subprocess.Popen[bytes]) -> None:
    for _try in range(1_000):
        assert process.poll() is None, "the server ended"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("the server did not start")


def test_streams_end_when_the_server_does(tmp_path: Path) -> None:
    with testing.open_test_house(tmp_path) as house:
        house.clock.now = int(time.time())
        cookies = [one.cookie for one in house.couple()]
    with server(tmp_path) as (process, address):
        phones = [Listening(address, cookie) for cookie in cookies]
        for phone in phones:
            phone.until(b"event: sitting")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        ends = [phone.rest() for phone in phones]
        process.wait(10)
        assert time.monotonic() - began < 3
        assert all(re.search(rb"retry: \d+\n\n\r\n0\r\n\r\n$", end) for end in ends), ends
        assert process.stderr is not None and process.stderr.read() == b""
        for phone in phones:
            phone.close()


def test_serving_lifts_the_limit_of_open_files(tmp_path: Path) -> None:
    with server(tmp_path) as (process, _address):
        limits = Path(f"/proc/{process.pid}/limits")
        if limits.exists():
            soft, hard = re.search(r"Max open files\s+(\S+)\s+(\S+)", limits.read_text()).groups()  # type: ignore[union-attr]
            assert soft == hard
