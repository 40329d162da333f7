"""G5, second half: what a database writer does to accounts, keys, invitations and sessions, to become somebody."""

from __future__ import annotations

import re

import msgspec
from sqlalchemy import insert

from bench.trust.stage import EVES, Stage, script
from gemel.people import pairing
from gemel.people.account import check_hash, normalise, stretched
from gemel.people.rotation import _context
from gemel.people.sessions import ABSOLUTE
from gemel.people.tables import account, couple, grant, invitation, person, turn
from gemel.people.wraps import open_secret
from gemel.testing import PASSPHRASE, Client
from gemel.vault import Tampered, canonical, new_key, new_pair
from gemel.vault import grant as vault_grant

EVIL = new_pair()
OF_THE_PASSPHRASE = ("salt", "ops", "mem_kib", "check_hash", "account_wrap", "private_wrap")


@script
def the_cost_is_lowered(on: Stage) -> bool:
    on.account_of(on.ana, ops=0, mem_kib=8)
    return on.gets_in(on.ana)


@script
def the_check_is_replaced_by_one_that_eve_knows(on: Stage) -> bool:
    row, settings = on.account(on.ana), on.house.house.settings
    parts = stretched(normalise(EVES), row.salt, settings.cost, settings.pepper)
    on.account_of(on.ana, check_hash=check_hash(parts.check))
    return on.gets_in(on.ana, EVES)


@script
def eves_passphrase_is_put_in_place_of_anas(on: Stage) -> bool:
    theirs = on.account(on.eve)
    on.account_of(on.ana, **{name: getattr(theirs, name) for name in OF_THE_PASSPHRASE})
    return on.signs_in(on.ana, PASSPHRASE).get("/you").url.path == "/you"


@script
def eves_account_is_pointed_at_ana(on: Stage) -> bool:
    on.says()
    ana, row = on.ana.me(), on.account(on.eve)
    on.drop(account, person_id=ana.id)
    on.overwrite(account, {"tag": row.tag}, person_id=ana.id, couple_id=ana.couple)
    return on.reads(on.signs_in(on.eve, PASSPHRASE))


@script
def eves_account_is_pointed_at_their_couple(on: Stage) -> bool:
    on.says()
    ana, eve = on.ana.me(), on.eve.me()
    on.account_of(on.eve, couple_id=ana.couple)
    on.drop(person, id=on.ben.me().id)
    on.plant(person, on.row(person, id=eve.id), couple_id=ana.couple, seat=1)
    return on.reads(on.eve) or on.eve.name in on.ana.get("/").text


@script
def eves_recovery_code_is_put_in_place_of_anas(on: Stage) -> bool:
    on.account_of(on.ana, account_code_wrap=on.account(on.eve).account_code_wrap)
    browser = on.house.client()
    browser.post(
        "/recovery", {"name": on.ana.name, "code": on.eve.entrance.code, "passphrase": EVES, "private_code": ""}
    )
    return browser.get("/you").url.path == "/you"


@script
def former_keys_are_planted(on: Stage) -> bool:
    """Sealed by Eve for Eve: they must not become keys that Ana reads with."""
    on.eve.post("/rotation", {"passphrase": PASSPHRASE, "fresh": PASSPHRASE})
    former = on.account(on.eve).former
    if former is None:
        return True  # the rotation did not go through, and the script shows nothing
    on.account_of(on.ana, former=former)
    return on.ana.get("/you").status_code == 200


@script
def the_keyring_of_another_is_put_in_place(on: Stage) -> bool:
    on.overwrite(person, {"id": on.ana.me().id}, keyring=on.row(person, id=on.eve.me().id).keyring)
    return on.ana.get("/timeline").status_code == 200


@script
def the_secret_of_another_is_put_in_place(on: Stage) -> bool:
    """It is asked for when an invitation is confirmed; Eve's must not pass for Ana's."""
    me = on.ana.me()
    try:
        open_secret(on.row(person, id=on.eve.me().id).secret_wrap, me.id, me.keys.account)
    except Tampered:
        return False
    return True


def _token(host: Client) -> bytes:
    house, now = host.house.house, host.house.clock.now
    with house.store.writing() as db:
        pairing.invite(db, host.me(), "come", now)
    with house.store.reading() as db:
        found = pairing.mine(db, host.me(), now)
    assert found is not None
    return found.token


def _takes(guest: Client, token: bytes) -> str:
    house, now = guest.house.house, guest.house.clock.now
    with house.store.writing() as db:
        pairing.take(db, guest.me(), token, now)
    with house.store.reading() as db:
        found = pairing.taken_by(db, guest.me(), now)
    return (found and found.code) or ""


def _pairs(on: Stage) -> tuple[Client, Client, str]:
    """Two people amid pairing, and the code on the guest's screen."""
    host, guest = on.eve, on.house.person(f"Gil {on.number}")
    return host, guest, _takes(guest, _token(host))


