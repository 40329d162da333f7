"""Being let back in, for tests: by the same steps that the two phones take. Ben lost his keys; his new account is `new`."""

from __future__ import annotations

from gemel.moments.returning import Arrival, Fresh, prepare, step_in
from gemel.people import account, returning
from gemel.people.returning import HOURS_72, Return
from gemel.people.tests.doing import do, look
from gemel.testing import PASSPHRASE, TEST_COST, Client


def offered(ana: Client) -> Return:
    """She makes the link."""
    do(ana, returning.offer, ana.house.clock.now)
    return hers(ana)


def hers(ana: Client) -> Return:
    found = look(ana, returning.mine, ana.house.clock.now)
    assert found is not None
    return found


def his(new: Client) -> Return:
    found = look(new, returning.taken_by, new.house.clock.now)
    assert found is not None
    return found


def taken(ana: Client, new: Client) -> str:
    """The new account opens the link; gives the code on its screen."""
    do(new, returning.take, offered(ana).token, new.house.clock.now)
    return his(new).code or ""


def confirmed(ana: Client, new: Client, everything: bool = False) -> None:
    do(ana, returning.confirm, taken(ana, new), everything, ana.house.clock.now)


def ready(ana: Client, new: Client, everything: bool = False) -> None:
    confirmed(ana, new, everything)
    ana.house.clock.now += HOURS_72


def prepared(new: Client, passphrase: str = PASSPHRASE) -> Fresh:
    house, back = new.house.house, his(new)
    with house.store.reading() as db:
        row = account.by_person(db, new.entrance.person)
    assert row is not None
    return prepare(row, back.person, passphrase, TEST_COST, house.settings.pepper)


def steps_in(new: Client, passphrase: str = PASSPHRASE) -> Arrival:
    """The new account becomes the person it is let back in as."""
    fresh = prepared(new, passphrase)
    with new.house.house.store.writing() as db:
        arrival = step_in(db, fresh, new.house.clock.now)
    new.entrance = arrival.entrance
    return arrival


def back_again(ana: Client, new: Client, everything: bool = False) -> Arrival:
    ready(ana, new, everything)
    return steps_in(new)


def comes_by(who: Client) -> Client:
    """The same person three days later: signed in anew, since a session ends sooner."""
    who.cookie = who.house.house.sessions.begin(who.entrance_now(), who.house.clock.now)
    return who
