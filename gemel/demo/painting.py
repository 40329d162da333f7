"""A dozen small pictures for the demo's journal, painted from shapes: nobody's photo is in this repository."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from gemel.media import Prepared

SIZE, SMALL, FINE = (720, 540), (400, 300), 2
"""Painted `FINE` times as large and shrunk, for smooth edges."""

Layer = Callable[[Image.Image], None]
CREAM, HONEY, EMBER, RUST, PLUM = "#fbf0df", "#f3c98b", "#d9773f", "#9c4526", "#4a2c3a"
LEAF, MOSS, SAGE, DUSK, NIGHT, MIST = "#7f9a5b", "#4f6a42", "#b9c79b", "#6d7aa6", "#2b2a45", "#dfe3ec"


def _at(image: Image.Image, *places: float) -> list[float]:
    """Shares of the picture as pixels: across, down, across, down …"""
    return [place * (image.width, image.height)[number % 2] for number, place in enumerate(places)]


def wash(top: str, bottom: str, begin: float = 0.0, end: float = 1.0) -> Layer:
    """One colour running into another, from `begin` to `end` of the height."""

    def paint(image: Image.Image) -> None:
        height = int((end - begin) * image.height)
        shade = Image.linear_gradient("L").resize((image.width, height))
        band = Image.composite(Image.new("RGB", shade.size, bottom), Image.new("RGB", shade.size, top), shade)
        image.paste(band, (0, int(begin * image.height)))

    return paint


def disc(x: float, y: float, radius: float, colour: str, flat: float = 1.0, end: int = 540) -> Layer:
    """A disc; with `flat` under 1, a plate seen from the side; up to 360 degrees, its upper half. The radius is a share
    of the height."""

    def paint(image: Image.Image) -> None:
        (left, top), across = _at(image, x, y), radius * image.height
        box = (left - across, top - across * flat, left + across, top + across * flat)
        ImageDraw.Draw(image).chord(box, 180, end, fill=colour)

    return paint


def glow(x: float, y: float, radius: float, colour: str) -> Layer:
    """Light that lies around something."""

    def paint(image: Image.Image) -> None:
        mask = Image.new("L", (image.width // 8, image.height // 8))
        (left, top), across = _at(mask, x, y), radius * mask.height
        ImageDraw.Draw(mask).ellipse((left - across, top - across, left + across, top + across), fill=190)
        soft = mask.filter(ImageFilter.GaussianBlur(across / 2)).resize(image.size, Image.Resampling.BICUBIC)
        image.paste(colour, (0, 0, *image.size), soft)

    return paint


def ridge(level: float, swell: float, waves: float, colour: str, begin: float = 0.0) -> Layer:
    """A line of hills, or of water, and all that lies below it."""

    def paint(image: Image.Image) -> None:
        steps = [number / 60 for number in range(61)]
        line = [
            (x, level + swell * (math.sin(waves * x * 6.3 + begin) + 0.4 * math.sin(waves * x * 14 + begin)))
            for x in steps
        ]
        shape = [place for point in line for place in _at(image, *point)]
        ImageDraw.Draw(image).polygon([*shape, *_at(image, 1, 1, 0, 1)], fill=colour)

    return paint


def slab(colour: str, *corners: float) -> Layer:
    """Anything with corners: a table, a wall, a track."""

    def paint(image: Image.Image) -> None:
        ImageDraw.Draw(image).polygon(_at(image, *corners), fill=colour)

    return paint


def stroke(colour: str, width: float, *places: float) -> Layer:
    def paint(image: Image.Image) -> None:
        ImageDraw.Draw(image).line(_at(image, *places), fill=colour, width=int(width * image.height), joint="curve")

    return paint


def stems(number: int, foot: float, height: float, colour: str, head: str) -> Layer:
    """Plants in a row, each a little different from the next."""

    def paint(image: Image.Image) -> None:
        for one in range(number):
            x, tall = (one + 0.5) / number, height * (0.7 + 0.3 * math.sin(one * 2.4))
            stroke(colour, 0.008, x, foot, x + 0.02 * math.sin(one), foot - tall)(image)
            disc(x + 0.02 * math.sin(one), foot - tall, 0.035 + 0.012 * math.cos(one), head, 1.3)(image)

    return paint


SCENES: dict[str, tuple[Layer, ...]] = {
    "hills": (
        wash(HONEY, CREAM, 0, 0.7), glow(0.7, 0.34, 0.2, "#fff4d6"), disc(0.7, 0.34, 0.075, "#fff8e6"),
        ridge(0.52, 0.03, 1.1, SAGE), ridge(0.63, 0.045, 0.8, LEAF, 2), ridge(0.8, 0.04, 0.6, MOSS, 4),
    ),
    "dawn": (
        wash(DUSK, HONEY, 0, 0.62), glow(0.42, 0.6, 0.26, "#ffdba6"), wash(EMBER, PLUM, 0.62, 1),
        slab("#6f3d3c", 0, 0.6, 1, 0.6, 1, 0.635, 0, 0.635), disc(0.42, 0.6, 0.07, CREAM, 0.9), stroke("#f1c59a", 0.01, 0.34, 0.72, 0.5, 0.72),
        stroke("#e0a179", 0.008, 0.37, 0.79, 0.48, 0.79), stroke("#c98668", 0.007, 0.4, 0.85, 0.46, 0.85),
    ),
    "table": (
        wash("#f6e3c8", "#eecfa8", 0, 0.58), slab("#fff6e2", 0.58, 0.06, 0.9, 0.06, 0.9, 0.4, 0.58, 0.4), stroke("#d9b48a", 0.012, 0.74, 0.06, 0.74, 0.4),
        slab(RUST, 0, 0.56, 1, 0.5, 1, 1, 0, 1), slab("#b35c35", 0, 0.56, 1, 0.5, 1, 0.56, 0, 0.63),
        disc(0.3, 0.74, 0.17, "#7f371f", 0.42), disc(0.3, 0.72, 0.17, CREAM, 0.42), disc(0.3, 0.715, 0.11, "#efdcc0", 0.42),
        disc(0.68, 0.7, 0.15, "#7f371f", 0.4), disc(0.68, 0.68, 0.15, CREAM, 0.4), disc(0.68, 0.675, 0.1, "#efdcc0", 0.4),
    ),
    "loaf": (
        wash("#ecd3ad", "#e2bd8c", 0, 0.63), slab("#8a4b2a", 0, 0.62, 1, 0.62, 1, 1, 0, 1), slab("#c98f57", 0.1, 0.66, 0.9, 0.66, 0.98, 0.86, 0.02, 0.86),
        disc(0.5, 0.62, 0.27, "#8f4a22", 0.62), disc(0.5, 0.6, 0.27, "#b9692f", 0.58), glow(0.42, 0.5, 0.12, "#e6a765"),
        stroke("#f0d6ad", 0.02, 0.38, 0.56, 0.44, 0.49), stroke("#f0d6ad", 0.02, 0.47, 0.57, 0.53, 0.48), stroke("#f0d6ad", 0.02, 0.56, 0.58, 0.62, 0.5),
    ),
    "canal": (
        wash("#c9d3e3", CREAM, 0, 0.45), slab(LEAF, 0, 0.42, 0.44, 0.42, 0.1, 1, 0, 1), slab(MOSS, 1, 0.42, 0.56, 0.42, 0.92, 1, 1, 1),
        slab("#8fa3bd", 0.44, 0.42, 0.56, 0.42, 0.92, 1, 0.1, 1), slab("#a9bace", 0.47, 0.42, 0.53, 0.42, 0.66, 1, 0.34, 1),
        ridge(0.4, 0.012, 3, "#95a882"), slab(LEAF, 0, 0.45, 0.42, 0.45, 0.1, 1, 0, 1), slab(MOSS, 1, 0.45, 0.58, 0.45, 0.92, 1, 1, 1),
        slab("#8fa3bd", 0.42, 0.45, 0.58, 0.45, 0.92, 1, 0.1, 1), slab("#b4c3d6", 0.47, 0.45, 0.53, 0.45, 0.64, 1, 0.36, 1),
    ),
    "window": (
        wash(NIGHT, "#1d1c31"), slab(PLUM, 0.24, 0.12, 0.76, 0.12, 0.76, 0.86, 0.24, 0.86), glow(0.5, 0.5, 0.34, HONEY),
        slab("#ffe2ac", 0.28, 0.16, 0.72, 0.16, 0.72, 0.82, 0.28, 0.82), stroke(PLUM, 0.022, 0.5, 0.14, 0.5, 0.84), stroke(PLUM, 0.022, 0.26, 0.46, 0.74, 0.46),
        disc(0.38, 0.72, 0.09, "#b9692f", 0.8), stroke(MOSS, 0.012, 0.38, 0.68, 0.36, 0.5), stroke(MOSS, 0.012, 0.38, 0.68, 0.43, 0.54),
    ),
    "tram": (
        wash("#3a3b5c", "#8a6f86", 0, 0.6), wash("#4b3a48", "#2c2430", 0.6, 1), glow(0.5, 0.42, 0.3, "#e9a864"),
        slab(EMBER, 0.31, 0.24, 0.69, 0.24, 0.73, 0.74, 0.27, 0.74), slab("#ffe6b8", 0.35, 0.3, 0.65, 0.3, 0.67, 0.5, 0.33, 0.5), slab(CREAM, 0.29, 0.58, 0.71, 0.58, 0.715, 0.62, 0.285, 0.62),
        disc(0.36, 0.68, 0.028, "#fff3cf"), disc(0.64, 0.68, 0.028, "#fff3cf"), stroke("#c9b8c0", 0.008, 0.42, 0.75, 0.24, 1), stroke("#c9b8c0", 0.008, 0.58, 0.75, 0.76, 1),
    ),
    "plot": (
        wash("#cfdbe6", CREAM, 0, 0.5), ridge(0.46, 0.02, 1.4, SAGE), slab("#a8623b", 0.62, 0.3, 0.86, 0.3, 0.86, 0.56, 0.62, 0.56), slab(RUST, 0.58, 0.31, 0.74, 0.17, 0.9, 0.31),
        wash(MOSS, "#3c4c30", 0.54, 1), stems(11, 0.78, 0.2, "#39502f", "#d9773f"), stems(8, 0.98, 0.24, "#2f4427", "#f3c98b"),
    ),
    "rain": (
        wash("#8c96ad", MIST), ridge(0.66, 0.02, 1.6, "#76849f", 1), ridge(0.8, 0.02, 1.2, "#5c6b88"),
        *(stroke("#eef1f6", 0.004, x / 14, y / 9 + x % 3 / 20, x / 14 - 0.014, y / 9 + x % 3 / 20 + 0.06) for x in range(15) for y in range(8)),
        stroke(PLUM, 0.012, 0.46, 0.5, 0.46, 0.84), disc(0.46, 0.58, 0.2, EMBER, 0.8, 360), disc(0.46, 0.58, 0.07, RUST, 2.2, 360),
    ),
    "lake": (
        wash(CREAM, "#f1d2a6", 0, 0.5), ridge(0.42, 0.03, 0.9, "#a7b58c", 1), ridge(0.47, 0.02, 1.5, LEAF, 3), wash("#9fb4c6", "#5f7c98", 0.52, 1),
        *(stroke("#c9d8e2", 0.006, 0.1 + y * 0.07 % 0.5, 0.56 + y * 0.06, 0.3 + y * 0.11 % 0.5, 0.56 + y * 0.06) for y in range(7)),
        disc(0.58, 0.7, 0.022, PLUM), disc(0.64, 0.71, 0.022, RUST),
    ),
    "night": (
        wash("#1b1b33", "#4a4470"), disc(0.72, 0.26, 0.1, "#fbeccb"), disc(0.75, 0.24, 0.09, "#27264a"),
        *(disc((n * 0.381) % 1, (n * 0.213) % 0.6, 0.004 + n % 3 / 700, "#f4e6cf") for n in range(26)),
        ridge(0.72, 0.03, 0.9, "#2a2946", 1), ridge(0.84, 0.03, 0.7, "#1b1a2e"), disc(0.3, 0.76, 0.012, HONEY),
    ),
    "lamp": (
        wash(PLUM, "#2f1d29"), glow(0.5, 0.42, 0.5, EMBER), glow(0.5, 0.4, 0.26, HONEY), slab("#fbe3b4", 0.42, 0.2, 0.58, 0.2, 0.66, 0.44, 0.34, 0.44),
        stroke("#2b1820", 0.02, 0.5, 0.44, 0.5, 0.76), slab("#3a2028", 0, 0.76, 1, 0.76, 1, 1, 0, 1), disc(0.5, 0.765, 0.11, "#2b1820", 0.2),
        slab("#c98f57", 0.62, 0.7, 0.84, 0.7, 0.86, 0.765, 0.6, 0.765), slab(DUSK, 0.64, 0.65, 0.83, 0.65, 0.84, 0.7, 0.63, 0.7),
    ),
}  # fmt: skip


@lru_cache
def painted(name: str) -> Prepared:
    """The scene of that name as a photo is stored: large and small, both JPEG."""
    image = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), CREAM)
    for layer in SCENES[name]:
        layer(image)
    large = _like_paper(image.resize(SIZE, Image.Resampling.BOX))
    return Prepared(_jpeg(large), _jpeg(large.resize(SMALL, Image.Resampling.BOX)), *SIZE, taken=0)


def _like_paper(image: Image.Image) -> Image.Image:
    """A little grain: a flat surface looks like a screen."""
    grain = Image.effect_noise(image.size, 14).convert("RGB")
    return Image.blend(image, ImageChops.overlay(image, grain), 0.5)


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
