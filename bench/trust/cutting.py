"""What is traced for G11: a couple that writes, keeps photos and changes keys; an acknowledgement after each.

python -m bench.trust.cutting FOLDER     once without a trace, to settle; then again under strace
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from datetime import date
from pathlib import Path

from gemel import testing
from gemel.media import Photo
from gemel.moments import share
from gemel.people import account, rotation
from gemel.people.person import Person, load
from gemel.rooms.memories.kinds import Entry
from gemel.rooms.thanks.kinds import Thanks
from gemel.settings import Settings
from gemel.store import Store, new_id
from gemel.vault import new_key
from gemel.web.house import House

WRITES = 60
NAME = "Ana"
BEGIN = testing.START + 86_400


def settle(data: Path) -> None:
    with testing.open_test_house(data) as house:
        house.couple(NAME, "Ben")


def who(store: Store, settings: Settings) -> Person:
    """Signed in by name and passphrase, as after a restart."""
    with store.reading() as db:
        row = account.find(db, account.name_tag(settings.pepper, NAME))
        entrance, _private = account.sign_in(row, testing.PASSPHRASE, settings.pepper, settings.cost)
        found = load(db, entrance.person, entrance.couple, entrance.keys)
    assert found is not None
    return found


def writes(data: Path, heard: int) -> None:
    """One thing after another; what was returned from is told on `heard`, as a browser would be told."""
    with testing.open_test_house(data) as house:
        for number in range(WRITES):
            told = (
                rekey(house.house)
                if number % 20 == 19
                else picture(house.house)
                if number % 4 == 3
                else line(house.house)
            )
            os.write(heard, f"{told}\n".encode())


def line(house: House) -> str:
    id, me = new_id(), who(house.store, house.settings)
    with house.store.writing() as db:
        share(db, me, Thanks(did="tea " * 40), BEGIN, id=id)
    return f"row {id.hex()}"


def picture(house: House) -> str:
    """As a page does it: the files first, the row after."""
    id, me = new_id(), who(house.store, house.settings)
    photo = Photo(secrets.token_bytes(16), new_key(), 10, 10)
    house.media.put(id, photo, secrets.token_bytes(9_000), secrets.token_bytes(700))
    with house.store.writing() as db:
        share(db, me, Entry(day=date(2026, 9, 22), words="the sea", photos=(photo,)), BEGIN, id=id)
    return f"row {id.hex()}"


def rekey(house: House) -> str:
    settings = house.settings
    with house.store.reading() as db:
        row = account.find(db, account.name_tag(settings.pepper, NAME))
        assert row is not None
    fresh = rotation.prepare(row, testing.PASSPHRASE, testing.PASSPHRASE, settings.cost, settings.pepper, NAME)
    with house.store.writing() as db:
        rotation.rotate(db, fresh, BEGIN)
    return "key " + json.dumps(fresh.entrance.generation)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    if folder.exists():
        writes(folder, os.open(folder.parent / "heard", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    else:
        settle(folder)
