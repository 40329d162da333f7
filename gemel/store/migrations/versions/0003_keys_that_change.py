"""Keys that change: a rotation under way, a grant asked for again."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    op.add_column('account', sa.Column('generation', sa.Integer(), nullable=False, server_default='0'))
    for name in ('former', 'former_private'):
        op.add_column('account', sa.Column(name, sa.LargeBinary(), nullable=True))
    op.add_column('couple', sa.Column('turn', sa.Integer(), nullable=False, server_default='0'))
    op.create_table(
        'key_turn',
        sa.Column('couple_id', sa.LargeBinary(length=16), nullable=False),
        sa.Column('to_person', sa.LargeBinary(length=16), nullable=False),
        sa.Column('turn', sa.Integer(), nullable=False),
        sa.Column('epoch', sa.Integer(), nullable=False),
        sa.Column('box', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ['couple_id'], ['couple.id'], name=op.f('fk_key_turn_couple_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('couple_id', 'to_person', 'turn', name=op.f('pk_key_turn')),
    )
