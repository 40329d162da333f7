"""Several threads at the same moment: what may happen once happens once, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from gemel.moments import TooLate, draft, erase, hand_in, hand_in_draft, handed_in, keep, share, take_back, verbs
from gemel.moments.moving import leave, settle_alone, step_inside
from gemel.moments.tables import round_
from gemel.moments.tests.saying import (
    Note,
    asked,
    do,
    drafted,
    everything,
    found,
    look,
    now,
    rows,
    said,
    shared,
)  # fmt: skip
from gemel.people import account, pairing
from gemel.people.person import Person
from gemel.people.tables import couple, person
from gemel.store import Busy, new_id
from gemel.testing import Client, TestHouse


def at_once(tasks: list[Callable[[], object]]) -> Counter[str]:
    """Run everything at the same moment; counts what came of it: «done», or the name of the refusal."""
    ready = Barrier(len(tasks))

    def run(task: Callable[[], object]) -> str:
        ready.wait()
        try:
            task()
        except Exception as refused:
            return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(len(tasks)) as threads:
        return Counter(threads.map(run, tasks))


def test_one_of_sixteen_hand_ins_with_ids_of_their_own_counts(ana: Client) -> None:
    me, round_id = ana.me(), asked(ana)
    write = [lambda: do(me, hand_in, Note(words="x"), now(ana), id=new_id(), round_id=round_id, house=ana.house)] * 16
    assert at_once(write) == {"done": 1, "TooLate": 15}
    assert look(ana, handed_in, [round_id]) == {round_id: 1}


def test_sixteen_hand_ins_of_one_form_are_one(ana: Client) -> None:
    me, round_id, id = ana.me(), asked(ana), new_id()
    write = [lambda: do(me, hand_in, Note(words="x"), now(ana), id=id, round_id=round_id, house=ana.house)] * 16
    assert at_once(write) == {"done": 16}
    assert look(ana, handed_in, [round_id]) == {round_id: 1}


def test_a_draft_is_handed_in_by_one_of_sixteen(ana: Client) -> None:
    me, round_id = ana.me(), asked(ana)
    it = found(ana, drafted(ana, round_id))
    assert at_once([lambda: do(me, hand_in_draft, it, now(ana), house=ana.house)] * 16) == {"done": 1, "TooLate": 15}


@pytest.mark.parametrize("verb", [share, keep])
def test_fifty_submits_of_one_form_are_one_row(ana: Client, verb: Callable[..., bytes]) -> None:
    me, id = ana.me(), new_id()
    assert at_once([lambda: do(me, verb, Note(words="x"), now(ana), id=id, house=ana.house)] * 50) == {"done": 50}
    assert len(rows(ana.house)) == 1


def test_both_hand_in_at_once_and_both_read(ana: Client, ben: Client) -> None:
    round_id = asked(ana)
    people = [(who, who.me()) for who in (ana, ben)]
    tasks = [part(who, me, round_id) for who, me in people]
    assert at_once(tasks) == {"done": 2}
    assert len(everything(ana)) == len(everything(ben)) == 2


def part(who: Client, me: Person, round_id: bytes) -> Callable[[], object]:
    return lambda: do(me, hand_in, Note(words="x"), now(who), id=new_id(), round_id=round_id, house=who.house)


def test_erasing_while_it_is_handed_in_leaves_one_hand_in_or_none(ana: Client) -> None:
    me = ana.me()
    for _again in range(8):
        round_id = asked(ana)
        it = found(ana, drafted(ana, round_id))
        verbs_ = (hand_in_draft, erase)
        came = at_once([lambda verb=verb, it=it: do(me, verb, it, now(ana), house=ana.house) for verb in verbs_])  # type: ignore[misc]
        there = look(ana, handed_in, [round_id]).get(round_id, 0)
        assert there == (1 if came["done"] == 2 else 0)


def test_taking_back_sixteen_times_at_once(ana: Client, ben: Client) -> None:
    me, it = ana.me(), found(ana, shared(ana))
    came = at_once([lambda: do(me, take_back, it, now(ana), house=ana.house)] * 16)
    assert came == {"done": 1, "TooLate": 15}
    assert everything(ben) == []


def test_leaving_twice_at_once_leaves_once(ana: Client, ben: Client) -> None:
    me = ana.me()
    shared(ana)
    assert at_once([lambda: do(me, leave, now(ana), house=ana.house)] * 4) == {"done": 1, "Busy": 3}
    assert [said(it) for it in everything(ana)] == ["lighthouse"]
    assert len(rows(ana.house)) == 1


def test_what_is_written_while_one_leaves_goes_along_or_is_refused(ana: Client) -> None:
    me = ana.me()
    ids = [new_id() for _ in range(8)]
    write = [lambda id=id: do(me, share, Note(words="x"), now(ana), id=id, house=ana.house) for id in ids]  # type: ignore[misc]
    came = at_once([*write, lambda: do(me, leave, now(ana), house=ana.house)])
    assert set(came) <= {"done", "TooLate"}
    assert len([it for it in everything(ana) if said(it) == "x"]) == came["done"] - 1


def test_when_both_leave_at_once_no_couple_is_left_behind(ana: Client, ben: Client, house: TestHouse) -> None:
    asked(ana)
    people = [(who, who.me()) for who in (ana, ben)]
    leaving = [lambda me=me: do(me, leave, now(ana), house=house) for _who, me in people]  # type: ignore[misc]
    assert at_once(leaving) == {"done": 2}
    with house.house.store.reading() as db:
        left = [db.execute(select(func.count()).select_from(table)).scalar_one() for table in (couple, person, round_)]
    assert left == [2, 2, 0]


def test_settling_at_once_begins_one_epoch(ana: Client, ben: Client) -> None:
    do(ana, leave, now(ana))
    me = ben.me()
    assert at_once([lambda: do(me, settle_alone, house=ben.house)] * 4) == {"done": 4}
    assert ben.me().couple_epoch == 3
    assert shared(ben) in {it.id for it in everything(ben)}


def test_an_invitation_opened_by_many_at_once_is_one_guests(house: TestHouse) -> None:
    host, guests = house.person("Ana"), [house.person(name) for name in ("Ben", "Cleo", "Dan", "Eli")]
    token = invited(host)
    people = [guest.me() for guest in guests]
    take = [lambda me=me: do(me, pairing.take, token, now(host), house=house) for me in people]  # type: ignore[misc]
    assert at_once(take) == {"done": 1, "NoInvitation": 3}


def test_the_right_code_sent_twice_at_once_grants_once(house: TestHouse) -> None:
    host, guest = house.person("Ana"), house.person("Ben")
    do(guest, pairing.take, invited(host), now(host))
    code = look(guest, pairing.taken_by, now(host)).code  # type: ignore[union-attr]
    me = host.me()
    assert at_once([lambda: do(me, pairing.confirm, code, now(host), house=house)] * 4) == {"done": 4}
    do(guest, step_inside, now(guest))
    assert shared(host) in {it.id for it in everything(guest)}


def test_stepping_inside_twice_at_once_is_once(house: TestHouse) -> None:
    host, guest = house.person("Ana"), house.person("Ben")
    do(guest, pairing.take, invited(host), now(host))
    code = look(guest, pairing.taken_by, now(host)).code  # type: ignore[union-attr]
    do(host, pairing.confirm, code, now(host))
    me = guest.me()
    came = at_once([lambda: do(me, step_inside, now(guest), house=house)] * 4)
    assert came["done"] == 1
    assert set(came) <= {"done", "Busy", "NoInvitation"}
    with house.house.store.reading() as db:
        assert account.couple_of(db, guest.me().id) == host.me().couple


def invited(host: Client) -> bytes:
    do(host, pairing.invite, "come", now(host))
    return look(host, pairing.mine, now(host)).token  # type: ignore[union-attr]


def test_a_confirmation_from_an_old_picture_is_refused(house: TestHouse) -> None:
    """The keys that it would hand on are not the newest any more."""
    host, guest = house.person("Ana"), house.person("Ben")
    old = host.me()
    do(host, settle_alone)
    do(guest, pairing.take, invited(host), now(host))
    code = look(guest, pairing.taken_by, now(host)).code  # type: ignore[union-attr]
    with pytest.raises(Busy):
        do(old, pairing.confirm, code, now(host), house=house)


def test_the_same_form_that_another_thread_sends_first(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What PostgreSQL's threads can do to each other, step by step."""
    id, looked = do(ana, share, Note(words="first"), now(ana), id=new_id()), iter([False, True])
    monkeypatch.setattr(verbs, "_is_there", lambda *_where: next(looked))
    assert do(ana, share, Note(words="second"), now(ana), id=id) == id
    assert said(found(ana, id)) == "first"


def test_a_draft_and_a_hand_in_at_once_are_one_part(ana: Client) -> None:
    me, round_id = ana.me(), asked(ana)
    tasks = [
        lambda verb=verb: do(me, verb, Note(words="x"), now(ana), id=new_id(), round_id=round_id, house=ana.house)  # type: ignore[misc]
        for verb in (draft, hand_in) * 4
    ]
    assert at_once(tasks) == {"done": 1, "TooLate": 7}
    with pytest.raises(TooLate):
        do(ana, draft, Note(words="again"), now(ana), id=new_id(), round_id=round_id)
