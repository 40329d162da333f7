"""The press itself: `python -m gemel.printing.inside` reads an order, writes a PDF, and ends.

Fenced before it reads a word: it can write no file and leave no core dump, so that nothing it is given reaches a
disk; and what it needs of memory goes back when it ends, the typesetter's own cache with it.
"""

from __future__ import annotations

import resource
import sys
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MOST = 96 * 1024 * 1024  # a finished PDF; more is not kept in memory for anybody
MEMORY = 3 * 1024**3
CPU = 110
STANDARDS = ["a-2a", "ua-1"]  # to be read in thirty years, and by a screen reader
NO_DAY = 0  # the standard wants a date; when somebody printed this is nobody's business
TOO_THICK = 3


def fenced() -> None:
    limits = {
        resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: CPU, resource.RLIMIT_AS: MEMORY,
    }  # fmt: skip
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))


@cache
def fonts() -> Any:
    """Ours alone, wherever we print: the typesetter's own, and the Noto fonts that came with us."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HERE / "fonts")])


def printed(template: str, data: bytes, pictures: dict[str, str], form: str = "pdf", ppi: float = 96) -> Any:
    """The pages of an order: a PDF, or PNGs to look at. Everything is handed over as files that exist in memory."""
    import typst

    setter: Any = typst
    files: dict[str, bytes] = {"main.typ": _template(template), "house.typ": _template("house"), "data.json": data}
    files |= {name: text.encode() for name, text in pictures.items()}
    common: dict[str, Any] = {"font_paths": fonts(), "ignore_system_fonts": True, "format": form, "ppi": ppi}
    if form != "pdf":
        return setter.compile(files, **common)
    try:
        return setter.compile(files, pdf_standards=STANDARDS, timestamp=NO_DAY, **common)
    except typst.TypstError:  # a sign that no font draws: what is kept for thirty years may not have one, paper may
        return setter.compile(files, timestamp=NO_DAY, **common)


def _template(name: str) -> bytes:
    return (HERE / "templates" / f"{name}.typ").read_bytes()


def main() -> int:
    fenced()
    import msgspec

    from gemel.printing.paper import Order

    order = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Order)
    pdf = printed(order.template, order.data, order.pictures)
    if len(pdf) > MOST:
        return TOO_THICK
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
