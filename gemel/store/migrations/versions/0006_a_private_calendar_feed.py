"""A private calendar feed: times without words, under a hash of the address that fetches them."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'


def upgrade() -> None:
    op.create_table(
        'calendar_feed',
        sa.Column('id', sa.LargeBinary(length=32), nullable=False),
        sa.Column('person_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('sealed', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
        sa.UniqueConstraint('person_id', name=op.f('uq_calendar_feed_person_id')),
    )


def downgrade() -> None:
    op.drop_table('calendar_feed')
