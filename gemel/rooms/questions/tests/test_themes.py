"""What each likes and leaves out: said in private, merged, and told to nobody."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from gemel.people.person import keep_profile
from gemel.people.profile import Profile, limits
from gemel.programme import themes
from gemel.testing import Client, TestHouse

SLUGS = [slug for slug, _title in themes()]


def says(who: Client, **said: str) -> str:
    return who.post("/questions/themes", {f"theme-{slug.replace('_', '-')}": word for slug, word in said.items()}).text


def test_it_is_kept_and_shown_to_oneself(ana: Client) -> None:
    says(ana, play="liked", us="not")
    assert (ana.me().profile.liked, ana.me().profile.without) == (("play",), ("us",))
    text = ana.get("/questions/themes").text
    assert re.search(r'name="theme-play" value="liked" checked', text)
    assert re.search(r'name="theme-us" value="not" checked', text)
    assert text.count(" checked") == len(SLUGS)


def test_the_other_s_pages_are_the_same_whatever_one_says(
    ana: Client, ben: Client, plain: Callable[[str], str]
) -> None:
    paths = ("/questions/themes", "/boundaries", "/questions", "/questions/map", "/questions/decks", "/")
    before = [plain(ben.get(path).text) for path in paths]
    says(ana, play="liked", us="not", home="not", dreams="liked")
    assert [plain(ben.get(path).text) for path in paths] == before


def test_only_the_merged_result_acts(ana: Client, ben: Client) -> None:
    says(ana, play="liked", us="liked")
    says(ben, us="not", world="liked")
    for who in (ana, ben):
        assert who.me().limits.liked == {"play", "world"}
        assert who.me().limits.without == {"us"}


def test_the_boundaries_page_leaves_it_as_it_is_and_the_other_way_round(ana: Client) -> None:
    says(ana, play="liked")
    ana.post("/boundaries", {"name": "Ana", "zone": "UTC", "depth": "2", "without": "us"})
    mine = ana.me().profile
    assert (mine.liked, mine.without, mine.reach) == (("play",), ("us",), 2)
    says(ana, home="liked")
    assert ana.me().profile.reach == 2


def test_what_nobody_offers_is_nothing(ana: Client) -> None:
    says(ana, play="adored", moon="liked")
    assert (ana.me().profile.liked, ana.me().profile.without) == ((), ())


def test_a_topic_that_is_no_theme_stays_left_out(house: TestHouse, ana: Client) -> None:
    with house.house.store.writing() as db:
        keep_profile(db, ana.me(), msgspec.structs.replace(ana.me().profile, without=("faith", "us")))
    says(ana, us="", home="not")
    assert ana.me().profile.without == ("faith", "home")


def test_four_depths_are_chosen_and_shown(ana: Client) -> None:
    for depth in ("1", "2", "3", "4"):
        ana.post("/boundaries", {"name": "Ana", "zone": "UTC", "depth": depth})
        assert ana.me().limits.depth == int(depth)
        assert re.search(rf'name="depth" value="{depth}" checked', ana.get("/boundaries").text)


def test_a_depth_that_is_none_means_all(ana: Client) -> None:
    for depth in ("0", "5", "x", ""):
        ana.post("/boundaries", {"name": "Ana", "zone": "UTC", "depth": depth})
        assert ana.me().profile.reach == 4


def test_a_profile_from_when_there_were_three_depths_reads_as_it_was_meant() -> None:
    for kept, reach in ((1, 1), (2, 2), (3, 4)):
        stored = msgspec.msgpack.encode({"name": "Ana", "zone": "UTC", "without": ["us"], "depth": kept})
        read = msgspec.msgpack.decode(stored, type=Profile)
        assert read.reach == limits([read]).depth == reach
