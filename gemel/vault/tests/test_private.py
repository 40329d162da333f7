"""Ana's private pages: written with her public and account keys, read with the private one."""

from dataclasses import replace

import pytest

from gemel.vault import private
from gemel.vault.errors import Tampered, VaultError, WrongKey
from gemel.vault.place import Place
from gemel.vault.private import (
    open_private_row,
    private_public,
    seal_private_row,
    unwrap_private,
    widen_private,
    wrap_private,
)
from gemel.vault.rows import SealedRow, open_row, seal_row
from gemel.vault.sealing import key_id, new_key, sealed_with
from gemel.vault.tests.things import BODY, ELSEWHERE, KEY, OTHER, PLACE, flipped, tells

PK, ACCOUNT = KEY, OTHER
PUBLIC = private_public(PK)
WRONG = bytes(range(200, 232))
SHARED = replace(PLACE, state="shared", revision=8)
WEAK = [bytes(32), b"\1" + bytes(31), bytes.fromhex("ec" + "ff" * 30 + "7f")]  # points of small order
FIRST = (
    "010247d77e8ff5368b0706591903c3cbed8ae91e303051e7adef4e77f2b47ecc30f24fb19f2aae8adf370101d763c10ce871"
    "00420ed0e447fa54bf801667e7260bf839bbd4f111dd7c2efc98c34bc282971dc9e70d591c609727ee0715a155fe72d11169"
    "8f8bd706962643c6bb447749b19858dfc88e28f8ee5583e4"
)


def page() -> SealedRow:
    return seal_private_row(BODY, PLACE, PUBLIC, ACCOUNT)


def test_a_page_opens_with_both_keys() -> None:
    assert open_private_row(page(), PLACE, PK, ACCOUNT) == BODY


def test_a_page_from_the_first_version_still_opens() -> None:
    assert unwrap_private(bytes.fromhex(FIRST), PLACE, PK, ACCOUNT) == bytes(32)


def test_the_public_key_is_always_the_same() -> None:
    assert private_public(PK) == PUBLIC
    assert PUBLIC not in (PK, private_public(OTHER))


def test_another_private_key_does_not_open_it() -> None:
    with pytest.raises(WrongKey):
        open_private_row(page(), PLACE, WRONG, ACCOUNT)


def test_the_public_key_reads_nothing() -> None:
    with pytest.raises(WrongKey):
        open_private_row(page(), PLACE, PUBLIC, ACCOUNT)


def test_a_page_planted_without_the_account_key_does_not_open() -> None:
    planted = seal_private_row(BODY, PLACE, PUBLIC, WRONG)
    with pytest.raises(Tampered):
        open_private_row(planted, PLACE, PK, ACCOUNT)


def test_a_page_planted_without_any_account_key_does_not_open() -> None:
    with pytest.raises(Tampered):
        open_private_row(seal_private_row(BODY, PLACE, PUBLIC, b""), PLACE, PK, ACCOUNT)


@pytest.mark.parametrize("wrong", ELSEWHERE, ids=repr)
def test_any_other_field_alone_is_refused(wrong: Place) -> None:
    with pytest.raises(Tampered):
        open_private_row(page(), wrong, PK, ACCOUNT)


@pytest.mark.parametrize("wrong", ELSEWHERE, ids=repr)
def test_no_other_place_can_be_widened(wrong: Place) -> None:
    with pytest.raises(Tampered):
        widen_private(page().wrapped, wrong, PK, ACCOUNT, wrong, WRONG)


def test_every_flipped_bit_is_refused() -> None:
    row = page()
    for bit in range(len(row.wrapped) * 8):
        with pytest.raises(Tampered):
            open_private_row(row._replace(wrapped=flipped(row.wrapped, bit)), PLACE, PK, ACCOUNT)


def test_every_cut_is_refused() -> None:
    wrapped = page().wrapped
    for end in range(len(wrapped)):
        with pytest.raises(Tampered):
            unwrap_private(wrapped[:end], PLACE, PK, ACCOUNT)


