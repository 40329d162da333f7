"""One try at something that could be guessed: counted first, and given back if it was right or no guess at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gemel.people import device, guessing
from gemel.people.errors import WrongCode, WrongPassphrase
from gemel.people.guessing import KNOWN, UNKNOWN
from gemel.vault import BadCode
from gemel.web.visit import Visit

GUESSES = (WrongPassphrase, WrongCode, BadCode)


@contextmanager
def one_try(visit: Visit, what: str, whom: bytes, person: bytes | None = None) -> Iterator[None]:
    """At `what` of `whom`. A browser that `person` signed in with before is counted apart from all others, and so is
    whoever is signed in. Raises Waiting; what is tried inside is wrong if it raises one of GUESSES."""
    pepper = visit.house.settings.pepper
    mark = device.known(pepper, person, visit.mark) if person is not None else ""
    key = guessing.bucket(pepper, what, whom, mark)
    rate = KNOWN if mark or visit.person is not None else UNKNOWN
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
