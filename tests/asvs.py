"""docs/asvs: a line for every requirement of the public standard that is asked for, and how many are kept.

`python -m tests.asvs` says which lines are missing, strange or stale; `--write` makes the counts in docs/asvs.md again.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

FOLDER, PAGE = Path("docs/asvs"), Path("docs/asvs.md")
STATES = ("yes", "no", "open")
BEGIN, END = "<!-- counts: made by `python -m tests.asvs --write` -->", "<!-- /counts -->"

LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223",
    "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22",
    "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
"""Version 5.0.0: for each section, the level of its first requirement, of its second, and so on."""

DEEP = ("5.", "6.3.", "6.4.", "6.5.", "7.", "11.", "14.")
"""Where level 3 is asked for as well."""


class Row(NamedTuple):
    number: str
    level: str
    state: str
    where: str


def level(number: str) -> str:
    """The level of a requirement; KeyError or IndexError where there is none of that number."""
    section, _dot, place = number.rpartition(".")
    return LEVELS[section][int(place) - 1]


def asked() -> list[str]:
    numbers = [f"{section}.{place}" for section, levels in LEVELS.items() for place in range(1, len(levels) + 1)]
    return [one for one in numbers if level(one) < "3" or one.startswith(DEEP)]


def rows() -> list[Row]:
    lines = [line for page in sorted(FOLDER.glob("*.md")) for line in page.read_text("utf-8").splitlines()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if re.match(r"\| \d", line)]
    return [Row(found[1], found[2], found[4], found[5]) for found in cells]


def counts(found: list[Row]) -> str:
    """How many lines are yes, no and open, by chapter and level."""
    number = Counter((row.number.partition(".")[0], row.level, row.state) for row in found)
    lines = ["| chapter | level 1: yes, no, open | level 2 | level 3 |", "|---|---|---|---|"]
    for page in sorted(FOLDER.glob("*.md")):
        title = page.read_text("utf-8").partition("\n")[0].removeprefix("# ")
        chapter = title.partition(" ")[0].removeprefix("V")
        lines.append(_line(f"[{title}](asvs/{page.name})", [_three(number, [chapter], one) for one in "123"]))
    chapters = list(dict.fromkeys(section.partition(".")[0] for section in LEVELS))
    return "\n".join([*lines, _line("**all**", [_three(number, chapters, one) for one in "123"])])


def _three(number: Counter[tuple[str, str, str]], chapters: list[str], level: str) -> str:
    found = [sum(number[chapter, level, state] for chapter in chapters) for state in STATES]
    return ", ".join(map(str, found)) if any(found) else ""


def _line(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def shown() -> str:
    return PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0].strip()


def complaints() -> list[str]:
    found = rows()
    said = [] if [row.number for row in found] == asked() else _differences([row.number for row in found])
    known = [row for row in found if row.number in asked()]
    said += [f"{row.number} is of another level" for row in known if row.level != level(row.number)]
    said += [f"{row.number} is neither yes nor no nor open" for row in found if row.state not in STATES]
    said += [f"{row.number} is yes and names no test" for row in found if row.state == "yes" and not _shown(row.where)]
    said += [f"{row.number} says not why" for row in found if not row.where]
    return said if shown() == counts(found) else [*said, f"{PAGE} is stale: python -m tests.asvs --write"]


def _differences(found: list[str]) -> list[str]:
    missing = [f"{one} has no line" for one in asked() if one not in found]
    strange = [f"{one} is not asked for" for one in found if one not in asked()]
    return missing + strange or ["the lines are out of order, or one is there twice"]


def _shown(where: str) -> bool:
    """A test, or a page of ours where it is asked that something is written down."""
    return "::test_" in where or ".md#" in where


def main() -> int:
    if "--write" in sys.argv[1:]:
        text = PAGE.read_text("utf-8")
        before, after = text.partition(BEGIN)[0], text.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n{counts(rows())}\n{END}{after}", "utf-8")
    wrong = complaints()
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
