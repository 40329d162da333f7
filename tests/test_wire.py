"""What comes over the wire is one thing and not another: where a message ends, which method, which field."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gemel.live import Bus
from gemel.testing import PASSPHRASE, TestHouse, open_test_house, served

TWO_LENGTHS = b"POST /sessions HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\nname"
BOTH_WAYS = b"POST /sessions HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
NO_NUMBER = b"POST /sessions HTTP/1.1\r\nHost: here\r\nContent-Length: +4\r\n\r\nname"
BEHIND = b"GET /health HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize("garbled", [TWO_LENGTHS, BOTH_WAYS, NO_NUMBER])
def test_nothing_travels_hidden_behind_a_message_of_two_lengths(house: TestHouse, garbled: bytes) -> None:
    """A proxy and gemel could each see another end; what follows would then be somebody else's request."""
    with served(house.with_parts(bus=Bus()).app) as address, socket.create_connection(("localhost", urlsplit(address).port)) as line:
        line.settimeout(10)
        line.sendall(garbled + BEHIND)
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 400") and len(re.findall(rb"HTTP/1\.1 \d", answer)) == 1


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "PATCH", "CONNECT"])
def test_a_method_that_nobody_uses_says_nothing_back(house: TestHouse, method: str) -> None:
    answer = house.client().http.send(method, "/", headers={"x-kanarienvogel": "kanarienvogel"})
    assert answer.status_code in {404, 405} and "kanarienvogel" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_field_in_the_address_is_none_of_the_form(house: TestHouse) -> None:
    ana, _ben = house.couple()
    ana.post("/thanks?did=kanarienvogel", {"did": ""})
    assert "kanarienvogel" not in ana.get("/timeline").text
    ana.post("/thanks?did=kanarienvogel", {"did": "the dishes"})
    assert "the dishes" in ana.get("/timeline").text and "kanarienvogel" not in ana.get("/timeline").text


def test_what_is_encoded_twice_is_decoded_once(house: TestHouse) -> None:
    ana, _ben = house.couple()
    ana.post("/thanks", {"did": "the %41 of %2541 &lt;b&gt; \\u0041"})
    assert "the %41 of %2541 &amp;lt;b&amp;gt; \\u0041" in ana.get("/timeline").text


def test_a_field_sent_twice_is_taken_once(house: TestHouse) -> None:
    ana, _ben = house.couple()
    ana.post("/thanks", {"did": ["the dishes", "kanarienvogel"]})
    assert "the dishes" in ana.get("/timeline").text and "kanarienvogel" not in ana.get("/timeline").text


def test_a_field_that_no_form_has_changes_nothing(house: TestHouse) -> None:
    ana, ben = house.couple()
    more = {"author": ben.me().id.hex(), "mode": "private", "couple": "ab" * 16, "at": "0", "kind": "admin"}
    ana.post("/thanks", {"did": "the dishes", **more})
    assert "the dishes" in ben.get("/timeline").text


def test_whoever_hosts_signs_everybody_out_by_taking_the_sessions_away(tmp_path: Path) -> None:
    with open_test_house(tmp_path) as before:
        cookie = before.person("Ana").cookie
    for path in tmp_path.rglob("sessions.db*"):
        path.unlink()
    with open_test_house(tmp_path) as after:
        ana = after.client()
        ana.cookie = cookie
        assert ana.get("/you").url.path == "/sign-in"
        ana.post("/sessions", {"name": "Ana", "passphrase": PASSPHRASE})
        assert ana.get("/you").url.path == "/you"
