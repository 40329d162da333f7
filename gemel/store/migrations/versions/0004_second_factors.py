"""Second factors: a step after the passphrase, sealed; and how much was guessed lately, by keyed hashes."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'


def upgrade() -> None:
    op.add_column('account', sa.Column('factors', sa.LargeBinary(), nullable=True))
    op.create_table(
        'guess',
        sa.Column('key', sa.LargeBinary(length=32), nullable=False),
        sa.Column('until', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_guess')),
    )


def downgrade() -> None:
    op.drop_table('guess')
    op.drop_column('account', 'factors')
