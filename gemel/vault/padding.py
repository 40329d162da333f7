"""Padmé padding: a sealed body tells its length only roughly, for at most 12 % more bytes.

Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
PURBs" (2019), section 4. Short bodies all look alike: nothing is smaller than 64 bytes.
"""

from gemel.vault.errors import Tampered

FLOOR_BYTES = 64
_PREFIX = 4


def pad(data: bytes) -> bytes:
    """Prefix the true length (data must stay under 4 GiB), then fill up with zeros."""
    framed = len(data).to_bytes(_PREFIX, "big") + data
    return framed.ljust(_padded_size(len(framed)), b"\0")


def unpad(padded: bytes) -> bytes:
    """Undo `pad`. Any amount of zeros is accepted, so that the sizes may change one day."""
    end = _PREFIX + int.from_bytes(padded[:_PREFIX], "big")
    filled = len(padded) - end
    if len(padded) < _PREFIX or filled < 0 or padded.count(0, end) != filled:
        raise Tampered("the padding makes no sense")
    return padded[_PREFIX:end]


def _padded_size(size: int) -> int:
    if size <= FLOOR_BYTES:
        return FLOOR_BYTES
    exponent = size.bit_length() - 1
    low_bits = (1 << (exponent - exponent.bit_length())) - 1
    return (size + low_bits) & ~low_bits
