"""The tree of two people, drawn from counts alone.

Two trunks, one each and never compared, rise apart and twine into one.
Branches cross where something was opened together, and a light hangs there;
leaves are small things, blossoms first times, rings around the foot weeks.
The same counts give the same picture, and more of anything only adds to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, pi, sin
from pathlib import Path

from markupsafe import Markup

from gemel.ui.growing import GROWN, YOUNG, Growth, Leaf, blossoms, crossings, leaves, reach, rings, through
from gemel.ui.wood import FOOT, REACH, SHOOT, Axis, Point, chance, girth, outline, wood

RULES = Path(__file__).parent / "css" / "12-tree.css"
WIDE, HIGH = 480, 400


def _n(value: float) -> str:
    """One decimal, as short as a path can say it."""
    text = f"{value:.1f}".removesuffix(".0")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _list(*values: float) -> str:
    return " ".join(map(_n, values)).replace(" -", "-")


def _p(*points: Point) -> str:
    return _list(*(value for point in points for value in point))


def _smooth(points: list[Point]) -> str:
    """A soft line along the points, from the first to the last."""
    middles = [((x + z) / 2, (y + w) / 2) for (x, y), (z, w) in pairwise(points[1:])]
    curves = "".join(f"Q{_p(point, middle)}" for point, middle in zip(points[1:-1], middles, strict=False))
    return f"{curves}L{_p(points[-1])}"


def _thinned(run: tuple[Point, ...], every: int) -> list[int]:
    return [*range(0, len(run) - 1, every), len(run) - 1]


def _wood_path(axis: Axis, until: float, every: int = 3) -> tuple[str, str]:
    """The filled shape of one piece of wood, and the line of light along its edge."""
    run = axis.grown(until)
    if len(run) < 3:
        return "", ""
    steps = _thinned(run, every)
    widths = [girth(axis, i, until) for i in range(len(run))]
    widths[-1] = 0.3
    left, right = outline(run, widths)
    up, down = [left[i] for i in steps], [right[i] for i in reversed(steps)]
    foot = (run[0][0], run[0][1] + (0 if axis.rank else widths[0] * 0.5))
    return f"M{_p(up[0])}{_smooth(up)}L{_p(down[0])}{_smooth(down)}Q{_p(foot, up[0])}", f"M{_p(up[0])}{_smooth(up)}"


def _piece(axis: Axis, first: int, last: int, until: float) -> str:
    run = axis.grown(until)[first : last + 1]
    if len(run) < 3:
        return ""
    left, right = outline(run, [girth(axis, first + i, until) for i in range(len(run))])
    return f"M{_p(left[0])}{_smooth(left)}L{_p(right[-1])}{_smooth(right[::-1])}Z"


def _dots(places: Iterable[Point]) -> str:
    """Round dots: lines without a length, drawn with a round cap."""
    return "".join(f"M{_list(*place)}h0" for place in places)


def _leaf_path(leaf: Leaf) -> str:
    s, c, size = sin(leaf.lean), cos(leaf.lean), leaf.size

    def go(along: float, across: float) -> Point:
        return (size * (along * s + across * c), size * (-along * c + across * s))

    return f"M{leaf.x:.0f} {leaf.y:.0f}q{_p(go(0.38, 0.5), go(1, 0.08))}q{_p(go(-0.66, -0.42), go(-1, -0.08))}"


def _twig_path(axis: Axis, until: float) -> str:
    """A slight piece of wood: one soft bow, thinning to nothing."""
    run = axis.grown(until)
    if len(run) < 3:
        return ""
    wide, middle = girth(axis, 0, until), run[len(run) // 2]
    return _branch_path((run[0], through(run[0], middle, run[-1]), run[-1]), wide)


def _blossom_path(flower: Leaf) -> str:
    petals = []
    for nth in range(5):
        turn = flower.lean + nth * 2 * pi / 5
        one, two = turn - 0.62, turn + 0.62
        size = flower.size * 1.35
        a, b = (size * sin(one), -size * cos(one)), (size * sin(two), -size * cos(two))
        petals.append(f"M{_n(flower.x)} {_n(flower.y)}c{_p(a, b)} 0 0")
    return "".join(petals)


def _branch_path(line: tuple[Point, Point, Point], wide: float) -> str:
    (x, y), (bx, by), (ex, ey) = line
    long = hypot(bx - x, by - y) or 1
    w, h = (by - y) / long * wide, (x - bx) / long * wide
    return (
        f"M{_list(x + w, y + h)}q{_list(bx - x - w * 0.4, by - y - h * 0.4, ex - x - w, ey - y - h)}"
        f"q{_list(bx - ex - w * 0.6, by - ey - h * 0.6, x - w - ex, y - h - ey)}"
    )


def _roots(axis: Axis, until: float) -> str:
    (x, y), wide, age = axis.run[0], girth(axis, 0, until), until / REACH
    paths = []
    for way, long, deep in ((-1, 0.9, 2), (1, 1.1, 3), (-0.45 if axis.side == "b" else 0.45, 0.8, 6)):
        end = (x + way * (wide + 22 * age * long), y + deep * (0.3 + age))
        bow = (x + way * wide * 1.15, y - 2 + deep * 0.2)
        paths.append(_branch_path(((x + way * wide * 0.45, y - wide * 0.55), bow, end), wide * 0.42))
    return "".join(paths) if age > 0.3 else ""


def _grass() -> str:
    blades = []
    for number in range(22):
        one, two, three, *_ = chance("grass", number)
        x = FOOT[0] + (-19 if number % 2 else 19) + (one - 0.5) * 26
        lean = (two - 0.5) * 1.3
        long = 3.5 + 4.5 * three
        blades.append(
            _branch_path(((x, FOOT[1] + 3.5), (x + lean, FOOT[1] - long / 2), (x + lean * 4, FOOT[1] + 3 - long)), 0.55)
        )
    return f'<path class="tree-grass" d="{"".join(blades)}"/>'


def _ring(number: int) -> str:
    one, two, *_ = chance("ring", number)
    wide = 40 + 12.2 * number + 3 * one
    high, middle = wide * 0.165, FOOT[0] + (two - 0.5) * 7
    arc = f"a{_list(wide, high)} 0 1 0"
    return f"M{_list(middle - wide, FOOT[1] + 2 + number * 0.7)}{arc} {_list(2 * wide, 0)}{arc} {_list(-2 * wide, 0)}"


def _ground(growth: Growth) -> str:
    """Ripples around the foot, fainter the further out."""
    drawn = [_ring(number) for number in range(rings(growth))]
    bands = [(0, 4), (4, 8), (8, 11), (11, 14)]
    return "".join(
        f'<path class="tree-ring tree-ring-{nth}" d="{"".join(drawn[a:b])}"/>'
        for nth, (a, b) in enumerate(bands)
        if drawn[a:b]
    )


def _wood(growth: Growth) -> str:
    until = reach(growth)
    axes = wood()
    a, b = axes[0], axes[1]
    parts = []
    for rank in (SHOOT, 2, 1):
        for side in "ba":
            mine = [axis for axis in axes if axis.rank == rank and axis.side == side]
            shapes = [_twig_path(axis, until) if rank != 1 else _wood_path(axis, until)[0] for axis in mine]
            parts.append(f'<path class="tree-{side}" d="{"".join(shapes)}"/>')
        if rank == 2:
            age = until / REACH
            for nth, side in enumerate("ab"):
                lines = [_branch_path(one.ends[nth], 0.5 + 1.1 * age) for one in crossings(growth)]
                parts.append(f'<path class="tree-{side} tree-cross" d="{"".join(lines)}"/>')
    for axis in (b, a):
        shape, light = _wood_path(axis, until)
        shape += _roots(axis, until)
        parts.append(f'<path class="tree-{axis.side} tree-trunk" d="{shape}"/><path class="tree-edge" d="{light}"/>')
    # where the second trunk passes before the first
    middle = min(range(20, 34), key=lambda i: hypot(a.run[i][0] - b.run[i][0], a.run[i][1] - b.run[i][1]))
    front = _piece(b, middle - 4, middle + 4, until)
    if front:
        parts.append(f'<path class="tree-b" d="{front}"/>')
    return "".join(part for part in parts if ' d=""' not in part)


def _foliage(growth: Growth) -> tuple[str, str]:
    """Soft clouds of green behind the wood, and the leaves before it."""
    found = leaves(growth)
    many = found[5::13]
    clouds = "".join(f'<circle cx="{leaf.x:.0f}" cy="{leaf.y:.0f}" r="{14 + 1.7 * leaf.size:.0f}"/>' for leaf in many)
    tones = (
        f'<path class="tree-leaf-{tone}" d="{"".join(_leaf_path(leaf) for leaf in found if leaf.tone == tone)}"/>'
        for tone in range(4)
    )
    return f'<g fill="url(#tree-green)">{clouds}</g>', "".join(tones)


def camera(growth: Growth) -> float:
    """How near one stands: close to seedlings, further off from a grown tree."""
    return 1.04 * (REACH / reach(growth)) ** 0.74


@lru_cache(maxsize=32)
def draw(growth: Growth, standalone: bool = False) -> Markup:
    """The tree as SVG: for a page that styles it, or standing alone with its own colours."""
    near = camera(growth)
    cloud, foliage = _foliage(growth)
    ground = _ground(growth)
    lights = _dots(one.at for one in crossings(growth))
    flowers = blossoms(growth)
    petals = "".join(_blossom_path(flower) for flower in flowers)
    hearts = _dots((flower.x, flower.y) for flower in flowers)
    top = FOOT[1] - reach(growth) * near * 0.62
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tree-picture" viewBox="0 0 {WIDE} {HIGH}" role="img">'
        f"<title>{describe(growth)}</title>{_style() if standalone else ''}"
        '<defs><radialGradient id="tree-glow"><stop class="tree-glow-in" offset="0"/>'
        '<stop class="tree-glow-mid" offset=".42"/><stop class="tree-glow-far" offset=".72"/>'
        '<stop class="tree-glow-out" offset="1"/></radialGradient>'
        '<radialGradient id="tree-green"><stop class="tree-green-in" offset="0"/>'
        '<stop class="tree-green-out" offset="1"/>'
        "</radialGradient></defs>"
        f'<circle fill="url(#tree-glow)" cx="240" cy="{_n(max(top, 196))}" r="{_n(150 + 48 * reach(growth) / REACH)}"/>'
        f'<ellipse fill="url(#tree-glow)" class="tree-pool" cx="240" cy="{_n(FOOT[1] + 4)}" rx="190" ry="34"/>'
        f'<g transform="translate({_n(FOOT[0] * (1 - near))} {_n(FOOT[1] * (1 - near))})scale({near:.3f})">'
        f"{ground}{cloud}{_wood(growth)}{_grass()}{foliage}"
        f'<path class="tree-shine" d="{lights}"/><path class="tree-light" d="{lights}"/>'
        f'<path class="tree-petal" d="{petals}"/><path class="tree-heart" d="{hearts}"/></g></svg>'
    )


def describe(growth: Growth) -> str:
    """The picture in plain words, without a number in it."""
    if growth.weeks + growth.opened + growth.small + growth.firsts == 0 and reach(growth) < YOUNG:
        return "Two seedlings lean together in lamplight."
    size = "A young tree" if reach(growth) < GROWN else "A tall tree"
    parts = [f"{size} in lamplight, its two trunks twined into one"]
    if crossings(growth):
        parts.append("branches cross where you two opened something together")
    if growth.small:
        parts.append("leaves for small things")
    if blossoms(growth):
        parts.append("blossoms for first times")
    if rings(growth):
        parts.append("rings on the ground for weeks")
    if len(parts) == 1:
        return f"{parts[0]}."
    return f"{parts[0]}: {', '.join(parts[1:-1])}{' and ' if len(parts) > 2 else ''}{parts[-1]}."


@lru_cache(maxsize=1)
def _style() -> str:
    """The rules of the style sheet, with its colours by day and by night written out: an image has no tokens."""
    rules = re.sub(r"/\*.*?\*/|\s*\n\s*", "", RULES.read_text(encoding="utf-8"), flags=re.S)
    rules = rules.removeprefix("@layer components {").removesuffix("}")
    pairs = re.findall(r"(--tree-[\w-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\);", rules)
    rules = re.sub(r"\s*([{:;,}])\s*", r"\1", re.sub(r":root \{.*?\}", "", rules, count=1)).replace(";}", "}")
    day, night = (";".join(f"{pair[0]}:{pair[nth]}" for pair in pairs) for nth in (1, 2))
    return f"<style>{rules}:root{{{day}}}@media(prefers-color-scheme:dark){{:root{{{night}}}}}</style>"
