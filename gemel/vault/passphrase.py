"""From a passphrase to two keys: one slow step, then a fast split.

One Argon2id call feeds both the check part and the key-encrypting key, so that there is
no second, cheaper way to guess.
"""

from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from secrets import token_bytes
from typing import NamedTuple
from unicodedata import normalize

from nacl.bindings import crypto_pwhash_alg, crypto_pwhash_ALG_ARGON2ID13

from gemel.vault.errors import BadPassphrase, TooWeak
from gemel.vault.hkdf import hkdf


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id passes and memory. Lanes are always 1 (libsodium knows nothing else)."""

    ops: int
    mem_kib: int


FLOOR = Cost(3, 64 * 1024)
DEFAULT = Cost(3, 128 * 1024)
MIN_LENGTH = 15
MAX_LENGTH = 128


class Split(NamedTuple):
    """`check` proves the passphrase (store only its hash); `kek` wraps the person's keys."""

    check: bytes
    kek: bytes

    def __repr__(self) -> str:
        return "Split(...)"


def normalise(passphrase: str) -> bytes:
    """The same bytes for the same passphrase on every keyboard (NFKC); refuses bad lengths."""
    text = normalize("NFKC", passphrase)
    if len(text) < MIN_LENGTH:
        raise BadPassphrase("short")
    if len(text) > MAX_LENGTH:
        raise BadPassphrase("long")
    # surrogatepass: the error for a lone surrogate would carry the passphrase with it
    return text.encode("utf-8", "surrogatepass")


def stretch(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    """Argon2id, slow and large by design: run it off the event loop, and few at a time."""
    # The cost comes from the database, and whoever writes there must not make guessing cheap.
    if cost.ops < FLOOR.ops or cost.mem_kib < FLOOR.mem_kib:
        raise TooWeak("the stretching cost is below what this build accepts")
    return crypto_pwhash_alg(32, passphrase, salt, cost.ops, cost.mem_kib * 1024, crypto_pwhash_ALG_ARGON2ID13)


def new_salt() -> bytes:
    """A fresh random salt of the length Argon2id takes here."""
    return token_bytes(16)


def split(stretched: bytes, pepper: bytes, salt: bytes) -> Split:
    """Mix in the pepper (a file kept apart from the database) and take the two halves."""
    secret = stretched + pepper
    return Split(hkdf(secret, b"gemel/v1/check", salt), hkdf(secret, b"gemel/v1/kek", salt))


def check_hash(check: bytes) -> bytes:
    """What the database stores of `check`."""
    return sha256(check).digest()


def same(a: bytes, b: bytes) -> bool:
    """Compare without telling by the time it takes where they differ."""
    return compare_digest(a, b)
