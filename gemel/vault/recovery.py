"""The recovery code: 130 random bits and 10 check bits, written so that it can be copied.

Seven groups of four in Crockford's base 32. The check is the number modulo the prime 1021,
which notices every single wrong character and every two characters that changed places.
"""

from secrets import randbits

from gemel.vault.errors import BadCode
from gemel.vault.hkdf import hkdf
from gemel.vault.place import canonical

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 28
_PRIME = 1021
_LOOKALIKES = str.maketrans("OIL", "011", "-\u2010\u2011\u2012\u2013\u2014\u2212")


def new_code() -> str:
    """Draw a code. It is shown once and never stored; keep what `recovery_key` seals."""
    number = randbits(130)
    return "-".join(code_groups(_spell(number << 10 | number % _PRIME)))


def parse_code(text: str) -> bytes:
    """Read a typed code: case, spaces, dashes and look-alikes are forgiven, typos are not."""
    letters = _letters(text)
    if len(letters) != _LENGTH or not set(letters) <= set(_ALPHABET):
        raise BadCode("not a recovery code")
    number, check = divmod(_read(letters), 1 << 10)
    if number % _PRIME != check:
        raise BadCode("the recovery code has a typing mistake")
    return number.to_bytes(17, "big")


def code_groups(code: str) -> list[str]:
    """The code in groups of four, for the page and the printed sheet."""
    letters = _letters(code)
    return [letters[i : i + 4] for i in range(0, len(letters), 4)]


def recovery_key(secret: bytes, purpose: str) -> bytes:
    """The key that wraps one thing. 130 random bits need no slow hash."""
    return hkdf(secret, canonical("gemel/v1/recovery", purpose))


def _letters(text: str) -> str:
    return "".join(text.upper().split()).translate(_LOOKALIKES)


def _spell(number: int) -> str:
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(135, -1, -5))


def _read(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    return number
