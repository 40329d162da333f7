"""Keyed BLAKE2b: names that only a key's holder can compute."""

from hashlib import blake2b

from gemel.vault.errors import VaultError

KEY_BYTES = 32


def keyed(key: bytes, data: bytes, size: int, purpose: bytes) -> bytes:
    """Hash `data` under `key`; results for different purposes (16 bytes at most) are unrelated."""
    # blake2b takes a key of any length, an empty one included, and would then hide nothing.
    if len(key) != KEY_BYTES:
        raise VaultError("a key is 32 bytes")
    return blake2b(data, digest_size=size, key=key, person=purpose).digest()
