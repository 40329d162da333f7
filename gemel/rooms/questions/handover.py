"""One phone between two people: each looks at a question in private, and only both together keep it.

Where the two are lies in the page's form, sealed with a key of the person who is signed in: whoever holds
the phone can neither read nor forge what the other tapped, and every page looks the same either way.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

import msgspec

from gemel.people.person import Person
from gemel.rooms.questions.dealing import Had, Pick, next_question, unused
from gemel.rooms.questions.deck import deck
from gemel.store import new_id
from gemel.vault import VaultError, canonical, pad, seal, unpad, unseal

COVER_FIRST, LOOK_FIRST, COVER_SECOND, LOOK_SECOND = range(4)
BY_ITSELF = 5  # one question in so many makes way for a fresh one though both were happy
MOST_PASSED = 40


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    question: str
    round: bytes
    first: int
    """The seat of the one who looks first."""
    by_itself: bool
    """Drawn when it is dealt, so that trying again tells nothing: this one makes way in any case.
    Without it, whoever was happy would know for certain that the other was not."""
    stage: int = COVER_FIRST
    another: bool = False
    passed: tuple[str, ...] = ()
    wish: str = ""

    @property
    def holder(self) -> int:
        """The seat of the one whose turn with the phone it is."""
        return self.first if self.stage < COVER_SECOND else 1 - self.first

    @property
    def covered(self) -> bool:
        return self.stage in (COVER_FIRST, COVER_SECOND)

    @property
    def settled(self) -> bool:
        return self.stage > LOOK_SECOND

    @property
    def kept(self) -> bool:
        return self.settled and not self.another and not self.by_itself


def deal(
    me: Person, had: list[Had], pick: Pick, now: int, *, first: int, wish: str = "", passed: tuple[str, ...] = ()
) -> Flow | None:
    """A question to look at; None if every theme is left out."""
    spoken = tuple(question for question in deck() if question.aloud)
    seen = [Had(name, now) for name in passed]
    found = next_question(unused(spoken, seen), had, me.limits, pick, now, wish)
    found = found or next_question(spoken, [*had, *seen], me.limits, pick, now, wish)
    if found is None:
        return None
    return Flow(
        question=found.id, round=new_id(), first=first, by_itself=pick(BY_ITSELF) == 0,
        passed=(*passed, found.id)[-MOST_PASSED:], wish=wish,
    )  # fmt: skip


def step(flow: Flow, tap: str) -> Flow:
    """One step on: a cover is lifted by any press, a question is left only with one of the two taps."""
    if not flow.covered and tap not in ("happy", "another"):
        return flow
    another = flow.another or (not flow.covered and tap == "another")
    return msgspec.structs.replace(flow, stage=flow.stage + 1, another=another)


def again(me: Person, flow: Flow, had: list[Had], pick: Pick, now: int) -> Flow | None:
    """A fresh question. Whoever holds the phone looks first now: one hand-over fewer."""
    return deal(me, had, pick, now, first=1 - flow.first, wish=flow.wish, passed=flow.passed)


def sealed(me: Person, flow: Flow) -> str:
    data = seal(me.keys.account, pad(msgspec.msgpack.encode(flow)), _context(me))
    return urlsafe_b64encode(data).decode()


def opened(me: Person, text: str) -> Flow | None:
    """The flow in a form; None for anything that this person's own pages did not make."""
    try:
        data = unpad(unseal(me.keys.account, urlsafe_b64decode(text), _context(me)))
        return msgspec.msgpack.decode(data, type=Flow)
    except (VaultError, ValueError):
        return None


def _context(me: Person) -> bytes:
    return canonical("gemel/v1/questions-spoken", me.id, me.couple)
