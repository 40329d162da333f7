"""Every pair of colours that carries words, by day and by candle: 4.5:1, and 7:1 for what a person said."""

from __future__ import annotations

import re
from math import cos, radians, sin
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[1] / "css" / "00-tokens.css").read_text(encoding="utf-8")
ALL, SAID = 4.5, 7.0
PAIRS = [
    *[("ink", ground, SAID) for ground in ("paper", "sheet", "sunk", "ember-soft", "leaf-soft", "dusk-soft")],
    *[("soft", ground, ALL) for ground in ("paper", "sheet", "sunk", "dusk-soft")],
    *[("ember", ground, ALL) for ground in ("paper", "sheet", "sunk", "ember-soft")],
    *[("leaf", ground, ALL) for ground in ("paper", "sheet")],
    *[("dusk", ground, ALL) for ground in ("paper", "sheet", "dusk-soft")],
    ("on-ember", "ember", ALL), ("on-ember", "ember-deep", ALL), ("on-dusk", "dusk", ALL),
]  # fmt: skip


def oklch(name: str, light: str) -> tuple[float, float, float]:
    value = re.search(rf"--{name}: light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)", TOKENS)
    assert value, name
    lightness, chroma, hue = map(float, re.findall(r"[\d.]+", value[1 if light == "day" else 2])[:3])
    return lightness, chroma, hue


def luminance(colour: tuple[float, float, float]) -> float:
    """Relative luminance of an oklch colour, clipped to what a screen can show."""
    lightness, chroma, hue = colour
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, part)) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("light", ["day", "candle"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_can_be_read(light: str, text: str, ground: str, least: float) -> None:
    one, two = luminance(oklch(text, light)), luminance(oklch(ground, light))
    assert (max(one, two) + 0.05) / (min(one, two) + 0.05) >= least
