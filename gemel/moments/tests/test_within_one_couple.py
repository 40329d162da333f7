"""Every statement on a couple's tables names the couple, so that they can be spread over servers by couple."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from gemel.moments import (
    Meeting,
    asked_lately,
    counts,
    erase,
    find_round,
    hand_in_draft,
    handed_in,
    in_rounds,
    lift,
    marks,
    meetings,
    my_hand_ins,
    of_kind,
    on_this_day,
    put,
    revise,
    rounds,
    search,
    take_back,
    timeline,
    to_answer,
    waiting_for,
    widen,
)  # fmt: skip
from gemel.moments.moving import leave, settle_alone
from gemel.moments.tests.saying import (
    Note,
    asked,
    change,
    change_now,
    do,
    drafted,
    everything,
    found,
    handed,
    kept,
    look,
    now,
    scheduled,
    shared,
)  # fmt: skip
from gemel.people import pairing
from gemel.people.errors import NoInvitation
from gemel.people.person import Own, keep_own, keep_profile
from gemel.people.profile import Profile
from gemel.testing import Client, TestHouse

OURS = {"person", "round", "moment", "mark", "couple", "key_grant"}
NAMED = re.compile(r"(?:\b(?:FROM|JOIN|UPDATE|INTO)|,)\s+\"?(\w+)\"?(?:\s+AS\s+(\w+))?(?=[\s,(]|$)")


@contextmanager
def recorded(house: TestHouse) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_db: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(" ".join(statement.split()))

    event.listen(house.house.store.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(house.house.store.engine, "before_cursor_execute", note)


def unbound(statement: str) -> list[str]:
    """The tables of ours, or their aliases, that a statement reads or writes without naming a couple."""
    if inserted := re.match(r"INSERT INTO \"?(\w+)\"? \(([^)]*)\)", statement):
        table, columns = inserted.groups()
        return [table] if table in OURS and the_couple(table) not in columns.split(", ") else []
    tables = {(alias or table, table) for table, alias in NAMED.findall(statement) if table in OURS}
    return [name for name, table in tables if not is_bound(statement, name, the_couple(table))]


def the_couple(table: str) -> str:
    return "id" if table == "couple" else "couple_id"


def is_bound(statement: str, name: str, column: str) -> bool:
    """To a couple that is given, or to a table that is."""
    its = rf"\"?{name}\"?\.{column}\b"
    given = re.search(r"\b(?:couple_id|couple\.id) = [?%:]", statement)
    return bool(given and re.search(rf"{its} = |= {its}", statement))


def a_whole_story(house: TestHouse) -> None:
    ana, ben, cleo = (house.person(name) for name in ("Ana", "Ben", "Cleo"))
    alone_and_together(house, ana, ben)
    wrote(ana, ben)
    read(ana)
    read(ben)
    do(ana, keep_profile, Profile(name="Ana", depth=1))
    do(ana, keep_own, Own(no_code=True))
    do(ben, leave, now(ben))
    do(ana, settle_alone)
    house.pair(ana, cleo)


def alone_and_together(house: TestHouse, ana: Client, ben: Client) -> None:
    shared(ana)
    do(ana, pairing.invite, "come", now(ana))
    do(ana, pairing.count_try)
    do(ana, pairing.withdraw)
    with pytest.raises(NoInvitation):
        look(ana, lambda db, _me: pairing.look(db, bytes(16), now(ana)))
    house.pair(ana, ben)


def wrote(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    moment = drafted(ana, round_id)
    change(ana, revise, moment, Note(words="better"))
    change_now(ana, hand_in_draft, moment)
    handed(ben, round_id)
    for who in (ana, ben):
        do(who, put, found(who, moment), "thanked", now(who))
    do(ana, lift, found(ana, moment), "thanked")
    change_now(ana, widen, kept(ana))
    change_now(ana, take_back, moment)
    change_now(ana, erase, moment)
    change_now(ana, erase, kept(ana, deep=True))
    scheduled(ana)


def read(who: Client) -> None:
    ids = [it.id for it in everything(who)]
    all_rounds = [it.id for it in look(who, rounds, "prompt")]
    for round_id in all_rounds:
        look(who, find_round, round_id)
    for hand_ins in (handed_in, my_hand_ins):
        look(who, hand_ins, all_rounds)
    lately = look(who, asked_lately, now(who), "prompt")
    look(who, to_answer, lately)
    look(who, meetings, now(who), lately, Meeting)
    look(who, marks, ids)
    for reader in (timeline, counts):
        look(who, reader, now(who))
    look(who, timeline, now(who), (now(who), bytes(16)))
    look(who, in_rounds, now(who), all_rounds)
    look(who, search, now(who), "light")
    look(who, of_kind, now(who), "note", author=who.me().id, open_now=True, since=0)
    look(who, waiting_for, now(who), "note")


def test_every_statement_stays_within_one_couple(house: TestHouse) -> None:
    with recorded(house) as statements:
        a_whole_story(house)
    ours = [one for one in statements if {table for table, _alias in NAMED.findall(one)} & OURS]
    assert {table for one in ours for table, _alias in NAMED.findall(one)} >= OURS
    assert len(ours) > 150
    assert [(unbound(one), one) for one in ours if unbound(one)] == []


def test_no_question_is_planned_anew_for_the_mode_it_asks_for(ana: Client, ben: Client, cleo: Client) -> None:
    handed(ben, asked(ana))
    asked(cleo)
    with recorded(ana.house) as statements:
        for who in (ana, cleo):
            read(who)
            look(who, lambda db, me, at: list(on_this_day(db, me, at, me.zone)), now(who))
    assert any("'both'" in one for one in statements)
    assert [one for one in statements if re.search(r"\bmode !?= [?%:]", one)] == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT moment.id FROM moment WHERE moment.id = ?",
        "SELECT moment.id FROM moment, mark WHERE moment.couple_id = ? AND mark.moment_id = moment.id",
        "SELECT 1 FROM moment AS mine, moment WHERE moment.couple_id = ?",
        "SELECT person.id FROM person JOIN couple ON couple.epoch = 1 WHERE person.couple_id = ?",
        "UPDATE couple SET epoch=? WHERE couple.epoch = ?",
        'DELETE FROM "round" WHERE "round".id = ?',
        "INSERT INTO mark (moment_id, at) VALUES (?, ?)",
        "INSERT INTO couple (epoch) VALUES (?)",
    ],
)
def test_a_statement_across_couples_would_be_noticed(statement: str) -> None:
    assert unbound(statement)
