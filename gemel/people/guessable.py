"""What a guesser tries first, and so is no passphrase here: leaked ones, short patterns, words that stand near.

`leaked.bin` holds, in eight bytes each, those of a million leaked passwords that are long enough to be taken here;
`python -m training.leaked` made it. Nothing is asked of anybody outside.
"""

from __future__ import annotations

from hashlib import blake2b
from importlib.resources import files

from gemel.people.errors import CommonPassphrase
from gemel.vault import normalise

NEAR = ("gemel", "passphrase", "recovery")
"""Words of this place: with one's own name, they are worth next to nothing in a passphrase."""
GUESSES = 10  # of ten: 10^10 tries
BYTES = 8


def refuse_common(passphrase: str, name: str) -> None:
    """Refuse what a guesser tries first: what leaked, and whatever zxcvbn finds within 10^10 tries."""
    if leaked(passphrase) or guesses(passphrase, name) < GUESSES:
        raise CommonPassphrase


def guesses(passphrase: str, name: str) -> float:
    """How many tries a guesser who knows the name needs, as a power of ten."""
    from zxcvbn import zxcvbn  # its word lists cost 40 ms and 8 MB: only who chooses a passphrase pays

    near = [name, *name.split(), *NEAR]
    return float(zxcvbn(passphrase[:100], user_inputs=near, max_length=128)["guesses_log10"])


def leaked(passphrase: str) -> bool:
    """Whether it stands in the list, however it is capitalised. Read anew each time: a millisecond, and no memory."""
    wanted, known = digest(passphrase), files("gemel.people").joinpath("leaked.bin").read_bytes()
    return any(known[at : at + BYTES] == wanted for at in range(0, len(known), BYTES))


def digest(passphrase: str) -> bytes:
    """Its place in the list. Raises BadPassphrase for a length that is not taken anyway."""
    return blake2b(normalise(passphrase.casefold()), digest_size=BYTES, person=b"gemel-leaked").digest()
