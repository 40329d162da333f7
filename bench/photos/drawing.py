"""A picture like a photograph to whoever compresses it: soft shapes at several scales, and the grain of a small lens."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image


def photograph(width: int = 4032, height: int = 3024, seed: int = 1) -> Image.Image:
    random = np.random.default_rng(seed)
    light = np.full((height, width, 3), 128, np.float32)
    for across, strength in ((8, 60), (64, 40), (512, 20)):
        noise = random.normal(0, 1, (across * height // width + 1, across, 3)).astype(np.float32)
        for colour in range(3):
            soft = Image.fromarray(noise[:, :, colour]).resize((width, height), Image.Resampling.BICUBIC)
            light[:, :, colour] += strength * np.asarray(soft)
    light += random.normal(0, 4, (height, width, 3)).astype(np.float32)
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def as_taken(image: Image.Image, kind: str = "JPEG") -> bytes:
    """As a camera writes it: on its side, with where and when."""
    exif = Image.Exif()
    exif[0x0112], exif[0x0132] = 6, "2026:08:09 18:30:00"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, kind, exif=exif, **{"JPEG": {"quality": 92}, "PNG": {"compress_level": 3}}.get(kind, {}))
    return out.getvalue()


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Peak signal-to-noise ratio in decibels: higher is closer."""
    apart = np.asarray(one, np.float32) - np.asarray(other.convert("RGB"), np.float32)
    return float(10 * np.log10(255**2 / np.mean(apart**2)))
