import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemel.vault import sealing
from gemel.vault.errors import Tampered, VaultError, WrongKey
from gemel.vault.sealing import key_id, new_key, seal, sealed_with, unseal
from gemel.vault.tests.things import BODY, KEY, OTHER, flipped, tells

HERE = b"this row"
SUNSCREEN = (
    b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
    b"sunscreen would be it."
)
# draft-irtf-cfrg-xchacha-03, A.3.1: ciphertext and tag
SUNSCREEN_SEALED = bytes.fromhex(
    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
    "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
    "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
    "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"
)
SUNSCREEN_KEY = bytes(range(0x80, 0xA0))
SUNSCREEN_NONCE = bytes(range(0x40, 0x58))
SUNSCREEN_CONTEXT = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")


@given(st.binary(max_size=500), st.binary(max_size=100))
def test_what_is_sealed_opens(text: bytes, context: bytes) -> None:
    assert unseal(KEY, seal(KEY, text, context), context) == text


def test_the_binding_opens_the_drafts_vector() -> None:
    opened = sealing._decrypt(SUNSCREEN_SEALED, SUNSCREEN_CONTEXT, SUNSCREEN_NONCE, SUNSCREEN_KEY)
    assert opened == SUNSCREEN


def test_the_binding_makes_the_drafts_vector() -> None:
    made = sealing._encrypt(SUNSCREEN, SUNSCREEN_CONTEXT, SUNSCREEN_NONCE, SUNSCREEN_KEY)
    assert made == SUNSCREEN_SEALED


def test_an_envelope_opens_by_hand() -> None:
    sealed = seal(KEY, BODY, HERE)
    assert sealed[:10] == b"\1\1" + key_id(KEY)
    assert sealing._decrypt(sealed[34:], sealed[:10] + HERE, sealed[10:34], KEY) == BODY


def test_an_envelope_is_fifty_bytes_longer_than_its_text() -> None:
    assert len(seal(KEY, BODY, HERE)) == len(BODY) + 50


def test_an_envelope_from_the_first_version_still_opens() -> None:
    old = "0101cdec9e6757ee3404000102030405060708090a0b0c0d0e0f1011121314151617dfac6ee567f36a098f9b39fcb1f392c07e77a4"
    assert unseal(KEY, bytes.fromhex(old), HERE) == b"Ana"


def test_an_empty_text_is_a_text() -> None:
    assert unseal(KEY, seal(KEY, b"", HERE), HERE) == b""


@pytest.mark.parametrize("elsewhere", [b"", b"this ro", b"this row ", b"that row"])
def test_another_context_does_not_open(elsewhere: bytes) -> None:
    with pytest.raises(Tampered):
        unseal(KEY, seal(KEY, BODY, HERE), elsewhere)


def test_another_key_does_not_open() -> None:
    with pytest.raises(WrongKey):
        unseal(OTHER, seal(KEY, BODY, HERE), HERE)


def test_another_keys_name_on_it_does_not_open() -> None:
    sealed = seal(KEY, BODY, HERE)
    with pytest.raises(Tampered):
        unseal(OTHER, sealed[:2] + key_id(OTHER) + sealed[10:], HERE)


def test_every_flipped_bit_is_refused() -> None:
    sealed = seal(KEY, b"short", HERE)
    for bit in range(len(sealed) * 8):
        with pytest.raises(Tampered):
            unseal(KEY, flipped(sealed, bit), HERE)


def test_flipped_bits_of_a_long_text_are_refused() -> None:
    sealed = seal(KEY, bytes(100_000), HERE)
    for bit in random.Random(1).sample(range(len(sealed) * 8), 200):
        with pytest.raises(Tampered):
            unseal(KEY, flipped(sealed, bit), HERE)


def test_every_cut_is_refused() -> None:
    sealed = seal(KEY, BODY, HERE)
    for end in range(len(sealed)):
        with pytest.raises(Tampered):
            unseal(KEY, sealed[:end], HERE)


def test_more_bytes_are_refused() -> None:
    with pytest.raises(Tampered):
        unseal(KEY, seal(KEY, BODY, HERE) + b"\0", HERE)


@given(st.binary(max_size=120))
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(Tampered):
        unseal(KEY, noise, HERE)


@pytest.mark.parametrize("header", [b"\2\1", b"\1\2", b"\1\3", b"\0\1"])
def test_other_versions_and_ways_are_refused(header: bytes) -> None:
    with pytest.raises(Tampered, match="not a sealed envelope"):
        unseal(KEY, header + seal(KEY, BODY, HERE)[2:], HERE)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_only_a_32_byte_key_seals(size: int) -> None:
    with pytest.raises(VaultError):
        seal(bytes(size), BODY, HERE)


def test_keys_are_32_bytes_and_never_the_same() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert {len(key) for key in keys} == {32}


def test_a_hundred_thousand_nonces_are_all_different() -> None:
    assert len({seal(KEY, b"", b"")[10:34] for _ in range(100_000)}) == 100_000


@given(st.binary(min_size=32, max_size=32))
def test_a_key_id_is_no_slice_of_its_key(key: bytes) -> None:
    assert len(key_id(key)) == 8
    assert key_id(key) not in key


def test_a_key_id_belongs_to_one_key() -> None:
    assert len({key_id(flipped(KEY, bit)) for bit in range(256)} | {key_id(KEY)}) == 257


def test_an_envelope_names_its_key() -> None:
    assert sealed_with(seal(KEY, BODY, HERE)) == key_id(KEY)


def test_a_private_envelope_names_its_key_too() -> None:
    assert sealed_with(b"\1\2" + b"12345678" + bytes(40)) == b"12345678"


@pytest.mark.parametrize("broken", [b"", b"\1\1", b"\1\1" + bytes(47), b"\1\3" + bytes(60), b"\2\1" + bytes(60)])
def test_what_is_no_envelope_names_nothing(broken: bytes) -> None:
    with pytest.raises(Tampered):
        sealed_with(broken)


def test_refusals_show_neither_key_nor_text() -> None:
    sealed = seal(KEY, BODY, HERE)
    assert not tells(lambda: unseal(KEY, sealed, b"elsewhere"), KEY, BODY)
    assert not tells(lambda: unseal(OTHER, sealed, HERE), KEY, OTHER, BODY)
    assert not tells(lambda: unseal(KEY, sealed[:-1], HERE), KEY, BODY)
    assert not tells(lambda: seal(KEY[:31], BODY, HERE), KEY[:31], BODY)
