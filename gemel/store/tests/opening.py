"""What somebody can read of a database, by passphrase or by code: for tests of upgrades and restores."""

from __future__ import annotations

from dataclasses import replace

from gemel import app
from gemel.moments.moment import open_all
from gemel.moments.visibility import visible_to
from gemel.people import account, renewing
from gemel.people.person import Keys, load
from gemel.store import Store
from gemel.store.tests.freeze import PEPPER
from gemel.testing import TEST_COST

NEW = "another seven quiet hedgehogs walked home"


def words(store: Store, name: str, keys: Keys, person: bytes, now: int) -> set[str]:
    """Every word this person may read now. What does not open counts as what it is."""
    with store.reading() as db:
        couple = account.couple_of(db, person)
        assert couple is not None
        me = load(db, person, couple, keys)
        assert me is not None and me.name == name
        found = open_all(me, db.execute(visible_to(me, now)))
    bodies = [it.body for it in found]
    return {getattr(body, "did", "") or getattr(body, "words", type(body).__name__) for body in bodies}


def by_passphrase(store: Store, name: str, passphrase: str, now: int) -> set[str]:
    app.fill_registry()
    with store.reading() as db:
        row = account.find(db, account.name_tag(PEPPER, name))
    entrance, private = account.sign_in(row, passphrase, PEPPER, TEST_COST)
    return words(store, name, replace(entrance.keys, private=private), entrance.person, now)


def by_codes(store: Store, name: str, code: str, private_code: str, now: int) -> set[str]:
    """As somebody reads who has lost the passphrase and kept both codes."""
    app.fill_registry()
    with store.reading() as db:
        row = account.find(db, account.name_tag(PEPPER, name))
    renewal = renewing.recover(row, code, private_code, NEW, TEST_COST, PEPPER, name)
    with store.writing() as db:
        renewing.renew(db, renewal)
    return by_passphrase(store, name, NEW, now)
