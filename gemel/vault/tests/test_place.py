from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemel.vault.place import Place, canonical
from gemel.vault.tests.things import ANA, ELSEWHERE, PLACE

PART = st.one_of(st.binary(max_size=8), st.text(st.characters(codec="utf-8"), max_size=8), st.integers())
PARTS = st.lists(PART, max_size=5)
NAME = b"12345678"


@given(PARTS, PARTS)
def test_different_parts_never_encode_alike(one: list[object], other: list[object]) -> None:
    assert (canonical(*one) == canonical(*other)) is (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("ab",), ("a", "b")),
        ((b"a",), ("a",)),
        ((1,), ("1",)),
        ((1,), (b"1",)),
        ((), ("",)),
        (("",), ("", "")),
        ((b"\0\0\0\1s",), (b"", "")),
        ((-1,), (1,)),
    ],
)
def test_parts_that_could_be_taken_for_others(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert canonical(*one) != canonical(*other)


def test_the_encoding_is_a_letter_a_length_and_the_part() -> None:
    assert canonical(b"ab", "é", -12) == b"b\0\0\0\2ab" + b"s\0\0\0\2\xc3\xa9" + b"i\0\0\0\3-12"


@pytest.mark.parametrize("length", [255, 256, 257, 70_000])
def test_long_parts_are_framed_like_short_ones(length: int) -> None:
    size = length.to_bytes(4, "big")
    one, other, number = b"x" * length, "y" * length, 10 ** (min(length, 4000) - 1)
    assert canonical(one, other) == b"b" + size + one + b"s" + size + other.encode()
    assert canonical(number) == b"i" + len(str(number)).to_bytes(4, "big") + str(number).encode()


@given(PARTS)
def test_an_encoding_has_the_length_of_its_parts(parts: list[object]) -> None:
    lengths = [len(p) if isinstance(p, bytes) else len(str(p).encode()) for p in parts]
    assert len(canonical(*parts)) == sum(lengths) + 5 * len(parts)


@pytest.mark.parametrize("part", [1.0, None, (1,), bytearray(b"a")])
def test_other_kinds_of_parts_are_refused(part: object) -> None:
    with pytest.raises(TypeError):
        canonical(part)  # type: ignore[arg-type]


def test_what_a_row_is_bound_to_never_changes_between_versions() -> None:
    """Written out once: rows sealed by the first version open only as long as this holds."""
    here = b"s\0\0\0\x06moment" + b"b\0\0\0\x10row-of-16-bytes." + b"b\0\0\0\x10" + ANA
    readers = b"b\0\0\0\x10couple-16-bytes." + b"i\0\0\0\x013" + b"b\0\0\0\x08" + NAME
    assert PLACE.body() == b"s\0\0\0\rgemel/v1/body" + here
    assert PLACE.wrap(NAME) == b"s\0\0\0\rgemel/v1/wrap" + here + readers + b"s\0\0\0\x05draft" + b"i\0\0\0\x017"


@pytest.mark.parametrize("other", ELSEWHERE, ids=repr)
def test_every_field_binds_the_row_key(other: Place) -> None:
    assert other.wrap(NAME) != PLACE.wrap(NAME)


def test_the_name_of_the_key_binds_the_row_key() -> None:
    assert PLACE.wrap(b"87654321") != PLACE.wrap(NAME)


def test_table_row_and_owner_bind_the_body() -> None:
    assert PLACE.body() not in {other.body() for other in ELSEWHERE[:3]}


def test_revealing_or_leaving_does_not_touch_the_body() -> None:
    assert {other.body() for other in ELSEWHERE[3:]} == {PLACE.body()}


def test_bodies_and_row_keys_are_never_taken_for_each_other() -> None:
    assert not PLACE.wrap(NAME).startswith(PLACE.body())


def test_a_row_begins_unrevised() -> None:
    assert Place("moment", b"row", ANA, b"couple", 1, "draft").revision == 0


def test_a_place_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        PLACE.state = "shared"  # type: ignore[misc]
