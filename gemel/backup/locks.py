"""One backup at a time, and no restore under a running server: locks that the system lets go of with the process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gemel.backup.errors import BackupError


@contextmanager
def one_backup(data: Path) -> Iterator[None]:
    with _held(data / ".backup.lock", fcntl.LOCK_EX, "Another backup of this server is under way. Wait for its end."):
        yield


@contextmanager
def serving(data: Path) -> Iterator[None]:
    """Held by every process that serves this folder; several may."""
    with _held(data / ".serving.lock", fcntl.LOCK_SH, "A restore into this folder is under way. Wait for its end."):
        yield


@contextmanager
def nobody_serves(data: Path) -> Iterator[None]:
    line = "gemel runs on this data folder. Stop it first, and start it again after the restore."
    with _held(data / ".serving.lock", fcntl.LOCK_EX, line):
        yield


@contextmanager
def _held(path: Path, how: int, refused: str) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise BackupError(refused) from None
    finally:
        os.close(file)
