"""Boundaries: what both allow, in hours and in depth."""

from __future__ import annotations

import pytest

from gemel.people.profile import Profile, limits, quiet_hours


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [(22, 2, {22, 23, 0, 1}), (9, 12, {9, 10, 11}), (8, 8, set()), (None, 7, set()), (7, None, set())],
)
def test_quiet_hours_may_span_midnight(begins: int | None, ends: int | None, hours: set[int]) -> None:
    assert quiet_hours(Profile(name="Ana", quiet_from=begins, quiet_to=ends)) == hours


def test_the_narrower_of_two_boundaries_holds() -> None:
    ana = Profile(name="Ana", depth=2, without=("faith",), quiet_from=22, quiet_to=23)
    ben = Profile(name="Ben", depth=3, without=("money",), quiet_from=6, quiet_to=7)
    both = limits([ana, ben])
    assert (both.depth, both.without, both.quiet) == (2, {"faith", "money"}, {22, 6})
