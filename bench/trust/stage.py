"""A stage for somebody who can write to the database: Ana and Ben are a couple, Eve is alone and knows her own keys."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, delete, insert, select, update

from gemel.moments.tables import moment
from gemel.people import account as accounts
from gemel.people.sessions import session
from gemel.people.tables import account
from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.vault import session_id

EVES = "seven tired owls on a fence"
PAGES = (
    "/",
    "/timeline",
    "/thanks",
    "/questions",
    "/private",
    "/memories/journal",
    "/empathy",
    "/sessions",
    "/pairing",
    "/you",
)


@dataclass
class Stage:
    house: TestHouse
    number: int
    ana: Client = field(init=False)
    ben: Client = field(init=False)
    eve: Client = field(init=False)
    secret: str = field(init=False)

    def __post_init__(self) -> None:
        self.ana, self.ben = self.house.couple(f"Ana {self.number}", f"Ben {self.number}")
        self.eve = self.house.person(f"Eve {self.number}")
        self.secret = "lighthouse" + secrets.token_hex(6)

    def says(self, way: str = "now", who: Client | None = None, **more: str) -> bytes:
        """A thank-you with the secret in it; its id."""
        id = secrets.token_hex(16)
        (who or self.ana).post("/thanks", {"_id": id, "did": self.secret, "way": way, **more})
        return bytes.fromhex(id)

    def later(self) -> bytes:
        return self.says("occasion", day="2026-12-01", clock="19:00")

    def asks(self) -> bytes:
        """A question that both see."""
        id = secrets.token_hex(16)
        self.ana.post("/questions", {"_id": id})
        return bytes.fromhex(id)

    def answers(self, round_id: bytes, who: Client, words: str, way: str = "now") -> bytes:
        id = secrets.token_hex(16)
        who.post(f"/questions/{round_id.hex()}/answer", {"_id": id, "words": words, "way": way})
        return bytes.fromhex(id)

    def row(self, table: Table, **where: object) -> Any:
        with self.house.house.store.reading() as db:
            return db.execute(select(table).where(*(table.c[name] == value for name, value in where.items()))).one()

    def overwrite(self, table: Table, where: dict[str, object], **columns: object) -> None:
        with self.house.house.store.writing() as db:
            matches = [table.c[name] == value for name, value in where.items()]
            assert db.execute(update(table).where(*matches).values(**columns)).rowcount, "the script hit nothing"

    def plant(self, table: Table, row: Any, **columns: object) -> None:
        with self.house.house.store.writing() as db:
            db.execute(insert(table).values(**{**row._mapping, **columns}))

    def drop(self, table: Table, **where: object) -> None:
        with self.house.house.store.writing() as db:
            db.execute(delete(table).where(*(table.c[name] == value for name, value in where.items())))

    def said(self, id: bytes, **columns: object) -> None:
        """Overwrite columns of one moment."""
        self.overwrite(moment, {"id": id}, **columns)

    def reads(self, who: Client, *ids: bytes) -> bool:
        """Whether the secret stands on any page that this person can come to."""
        paths = [*PAGES, *(f"/{place}/{id.hex()}" for id in ids for place in ("moments", "thanks", "questions"))]
        return any(self.secret in who.get(path).text for path in paths)

    def account(self, who: Client) -> Any:
        return self.row(account, person_id=who.entrance.person)

    def account_of(self, who: Client, **columns: object) -> None:
        self.overwrite(account, {"person_id": who.entrance.person}, **columns)

    def signs_in(self, as_whom: Client, passphrase: str) -> Client:
        """A fresh browser that tries a name with a passphrase."""
        browser = self.house.client()
        browser.post("/sessions", {"name": as_whom.name, "passphrase": passphrase})
        return browser

    def gets_in(self, as_whom: Client, passphrase: str = PASSPHRASE) -> bool:
        return self.signs_in(as_whom, passphrase).get("/you").url.path == "/you"

    def session_of(self, who: Client) -> dict[str, Any]:
        """The row of a browser's session."""
        with self.house.house.sessions.store.reading() as db:
            found = db.execute(select(session).where(session.c.id == session_id(who.cookie))).mappings().one()
        return dict(found)

    def session_is(self, who: Client, **columns: object) -> None:
        id = self.session_of(who)["id"]
        with self.house.house.sessions.store.writing() as db:
            db.execute(update(session).where(session.c.id == id).values(**columns))

    def tag(self, name: str) -> bytes:
        return accounts.name_tag(self.house.house.settings.pepper, name)


Script = Callable[[Stage], bool]
"""Whether the attack came to anything."""
SCRIPTS: list[Script] = []


def script(one: Script) -> Script:
    SCRIPTS.append(one)
    return one
