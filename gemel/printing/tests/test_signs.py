"""The list of signs tells the truth about our fonts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gemel.printing.signs import BOX, drawn, lacking, printable
from gemel.printing.surveying import candidates, good, ranges, sets


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(candidates()), min_size=1, max_size=8))
def test_what_is_listed_can_be_set_and_what_is_not_cannot(codes: list[int]) -> None:
    assert list(good(codes)) == [code for code in codes if drawn(chr(code))]


def test_a_heap_is_good_only_if_all_of_it_is() -> None:
    assert sets([0x41, 0x22, 0x5C]) and not sets([0x41, 0x6F22])


def test_signs_that_lack_are_told_once_and_in_order() -> None:
    assert lacking("字a漢", "漢\n\x07 b😀") == ["字", "漢"]


def test_a_box_for_what_lacks_in_any_shape_of_data() -> None:
    assert printable({"a": ["漢b", ("c\x00\n", 3)]}) == {"a": [f"{BOX}b", ["c\n", 3]]}


def test_runs_of_codes() -> None:
    assert list(ranges([1, 2, 3, 9])) == ["1-3", "9-9"]
