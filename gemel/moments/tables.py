"""The three kernel tables. Checks say which columns a mode needs, so that no row can contradict itself."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    literal_column,
)

from gemel.store import ID, metadata

round_ = Table(
    "round",
    metadata,
    Column("couple_id", ID, primary_key=True),
    Column("id", ID, primary_key=True),
    Column("kind_tag", LargeBinary(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    ForeignKeyConstraint(["couple_id"], ["couple.id"]),
)
Index("ix_round_kind", round_.c.couple_id, round_.c.kind_tag, round_.c.asked_at)

moment = Table(
    "moment",
    metadata,
    Column("couple_id", ID, primary_key=True),
    Column("id", ID, primary_key=True),
    Column("author_id", ID, nullable=False),
    Column("kind_tag", LargeBinary(16), nullable=False),
    Column("mode", String(9), nullable=False),
    Column("tier", String(7), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("round_id", ID),
    Column("reply_to", ID),
    Column("at", BigInteger, nullable=False),
    Column("opens_at", BigInteger),
    Column("handed_in_at", BigInteger),
    Column("taken_back_at", BigInteger),
    Column("revision", SmallInteger, nullable=False),
    Column("key_id", LargeBinary(8)),
    Column("wrapped", LargeBinary),
    Column("sealed", LargeBinary),
    ForeignKeyConstraint(["couple_id"], ["couple.id"]),
    ForeignKeyConstraint(["couple_id", "author_id"], ["person.couple_id", "person.id"]),
    ForeignKeyConstraint(["couple_id", "round_id"], ["round.couple_id", "round.id"]),
    CheckConstraint("mode IN ('private', 'both', 'scheduled', 'shared')", name="mode"),
    CheckConstraint("tier IN ('own', 'private', 'couple')", name="tier"),
    CheckConstraint("(mode = 'scheduled') = (opens_at IS NOT NULL)", name="scheduled_has_its_time"),
    CheckConstraint("mode <> 'both' OR round_id IS NOT NULL", name="both_meets_in_a_round"),
    CheckConstraint("mode <> 'private' OR handed_in_at IS NULL", name="private_is_not_handed_in"),
    CheckConstraint("mode NOT IN ('shared', 'scheduled') OR handed_in_at IS NOT NULL", name="open_is_handed_in"),
    CheckConstraint("taken_back_at IS NULL OR handed_in_at IS NOT NULL", name="only_what_was_given_is_taken_back"),
    CheckConstraint(
        "(tier = 'couple') = (mode <> 'private' AND handed_in_at IS NOT NULL AND taken_back_at IS NULL)",
        name="couple_key_only_while_given",
    ),
    CheckConstraint("(wrapped IS NULL) = (sealed IS NULL)", name="erased_whole"),
)
Index("ix_moment_at", moment.c.couple_id, moment.c.at, moment.c.id)
Index("ix_moment_kind", moment.c.couple_id, moment.c.kind_tag, moment.c.at)
Index("ix_moment_round", moment.c.couple_id, moment.c.round_id)
# One hand-in per person and round is a partial unique index, uq_moment_one_hand_in: it stands in the migration
# alone, because naming both dialects' `where` here would load PostgreSQL's driver stack at every start.

PRIVATE, BOTH, SCHEDULED, SHARED = (
    literal_column(f"'{mode}'", String) for mode in ("private", "both", "scheduled", "shared")
)
"""Modes, for queries. Bound as a value, one would have SQLite plan the query anew each time that it runs, to see whether
that index is of use to this value: ten times as long as the query itself takes."""

mark = Table(
    "mark",
    metadata,
    Column("couple_id", ID, primary_key=True),
    Column("moment_id", ID, primary_key=True),
    Column("person_id", ID, primary_key=True),
    Column("what", String(7), primary_key=True),
    Column("at", BigInteger, nullable=False),
    ForeignKeyConstraint(["couple_id", "moment_id"], ["moment.couple_id", "moment.id"], ondelete="CASCADE"),
    ForeignKeyConstraint(["couple_id", "person_id"], ["person.couple_id", "person.id"]),
    CheckConstraint("what IN ('thanked', 'agreed', 'done', 'closed')", name="what"),
)
