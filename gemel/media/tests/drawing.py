"""Pictures made for tests: a red corner at the top left shows which way up it is."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

RED, BLUE = (200, 30, 30), (30, 60, 160)


def drawn(width: int = 320, height: int = 240, mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def corner(picture: bytes, x: float = 0.25, y: float = 0.25) -> str:
    """The colour at a place given as parts of the whole: red, blue or neither."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    red, _green, blue = image.getpixel((int(image.width * x), int(image.height * y)))  # type: ignore[misc]
    return "red" if red > blue + 60 else "blue" if blue > red + 60 else "neither"


def segments(jpeg: bytes) -> list[int]:
    """The markers of a JPEG, in order, as its format says where they stand."""
    found, at = [], 0
    while at + 1 < len(jpeg):
        assert jpeg[at] == 0xFF, at
        marker = jpeg[at + 1]
        found.append(marker)
        at += 2
        if marker not in {0xD8, 0xD9}:
            at += int.from_bytes(jpeg[at : at + 2], "big")
        if marker == 0xDA:  # the scan itself: to the next marker that is neither a stuffed byte nor a restart
            while not (jpeg[at] == 0xFF and jpeg[at + 1] != 0 and not 0xD0 <= jpeg[at + 1] <= 0xD7):
                at += 1
    return found