@pytest.mark.parametrize("end", [10, 11, 41])
def test_half_a_one_time_key_never_reaches_the_curve(monkeypatch: pytest.MonkeyPatch, end: int) -> None:
    monkeypatch.setattr(private, "crypto_scalarmult", None)
    with pytest.raises(Tampered, match="not a private envelope"):
        unwrap_private(bytes.fromhex(FIRST)[:end], PLACE, PK, ACCOUNT)


def test_the_envelope_is_header_one_time_key_and_sealed_key() -> None:
    wrapped = page().wrapped
    assert wrapped[:10] == b"\1\2" + key_id(PUBLIC)
    assert len(wrapped) == 10 + 32 + 50 + 32
    assert sealed_with(wrapped) == key_id(PUBLIC)


def test_a_row_of_the_everyday_key_is_no_private_page() -> None:
    with pytest.raises(Tampered, match="not a private envelope"):
        unwrap_private(seal_row(BODY, PLACE, PK).wrapped, PLACE, PK, ACCOUNT)


def test_a_private_page_is_no_row_of_the_everyday_key() -> None:
    with pytest.raises(Tampered):
        open_row(page(), PLACE, ACCOUNT)


def test_the_one_time_key_is_used_once() -> None:
    assert len({page().wrapped[10:42] for _ in range(100)}) == 100


def test_another_pages_one_time_key_is_refused() -> None:
    one, other = page().wrapped, page().wrapped
    with pytest.raises(Tampered):
        unwrap_private(one[:10] + other[10:42] + one[42:], PLACE, PK, ACCOUNT)


@pytest.mark.parametrize("weak", WEAK)
def test_a_one_time_key_that_all_share_is_refused(weak: bytes) -> None:
    wrapped = page().wrapped
    with pytest.raises(Tampered, match="public key"):
        unwrap_private(wrapped[:10] + weak + wrapped[42:], PLACE, PK, ACCOUNT)


@pytest.mark.parametrize("weak", WEAK)
def test_nothing_is_sealed_to_a_weak_public_key(weak: bytes) -> None:
    with pytest.raises(Tampered, match="public key"):
        wrap_private(new_key(), PLACE, weak, ACCOUNT)


@pytest.mark.parametrize("short", [b"", PUBLIC[:31], PUBLIC + b"\0"])
def test_a_public_key_of_another_size_never_reaches_the_curve(monkeypatch: pytest.MonkeyPatch, short: bytes) -> None:
    """The binding does not look at sizes: it would read past the end of a short key."""
    monkeypatch.setattr(private, "crypto_scalarmult", None)
    with pytest.raises(VaultError):
        wrap_private(new_key(), PLACE, short, ACCOUNT)


def test_a_widened_page_opens_for_its_new_readers() -> None:
    row = page()
    shared = row._replace(wrapped=widen_private(row.wrapped, PLACE, PK, ACCOUNT, SHARED, WRONG))
    assert open_row(shared, SHARED, WRONG) == BODY


@pytest.mark.parametrize("new", ELSEWHERE[:3], ids=repr)
def test_a_page_never_moves_to_another_row(new: Place) -> None:
    with pytest.raises(VaultError, match="cannot move"):
        widen_private(page().wrapped, PLACE, PK, ACCOUNT, new, WRONG)


def test_refusals_show_neither_key_nor_text() -> None:
    row = page()
    data_key = unwrap_private(row.wrapped, PLACE, PK, ACCOUNT)
    assert not tells(lambda: open_private_row(row, SHARED, PK, ACCOUNT), PK, ACCOUNT, BODY, data_key)
    assert not tells(lambda: open_private_row(row, PLACE, WRONG, ACCOUNT), WRONG, ACCOUNT, BODY, data_key)
    assert not tells(lambda: wrap_private(data_key, PLACE, PUBLIC[:31], ACCOUNT), ACCOUNT, data_key)
