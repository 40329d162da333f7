"""What one signed-in browser may do, and for how long."""

from __future__ import annotations

import msgspec

from gemel.people.former import Keys

HOUR, DAY = 3600, 86_400
IDLE, ABSOLUTE = 72 * HOUR, 14 * DAY  # trust.md 2.3
SHARED_IDLE, SHARED_MOST = HOUR, 8 * HOUR
PRIVATE_IDLE, PRIVATE_MOST = 600, 3600
CODE_SHOWN = 1800
FRESH = 900


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """What one signed-in browser may do, readable only with its cookie."""

    person: bytes
    couple: bytes
    account_key: bytes
    private_public: bytes
    began_at: int
    used_at: int
    private_key: bytes | None = None
    private_began: int = 0
    private_used: int = 0
    code: str = ""
    """The recovery code, to be written down."""
    private_code: str = ""
    """The one for private pages, shown together with it after a rotation."""
    code_at: int = 0
    generation: int = 0
    """Compared with the account's at every visit: a change of passphrase ends all sessions in its own transaction."""
    shared: bool = False
    """On a device that others use too: ends soon, and the browser is not asked to keep its cookie."""
    pending: bool = False
    """The passphrase was right and the second step is still to come: opens nothing, and is over in five minutes."""
    challenge: bytes = b""
    """What a passkey is to sign meanwhile."""
    over: bool = False
    """It was found when its time had run out: a clock that is set back later does not bring it back."""

    def keys(self, now: int) -> Keys:
        return Keys(self.account_key, self.private_public, self.private_key if self.private_open(now) else None)

    def private_open(self, now: int) -> bool:
        return (
            self.private_key is not None
            and 0 <= now - self.private_used < PRIVATE_IDLE
            and 0 <= now - self.private_began < PRIVATE_MOST
        )

    def fresh(self, now: int) -> bool:
        """Whoever holds this phone typed the passphrase a moment ago."""
        return 0 <= now - self.began_at < FRESH

    def shown_codes(self, now: int) -> tuple[str, str]:
        """Both codes for as long as writing them down takes: whoever holds the phone later finds none."""
        return (self.code, self.private_code) if 0 <= now - self.code_at < CODE_SHOWN else ("", "")

    def alive(self, now: int) -> bool:
        """A clock that jumped back a little keeps a session; one that jumped a day ends it."""
        if self.pending or self.over:
            return False
        idle, most = (SHARED_IDLE, SHARED_MOST) if self.shared else (IDLE, ABSOLUTE)
        return -DAY < now - self.used_at < idle and -DAY < now - self.began_at < most
