"""What was asked of both lately: whom it waits for, and what of it is open."""

from __future__ import annotations

from gemel.moments import (
    Meeting,
    Round,
    ask,
    asked_lately,
    erase,
    find_round,
    keep,
    meetings,
    take_back,
    to_answer,
)  # fmt: skip
from gemel.moments.moving import leave, settle_alone
from gemel.moments.tests.saying import Aside, Note, asked, change_now, do, drafted, handed, look, now, said, shared
from gemel.moments.tests.test_within_one_couple import recorded
from gemel.people.person import Own, keep_own
from gemel.store import new_id
from gemel.testing import Client, TestHouse


def how_far(who: Client, round_id: bytes) -> tuple[bool, bool, bool]:
    """As it is found alone, and among others."""
    one = look(who, find_round, round_id)
    among = next(it for it in lately(who) if it.id == round_id)
    found = [(it.handed_in, it.both_in, it.all_in) for it in (one, among)]
    assert found[0] == found[1]
    return found[0]


def lately(who: Client) -> list[Round]:
    return look(who, asked_lately, now(who), "prompt")


def waiting(who: Client) -> list[bytes]:
    return [one.id for one in look(who, to_answer, lately(who))]


def met(who: Client, round_id: bytes) -> Meeting:
    return look(who, meetings, now(who), [look(who, find_round, round_id)], Meeting)[0]


def test_how_far_a_round_is_tells_nothing_of_the_other_before_both_are_in(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    drafted(ben, round_id)
    assert how_far(ana, round_id) == how_far(ben, round_id) == (False, False, False)
    other = asked(ana)
    handed(ana, other)
    assert how_far(ben, other) == (False, False, False)
    assert how_far(ana, other) == (True, False, False)
    handed(ben, other)
    assert how_far(ana, other) == how_far(ben, other) == (True, True, True)


def test_it_stays_so_for_good(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    one, other = handed(ana, round_id), handed(ben, round_id)
    change_now(ana, erase, one)
    change_now(ben, take_back, other)
    assert how_far(ana, round_id) == how_far(ben, round_id) == (True, True, True)


def test_what_is_said_beside_it_is_no_part_of_it(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    shared(ana, round_id=round_id)
    shared(ben, round_id=round_id)
    assert how_far(ana, round_id) == (False, False, False)
    it = met(ana, round_id)
    assert (len(it.parts), it.mine, it.theirs) == (2, None, None)


def test_somebody_alone_is_everybody(cleo: Client) -> None:
    round_id = asked(cleo)
    assert how_far(cleo, round_id) == (False, False, False)
    handed(cleo, round_id)
    assert how_far(cleo, round_id) == (True, False, True)


def test_what_waits_is_neither_handed_in_nor_put_aside(house: TestHouse, ana: Client, ben: Client) -> None:
    asked(ana, "of the week before")
    house.clock.forward(days=7, seconds=1)
    aside, done, begun, open_ = (asked(ana) for _round in range(4))
    do(ana, ask, Aside(words="of another kind"), now(ana), id=new_id())
    do(ana, keep_own, Own(set_aside=(aside,)))
    handed(ana, done)
    drafted(ana, begun)
    assert set(waiting(ana)) == {begun, open_}
    assert set(waiting(ben)) == {aside, done, begun, open_}


def test_what_somebody_alone_kept_for_themselves_waits_no_more(cleo: Client, house: TestHouse) -> None:
    kept, gone, open_ = (asked(cleo) for _round in range(3))
    for id in (kept, gone):
        do(cleo, keep, Note(words="for me"), now(cleo), id=id)
    change_now(cleo, erase, gone)
    assert set(waiting(cleo)) == {gone, open_}
    house.pair(cleo, house.person("Dana"))
    assert set(waiting(cleo)) == {kept, gone, open_}  # asked of one; whether two can answer it, its room knows


def test_after_the_other_left_ones_own_still_counts(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    handed(ana, round_id)
    handed(ben, round_id)
    do(ben, leave, now(ben))
    do(ana, settle_alone)
    assert how_far(ana, round_id) == (True, False, True)
    assert waiting(ana) == []


def test_both_see_what_both_said_once_both_did(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    assert (met(ana, round_id).mine, met(ana, round_id).handed_in) == (None, False)
    drafted(ana, round_id, "mine")
    assert (said(met(ana, round_id).mine), met(ana, round_id).handed_in) == ("mine", False)
    handed(ben, round_id, "theirs")
    assert (said(met(ben, round_id).mine), met(ben, round_id).theirs) == ("theirs", None)
    assert met(ana, round_id).theirs is None
    other = asked(ana)
    mine, theirs = handed(ana, other, "mine"), handed(ben, other, "theirs")
    it = met(ana, other)
    assert it.id == other and it.prompt == it.round.prompt and it.both_in and it.handed_in
    assert it.mine is not None and it.mine.id == mine and it.theirs is not None and it.theirs.id == theirs
    change_now(ana, erase, mine)
    assert not met(ana, other).handed_in and met(ana, other).theirs == it.theirs


def test_a_week_later_it_has_gone_by(house: TestHouse, ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    house.clock.forward(days=7)
    assert not met(ana, round_id).gone_by(now(ana)) and waiting(ana) == [round_id]
    house.clock.forward(seconds=1)
    assert met(ana, round_id).gone_by(now(ana)) and waiting(ana) == []


def test_parts_lie_with_their_round(ana: Client, ben: Client) -> None:
    first, second = asked(ana), asked(ana)
    parts = {one: {handed(ana, one), handed(ben, one)} for one in (first, second)}
    for it in look(ana, meetings, now(ana), lately(ana), Meeting):
        assert {part.id for part in it.parts} == parts[it.id]
    assert look(ana, meetings, now(ana), [], Meeting) == []


def test_one_question_each(house: TestHouse, ana: Client, ben: Client) -> None:
    for _round in range(3):
        handed(ana, asked(ana))
    me = ana.me()
    with recorded(house) as asked_of, house.house.store.reading() as db:
        found = asked_lately(db, me, now(ana), "prompt")
        assert (len(found), to_answer(db, me, found), selects(asked_of)) == (3, [], 1)
        meetings(db, me, now(ana), found, Meeting)
        assert selects(asked_of) == 2


def selects(asked_of: list[str]) -> int:
    return sum(one.startswith("SELECT") for one in asked_of)
