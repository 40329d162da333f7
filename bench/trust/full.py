"""G12. A disk that is full at this byte or that: words stay in the form, nothing breaks, and it goes on by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.trust.kit import Budget, Found
from gemel.testing import Client, TestHouse, open_test_house

SIZE = 8_000_000
WORDS = "what I wanted to say " * 120
STEP = 2_048
"""Bytes that are left are so many for each try, so that the disk ends at another place of what is written."""


@contextmanager
def small_disk() -> Iterator[Path]:
    """A file system of its own in memory. Only root may make one."""
    folder = Path(tempfile.mkdtemp(prefix="gemel-trust-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        shutil.rmtree(folder, ignore_errors=True)


def fill(folder: Path, left: int) -> Path:
    """A file that takes all but so many bytes."""
    filler, free = folder / "filler", os.statvfs(folder)
    with filler.open("wb") as file:
        file.write(bytes(max(0, free.f_bavail * free.f_frsize - left)))
    return filler


def one_point(house: TestHouse, who: Client, folder: Path, left: int) -> str:
    filler = fill(folder, left)
    for _form in range(12):
        answer = who.post("/thanks", {"did": WORDS, "way": "now"})
        if answer.status_code != 200:
            break
    told = answer.status_code in {200, 507} and (answer.status_code == 200 or WORDS.strip() in answer.text)
    filler.unlink()
    if not told:
        return f"with {left} bytes left: {answer.status_code}"
    if who.post("/thanks", {"did": WORDS, "way": "now"}).status_code != 200:
        return f"with {left} bytes left: it did not go on"
    with house.house.store.reading() as db:
        whole = db.exec_driver_sql("PRAGMA integrity_check").scalar_one()
    return "" if whole == "ok" else f"with {left} bytes left: {whole}"


def points(budget: Budget) -> Found:
    wrong, tried = [], 0
    with small_disk() as folder, open_test_house(folder / "data") as house:
        ana, _ben = house.couple()
        for number in budget.tries():
            if number % 25 == 24:  # what these tries write would fill it for good
                for page in house.house.store, house.house.sessions.store:
                    page.scrub()
                ana, _ben = house.couple(f"Ana {number}", f"Ben {number}")
            house.clock.forward(minutes=1)
            found = one_point(house, ana, folder, STEP * (number % 100))
            wrong += [found] if found else []
            tried += 1
    return Found(tried, len(wrong), "; ".join(wrong[:5]))


def run(budget: Budget) -> Found:
    if os.geteuid() != 0:
        return Found(0, 0, "a file system in memory needs root")
    return points(budget)
