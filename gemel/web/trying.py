"""One try at something that could be guessed: counted first, and given back if it was right or no guess at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gemel.people import device, guessing
from gemel.people.device import Owner
from gemel.people.errors import WrongCode, WrongPassphrase
from gemel.people.guessing import KNOWN, UNKNOWN
from gemel.vault import session_id
from gemel.web.visit import Visit

GUESSES = (WrongPassphrase, WrongCode)


@contextmanager
def one_try(visit: Visit, what: str, whom: bytes, owner: Owner | None = None) -> Iterator[None]:
    """At `what` of `whom`. A browser that its `owner` signed in with before is counted apart from all others, and so is
    each session of `whom`. Raises Waiting; what is tried inside is wrong if it raises one of GUESSES."""
    pepper, here = visit.house.settings.pepper, _device(visit, whom, owner)
    key, rate = guessing.bucket(pepper, what, whom, here), KNOWN if here else UNKNOWN
    visit.write(guessing.count, key, rate, visit.now)
    wrong = False
    try:
        yield
    except GUESSES:
        wrong = True
        raise
    finally:
        if not wrong:
            visit.write(guessing.give_back, key, rate, visit.now)


def _device(visit: Visit, whom: bytes, owner: Owner | None) -> str:
    """What is counted by itself, or nothing. Somebody signed in as another is a stranger here: with the quicker rate in
    the strangers' bucket they would empty it."""
    if visit.person is not None and visit.person.id == whom:
        return session_id(visit.cookie).hex()
    return device.known(visit.house.settings.pepper, owner, visit.mark) if owner is not None else ""
