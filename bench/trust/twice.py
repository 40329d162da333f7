"""G14. The same form, sent many times at the same moment: one row of it, in every form that makes one."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

from sqlalchemy import func, select

from bench.trust.kit import Budget, Found, a_house
from gemel.store import metadata
from gemel.testing import Client, TestHouse
from gemel.vault import form_token

AT_ONCE = 50
Where = str | Callable[["Pair"], str]


@dataclass
class Pair:
    ana: Client
    ben: Client
    made: dict[str, str]
    """Where things lie that a form needs: a question, a vent, a wish."""


FORMS: list[tuple[Where, dict[str, str]]] = [
    ("/thanks", {"did": "tea", "way": "now"}),
    ("/thanks", {"did": "tea", "way": "aloud"}),
    ("/thanks", {"did": "tea", "way": "occasion", "day": "2027-12-01", "clock": "19:00"}),
    ("/private", {"words": "a page"}),
    ("/questions", {}),
    ("/questions/own", {"words": "what is home", "way": "me"}),
    ("/questions/map/past/notes", {"words": "a note"}),
    ("/questions/map/past/wonders", {"wonder": "a wonder"}),
    ("/empathy/vents", {"words": "a day", "way": "send"}),
    ("/empathy/questions", {"about": "work", "one": "how was it"}),
    ("/empathy/perspectives", {"moment": "the kitchen"}),
    ("/growth/news", {"words": "it worked", "way": "open"}),
    ("/growth/hurts", {"words": "the door"}),
    ("/growth/readings", {"closeness": "3", "closeness_counts": "yes"}),
    ("/boundaries/lines", {"words": "ask first", "way": "open"}),
    ("/memories/wishes", {"words": "the sea"}),
    ("/memories/journal", {"words": "a day"}),
    ("/memories/rituals", {"name": "tea at four"}),
    ("/calm/care", {"please_do": "wait"}),
    ("/agreement", {"needs": "quiet"}),
    ("/speaking/statements", {"words": "when the door slams", "way": "aloud"}),
    ("/together/dates", {"rows": "1", "what1": "a walk", "day1": "2026-09-25", "clock1": "19:30"}),
    ("/together/getaway", {"where": "the sea"}),
    ("/wins", {"what": "first", "words": "well"}),
    ("/opening", {}),
    ("/sittings", {"exercise": "listening", "way": "phones"}),
    (lambda pair: f"/questions/{pair.made['question']}/answer", {"words": "mine", "way": "now"}),
    (lambda pair: f"/empathy/vents/{pair.made['vent']}/answers", {"words": "I see"}),
    (lambda pair: f"/memories/wishes/{pair.made['wish']}/agreements", {}),
    (lambda pair: f"/memories/wishes/{pair.made['wish']}/doings", {"words": "it was cold"}),
    (lambda pair: f"/moments/{pair.made['thanks']}/withdrawal", {}),
    (lambda pair: f"/moments/{pair.made['thanks']}/erasure", {}),
]


def settled(house: TestHouse, number: str) -> Pair:
    ana, ben = house.couple(f"Ana {number}", f"Ben {number}")
    made = {name: secrets.token_hex(16) for name in ("question", "vent", "wish", "thanks")}
    ana.post("/questions", {"_id": made["question"]})
    ben.post("/empathy/vents", {"_id": made["vent"], "words": "a day", "way": "send"})
    ben.post("/memories/wishes", {"_id": made["wish"], "words": "the sea", "way": "open"})
    ana.post("/thanks", {"_id": made["thanks"], "did": "tea"})
    return Pair(ana, ben, made)


def rows(house: TestHouse) -> Counter[str]:
    with house.house.store.reading() as db:
        return Counter(
            {one.name: db.execute(select(func.count()).select_from(one)).scalar_one() for one in metadata.sorted_tables}
        )


def sent_at_once(who: Client, path: str, form: dict[str, str], times: int) -> list[int]:
    """The same bytes from many taps, let go together; what each is answered."""
    start, taps = Barrier(times), [who.house.client() for _tap in range(times)]
    for tap in taps:
        tap.cookie = who.cookie

    def send(tap: Client) -> int:
        start.wait()
        return tap.http.send("POST", path, {"_token": form_token(who.cookie), **form}).status_code

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(send, taps))


def more_than_once(house: TestHouse, number: int, times: int) -> str:
    """What was made by one form sent many times, where it is not what the same form makes sent once."""
    path, form = FORMS[number % len(FORMS)]
    grown = []
    for sent in (1, times):
        pair = settled(house, secrets.token_hex(4))
        address = path if isinstance(path, str) else path(pair)
        before, whole = rows(house), form | {"_id": secrets.token_hex(16)}
        answers = sent_at_once(pair.ana, address, whole, sent)
        grown.append({name: count - before[name] for name, count in rows(house).items() if count != before[name]})
    wrong = Counter(status for status in answers if status >= 500 and status != 503)
    differs = grown[0] != grown[1]
    name = path if isinstance(path, str) else in_short(address)
    return f"{name}: {grown[0]} and {grown[1]}, {dict(wrong)}" if differs or wrong else ""


def in_short(address: str) -> str:
    return "/".join("…" if len(part) == 32 else part for part in address.split("/"))


def rounds(house: TestHouse, budget: Budget, times: int) -> Found:
    tried, wrong = 0, []
    for number in budget.tries():
        house.clock.forward(minutes=1)
        wrong += filter(None, [more_than_once(house, number, times)])
        tried += 1
    shown = "; ".join(dict.fromkeys(wrong).keys())
    return Found(tried, len(wrong), f"{times} at once, {len(FORMS)} forms in turn. {shown}".strip())


def run(budget: Budget) -> Found:
    with a_house(budget) as house:
        return rounds(house, budget, AT_ONCE)
