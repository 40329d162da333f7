"""The envelope: version (1) | algorithm (1) | key id (8) | nonce (24) | ciphertext.

XChaCha20-Poly1305; its nonce is long enough to be drawn at random for ever. Decoders of
old versions are never removed.
"""

from secrets import token_bytes

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt
from nacl.exceptions import CryptoError

from gemel.vault.digest import KEY_BYTES, keyed
from gemel.vault.errors import Tampered, WrongKey

PLAIN = b"\x01\x01"  # version 1, sealed under one key
TO_PRIVATE = b"\x01\x02"  # version 1, a row key wrapped for the private tier (private.py)
HEADER_BYTES = 10
_NONCE_END = HEADER_BYTES + 24
_SHORTEST = _NONCE_END + 16


def new_key() -> bytes:
    """A fresh random key."""
    return token_bytes(KEY_BYTES)


def key_id(key: bytes) -> bytes:
    """Name a key without telling anything about it (8 bytes, stored in the clear)."""
    return keyed(key, b"", 8, b"gemel-key-id")


def seal(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Seal for one context: opening needs the same key and the same context bytes."""
    header = PLAIN + key_id(key)
    nonce = token_bytes(24)
    return header + nonce + _encrypt(plaintext, header + context, nonce, key)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Open what `seal` made; raises WrongKey or Tampered, and never says more than that."""
    header = sealed[:HEADER_BYTES]
    if len(sealed) < _SHORTEST or header[:2] != PLAIN:
        raise Tampered("not a sealed envelope")
    if header[2:] != key_id(key):
        raise WrongKey("sealed with another key")
    try:
        nonce = sealed[HEADER_BYTES:_NONCE_END]
        return _decrypt(sealed[_NONCE_END:], header + context, nonce, key)
    except CryptoError:
        raise Tampered("the seal is broken") from None


def sealed_with(sealed: bytes) -> bytes:
    """The id of the key an envelope names. It is a claim until the envelope is opened."""
    if len(sealed) < _SHORTEST or sealed[:2] not in (PLAIN, TO_PRIVATE):
        raise Tampered("not a sealed envelope")
    return sealed[2:HEADER_BYTES]
