"""Short forms of what `make trust` does for an hour (bench/trust): a few tries of each attack, with every test."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from random import Random

import pytest

from bench.trust import clocks, fuzz, stage, swaps, twice, worlds, writer
from bench.trust.acts import sends
from bench.trust.cuts import SECTOR, Disk, Event
from bench.trust.kit import Budget
from gemel.moments.tests.saying import SPOKEN, known
from gemel.testing import Client, TestHouse

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


def test_what_gemel_stands_on_is_little_and_locked_by_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert len(project["dependencies"]) <= 25
    files = re.findall(r'\{ url = "[^"]+"[^}]*\}', (ROOT / "uv.lock").read_text())
    assert files and all('hash = "sha256:' in one for one in files)
