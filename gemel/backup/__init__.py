"""Backup and restore of one server, each by one command.

A place (a folder or a bucket) holds `files/`, named by what is in them, and `backups/`, one manifest for each backup,
written last: what has no manifest is no backup. Nothing is opened on the way: what was sealed stays sealed, sessions
and pepper stay where they are.
"""

from gemel.backup.errors import BackupError
from gemel.backup.keeping import Listed, listed
from gemel.backup.locks import serving
from gemel.backup.making import KEEP_DAYS, back_up
from gemel.backup.place import open_place
from gemel.backup.restoring import restore

__all__ = ["KEEP_DAYS", "BackupError", "Listed", "back_up", "listed", "open_place", "restore", "serving"]
