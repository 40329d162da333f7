"""Short forms of what `make trust` does for an hour (bench/trust): a few tries of each attack, with every test."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from random import Random

import pytest

from bench.trust import clocks, fuzz, killing, mutants, stage, swaps, twice, worlds, writer
from bench.trust.acts import sends
from bench.trust.cuts import SECTOR, Disk, Event
from bench.trust.kit import Budget
from gemel.moments.tests.saying import SPOKEN, known
from gemel.testing import PASSPHRASE, Client, TestHouse

ROOT = Path(__file__).parents[1]


def test_swaps_open_nothing(house: TestHouse, tmp_path: Path) -> None:
    with known(*SPOKEN):
        found = swaps.swaps(house, tmp_path, Budget(400), seed=1)
    assert (found.n, found.wrong) == (400, 0)


def test_a_swap_that_opened_would_be_seen(ana: Client, ben: Client) -> None:
    """The same row under another name for its couple: it opens, and is counted."""
    with known(*SPOKEN):
        swaps.written(ana)
        there = swaps.Scene(swaps.rows(ana.house), [ana.me(), ben.me()])
        assert swaps.opens(there, swaps.Row(there.rows[0]))


@pytest.mark.parametrize("script", stage.SCRIPTS, ids=lambda one: one.__name__)
def test_a_database_writer_gains_nothing(house: TestHouse, script: stage.Script) -> None:
    assert writer.succeeded(house, [script]) == []


def test_there_are_scripts_enough_and_they_would_see_a_word(house: TestHouse) -> None:
    on = stage.Stage(house, 0)
    shown, hidden = on.says(), on.says("aloud")
    assert on.reads(on.ben, shown) and on.reads(on.ana, hidden) and not on.reads(on.eve, shown, hidden)
    assert on.gets_in(on.ana) and len(stage.SCRIPTS) >= 20


def test_two_worlds_are_one_to_the_other(tmp_path: Path) -> None:
    tally = worlds.Tally()
    with worlds.two_worlds(tmp_path, 3) as both:
        for number in range(3):
            worlds.compare(both, 40 + number, tally)
    assert not tally.found, tally.found[0]
    assert tally.acts.total() > 10 and not tally.refused


def test_worlds_that_differ_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With something public among what is called private."""
    monkeypatch.setattr(worlds, "OWN", [sends("/thanks", did="~", way="now")])
    monkeypatch.setattr(worlds, "STEPS", 2)
    tally = worlds.Tally()
    with worlds.two_worlds(tmp_path, 1) as both:
        worlds.compare(both, 7, tally)
    assert tally.found


def test_anything_sent_anywhere_is_answered(house: TestHouse) -> None:
    found = fuzz.fuzzed(house, Budget(400), seed=3, ways=1)
    assert (found.n, found.wrong) == (400, 0), found.note


def test_what_the_fuzz_looks_for_it_would_find(house: TestHouse) -> None:
    looking = fuzz.Fuzz(house, Random(1))
    for text in ("<p><zqx onload=1></p>", "<p>133700021</p>", "root:x:0:0:root", "Traceback (most recent call last)"):
        looking.judge("a page", fuzz.httpx.Response(200, html=text))
    looking.judge("a page", fuzz.httpx.Response(500))
    assert len(looking.wrong) == 5


def test_a_form_sent_eight_times_at_once_makes_one(house: TestHouse) -> None:
    found = twice.rounds(house, Budget(3), times=8)
    assert (found.n, found.wrong) == (3, 0), found.note


def test_a_clock_that_jumps_lets_nobody_in_and_nothing_out(house: TestHouse) -> None:
    found = clocks.jumped(house, Budget(6), seed=5)
    assert (found.n, found.wrong) == (6, 0), found.note


def test_after_a_power_cut_synced_bytes_are_there_and_others_may_be() -> None:
    """The model of a disk that `make trust` cuts a thousand times."""
    disk, sure, perhaps = Disk({}), b"s" * 3 * SECTOR, b"p" * 3 * SECTOR
    for one in (Event("write", "/a", sure, 0), Event("sync", "/a"), Event("write", "/a", perhaps, len(sure)),
                Event("write", "/d/new", sure, 0), Event("sync", "/d/new"), Event("rename", "/d/new", to="/d/b")):  # fmt: skip
        disk.take(one)
    seen = [disk.after_a_cut(Random(seed)) for seed in range(60)]
    assert all(files["/a"].startswith(sure) for files in seen)
    tails = {bytes(files["/a"][len(sure) :]) for files in seen}
    assert {b"", perhaps} < tails and len(tails) > 3
    assert {"/d/b" in files for files in seen} == {True, False}
    disk.take(Event("sync", "/d"))
    assert all(bytes(disk.after_a_cut(Random(seed))["/d/b"]) == sure for seed in range(9))


KILLS = "from bench.trust import killing, kit; found = killing.run(kit.Budget(4, 120)); print(found.n, found.wrong, found.note)"


def test_killed_at_any_moment_it_has_what_it_answered_for() -> None:
    """In a process of its own: it makes copies of itself, which one with threads had better not."""
    ended = subprocess.run([sys.executable, "-c", KILLS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("4 0 "), ended.stdout


def test_what_was_answered_for_and_is_gone_would_be_seen(house: TestHouse, ana: Client, ben: Client) -> None:
    there, never = bytes(15) + b"1", bytes(16)
    ana.post("/thanks", {"_id": there.hex(), "did": "tea", "way": "now"})
    book = killing.Book(kept={there: ("Ana", "Ben"), never: ("Ana", "Ben")})
    assert killing.of_one(house, "Ben", PASSPHRASE, book) == ["Ben: 1 lost"]
    assert killing.of_one(house, "Ana", PASSPHRASE, killing.Book(gone={there})) == ["Ana: 1 back again"]
    assert killing.of_one(house, "Ana", "another passphrase of hers", book) == ["Ana: their passphrase does not open"]


def test_changes_that_no_test_catches_are_counted_and_named() -> None:
    became = {f"change {n}": "killed" for n in range(80)} | {f"other {n}": "survived" for n in range(10)}
    missed = [f"padding: {n}" for n in range(9)] + [min(mutants.EXPLAINED)]
    found = mutants.judged(became, missed, 0)
    assert (found.n, found.wrong) == (90, 9) and "padding: 8" in found.note and "89.9%" in found.note
    assert f"{len(mutants.EXPLAINED) - 1} that change nothing were not" in found.note
    assert mutants.judged(became | {"one more": "killed"}, missed, 0).wrong == 0
    assert mutants.judged({}, [], 3).wrong == 3


def test_what_gemel_stands_on_is_little_and_locked_by_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert len(project["dependencies"]) <= 25
    files = re.findall(r'\{ url = "[^"]+"[^}]*\}', (ROOT / "uv.lock").read_text())
    assert files and all('hash = "sha256:' in one for one in files)
