"""Random words to offer as a passphrase: five of 7,776 are 64 bits, and can be remembered."""

from functools import cache
from importlib.resources import files
from secrets import choice


def offer_words(n: int = 5) -> str:
    """Draw `n` words, each independently."""
    return " ".join(choice(_words()) for _ in range(n))


@cache
def _words() -> tuple[str, ...]:
    listed = files("gemel.vault").joinpath("words", "eff_large.txt")
    return tuple(listed.read_text("ascii").split())
