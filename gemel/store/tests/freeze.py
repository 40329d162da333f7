"""Freeze a couple with every tier as the schema stores them today: `python -m gemel.store.tests.freeze 0005`.

Done once for each released schema, before its tag; the file is never made again. What it holds, and who may read
what of it, stands in the JSON beside it. Its migrations run up to that revision only; its rows come from the
product's own verbs.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from gemel.moments import ask, find, hand_in, keep, put, schedule, share, take_back
from gemel.pages.kinds import PrivatePage
from gemel.people import account, renewing
from gemel.people.person import Own, keep_own
from gemel.rooms.questions.kinds import Answer, Asked
from gemel.rooms.thanks.kinds import Thanks
from gemel.store import new_id
from gemel.store.upgrade import upgrade
from gemel.testing import PASSPHRASE, TEST_COST, Client, TestHouse, open_test_house

FIXTURES = Path(__file__).parent / "fixtures"
PEPPER = b"p" * 32


def main(revision: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        up_to_here = patch("gemel.app.upgrade", lambda store: upgrade(store, to=revision))
        with up_to_here, open_test_house(Path(folder)) as house:
            told = write(house)
        kept = FIXTURES / f"{revision}.db"
        shutil.copyfile(packed(Path(folder) / "gemel.db"), kept)
    (FIXTURES / f"{revision}.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(f"{kept}: {kept.stat().st_size} bytes")


def packed(path: Path) -> Path:
    """One file, with nothing in it that is not in use."""
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("PRAGMA journal_mode=DELETE")
        db.execute("VACUUM")
    db.close()
    return path


def write(house: TestHouse) -> dict[str, object]:
    ana, ben = house.couple()
    alone = house.person("Cleo")
    for who, words in ((ana, "ana deep"), (ben, "ben deep"), (alone, "cleo deep")):
        said(house, who, keep, PrivatePage(words=words), deep=True)
    said(house, alone, keep, Thanks(did="cleo own"))
    said(house, ana, keep, Thanks(did="ana own"))
    said(house, ana, share, Thanks(did="ana shared"))
    said(house, ben, share, Thanks(did="ben shared"))
    said(house, ana, schedule, Thanks(did="ana later"), opens_at=house.clock.now + 30 * 86_400)
    back = said(house, ben, share, Thanks(did="ben taken back"))
    with house.house.store.writing() as db:
        take_back(db, ben.me(), find(db, ben.me(), house.clock.now, back), house.clock.now)
    asked_of_both(house, ana, ben)
    with house.house.store.writing() as db:
        keep_own(db, ana.me(), Own(coach_off=("s6",)))
    ana.post("/sittings", {"exercise": "listening", "way": "phones"})
    return told(house, ana, ben, alone)


def asked_of_both(house: TestHouse, ana: Client, ben: Client) -> None:
    """One round that both have answered, one that waits for Ben, and a mark on what is shared."""
    now = house.clock.now
    for number, both in enumerate((True, False)):
        with house.house.store.writing() as db:
            talk = ask(db, ana.me(), Asked(question=str(number), asked="What was good?"), now, id=new_id())
        said(house, ana, hand_in, Answer(asked="What was good?", words=f"ana answer {number}"), round_id=talk.id)
        if both:
            said(house, ben, hand_in, Answer(asked="What was good?", words="ben answer 0"), round_id=talk.id)
    mine = said(house, ana, share, Thanks(did="ana marked"))
    with house.house.store.writing() as db:
        put(db, ben.me(), find(db, ben.me(), now, mine), "thanked", now)


def said(house: TestHouse, who: Client, verb: object, body: object, **more: object) -> bytes:
    with house.house.store.writing() as db:
        return verb(db, who.me(), body, house.clock.now, id=new_id(), **more)  # type: ignore[operator, no-any-return]


def told(house: TestHouse, ana: Client, ben: Client, alone: Client) -> dict[str, object]:
    """What each may read now, by which passphrase and which codes."""
    both = ["ana shared", "ben shared", "ana answer 0", "ben answer 0", "ana marked"]
    readable = {
        "Ana": [*both, "ana own", "ana deep", "ana later", "ana answer 1"],
        "Ben": [*both, "ben taken back", "ben deep"],
        "Cleo": ["cleo own", "cleo deep"],
    }
    codes = {who.name: [who.entrance.code, private_code(house, who)] for who in (ana, ben, alone)}
    return {"now": house.clock.now, "passphrase": PASSPHRASE, "codes": codes, "readable": readable}


def private_code(house: TestHouse, who: Client) -> str:
    with house.house.store.writing() as db:
        row = account.find(db, account.name_tag(PEPPER, who.name))
        _entrance, private = account.sign_in(row, PASSPHRASE, PEPPER, TEST_COST)
        return renewing.new_private_code(db, who.entrance.person, private)


if __name__ == "__main__":
    main(sys.argv[1])
