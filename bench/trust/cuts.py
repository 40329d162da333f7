"""G11. The power goes at any moment. What was synced is there; of what was only written, any part, in any order, torn.

SQLite, photos and keys run under strace, which writes down every byte that goes to a file and every sync. Then, as
often as asked, a moment is drawn and a disk is made as it may look after it: all that was synced by then, and of
what was not, whole sectors by lot. On that disk a fresh gemel must find everything that it had answered for.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.trust import cutting
from bench.trust.kit import Budget, Found
from gemel import app, testing
from gemel.media import Media, MediaError
from gemel.moments import Moment, of_kind
from gemel.store import Store, show_id
from gemel.vault import VaultError

SECTOR = 512
CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,openat"
LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
ON_FD = re.compile(r"^\d+<([^>]*)>")
NAMED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Event:
    what: str
    path: str
    data: bytes = b""
    at: int | None = None
    """Offset of a write, None for the end of the file; length of a truncation."""
    to: str = ""


def events(trace: Path) -> Iterator[Event]:
    with trace.open() as lines:
        for line in lines:
            if (found := LINE.match(line)) and int(found[3]) >= 0:
                yield from _event(found[1], found[2])


def _event(call: str, told: str) -> Iterator[Event]:
    names = [bytes.fromhex(text.replace("\\x", "")) for text in NAMED.findall(told)]
    on = ON_FD.match(told)
    path = _plain(on[1]) if on else ""
    if call in {"pwrite64", "write"} and names:
        yield Event("write", path, names[0], int(told.rpartition(", ")[2]) if call == "pwrite64" else None)
    elif call in {"fsync", "fdatasync"}:
        yield Event("sync", path)
    elif call == "ftruncate":
        yield Event("cut", path, at=int(told.rpartition(", ")[2]))
    elif call.startswith("rename"):
        yield Event("rename", names[0].decode(), to=names[1].decode())
    elif call.startswith("unlink"):
        yield Event("unlink", names[0].decode())
    elif "O_CREAT" in told and names:
        yield Event("create", names[0].decode())


def _plain(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path


@dataclass
class Disk:
    """What is certain of each file, and what was asked for since the last sync. Names are certain once their folder
    was synced, or with the first sync of the file itself, as journaling file systems have it."""

    safe: dict[str, bytearray]
    loose: dict[str, list[Event]] = field(default_factory=dict)
    renames: list[Event] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    def take(self, one: Event) -> None:
        if one.path.endswith("/heard"):
            self.heard += one.data.decode().split("\n")
        elif one.what == "sync":
            self.sync(one.path)
        elif one.what == "rename":
            self.renames.append(one)
        elif one.what == "unlink":  # whether it is gone already is not certain, and nothing may hang on it
            self.loose.pop(one.path, None) if one.path not in self.safe else None
        elif one.what != "create":
            self.loose.setdefault(one.path, []).append(one)

    def sync(self, path: str) -> None:
        for one in self.loose.pop(path, []):
            apply(self.safe.setdefault(path, bytearray()), one, None)
        settled = [one for one in self.renames if str(Path(one.to).parent) == path]
        self.renames = [one for one in self.renames if one not in settled]
        for one in settled:
            self.safe[one.to] = self.safe.pop(one.path, bytearray())

    def after_a_cut(self, chance: Random) -> dict[str, bytearray]:
        files = {path: bytearray(data) for path, data in self.safe.items()}
        keep = chance.choice((0.0, 0.3, 0.7, 1.0))
        for path, asked in self.loose.items():
            for one in asked:
                if chance.random() < keep:
                    apply(files.setdefault(path, bytearray()), one, chance)
        for one in self.renames:
            if one.path in files and chance.random() < keep:
                files[one.to] = files.pop(one.path)
        return files


def apply(file: bytearray, one: Event, torn: Random | None) -> None:
    """A write or a truncation; torn: of its sectors only some, as they come."""
    if one.what == "cut":
        del file[one.at :]
        return
    at = len(file) if one.at is None else one.at
    parts = [(at + first, one.data[first : first + SECTOR]) for first in range(0, len(one.data), SECTOR)]
    whole = torn is None or torn.random() < 0.5
    for place, data in parts:
        if whole or (torn is not None and torn.random() < 0.5):
            file.extend(bytes(max(0, place + len(data) - len(file))))
            file[place : place + len(data)] = data


def traced(folder: Path) -> tuple[dict[str, bytearray], list[Event]]:
    """The folder as it was before, and everything that was asked of the disk afterwards."""
    data, command = folder / "data", [sys.executable, "-m", "bench.trust.cutting", str(folder / "data")]
    subprocess.run(command, check=True)
    before = {str(path): bytearray(path.read_bytes()) for path in data.rglob("*") if path.is_file()}
    trace = ["strace", "-f", "-y", "-xx", "-s", "200000", "-e", f"trace={CALLS}", "-o", str(folder / "trace")]
    subprocess.run([*trace, *command], check=True)
    mine = [
        one for one in events(folder / "trace") if one.path.startswith(str(folder)) and "sessions.db" not in one.path
    ]
    return before, mine


def laid_out(files: dict[str, bytearray], was: Path, to: Path) -> None:
    for path, data in files.items():
        if not path.endswith("-shm"):
            place = to / Path(path).relative_to(was)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


def lost(data: Path, heard: list[str]) -> str:
    """What a fresh gemel on this disk misses of what it had answered for; nothing, if all is well."""
    store, media = Store(f"sqlite:///{data / 'gemel.db'}", 2), Media(data / "media")
    try:
        me = cutting.who(store, testing.settings(data))
        with store.reading() as db:
            told = db.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            there = [it for kind in ("thanks", "journal") for it in of_kind(db, me, cutting.BEGIN, kind, most=1_000)]
    finally:
        store.close()
    answered = {line.partition(" ")[2] for line in heard if line.startswith("row ")}
    gone, closed = answered - {show_id(it.id) for it in there}, [it for it in there if not it.readable]
    if told != "ok" or gone or closed:
        return f"integrity {told}, {len(gone)} answered for and gone, {len(closed)} that do not open"
    return without_its_file(media, there)


def without_its_file(media: Media, there: list[Moment]) -> str:
    try:
        for it in there:
            for photo in getattr(it.body, "photos", ()):
                media.get(it.id, photo), media.get(it.id, photo, small=True)
    except (MediaError, VaultError) as fault:
        return f"a row without its file: {type(fault).__name__}"
    return ""


def cut(before: dict[str, bytearray], after: list[Event], moment: int, chance: Random, was: Path, to: Path) -> str:
    disk = Disk({path: bytearray(data) for path, data in before.items()})
    for one in after[:moment]:
        disk.take(one)
    laid_out(disk.after_a_cut(chance), was, to)
    try:
        return lost(to, disk.heard)
    except Exception as fault:  # whatever keeps gemel from opening is what is looked for
        return f"does not open: {type(fault).__name__} {fault}"
    finally:
        shutil.rmtree(to, ignore_errors=True)


def run(budget: Budget) -> Found:
    if shutil.which("strace") is None:
        return Found(0, 0, "strace is not here")
    testing.lower_the_floor()
    app.fill_registry()
    seed, tried, wrong = budget.seed, 0, []
    with tempfile.TemporaryDirectory(prefix="gemel-trust-") as name:
        folder, chance = Path(name), Random(seed)
        before, after = traced(folder)
        for number in budget.tries():
            moment = chance.randrange(len(after) + 1)
            found = cut(before, after, moment, chance, folder / "data", folder / f"cut{number}")
            wrong += [f"after {moment}: {found}"] if found else []
            tried += 1
    return Found(tried, len(wrong), f"seed {seed}; {len(after)} calls traced. {'; '.join(wrong[:5])}".strip())
