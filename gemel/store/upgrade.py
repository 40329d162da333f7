"""Bring a database to the newest schema. Alembic is only loaded when there is something to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from gemel.store.engine import Store

HEAD = "0007"
FOLDER = Path(__file__).parent / "migrations"


class TooNew(Exception):
    """The database was written by a newer gemel than this one."""


def upgrade(store: Store, to: str = HEAD) -> None:
    """In one transaction: a server that is killed on the way finds the schema as it was."""
    found = version(store)
    if found == to:
        return
    if found is not None and found > to:
        raise TooNew
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["store"] = store
    command.upgrade(config, to)


def version(store: Store) -> str | None:
    """The schema's version, or None for an empty database."""
    with store.reading() as db:
        if not inspect(db).has_table("alembic_version"):
            return None
        return db.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
