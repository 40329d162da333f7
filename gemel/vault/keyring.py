"""A person's keyring: who the partner is and which couple keys there are.

It is sealed under the account key, so nobody who writes to the database can swap the
partner or a couple key. The counter lets a caller notice that an old one was put back.
"""

from collections.abc import Mapping

import msgspec
from msgspec import Struct, msgpack
from msgspec.structs import replace

from gemel.vault.errors import Tampered, VaultError
from gemel.vault.grant import fingerprint
from gemel.vault.padding import pad, unpad
from gemel.vault.place import canonical
from gemel.vault.sealing import key_id, seal, sealed_with, unseal


class Coming(Struct, frozen=True):
    """An epoch that begins when the partner, who lost their keys, steps inside again with new ones."""

    epoch: int
    key: bytes
    public: bytes
    """The public key that the spoken code was made from."""
    everything: bool = False
    """Whether they are given what was open between the two before, as well."""


class Keyring(Struct, frozen=True):
    """A value: every change gives a new keyring with a higher counter."""

    counter: int = 0
    partner: bytes | None = None
    partner_public: bytes | None = None
    epochs: dict[int, bytes] = {}
    former: dict[int, tuple[bytes, ...]] = {}
    """Keys that an epoch had before, for as long as something may still be sealed under them."""
    turn: int = 0
    """How often the couple's keys were changed, as far as this person has followed."""
    turned_at: int = 0
    """When this keyring last changed keys, in unix seconds."""
    look_at: int = 0
    """When to look again for what is still sealed under former keys, in unix seconds."""
    since: int = 0
    """The first epoch that the partner of now holds too; 0 if that is the newest one alone."""
    coming: Coming | None = None

    @property
    def current(self) -> tuple[int, bytes]:
        """The newest epoch and its couple key."""
        if not self.epochs:
            raise VaultError("the keyring holds no couple key")
        epoch = max(self.epochs)
        return epoch, self.epochs[epoch]

    def key_for(self, epoch: int, sealed: bytes) -> bytes:
        """The key of this epoch that an envelope names; KeyError for an epoch that was never granted."""
        if self.coming is not None and epoch == self.coming.epoch:
            return self.coming.key
        key = self.epochs[epoch]
        if not self.former:
            return key
        named = sealed_with(sealed)
        return next((old for old in self.former.get(epoch, ()) if key_id(old) == named), key)

    def keys(self) -> list[bytes]:
        """Every couple key, former ones included."""
        return [*self.epochs.values(), *(key for keys in self.former.values() for key in keys)]

    @property
    def shared(self) -> list[int]:
        """The epochs that the partner of now holds too, the newest one last."""
        newest = max(self.epochs)
        return sorted(epoch for epoch in self.epochs if epoch >= (self.since or newest))

    def with_epoch(self, epoch: int, key: bytes) -> "Keyring":
        """Add a couple key. An epoch's key never changes: its rows would be lost."""
        if self.epochs.get(epoch, key) != key:
            raise VaultError("this epoch has another key already")
        return replace(self, counter=self.counter + 1, epochs={**self.epochs, epoch: key})

    def with_partner(self, public: bytes) -> "Keyring":
        """Pin the partner's public key."""
        pinned = fingerprint(public)
        return replace(self, counter=self.counter + 1, partner=pinned, partner_public=public)

    def without_partner(self) -> "Keyring":
        """Unpin the partner. The epochs stay, for as long as rows are sealed under them."""
        return replace(self, counter=self.counter + 1, partner=None, partner_public=None, since=0, coming=None)

    def awaiting(self, coming: Coming) -> "Keyring":
        """Keep the key of an epoch that has not begun: nothing is written under it, and nobody is pinned yet."""
        return replace(self, counter=self.counter + 1, coming=coming)

    def arrived(self) -> "Keyring":
        """The partner stepped inside with the public key that was waited for: its epoch begins."""
        if self.coming is None:
            raise VaultError("nobody was waited for")
        begun = self.with_epoch(self.coming.epoch, self.coming.key).with_partner(self.coming.public)
        return replace(begun, since=self.shared[0] if self.coming.everything else 0, coming=None)

    def turned(self, keys: Mapping[int, bytes], turn: int, now: int) -> "Keyring":
        """Give these epochs other keys; what lies under the old ones stays readable until `settled`."""
        former = {epoch: (self.epochs[epoch], *self.former.get(epoch, ())) for epoch in keys}
        return replace(
            self, counter=self.counter + 1, epochs={**self.epochs, **keys}, former={**self.former, **former},
            turn=turn, turned_at=now, look_at=now, coming=None,
        )  # fmt: skip

    def following(self, turn: int) -> "Keyring":
        """There is nothing to follow up to this turn: it was before this person came, or was their own."""
        return replace(self, counter=self.counter + 1, turn=turn)

    def looking(self, at: int) -> "Keyring":
        """Nothing is left to re-wrap for now: look again then."""
        return replace(self, counter=self.counter + 1, look_at=at)

    def settled(self) -> "Keyring":
        """Let go of the former keys: nothing is sealed under them any more."""
        return replace(self, counter=self.counter + 1, former={})

    def __repr__(self) -> str:
        return f"Keyring(counter={self.counter}, ...)"


def seal_keyring(keyring: Keyring, account_key: bytes, person_id: bytes) -> bytes:
    """Seal a keyring for its person."""
    return seal(account_key, pad(msgpack.encode(keyring)), _context(person_id))


def open_keyring(sealed: bytes, account_key: bytes, person_id: bytes) -> Keyring:
    """Open a person's own keyring; compare its counter with the last one seen."""
    packed = unpad(unseal(account_key, sealed, _context(person_id)))
    try:
        return msgpack.decode(packed, type=Keyring)
    except msgspec.MsgspecError:
        raise Tampered("not a keyring") from None


def _context(person_id: bytes) -> bytes:
    return canonical("gemel/v1/keyring", person_id)
