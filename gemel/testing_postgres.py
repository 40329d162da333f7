"""A throw-away PostgreSQL cluster for the test suite: made from the machine's own programs, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cluster:
    folder: Path
    programs: Path

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template0") -> str:
        self._run("createdb", "-h", str(self.folder), "-U", "postgres", "-T", template, database)
        return self.url(database)

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c max_connections=200 -c shared_buffers=64MB"
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"  # it is gone in a minute anyway
        self._run("pg_ctl", "-D", data, "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root, so a root test suite hands it to its own user.
        user = {"user": "postgres"} if os.geteuid() == 0 else {}
        subprocess.run(
            [self.programs / program, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            cwd="/", **user,
        )  # fmt: skip


def here(database: str, template: str = "template0") -> str:
    """A database of its own in the suite's cluster, or a copy of one that nobody is connected to; its address."""
    folder, _bar, found = os.environ["GEMEL_TEST_CLUSTER"].partition("|")
    return Cluster(Path(folder), Path(found)).create(database, template)


def programs() -> Path | None:
    """Where initdb, pg_ctl and postgres stand together, the newest first."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    places += [Path(place) for place in os.environ.get("PATH", "").split(os.pathsep)]
    return next((place for place in places if (place / "postgres").exists() and (place / "initdb").exists()), None)


def start() -> Cluster | None:
    """A running cluster, or None where the machine has no PostgreSQL."""
    found = programs()
    if found is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="gemel-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    cluster = Cluster(folder, found)
    try:
        cluster.start()
    except (subprocess.CalledProcessError, OSError):
        with suppress(Exception):
            cluster.stop()
        return None
    return cluster
