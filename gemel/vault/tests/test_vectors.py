"""Vectors that others published for what the vault is built on, where no other test here holds them to it.

XChaCha20-Poly1305 stands in test_sealing.py, HKDF in test_hkdf.py, libsodium's own of Argon2id in test_passphrase.py.
"""

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_generichash_blake2b_salt_personal

from gemel.vault import passphrase, private
from gemel.vault.digest import keyed
from gemel.vault.grant import _box, public_of
from gemel.vault.passphrase import Cost, stretch
from gemel.vault.tests.things import KEY, OTHER

# RFC 7748, section 5.2: scalar, point, and what comes of them
MULTIPLIED = [
    (
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    ),
    (
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
    ),
]
# RFC 7748, section 6.1; libsodium's test/default/box.c seals with the same two
ALICE = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
BOB = bytes.fromhex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")
BOBS = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
SHARED = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
BOX_NONCE = bytes.fromhex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37")
BOX_TEXT = bytes.fromhex(
    "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c6129"
    "6cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde"
    "048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705"
)
BOX_SEALED = (
    "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a"
    "c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae"
    "90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74"
    "e355a5"
)


@pytest.mark.parametrize(("scalar", "point", "made"), MULTIPLIED)
def test_x25519_of_rfc_7748(scalar: str, point: str, made: str) -> None:
    assert private.crypto_scalarmult(bytes.fromhex(scalar), bytes.fromhex(point)).hex() == made


def test_x25519_a_thousand_times_of_rfc_7748() -> None:
    scalar = point = (9).to_bytes(32, "little")
    met = []
    for _ in range(1000):
        scalar, point = private.crypto_scalarmult(scalar, point), scalar
        met.append(scalar.hex())
    assert met[0] == "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"
    assert met[-1] == "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"


def test_alice_and_bob_of_rfc_7748_meet() -> None:
    assert public_of(BOB).hex() == private.crypto_scalarmult_base(BOB).hex() == BOBS
    assert private.crypto_scalarmult(ALICE, public_of(BOB)).hex() == SHARED
    assert private.crypto_scalarmult(BOB, public_of(ALICE)).hex() == SHARED


def test_a_grants_box_is_libsodiums() -> None:
    sealed = _box(ALICE, public_of(BOB)).encrypt(BOX_TEXT, BOX_NONCE)
    assert sealed.ciphertext.hex() == BOX_SEALED
    assert _box(BOB, public_of(ALICE)).decrypt(sealed) == BOX_TEXT


def test_argon2id_of_rfc_9106_is_the_one_that_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Section 5.3 has four lanes, which libsodium has not: a second implementation that knows it agrees on one."""
    lanes = Argon2id(salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\4" * 12, secret=b"\3" * 8)
    assert lanes.derive(b"\1" * 32).hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    monkeypatch.setattr(passphrase, "FLOOR", Cost(1, 8))
    for ops, mem in [(1, 8), (3, 64), (4, 1024)]:
        other = Argon2id(salt=OTHER[:16], length=32, iterations=ops, lanes=1, memory_cost=mem)
        assert stretch(KEY, OTHER[:16], Cost(ops, mem)) == other.derive(KEY)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(1, 64), st.binary(max_size=16))
def test_a_digest_is_what_libsodium_makes_of_it(key: bytes, data: bytes, size: int, purpose: bytes) -> None:
    made = crypto_generichash_blake2b_salt_personal(data, digest_size=size, key=key, person=purpose)
    assert keyed(key, data, size, purpose) == made
