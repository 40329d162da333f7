"""`gemel backup` and `gemel restore`: what is asked for on a command line, and what is said about it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping

from gemel.backup import BackupError, back_up, listed, open_place, restore
from gemel.backup.manifest import Manifest, stamp
from gemel.settings import BadSetting, load, pepper_path

NOWHERE = "Say where: gemel backup DEST, or set GEMEL_BACKUP. DEST is a folder on another disk, or s3://bucket/prefix."


def make(dest: str, keep_days: int, env: Mapping[str, str] = os.environ) -> int:
    def work() -> None:
        settings = load(env)
        place = open_place(_named(dest, env))
        made = back_up(settings, pepper_path(settings.data, env), place, int(time.time()), keep_days)
        print(f"Backed up: {_line(made)}. The pepper is not in it: keep its copy apart.")

    return _told(work)


def show(dest: str, env: Mapping[str, str] = os.environ) -> int:
    def work() -> None:
        found = listed(open_place(_named(dest, env)))
        if not found:
            print("There is no backup here yet.")
        for one in found:
            print(_line(one.manifest) if one.manifest else f"{one.stamp}  damaged: its list cannot be read")

    return _told(work)


def put_back(source: str, at: str, replace: bool, env: Mapping[str, str] = os.environ) -> int:
    def work() -> None:
        made = restore(load(env), open_place(source), int(time.time()), at, replace)
        print(f"Restored: {_line(made)}. Everyone signs in anew, and reads on which day they are now.")

    return _told(work)


def _named(dest: str, env: Mapping[str, str]) -> str:
    place = dest or env.get("GEMEL_BACKUP", "")
    if not place:
        raise BackupError(NOWHERE)
    return place


def _line(made: Manifest) -> str:
    photos = len(made.files) - 1
    return f"{stamp(made.made_at)}  {made.size / 1e6:.1f} MB, {photos} files of photos, {made.database}, gemel {made.gemel}"


def _told(work: Callable[[], None]) -> int:
    try:
        work()
    except (BackupError, BadSetting) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0