def _confirms(host: Client, code: str) -> bool:
    host.post("/pairing/confirmation", {"code": code})
    with host.house.house.store.reading() as db:
        found = pairing.mine(db, host.me(), host.house.clock.now)
    return found is not None and found.confirmed


@script
def the_guests_key_is_swapped_for_the_writers(on: Stage) -> bool:
    host, _guest, code = _pairs(on)
    on.overwrite(invitation, {"couple_id": host.me().couple}, guest_public=EVIL.public)
    return _confirms(host, code)


@script
def the_hosts_key_is_swapped_for_the_writers(on: Stage) -> bool:
    host, guest = on.eve, on.house.person(f"Gil {on.number}")
    token = _token(host)
    on.overwrite(invitation, {"couple_id": host.me().couple}, from_public=EVIL.public)
    return _confirms(host, _takes(guest, token))


@script
def an_invitation_is_confirmed_by_nobody(on: Stage) -> bool:
    host, guest, _code = _pairs(on)
    on.overwrite(invitation, {"couple_id": host.me().couple}, confirmed_at=1)
    guest.get("/pairing")
    guest.get("/")
    return not guest.me().alone


@script
def a_grant_is_planted(on: Stage) -> bool:
    host, guest, _code = _pairs(on)
    me, them = host.me(), guest.me()
    box = vault_grant(new_key(), EVIL.secret, them.public_key, canonical("gemel/v1/grant", me.couple, them.id, 2))
    on.overwrite(invitation, {"couple_id": me.couple}, confirmed_at=1, from_public=EVIL.public)
    row = {"couple_id": me.couple, "to_person": them.id, "from_person": me.id, "epoch": 2, "box": box}
    with on.house.house.store.writing() as db:
        db.execute(insert(grant).values(**row))
    guest.get("/pairing")
    guest.get("/")
    return not guest.me().alone


@script
def a_change_of_keys_is_planted(on: Stage) -> bool:
    """A box that would lead Ben to an epoch key that the writer knows."""
    ben, evil = on.ben.me(), new_key()
    epoch, _key = ben.keyring.current
    box = vault_grant(
        msgspec.msgpack.encode((evil, EVIL.public)), EVIL.secret, ben.public_key, _context(ben.couple, ben.id, 1, epoch)
    )
    with on.house.house.store.writing() as db:
        db.execute(insert(turn).values(couple_id=ben.couple, to_person=ben.id, turn=1, epoch=epoch, box=box))
    on.overwrite(couple, {"id": ben.couple}, turn=1)
    on.ben.get("/")
    return evil in on.ben.me().keyring.epochs.values()


@script
def an_invitation_opens_a_second_time(on: Stage) -> bool:
    """The guest struck out, so that the link could be taken again: whoever takes it has no code that was read aloud."""
    host, _guest, code = _pairs(on)
    none = dict.fromkeys(("guest", "guest_couple", "guest_public", "guest_token", "guest_name", "confirmed_at"))
    on.overwrite(invitation, {"couple_id": host.me().couple}, **none)
    return _confirms(host, code)


@script
def a_session_outlives_its_end(on: Stage) -> bool:
    cookie = on.ana.cookie
    on.house.clock.now += ABSOLUTE + 60
    on.session_is(on.ana, ends_at=on.house.clock.now + ABSOLUTE)
    alive = on.ana.get("/you").url.path == "/you"
    on.house.clock.now -= ABSOLUTE + 60
    on.ana.cookie = cookie
    return alive


@script
def a_session_is_moved_to_eves_browser(on: Stage) -> bool:
    on.says()
    on.session_is(on.eve, blob=on.session_of(on.ana)["blob"])
    return on.reads(on.eve)


@script
def a_session_changes_its_owner(on: Stage) -> bool:
    """Eve's list must not show it, though it ends with hers: the note on it is sealed for Ana."""
    on.ana.get("/sessions")
    on.session_is(on.ana, owner=on.session_of(on.eve)["owner"])
    return len(re.findall(r"/sessions/[0-9a-f]+/name", on.eve.get("/sessions").text)) > 1


@script
def private_pages_are_opened_by_another_wrap(on: Stage) -> bool:
    id = f"cd{on.number:06d}" + "0" * 24
    on.ana.post("/private", {"_id": id, "words": on.secret})
    on.account_of(on.ana, private_wrap=on.account(on.eve).private_wrap)
    on.ana.post("/private/key", {"passphrase": PASSPHRASE})
    return on.secret in on.ana.get("/private").text


@script
def a_name_is_pointed_at_another_account(on: Stage) -> bool:
    """Ana's name leads to Eve's row: Eve would sign in as «Ana», and must find nothing of hers."""
    on.says()
    row = on.account(on.ana)
    on.drop(account, tag=row.tag)
    on.account_of(on.eve, tag=row.tag)
    return on.reads(on.signs_in(on.ana, PASSPHRASE))
