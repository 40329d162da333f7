"""Which tips come up: warm ones first, from several rooms, the same for both, and lighter after a slow week."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gemel.programme import steps, tips
from gemel.week.kinds import Size
from gemel.week.offers import BACK, LEAST, REST, Past, offers, suggested_size
from gemel.week.state import DAY

NOW = 1_800_000_000
STEP_OF = {tip.id: step.step for step in steps() for tip in step.tips}
ALL = list(tips())

seeds = st.binary(min_size=1, max_size=48)
sizes = st.sampled_from(["usual", "light"])


@st.composite
def histories(draw: st.DrawFn) -> list[Past]:
    """Weeks behind these two, newest first, one after the other."""
    past, at = [], NOW
    for tip in draw(st.lists(st.sampled_from(ALL), max_size=20)):
        at -= draw(st.integers(7, 30)) * DAY
        lived = draw(st.booleans())
        past.append(Past(tip, at, lived, again=lived and draw(st.booleans()), lighter=not lived or draw(st.booleans())))
    return past


def offered(past: list[Past], size: Size = "usual", seed: bytes = b"week") -> tuple[str, ...]:
    return offers(tips().values(), STEP_OF, past, size, seed, NOW)


def weeks(*ids: str) -> list[Past]:
    return [Past(id, NOW - (number + 1) * 8 * DAY, lived=True) for number, id in enumerate(ids)]


@settings(deadline=None)
@given(histories(), sizes, seeds)
def test_six_to_nine_different_tips_of_the_programme(past: list[Past], size: Size, seed: bytes) -> None:
    found = offered(past, size, seed)
    assert LEAST <= len(found) <= 9
    assert len(set(found)) == len(found)
    assert set(found) <= set(ALL)


@settings(deadline=None)
@given(histories(), sizes, seeds)
def test_the_same_for_both(past: list[Past], size: Size, seed: bytes) -> None:
    assert offered(past, size, seed) == offered(list(past), size, seed)


@settings(deadline=None)
@given(histories(), seeds)
def test_a_light_week_offers_only_what_is_light(past: list[Past], seed: bytes) -> None:
    assert all(tips()[id].lighter for id in offered(past, "light", seed))


@settings(deadline=None)
@given(histories(), sizes, seeds)
def test_what_was_lived_with_lately_rests(past: list[Past], size: Size, seed: bytes) -> None:
    lately = {one.tip for one in past if one.at > NOW - REST}
    wanted = {past[0].tip} if past and past[0].again else set()
    assert not set(offered(past, size, seed)) & (lately - wanted)


@settings(deadline=None)
@given(seeds)
def test_beginners_get_what_warms_quickly(seed: bytes) -> None:
    found = [STEP_OF[id] for id in offered([], seed=seed)]
    assert found[:3] == [1, 5, 4]
    assert set(found) == {1, 5, 4}


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_hard_talks_and_opening_up_come_later(seed: bytes) -> None:
    lived = [
        "listening-phones-away",
        "thanks-what-it-shows",
        "together-one-cup",
        "calm-three-words",
        "growth-small-win",
    ]
    for number in range(3):
        assert not {2, 3} & {STEP_OF[id] for id in offered(weeks(*lived[:number]), seed=seed)}
    assert 3 in {
        step for number in range(9) for id in offered(weeks(*lived), seed=bytes([number])) for step in [STEP_OF[id]]
    }


@settings(deadline=None)
@given(histories(), seeds)
def test_from_several_rooms(past: list[Past], seed: bytes) -> None:
    assert len({tips()[id].room for id in offered(past, seed=seed)}) >= 3


def test_again_comes_first_where_the_week_allows() -> None:
    past = [Past("together-film-and-talk", NOW - 8 * DAY, lived=True, again=True)]
    assert offered(past)[0] == "together-film-and-talk"
    assert "together-film-and-talk" not in offered(past, "light")


def test_light_after_a_slow_week_or_a_long_rest() -> None:
    week = Past("together-one-cup", NOW - 8 * DAY, lived=True)
    assert suggested_size([], NOW) == suggested_size([week], NOW) == "usual"
    assert suggested_size([Past("together-one-cup", NOW - 8 * DAY, lighter=True)], NOW) == "light"
    assert suggested_size([week], week.at + BACK + 1) == "light"
