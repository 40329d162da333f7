"""A way back, offered by the partner: a link for a day, a code read aloud, three days in which each can stop it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from gemel.moments.deleting import delete_account
from gemel.moments.moving import leave
from gemel.moments.tests.turning import rotate
from gemel.people import pairing, return_box, returning
from gemel.people.errors import AlreadyTwo, NoInvitation, NotTheCode
from gemel.people.pairing import HOURS_24, TRIES
from gemel.people.person import keep_profile
from gemel.people.returning import DAYS_14, HOURS_72
from gemel.people.tables import key_return
from gemel.people.tests.coming_back import comes_by, confirmed, hers, his, offered, ready, steps_in, taken
from gemel.people.tests.doing import do, look, overwrite
from gemel.testing import Client, TestHouse


@pytest.fixture
def ana(couple: tuple[Client, Client]) -> Client:
    return couple[0]


@pytest.fixture
def ben(couple: tuple[Client, Client]) -> Client:
    """Whoever still opens the old account: himself, who found his code, or somebody else."""
    return couple[1]


@pytest.fixture
def new(house: TestHouse) -> Client:
    return house.person("Ben again")


def why(who: Client, verb: object, *args: object) -> str:
    with pytest.raises(NoInvitation) as refused:
        do(who, verb, *args)  # type: ignore[arg-type]
    return refused.value.why


def left(house: TestHouse) -> int:
    with house.house.store.reading() as db:
        return len(db.execute(select(key_return.c.id)).all())


def test_the_link_shows_both_names_to_whoever_holds_it(ana: Client, new: Client) -> None:
    found = offered(ana)
    assert look(new, lambda db, _me: returning.look(db, found.token, new.house.clock.now)) == ("Ana", "Ben")
    assert pairing.token_of(found.path.rpartition("/")[2]) == found.token


def test_what_is_stored_opens_without_the_link_for_nobody(ana: Client, new: Client) -> None:
    confirmed(ana, new)
    with ana.house.house.store.reading() as db:
        stored = repr(tuple(db.exec_driver_sql("SELECT * FROM key_return").one()))
    assert not any(secret in stored for secret in (repr(hers(ana).token)[2:-1], "Ana", "Ben"))


def test_it_is_good_for_a_day(ana: Client, new: Client, house: TestHouse) -> None:
    token = offered(ana).token
    house.clock.now += HOURS_24
    assert look(ana, returning.mine, house.clock.now) is None
    assert why(new, returning.take, token, house.clock.now) == "expired"


def test_a_code_that_comes_a_day_late_is_too_late(ana: Client, new: Client, house: TestHouse) -> None:
    code = taken(ana, new)
    house.clock.now += HOURS_24
    assert why(ana, returning.confirm, code, False, house.clock.now) == "expired"


def test_it_opens_once(ana: Client, new: Client, cleo: Client) -> None:
    token = offered(ana).token
    do(new, returning.take, token, new.house.clock.now)
    assert why(cleo, returning.take, token, new.house.clock.now) == "taken"


def test_of_two_who_both_looked_one_is_let_in(
    ana: Client, new: Client, cleo: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = offered(ana).token
    free = look(cleo, lambda db, _me: returning._still_open(db, token, ana.house.clock.now))
    do(new, returning.take, token, new.house.clock.now)
    monkeypatch.setattr(returning, "_still_open", lambda *_args: free)
    assert why(cleo, returning.take, token, new.house.clock.now) == "taken"


def test_neither_of_the_two_takes_it(ana: Client, ben: Client) -> None:
    token = offered(ana).token
    assert "inside already" in ben.post(f"{hers(ana).path}/guest").text
    assert why(ana, returning.take, token, ana.house.clock.now) == "own"


def test_nobody_of_another_couple_takes_it(ana: Client, house: TestHouse) -> None:
    cleo, _dan = house.couple("Cleo", "Dan")
    token = offered(ana).token
    with pytest.raises(AlreadyTwo):
        do(cleo, returning.take, token, house.clock.now)


def test_somebody_alone_offers_nothing(new: Client) -> None:
    assert why(new, returning.offer, new.house.clock.now) == "alone"


def test_who_was_left_meanwhile_offers_nothing(ana: Client, ben: Client) -> None:
    before = ana.me()
    ben.post("/leaving")
    with pytest.raises(NoInvitation):
        do(before, returning.offer, ana.house.clock.now, house=ana.house)


def test_a_newer_link_ends_the_older(ana: Client, new: Client) -> None:
    old, _new = offered(ana), offered(ana)
    assert why(new, returning.take, old.token, new.house.clock.now) == "unknown"


def wrong(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 10**6:06}"


def test_five_wrong_codes_stop_it(ana: Client, new: Client, house: TestHouse) -> None:
    code = taken(ana, new)
    for tries in range(1, TRIES + 1):
        with pytest.raises(NotTheCode) as refused:
            do(ana, returning.confirm, wrong(code), False, house.clock.now)
        assert refused.value.left == TRIES - tries
        do(ana, returning.count_try)
    assert why(ana, returning.confirm, code, False, house.clock.now) == "expired"
    assert left(house) == 0


def test_nothing_is_confirmed_before_somebody_came(ana: Client) -> None:
    offered(ana)
    assert why(ana, returning.confirm, "000 000", False, ana.house.clock.now) == "expired"


def test_only_who_made_the_link_confirms(ana: Client, ben: Client, new: Client, house: TestHouse) -> None:
    code = taken(ana, new)
    assert why(ben, returning.confirm, code, False, house.clock.now) == "expired"
    assert why(new, returning.confirm, code, False, house.clock.now) == "alone"


def test_confirming_twice_begins_the_days_once(ana: Client, new: Client, house: TestHouse) -> None:
    confirmed(ana, new)
    before, opens = ana.me(), hers(ana).opens_at
    house.clock.now += 60
    do(ana, returning.confirm, "000 000", True, house.clock.now)
    assert (ana.me(), hers(ana).opens_at) == (before, opens)


def test_confirming_changes_nothing_between_the_two_yet(ana: Client, ben: Client, new: Client) -> None:
    before = ana.me()
    confirmed(ana, new)
    me = ana.me()
    assert me.keyring.partner_public == before.keyring.partner_public
    assert (me.couple_epoch, me.keyring.current) == (before.couple_epoch, before.keyring.current)
    assert me.partner and me.partner.name == "Ben"


def test_somebody_who_swaps_the_new_key_is_heard(ana: Client, new: Client, cleo: Client, house: TestHouse) -> None:
    """A server that hands out a key of its own shows two different codes."""
    code = taken(ana, new)
    overwrite(house, key_return, "guest", new.me().id, guest_public=cleo.me().public_key)
    with pytest.raises(NotTheCode):
        do(ana, returning.confirm, code, False, house.clock.now)


@pytest.mark.parametrize("after", [0, HOURS_72 - 1, -HOURS_72, DAYS_14, DAYS_14 + HOURS_72])
def test_the_step_inside_has_its_time(ana: Client, new: Client, house: TestHouse, after: int) -> None:
    """Also if the clock jumps: back it is too early, far ahead it is too late."""
    confirmed(ana, new)
    house.clock.now += after
    assert why(new, return_box.due, house.clock.now) == ("expired" if after >= DAYS_14 else "early")


@pytest.mark.parametrize("by", ["ana", "ben", "new"])
def test_each_of_the_three_stops_it(ana: Client, ben: Client, new: Client, house: TestHouse, by: str) -> None:
    ready(ana, new)
    for who in (ana, ben, new):
        comes_by(who)
    {"ana": ana, "ben": ben, "new": new}[by].post("/returns/withdrawal")
    assert left(house) == 0
    assert why(new, return_box.due, house.clock.now) == "expired"
    assert ana.get("/").status_code == ben.get("/").status_code == 200


def test_a_stranger_stops_nothing(ana: Client, new: Client, cleo: Client, house: TestHouse) -> None:
    confirmed(ana, new)
    assert do(cleo, returning.stop) is False
    assert left(house) == 1


@pytest.mark.parametrize("by", ["ana", "ben", "new"])
def test_who_leaves_or_moves_or_is_deleted_ends_it(
    ana: Client, ben: Client, new: Client, house: TestHouse, by: str
) -> None:
    confirmed(ana, new)
    if by == "new":
        do(new, delete_account)
    else:
        {"ana": ana, "ben": ben}[by].post("/leaving")
    assert left(house) == 0


def test_who_joins_another_couple_meanwhile_lets_it_go(
    ana: Client, new: Client, cleo: Client, house: TestHouse
) -> None:
    confirmed(ana, new)
    house.pair(cleo, new)
    assert left(house) == 0


@pytest.mark.parametrize("by", ["ana", "ben", "new"])
def test_whoever_changes_every_key_lets_it_go(ana: Client, ben: Client, new: Client, house: TestHouse, by: str) -> None:
    confirmed(ana, new)
    rotate({"ana": ana, "ben": ben, "new": new}[by])
    assert left(house) == 0
    assert ana.me().keyring.coming is None or by != "ana"


def test_a_boundary_saved_meanwhile_is_kept(ana: Client, new: Client) -> None:
    ready(ana, new)
    me = ana.me()
    do(me, keep_profile, replace(me.profile, without=("money",)), house=ana.house)
    steps_in(new)
    assert new.me().limits.without == {"money"}


def test_a_token_of_before_a_rotation_is_nobodys(ana: Client, new: Client, house: TestHouse) -> None:
    """What a request that began before a rotation left behind, under a key that is no more."""
    ready(ana, new)
    stale = his(new)
    overwrite(house, key_return, "id", stale.id, guest_token=b"\1\1" + bytes(90), token=b"\1\1" + bytes(90))
    assert look(new, returning.taken_by, house.clock.now) is None
    assert why(new, return_box.due, house.clock.now) == "expired"
    assert look(ana, returning.mine, house.clock.now) is None


def test_whom_it_was_offered_for_has_left_and_another_came(
    ana: Client, ben: Client, new: Client, house: TestHouse
) -> None:
    """The row goes with him; and one that was put back says another person."""
    code = taken(ana, new)
    overwrite(house, key_return, "couple_id", ana.me().couple, person_id=new.me().id)
    assert why(ana, returning.confirm, code, False, house.clock.now) == "expired"


def test_leaving_afterwards_is_as_ever(ana: Client, new: Client, house: TestHouse) -> None:
    ready(ana, new)
    steps_in(new)
    do(new, leave, house.clock.now)
    assert "on your own here now" in comes_by(ana).get("/").text
    assert ana.me().keyring.coming is None and left(house) == 0
