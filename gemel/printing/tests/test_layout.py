"""Photos on a page: whole, in order, within it, and none of them lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemel.printing import Shot
from gemel.printing.layout import GAP, HIGH, WIDE, pages, rows

SIZES = st.tuples(st.integers(1, 6000), st.integers(1, 6000))


def shots(*sizes: tuple[int, int]) -> list[Shot]:
    return [Shot(file=f"{number}.svg", width=size[0], height=size[1], alt="") for number, size in enumerate(sizes)]


@given(st.lists(SIZES, max_size=23))
def test_every_photo_once_in_order_on_a_page_it_fits(sizes: list[tuple[int, int]]) -> None:
    made = pages(shots(*sizes))
    assert [shot.file for page in made for row in page for shot in row.shots] == [f"{n}.svg" for n in range(len(sizes))]
    for page in made:
        assert sum(row.high for row in page) + GAP * (len(page) - 1) <= HIGH + 0.1
        assert all(sum(row.wide) + GAP * (len(row.wide) - 1) <= WIDE + 0.1 for row in page)
        assert all(wide > 4 for row in page for wide in row.wide)


@pytest.mark.parametrize(("number", "on_pages"), [(1, [1]), (4, [4]), (5, [3, 2]), (8, [4, 4]), (9, [3, 3, 3])])
def test_no_photo_is_left_to_a_page_of_its_own(number: int, on_pages: list[int]) -> None:
    made = pages(shots(*[(4, 3)] * number))
    assert [sum(len(row.shots) for row in page) for page in made] == on_pages


@pytest.mark.parametrize(
    ("sizes", "shape"),
    [
        ([(4, 3)], [1]),
        ([(4, 3), (4, 3)], [1, 1]),
        ([(3, 4), (3, 4)], [2]),
        ([(4, 3), (3, 4), (3, 4)], [1, 2]),
        ([(4, 3)] * 4, [2, 2]),
    ],
)
def test_rows_follow_the_shapes(sizes: list[tuple[int, int]], shape: list[int]) -> None:
    assert [len(row.shots) for row in rows(shots(*sizes))] == shape
