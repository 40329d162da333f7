"""Every bus: who hears what, from which thread, and what becomes of a lost line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from gemel.live.bus import AGAIN, Bus, Event
from gemel.live.tests.buses import ANA, BEN, CLEO, Ear, Kind, until


@asynccontextmanager
async def started(*found: Bus) -> AsyncIterator[None]:
    for bus in found:
        await bus.start()
    try:
        yield
    finally:
        for bus in found:
            await bus.stop()


def test_a_second_server_cannot_take_the_bus_of_the_first() -> None:
    async def scene(bus: Bus) -> None:
        async with started(bus):
            with pytest.raises(RuntimeError):
                await in_a_thread(lambda: asyncio.run(bus.start()))
            ana = Ear()
            bus.add(ANA, ana)
            bus.publish([ANA], "sitting", 1)
            await until(lambda: ana.heard == [Event("sitting", 1)])
        await asyncio.to_thread(asyncio.run, bus.start())  # afterwards it is free

    asyncio.run(scene(Bus()))


async def in_a_thread(call: Callable[[], object]) -> None:
    await asyncio.get_running_loop().run_in_executor(None, call)


async def connected(one: Bus, other: Bus) -> None:
    """Wait until what `one` says reaches `other`."""
    ear = Ear()
    other.add(CLEO, ear)

    def said() -> bool:
        one.publish([CLEO], "hello", 1)
        return bool(ear.heard)

    await until(said)
    other.remove(CLEO, ear)


def test_every_phone_of_the_two_hears_and_nobody_else(kind: Kind) -> None:
    async def scene() -> None:
        bus, ana, ana_too, ben, cleo = kind.make(), Ear(), Ear(), Ear(), Ear()
        async with started(bus):
            for person, ear in ((ANA, ana), (ANA, ana_too), (BEN, ben), (CLEO, cleo)):
                bus.add(person, ear)
            await in_a_thread(lambda: bus.publish([ANA, BEN], "sitting", 7))
            await until(lambda: ana.heard and ana_too.heard and ben.heard)
            await asyncio.sleep(0.1)
            assert ana.heard == ana_too.heard == ben.heard == [Event("sitting", 7)]  # once, not again as an echo
            assert not cleo.heard

    asyncio.run(scene())


def test_a_phone_that_left_hears_nothing_and_is_not_kept(kind: Kind) -> None:
    async def scene() -> None:
        bus, ana = kind.make(), Ear()
        async with started(bus):
            bus.add(ANA, ana)
            bus.remove(ANA, ana)
            bus.publish([ANA], "sitting", 7)
            await asyncio.sleep(0.05)
        assert not ana.heard and not bus._listeners and bus.number(ANA) == 0

    asyncio.run(scene())


def test_what_changes_while_a_phone_arrives_is_not_lost(kind: Kind) -> None:
    async def scene() -> None:
        bus, ana = kind.make(), Ear()
        async with started(bus):
            with bus.arriving():
                await in_a_thread(lambda: bus.publish([ANA], "sitting", 8))
                await asyncio.sleep(0.05)
                assert bus.add(ANA, ana) == Event("sitting", 8)
            with bus.arriving():
                assert bus.add(ANA, Ear()) is None

    asyncio.run(scene())


def test_publishing_never_raises(kind: Kind) -> None:
    bus = kind.make()
    bus.publish([ANA], "sitting", 1)  # before there is a loop

    async def scene() -> None:
        async with started(bus):
            bus.publish(["not bytes"], "sitting", 1)  # type: ignore[list-item]

    asyncio.run(scene())
    bus.publish([ANA], "sitting", 2)  # and after


def test_an_event_crosses_from_one_process_to_another(across: Kind) -> None:
    async def scene() -> None:
        here, there, ben = across.make(), across.make(), Ear()
        async with started(here, there):
            await connected(here, there)
            there.add(BEN, ben)
            await in_a_thread(lambda: here.publish([ANA, BEN], "sitting", 9))
            await until(lambda: ben.heard)
            assert ben.heard == [Event("sitting", 9)]

    asyncio.run(scene())


def test_a_line_that_was_lost_comes_back_and_every_phone_looks_anew(across: Kind) -> None:
    async def scene() -> None:
        here, there, ana, ben = across.make(), across.make(), Ear(), Ear()
        async with started(here, there):
            await connected(here, there)
            there.add(ANA, ana)
            there.add(BEN, ben)
            await in_a_thread(across.cut)
            await until(lambda: Event(AGAIN, 0) in ana.heard and Event(AGAIN, 0) in ben.heard)
            here.publish([BEN], "sitting", 11)
            await until(lambda: Event("sitting", 11) in ben.heard)

    asyncio.run(scene())


def test_what_goes_over_the_wire_names_nobody(across: Kind) -> None:
    async def scene() -> str:
        bus = across.make()
        async with started(bus):
            line = across.overhear()  # type: ignore[misc]
            bus.publish([ANA], "sitting", 12)
            return await asyncio.get_running_loop().run_in_executor(None, line.next_one)

    payload = asyncio.run(scene())
    origin, topic, name, version = payload.split(" ")
    assert (name, version) == ("sitting", "12") and len(origin) == 16 and len(topic) == 32
    assert ANA.hex() not in payload and ANA.decode() not in payload
    assert Bus(b"another pepper").topic(ANA).hex() != topic


def test_words_that_are_not_ours_are_left_alone(across: Kind) -> None:
    async def scene() -> None:
        bus, ana = across.make(), Ear()
        async with started(bus):
            bus.add(ANA, ana)
            topic = bus.topic(ANA).hex()
            for payload in ("", "x", f"{'0' * 16} {topic} sitting\ndata: 1", f"{'0' * 16} {topic} sitting 1\n"):
                bus._hear(payload)  # type: ignore[attr-defined]
            assert not ana.heard
            bus._hear(f"{'0' * 16} {topic} sitting 1")  # type: ignore[attr-defined]
            assert ana.heard == [Event("sitting", 1)]

    asyncio.run(scene())
