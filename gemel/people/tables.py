"""Tables of people. `account` and `invitation` are found without a couple; all else lies within one."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    UniqueConstraint,
)

from gemel.store import ID, metadata

account = Table(
    "account",
    metadata,
    Column("tag", LargeBinary(32), primary_key=True),  # keyed hash of the sign-in name, never the name
    Column("person_id", ID, nullable=False, unique=True),
    Column("couple_id", ID, nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("ops", Integer, nullable=False),
    Column("mem_kib", Integer, nullable=False),
    Column("check_hash", LargeBinary(32), nullable=False),
    Column("account_wrap", LargeBinary, nullable=False),
    Column("private_wrap", LargeBinary, nullable=False),
    Column("account_code_wrap", LargeBinary),
    Column("private_code_wrap", LargeBinary),
    Column("generation", Integer, nullable=False, server_default="0"),  # a session of another one is over
    Column("former", LargeBinary),  # account keys from before a rotation, sealed under the newest
    Column("factors", LargeBinary),  # second steps at sign-in, sealed under the account key; NULL if there are none
    Column("former_private", LargeBinary),  # private keys from before, sealed under the newest of those
)

couple = Table(
    "couple",
    metadata,
    Column("id", ID, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("grown", LargeBinary),  # sealed high-water marks of the tree
    Column("live_version", BigInteger, nullable=False, server_default="0"),  # counts changes of what happens now
    Column("live_until", BigInteger, nullable=False, server_default="0"),  # nothing happens now after this
    Column("turn", Integer, nullable=False, server_default="0"),  # counts changes of the couple's keys
)

person = Table(
    "person",
    metadata,
    Column("couple_id", ID, primary_key=True),
    Column("id", ID, primary_key=True),
    Column("seat", SmallInteger, nullable=False),
    Column("public_key", LargeBinary(32), nullable=False),
    Column("secret_wrap", LargeBinary, nullable=False),
    Column("private_public", LargeBinary(32), nullable=False),
    Column("keyring", LargeBinary, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("profile", LargeBinary, nullable=False),  # name and boundaries, sealed for the couple
    Column("own", LargeBinary),  # what only this person's product needs to know, sealed for them
    ForeignKeyConstraint(["couple_id"], ["couple.id"]),
    UniqueConstraint("couple_id", "seat"),
    CheckConstraint("seat IN (0, 1)", name="two_seats"),
)

grant = Table(
    "key_grant",
    metadata,
    Column("couple_id", ID, primary_key=True),
    Column("to_person", ID, primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("from_person", ID, nullable=False),
    Column("box", LargeBinary, nullable=False),
    ForeignKeyConstraint(["couple_id"], ["couple.id"]),
)

turn = Table(
    "key_turn",
    metadata,
    Column("couple_id", ID, primary_key=True),
    Column("to_person", ID, primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("box", LargeBinary, nullable=False),  # the epoch's new key and its giver's new public key
    ForeignKeyConstraint(["couple_id"], ["couple.id"], ondelete="CASCADE"),
)

key_return = Table(
    "key_return",
    metadata,
    Column("id", LargeBinary(32), primary_key=True),  # hash of the token in the link
    Column("couple_id", ID, nullable=False),
    Column("from_person", ID, nullable=False),
    Column("person_id", ID, nullable=False),  # who is to be let back in
    Column("from_public", LargeBinary(32), nullable=False),
    Column("token", LargeBinary, nullable=False),  # sealed for the partner who lets them in
    Column("names", LargeBinary, nullable=False),  # of the two, sealed under the token
    Column("expires_at", BigInteger, nullable=False),
    Column("tries", SmallInteger, nullable=False),
    Column("guest", ID),  # the new account
    Column("guest_public", LargeBinary(32)),
    Column("guest_token", LargeBinary),  # the token, sealed for the guest
    Column("guest_name", LargeBinary),  # sealed under the token
    Column("opens_at", BigInteger),  # from when on they may step inside; NULL until the code was typed
    Column("box", LargeBinary),  # the keys that the guest is given
    Column("from_profile", LargeBinary),  # the partner's profile, under the epoch that begins then
    Column("arrived_at", BigInteger),  # they are inside, and the partner has not been here since
    ForeignKeyConstraint(["couple_id"], ["couple.id"], ondelete="CASCADE"),
    UniqueConstraint("couple_id"),
    UniqueConstraint("guest"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", LargeBinary(32), primary_key=True),  # hash of the token in the link
    Column("couple_id", ID, nullable=False),
    Column("from_person", ID, nullable=False),
    Column("from_public", LargeBinary(32), nullable=False),
    Column("token", LargeBinary, nullable=False),  # sealed for the person who invites
    Column("words", LargeBinary, nullable=False),  # sealed under the token
    Column("expires_at", BigInteger, nullable=False),
    Column("tries", SmallInteger, nullable=False),
    Column("guest", ID),
    Column("guest_couple", ID),
    Column("guest_public", LargeBinary(32)),
    Column("guest_token", LargeBinary),  # the token, sealed for the guest
    Column("guest_name", LargeBinary),  # sealed under the token
    Column("confirmed_at", BigInteger),
    CheckConstraint("(guest IS NULL) = (guest_public IS NULL)", name="guest_whole"),
    CheckConstraint("confirmed_at IS NULL OR guest IS NOT NULL", name="confirmed_guest"),
    UniqueConstraint("couple_id"),
    UniqueConstraint("guest"),
)
