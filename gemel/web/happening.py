"""What happens now, for pages: begin it, tell both phones that it changed, keep that it was time together."""

from __future__ import annotations

import hashlib

from gemel.sittings import EXERCISES, NoSitting, Sitting, Way, start
from gemel.store import show_id
from gemel.web.answer import Answer, go
from gemel.web.visit import Visit

NAME = "sitting"
AGAIN = "again"


def tell(visit: Visit, before: Sitting | None, after: Sitting) -> None:
    """Say to both phones that something changed; to this person's own phones alone what only they may know of."""
    me = visit.me
    if before is None or before.version != after.version:
        both = [me.id, me.partner.id] if me.partner else [me.id]
        visit.house.bus.publish(both, NAME, after.version)
    elif before.revision != after.revision:
        visit.house.bus.publish([me.id], AGAIN, after.version)


def begin(visit: Visit, name: str, way: Way, times: dict[str, int] | None = None) -> Sitting:
    """Begin an exercise, or ask the other to, and tell both phones."""
    exercise = EXERCISES.by_name.get(name)
    if exercise is None or way not in exercise.ways:
        raise NoSitting
    found = visit.write(start, visit.me, exercise, way, visit.now, id=visit.once(), times=times)
    tell(visit, None, found)
    return found


def lead_to(it: Sitting) -> Answer:
    return go(f"/sittings/{show_id(it.id)}")


def kept_id(it: Sitting) -> bytes:
    """The id of what is kept of a sitting: the same whichever phone writes it first."""
    return hashlib.blake2b(it.id, key=b"gemel/v1/sitting-kept", digest_size=16).digest()


def minutes(it: Sitting) -> int:
    """How long it was, rounded; at least one."""
    return max(1, round(it.seconds / 60))


def counts(it: Sitting) -> bool:
    """Whether it was time together: it came to its end, or lasted long enough to be worth keeping."""
    partial = it.exercise.partial
    return it.state.kept or bool(partial and it.over and it.seconds >= partial * 60)
