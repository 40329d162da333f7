"""Let back in by the partner: a link, a code read aloud, keys that wait three days."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'


def upgrade() -> None:
    op.create_table(
        'key_return',
        sa.Column('id', sa.LargeBinary(length=32), nullable=False),
        sa.Column('couple_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('from_person', sa.LargeBinary(length=16), nullable=False),
        sa.Column('person_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('from_public', sa.LargeBinary(length=32), nullable=False),
        sa.Column('token', sa.LargeBinary(), nullable=False),
        sa.Column('names', sa.LargeBinary(), nullable=False),
        sa.Column('expires_at', sa.BigInteger(), nullable=False),
        sa.Column('tries', sa.SmallInteger(), nullable=False),
        sa.Column('guest', sa.LargeBinary(length=16), nullable=True),
        sa.Column('guest_public', sa.LargeBinary(length=32), nullable=True),
        sa.Column('guest_token', sa.LargeBinary(), nullable=True),
        sa.Column('guest_name', sa.LargeBinary(), nullable=True),
        sa.Column('opens_at', sa.BigInteger(), nullable=True),
        sa.Column('box', sa.LargeBinary(), nullable=True),
        sa.Column('from_profile', sa.LargeBinary(), nullable=True),
        sa.Column('arrived_at', sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ['couple_id'], ['couple.id'], name=op.f('fk_key_return_couple_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_key_return')),
        sa.UniqueConstraint('couple_id', name=op.f('uq_key_return_couple_id')),
        sa.UniqueConstraint('guest', name=op.f('uq_key_return_guest')),
    )


def downgrade() -> None:
    op.drop_table('key_return')
