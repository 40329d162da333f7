"""Handing a key to the partner, so that both know who gave it to whom.

A sealed box alone would be anonymous: whoever can write to the database could hand out a
key of their own. So the box is authenticated by the sender's key, and the two compare a
short spoken code once.
"""

from hashlib import blake2b
from hmac import compare_digest, digest
from typing import NamedTuple

from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey

from gemel.vault.errors import Tampered, VaultError
from gemel.vault.hkdf import hkdf
from gemel.vault.place import canonical
from gemel.vault.sealing import new_key

_GRANT = b"\x01\x03"  # version 1, XSalsa20-Poly1305 box
_MAC_BYTES = 32
_TOKEN_BYTES = 16


class Pair(NamedTuple):
    """An X25519 pair."""

    secret: bytes
    public: bytes

    def __repr__(self) -> str:
        return "Pair(...)"


def new_pair() -> Pair:
    """A fresh pair."""
    secret = new_key()
    return Pair(secret, public_of(secret))


def public_of(secret: bytes) -> bytes:
    """Derive one's own public key; never read it from a table."""
    return bytes(PrivateKey(secret).public_key)


def fingerprint(public: bytes) -> bytes:
    """A public key's short name, for pinning it in a keyring."""
    return blake2b(public, digest_size=16, person=b"gemel-print").digest()


def grant(payload: bytes, sender_secret: bytes, receiver_public: bytes, context: bytes) -> bytes:
    """Seal a key for the partner. `receiver_public` must be the pinned one."""
    bound = _bound(context, public_of(sender_secret), receiver_public)
    box = _box(sender_secret, receiver_public)
    return _GRANT + bytes(box.encrypt(_confirmation(payload, bound) + payload))


def accept(granted: bytes, receiver_secret: bytes, sender_public: bytes, context: bytes) -> bytes:
    """Open a grant from exactly this sender, for this receiver and context."""
    inside = _opened(granted, _box(receiver_secret, sender_public))
    bound = _bound(context, sender_public, public_of(receiver_secret))
    payload = inside[_MAC_BYTES:]
    # A box opens in both directions: only `bound` says who was the sender.
    if not compare_digest(inside[:_MAC_BYTES], _confirmation(payload, bound)):
        raise Tampered("the grant is not for this place")
    return payload


def spoken_code(token: bytes, one: bytes, other: bytes) -> str:
    """Six digits both partners see if, and only if, they hold each other's public key.

    `token` is the invitation's secret: without it, nobody can try out keys until one
    happens to give the same six digits.
    """
    if len(token) < _TOKEN_BYTES:
        raise VaultError("the invitation's token is too short to be secret")
    both = canonical("gemel/v1/spoken", *sorted((one, other)))
    digits = f"{int.from_bytes(digest(token, both, 'sha256')) % 10**6:06}"
    return f"{digits[:3]} {digits[3:]}"


def same_spoken(a: str, b: str) -> bool:
    """Compare two spoken codes as typed."""
    return compare_digest(_bare(a), _bare(b))


def _bare(code: str) -> bytes:
    return "".join(code.split()).encode("utf-8", "surrogatepass")


def _bound(context: bytes, sender: bytes, receiver: bytes) -> bytes:
    return canonical("gemel/v1/grant", context, fingerprint(sender), fingerprint(receiver))


def _confirmation(payload: bytes, bound: bytes) -> bytes:
    return digest(hkdf(payload, b"gemel/v1/grant/confirm"), bound, "sha256")


def _box(secret: bytes, public: bytes) -> Box:
    try:
        return Box(PrivateKey(secret), PublicKey(public))
    except CryptoError:
        raise Tampered("not a usable public key") from None


def _opened(granted: bytes, box: Box) -> bytes:
    if granted[:2] != _GRANT:
        raise Tampered("not a grant")
    try:
        return box.decrypt(granted[2:])
    except CryptoError:
        raise Tampered("the grant is broken") from None
