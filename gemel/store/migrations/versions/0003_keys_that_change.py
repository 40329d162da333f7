"""Keys that change: a rotation under way, a grant asked for again."""

revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
