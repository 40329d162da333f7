"""What these tests share: Ana's key, one row of hers, and ways to break things."""

from collections.abc import Callable
from dataclasses import replace

from gemel.vault.place import Place

KEY = bytes(range(32))
OTHER = bytes(range(100, 132))
BODY = b"Tonight I only want to be held. Ana"
ANA, BEN, COUPLE = b"ana-of-16-bytes.", b"ben-of-16-bytes.", b"couple-16-bytes."
PLACE = Place("moment", b"row-of-16-bytes.", ANA, COUPLE, 3, "draft", 7)

# Every field of PLACE with another value, alone.
ELSEWHERE = [
    replace(PLACE, table="answer"),
    replace(PLACE, row=b"another-16bytes."),
    replace(PLACE, owner=BEN),
    replace(PLACE, couple=b"other-couple-16."),
    replace(PLACE, epoch=4),
    replace(PLACE, state="shared"),
    replace(PLACE, revision=8),
]


def flipped(data: bytes, bit: int) -> bytes:
    return (int.from_bytes(data, "big") ^ 1 << bit).to_bytes(len(data), "big")


def words_of(refused: BaseException) -> str:
    """All that a log could show of an error: its text, its parts, and the errors below it."""
    below = refused.__cause__ or refused.__context__
    return f"{refused} {refused!r} {refused.args} {vars(refused)} " + (words_of(below) if below else "")


def tells(call: Callable[[], object], *secrets: bytes | str) -> bool:
    """Whether the error that `call` raises carries any of these secrets, in any usual spelling."""
    try:
        call()
    except Exception as refused:
        said = words_of(refused)
        spelt = [s if isinstance(s, str) else t for s in secrets for t in _spellings(s)]
        return any(one in said for one in spelt)
    raise AssertionError("nothing was refused")


def _spellings(secret: bytes | str) -> list[str]:
    if isinstance(secret, str):
        return [secret, ascii(secret)[1:-1]]
    return [secret.hex(), repr(secret)[2:-1], secret.decode("latin-1")]
