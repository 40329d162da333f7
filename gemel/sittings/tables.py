"""Sitting and Seat. What state a sitting is in, and everything anybody chose in it, is sealed for the couple."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
)

from gemel.store import ID, metadata

sitting = Table(
    "sitting",
    metadata,
    Column("couple_id", ID, primary_key=True),
    Column("id", ID, primary_key=True),
    Column("kind_tag", LargeBinary(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("live_at", BigInteger),  # since when it is the one thing that happens now
    Column("ended_at", BigInteger),
    Column("version", BigInteger, nullable=False),  # of the state: what a tap carries
    Column("revision", Integer, nullable=False),  # of the row: also counts what only one person may know of
    Column("wrapped", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    ForeignKeyConstraint(["couple_id"], ["couple.id"], ondelete="CASCADE"),
    CheckConstraint("ended_at IS NULL OR ended_at >= asked_at", name="ends_after_it_was_asked"),
)
Index("ix_sitting_asked", sitting.c.couple_id, sitting.c.asked_at)
# One thing at a time: uq_sitting_one_live is a partial unique index, and stands in the migration alone.

seat = Table(
    "seat",
    metadata,
    Column("couple_id", ID, primary_key=True),
    Column("sitting_id", ID, primary_key=True),
    Column("person_id", ID, primary_key=True),
    Column("left_at", BigInteger),  # this person has put the sitting away; only ever read back for them
    ForeignKeyConstraint(["couple_id", "sitting_id"], ["sitting.couple_id", "sitting.id"], ondelete="CASCADE"),
    ForeignKeyConstraint(["couple_id", "person_id"], ["person.couple_id", "person.id"], ondelete="CASCADE"),
)
