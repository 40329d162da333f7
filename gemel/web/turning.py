"""What rotations leave to be done, done a little at a time in people's own visits: no job has keys."""

from __future__ import annotations

from sqlalchemy import Connection

from gemel.moments.rewrapping import private_left, step_couple, step_own
from gemel.people.person import Person, keep_keyring
from gemel.people.rewrapping import profiles_left, step_profile
from gemel.people.rotation import GRACE, end, held, private_kept, waits
from gemel.sittings.rewrapping import step_sittings
from gemel.store import Store

AT_ONCE = 100  # steps of a few hundred rows, where somebody waits for it with their passphrase typed


def carry_on(store: Store, who: Person, now: int) -> None:
    """Many steps, each a transaction of its own: somebody has typed their passphrase, and private pages open."""
    for _step in range(AT_ONCE if who.turning else 0):
        with store.writing() as db:
            if not go_on(db, who, now):
                return


def due(who: Person, now: int) -> bool:
    return who.turning and now >= who.keyring.look_at


def go_on(db: Connection, who: Person, now: int) -> bool:
    """One step, in one short transaction. False when nothing is left to be re-wrapped for now."""
    who = held(db, who)
    if step_own(db, who) or (not waits(db, who) and _step_couple(db, who)):
        return True
    _let_go(db, who, now)
    return False


def _step_couple(db: Connection, who: Person) -> bool:
    return step_couple(db, who) or step_sittings(db, who) or step_profile(db, who)


def _let_go(db: Connection, who: Person, now: int) -> None:
    """Former keys go once nothing lies under them, and no request of before can still write under them."""
    past = now - who.keyring.turned_at >= GRACE
    if past and not _private_waits(db, who):
        end(db, who)
    done = past and not waits(db, who) and not profiles_left(db, who)
    keep_keyring(db, who, who.keyring.settled() if done else who.keyring.looking(now + GRACE))


def _private_waits(db: Connection, who: Person) -> bool:
    """Private pages of before that open, but not now. While they are open, what is left was changed outside gemel."""
    return who.keys.private is None and private_kept(db, who) and private_left(db, who)
