"""G13. A clock that jumps: nothing opens before its time, nobody is signed in again by it, no wait gets longer."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from random import Random

from bench.trust.kit import Budget, Found, a_house
from gemel.people.errors import Waiting
from gemel.people.guessing import KNOWN, count
from gemel.testing import Client, TestHouse

HOUR, DAY = 3600, 86_400
DST = 1_792_890_000  # 25 October 2026, 01:00 UTC: clocks in Europe go back
JUMPS = [-DAY, DAY, -HOUR, HOUR, -60, 60, -10 * DAY, 3 * DAY, 0]
WORDS = "lighthouse"


def again(who: Client) -> None:
    """Signed in afresh: what is looked at here is not how long a session lasts."""
    who.cookie = who.house.house.sessions.begin(who.entrance_now(), who.house.clock.now)


def opens_early(house: TestHouse, chance: Random) -> str:
    """A note for later, and a clock that jumps about while it waits, across the night in which clocks go back too."""
    ana, ben = house.couple(f"Ana {chance.random()}", f"Ben {chance.random()}")
    house.clock.now = chance.choice((house.clock.now, DST - chance.randrange(2 * DAY)))
    again(ana)
    opens_at = house.clock.now + DAY - house.clock.now % DAY + 19 * HOUR
    day = datetime.fromtimestamp(opens_at, UTC).date().isoformat()
    ana.post("/thanks", {"did": WORDS, "way": "occasion", "day": day, "clock": "19:00"})
    for _jump in range(6):
        house.clock.now += chance.choice(JUMPS)
        again(ben)
        shown = any(WORDS in ben.get(path).text for path in ("/", "/timeline", "/thanks"))
        if shown and house.clock.now < opens_at - 3 * HOUR:  # 19:00 in the zone of whoever wrote it
            return f"open {opens_at - house.clock.now} s before its time"
    return ""


def comes_alive_again(house: TestHouse, chance: Random) -> str:
    """A session that was seen to have ended, and a clock that is set back."""
    who = house.person(f"Una {chance.random()}")
    cookie = who.cookie
    house.clock.now += chance.choice((3 * DAY + 60, 4 * DAY, 15 * DAY))
    if who.get("/you").url.path == "/you":
        return "a session outlives its time"
    house.clock.now -= chance.choice((60, 120, HOUR, DAY, 3 * DAY))
    who.cookie = cookie
    return "a session that had ended is alive again" if who.get("/you").url.path == "/you" else ""


def waits_too_long(house: TestHouse, chance: Random) -> str:
    """Five wrong tries from a browser that its owner knows, and a clock that is set on or back: a minute, and no more
    beyond that than it was set back by, up to the five minutes that all tries together weigh."""
    key, store = secrets.token_bytes(32), house.house.store
    with store.writing() as db:
        for _try in range(KNOWN.free):
            count(db, key, KNOWN, house.clock.now)
    jump = chance.choice(JUMPS)
    back = -jump if -KNOWN.full < jump < 0 else 0
    house.clock.now += jump + back + 60
    try:
        with store.writing() as db:
            count(db, key, KNOWN, house.clock.now)
    except Waiting as waiting:
        return f"{waiting} after a minute and a jump of {jump} s"
    return ""


SORTS = (opens_early, comes_alive_again, waits_too_long)


def jumped(house: TestHouse, budget: Budget, seed: int) -> Found:
    chance, wrong, tried = Random(seed), [], 0
    start = house.clock.now
    for number in budget.tries():
        wrong += filter(None, [SORTS[number % len(SORTS)](house, chance)])
        house.clock.now = max(house.clock.now, start) + DAY
        tried += 1
    return Found(tried, len(wrong), f"seed {seed}. {'; '.join(dict.fromkeys(wrong))}".strip())


def run(budget: Budget) -> Found:
    with a_house(budget) as house:
        return jumped(house, budget, budget.seed)
