"""Photos for paper: made no larger than print needs, and wrapped so that they travel as text."""

from __future__ import annotations

import base64
import io

LONGEST = 1500  # pixels: 118 mm at 300 to the inch
QUALITY = 84


def shrunk(data: bytes) -> bytes:
    """A picture of ours (it came through the fence) as a JPEG of at most LONGEST pixels, with no word in it."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        picture.draft("RGB", (LONGEST, LONGEST))  # a JPEG is decoded no larger than needed
        smaller = picture.convert("RGB")
        smaller.thumbnail((LONGEST, LONGEST), Image.Resampling.BICUBIC)
        out = io.BytesIO()
        smaller.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def wrapped(jpeg: bytes, width: int, height: int) -> str:
    """As an SVG: the typesetter takes files in memory as text alone, and puts the JPEG into the PDF as it is."""
    inside = base64.b64encode(jpeg).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{inside}"/></svg>'
    )
