"""Is every batch in form? `python corpus/check.py [files]` prints what is wrong, or how much there is."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
CODES = {*["D1", "D2", "D3", "D4", "D5", "N1", "N2", "N3", "N4", "N5", "S1", "S2", "S3", "S4", "S5", "S6", "U", "AD", "X"]}


def faults(path: Path) -> list[str]:
    """What is wrong with one batch, a line each."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            fault = fault_of(json.loads(line))
        except (ValueError, TypeError) as wrong:
            fault = str(wrong)
        if fault:
            found.append(f"{path.name}:{number}: {fault}")
    return found


def fault_of(row: list) -> str:
    text, reply_to, labels, near, heat = row
    codes = set(labels.split())
    if not (isinstance(text, str) and 2 <= len(text.split()) <= 80 and isinstance(reply_to, str)):
        return "the text is missing, too short or too long"
    if codes - CODES or near not in CODES | {""} or near in codes:
        return f"labels {labels!r} or near {near!r} are not codes, or contradict each other"
    if heat not in {0, 1, 2, 3} or ("X" in codes and len(codes) > 1):
        return "heat is 0 to 3, and a line with X keeps no other label"
    return ""


def main(names: list[str]) -> int:
    paths = [Path(name) for name in names] or sorted((HERE / "batches").glob("*.jsonl"))
    wrong = [fault for path in paths for fault in faults(path)]
    rows = [json.loads(line) for path in paths if not wrong for line in path.read_text(encoding="utf-8").splitlines()]
    twice = [text for text, times in Counter(row[0].casefold() for row in rows).items() if times > 1]
    print("\n".join(wrong[:40]) or f"{len(rows)} lines in {len(paths)} batches, {len(twice)} texts twice: {twice[:5]}")
    print(Counter(code for row in rows for code in row[2].split()), Counter(row[3] for row in rows if row[3]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
