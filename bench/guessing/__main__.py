"""What the time of an answer tells about a name, and what two hundred sign-ins at once cost. See README.md."""

from __future__ import annotations

import http.client
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.kit import couples
from bench.kit.figures import Figure, Options, main
from bench.kit.servers import Server, gemel_server
from gemel import testing

AT_ONCE = 200
NEW = "kettle orbit velvet thunder parsley"
FORMS = {
    "sign-in": ("/sessions", {"passphrase": "not the one it is today"}),
    "recovery": ("/recovery", {"code": "0" * 28, "passphrase": NEW}),
}


def measure(options: Options) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name:
        data = Path(name)
        with couples.fresh_house(data) as house:
            couple = couples.couple_with(house, "of 100", 100)
            figures = _told_by_time(house, options.rounds)
        return figures + _crowd(data, couple.headers, options.seconds)


def _told_by_time(house: testing.TestHouse, number: int) -> list[Figure]:
    """Both names in a shuffled order, from one connection. The clock goes on meanwhile, or all but five would wait."""
    house.person("somebody there")
    found = []
    with testing.served(house.app) as address:
        for form in FORMS:
            there, nobody = _times(house, address, form, number)
            gap = abs(statistics.median(there) - statistics.median(nobody)) * 1000
            told = area(there, nobody)
            found.append(Figure(f"{form}: gap of the medians, {number} of each", gap, "ms", most=5))
            found.append(Figure(f"{form}: how well time tells them apart (0.5: not)", told, "", most=0.55))
    return found


def _times(house: testing.TestHouse, address: str, form: str, number: int) -> tuple[list[float], list[float]]:
    path, fields = FORMS[form]
    taken: dict[str, list[float]] = {"somebody there": [], "somebody else.": []}
    line = http.client.HTTPConnection(urlsplit(address).netloc)
    for name in random.sample([*taken] * number, 2 * number):
        house.clock.forward(seconds=150)
        began = time.perf_counter()
        _send(line, path, fields | {"name": name})
        taken[name].append(time.perf_counter() - began)
    there, nobody = taken.values()
    return there, nobody


def _send(line: http.client.HTTPConnection, path: str, fields: dict[str, str]) -> int:
    line.request("POST", path, urlencode(fields), {"content-type": "application/x-www-form-urlencoded"})
    answer = line.getresponse()
    answer.read()
    return answer.status


def area(one: list[float], other: list[float]) -> float:
    """The area under the curve of the best threshold, whichever way round: the chance that of one of each, the time says
    which is which."""
    ranked = sorted([(at, 1) for at in one] + [(at, 0) for at in other])
    ranks = sum(rank for rank, (_at, mine) in enumerate(ranked, 1) if mine)
    found = (ranks - len(one) * (len(one) + 1) / 2) / (len(one) * len(other))
    return max(found, 1 - found)


def _crowd(data: Path, headers: dict[str, str], seconds: float) -> list[Figure]:
    """Two hundred sign in at once, for some seconds, at the full cost; somebody signed in turns pages meanwhile."""
    with gemel_server(data) as server:
        _page(server, headers)
        before, most = server.rss(), 0.0
        answers: list[int] = []
        waits = []
        with _crowding(server, answers):
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                began = time.perf_counter()
                _page(server, headers)
                waits.append(time.perf_counter() - began)
                most = max(most, server.rss())
        alive = float(server.process.poll() is None)
    slow = sorted(waits)[int(len(waits) * 0.95)]
    return [
        Figure(f"{AT_ONCE} at once: memory on top", most - before, "MB", most=300),
        Figure(f"{AT_ONCE} at once: a page of somebody signed in, p95 of {len(waits)}", slow, "s", most=1),
        Figure(f"{AT_ONCE} at once: the server is alive afterwards", alive, "", least=1),
        Figure("passphrases checked, of all that were sent", answers.count(422), f"of {len(answers)}"),
        Figure("answers that were neither checked nor asked to come back", sum(one not in {422, 429, 503} for one in answers), ""),
    ]  # fmt: skip


@contextmanager
def _crowding(server: Server, answers: list[int]) -> Iterator[None]:
    over = threading.Event()
    crowd = [threading.Thread(target=_knock, args=(server, answers, over, number)) for number in range(AT_ONCE)]
    for one in crowd:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in crowd:
            one.join(60)


def _knock(server: Server, answers: list[int], over: threading.Event, number: int) -> None:
    path, fields = FORMS["sign-in"]
    while not over.is_set():
        line = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
        try:
            answers.append(_send(line, path, fields | {"name": f"nobody {number}"}))
        except OSError:
            answers.append(0)
        finally:
            line.close()
        over.wait(1)  # as somebody who reads «try again in a few seconds» would, and not one of them does


def _page(server: Server, headers: dict[str, str]) -> None:
    line = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    line.request("GET", "/", headers=headers)
    line.getresponse().read()
    line.close()


if __name__ == "__main__":
    main("guessing", measure, rounds=2_000, seconds=15)
