"""The lists: enough of each, in plain words, and a broken file names itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gemel.programme import BadContent
from gemel.rooms.together.ideas import DEALT, FITS, PLACES, First, Idea, dealt, firsts, fitting, ideas, of_the_day, read

PRESSING = re.compile(
    r"\b(must|should|failed|overdue|streak|oops|don.t forget|husband|wife|girlfriend|boyfriend)\b|!", re.I
)


def test_there_are_a_hundred_and_fifty_ideas_and_sixty_things_to_try() -> None:
    assert len(ideas()) >= 150
    assert len(firsts()) >= 60
    assert not set(ideas()) & set(firsts())


@pytest.mark.parametrize("fits", ["tired", "no-money", "small-children", "distance", "rain"])
def test_twenty_ideas_at_least_for_every_need(fits: str) -> None:
    assert len(fitting(fits, "")) >= 20


def test_what_an_idea_says_of_itself_is_true() -> None:
    for one in ideas().values():
        assert ("no-money" in one.fits) == (one.cost == "none"), one.id
        assert ("distance" not in one.fits) or one.place != "out", one.id
        assert ("tired" not in one.fits) or one.energy == "low", one.id
        assert (one.place == "apart") <= ("distance" in one.fits), one.id


def test_no_line_presses_anybody() -> None:
    texts = [*(one.text for one in ideas().values()), *(one.text for one in firsts().values())]
    assert not [text for text in texts if PRESSING.search(text)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("fits", ["", *FITS, "nonsense"])
@pytest.mark.parametrize("place", ["", *PLACES])
def test_filters_leave_out_what_does_not_fit(fits: str, place: str) -> None:
    for one in fitting(fits, place):
        assert fits not in FITS or fits in one.fits
        assert not place or one.place == place


def test_a_dozen_for_the_day_is_the_same_for_both() -> None:
    whole = list(ideas().values())
    assert of_the_day(whole, b"day one") == of_the_day(whole, b"day one")
    assert of_the_day(whole, b"day one") != of_the_day(whole, b"day two")


def test_nothing_is_dealt_twice_before_all_was_dealt() -> None:
    rounds = len(firsts()) // DEALT
    seen = [item for number in range(1, rounds + 1) for item in dealt(number, b"two")]
    assert len(set(seen)) == len(seen)
    assert all(len(dealt(number, b"two")) == DEALT for number in (1, rounds + 1, 40))


@pytest.mark.parametrize(
    "text",
    [
        "idea = [",
        "other = []",
        'idea = [{ id = "a-b", text = "x" }]',
        'idea = [{ id = "a-b", text = "x", minutes = 10, cost = "lots", energy = "low", place = "home", fits = ["rain"] }]',
        'idea = [{ id = "A B", text = "x", minutes = 10, cost = "none", energy = "low", place = "home", fits = ["rain"] }]',
        'idea = [{ id = "a-b", text = "x", minutes = 10, cost = "none", energy = "low", place = "home", fits = [] }]',
    ],
)
def test_a_broken_file_names_itself(tmp_path: Path, text: str) -> None:
    path = tmp_path / "room" / "content" / "en" / "ideas.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    with pytest.raises(BadContent, match=r"ideas\.toml"):
        read(path, "idea", Idea)


def test_two_entries_of_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "room" / "content" / "en" / "firsts.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        'first = [{ id = "ab", text = "x", sort = "first" }, { id = "ab", text = "y", sort = "hobby" }]', "utf-8"
    )
    with pytest.raises(BadContent, match="ab"):
        read(path, "first", First)
