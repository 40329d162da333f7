"""Alembic's entry: run the steps in one transaction on the store that `upgrade` hands over."""

from alembic import context

from gemel.store import metadata

store = context.config.attributes["store"]
with store.writing() as db:
    context.configure(connection=db, target_metadata=metadata, render_as_batch=store.sqlite)
    context.run_migrations()
