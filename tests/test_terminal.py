"""`gemel export` and `gemel import`, as somebody at the server's terminal uses them."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemel import cli, terminal
from gemel.archive.tests.making import SEAL, document, moments_in, zipped
from gemel.testing import PASSPHRASE, TestHouse, open_test_house

HERS, HIS, DEEP = "You left the light on.", "You sang in the car.", "What I tell nobody."


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestHouse]:
    """A house of its own, whose settings the command finds."""
    with open_test_house(tmp_path / "data") as one:
        monkeypatch.setattr(terminal, "settings", lambda: one.house.settings)
        ana, ben = one.couple()
        ana.post("/thanks", {"did": HERS}), ben.post("/thanks", {"did": HIS}), ana.post("/private", {"words": DEEP})
        yield one


class Typed:
    """What somebody types: plain answers, and what is not shown."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.plain: list[str] = []
        self.hidden: list[str] = []
        monkeypatch.setattr("builtins.input", lambda _asked: self._next(self.plain))
        monkeypatch.setattr(terminal, "getpass", lambda _asked: self._next(self.hidden))

    def _next(self, answers: list[str]) -> str:
        if not answers:
            raise EOFError
        return answers.pop(0)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    return Typed(monkeypatch)


def exported(typed: Typed, file: Path, private: str = "", theirs: str = "", seal: str = SEAL) -> int:
    typed.plain[:] = ["ana", private, theirs]
    typed.hidden[:] = [PASSPHRASE, seal, seal]
    return cli.main(["export", str(file)])


def words_in(file: Path) -> set[str]:
    return {one["words"] for one in moments_in(file.read_bytes())}


def test_a_file_for_this_users_eyes(house: TestHouse, typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "archive.zip"
    assert exported(typed, file) == 0
    assert words_in(file) == {HERS}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["archive.zip"]


def test_more_if_asked_for(house: TestHouse, typed: Typed, tmp_path: Path) -> None:
    assert exported(typed, tmp_path / "a.zip", private="y", theirs="yes") == 0
    assert words_in(tmp_path / "a.zip") == {HERS, HIS, DEEP}


def test_five_words_for_who_types_none(
    house: TestHouse, typed: Typed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exported(typed, tmp_path / "a.zip", seal="") == 0
    words = next(
        line.strip() for line in capsys.readouterr().out.splitlines() if len(line.split()) == 5 and line[0] == " "
    )
    from gemel.archive.tests.making import inside

    assert HERS.encode() in inside((tmp_path / "a.zip").read_bytes(), seal=words)


@pytest.mark.parametrize(
    ("name", "hidden"),
    [("nobody", [PASSPHRASE]), ("ana", ["not this one, not this one either"]), ("ana", ["short"]), ("ana", [])],
)
def test_whoever_is_not_her_gets_none(
    house: TestHouse, typed: Typed, tmp_path: Path, name: str, hidden: list[str]
) -> None:
    typed.plain[:], typed.hidden[:] = [name, "", ""], hidden
    assert cli.main(["export", str(tmp_path / "a.zip")]) == 1
    assert not (tmp_path / "a.zip").exists()


def test_a_seal_that_would_not_hold(
    house: TestHouse, typed: Typed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exported(typed, tmp_path / "a.zip", seal="password password") == 1
    assert "would not hold" in capsys.readouterr().err
    typed.plain[:], typed.hidden[:] = ["ana", "", ""], [PASSPHRASE, SEAL, "another"]
    assert cli.main(["export", str(tmp_path / "a.zip")]) == 1
    assert "not the same" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.zip*"))


def test_no_file_is_written_over(house: TestHouse, typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_text("something dear")
    assert exported(typed, file) == 1
    assert file.read_text() == "something dear"


def test_what_breaks_leaves_no_half(
    house: TestHouse, typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(terminal.archive, "pack", broken)
    assert exported(typed, tmp_path / "a.zip") == 1
    assert not list(tmp_path.glob("a.zip*"))


def test_and_back(house: TestHouse, typed: Typed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported(typed, tmp_path / "a.zip", private="y")
    cleo = house.person("Cleo")
    typed.plain[:], typed.hidden[:] = ["cleo"], [PASSPHRASE, SEAL]
    assert cli.main(["import", str(tmp_path / "a.zip")]) == 0
    assert "2 came back, 0 were here" in capsys.readouterr().out
    assert HERS in cleo.get("/timeline").text


@pytest.mark.parametrize("data", [b"", b"hello", zipped(document(version=2)), zipped(b"{")])
def test_a_wrong_file_changes_nothing(
    house: TestHouse, typed: Typed, tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    typed.plain[:], typed.hidden[:] = ["ana"], [PASSPHRASE, SEAL]
    assert cli.main(["import", str(tmp_path / "a.zip")]) == 1
    assert "Nothing was changed" in capsys.readouterr().err


def test_no_such_file(house: TestHouse, typed: Typed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", str(tmp_path / "none.zip")]) == 1
    assert "No such file" in capsys.readouterr().err
