"""HKDF-SHA256 (RFC 5869): several unrelated keys out of one secret."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def hkdf(secret: bytes, info: bytes, salt: bytes | None = None, length: int = 32) -> bytes:
    """Derive a key. The secret must be strong already: this does not slow a guesser down."""
    return HKDF(SHA256(), length, salt, info).derive(secret)
