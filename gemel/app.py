"""Assembly: settings in, an application out."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from gemel import __version__, pages
from gemel.coach import Port
from gemel.live import OVER, Bus
from gemel.live.stream import InFront
from gemel.media import Media
from gemel.moments import KINDS
from gemel.moments.remaining import remaining
from gemel.pages.feed import keep_feed
from gemel.pages.kinds import KINDS as house_kinds
from gemel.pages.sittings.screen import keep_time
from gemel.people.sessions import Sessions
from gemel.rooms import ROOMS
from gemel.settings import Settings, load, whole
from gemel.sittings import EXERCISES
from gemel.store import Store
from gemel.store.events import Event, last_restore, note, note_version
from gemel.store.upgrade import upgrade
from gemel.web import asgi, assets
from gemel.web.asgi import SLOW_THREADS, UPLOAD_THREADS
from gemel.web.house import House
from gemel.web.templates import environment
from gemel.web.watching import Watched

Clock = Callable[[], int]


def wall_clock() -> int:
    return int(time.time())


def open_house(settings: Settings, clock: Clock = wall_clock) -> House:
    """Open the stores and make everything that lasts as long as the server runs."""
    fill_registry()
    whole(settings.data)
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    threads = settings.workers + SLOW_THREADS + UPLOAD_THREADS
    store = Store(settings.main_url, threads)
    upgrade(store)
    restored = _noted(store, settings, clock())
    files, bus = assets.load(), _bus(settings)
    folders = [Path(pages.__file__).parent / "templates", *(room.templates for room in ROOMS if room.templates)]
    return House(
        settings=settings,
        store=store,
        sessions=_sessions(settings, threads, bus),
        templates=environment(folders, files, settings.exit_url),
        assets=files,
        clock=clock,
        media=_media(settings, store, clock(), restored),
        bus=bus,
        coach=_coach(settings),
        after_change=(keep_feed,),
        restored=restored,
    )


def _sessions(settings: Settings, threads: int, bus: Bus) -> Sessions:
    """Whoever is signed out from elsewhere hears nothing more, on a stream that is open at that moment either."""
    path = settings.data / "sessions.db"
    return Sessions(path, settings.pepper, threads, lambda person: bus.publish([person], OVER, 0))


def _noted(store: Store, settings: Settings, now: int) -> Event | None:
    """Write down what everyone may read: another gemel, or requests written down. Gives the last restore."""
    with store.writing() as db:
        note_version(db, __version__, now)
        if settings.watched:
            note(db, "debug", now)
        return last_restore(db)


def _media(settings: Settings, store: Store, now: int, restored: Event | None) -> Media:
    """Where photos lie; what was left there without a moment is swept up at every start. Not after a restore: a newer
    copy of the database may still be put back, and those photos are its own."""
    media = Media(settings.data / "media")
    if restored is None:
        with store.reading() as db:
            media.sweep(lambda ids: remaining(db, ids), now)
    return media


def _coach(settings: Settings) -> Port:
    """The coach that comes with gemel; only the wording of suggestions can come from another model, where asked for."""
    if not settings.coach_url:
        return Port()
    from gemel.coach.elsewhere import Elsewhere

    return Port(rewriter=Elsewhere(settings.coach_url, settings.coach_model))


def _bus(settings: Settings) -> Bus:
    """What connects the phones of one process, or of several. A driver is loaded where it is asked for."""
    if not settings.bus:
        return Bus(settings.pepper)
    from gemel.live.across import Across

    if settings.bus == "postgres":
        from gemel.live.postgres import Postgres

        return Across(settings.pepper, Postgres(settings.database_url))
    from gemel.live.redis import Redis

    return Across(settings.pepper, Redis(settings.bus))


def fill_registry() -> None:
    """Tell the kernel which kinds this house has; once, however many servers a test opens."""
    if not KINDS.by_name:
        KINDS.add(house_kinds)
        EXERCISES.when_over.append(keep_time)
        for room in ROOMS:
            KINDS.add(room.kinds)
            EXERCISES.add(room.exercises)


def routes() -> list:
    return [*pages.routes(), *(route for room in ROOMS for route in room.pages.routes)]


def create_app(settings: Settings | None = None, clock: Clock = wall_clock, frames: str = "'none'") -> InFront | Watched:
    return asgi.build(open_house(settings or load(), clock), routes(), frames)
