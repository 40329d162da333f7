"""The restore drill: destroy a server, restore it to an empty host, open everything. Then every way it can go wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from gemel import app
from gemel.backup import BackupError, back_up, listed, restore, serving
from gemel.backup.keeping import kept_name, manifest_name
from gemel.backup.manifest import Manifest
from gemel.backup.place import Folder
from gemel.backup.tests.conftest import MOMENT, NIGHT, PHOTO, PICTURE, Server, everything_opens
from gemel.media import Media
from gemel.settings import BadSetting, Settings
from gemel.store import Store
from gemel.store.events import Event, events
from gemel.store.tests.dying import every_kill
from gemel.store.tests.freeze import FIXTURES

Host = Callable[[], Settings]
PEPPER = Path("/elsewhere/pepper")


def backed_up(server: Server, place: Folder, at: int = NIGHT) -> Manifest:
    return back_up(server.settings, PEPPER, place, at)


def test_after_a_fire_everything_opens_by_passphrase_and_by_code(
    server: Server, place: Folder, empty_host: Host
) -> None:
    made = backed_up(server, place)
    shutil.rmtree(server.settings.data)
    fresh = empty_host()
    assert restore(fresh, place, NIGHT + 3600) == made
    assert not (fresh.data / "sessions.db").exists()
    assert Media(fresh.data / "media").get(MOMENT, PHOTO) == PICTURE
    everything_opens(fresh, server.told, codes=True)
    store = Store(fresh.main_url, 1)
    with store.reading() as db:
        assert Event("restored", date(2026, 9, 22), "2026-09-22") in events(db)
    store.close()


def test_sessions_and_pepper_are_in_no_backup(server: Server, place: Folder) -> None:
    (server.settings.data / "pepper").write_bytes(server.settings.pepper)
    backed_up(server, place)
    kept = b"".join(path.read_bytes() for path in place.root.rglob("*") if path.is_file())
    assert b"somebody is signed in" not in kept and server.settings.pepper not in kept


def test_a_photo_is_copied_once_and_unsealed_words_are_nowhere(server: Server, place: Folder) -> None:
    backed_up(server, place)
    first = {path: path.stat().st_mtime_ns for path in (place.root / "files").rglob("*") if path.is_file()}
    made = backed_up(server, place, NIGHT + 86_400)
    photo = place.root / kept_name(made.files["media/ab/" + "ab" * 16 + "/" + "cd" * 16])
    assert photo.stat().st_mtime_ns == first[photo]
    kept = b"".join(path.read_bytes() for path in place.root.rglob("*") if path.is_file())
    assert not [word for words in server.told["readable"].values() for word in words if word.encode() in kept]


def test_old_backups_go_after_35_days_and_a_deleted_photo_with_them(server: Server, place: Folder) -> None:
    photo = backed_up(server, place).files["media/ab/" + "ab" * 16 + "/" + "cd" * 16]
    server.photo.unlink()
    for day in (1, 34, 36):
        assert (place.root / kept_name(photo)).exists()
        backed_up(server, place, NIGHT + day * 86_400)
    assert [one.stamp[:10] for one in listed(place)] == ["2026-09-23", "2026-10-26", "2026-10-28"]
    assert not (place.root / kept_name(photo)).exists()


def test_a_backup_that_is_killed_leaves_whole_ones_only(server: Server, place: Folder, empty_host: Host) -> None:
    kills = 0
    for _number in every_kill(lambda: backed_up(server, place), every=4 if server.settings.database_url else 1):
        kills += 1
        assert all(one.manifest for one in listed(place))
    assert kills > 3
    made = backed_up(server, place, NIGHT + 60)
    needed = {kept_name(kept) for one in listed(place) if one.manifest for kept in one.manifest.files.values()}
    assert set(place.names("files")) == needed and not (place.root / ".making").exists()
    fresh = empty_host()
    assert restore(fresh, place, NIGHT + 3600) == made
    everything_opens(fresh, server.told)


def test_a_restore_that_is_killed_is_run_again(server: Server, place: Folder, empty_host: Host) -> None:
    backed_up(server, place)
    hosts, kills = [empty_host()], 0
    for _number in every_kill(
        lambda: restore(hosts[-1], place, NIGHT + 3600), every=7 if server.settings.database_url else 3
    ):
        kills += 1
        if (hosts[-1].data / "restoring").exists():
            with pytest.raises(BadSetting, match="broken off"):
                app.open_house(hosts[-1])
            restore(hosts[-1], place, NIGHT + 3600)
        if (hosts[-1].data / "media").exists():
            everything_opens(hosts[-1], server.told)
            hosts.append(empty_host())
    assert kills > 3 and len(hosts) > 1
    everything_opens(hosts[-1], server.told)


def test_a_restore_in_the_place_of_another_server_keeps_that_aside(server: Server, place: Folder) -> None:
    backed_up(server, place)
    server.photo.write_bytes(b"later than the backup")
    with pytest.raises(BackupError, match="--replace"):
        restore(server.settings, place, NIGHT + 3600)
    assert server.photo.read_bytes() == b"later than the backup"
    restore(server.settings, place, NIGHT + 3600, replace=True)
    everything_opens(server.settings, server.told)
    assert not (server.settings.data / "sessions.db").exists()
    assert Media(server.settings.data / "media").get(MOMENT, PHOTO) == PICTURE
    aside = server.settings.data / "before-restore-2026-09-22T11-00-00Z"
    assert next(aside.glob("media/*/*/" + "cd" * 16)).read_bytes() == b"later than the backup"
    assert (aside / "gemel.db").exists() or server.settings.database_url


def test_a_replacing_restore_that_is_killed_keeps_the_old_aside(server: Server, place: Folder) -> None:
    backed_up(server, place)
    server.photo.write_bytes(b"later than the backup")
    its, kills = server.settings, 0
    for _number in every_kill(lambda: restore(its, place, NIGHT + 3600, replace=True), 5 if its.database_url else 1):
        kills += 1
        old = [path for path in its.data.glob("**/" + "cd" * 16) if path.read_bytes() == b"later than the backup"]
        assert old, "the old photo is somewhere at each moment"
    assert kills > 3
    everything_opens(its, server.told)


def test_a_flipped_bit_is_refused_before_anything_is_touched(server: Server, place: Folder, empty_host: Host) -> None:
    made, fresh = backed_up(server, place), empty_host()
    for kept in made.files.values():
        path = place.root / kept_name(kept)
        whole = path.read_bytes()
        path.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
        with pytest.raises(BackupError, match="damaged"):
            restore(fresh, place, NIGHT)
        path.write_bytes(whole)
    assert {path.name for path in fresh.data.iterdir()} <= {".serving.lock"}


def test_a_damaged_list_is_said_and_clears_nothing_away(server: Server, place: Folder, empty_host: Host) -> None:
    path = place.root / manifest_name(backed_up(server, place))
    path.write_bytes(path.read_bytes().replace(b'"made_at": 1', b'"made_at": 2'))
    with pytest.raises(BackupError, match="damaged"):
        restore(empty_host(), place, NIGHT)
    backed_up(server, place, NIGHT + 90 * 86_400)
    assert [one.manifest is None for one in listed(place)] == [True, False]


def test_another_pepper_is_refused(server: Server, place: Folder, empty_host: Host) -> None:
    backed_up(server, place)
    with pytest.raises(BackupError, match="another pepper"):
        restore(msgspec.structs.replace(empty_host(), pepper=b"q" * 32), place, NIGHT)


def test_a_backup_of_a_newer_gemel_is_refused(server: Server, place: Folder, empty_host: Host) -> None:
    store = Store(server.settings.main_url, 1)
    with store.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    backed_up(server, place)
    fresh = empty_host()
    with pytest.raises(BackupError, match="newer gemel"):
        restore(fresh, place, NIGHT)
    assert not list(fresh.data.iterdir())


def test_a_backup_of_an_older_gemel_is_brought_up_to_date(place: Folder, empty_host: Host, database: str) -> None:
    if database:
        pytest.skip("the frozen databases are SQLite's; gemel/store/tests carries them over")
    old, fresh = empty_host(), empty_host()
    shutil.copyfile(FIXTURES / "0002.db", old.data / "gemel.db")
    assert back_up(old, PEPPER, place, NIGHT).schema == "0002"
    restore(fresh, place, NIGHT)
    everything_opens(fresh, json.loads((FIXTURES / "0002.json").read_text("utf-8")), codes=True)


def test_a_server_that_runs_is_not_restored_under(server: Server, place: Folder) -> None:
    backed_up(server, place)
    with serving(server.settings.data), pytest.raises(BackupError, match="Stop it first"):
        restore(server.settings, place, NIGHT, replace=True)


def test_what_is_written_meanwhile_is_no_trouble(server: Server, place: Folder, empty_host: Host) -> None:
    """A house that serves, with its log not yet in the database file."""
    (server.settings.data / "sessions.db").unlink()
    with closing(app.open_house(server.settings, lambda: NIGHT)) as house:
        with house.store.writing() as db:
            db.execute(text("UPDATE couple SET live_version = live_version + 1"))
        backed_up(server, place)
    fresh = empty_host()
    restore(fresh, place, NIGHT)
    everything_opens(fresh, server.told)


def test_the_other_kind_of_database_is_said(server: Server, place: Folder, empty_host: Host) -> None:
    backed_up(server, place)
    other = "" if server.settings.database_url else "postgresql:///elsewhere"
    with pytest.raises(BackupError, match="DATABASE_URL"):
        restore(msgspec.structs.replace(empty_host(), database_url=other), place, NIGHT)
