"""Short forms of G24 and G25: what stands between a scanner and gemel, and how what scanners say is counted. The scanners
themselves run in `make trust TRUST=G24`."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from bench.trust import scanners, supply
from bench.trust.front import ROUTES, Front, known
from bench.trust.kit import Budget
from bench.trust.scanners import Finding, Scan
from gemel.testing import Client, TestHouse

Goes = Callable[[httpx.AsyncClient], Awaitable[None]]


def through(house: TestHouse, who: Client | None, goes: Goes) -> Front:
    """What a scanner does, in front of a house without a socket."""

    async def there() -> Front:
        line = httpx.AsyncClient(transport=httpx.ASGITransport(house.app))
        front = Front("http://testserver.local", "gemel", who, clock=house.clock, line=line)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(front), base_url="http://testserver.local"
        ) as scanner:
            await goes(scanner)
        return front

    with ThreadPoolExecutor(1) as apart:  # the browser tests leave a loop running in this thread
        return apart.submit(asyncio.run, there()).result()


def hidden(page: httpx.Response) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', page.text))


def test_a_scanner_stays_the_one_it_is(house: TestHouse, ana: Client) -> None:
    async def goes(scanner: httpx.AsyncClient) -> None:
        form = hidden(await scanner.get("/you"))
        assert (await scanner.post("/sessions/end", data=form)).status_code == 303
        again = await scanner.get("/you")
        assert again.status_code == 200 and hidden(again) == form
        assert (await scanner.post("/thanks", data=form | {"did": "the kettle", "way": "aloud"})).status_code == 303

    assert through(house, ana, goes).renewed == 1


def test_the_same_form_sent_by_a_scanner_is_a_new_one(house: TestHouse, ana: Client) -> None:
    async def goes(scanner: httpx.AsyncClient) -> None:
        form = hidden(await scanner.get("/thanks/new"))
        for words in ("the kettle", "the lantern"):
            assert (await scanner.post("/thanks", data=form | {"did": words, "way": "aloud"})).status_code == 303
        assert (await scanner.post("/thanks", data=form | {"_token": "of my own"})).status_code == 403

    front = through(house, ana, goes)
    assert front.reached["POST /thanks"] == 2
    assert {"the kettle", "the lantern"} <= set(re.findall(r"the \w+", ana.get("/thanks").text))


def test_nobody_stays_nobody_and_no_stream_is_waited_for(house: TestHouse, ana: Client) -> None:
    async def goes(scanner: httpx.AsyncClient) -> None:
        own = {"cookie": f"gemel={ana.cookie}"}
        assert (await scanner.get("/you", headers=own)).headers["location"] == "/sign-in"
        assert (await scanner.get("/live")).status_code == 404

    assert through(house, None, goes).renewed == 0


def test_an_error_of_the_server_and_what_it_fetches_are_counted() -> None:
    front = Front("http://127.0.0.1:9", "gemel")
    front.note("GET", "/thanks/" + "0" * 32, 500)
    front.note("GET", "/thanks", 503)
    front.note("GET", "/elsewhere/ssrf/1/2/776f7264/", 404)
    assert list(front.broken) == ["500 at GET /thanks/{id:str}", "fetched what it was told to"]
    found = scanners.judged([(front, Scan(["xss"]))], {"wapiti": "3"})
    assert (found.n, found.wrong) == (1, 2) and "500 at" in found.note


def test_addresses_are_known_by_their_route() -> None:
    assert known("POST", "/thanks/" + "a" * 32 + "/receipt") == "POST /thanks/{id:str}/receipt"
    assert known("GET", "/book/2026") == "GET /book/{year:int}"
    assert known("GET", "/book/now") == known("PUT", "/thanks") == ""


def test_what_wapiti_says_is_counted_from_medium_on(tmp_path: Path) -> None:
    def said(level: int) -> dict[str, object]:
        return {"method": "POST", "path": "/thanks?told=x", "parameter": "did", "level": level}

    report = {"vulnerabilities": {"Stored": [said(3), said(3)], "Header": [said(1)]}, "anomalies": {"Error": [said(2)]}}
    written = tmp_path / "wapiti.json"
    assert scanners.in_report(written) == set()
    written.write_text(json.dumps(report))
    assert scanners.in_report(written) == {
        Finding("Stored", "POST /thanks", "did"),
        Finding("Error", "POST /thanks", "did"),
    }
    told = "[*] Launching module xss\n[*] Launching module sql\nMax attack time was reached for module sql, stopping."
    assert scanners.whole_attacks(told) == ["xss"]


def test_what_sqlmap_says_is_counted() -> None:
    head = "Target URL,Place,Parameter,Technique(s),Note(s)\n"
    table = head + "http://127.0.0.1:8/timeline/search,POST,words,BT,\nhttp://127.0.0.1:8/thanks,POST,,,\n"
    assert scanners.in_table(table) == {Finding("SQL injection", "POST /timeline/search", "words")}


def test_only_what_is_explained_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    reason = {"what": "A", "where": "^GET /$", "sides": ["nobody"]}
    monkeypatch.setattr(scanners, "explained", lambda: [reason])
    left = {
        Finding("A", "GET /", side="Ana"),
        Finding("A", "GET /you", side="nobody"),
        Finding("B", "GET /", side="nobody"),
    }
    assert set(scanners.unexplained({Finding("A", "GET /", side="nobody"), *left})) == left


def test_every_explained_finding_says_why_and_where() -> None:
    routes = [f"{method} {path}" for method, path, _shape in ROUTES]
    for one in scanners.explained():
        assert set(one) == {"what", "where", "sides", "because"} and len(one["because"]) > 40
        assert any(re.search(one["where"], route) for route in routes), one["where"]


def test_without_a_scanner_nothing_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanners, "command", lambda _tool: ["false"])
    found = scanners.run(Budget(1))
    assert (found.n, found.wrong) == (0, 0) and "README" in found.note


LISTED = "one==1.0 ; x \\\n    --hash=sha256:aa\n    # via gemel\ntwo[extra]==2.0\n    # via one\nthree==3 \\\n    --hash=sha256:cc\n"


def test_a_package_without_a_hash_and_a_long_list_are_counted() -> None:
    project = supply.ROOT / "pyproject.toml"
    assert supply.locked(LISTED, project.read_text())[0] == 1
    many = "[project]\ndependencies = [" + '"a",' * 26 + "]"
    assert supply.locked("", many) == (1, "26 direct dependencies, 0 packages, 0 without a hash")


def test_what_is_older_than_it_could_be_is_told() -> None:
    changes = "Resolved 9 packages\nUpdate one v1.0 -> v1.1\nUpdate pytest v9 -> v10\n"
    assert supply.behind(LISTED, changes) == "1 of them behind their newest release: one"
    assert supply.behind(LISTED, "") == "0 of them behind their newest release"
