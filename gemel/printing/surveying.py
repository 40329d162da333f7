"""Measures which signs our fonts draw: `python -m gemel.printing.surveying` writes fonts/signs.txt again.

Sets ever smaller heaps of signs under a standard that refuses a missing one, until each heap is good or a single sign.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator

from gemel.printing.inside import fonts
from gemel.printing.signs import LIST

LAST = 0x1FAFF
HEAP = 64
DRAWN = {"L", "N", "P", "S"}
FAR = ((0x3400, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0x10000, 0x1D3FF), (0x1D800, 0x1EFFF))
"""Chinese, Japanese, Korean, Yi, and scripts that are carved in stone: none of our fonts has them."""


def candidates() -> list[int]:
    """Everything assigned that leaves a mark by itself; no private use."""
    assigned = (code for code in range(0x21, LAST) if unicodedata.category(chr(code))[0] in DRAWN)
    return [code for code in assigned if not any(first <= code <= last for first, last in FAR)]


def sets(codes: list[int]) -> bool:
    import typst

    source = '#set document(title: "signs")\n#for sign in json("signs.json") [#sign \\ ]'
    listed = "[" + ",".join(f'"{_escaped(code)}"' for code in codes) + "]"
    try:
        typst.compile(
            {"main.typ": source.encode(), "signs.json": listed.encode()},
            font_paths=fonts(), ignore_system_fonts=True, pdf_standards=["a-2u"],
        )  # fmt: skip
    except typst.TypstError:
        return False
    return True


def _escaped(code: int) -> str:
    return {'"': '\\"', "\\": "\\\\"}.get(chr(code), chr(code))


def good(codes: list[int]) -> Iterator[int]:
    if sets(codes):
        yield from codes
    elif len(codes) > 1:
        middle = len(codes) // 2
        yield from good(codes[:middle])
        yield from good(codes[middle:])


def ranges(codes: list[int]) -> Iterator[str]:
    """Runs of codes as `first-last`, in hexadecimal; what lies between two runs and is not assigned joins them not."""
    first = last = codes[0]
    for code in [*codes[1:], LAST + 1]:
        if code != last + 1:
            yield f"{first:X}-{last:X}"
            first = code
        last = code


def main() -> None:
    asked = candidates()
    found = [code for start in range(0, len(asked), HEAP) for code in good(asked[start : start + HEAP])]
    LIST.write_text("\n".join(ranges(found)) + "\n", "ascii")
    print(f"{len(found)} of {len(asked)} signs", file=sys.stderr)


if __name__ == "__main__":
    main()
