import random
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemel.vault.errors import Tampered, VaultError, WrongKey
from gemel.vault.place import Place
from gemel.vault.rows import SealedRow, open_row, rewrap, seal_body, seal_row, unwrap, wrap
from gemel.vault.sealing import new_key, sealed_with
from gemel.vault.tests.things import ANA, BEN, BODY, COUPLE, ELSEWHERE, KEY, OTHER, PLACE, flipped, tells

SHARED = replace(PLACE, state="shared", epoch=4, revision=8)
MOVED = ELSEWHERE[:3]


@given(st.binary(max_size=500))
def test_a_row_opens_at_its_place(body: bytes) -> None:
    assert open_row(seal_row(body, PLACE, KEY), PLACE, KEY) == body


@pytest.mark.parametrize("wrong", ELSEWHERE, ids=repr)
def test_any_other_field_alone_is_refused(wrong: Place) -> None:
    with pytest.raises(Tampered):
        open_row(seal_row(BODY, PLACE, KEY), wrong, KEY)


@pytest.mark.parametrize("wrong", ELSEWHERE, ids=repr)
def test_no_other_place_can_be_rewrapped(wrong: Place) -> None:
    with pytest.raises(Tampered):
        rewrap(seal_row(BODY, PLACE, KEY).wrapped, wrong, KEY, wrong, OTHER)


@pytest.mark.parametrize("wrong", MOVED, ids=repr)
def test_a_body_with_its_own_row_key_does_not_open_elsewhere(wrong: Place) -> None:
    """Even who holds the row key, the partner, cannot pass a body off as another row's."""
    data_key = new_key()
    with pytest.raises(Tampered, match="broken"):
        open_row(SealedRow(seal_body(BODY, PLACE, data_key), wrap(data_key, wrong, KEY)), wrong, KEY)


def test_another_key_is_named_as_such() -> None:
    with pytest.raises(WrongKey):
        open_row(seal_row(BODY, PLACE, KEY), PLACE, OTHER)


def test_every_flipped_bit_of_a_row_is_refused() -> None:
    row = seal_row(b"short", PLACE, KEY)
    broken = [row._replace(sealed=flipped(row.sealed, bit)) for bit in range(len(row.sealed) * 8)]
    broken += [row._replace(wrapped=flipped(row.wrapped, bit)) for bit in range(len(row.wrapped) * 8)]
    for one in broken:
        with pytest.raises(Tampered):
            open_row(one, PLACE, KEY)


def test_ten_thousand_swaps_are_refused() -> None:
    """G4: columns moved across rows, owners, epochs, states and tables, under one couple key."""
    draw = random.Random(4)
    rows = [bytes([n]) * 16 for n in range(6)]
    fields = product(("moment", "answer"), rows, (ANA, BEN), (1, 2), ("draft", "shared"))
    places = [Place(table, row, owner, COUPLE, epoch, state) for table, row, owner, epoch, state in fields]
    sealed = [seal_row(BODY, place, KEY) for place in places]
    refused = 0
    while refused < 10_500:
        here, one, other = (draw.randrange(len(places)) for _ in range(3))
        if here == one == other:
            continue
        with pytest.raises(Tampered):
            open_row(SealedRow(sealed[one].sealed, sealed[other].wrapped), places[here], KEY)
        refused += 1


def test_two_rows_do_not_open_with_their_columns_exchanged() -> None:
    row = seal_row(BODY, PLACE, KEY)
    with pytest.raises(Tampered):
        open_row(SealedRow(row.wrapped, row.sealed), PLACE, KEY)


def test_an_edit_does_not_open_with_the_row_key_before_it() -> None:
    before, after = seal_row(BODY, PLACE, KEY), seal_row(BODY, PLACE, KEY)
    with pytest.raises(WrongKey):
        open_row(SealedRow(after.sealed, before.wrapped), PLACE, KEY)


def test_revealing_leaves_the_body_as_it_is() -> None:
    row = seal_row(BODY, PLACE, KEY)
    shared = row._replace(wrapped=rewrap(row.wrapped, PLACE, KEY, SHARED, OTHER))
    assert open_row(shared, SHARED, OTHER) == BODY


def test_a_revealed_row_is_no_draft_any_more() -> None:
    row = seal_row(BODY, PLACE, KEY)
    shared = row._replace(wrapped=rewrap(row.wrapped, PLACE, KEY, SHARED, KEY))
    with pytest.raises(Tampered):
        open_row(shared, PLACE, KEY)


def test_who_held_the_old_key_does_not_open_what_was_rewrapped() -> None:
    wrapped = rewrap(seal_row(BODY, PLACE, KEY).wrapped, PLACE, KEY, SHARED, OTHER)
    assert sealed_with(wrapped) == sealed_with(seal_row(BODY, PLACE, OTHER).wrapped)
    with pytest.raises(WrongKey):
        unwrap(wrapped, SHARED, KEY)


def test_rewrapping_takes_the_old_key() -> None:
    with pytest.raises(WrongKey):
        rewrap(seal_row(BODY, PLACE, KEY).wrapped, PLACE, OTHER, SHARED, OTHER)


@pytest.mark.parametrize("new", MOVED, ids=repr)
def test_a_body_never_moves_to_another_row(new: Place) -> None:
    with pytest.raises(VaultError, match="cannot move"):
        rewrap(seal_row(BODY, PLACE, KEY).wrapped, PLACE, KEY, new, KEY)


def test_each_row_has_a_key_of_its_own() -> None:
    assert len({unwrap(seal_row(BODY, PLACE, KEY).wrapped, PLACE, KEY) for _ in range(100)}) == 100


def test_short_rows_have_one_length() -> None:
    sizes = {len(seal_row(bytes(size), PLACE, KEY).sealed) for size in range(61)}
    assert sizes == {114}


def test_a_sealed_row_shows_neither_text_nor_row_key() -> None:
    row = seal_row(BODY, PLACE, KEY)
    assert BODY not in row.sealed
    assert unwrap(row.wrapped, PLACE, KEY) not in row.sealed + row.wrapped


def test_refusals_show_neither_key_nor_text() -> None:
    row = seal_row(BODY, PLACE, KEY)
    data_key = unwrap(row.wrapped, PLACE, KEY)
    assert not tells(lambda: open_row(row, SHARED, KEY), KEY, BODY, data_key)
    assert not tells(lambda: open_row(row._replace(sealed=flipped(row.sealed, 1)), PLACE, KEY), KEY, BODY, data_key)
    assert not tells(lambda: rewrap(row.wrapped, PLACE, OTHER, SHARED, KEY), KEY, OTHER, data_key)
    assert not tells(lambda: rewrap(row.wrapped, PLACE, KEY, ELSEWHERE[1], KEY), KEY, data_key)
