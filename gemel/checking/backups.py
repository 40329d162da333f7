"""Whether there is something to restore."""

from __future__ import annotations

from gemel.backup import BackupError, listed, open_place
from gemel.checking.finding import Finding, Here, fine, mend

DAY = 86_400
LATE = 2 * 3600  # a nightly backup of a night that was busy


def backups(here: Here) -> Finding:
    where = here.settings.backup if here.settings else ""
    if not where:
        how = "Set GEMEL_BACKUP to a folder on another disk, and let deploy/gemel-backup.timer run `gemel backup`."
        return mend("backups", "Where backups go is not set, so none is looked for.", how)
    try:
        found = listed(open_place(where))
    except (BackupError, OSError) as error:
        return mend(
            "backups", f"The place of the backups cannot be read ({type(error).__name__}).", "See GEMEL_BACKUP."
        )
    damaged = [one.stamp for one in found if one.manifest is None]
    if damaged:
        how = "See whether that disk is sound; make a new backup; then remove the damaged list."
        return mend("backups", f"The list of the backup {damaged[-1]} is damaged.", how)
    newest = max((one.manifest.made_at for one in found if one.manifest), default=0)
    if here.now - newest > DAY + LATE:
        line = "The newest backup is older than a day." if newest else "There is no backup yet."
        return mend("backups", line, "Run `gemel backup`, and see whether its timer runs: systemctl list-timers")
    return fine("backups", "There is a backup of the last day.")
