"""G19. Four servers on one database, and a crowd that guesses one passphrase at all of them; its owner comes in meanwhile.

How many guesses were looked at is what the answers say: 422 for a wrong one, 429 for «wait». The house's own cost and
clock; the time is short, so what is allowed is what fits into it: a bucket of five, and one more every 150 s.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

import httpx

from bench.kit import couples
from bench.kit.servers import gemel_server
from bench.trust.kit import Budget, Found
from gemel.people.guessing import UNKNOWN

SERVERS, GUESSERS = 4, 3
"""Guessers at each server: more than its gate lets through at once are asked to come back, which is no guess."""
NAME, PASSPHRASE = "Kim of the mill", "walnut copper midnight gentle harbour"
EVERY = 3.0
"""Seconds between two sign-ins of the owner, each on another server."""
SECONDS = 180.0


def signs(client: httpx.Client, address: str, passphrase: str) -> int:
    return client.post(f"{address}/sessions", data={"name": NAME, "passphrase": passphrase}).status_code


def guesses(address: str, over: Event, heard: Counter[int], number: int) -> None:
    """Each from a browser that the house never saw."""
    with httpx.Client(timeout=60) as client:
        while not over.is_set():
            number += 1
            heard[signs(client, address, f"walnut copper midnight gentle {number:09}")] += 1
            client.cookies.clear()


@contextmanager
def crowd(addresses: list[str], heard: Counter[int]) -> Iterator[None]:
    over = Event()
    several = [
        Thread(target=guesses, args=(address, over, heard, 1_000_000 * (number + 1)))
        for number, address in enumerate(addresses * GUESSERS)
    ]
    for one in several:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in several:
            one.join()


def owner(client: httpx.Client, addresses: list[str], seconds: float) -> Counter[int]:
    """Signs in with a browser that signed in here before, again and again. Who is asked to come back, does."""
    came, until, number = Counter[int](), time.monotonic() + seconds, 0
    while time.monotonic() < until:
        time.sleep(EVERY)
        number += 1
        client.cookies.delete("gemel")
        status = 503
        for _again in range(40):
            status = signs(client, addresses[number % len(addresses)], PASSPHRASE)
            if status != 503:
                break
            time.sleep(0.5)
        came[status] += 1
    return came


def judged(heard: Counter[int], came: Counter[int], seconds: float) -> Found:
    allowed = UNKNOWN.free + int(seconds / UNKNOWN.every) + 1
    odd = heard.total() - heard[422] - heard[429] - heard[503]
    wrong = max(0, heard[422] - allowed) + (came.total() - came[303]) + odd
    told = f"{SERVERS} servers, {seconds:.0f} s: {heard[422]} guesses looked at ({allowed} fit), {heard[429]} told to wait"
    return Found(heard.total(), wrong, f"{told}, {heard[503]} to come back; the owner came in {came[303]} of {came.total()} times")


def run(budget: Budget) -> Found:
    heard = Counter[int]()
    seconds = min(SECONDS, budget.seconds)
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name, ExitStack() as stack:
        with couples.fresh_house(Path(name)):
            pass  # as `gemel init` leaves it
        addresses = [stack.enter_context(gemel_server(Path(name))).address for _server in range(SERVERS)]
        client = stack.enter_context(httpx.Client(timeout=60))
        made = client.post(f"{addresses[0]}/people", data={"name": NAME, "passphrase": PASSPHRASE, "adult": "yes"})
        assert made.status_code == 303, made.status_code
        with crowd(addresses, heard):
            began = time.monotonic()
            came = owner(client, addresses, seconds)
            seconds = time.monotonic() - began
    return judged(heard, came, seconds)
