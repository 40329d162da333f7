"""The bus: "something changed for these people", from any thread to every phone they hold.

An event is a short name and a number. It carries no words, no id and nothing of what changed: a phone that
hears it asks for its page, and the page decides who sees what.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, Protocol

log = logging.getLogger("gemel")

AGAIN = "again"  # events may have been lost: a phone that hears this looks anew
OVER = "over"  # a session of this person was ended elsewhere: their streams end, and who may listen comes back


class Event(NamedTuple):
    name: str
    version: int


class Listener(Protocol):
    def tell(self, event: Event) -> None:
        """Called on the loop; must neither wait nor raise."""


class Bus:
    """Between the threads of one process; what connects several processes builds on it."""

    def __init__(self, key: bytes = b"") -> None:
        self._key = key
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: dict[bytes, tuple[Listener, ...]] = {}
        self._arriving = 0
        self._meanwhile: dict[bytes, Event] = {}
        self._for_all: Event | None = None

    def publish(self, people: Sequence[bytes], name: str, version: int) -> None:
        """Tell every phone of these people. From any thread, after the commit; never raises and never waits."""
        try:
            loop = self._loop
            if loop is not None:
                topics = [self.topic(one) for one in people]
                loop.call_soon_threadsafe(self._publish, topics, Event(name, version))
        except Exception as error:  # what was written stays written: a phone that hears nothing looks by itself
            log.error("%s while telling phones", type(error).__name__)

    def topic(self, person: bytes) -> bytes:
        """A person's name on the bus, which tells nothing to somebody without the pepper."""
        return hashlib.blake2b(person, digest_size=16, key=self._key, person=b"gemel/v1/live").digest()

    async def start(self) -> None:
        """Begin, on the loop that the phones are on. A bus serves one server: two that shared it would take it from
        each other, and the phones of the first would wait for ever."""
        loop = asyncio.get_running_loop()
        if self._loop not in {None, loop}:
            raise RuntimeError("this bus belongs to another server that is still running")
        self._loop = loop

    async def stop(self) -> None:
        self._loop = None

    def close(self) -> None:
        """Publish nothing more, from whatever thread; `stop` has more to do, and does it on the loop."""
        self._loop = None

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """While somebody is being recognised, events are kept: what changes between reading their version and
        listening would be heard by nobody."""
        self._arriving += 1
        try:
            yield
        finally:
            self._arriving -= 1
            if not self._arriving:
                self._meanwhile.clear()
                self._for_all = None

    def add(self, person: bytes, listener: Listener) -> Event | None:
        """Listen, from the loop. Gives back what changed while the listener was arriving."""
        topic = self.topic(person)
        self._listeners[topic] = (*self._listeners.get(topic, ()), listener)
        return self._meanwhile.get(topic, self._for_all)

    def remove(self, person: bytes, listener: Listener) -> None:
        topic = self.topic(person)
        kept = tuple(one for one in self._listeners.get(topic, ()) if one is not listener)
        if kept:
            self._listeners[topic] = kept
        else:
            self._listeners.pop(topic, None)

    def number(self, person: bytes) -> int:
        """How many listen for this person."""
        return len(self._listeners.get(self.topic(person), ()))

    def _publish(self, topics: Sequence[bytes], event: Event) -> None:
        for topic in topics:
            self._tell(topic, event)

    def _tell(self, topic: bytes, event: Event) -> None:
        """One look-up, whatever the number of phones connected."""
        if self._arriving:
            self._meanwhile[topic] = event
        for listener in self._listeners.get(topic, ()):
            listener.tell(event)

    def _tell_all(self, event: Event) -> None:
        if self._arriving:
            self._for_all = event
        for listeners in list(self._listeners.values()):
            for listener in listeners:
                listener.tell(event)
