"""A person as the rest of the product meets them: who they are, with whom, and the keys they hold now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, select, update

from gemel.people.former import Keys, open_former
from gemel.people.profile import Limits, Own, Profile, limits
from gemel.people.tables import account, couple, key_return, person
from gemel.store import Busy, Prepared
from gemel.vault import (
    Coming,
    Keyring,
    Place,
    key_id,
    kind_tag,
    open_keyring,
    pad,
    seal,
    seal_keyring,
    sealed_with,
    unpad,
    unseal,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Partner:
    id: bytes
    name: str
    public_key: bytes
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Person:
    id: bytes
    couple: bytes
    seat: int
    keys: Keys
    keyring: Keyring
    profile: Profile
    own: Own
    partner: Partner | None
    limits: Limits
    couple_epoch: int
    began_at: int
    secret_wrap: bytes
    public_key: bytes
    grown: bytes | None
    former: tuple[Keys, ...] = ()
    """Keys from before a rotation, newest first: what is still wrapped under them opens too."""
    generation: int = 0
    """Counts what ended every other session; a session that says another number is over."""
    couple_turn: int = 0
    """Counts changes of the couple's keys; ahead of the keyring's own while one waits to be accepted."""
    live_version: int = 0
    """Counts every change of what the two do live: a page that knows this number is up to date."""
    live_until: int = 0
    """Unix seconds after which nothing live can be under way; 0 if nothing is."""
    back_from: int | None = None
    """From when on somebody else may step inside as this person (unix seconds), if somebody asks to."""
    back_until: int = 0

    @property
    def name(self) -> str:
        return self.profile.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.profile.zone)

    @property
    def alone(self) -> bool:
        return self.partner is None

    @property
    def people(self) -> int:
        return 1 if self.partner is None else 2

    def asked_back(self, now: int) -> int | None:
        """From when on somebody else may step inside as this person, as long as they may."""
        return self.back_from if now < self.back_until else None

    @property
    def turning(self) -> bool:
        """Whether something may still lie under keys from before a rotation, one's own or the partner's."""
        return bool(self.former or self.keyring.former)

    @property
    def all_keys(self) -> tuple[Keys, ...]:
        return (self.keys, *self.former)

    def account_key(self, sealed: bytes) -> bytes:
        """The account key that an envelope names; the newest where it names none of them."""
        return self._named(sealed, lambda keys: keys.account).account

    def private_keys(self, sealed: bytes) -> Keys:
        """The keys that a private envelope names."""
        return self._named(sealed, lambda keys: keys.private_public)

    def _named(self, sealed: bytes, part: Callable[[Keys], bytes]) -> Keys:
        if not self.former:
            return self.keys
        named = sealed_with(sealed)
        return next((keys for keys in self.former if key_id(part(keys)) == named), self.keys)

    def own_tag(self, kind: str) -> bytes:
        """The tag of a kind on rows that only this person can open."""
        return kind_tag(self.keys.account, kind)

    def own_tags(self, kind: str) -> list[bytes]:
        """The same, with those that rows from before a rotation may still carry."""
        return [kind_tag(keys.account, kind) for keys in self.all_keys]

    def couple_tags(self, *kinds: str) -> list[bytes]:
        """The tags of kinds on rows of the couple, one for each key of each epoch this person was granted."""
        keys = self.keyring.keys()
        return [kind_tag(key, kind) for kind in kinds for key in keys]

    def tags(self, *kinds: str) -> list[bytes]:
        return [tag for kind in kinds for tag in (*self.own_tags(kind), *self.couple_tags(kind))]


def as_of(who: Person, now: int) -> Person:
    """The person as every page meets them at `now`: what they let rest counts as left out while it rests."""
    return replace(who, limits=who.limits.at(now)) if who.limits.resting else who


OF_THE_ACCOUNT = ("generation", "former", "former_private")
OF_THE_COUPLE = ("began_at", "grown", "live_version", "live_until")


@Prepared
def _rows() -> Select[Any]:
    return (
        select(
            person,
            couple.c.epoch.label("couple_epoch"),
            couple.c.turn.label("couple_turn"),
            *(couple.c[name] for name in OF_THE_COUPLE),
            *(account.c[name] for name in OF_THE_ACCOUNT),
            key_return.c.opens_at.label("back_from"),
            key_return.c.expires_at.label("back_until"),
        )
        .join(couple, couple.c.id == person.c.couple_id)
        .join(account, account.c.person_id == person.c.id)
        .outerjoin(key_return, and_(*_asked_back()))
        .where(person.c.couple_id == bindparam("couple"))
    )


def _asked_back() -> tuple[ColumnElement[bool], ...]:
    """The one way back that there can be in a couple, if it is into this person and nobody took it yet."""
    here = (key_return.c.couple_id == person.c.couple_id, key_return.c.person_id == person.c.id)
    return (*here, key_return.c.arrived_at.is_(None))


def load(
    db: Connection, person_id: bytes, couple_id: bytes, keys: Keys, generation: int | None = None
) -> Person | None:
    """The person with their partner, in one query; None if they are no longer in that couple, or if the session
    that asks is of another generation: its keys may open nothing any more."""
    rows = {bytes(row.id): row for row in _rows.run(db, {"couple": couple_id})}
    mine = rows.pop(person_id, None)
    if mine is None or generation not in {None, mine.generation}:
        return None
    keyring = open_keyring(mine.keyring, keys.account, person_id)
    other = next(iter(rows.values()), None)
    return _assemble(mine, other, keyring, keys)


def _assemble(mine: Any, other: Any, keyring: Keyring, keys: Keys) -> Person:
    profile = open_profile(mine, keyring)
    # A partner's profile may still lie under an epoch that this keyring was not granted.
    theirs = open_profile(other, keyring) if other is not None and other.epoch in keyring.epochs else None
    return Person(
        id=bytes(mine.id),
        couple=bytes(mine.couple_id),
        seat=mine.seat,
        keys=keys,
        keyring=keyring,
        profile=profile,
        own=_open_own(mine, keys.account),
        partner=Partner(bytes(other.id), theirs.name, bytes(other.public_key), theirs.zone) if theirs else None,
        limits=limits([profile, theirs] if theirs else [profile]),
        couple_epoch=mine.couple_epoch,
        began_at=mine.began_at,
        secret_wrap=bytes(mine.secret_wrap),
        public_key=bytes(mine.public_key),
        grown=mine.grown,
        former=open_former(mine, keys),
        generation=mine.generation,
        couple_turn=mine.couple_turn,
        live_version=mine.live_version,
        live_until=mine.live_until,
        back_from=mine.back_from,
        back_until=mine.back_until or 0,
    )


def profile_place(person_id: bytes, couple_id: bytes, epoch: int) -> Place:
    return Place("person", person_id, person_id, couple_id, epoch, "profile")


def grown_place(couple_id: bytes, epoch: int) -> Place:
    return Place("couple", couple_id, couple_id, couple_id, epoch, "grown")


def own_place(person_id: bytes) -> Place:
    return Place("person", person_id, person_id, b"", 0, "own")


def seal_struct(key: bytes, struct: msgspec.Struct, place: Place) -> bytes:
    return seal(key, pad(msgspec.msgpack.encode(struct)), place.wrap(key_id(key)))


def open_struct(key: bytes, sealed: bytes, place: Place, kind: type[T]) -> T:
    return msgspec.msgpack.decode(unpad(unseal(key, sealed, place.wrap(key_id(key)))), type=kind)


def open_profile(row: Any, keyring: Keyring) -> Profile:
    place = profile_place(bytes(row.id), bytes(row.couple_id), row.epoch)
    sealed = bytes(row.profile)
    return open_struct(keyring.key_for(row.epoch, sealed), sealed, place, Profile)


def _open_own(row: Any, account_key: bytes) -> Own:
    if row.own is None:
        return Own()
    return open_struct(account_key, bytes(row.own), own_place(bytes(row.id)), Own)


def keep_profile(db: Connection, who: Person, profile: Profile) -> None:
    """Seal a changed profile under the newest key of the couple, never under an older one than before:
    a partner who joined meanwhile could not open it."""
    epoch, key = who.keyring.current
    sealed = seal_struct(key, profile, profile_place(who.id, who.couple, epoch))
    here = (person.c.couple_id == who.couple, person.c.id == who.id, person.c.epoch <= epoch)
    if db.execute(update(person).where(*here).values(epoch=epoch, profile=sealed)).rowcount != 1:
        raise Busy
    if who.keyring.coming is not None:
        sealed = coming_profile(who, who.keyring.coming, profile)
        offered = (key_return.c.couple_id == who.couple, key_return.c.from_person == who.id)
        db.execute(update(key_return).where(*offered).values(from_profile=sealed))


def coming_profile(who: Person, coming: Coming, profile: Profile) -> bytes:
    """The same profile for an epoch that begins when the partner is back: they open it before this person comes by."""
    return seal_struct(coming.key, profile, profile_place(who.id, who.couple, coming.epoch))


def own_now(db: Connection, who: Person) -> Own:
    """What they keep for themselves as it is now, and nobody else changing it until the transaction ends. Refused where
    they moved or their keys changed since `who` was read."""
    here = (person.c.couple_id == who.couple, person.c.id == who.id, person.c.secret_wrap == who.secret_wrap)
    row = db.execute(select(person.c.id, person.c.own).where(*here).with_for_update()).one_or_none()
    if row is None:
        raise Busy
    return _open_own(row, who.keys.account)


def keep_own(db: Connection, who: Person, own: Own) -> None:
    """Keep what is other than in `who.own`. What another visit changed meanwhile stays as that left it: one that began
    before somebody got in would otherwise put the news of it away."""
    names = [name for name in own.__struct_fields__ if getattr(own, name) != getattr(who.own, name)]
    fresh = msgspec.structs.replace(own_now(db, who), **{name: getattr(own, name) for name in names})
    _set(db, who, own=seal_struct(who.keys.account, fresh, own_place(who.id)))


def keep_keyring(db: Connection, who: Person, keyring: Keyring) -> None:
    _set(db, who, keyring=seal_keyring(keyring, who.keys.account, who.id))


def _set(db: Connection, who: Person, **columns: object) -> None:
    """Refused where a rotation came between: what is sealed under the account key of before would lock them out."""
    here = (person.c.couple_id == who.couple, person.c.id == who.id, person.c.secret_wrap == who.secret_wrap)
    if db.execute(update(person).where(*here).values(**columns)).rowcount != 1:
        raise Busy
