"""A hint over HTTP: from the draft sent to the last byte of the answer, the server in a process of its own."""

from __future__ import annotations

import http.client
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from bench.coach.cost import Found, p99, texts
from bench.kit import couples
from bench.kit.servers import gemel_server
from gemel.vault import form_token

REQUESTS, WARM = 400, 20


def request() -> Found:
    """Milliseconds of the whole request for a 30-word draft of somebody signed in, one after the other."""
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name:
        data = Path(name) / "data"
        with couples.fresh_house(data) as house:
            couple = couples.couple_with(house, "coach", 20)
        with gemel_server(data) as server:
            walls = _walls(server.address.rpartition("/")[2], couple.one.cookie)
    return {"whole request, median, ms": statistics.median(walls), "whole request, p99, ms": p99(walls)}


def _walls(host: str, cookie: str) -> list[float]:
    connection = http.client.HTTPConnection(host)
    sent = {"Cookie": f"gemel={cookie}", "Content-Type": "application/x-www-form-urlencoded"}
    token = form_token(cookie)
    found = []
    for text in texts()[: WARM + REQUESTS]:
        body = urlencode({"_token": token, "_look": "words talk", "words": text})
        began = time.perf_counter()
        connection.request("POST", "/coach/hints", body, sent)
        answer = connection.getresponse()
        answer.read()
        found.append((time.perf_counter() - began) * 1e3)
        if answer.status != 200:
            raise RuntimeError(f"the server answered {answer.status}")
    return found[WARM:]
