"""Photos made small enough for paper, and a tree whose colours are written out."""

from __future__ import annotations

import io
import re

from PIL import Image

from gemel.printing.inked import hexed, inked
from gemel.printing.pictures import LONGEST, shrunk, wrapped
from gemel.ui.tree import Growth, draw


def picture(size: tuple[int, int], form: str = "JPEG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 90).save(out, form)
    return out.getvalue()


def test_a_photo_is_no_larger_than_print_needs_and_keeps_its_shape() -> None:
    with Image.open(io.BytesIO(shrunk(picture((2560, 1920))))) as small:
        assert small.size == (LONGEST, 1125) and small.format == "JPEG"


def test_a_small_one_stays_as_it_is_and_any_kind_becomes_a_jpeg() -> None:
    for made in (picture((300, 200)), picture((300, 200), "WEBP"), picture((300, 200), "PNG", "L")):
        with Image.open(io.BytesIO(shrunk(made))) as small:
            assert (small.size, small.format, small.mode) == ((300, 200), "JPEG", "RGB")


def test_the_jpeg_goes_into_the_page_as_it_is() -> None:
    assert re.fullmatch(
        r'<svg [^>]+><image width="3" height="2" href="data:image/jpeg;base64,[\w+/=]+"/></svg>', wrapped(b"jpeg", 3, 2)
    )


def test_no_token_and_no_oklch_is_left_in_the_tree() -> None:
    tree = inked(str(draw(Growth(300, 30, 20, 90, 4), standalone=True)))
    assert "var(" not in tree and "oklch" not in tree and "@media" not in tree and ":root" not in tree
    assert "#000" not in re.findall(r"fill:(#[0-9a-f]+)", tree)


def test_known_colours() -> None:
    assert hexed(1, 0, 0) == "#ffffff" and hexed(0, 0, 0) == "#000000"
    assert hexed(0.62796, 0.25768, 29.234) == "#ff0000" and hexed(0.9, 0.4, 140).startswith("#00")
