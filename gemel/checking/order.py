"""All checks, the most dangerous first."""

from __future__ import annotations

from collections.abc import Callable

from gemel.checking import backups, database, machine, net, secrets
from gemel.checking.finding import Finding, Here, mend

CHECKS: tuple[Callable[[Here], Finding], ...] = (
    secrets.settings, secrets.pepper, secrets.folder, net.https, net.bind, net.wires, machine.cores, machine.swap,
    database.reachable, database.schema, machine.far_disk, database.sure, backups.backups, machine.room,
    database.clock, database.log_size, machine.left_over, secrets.watched, net.proxy, net.certificate,
)  # fmt: skip


def findings(here: Here) -> list[Finding]:
    """What each check found, in order. A check that fails is itself something to mend, and stops no other."""
    return [_asked(check, here) for check in CHECKS]


def _asked(check: Callable[[Here], Finding], here: Here) -> Finding:
    name = check.__name__.replace("_", " ")
    try:
        return check(here)
    except Exception as error:  # only its kind: a driver's own words may name a host, a user, a password
        return mend(name, f"This could not be looked at ({type(error).__name__}).", "Mend what stands above it first.")
