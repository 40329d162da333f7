"""G6. Two worlds: what one of two does in private changes no byte of what the other is answered.

Both worlds begin as copies of one folder, so that every id and every cookie is the same. Then both live through the
same public acts of both people; in the second, Ana does things in between that are hers alone. What Ben is answered is
compared byte by byte, headers too. Ids that the server draws are numbered in the order in which Ben met them.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from random import Random
from unittest.mock import patch

import httpx

from bench.trust.acts import BOTH_DO, OWN
from gemel.people.person import Person
from gemel.rooms.questions import asking
from gemel.rooms.questions.dealing import DAY, Had, Pick, luck
from gemel.testing import Client, TestHouse, open_test_house
from tests.walks import own_links, plain_addresses

COUPLES = 12
STEPS = 6
PAGES = 12
MOST_PAGES = 30
MOST_SHOWN = 400
ELSEWHERE = re.compile(
    r"^/(archives?|book|sign-in|sign-up|recovery|self-check|host|health|help|live/now|factors/codes)"
)
"""Pages of nobody's, slow ones, and those that draw a new secret at each look."""
DRAWN = re.compile(r"[0-9a-f]{32}")
UNSAID = {"date", "set-cookie", "content-length"}


@dataclass
class Difference:
    seed: int
    path: str
    here: str
    there: str
    did: list[str]
    """What Ana did in private before it showed."""

    def __str__(self) -> str:
        return f"seed {self.seed}, {self.path} after {self.did}: {self.here!r} became {self.there!r}"


@dataclass
class Tally:
    sequences: int = 0
    answers: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    """Private acts that went through."""
    refused: Counter[str] = field(default_factory=Counter)
    found: list[Difference] = field(default_factory=list)


@dataclass
class World:
    house: TestHouse
    couples: list[tuple[Client, Client]]


@contextmanager
def two_worlds(folder: Path, couples: int = COUPLES) -> Iterator[tuple[World, World]]:
    """One folder with couples in it, and its twin."""
    with open_test_house(folder / "one") as house:
        settled = [house.couple(f"Ana {number}", f"Ben {number}") for number in range(couples)]
        now = house.clock.now
    shutil.copytree(folder / "one", folder / "two")
    with ExitStack() as stack:
        yield tuple(
            _again(stack.enter_context(open_test_house(folder / name)), settled, now) for name in ("one", "two")
        )  # type: ignore[misc]


def _again(house: TestHouse, settled: list[tuple[Client, Client]], now: int) -> World:
    house.clock.now = now
    return World(house, [(_twin(house, one), _twin(house, other)) for one, other in settled])


def _twin(house: TestHouse, who: Client) -> Client:
    twin = house.client()
    twin.entrance, twin.name, twin.cookie = who.entrance, who.name, who.cookie
    return twin


def compare(worlds: tuple[World, World], seed: int, tally: Tally) -> None:
    """One sequence with each world's next couple, and one difference at most: all that follow come from it."""
    number, said = tally.sequences % len(worlds[0].couples), []
    did: list[str] = []
    for world, private in zip(worlds, (None, did), strict=True):
        said.append([(path, answer, len(did)) for path, answer in lives(world, number, seed, private, tally)])
    tally.sequences += 1
    tally.answers += len(said[0])
    for (path, here, _none), (_path, there, done) in zip(*said, strict=False):
        if here != there:
            tally.found.append(Difference(seed, path, *apart(here, there), did[:done]))
            return


