"""The server is killed amid sittings, again and again: what was answered is there, and nobody is stuck. See README.md."""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.kills.phones import Answer, Phone
from bench.kills.served import Mortal, looked_at, settle
from bench.kit.figures import Figure, Options, main

EXERCISES = (("listening", "phones"), ("listening", "one"), ("listening", "written"), ("empathy", "phones"), ("day", "call"),
             ("good-news", "phones"), ("weekly", "written"), ("arriving", "phones"))  # fmt: skip
EARLIEST, LATEST = 0.001, 0.060
"""Seconds after a tap was sent at which the server dies; sooner more often, since a tap takes some ten of them."""
A_SITTING = 5
"""Kills in one sitting, before it is brought to its end."""
MOST_TAPS = 400


@dataclass
class Tally:
    kills: int = 0
    answered: int = 0
    """Taps that were answered before the server died, or without a kill."""
    lost: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    """The two phones showed different things, or something nobody tapped."""
    came: Counter[str] = field(default_factory=Counter)
    ends: int = 0
    kept: int = 0
    back_in: list[float] = field(default_factory=list)


@dataclass
class Evening:
    """One couple, one server, sitting after sitting."""

    server: Mortal
    phones: list[Phone]
    random: Random
    tally: Tally = field(default_factory=Tally)
    tried: dict[str, int] = field(default_factory=dict)
    path: str = ""

    def sitting(self, exercise: str, way: str, kills: int) -> None:
        self.tried.clear()
        self.begins(exercise, way)
        left = kills
        for _tap in range(MOST_TAPS):
            if any(phone.page.over for phone in self.phones):
                break
            if left and self.random.random() < 0.5:
                left -= self.taps_and_dies()
            elif not self.taps():
                time.sleep(0.2)  # only the clock goes on here
                self.both_look()
        self.ended(exercise)

    def begins(self, exercise: str, way: str) -> None:
        """Ask, and be killed at it: the same form sent again is the same sitting."""
        one, id = self.phones[0], secrets.token_hex(16)
        one.begin(exercise, way, id)
        answer = self.dies_after([one])[0]
        one.begin(exercise, way, id)
        again = one.hear()
        assert again is not None and again.status == 303, again
        if answer is not None and answer.path != again.path:
            self.tally.apart.append(f"{exercise}: one form, two sittings")
        self.path = again.path
        self.both_look()

    def both_look(self) -> list[Answer]:
        pages = [phone.look(self.path) for phone in self.phones]
        if pages[0].version != pages[1].version:  # the clock may have moved it between the two
            pages = [phone.look(self.path) for phone in self.phones]
        if {page.status for page in pages} != {200} or pages[0].version != pages[1].version:
            self.tally.apart.append(f"{[(page.status, page.version, page.title) for page in pages]}")
        return pages

    def taps(self) -> bool:
        """One tap, answered; the other phone looks again, as the stream would have it."""
        for phone in self.random.sample(self.phones, 2):
            if tap := phone.next_tap(self.tried):
                phone.tap(tap)
                answer = phone.hear()
                assert answer is not None and answer.status == 200, answer
                phone.page = answer
                self.tally.answered += 1
                self.both_look()
                return True
        return False

    def taps_and_dies(self) -> int:
        """One or both tap, and the server dies while it is at it."""
        sent = [(phone, tap) for phone in self.phones if (tap := phone.next_tap(self.tried)) is not None]
        sent = sent if self.random.random() < 0.5 else sent[:1]
        if not sent:
            self.both_look()
            return 0
        before = self.phones[0].page.version
        for phone, tap in sent:
            phone.tap(tap)
        answers = self.dies_after([phone for phone, _tap in sent])
        self.compare(before, sent, answers)
        return 1

    def dies_after(self, phones: list[Phone]) -> list[Answer | None]:
        time.sleep(EARLIEST + (LATEST - EARLIEST) * self.random.random() ** 2)
        self.server.kill()
        self.tally.kills += 1
        began = time.perf_counter()
        self.server.live()
        answers = [phone.hear() for phone in phones]  # one that stood in line is answered by the next server
        for answer in answers:
            self.tally.came["answered" if answer else "cut off"] += 1
        self.phones[0].look(self.path or "/sittings")
        self.tally.back_in.append(time.perf_counter() - began)
        return answers

    def compare(self, before: int, sent: list[tuple[Phone, str]], answers: list[Answer | None]) -> None:
        """After the kill: everything that was answered, and nothing that nobody tapped."""
        pages = dict(zip([id(phone) for phone in self.phones], self.both_look(), strict=True))
        for (phone, tap), answer in zip(sent, answers, strict=True):
            page = pages[id(phone)]
            if answer is None:
                self.tally.came["cut off, and kept" if page.version > before or page.waits else "cut off, and not kept"] += 1
                continue
            self.tally.answered += 1
            where = f"{tap} on {before}: answered {answer.version} «{answer.title}», found {page.version} «{page.title}»"
            moved_on = page.version > answer.version
            if answer.status != 200 or not (moved_on or page.shows(answer)):
                self.tally.lost.append(where)
        most = before + 2 * len(sent) + 2  # on one phone a tap may hand it over as well; and the clock moves
        if not before <= self.phones[0].page.version <= most:
            self.tally.apart.append(f"from {before} to {self.phones[0].page.version} by {[tap for _phone, tap in sent]}")

    def ended(self, exercise: str) -> None:
        pages = self.both_look()
        if not all(page.over for page in pages):
            self.tally.stuck.append(f"{exercise}: {[page.title for page in pages]}")
            self.phones[0].tap("stop")
            self.phones[0].hear()
            return
        self.tally.ends += 1
        self.tally.kept += pages[0].title != "We ended early" and "Let go" not in pages[0].title


def evenings(data: Path, kills: int, seed: int) -> Tally:
    cookies, random = settle(data), Random(seed)
    server = Mortal(data)
    server.live()
    evening = Evening(server, [Phone(server.port, cookie, random) for cookie in cookies], random)
    try:
        while evening.tally.kills < kills:
            exercise, way = random.choice(EXERCISES)
            evening.sitting(exercise, way, min(A_SITTING, kills - evening.tally.kills - 1))
    finally:
        server.close()
    return evening.tally


def measure(options: Options) -> list[Figure]:
    seed, began = options.seed or secrets.randbelow(2**31), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gemel-bench-") as name:
        tally, found = evenings(Path(name), options.kills, seed), looked_at(Path(name))
    for sort in ("lost", "stuck", "apart"):
        for line in getattr(tally, sort):
            print(f"{sort}: {line}", file=sys.stderr)
    back = sorted(tally.back_in)
    return [
        Figure("kills", tally.kills, note=f"--seed {seed}"),
        Figure("taps that were answered", tally.answered),
        Figure("answered, and lost", len(tally.lost), most=0),
        Figure("sittings brought to an end", tally.ends),
        Figure("sittings that were stuck", len(tally.stuck) + found.open, most=0),
        Figure("pages that did not agree", len(tally.apart), most=0),
        Figure("times together kept, beside those reached", abs(found.kept - tally.kept), most=0, note=f"{tally.kept} reached"),
        Figure("databases that are not whole", int(not found.whole), most=0),
        *(Figure(f"taps at a kill: {name}", number) for name, number in sorted(tally.came.items())),
        Figure("back after a kill, the middle one", 1000 * back[len(back) // 2], "ms"),
        Figure("all of it", time.monotonic() - began, "s"),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    own, rest = parser.parse_known_args()
    sys.argv[1:] = rest
    main("kills", lambda options: measure(Options(**vars(options) | vars(own))), rounds=1, seconds=0)
