"""Short ways for the kernel's tests to say things, and to look at what somebody sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Row, select

from gemel.moments import KINDS, Body, Kind, Moment, ask, draft, find, hand_in, keep, schedule, share
from gemel.moments.moment import open_all
from gemel.moments.tables import moment
from gemel.moments.visibility import visible_to
from gemel.people import account
from gemel.people.person import Keys, Person, load
from gemel.store import new_id
from gemel.testing import PASSPHRASE, TEST_COST, Client, TestHouse

T = TypeVar("T")
DAY = 86_400


class Note(Body, frozen=True):
    words: str


class Aside(Body, frozen=True):
    """Of a kind that stays out of the timeline."""

    words: str


class Prompt(Body, frozen=True):
    words: str


SPOKEN = (Kind("note", Note, "A note", card="note.html"), Kind("aside", Aside, "An aside"), Kind("prompt", Prompt, "?"))


@contextmanager
def known(*kinds: Kind) -> Iterator[None]:
    """Let the house know some kinds for a while."""
    KINDS.add(kinds)
    try:
        yield
    finally:
        for kind in kinds:
            del KINDS.by_name[kind.name], KINDS.by_body[kind.body]


def do(who: Client | Person, verb: Callable[..., T], *args: Any, house: TestHouse | None = None, **more: Any) -> T:
    """One verb in one transaction: `do(ana, take_back, it, now)`."""
    me, at = (who.me(), who.house) if isinstance(who, Client) else (who, house)
    assert at is not None
    with at.house.store.writing() as db:
        return verb(db, me, *args, **more)


def look(who: Client | Person, reader: Callable[..., T], *args: Any, house: TestHouse | None = None, **more: Any) -> T:
    """One reading: `look(ana, search, now, "sea").moments`."""
    me, at = (who.me(), who.house) if isinstance(who, Client) else (who, house)
    assert at is not None
    with at.house.store.reading() as db:
        return reader(db, me, *args, **more)


def now(who: Client) -> int:
    return who.house.clock.now


def kept(who: Client, words: str = "lighthouse", deep: bool = False) -> bytes:
    return do(who, keep, Note(words=words), now(who), id=new_id(), deep=deep)


def shared(who: Client, words: str = "lighthouse", **more: Any) -> bytes:
    return do(who, share, Note(words=words), now(who), id=new_id(), **more)


def scheduled(who: Client, words: str = "lighthouse", after: int = DAY) -> bytes:
    return do(who, schedule, Note(words=words), now(who), id=new_id(), opens_at=now(who) + after)


def asked(who: Client, words: str = "What is home?") -> bytes:
    return do(who, ask, Prompt(words=words), now(who), id=new_id()).id


def drafted(who: Client, round_id: bytes, words: str = "lighthouse") -> bytes:
    return do(who, draft, Note(words=words), now(who), id=new_id(), round_id=round_id)


def handed(who: Client, round_id: bytes, words: str = "lighthouse") -> bytes:
    return do(who, hand_in, Note(words=words), now(who), id=new_id(), round_id=round_id)


def found(who: Client, moment_id: bytes) -> Moment:
    return look(who, find, now(who), moment_id)


def change(who: Client, verb: Callable[..., T], moment_id: bytes, *args: Any, **more: Any) -> T:
    """Do something with a moment as this person finds it."""
    return do(who, verb, found(who, moment_id), *args, **more)


def change_now(who: Client, verb: Callable[..., T], moment_id: bytes, **more: Any) -> T:
    return change(who, verb, moment_id, now(who), **more)


def sees(who: Client) -> set[bytes]:
    return {it.id for it in everything(who)}


def everything(who: Client) -> list[Moment]:
    me = who.me()
    with who.house.house.store.reading() as db:
        return open_all(me, db.execute(visible_to(me, now(who))))


def said(it: Moment) -> str:
    """The words of a moment, or the kind of thing that stands for them."""
    return getattr(it.body, "words", type(it.body).__name__)


def rows(house: TestHouse) -> list[Row[Any]]:
    """Every row, as a database reader has them."""
    with house.house.store.reading() as db:
        return list(db.execute(select(moment)).all())


def open_private_pages(who: Client) -> Client:
    """Give this person's phone the private key, as typing the passphrase again does."""
    with who.house.house.store.reading() as db:
        row = account.by_person(db, who.entrance.person)
    _entrance, private = account.sign_in(row, PASSPHRASE, who.house.house.settings.pepper, TEST_COST)
    who.entrance = replace(who.entrance, keys=replace(who.entrance.keys, private=private))
    return who


def lock_private_pages(who: Client) -> Client:
    who.entrance = replace(who.entrance, keys=replace(who.entrance.keys, private=None))
    return who


def as_of(house: TestHouse, person_id: bytes, couple_id: bytes, keys: Keys) -> Person | None:
    with house.house.store.reading() as db:
        return load(db, person_id, couple_id, keys)
