"""Somebody who can write to the database, and knows no key but perhaps their own, gains no word by it
(trust.md F6 to F9, G4, G5). What they touched does not open, and says so."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from gemel.moments import Broken, TooLate, find_round, take_back
from gemel.moments.moment import opened, place
from gemel.moments.tables import moment, round_
from gemel.moments.tests.saying import (
    DAY,
    asked,
    change_now,
    do,
    drafted,
    everything,
    found,
    handed,
    kept,
    look,
    now,
    open_private_pages,
    rows,
    said,
    scheduled,
    shared,
)  # fmt: skip
from gemel.moments.verbs import Line
from gemel.people.person import Own, keep_own, load
from gemel.people.tables import person
from gemel.people.wraps import open_secret
from gemel.store import new_id
from gemel.testing import Client, TestHouse
from gemel.vault import Tampered, kind_tag, new_key, seal_private_row, sealed_with

SECRET = "lighthouse"


def overwrite(house: TestHouse, moment_id: bytes, **columns: object) -> None:
    """What a database writer does."""
    with house.house.store.writing() as db:
        assert db.execute(update(moment).where(moment.c.id == moment_id).values(**columns)).rowcount == 1


def row_of(house: TestHouse, moment_id: bytes) -> Any:
    return next(row for row in rows(house) if row.id == moment_id)


def written(ana: Client) -> dict[str, bytes]:
    """One of everything that Ben may not read (save «shared»)."""
    back = shared(ana)
    change_now(ana, take_back, back)
    return {
        "own": kept(ana),
        "deep": kept(ana, deep=True),
        "draft": drafted(ana, asked(ana)),
        "handed in": handed(ana, asked(ana)),
        "scheduled": scheduled(ana),
        "taken back": back,
        "shared": shared(ana),
    }


GIVEN = {"tier": "couple", "epoch": 2, "handed_in_at": 1}
FLIPS: list[tuple[str, dict[str, Any]]] = [
    ("own", {"mode": "shared", **GIVEN}),
    ("own", {"mode": "scheduled", "opens_at": 1, **GIVEN}),
    ("own", {"author_id": "Ben"}),
    ("own", {"epoch": 2}),
    ("own", {"tier": "private"}),
    ("own", {"revision": 1}),
    ("deep", {"mode": "shared", **GIVEN}),
    ("deep", {"tier": "own"}),
    ("deep", {"author_id": "Ben"}),
    ("deep", {"author_id": "Ben", "tier": "own"}),
    ("deep", {"revision": 1}),
    ("draft", dict(GIVEN)),
    ("draft", {"mode": "shared", **GIVEN}),
    ("draft", {"mode": "private"}),
    ("draft", {"author_id": "Ben"}),
    ("draft", {"round_id": "another"}),
    ("handed in", {"mode": "shared"}),
    ("handed in", {"mode": "scheduled", "opens_at": 1}),
    ("handed in", {"round_id": "Ben's"}),
    ("handed in", {"author_id": "Ben"}),
    ("handed in", {"handed_in_at": None, "tier": "own"}),
    ("scheduled", {"opens_at": 1}),
    ("scheduled", {"mode": "shared", "opens_at": None}),
    ("scheduled", {"mode": "both", "opens_at": None, "round_id": "Ben's"}),
    ("scheduled", {"author_id": "Ben"}),
    ("taken back", {"taken_back_at": None, "tier": "couple", "epoch": 2}),
    ("taken back", {"author_id": "Ben"}),
    ("shared", {"author_id": "Ben"}),
    ("shared", {"epoch": 1}),
    ("shared", {"epoch": 3}),
    ("shared", {"revision": 2}),
    ("shared", {"mode": "scheduled", "opens_at": 1}),
    ("shared", {"round_id": "another"}),
    ("shared", {"taken_back_at": 1, "tier": "own"}),
]


@pytest.mark.parametrize(("which", "columns"), FLIPS)
def test_a_flipped_column_opens_nothing(ana: Client, ben: Client, which: str, columns: dict[str, Any]) -> None:
    there = written(ana)
    theirs = asked(ben)
    handed(ben, theirs, "a pebble")
    stand_for = {"Ben": ben.me().id, "Ben's": theirs, "another": asked(ana)}
    values = {name: stand_for.get(value, value) if isinstance(value, str) else value for name, value in columns.items()}
    overwrite(ana.house, there[which], **values)
    row = row_of(ana.house, there[which])
    assert said(opened(ben.me(), row)) in {"Broken", "Locked"}
    assert said(opened(open_private_pages(ana).me(), row)) == "Broken"
    assert {it.id for it in everything(ben) if said(it) == SECRET} <= {there["shared"]}


@pytest.mark.parametrize("which", ["own", "deep", "draft", "handed in", "scheduled", "taken back"])
def test_a_row_moved_into_another_couple_opens_nothing(ana: Client, cleo: Client, which: str) -> None:
    """With a seat forged for its author, so that the database agrees."""
    moment_id = written(ana)[which]
    forge_a_seat(ana, cleo)
    mode = "shared" if row_of(ana.house, moment_id).handed_in_at else "private"
    overwrite(ana.house, moment_id, couple_id=cleo.me().couple, round_id=None, opens_at=None, mode=mode)
    row = row_of(ana.house, moment_id)
    assert said(opened(cleo.me(), row)) in {"Broken", "Locked"}
    assert said(opened(open_private_pages(cleo).me(), row)) == "Broken"


def forge_a_seat(of: Client, beside: Client) -> None:
    with of.house.house.store.writing() as db:
        row = db.execute(select(person).where(person.c.id == of.me().id)).mappings().one()
        db.execute(insert(person).values({**row, "couple_id": beside.me().couple, "seat": 1, "epoch": 99}))


def test_what_a_forged_seat_shows_is_nobody(ana: Client, cleo: Client) -> None:
    forge_a_seat(ana, cleo)
    assert cleo.me().alone


def test_a_forged_seat_with_a_known_epoch_is_an_error_and_not_a_partner(ana: Client, cleo: Client) -> None:
    forge_a_seat(ana, cleo)
    with ana.house.house.store.writing() as db:
        db.execute(update(person).where(person.c.couple_id == cleo.me().couple, person.c.seat == 1).values(epoch=1))
    with pytest.raises(Tampered):
        cleo.me()


class Forged:
    """A row as a database writer would have it: some columns of one, some of another."""

    def __init__(self, row: Any, **columns: object) -> None:
        self.__dict__ = {**row._mapping, **columns}


def test_two_thousand_swaps_open_nothing(ana: Client, ben: Client) -> None:
    """Sealed bodies, wrapped keys, or both, taken from any other row of either person."""
    for who in (ana, ben):
        written(who)
        written(who)
    everything, chance = rows(ana.house), random.Random(7)
    readers = [open_private_pages(who).me() for who in (ana, ben)]
    for _swap in range(2_000):
        one, other = chance.sample(everything, 2)
        columns = chance.choice([("sealed",), ("wrapped",), ("sealed", "wrapped", "tier", "epoch")])
        row = Forged(one, **{column: getattr(other, column) for column in columns})
        assert {said(opened(reader, row)) for reader in readers} == {"Broken"}


@pytest.mark.parametrize("column", ["sealed", "wrapped"])
def test_a_swap_in_the_database_is_told(ana: Client, ben: Client, column: str) -> None:
    one, other = shared(ana, "one"), shared(ana, "other")
    taken = {row.id: getattr(row, column) for row in rows(ana.house)}
    overwrite(ana.house, one, **{column: taken[other]})
    assert [said(found(who, one)) for who in (ana, ben)] == ["Broken", "Broken"]
    assert said(found(ben, other)) == "other"


@pytest.mark.parametrize("at", [0, 1, 5, 12, 40, -1])
def test_one_flipped_bit_is_told(ana: Client, at: int) -> None:
    moment_id = shared(ana)
    for column in ("sealed", "wrapped"):
        changed = bytearray(getattr(rows(ana.house)[0], column))
        changed[at] ^= 1
        overwrite(ana.house, moment_id, **{column: bytes(changed)})
        assert said(found(ana, moment_id)) == "Broken"


def test_what_is_broken_is_neither_given_nor_taken_back(ana: Client) -> None:
    moment_id = shared(ana)
    overwrite(ana.house, moment_id, revision=9)
    with pytest.raises(TooLate):
        change_now(ana, take_back, moment_id)


def test_a_forged_private_page_is_told(ana: Client) -> None:
    """The public key of the private pages is no secret; the account key is in the mix."""
    me, forged = ana.me(), Line(new_id(), ana.me().id, "private", "private", 0, now(ana) - now(ana) % DAY)
    row = seal_private_row(b"\x93\xa4note\x01\x80", place(forged, me.couple), me.keys.private_public, new_key())
    columns = {name: getattr(forged, name) for name in Line.__slots__}
    with ana.house.house.store.writing() as db:
        values = {"couple_id": me.couple, "kind_tag": kind_tag(new_key(), "note"), "key_id": sealed_with(row.wrapped)}
        db.execute(insert(moment).values(**columns, **values, **row._asdict()))
    assert said(found(open_private_pages(ana), forged.id)) == "Broken"


def test_a_kind_tag_swapped_changes_no_word_and_no_kind(ana: Client) -> None:
    moment_id = shared(ana)
    overwrite(ana.house, moment_id, kind_tag=ana.me().couple_tags("aside")[0])
    assert (found(ana, moment_id).kind, said(found(ana, moment_id))) == ("note", SECRET)


@pytest.mark.parametrize("column", ["sealed", "wrapped"])
def test_a_swapped_question_is_told(ana: Client, ben: Client, column: str) -> None:
    one, other = asked(ana, "one?"), asked(ana, "other?")
    with ana.house.house.store.writing() as db:
        value = db.execute(select(round_.c[column]).where(round_.c.id == other)).scalar_one()
        db.execute(update(round_).where(round_.c.id == one).values({column: value}))
    assert isinstance(look(ben, find_round, one).prompt, Broken)


@pytest.mark.parametrize("column", ["keyring", "profile", "secret_wrap"])
def test_what_is_swapped_between_persons_is_an_error(ana: Client, ben: Client, column: str) -> None:
    theirs = {who: getattr(person_row(who), column) for who in (ana, ben)}
    for who, other in ((ana, ben), (ben, ana)):
        replace_in(who, **{column: theirs[other]})
    with pytest.raises(Tampered):
        uses_keys(ana)


def test_ones_own_settings_swapped_are_an_error(ana: Client, ben: Client) -> None:
    do(ben, keep_own, Own(no_code=True))
    replace_in(ana, own=person_row(ben).own)
    with pytest.raises(Tampered):
        ana.me()


def uses_keys(who: Client) -> None:
    me = who.me()
    open_secret(me.secret_wrap, me.id, me.keys.account)


def person_row(who: Client) -> Any:
    with who.house.house.store.reading() as db:
        return db.execute(select(person).where(person.c.id == who.entrance.person)).one()


def replace_in(who: Client, **columns: object) -> None:
    with who.house.house.store.writing() as db:
        db.execute(update(person).where(person.c.id == who.entrance.person).values(**columns))


def test_keys_of_one_person_load_no_other(ana: Client, ben: Client) -> None:
    with ana.house.house.store.reading() as db, pytest.raises(Tampered):
        load(db, ben.me().id, ben.me().couple, ana.me().keys)
