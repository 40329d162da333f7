"""The three parts of a run: what two people do, leaving, and how every page looks. Each gives its lines as it goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.engines import leaving, looks, residue, walks
from bench.engines.browsers import PHONE, Asked, phone
from bench.engines.phone import Phone, Two
from bench.engines.report import Line
from bench.engines.serving import Place, open_place
from gemel.testing import empty
from tests.test_canaries import Canaries

WAYS = ("signing out", "by button", "by Shift three times")


def said(walk: Callable[[Two], None]) -> str:
    return (walk.__doc__ or walk.__name__).strip().rstrip(".")


def walked(walk: Callable[[Two], None], two: Two) -> Line:
    try:
        walk(two)
    except Exception as error:  # a walk that does not come to its end is a line like any other
        return Line(said(walk), "no", False, f"{type(error).__name__}: {error}".splitlines()[0][:160])
    return Line(said(walk), "yes", True)


def counted(what: str, found: list[str] | dict[str, int]) -> Line:
    return Line(what, str(len(found)), not found, "; ".join(map(str, sorted(set(found))))[:300])


def life(engine: str, base: Path) -> Iterator[Line]:
    """All walks with script, on one pair of phones; then the same few without."""
    with ExitStack() as open_now:
        two = _two(engine, base, open_now)
        for walk in walks.WALKS:
            yield walked(walk, two)
        yield counted("errors on the console in these walks", two.one.console() + two.other.console())
        yield counted("violations of a page’s own policy in these walks", two.place.house.told)
        yield Line("a violation that was made on purpose is told of", *_told_of_one(two))
    with ExitStack() as open_now:
        yield walked(walks.without_script, _two(engine, base / "plain", open_now, script=False))


def _two(engine: str, base: Path, open_now: ExitStack, script: bool = True) -> Two:
    base.mkdir(parents=True, exist_ok=True)
    place = open_now.enter_context(open_place(base, False))
    pair = [
        open_now.enter_context(phone(engine, place, base / name, Asked(script=script))) for name in ("one", "other")
    ]
    return Two(pair[0], pair[1], place)


def _told_of_one(two: Two) -> tuple[str, bool]:
    before = len(two.place.house.told)
    two.one.go("/help")
    two.one.run("document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/pixel' }))")
    told = bool(two.one.soon(lambda: len(two.place.house.told) > before, ""))
    return ("yes" if told else "no"), told


def going(engine: str, base: Path, tls: bool) -> Iterator[Line]:
    """Leaving in each way, each from a browser of its own."""
    base.mkdir(parents=True, exist_ok=True)
    with open_place(base, tls) as place:
        for way in WAYS:
            yield from _gone(engine, place, Leaving(way, False, base / way.replace(" ", "-")))
        yield from _gone(engine, place, Leaving("by button", True, base / "shared"))


@dataclass
class Leaving:
    """One way of leaving, from one browser: whose words are planted, and which of them stay theirs alone."""

    way: str
    shared: bool
    folder: Path
    canaries: Canaries = field(default_factory=Canaries)
    careless: str = field(default_factory=lambda: Canaries()())
    stored: str = field(default_factory=lambda: Canaries()())

    @property
    def secret(self) -> str:
        return self.canaries.words[2]

    @property
    def watched(self) -> list[str]:
        """Words that no page may show any more. Who only left quickly is still signed in on a device of their own."""
        if self.shared or self.way == "signing out":
            return self.canaries.words
        return [self.secret, self.canaries.words[-1]]

    def on_disk(self, word: str = "") -> list[str]:
        return residue.where(residue.kept(self.folder), [word] if word else self.canaries.words)


def _gone(engine: str, place: Place, now: Leaving) -> Iterator[Line]:
    title = f"{now.way}{', on a shared device' if now.shared else ''}{' (TLS)' if place.address.startswith('https') else ''}: "
    empty(place.home.house)
    with phone(engine, place, now.folder) as one:
        residue.plants(one, now.careless)
        leaving.planted(one, now.canaries, now.shared)
        leaving.unlocks(one, now.secret)
        if now.way != "signing out" and not now.shared:
            yield _blank(one, title, now)
        leaving.reads_around(one, now.canaries)
        one.run("localStorage.setItem('stored', arguments[0])", now.stored)
        leaving.leaves(one, now.way)
        time.sleep(2.5)  # what is written to the disk a little later is there by now
        during = now.on_disk()
        yield from _left_in_pages(one, title, now)
        yield counted(f"{title}files of the profile with a planted word, open", during + now.on_disk())
    yield counted(f"{title}files of the profile with a planted word, closed", now.on_disk())
    shown = now.on_disk(now.careless)
    yield Line(f"{title}files with the word of a careless page", str(len(shown)), bool(shown), "more than 0 is wanted")


def _blank(one: Phone, title: str, now: Leaving) -> Line:
    took = leaving.blank(one, "keys" if "Shift" in now.way else "button")
    one.waits_for("An encyclopaedia")
    time.sleep(1.5)  # the word to lock goes out beside the way to the other page, and may come later than it
    leaving.unlocks(one, now.secret)
    return Line(f"{title}blank after, of 300 ms", f"{took:.0f} ms", took <= 300)


def _left_in_pages(one: Phone, title: str, now: Leaving) -> Iterator[Line]:
    found, come_to = leaving.back_and_forward(one, now.watched)
    told = f"{len(found)} of {come_to}"
    yield Line(f"{title}pages with a planted word, back and forward", told, not found, "; ".join(found))
    held = leaving.stored(one)
    yield counted(f"{title}planted words in storage", [word for word in now.canaries.words if word in held])
    kept = now.stored in held
    yield Line(f"{title}a page’s own storage is emptied when asked", "no" if kept else "yes", not kept)
    asked = leaving.locked(one, now.secret)
    yield Line(f"{title}private pages are locked", "yes" if asked else "no", asked)


def seen(engine: str, base: Path) -> Iterator[Line]:
    """Every page at a phone's width, and pictures by day and by candle."""
    base.mkdir(parents=True, exist_ok=True)
    with open_place(base, False) as place:
        for light in ("light", "dark"):
            with phone(engine, place, base / light, Asked(dark=light == "dark")) as one:
                looks.settled_in(one, place)
                if light == "light":
                    yield from _laid_out(one)
                looks.pictures(one, looks.ARTEFACTS / engine, light)


def _laid_out(one: Phone) -> Iterator[Line]:
    wide = looks.too_wide(one)
    yield counted(f"of {len(looks.addresses())} pages, wider than a phone of {PHONE[0]}", wide)
    yield counted("errors on the console on these pages", one.console())
    yield counted("violations of a page’s own policy on these pages", one.place.house.told)
