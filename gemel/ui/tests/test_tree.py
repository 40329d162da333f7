"""The tree: the same counts give the same picture, and more only adds to it."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from gemel.ui.growing import Growth, blossoms, crossings, leaves, reach, rings
from gemel.ui.tree import describe, draw
from gemel.ui.wood import wood

DAY_1 = Growth(days=0, weeks=0, opened=0, small=0, firsts=0)
WEEK_3 = Growth(days=21, weeks=3, opened=4, small=12, firsts=1)
MONTH_3 = Growth(days=90, weeks=11, opened=12, small=45, firsts=3)
YEAR_1 = Growth(days=372, weeks=35, opened=45, small=180, firsts=7)
YEAR_10 = Growth(days=3650, weeks=520, opened=2000, small=8000, firsts=300)
LIFE = [DAY_1, WEEK_3, MONTH_3, YEAR_1, YEAR_10]


@pytest.mark.parametrize("growth", LIFE)
@pytest.mark.parametrize("standalone", [False, True])
def test_is_well_formed_and_small(growth: Growth, standalone: bool) -> None:
    picture = draw(growth, standalone)
    root = ElementTree.fromstring(picture)  # noqa: S314 (our own)
    assert root.get("role") == "img"
    assert root.find("{http://www.w3.org/2000/svg}title").text == describe(growth)
    assert "style=" not in picture
    assert len(picture.encode()) < 40_000
    assert not re.search(r"nan|inf|--", re.sub(r"<style>.*</style>", "", picture))


def test_only_the_one_that_stands_alone_brings_its_colours() -> None:
    assert "<style>" not in draw(YEAR_1)
    alone = draw(YEAR_1, standalone=True)
    assert "prefers-color-scheme:dark" in alone
    assert not re.search("light-dark|@layer", alone)
    assert set(re.findall(r"var\((--[\w-]+)\)", alone)) <= set(re.findall(r"(--[\w-]+):", alone))


def test_is_the_same_in_another_process() -> None:
    ask = (
        "from gemel.ui.tree import *; from gemel.ui.growing import *; print(draw(Growth(372, 35, 45, 180, 7)), end='')"
    )
    other = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    assert other == draw(YEAR_1)


@pytest.mark.parametrize(("before", "after"), pairwise(LIFE))
def test_more_only_adds(before: Growth, after: Growth) -> None:
    assert reach(before) < reach(after)
    assert set(leaves(before)) <= set(leaves(after))
    assert crossings(after)[: len(crossings(before))] == crossings(before)
    assert blossoms(after)[: len(blossoms(before))] == blossoms(before)
    assert rings(before) <= rings(after)
    for axis in wood():
        young, old = axis.grown(reach(before)), axis.grown(reach(after))
        assert old[: max(0, len(young) - 1)] == young[:-1]


@pytest.mark.parametrize("part", ["days", "weeks", "opened", "small", "firsts"])
def test_no_count_ever_takes_anything_away(part: str) -> None:
    last = (0, 0, 0, 0)
    for count in (*range(0, 60), *range(60, 9000, 137)):
        growth = replace(DAY_1, **{part: count})
        now = (len(leaves(growth)), len(crossings(growth)), len(blossoms(growth)), rings(growth))
        assert all(a <= b for a, b in zip(last, now, strict=True))
        last = now


@pytest.mark.parametrize("part", ["weeks", "opened", "small", "firsts"])
def test_the_first_of_anything_shows(part: str) -> None:
    assert draw(replace(DAY_1, **{part: 1})) != draw(DAY_1)


def test_says_what_it_shows_without_a_number() -> None:
    for growth in LIFE:
        assert not re.search(r"\d|more|less|than|percent|score", describe(growth))
    assert "seedlings" in describe(DAY_1)
    assert "blossoms" not in describe(replace(YEAR_1, firsts=0))


def test_stays_within_its_picture() -> None:
    for leaf in leaves(YEAR_10):
        assert 10 < leaf.x < 470
        assert 5 < leaf.y < 360
