"""Each thing that can be wrong with a server is found, and nothing is where nothing is."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest
from sqlalchemy import text

from gemel.backup import back_up, open_place
from gemel.checking import Finding, Here, command, findings
from gemel.checking import database as of_database
from gemel.checking.net import wires
from gemel.checking.order import CHECKS
from gemel.settings import BadSetting, load
from gemel.store import Store
from gemel.store.upgrade import upgrade
from gemel.testing import settings
from gemel.testing_postgres import here as new_database

NOW = int(time.time())
SWAPS = "Filename\tType\tSize\tUsed\tPriority\n"


@pytest.fixture
def good(tmp_path: Path, database: str) -> Here:
    """A server as it is meant to be: nothing to mend."""
    data, root = tmp_path / "data", tmp_path / "root"
    data.mkdir(mode=0o700)
    pepper = data / "pepper"
    pepper.write_bytes(b"p" * 32)
    pepper.chmod(0o600)
    url = new_database(f"check_{os.urandom(4).hex()}") if database else ""
    its = settings(data, url)
    its = msgspec.structs.replace(its, url="https://gemel.example", backup=str(tmp_path / "backups"))
    store = Store(its.main_url, 1)
    upgrade(store)
    store.close()
    back_up(its, pepper, open_place(its.backup), NOW)
    write(root / "proc/swaps", SWAPS)
    write(root / "proc/self/mountinfo", "36 35 98:0 / / rw,noatime master:1 - ext4 /dev/root rw\n")
    return Here(data, pepper, its, NOW, root=root)


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def wrong(here: Here) -> list[str]:
    return [one.name for one in findings(here) if one.state == "mend"]


def set_to(here: Here, **settings: object) -> Here:
    assert here.settings is not None
    return replace(here, settings=msgspec.structs.replace(here.settings, **settings))


def test_a_server_as_it_is_meant_to_be(good: Here, database: str) -> None:
    with patch.object(
        of_database, "SURE", {} if database else of_database.SURE
    ):  # the tests' cluster forgets on purpose
        found = [one for one in findings(good) if one.state == "mend" and "checksums" not in one.line]
    assert not found


def no_pepper(here: Here) -> Here:
    here.pepper_at.unlink()
    return here


def open_pepper(here: Here) -> Here:
    here.pepper_at.chmod(0o644)
    return here


def pepper_beside_backups(here: Here) -> Here:
    return set_to(here, backup=str(here.data))


def open_folder(here: Here) -> Here:
    here.data.chmod(0o755)
    return here


def open_swap(here: Here) -> Here:
    write(here.root / "proc/swaps", SWAPS + "/dev/sda3 partition 1 0 -2\n")
    return here


def far_disk(here: Here) -> Here:
    line = f"40 36 0:5 / {here.data} rw - nfs4 host:/data rw\n"
    write(here.root / "proc/self/mountinfo", "36 35 98:0 / / rw - ext4 /dev/root rw\n" + line)
    return here


def old_aside(here: Here) -> Here:
    (here.data / "before-restore-2026-01-01").mkdir()
    os.utime(here.data / "before-restore-2026-01-01", (NOW - 36 * 86_400,) * 2)
    return here


def damaged_list(here: Here) -> Here:
    assert here.settings is not None
    next(Path(here.settings.backup).glob("backups/*.json")).write_text("{}")
    return here


FAULTS: dict[str, tuple[str, Callable[[Here], Here]]] = {
    "settings that cannot be read": ("settings", lambda here: replace(here, settings=None, refused="PORT is to be …")),
    "no pepper": ("pepper", no_pepper),
    "a pepper that others can read": ("pepper", open_pepper),
    "the pepper beside the backups": ("pepper", pepper_beside_backups),
    "a folder that others can read": ("folder", open_folder),
    "no address": ("https", lambda here: set_to(here, url="")),
    "an address without TLS": ("https", lambda here: set_to(here, url="http://gemel.example")),
    "listening to everybody": ("bind", lambda here: set_to(here, url="", bind="0.0.0.0")),  # noqa: S104
    "a database elsewhere, spoken to in clear": ("wires", lambda here: set_to(here, database_url=f"{ELSEWHERE}")),
    "one that is not asked who it is": ("wires", lambda here: set_to(here, database_url=f"{ELSEWHERE}?sslmode=require")),
    "a bus elsewhere in clear": ("wires", lambda here: set_to(here, bus="redis://:geheim@10.0.0.7:6379/0")),
    "a model elsewhere in clear": ("wires", lambda here: set_to(here, coach_url="http://model.example/v1")),
    "swap in clear": ("swap", open_swap),
    "a disk over the network": ("disk kind", far_disk),
    "a clock that is behind": ("clock", lambda here: replace(here, now=1_600_000_000)),
    "old things kept aside": ("left over", old_aside),
    "no place for backups": ("backups", lambda here: set_to(here, backup="")),
    "no backup yet": ("backups", lambda here: set_to(here, backup=str(here.data / "none"))),
    "a backup older than a day": ("backups", lambda here: replace(here, now=NOW + 27 * 3600)),
    "a damaged list of backups": ("backups", damaged_list),
    "a bucket that is not there": ("backups", lambda here: set_to(here, backup="s3://")),
}


ELSEWHERE = "postgresql://ida:geheim@db.example/gemel"
BESIDE = {
    "database_url": ["postgresql:///gemel?host=/run/postgresql", "postgresql://gemel@postgres/gemel", f"{ELSEWHERE}?sslmode=verify-full"],
    "bus": ["", "postgres", "redis://localhost:6379/0", "rediss://10.0.0.7:6380/0"],
    "coach_url": ["", "http://[::1]:11434/v1", "https://model.example/v1"],
}  # fmt: skip


@pytest.mark.parametrize(("setting", "address"), [(name, one) for name, several in BESIDE.items() for one in several])
def test_what_is_on_this_machine_or_sealed_on_its_way_is_fine(good: Here, setting: str, address: str) -> None:
    assert wires(set_to(good, **{setting: address})).state == "fine"


def test_of_a_wire_the_setting_is_named_and_not_its_value(good: Here) -> None:
    found = wires(set_to(good, database_url=ELSEWHERE, bus="redis://:geheim@10.0.0.7:6379/0"))
    assert "DATABASE_URL and GEMEL_BUS" in found.line
    assert "geheim" not in found.line + found.how and "example" not in found.line + found.how


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_found(good: Here, fault: str) -> None:
    name, break_it = FAULTS[fault]
    assert name not in wrong(good)
    assert name in wrong(break_it(good))


def test_each_finding_to_mend_says_how_and_the_order_is_that_of_danger(good: Here) -> None:
    found = findings(open_swap(open_folder(open_pepper(set_to(good, url="", backup="")))))
    to_mend = [one for one in found if one.state == "mend" and one.name != "kept"]
    assert [one.name for one in to_mend][:5] == ["pepper", "folder", "https", "swap", "backups"]
    assert all(one.how.endswith((".", "true")) or "chmod" in one.how for one in to_mend)
    assert len(found) == len(CHECKS)


@pytest.mark.parametrize("device", ["/dev/zram0", "/dev/dm-1"])
def test_swap_that_is_no_disk_or_sealed_is_fine(good: Here, device: str) -> None:
    write(good.root / "proc/swaps", f"{SWAPS}{device} partition 1 0 -2\n")
    write(good.root / "sys/block/dm-1/dm/uuid", "CRYPT-LUKS2-abc-swap")
    assert "swap" not in wrong(good)


def test_a_disk_that_is_nearly_full(good: Here) -> None:
    usage = type("Usage", (), {"total": 10**11, "free": 10**8})
    with patch("shutil.disk_usage", lambda _path: usage):
        assert "room" in wrong(good)


def test_a_schema_that_is_older_or_newer(good: Here) -> None:
    assert good.settings is not None
    for version in ("0002", "9999"):
        store = Store(good.settings.main_url, 1)
        with store.writing() as db:
            db.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))
        store.close()
        assert "schema" in wrong(good)


def test_a_log_that_has_grown(good: Here) -> None:
    with sqlite3.connect(good.data / "gemel.db") as db, patch.object(of_database, "MOST_LOG", 1000):
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE kept_open (n)")
        db.commit()
        assert "log size" in wrong(good)
    db.close()
    assert "log size" not in wrong(good)


def test_a_row_from_the_future_shows_a_clock_that_is_behind(good: Here) -> None:
    with patch.object(of_database, "_newest_row", lambda _here: NOW + 3600):
        assert "clock" in wrong(good)


def test_a_database_that_cannot_be_reached_is_one_line_without_its_address(good: Here) -> None:
    found = findings(set_to(good, database_url="postgresql://ida:geheim@127.0.0.1:1/gemel"))
    assert "database" in [one.name for one in found if one.state == "mend"]
    assert not [one for one in found if "geheim" in one.line + one.how]


def test_a_postgresql_that_forgets_is_found(good: Here, database: str) -> None:
    if database:
        assert "kept" in wrong(good)  # the tests' cluster has fsync off
        with patch.object(of_database, "SURE", {}):
            assert "checksums" in next(one.line for one in findings(good) if one.name == "kept")
    else:
        assert "kept" not in wrong(good)


def test_a_server_that_was_never_started(tmp_path: Path) -> None:
    its = settings(tmp_path / "none")
    found = findings(Here(its.data, its.data / "pepper", its, NOW, root=tmp_path))
    assert {"folder", "database", "swap", "proxy", "certificate"} <= {one.name for one in found if one.state == "know"}
    assert not (tmp_path / "none").exists()


def test_requests_written_down_are_something_to_know(good: Here) -> None:
    for its in ({"log": "info"}, {"metrics": "127.0.0.1:9100"}):
        assert next(one.name for one in findings(set_to(good, **its)) if one.state == "know") == "watched"


def test_a_check_that_fails_is_itself_a_finding(good: Here) -> None:
    with patch.object(Path, "stat", side_effect=PermissionError):
        assert {"pepper", "folder"} <= set(wrong(good))


def test_the_command_says_it_in_words_and_as_json(good: Here, capsys: pytest.CaptureFixture[str]) -> None:
    env = {"GEMEL_DATA": str(good.data), "GEMEL_URL": "https://gemel.example", "GEMEL_BACKUP": str(good.data)}
    assert command.run(False, env) == 1
    said = capsys.readouterr().out
    assert said.startswith("To mend, the most dangerous first:\n  1. The pepper lies in the folder of the backups")
    assert command.run(True, env) == 1
    told = msgspec.json.decode(capsys.readouterr().out, type=list[Finding])
    assert next(one.name for one in told if one.state == "mend") == "pepper"
    assert command.run(True, env | {"PORT": "x"}) == 1
    assert "PORT" in json.loads(capsys.readouterr().out)[0]["line"]


def test_nothing_to_mend_ends_with_nought(good: Here, capsys: pytest.CaptureFixture[str]) -> None:
    with (
        patch.object(command, "here", lambda _env: replace(good, settings=None)),
        patch.object(command, "findings", lambda _here: []),
    ):
        assert command.run(False, {}) == 0
    assert "nothing to mend" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"GEMEL_LOG": "loud"}, "GEMEL_LOG"),
        ({"GEMEL_METRICS": "0.0.0.0:9100"}, "GEMEL_METRICS"),
        ({"GEMEL_METRICS": "short"}, "GEMEL_METRICS"),
        ({"GEMEL_METRICS": "127.0.0.1:http"}, "GEMEL_METRICS"),
    ],
)
def test_settings_that_will_not_do(good: Here, env: dict[str, str], says: str) -> None:
    with pytest.raises(BadSetting, match=says) as told:
        load({"GEMEL_DATA": str(good.data)} | env)
    assert "short" not in str(told.value)


def test_settings_that_do(good: Here) -> None:
    for metrics in ("", "127.0.0.1:9100", "[::1]:9100", "a-token-that-nobody-guesses"):
        assert load({"GEMEL_DATA": str(good.data), "GEMEL_METRICS": metrics}).metrics == metrics
