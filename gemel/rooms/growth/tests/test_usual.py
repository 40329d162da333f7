"""The usual range and the two-readings rule: pure figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemel.rooms.growth.usual import Band, band, stand, usual

TENS = st.lists(st.integers(0, 10), max_size=60)


@pytest.mark.parametrize("values", [[], [5], [5, 6]])
def test_there_is_no_range_under_three_readings(values: list[int]) -> None:
    assert usual(values, 10) is None and band(values, 10) is None


def test_nothing_and_few() -> None:
    assert stand([], 10) == "nothing"
    assert stand([4], 10) == stand([4, 9], 10) == "few"


def test_equal_readings_have_the_floor_as_their_range() -> None:
    assert usual([6, 6, 6], 10) == Band(5.0, 7.0)
    assert usual([60, 60, 60], 100) == Band(50.0, 70.0)
    assert stand([6, 6, 6, 6, 6, 6], 10) == "usual"


def test_the_range_is_as_wide_as_ones_own_readings_vary() -> None:
    steady, lively = usual([5, 5, 6, 5, 5], 10), usual([2, 8, 5, 3, 7], 10)
    assert steady and lively and lively.high - lively.low > steady.high - steady.low
    assert lively and (lively.low, lively.high) == pytest.approx((5 - 1.4826 * 2, 5 + 1.4826 * 2))


def test_one_wild_reading_does_not_widen_it() -> None:
    assert usual([6, 6, 6, 6, 0], 10) == Band(5.0, 7.0)


def test_the_range_stays_on_the_scale() -> None:
    assert usual([10, 10, 10], 10) == Band(9.0, 10.0)
    assert usual([0, 0, 0], 10) == Band(0.0, 1.0)


def test_the_edge_of_the_range_is_within_it() -> None:
    assert Band(5, 7).side(7) == Band(5, 7).side(5) == 0
    assert Band(5, 7).side(8) == 1 and Band(5, 7).side(4) == -1


@pytest.mark.parametrize(
    ("last", "found"),
    [([6, 9], "once"), ([9, 6], "usual"), ([9, 9], "above"), ([2, 2], "below"), ([9, 2], "once"), ([2, 9], "once"),
     ([7, 7], "usual"), ([9, 10], "above"), ([3, 1], "below")],
)  # fmt: skip
def test_change_is_called_after_two_in_a_row_on_one_side(last: list[int], found: str) -> None:
    assert stand([6, 6, 5, 6, *last], 10) == found


@pytest.mark.parametrize("values", [[5, 5, 10], [5, 5, 10, 10], [5, 9, 9], [1, 9, 9, 9]])
def test_no_change_is_called_before_there_is_a_range_from_before(values: list[int]) -> None:
    assert stand(values, 10) in {"usual", "once"}


def test_the_last_two_are_held_against_those_before_them() -> None:
    assert band([5, 5, 5, 9, 9], 10) == usual([5, 5, 5], 10)
    assert stand([5, 5, 5, 9, 9], 10) == "above"


def test_a_change_that_stays_becomes_usual() -> None:
    assert stand([5] * 5 + [9] * 12, 10) == "usual"


def test_an_old_usual_is_no_longer_ones_usual() -> None:
    assert band([1] * 40 + [8] * 28, 10) == usual([8] * 26, 10)


@given(TENS)
def test_whatever_comes_there_is_a_word_for_it(values: list[int]) -> None:
    found = band(values, 10)
    assert stand(values, 10) in {"nothing", "few", "usual", "once", "above", "below"}
    assert (found is None) == (len(values) < 3)
    assert found is None or 0 <= found.low <= found.high <= 10


@given(TENS.filter(lambda values: len(values) > 2))
def test_turned_upside_down_it_says_the_opposite(values: list[int]) -> None:
    turned = {"above": "below", "below": "above"}
    assert stand([10 - value for value in values], 10) == turned.get(stand(values, 10), stand(values, 10))
