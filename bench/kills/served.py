"""The product in a child of this process, so that starting it again costs no imports; killed, never stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from bench.kit import couples
from gemel import app, testing
from gemel.pages.kinds import TimeTogether
from gemel.settings import Settings, pepper_path, read_pepper


def in_a_child(work: Callable[[], object]) -> int:
    """Fork, do the work there, end there. The parent stays without threads and without a database."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def and_wait(work: Callable[[], object]) -> None:
    _pid, status = os.waitpid(in_a_child(work), 0)
    if status:
        raise SystemExit("a child of this benchmark failed; what it said stands above")


def settle(data: Path) -> list[str]:
    """A house in an empty folder with one couple in it; their cookies."""
    kept = data / "cookies.json"

    def work() -> None:
        with couples.fresh_house(data) as house:
            kept.write_text(json.dumps([who.cookie for who in house.couple()]))

    and_wait(work)
    return json.loads(kept.read_text())


def settings(data: Path) -> Settings:
    return Settings(data=data, pepper=read_pepper(pepper_path(data, {})), database_url="", cost=testing.TEST_COST)


@dataclass
class Mortal:
    """A server that can be killed at any moment. Its socket is the parent's: who comes meanwhile waits in line."""

    data: Path
    pid: int = 0

    def __post_init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]

    def live(self) -> None:
        self.pid = in_a_child(self._serve)

    def _serve(self) -> None:
        testing.lower_the_floor()
        application = app.create_app(settings(self.data))
        server = uvicorn.Server(uvicorn.Config(application, log_level="error", access_log=False))
        server.run(sockets=[self.socket])

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.pid = 0

    def close(self) -> None:
        if self.pid:
            self.kill()
        self.socket.close()


@dataclass(frozen=True)
class Found:
    """What lies in the folder when all is over."""

    whole: bool
    """SQLite's own check of the file."""
    kept: int
    """How many times together the timeline keeps."""
    open: int
    """Sittings that have not ended."""


def looked_at(data: Path) -> Found:
    """Open the folder once more, count, and let SQLite check itself."""
    kept = data / "found.json"

    def work() -> None:
        from sqlalchemy import text

        house = app.open_house(settings(data))
        with house.store.reading() as db:
            whole = db.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            open_ = db.execute(text("SELECT count(*) FROM sitting WHERE ended_at IS NULL")).scalar_one()
            rows = _times_together(db, json.loads((data / "cookies.json").read_text())[0], house)
        kept.write_text(json.dumps([whole, rows, open_]))
        house.close()

    and_wait(work)
    return Found(*json.loads(kept.read_text()))


def _times_together(db, cookie: str, house) -> int:
    from gemel.moments import of_kind
    from gemel.people.person import load

    now = house.clock()
    session = house.sessions.find(cookie, now)
    me = load(db, session.person, session.couple, session.keys(now))
    return sum(isinstance(it.body, TimeTogether) for it in of_kind(db, me, now, "time-together", most=100_000))
