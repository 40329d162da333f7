"""Where rows are kept: one engine, short transactions, one writer at a time on SQLite."""

from gemel.store.engine import Busy, Full, Store, metadata
from gemel.store.prepared import Prepared, each, listed
from gemel.store.types import ID, new_id, parse_id, show_id

__all__ = ["ID", "Busy", "Full", "Prepared", "Store", "each", "listed", "metadata", "new_id", "parse_id", "show_id"]
