"""The pepper and the folder: who on this machine can read them."""

from __future__ import annotations

from pathlib import Path

from gemel.checking.finding import Finding, Here, fine, know, mend


def settings(here: Here) -> Finding:
    if here.refused:
        return mend("settings", here.refused, "gemel does not start before that is so.")
    return fine("settings", "The settings can be read.")


def pepper(here: Here) -> Finding:
    """Without it no passphrase opens anything; with it and the database, a short one can be guessed."""
    path = here.pepper_at
    if not path.exists():
        how = "Put back the copy that you keep apart; on a new server, run `gemel init`."
        return mend("pepper", f"There is no pepper at {path}.", how)
    if path.stat().st_mode & 0o077:
        return mend("pepper", "Others on this machine can read the pepper.", f"Run: chmod 600 {path}")
    if _beside_backups(here):
        line = "The pepper lies in the folder of the backups: whoever takes one has the other."
        return mend("pepper", line, "Move it elsewhere, and name its place in GEMEL_PEPPER_FILE.")
    return fine("pepper", "The pepper is there, and only gemel can read it.")


def _beside_backups(here: Here) -> bool:
    place = here.settings.backup if here.settings else ""
    return bool(place) and "://" not in place and here.pepper_at.resolve().is_relative_to(Path(place).resolve())


def folder(here: Here) -> Finding:
    if not here.data.exists():
        return know("folder", f"There is no data folder at {here.data} yet: `gemel serve` makes it.")
    if here.data.stat().st_mode & 0o077:
        return mend("folder", "Others on this machine can look into the data folder.", f"Run: chmod 700 {here.data}")
    return fine("folder", "Only gemel can look into the data folder.")


def watched(here: Here) -> Finding:
    if here.settings is not None and here.settings.watched:
        line = (
            "Requests are written down or counted (GEMEL_LOG, GEMEL_METRICS). With few people on a server, that tells"
        )
        return know("watched", f"{line} who used which kind of page when; everyone here can read that it is on.")
    return fine("watched", "No request is written down.")
