import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemel.vault.errors import Tampered
from gemel.vault.padding import pad, unpad
from gemel.vault.tests.things import BODY, tells

SIZES = [len(pad(bytes(size))) for size in range(20_000)]


@given(st.binary(max_size=3000))
def test_padding_comes_off_again(data: bytes) -> None:
    assert unpad(pad(data)) == data


@given(st.binary(max_size=200), st.integers(0, 100))
def test_zeros_of_the_text_itself_stay(data: bytes, zeros: int) -> None:
    assert unpad(pad(data + bytes(zeros))) == data + bytes(zeros)


def test_sizes_never_fall() -> None:
    assert sorted(SIZES) == SIZES


def test_above_a_kilobyte_it_costs_at_most_an_eighth() -> None:
    assert max(SIZES[size] / size for size in range(1024, len(SIZES))) <= 1.12


@pytest.mark.parametrize("size", [1 << 20, (1 << 20) + 1, 5_000_000, (1 << 24) - 5])
def test_a_photo_costs_little(size: int) -> None:
    assert size < len(pad(bytes(size))) <= size * 1.04


def test_short_texts_look_alike() -> None:
    assert set(SIZES[:61]) == {64}


def test_many_lengths_share_a_size() -> None:
    assert len(set(SIZES)) < 200


@pytest.mark.parametrize(("size", "padded"), [(60, 64), (61, 72), (988, 992), (989, 1024), (1020, 1024), (1021, 1088)])
def test_known_sizes(size: int, padded: int) -> None:
    """Padme of the framed length, worked out by hand: E = floor(log2 L), S = floor(log2 E) + 1."""
    assert len(pad(bytes(size))) == padded


def test_filled_with_zeros_behind_the_length() -> None:
    assert pad(b"ana") == b"\0\0\0\3ana" + bytes(57)


@pytest.mark.parametrize("more", [0, 1, 1000])
def test_sizes_may_change_one_day(more: int) -> None:
    assert unpad(b"\0\0\0\3ana" + bytes(more)) == b"ana"
    assert unpad(bytes(4 + more)) == b""


@pytest.mark.parametrize(
    "broken",
    [b"", b"\0", b"\0\0\0", b"\0\0\0\1", b"\0\0\0\4ana", b"\xff" * 64, b"\0\0\0\3ana\1", b"\0\0\0\3ana\0\1\0"],
)
def test_what_was_never_padded_is_refused(broken: bytes) -> None:
    with pytest.raises(Tampered):
        unpad(broken)


def test_a_refusal_does_not_show_the_text() -> None:
    assert not tells(lambda: unpad(pad(BODY) + b"\1"), BODY)
