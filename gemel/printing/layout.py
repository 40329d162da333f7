"""Photos on a page by their shape: rows that fill the width, nothing cropped, up to four on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gemel.printing.paper import Row, Shot

WIDE, HIGH, GAP = 114.0, 150.0, 3.0  # millimetres
A_PAGE = 4


def pages(shots: Sequence[Shot]) -> tuple[tuple[Row, ...], ...]:
    """Up to four photos a page; five are three and two, never four and a single one at the end."""
    many = -(-len(shots) // A_PAGE)
    sizes = [len(shots) // many + (number < len(shots) % many) for number in range(many)] if many else []
    starts = [sum(sizes[:number]) for number in range(many)]
    return tuple(rows(shots[start : start + size]) for start, size in zip(starts, sizes, strict=True))


def rows(shots: Sequence[Shot]) -> tuple[Row, ...]:
    """Of all ways to break them into rows, the one that fills the page best."""
    return max((_laid(parts) for parts in _broken(list(shots))), key=_filled)


def _broken(shots: list[Shot]) -> Iterator[list[list[Shot]]]:
    if not shots:
        yield []
    for first in range(1, len(shots) + 1):
        for rest in _broken(shots[first:]):
            yield [shots[:first], *rest]


def _laid(parts: list[list[Shot]]) -> tuple[Row, ...]:
    """Each row as wide as the page; all of them made smaller alike where they would be too high together."""
    highs = [(WIDE - GAP * (len(part) - 1)) / sum(map(_shape, part)) for part in parts]
    room = HIGH - GAP * (len(parts) - 1)
    fit = min(1.0, room / sum(highs))
    return tuple(
        Row(
            high=round(high * fit, 2), wide=tuple(round(_shape(one) * high * fit, 2) for one in part), shots=tuple(part)
        )
        for high, part in zip(highs, parts, strict=True)
    )


def _shape(shot: Shot) -> float:
    """Width to height, kept from extremes: a strip of 1 to 20 would leave its neighbour nothing."""
    return min(3.0, max(0.4, shot.width / max(1, shot.height)))


def _filled(laid: tuple[Row, ...]) -> float:
    """How much of the page is photo, less what it costs that one is far larger than another."""
    areas = [row.high * wide for row in laid for wide in row.wide]
    return sum(areas) / (WIDE * HIGH) + 0.5 * min(areas) / max(areas)
