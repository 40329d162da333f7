"""`gemel backup` and `gemel restore` as they are typed."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from gemel import cli
from gemel.backup.tests.conftest import Server, everything_opens
from gemel.settings import load


@pytest.fixture
def typed(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Server:
    """The server's settings in the environment, and its pepper elsewhere."""
    (tmp_path / "pepper").write_bytes(server.settings.pepper)
    for name, value in {"GEMEL_DATA": server.settings.data, "GEMEL_PEPPER_FILE": tmp_path / "pepper"}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("DATABASE_URL", server.settings.database_url)
    return server


def test_backed_up_listed_and_restored(typed: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "backups")
    assert cli.main(["backup", place]) == 0
    assert "2 files of photos" in capsys.readouterr().out
    assert cli.main(["backup", "--list", place]) == 0
    stamp = capsys.readouterr().out.split()[0]
    assert cli.main(["restore", place]) == 1
    assert "--replace" in capsys.readouterr().err
    assert cli.main(["restore", place, "--at", stamp, "--replace"]) == 0
    assert "signs in anew" in capsys.readouterr().out
    everything_opens(load(), typed.told)
    next((tmp_path / "backups" / "backups").glob("*.json")).write_text("{}")
    assert cli.main(["backup", "--list", place]) == 0
    assert "damaged" in capsys.readouterr().out


def test_where_to_comes_from_the_settings_if_it_is_not_typed(
    typed: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["backup"]) == 1
    assert "GEMEL_BACKUP" in capsys.readouterr().err
    monkeypatch.setenv("GEMEL_BACKUP", str(tmp_path / "backups"))
    assert cli.main(["backup", "--keep-days", "7"]) == 0
    assert list((tmp_path / "backups" / "backups").iterdir())


def test_without_a_pepper_nothing_is_restored(
    typed: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["backup", str(tmp_path / "backups")]) == 0
    monkeypatch.setenv("GEMEL_PEPPER_FILE", str(tmp_path / "lost"))
    assert cli.main(["restore", str(tmp_path / "backups")]) == 1
    assert "There is no pepper" in capsys.readouterr().err


def test_serving_waits_for_no_restore(typed: Server, capsys: pytest.CaptureFixture[str]) -> None:
    from gemel.backup.locks import nobody_serves

    with patch.object(cli, "_harden"), patch("gemel.logs.begin"), nobody_serves(typed.settings.data):
        assert cli.main(["serve"]) == 1
    assert "restore into this folder is under way" in capsys.readouterr().err
    (typed.settings.data / "restoring").write_text("before-restore-x")
    assert cli.main(["serve"]) == 2
    assert "broken off" in capsys.readouterr().err


def test_check_is_there_too(typed: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--json"]) == 1
    assert capsys.readouterr().out.startswith('[{"name":"settings"')


def test_what_is_not_there_or_there_already_is_said(typed: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["backup", "--list", str(tmp_path / "none")]) == 0
    assert "no backup here yet" in capsys.readouterr().out
    assert cli.main(["init"]) == 0
    assert "already, and stays as it is" in capsys.readouterr().out
