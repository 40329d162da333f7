"""What the server did, for both to read: a kind, a day, and a version or a day. No identity, no words."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'


def upgrade() -> None:
    op.create_table(
        'server_event',
        sa.Column('kind', sa.String(length=8), nullable=False),
        sa.Column('day', sa.BigInteger(), nullable=False),
        sa.Column('about', sa.String(length=32), nullable=False),
        sa.CheckConstraint("kind IN ('restored', 'version', 'reset', 'debug')", name=op.f('ck_server_event_kind')),
        sa.PrimaryKeyConstraint('kind', 'day', 'about', name=op.f('pk_server_event')),
    )


def downgrade() -> None:
    op.drop_table('server_event')
