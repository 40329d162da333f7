"""Sittings: what two people do now."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    for name in ('live_version', 'live_until'):
        op.add_column('couple', sa.Column(name, sa.BigInteger(), nullable=False, server_default='0'))
    op.create_table(
        'sitting',
        sa.Column('couple_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('kind_tag', sa.LargeBinary(length=16), nullable=False),
        sa.Column('epoch', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.BigInteger(), nullable=False),
        sa.Column('live_at', sa.BigInteger(), nullable=True),
        sa.Column('ended_at', sa.BigInteger(), nullable=True),
        sa.Column('version', sa.BigInteger(), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('wrapped', sa.LargeBinary(), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.CheckConstraint('ended_at IS NULL OR ended_at >= asked_at', name=op.f('ck_sitting_ends_after_it_was_asked')),
        sa.ForeignKeyConstraint(
            ['couple_id'], ['couple.id'], name=op.f('fk_sitting_couple_id_couple'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('couple_id', 'id', name=op.f('pk_sitting')),
    )
    op.create_index('ix_sitting_asked', 'sitting', ['couple_id', 'asked_at'])
    live = sa.text('live_at IS NOT NULL AND ended_at IS NULL')
    op.create_index(
        'uq_sitting_one_live', 'sitting', ['couple_id'], unique=True, sqlite_where=live, postgresql_where=live
    )
    op.create_table(
        'seat',
        sa.Column('couple_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sitting_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('person_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('left_at', sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ['couple_id', 'sitting_id'], ['sitting.couple_id', 'sitting.id'],
            name=op.f('fk_seat_couple_id_sitting_id_sitting'), ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['couple_id', 'person_id'], ['person.couple_id', 'person.id'],
            name=op.f('fk_seat_couple_id_person_id_person'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('couple_id', 'sitting_id', 'person_id', name=op.f('pk_seat')),
    )
