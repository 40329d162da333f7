"""The database: reachable, of the right schema, set up so that what was said to be kept is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from gemel.checking.finding import Finding, Here, fine, know, mend
from gemel.store import Store
from gemel.store.upgrade import HEAD, version

MOST_LOG = 64_000_000  # trust.md G22
AHEAD = 120  # seconds that a clock may differ
SURE = {"synchronous_commit": {"on", "remote_apply"}, "fsync": {"on"}, "full_page_writes": {"on"}}


@contextmanager
def _open(here: Here) -> Iterator[Store | None]:
    """The database, if there is one yet; a check makes none."""
    if here.settings is None or not (here.settings.database_url or (here.data / "gemel.db").exists()):
        yield None
        return
    store = Store(here.settings.main_url, 1)
    try:
        yield store
    finally:
        store.close()


def reachable(here: Here) -> Finding:
    with _open(here) as store:
        if store is None:
            return know("database", "There is no database yet: `gemel serve` makes it.")
        try:
            with store.reading() as db:
                db.execute(text("SELECT 1"))
        except Exception as error:  # whatever a driver says may name a host and a user: only its kind is told
            how = "See whether its server runs, and whether DATABASE_URL is right."
            return mend("database", f"The database cannot be reached ({type(error).__name__}).", how)
    return fine("database", "The database can be reached.")


def schema(here: Here) -> Finding:
    with _open(here) as store:
        found = None if store is None else version(store)
    if found is None or found == HEAD:
        return fine("schema", "The database has the schema of this gemel.")
    if found > HEAD:
        return mend("schema", "The database was written by a newer gemel.", "Update gemel; it does not start before.")
    line = f"The database has an older schema ({found}, now {HEAD})."
    return mend("schema", line, "Make a backup; the next start of `gemel serve` brings it up to date.")


def sure(here: Here) -> Finding:
    """What PostgreSQL acknowledges is on its disk, and what its disk gives back is what was written."""
    with _open(here) as store:
        if store is None or store.sqlite:
            return fine("kept", "What is written is forced to the disk before it is said to be kept.")
        with store.reading() as db:
            found = {name: db.execute(text(f"SHOW {name}")).scalar_one() for name in (*SURE, "data_checksums")}
    wrong = [name for name, good in SURE.items() if found[name] not in good]
    if wrong:
        return mend("kept", f"PostgreSQL may forget what it said it kept ({wrong[0]} is {found[wrong[0]]}).",
                    f"Set {wrong[0]} = on in postgresql.conf.")  # fmt: skip
    if found["data_checksums"] != "on":
        how = "Stop PostgreSQL once and run: pg_checksums --enable"
        return mend("kept", "PostgreSQL would not notice a disk that gives back something else (no checksums).", how)
    return fine("kept", "PostgreSQL keeps what it says it kept.")


def log_size(here: Here) -> Finding:
    path = here.data / "gemel.db-wal"
    size = path.stat().st_size if path.exists() else 0
    if size > MOST_LOG:
        how = "Restart gemel; if it grows again, look for another program that holds the database open."
        return mend("log size", f"The database's log has grown to {size // 1_000_000} MB.", how)
    return fine("log size", "The database's log is small.")


def clock(here: Here) -> Finding:
    """A clock that was set back would let sessions live on and keep things closed for longer."""
    newest = max(_newest_row(here), int(Path(__file__).stat().st_mtime) - 86_400)
    if newest > here.now + AHEAD:
        day = time.strftime("%Y-%m-%d %H:%M", time.gmtime(newest))
        how = "Set the machine's clock, and let it follow a time server: timedatectl set-ntp true"
        return mend("clock", f"The clock is behind: something here is from {day} UTC.", how)
    return fine("clock", "The clock is not behind anything that is kept here.")


def _newest_row(here: Here) -> int:
    with _open(here) as store:
        if store is None or version(store) is None:
            return 0
        with store.reading() as db:
            return int(db.execute(text("SELECT max(handed_in_at) FROM moment")).scalar_one() or 0)
