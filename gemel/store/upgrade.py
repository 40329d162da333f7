"""Bring a database to the newest schema. Alembic is only loaded when there is something to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from gemel.store.engine import Store

HEAD = "0005"
FOLDER = Path(__file__).parent / "migrations"


def upgrade(store: Store) -> None:
    if version(store) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["store"] = store
    command.upgrade(config, "head")


def version(store: Store) -> str | None:
    """The schema's version, or None for an empty database."""
    with store.reading() as db:
        if not inspect(db).has_table("alembic_version"):
            return None
        return db.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
