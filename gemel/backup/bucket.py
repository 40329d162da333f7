"""A bucket that speaks S3, by the optional package obstore. Keys and region come from the usual AWS_ variables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gemel.backup.errors import BackupError
from gemel.backup.manifest import CHUNK, Kept, digest_of


class Bucket:
    staging: Path | None = None
    RETRY: Any = None
    """As the driver does of itself: for ten times, or three minutes."""

    def __init__(self, address: str) -> None:
        if find_spec("obstore") is None:
            raise BackupError("An s3:// address needs one more package: install gemel[s3].")
        from obstore.store import S3Store

        self._store: Any = _asked("open", lambda: S3Store.from_url(address, retry_config=self.RETRY))

    def names(self, under: str) -> list[str]:
        found = _asked("list", lambda: [one["path"] for page in self._store.list(f"{under}/") for one in page])
        return sorted(found)

    def read(self, name: str) -> Iterable[bytes]:
        answer = _asked("read", lambda: self._store.get(name))
        return map(bytes, answer.stream(min_chunk_size=CHUNK))

    def keep(self, name: str, path: Path, kept: Kept) -> None:
        _asked("write", lambda: self._store.put(name, path))  # a bucket shows a file when all of it is there
        if digest_of(self.read(name)) != kept:
            self.remove(name)
            raise BackupError("The bucket gave back something else than was written to it. Nothing was listed.")

    def remove(self, name: str) -> None:
        _asked("delete from", lambda: self._store.delete(name))


def _asked(what: str, call: Callable[[], Any]) -> Any:
    """The driver's own words may hold an address with a key in it: only their kind is told."""
    try:
        return call()
    except Exception as error:
        line = f"Could not {what} the bucket ({type(error).__name__}). Check its address and the AWS_ variables."
        raise BackupError(line) from None
