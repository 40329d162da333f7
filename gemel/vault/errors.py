"""What can go wrong with keys and sealing.

Messages are fixed sentences: they never carry text, keys or anything a person typed,
because messages end up in logs.
"""

from typing import Literal


class VaultError(Exception):
    """The vault refused. Everything this package raises on purpose is one of these."""


class Tampered(VaultError):
    """What was stored is not what was sealed, or was sealed for another place."""


class WrongKey(Tampered):
    """Sealed with another key. Never answer this by trying more keys on the same blob."""


class TooWeak(VaultError):
    """A stretching cost below what this build accepts."""


class BadCode(VaultError):
    """A recovery code that was not typed as it was given out."""


class BadPassphrase(VaultError):
    """A passphrase outside the allowed lengths; `reason` says on which side."""

    def __init__(self, reason: Literal["short", "long"]) -> None:
        super().__init__(f"the passphrase is too {reason}")
        self.reason = reason
