"""The machine: what could write plaintext to a disk, and whether there is room and the right time."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from gemel.checking.finding import Finding, Here, fine, know, mend

GB, MB = 1_000_000_000, 1_000_000
LEAST = 200 * MB  # below this, writing is about to fail
FAR = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph", "afs", "fuse.s3fs"}


def cores(_here: Here) -> Finding:
    if sys.platform != "linux":
        return know("cores", "Whether this system writes memory to disk after a crash cannot be seen from here.")
    return fine("cores", "gemel forbids core dumps of itself.")


def swap(here: Here) -> Finding:
    """What lies in memory while somebody is signed in may be swapped out, in clear."""
    try:
        lines = (here.root / "proc/swaps").read_text("utf-8").splitlines()[1:]
    except OSError:
        return know("swap", "Whether this system swaps to disk cannot be seen from here.")
    open_ones = [line.split()[0] for line in lines if line.strip() and not _sealed(here, line.split()[0])]
    if open_ones:
        how = f"Run: swapoff {open_ones[0]} (and take it out of /etc/fstab), or encrypt it."
        return mend("swap", "Memory may be swapped out to a disk in clear.", how)
    return fine("swap", "Nothing is swapped out in clear.")


def _sealed(here: Here, device: str) -> bool:
    """Compressed memory is no disk; a mapped device tells whether it is encrypted."""
    name = Path(os.path.realpath(device)).name
    if name.startswith("zram"):
        return True
    try:
        return (here.root / f"sys/block/{name}/dm/uuid").read_text("ascii").startswith("CRYPT-")
    except OSError:
        return False


def far_disk(here: Here) -> Finding:
    """SQLite's locks do not hold over a network; sessions are kept in SQLite on every server."""
    kind = _filesystem(here)
    if kind in FAR:
        return mend("disk kind", f"The data folder lies on a network disk ({kind}), where SQLite's locks do not hold.",
                    "Move GEMEL_DATA to a disk of this machine.")  # fmt: skip
    return fine("disk kind", "The data folder lies on a disk of this machine.")


def _filesystem(here: Here) -> str:
    """The kind of file system that the data folder is on: of the longest mount point above it."""
    try:
        lines = (here.root / "proc/self/mountinfo").read_text("utf-8").splitlines()
    except OSError:
        return ""
    found = {line.split()[4]: line.partition(" - ")[2].split()[0] for line in lines if " - " in line}
    above = [place for place in found if here.data.is_relative_to(place)]
    return found[max(above, key=len)] if above else ""


def room(here: Here) -> Finding:
    usage = _usage(here.data)
    line = f"{usage.free / GB:.1f} GB are free on the disk of the data folder."
    if usage.free < max(GB, usage.total * 0.05):
        return mend("room", line, "Make room, or move GEMEL_DATA to a larger disk, before nothing can be written.")
    return fine("room", line)


def has_room(data: Path) -> bool:
    """Whether a few more pages can still be written."""
    return bool(_usage(data).free >= LEAST)


def _usage(data: Path) -> shutil._ntuple_diskusage:
    return shutil.disk_usage(next(folder for folder in (data, *data.parents) if folder.exists()))


def left_over(here: Here) -> Finding:
    """What a restore kept aside holds what people have deleted since."""
    old = [path for path in here.data.glob("before-restore-*") if here.now - path.stat().st_mtime > 35 * 86_400]
    if old:
        how = f"When nothing of it is needed any more, delete {old[0]}."
        return mend("left over", "What a restore set aside is kept for more than 35 days, deleted words among it.", how)
    return fine("left over", "Nothing old is kept aside.")
