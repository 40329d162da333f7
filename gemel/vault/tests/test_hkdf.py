"""RFC 5869, appendix A."""

import pytest

from gemel.vault.digest import keyed
from gemel.vault.errors import VaultError
from gemel.vault.hkdf import hkdf
from gemel.vault.tests.things import KEY, OTHER


def test_rfc_5869_case_1() -> None:
    made = hkdf(b"\x0b" * 22, bytes(range(0xF0, 0xFA)), bytes(range(13)), 42)
    assert made.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"


def test_rfc_5869_case_2_has_longer_parts() -> None:
    made = hkdf(bytes(range(0x50)), bytes(range(0xB0, 0x100)), bytes(range(0x60, 0xB0)), 82)
    assert made.hex() == (
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
        "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
    )


@pytest.mark.parametrize("salt", [None, b""])
def test_rfc_5869_case_3_has_no_salt_and_no_info(salt: bytes | None) -> None:
    made = hkdf(b"\x0b" * 22, b"", salt, 42)
    assert made.hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"


def test_a_key_is_32_bytes_unless_asked_otherwise() -> None:
    assert len(hkdf(KEY, b"one")) == 32


def test_purpose_secret_and_salt_all_count() -> None:
    made = {hkdf(KEY, b"one"), hkdf(KEY, b"two"), hkdf(OTHER, b"one"), hkdf(KEY, b"one", b"salt")}
    assert len(made) == 4


def test_digests_for_two_purposes_are_unrelated() -> None:
    assert len({keyed(KEY, b"x", 16, b"one"), keyed(KEY, b"x", 16, b"two"), keyed(OTHER, b"x", 16, b"one")}) == 3


def test_a_digest_is_not_a_shorter_digests_beginning() -> None:
    assert not keyed(KEY, b"x", 16, b"one").startswith(keyed(KEY, b"x", 8, b"one"))


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_digest_takes_no_key_of_another_size(size: int) -> None:
    with pytest.raises(VaultError):
        keyed(bytes(size), b"x", 16, b"one")
