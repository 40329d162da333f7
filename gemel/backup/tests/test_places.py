"""Where backups lie: folders that are full, wrong or failing, and a bucket that speaks S3."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest

from gemel.backup import BackupError, back_up, listed, open_place, restore
from gemel.backup import place as places
from gemel.backup.bucket import Bucket
from gemel.backup.locks import one_backup
from gemel.backup.place import Folder
from gemel.backup.tests.conftest import NIGHT, Server, everything_opens
from gemel.backup.tests.fake_s3 import Handler, bucket
from gemel.settings import Settings

PEPPER = Path("/elsewhere/pepper")


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Handler]]:
    with bucket() as (address, handler):
        usual = {
            "ENDPOINT": address,
            "ALLOW_HTTP": "true",
            "ACCESS_KEY_ID": "a",
            "SECRET_ACCESS_KEY": "b",
            "REGION": "r",
        }
        for name, value in usual.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        yield handler


def test_to_a_bucket_and_back(server: Server, s3: type[Handler], empty_host: Callable[[], Settings]) -> None:
    server.photo.write_bytes(os.urandom(12_000_000))  # large enough to travel in parts
    place = open_place("s3://backups/of-ida")
    made = back_up(server.settings, PEPPER, place, NIGHT)
    assert all(name.startswith("of-ida/") for name in s3.objects) and len(s3.objects) == 4
    assert [one.manifest for one in listed(place)] == [made]
    fresh = empty_host()
    restore(fresh, place, NIGHT)
    everything_opens(fresh, server.told)
    back_up(server.settings, PEPPER, place, NIGHT + 40 * 86_400)
    assert [one.stamp[:10] for one in listed(place)] == ["2026-11-01"]
    assert not (server.settings.data / ".making").exists()


def test_a_bucket_that_gives_back_something_else_lists_nothing(server: Server, s3: type[Handler]) -> None:
    s3.spoil.append("files/")
    with pytest.raises(BackupError, match="something else"):
        back_up(server.settings, PEPPER, open_place("s3://backups"), NIGHT)
    assert listed(open_place("s3://backups")) == []


def test_a_bucket_that_is_not_there_is_one_line(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "ENDPOINT": "http://127.0.0.1:9",
        "ALLOW_HTTP": "true",
        "ACCESS_KEY_ID": "a",
        "SECRET_ACCESS_KEY": "verysecret",
    }.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    with patch.object(Bucket, "RETRY", {"max_retries": 0}), pytest.raises(BackupError, match="Could not list") as told:
        back_up(server.settings, PEPPER, open_place("s3://backups"), NIGHT)
    assert "verysecret" not in str(told.value)


def test_a_bucket_without_its_package_says_what_to_install() -> None:
    with patch("gemel.backup.bucket.find_spec", lambda _name: None), pytest.raises(BackupError, match=r"gemel\[s3\]"):
        open_place("s3://backups")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 kB, where the machine lets us make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_leaves_nothing_half_made(server: Server, small_disk: Path) -> None:
    server.photo.write_bytes(os.urandom(300_000))
    place = Folder(small_disk / "backups")
    with pytest.raises(BackupError, match=r"Is there room|No space left"):
        back_up(server.settings, PEPPER, place, NIGHT)
    assert listed(place) == [] and not (place.root / ".making").exists()
    server.photo.unlink()


def test_a_restore_to_a_full_disk_touches_nothing(server: Server, place: Folder, small_disk: Path) -> None:
    server.photo.write_bytes(os.urandom(300_000))
    if server.settings.database_url:
        pytest.skip("one kind of database is enough to fill a disk")
    back_up(server.settings, PEPPER, place, NIGHT)
    host = msgspec.structs.replace(server.settings, data=small_disk, database_url="")
    with pytest.raises(BackupError, match="No space left"):
        restore(host, place, NIGHT)
    assert {path.name for path in small_disk.iterdir()} == {".serving.lock"}


@pytest.mark.parametrize("fault", ["EIO", "EROFS"])
def test_a_failing_disk_is_one_line(server: Server, place: Folder, fault: str) -> None:
    broken = OSError(getattr(errno, fault), os.strerror(getattr(errno, fault)))
    with patch.object(os, "fsync", side_effect=broken), pytest.raises(BackupError, match="could not be written"):
        back_up(server.settings, PEPPER, place, NIGHT)
    assert listed(place) == []


def test_a_disk_that_gives_back_something_else_is_noticed(server: Server, place: Folder) -> None:
    read = places.chunks_of

    def worn(path: Path) -> Iterable[bytes]:
        return iter([b"rot"]) if path.parent.name == ".making" and path.name != "database" else read(path)

    with patch.object(places, "chunks_of", worn), pytest.raises(BackupError, match="something else"):
        back_up(server.settings, PEPPER, place, NIGHT)
    assert listed(place) == []


def test_places_that_would_be_no_backup(server: Server) -> None:
    inside, beside = Folder(server.settings.data / "backups"), Folder(server.settings.data.parent)
    with pytest.raises(BackupError, match="data folder itself"):
        back_up(server.settings, PEPPER, inside, NIGHT)
    with pytest.raises(BackupError, match="pepper would lie beside"):
        back_up(server.settings, server.settings.data / "pepper", beside, NIGHT)


def test_one_backup_at_a_time(server: Server, place: Folder) -> None:
    with one_backup(server.settings.data), pytest.raises(BackupError, match="under way"):
        back_up(server.settings, PEPPER, place, NIGHT)


def test_two_backups_in_one_second_are_two(server: Server, place: Folder) -> None:
    for _number in range(2):
        back_up(server.settings, PEPPER, place, NIGHT)
    assert len(listed(place)) == 2


def test_nothing_to_back_up_and_nothing_to_restore(empty_host: Callable[[], Settings], place: Folder) -> None:
    its = msgspec.structs.replace(empty_host(), database_url="")
    with pytest.raises(BackupError, match="nothing to back up"):
        back_up(its, PEPPER, place, NIGHT)
    with pytest.raises(BackupError, match="no backup here"):
        restore(its, place, NIGHT)
    with pytest.raises(BackupError, match="no such backup"):
        restore(its, place, NIGHT, at="2026-01-01T00-00-00Z")


def test_a_damaged_database_is_not_passed_on_as_a_backup(server: Server, place: Folder) -> None:
    if server.settings.database_url:
        pytest.skip("PostgreSQL checks its own pages")
    path = server.settings.data / "gemel.db"
    path.write_bytes(path.read_bytes()[:8192] + b"\x00" * 4096 + path.read_bytes()[12288:])
    with pytest.raises(BackupError, match=r"damaged|copied"):
        back_up(server.settings, PEPPER, place, NIGHT)
    assert listed(place) == []


def test_postgresql_without_its_programs_says_so(
    server: Server, place: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    its = msgspec.structs.replace(server.settings, database_url="postgresql://nobody:geheim@localhost:1/none")
    with pytest.raises(BackupError, match="pg_dump did not go through") as told:
        back_up(its, PEPPER, place, NIGHT)
    assert "geheim" not in str(told.value)
    monkeypatch.setattr("gemel.backup.database.PROGRAMS", Path("/nowhere"))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BackupError, match="Install PostgreSQL's client programs"):
        back_up(its, PEPPER, place, NIGHT)


def test_a_postgresql_that_refuses_the_copy_has_its_own_again(
    server: Server, place: Folder, empty_host: Callable[[], Settings]
) -> None:
    if not server.settings.database_url:
        pytest.skip("SQLite's copy is put in place as it is")
    back_up(server.settings, PEPPER, place, NIGHT)
    refused = patch("gemel.backup.database._program", lambda _name: "/bin/false")
    with refused, pytest.raises(BackupError, match="pg_restore"):
        restore(server.settings, place, NIGHT, replace=True)
    everything_opens(server.settings, server.told)
    assert not (server.settings.data / "restoring").exists()