def lives(world: World, number: int, seed: int, private: list[str] | None, tally: Tally) -> Iterator[tuple[str, str]]:
    """Public acts of both, each followed by what Ben sees; in between, where asked for, what is Ana's alone."""
    chance, alone = Random(seed), Random(seed + 1)
    ana, ben = world.couples[number]
    names: dict[str, str] = {}
    for who in (ana, ben):
        who.cookie = world.house.house.sessions.begin(who.entrance_now(), world.house.clock.now)
    for step in range(STEPS):
        world.house.clock.forward(minutes=61, days=chance.choice([0, 0, 0, 1, 2]))
        for who in (ana, ben):
            stays_signed_in(who)
        did = [chance.choice(BOTH_DO) for _act in range(3)]
        with same_chance(f"{seed} {step}"):
            for number, act in enumerate(did):
                # Of two things in one second the lot of their ids decides which stands first, and tells nobody anything.
                world.house.clock.forward(seconds=1)
                act.do(chance.choice((ana, ben)), Random(f"{seed} {step} {number}"), ben)
        if private is not None:
            in_private(ana, alone, private, tally)
        for path, answer in sees(ben, names, chance, step == STEPS - 1):
            yield f"step {step} ({', '.join(act.name for act in did)}), {path}", answer


def stays_signed_in(who: Client) -> None:
    """As if they had been here meanwhile, without a page that could leave a trace."""
    sessions = who.house.house.sessions
    if one := sessions.last(who.cookie):
        sessions.touch(who.cookie, one, who.house.clock.now)


@contextmanager
def same_chance(seed: str) -> Iterator[None]:
    """What is drawn by lot is drawn alike in both worlds: by the server, or by a key of the couple's, which either
    may change at any time. Ben knows neither beforehand, and so learns nothing from what is drawn."""
    lots = Random(seed)
    with ExitStack() as stack:
        stack.enter_context(patch.object(secrets, "randbelow", lots.randrange))
        stack.enter_context(patch.object(secrets, "choice", lots.choice))
        stack.enter_context(patch.object(asking, "luck_of", _luck))
        yield


def _luck(_me: Person, before: list[Had], now: int) -> Pick:
    return luck(b"of both worlds", now // DAY, len(before))


def in_private(ana: Client, alone: Random, did: list[str], tally: Tally) -> None:
    for _act in range(alone.choice([0, 1, 2, 4])):
        act = alone.choice(OWN)
        status = act.do(ana, alone, ana)
        if status:
            (tally.acts if status < 400 else tally.refused)[act.name] += 1
            did.append(act.name)


def sees(ben: Client, names: dict[str, str], chance: Random, everything: bool) -> Iterator[tuple[str, str]]:
    """What Ben is answered: a few pages, or every page he can come to."""
    plain = [path for path in plain_addresses() if not ELSEWHERE.match(path)]
    todo = ["/", "/live/version", *chance.sample(plain, PAGES if everything else 3)]
    seen: set[str] = set()
    while todo and len(seen) < MOST_PAGES:
        path = todo.pop(0)
        if path in seen:
            continue
        seen.add(path)
        with same_chance(path):
            answer = ben.http.send("GET", path)
        yield named(path, names), named(told(answer), names)
        todo += own_links(answer.text) if everything else []


def told(answer: httpx.Response) -> str:
    headers = sorted(f"{name}: {value}" for name, value in answer.headers.items() if name not in UNSAID)
    return "\n".join([str(answer.status_code), *headers, "", answer.text])


def named(text: str, names: dict[str, str]) -> str:
    """Ids as the how-manieth that was met; form tokens differ with the cookie, which is drawn for each world."""
    text = re.sub(r'(name="_token" value=)"[^"]*"|("x-token": )"[^"]*"', r'\1"-"', text)
    text = re.sub(r"but not exactly: [a-z -]+", "", text)  # a passphrase for an example, another at each look
    return DRAWN.sub(lambda found: names.setdefault(found[0], f"<{len(names)}>"), text)


def apart(here: str, there: str) -> tuple[str, str]:
    """What stands in one text and not in the other."""
    plain = [re.sub(r"<svg.*?</svg>", "", text, flags=re.S) if "<h1" in text else text for text in (here, there)]
    lines = [
        [line.strip() for line in text.splitlines()] for text in (plain if plain[0] != plain[1] else (here, there))
    ]
    changed = [line for line in unified_diff(*lines, n=0, lineterm="") if line[:3] not in {"---", "+++"}]
    gone, come = ([line[1:200] for line in changed if line.startswith(sign)] for sign in "-+")
    return " ".join(gone)[:MOST_SHOWN], " ".join(come)[:MOST_SHOWN]
