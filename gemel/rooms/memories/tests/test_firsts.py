"""Something new: enough for every evening, in plain words; a wish in one tap; done, it blossoms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gemel.moments import counts
from gemel.programme import BadContent
from gemel.rooms.memories.firsts import FITS, firsts, fitting, of_the_day, read
from gemel.rooms.memories.tests.lived import WISHES, main
from gemel.testing import Client

HERE = "/memories/firsts"
PRESSING = re.compile(r"\b(must|should|failed|overdue|oops|husband|wife|girlfriend|boyfriend|god)\b|!", re.I)
GOOD = '{ id = "a-b", text = "Hum a song to each other.", minutes = 10, fits = ["rain"] },'


def test_sixty_at_least_and_enough_for_each_need() -> None:
    assert len(firsts()) >= 60
    assert all(len(fitting(fits)) >= 20 for fits in FITS)


def test_no_line_presses_anybody() -> None:
    texts = [one.text for one in firsts().values()]
    assert not [text for text in texts if PRESSING.search(text)]
    assert len(set(texts)) == len(texts)


def test_what_fits_is_true_as_far_as_a_machine_can_tell() -> None:
    for one in firsts().values():
        assert ("tired" not in one.fits) or one.minutes <= 120, one.id
        assert not ({"no-money", "tired"} <= set(one.fits) and re.search(r"\b(buy|train|ticket)\b", one.text, re.I)), (
            one.id
        )


def test_a_dozen_a_day_the_same_for_both() -> None:
    assert of_the_day(fitting(""), b"one") == of_the_day(fitting(""), b"one") != of_the_day(fitting(""), b"two")
    assert len(of_the_day(fitting(""), b"one")) == 12


@pytest.mark.parametrize("fits", ["", *FITS, "nonsense"])
def test_the_page_shows_what_fits(ana: Client, ben: Client, fits: str) -> None:
    pages = [set(re.findall(rf'href="{HERE}/([a-z0-9-]+)"', who.get(f"{HERE}?fits={fits}").text)) for who in (ana, ben)]
    assert pages[0] == pages[1] and len(pages[0]) == 12
    assert all(fits not in FITS or fits in firsts()[id].fits for id in pages[0])


def test_a_wish_in_one_tap_and_it_is_not_suggested_again(ana: Client, ben: Client) -> None:
    one = re.search(rf'href="{HERE}/([a-z0-9-]+)"', ana.get(HERE).text)[1]  # type: ignore[index]
    page = ana.post(WISHES, {"first": one}).text
    assert firsts()[one].text in page and "new to you" in page
    assert firsts()[one].text in ben.get(WISHES).text
    assert f'{HERE}/{one}"' not in ben.get(HERE).text


def test_done_it_is_a_first_and_grows_the_tree(ana: Client, ben: Client) -> None:
    page = ana.post(f"{HERE}/hum-it/doings", {"words": "It was the anthem of a country that is gone"}).text
    assert "A first time" in page and "the anthem" in page
    with ana.house.house.store.reading() as db:
        assert counts(db, ben.me(), ana.house.clock.now) == {"did-first": 1}
    assert "A first time" in ben.get("/").text
    assert f'{HERE}/hum-it"' not in main(ana.get(HERE).text)


@pytest.mark.parametrize("name", ["nonsense", "../x", "0" * 200])
def test_what_is_not_on_the_list_is_not_here(ana: Client, name: str) -> None:
    assert ana.get(f"{HERE}/{name}").status_code == 404
    assert ana.post(f"{HERE}/{name}/doings").status_code == 404


def test_a_name_that_is_none_of_the_list_is_no_wish(ana: Client) -> None:
    assert ana.post(WISHES, {"first": "nonsense"}).status_code == 422


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('{ id = "A B", text = "Hum a song to each other.", minutes = 10, fits = ["rain"] },', "firsts.toml:4"),
        ('{ id = "c-d", text = "Hum.", minutes = 10, fits = ["rain"] },', "firsts.toml:4"),
        ('{ id = "c-d", text = "Hum a song to each other.", minutes = 500, fits = ["rain"] },', "firsts.toml:4"),
        ('{ id = "c-d", text = "Hum a song to each other.", minutes = 10, fits = ["snow"] },', "firsts.toml:4"),
        ('{ id = "c-d", text = "Hum a song to each other.", minutes = 10, fits = [] },', "firsts.toml:4"),
        (
            '{ id = "c-d", text = "Hum a song to each other.", minutes = 10, fits = ["rain"], dear = true },',
            "firsts.toml:4",
        ),
        ('{ text = "Hum a song to each other.", minutes = 10, fits = ["rain"] },', "firsts.toml:4"),
        ('{ id = "a-b", text = "Another of this name.", minutes = 10, fits = ["rain"] },', "firsts.toml:4: a-b"),
        ("{ id = ", r"firsts.toml: .*line 4"),
        (f"{GOOD} {GOOD}", "firsts.toml: 3 entries on 2 lines"),
    ],
)
def test_a_broken_file_names_itself_and_the_line(tmp_path: Path, line: str, named: str) -> None:
    path = tmp_path / "firsts.toml"
    path.write_text(f"# a line before\nfirst = [\n{GOOD}\n{line}\n]\n", "utf-8")
    with pytest.raises(BadContent, match=named):
        read(path)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "firsts.toml"
    path.write_text("other = []", "utf-8")
    with pytest.raises(BadContent, match=r"firsts\.toml"):
        read(path)
