"""How much fits into a day, so that nobody signed in fills a server that others live on (ASVS 5.0, 2.4.1).

No pair comes near it; a script does. It is counted in the rows themselves: nothing about anybody is kept for it. What is
refused is only what is new: to end, stop, change, take back and delete is never counted.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, bindparam, literal_column, select

from gemel.moments.errors import FullDay
from gemel.moments.tables import SCHEDULED, moment, round_
from gemel.people.person import Person
from gemel.store import Prepared

DAY, FOREVER = 86_400, 2**62
MOST_A_DAY = 2_000
"""Moments of one person in one day, and as many that open later."""
MOST_ASKED = 500
"""Rounds of one kind that two people begin in one day: one for each question that there is."""


def room_for(db: Connection, person: Person, now: int, *, later: bool) -> None:
    """Raise FullDay where one more moment of this person does not fit: into the day, or among those that open `later`."""
    begins, ends = (now + 1, FOREVER) if later else (now - now % DAY, now - now % DAY + DAY)
    values = {"couple": person.couple, "me": person.id, "begins": begins, "ends": ends, "before": MOST_A_DAY - 1}
    if _of_the_day.run(db, values, later):
        raise FullDay


def room_to_ask(db: Connection, person: Person, tag: bytes, now: int) -> None:
    """Raise FullDay where these two have begun so many rounds of this kind today."""
    values = {"couple": person.couple, "tag": tag, "begins": now - now % DAY, "before": MOST_ASKED - 1}
    if _asked.run(db, values):
        raise FullDay


@Prepared
def _of_the_day(later: bool) -> Select[Any]:
    """The last one that fits, if it is there."""
    when = moment.c.at >= bindparam("begins"), moment.c.at < bindparam("ends")
    whose = moment.c.couple_id == bindparam("couple"), moment.c.author_id == bindparam("me")
    found: Select[Any] = select(literal_column("1").label("there")).select_from(moment).where(*whose, *when)
    return (found.where(moment.c.mode == SCHEDULED) if later else found).limit(1).offset(bindparam("before"))


@Prepared
def _asked() -> Select[Any]:
    here = round_.c.couple_id == bindparam("couple"), round_.c.kind_tag == bindparam("tag")
    found: Select[Any] = select(literal_column("1").label("there")).select_from(round_)
    return found.where(*here, round_.c.asked_at >= bindparam("begins")).limit(1).offset(bindparam("before"))
