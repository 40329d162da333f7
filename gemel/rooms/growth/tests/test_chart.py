"""Where points, pieces of line and band lie in the picture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gemel.rooms.growth.chart import EDGE, GAP, HIGH, WIDE, Point, chart
from gemel.rooms.growth.usual import Band

WEEK = 7 * 86_400
START = 1_789_948_800


def weekly(*values: int, skip: int = 1) -> list[Point]:
    return [Point(START + number * skip * WEEK, value) for number, value in enumerate(values)]


def test_one_point_stands_in_the_middle_and_draws_no_line() -> None:
    found = chart(weekly(10), 10, None)
    assert found.dots == ((WIDE / 2, EDGE),) and found.lines == () and found.band is None


def test_two_points_draw_no_line() -> None:
    assert chart(weekly(3, 4), 10, None).lines == ()


def test_three_points_draw_one() -> None:
    found = chart(weekly(0, 5, 10), 10, None)
    assert found.lines == ("10,140 160,75 310,10",)


def test_equal_points_are_level() -> None:
    assert len({y for _x, y in chart(weekly(4, 4, 4, 4), 10, None).dots}) == 1


def test_all_on_one_day_stand_in_the_middle() -> None:
    assert {x for x, _y in chart([Point(START, 3), Point(START, 7), Point(START, 5)], 10, None).dots} == {WIDE / 2}


def test_a_gap_in_time_parts_the_line() -> None:
    points = weekly(5, 6, 7) + [Point(START + 2 * WEEK + GAP + 1 + number * WEEK, 5) for number in range(3)]
    assert len(chart(points, 10, None).lines) == 2


def test_a_point_alone_between_gaps_is_a_dot() -> None:
    found = chart(weekly(5, 6, 7, skip=6), 10, None)
    assert len(found.dots) == 3 and found.lines == ()


def test_the_band_lies_where_its_values_are() -> None:
    found = chart(weekly(5, 5, 5), 10, Band(4, 6))
    assert found.band == (62.0, 26.0)
    assert chart(weekly(50, 50, 50), 100, Band(40, 60)).band == found.band


@given(st.lists(st.tuples(st.integers(0, 3 * 365), st.integers(0, 100)), min_size=1, max_size=60))
def test_everything_lies_within_the_picture(raw: list[tuple[int, int]]) -> None:
    points = [Point(START + day * 86_400, value) for day, value in sorted(raw)]
    for x, y in chart(points, 100, None).dots:
        assert EDGE <= x <= WIDE - EDGE and EDGE <= y <= HIGH - EDGE
