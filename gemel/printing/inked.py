"""The tree for paper: its colours by day, written out, since what sets the page knows neither tokens nor oklch."""

from __future__ import annotations

import re
from functools import lru_cache
from math import cos, radians, sin

COLOUR = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")


@lru_cache(maxsize=8)
def inked(svg: str) -> str:
    """An SVG that stands alone, with every token's place taken by a colour that any reader of SVG knows."""
    svg = re.sub(r"@media\(prefers-color-scheme:dark\)\{:root\{[^}]*\}\}", "", svg)
    tokens = dict(re.findall(r"(--[\w-]+):(oklch\([^)]*\))", svg))
    svg = re.sub(r":root\{[^}]*\}", "", svg)
    svg = re.sub(r"var\((--[\w-]+)\)", lambda found: tokens.get(found[1], "#000"), svg)
    return COLOUR.sub(lambda found: hexed(*(float(part) for part in found.groups())), svg)


def hexed(light: float, chroma: float, hue: float) -> str:
    """OKLCH (lightness and chroma as fractions, hue in degrees) as #rrggbb. Björn Ottosson's matrices."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long, middle, short = (
        (light + x * a + y * b) ** 3
        for x, y in ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
    )
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _curved(part)):02x}" for part in linear)


def _curved(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
