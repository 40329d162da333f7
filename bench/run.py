"""All benchmarks, one after the other: python -m bench.run [--strict]."""

from __future__ import annotations

import subprocess
import sys

NAMES = ("pages", "server", "start", "writes", "wire", "live", "kills", "photos", "book", "guessing", "years")


def main() -> int:
    worst = 0
    for name in NAMES:
        ended = subprocess.run([sys.executable, "-m", f"bench.{name}", *sys.argv[1:]], check=False)
        worst = max(worst, ended.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
