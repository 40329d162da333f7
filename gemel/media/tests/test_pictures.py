"""From what a phone sends to a plain picture: the right way up, in every screen's colours, and not a byte beside it."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from gemel.media import NotAPicture, Prepared, TooLarge, prepare
from gemel.media.tests.drawing import corner, drawn, saved, segments

pytestmark = pytest.mark.usefixtures("warm")
CANARY = "kanarienvogel7f3a"
KINDS = ("JPEG", "PNG", "WEBP", "HEIF")
PLAIN_SEGMENTS = {0xD8, 0xE0, 0xDB, 0xC2, 0xC4, 0xDA, 0xD9}  # a picture's tables and scans; no Exif, text or profile


def exif(orientation: int = 1, taken: str = "2026:08:09 18:30:00") -> bytes:
    data = Image.Exif()
    data[0x0112], data[0x010E], data[0x0110], data[0x0132] = orientation, CANARY, CANARY + " phone", taken
    data.get_ifd(0x8769).update({0x9003: taken, 0x9286: CANARY.encode(), 0xA430: CANARY})
    data.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0), 29: CANARY})
    return data.tobytes()


def talkative(kind: str) -> bytes:
    """A picture that tells all it can in its format, and goes on talking behind its end."""
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()
    how: dict[str, object] = {"exif": exif(), "xmp": xmp}
    if kind != "HEIF":
        how["icc_profile"] = profile()
    if kind == "JPEG":
        how["comment"] = CANARY
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", CANARY)
        text.add_text("Packed", CANARY * 20, zip=True)
        text.add_itxt("Title", CANARY, "en", "Title", zip=True)
        how = {"exif": exif(), "icc_profile": profile(), "pnginfo": text}
    return saved(drawn(), kind, **how) + CANARY.encode() * 3


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + CANARY.encode()


def quiet(one: Prepared) -> bool:
    traces = [CANARY.encode(), CANARY.encode("utf-16-le"), b"Exif", b"http", b"ICC_PROFILE", b"GPS"]
    return all(
        not any(trace in data for trace in traces)
        and set(segments(data)) <= PLAIN_SEGMENTS
        and data[-2:] == b"\xff\xd9"
        for data in (one.picture, one.small)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_pixels_comes_out(kind: str) -> None:
    data = talkative(kind)
    assert data.count(CANARY.encode()) > 3  # the picture did talk
    one = prepare(data)
    assert quiet(one) and (one.width, one.height) == (320, 240)
    assert corner(one.picture) == "red" and corner(one.small, 0.75, 0.75) == "blue"
    assert Image.open(io.BytesIO(one.picture)).info.keys() <= {
        "jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_day_is_all_that_is_kept_of_the_camera(kind: str) -> None:
    assert prepare(saved(drawn(), kind, exif=exif())).taken == datetime(2026, 8, 9, tzinfo=UTC).timestamp()


@pytest.mark.parametrize("taken", ["", "yesterday", "0000:00:00 00:00:00", "1066:10:14 09:00:00", "2026:13:40"])
def test_a_day_that_is_none_is_not_known(taken: str) -> None:
    assert prepare(saved(drawn(), exif=exif(taken=taken))).taken == 0


@pytest.mark.parametrize("orientation", range(1, 10))
def test_the_right_way_up(orientation: int) -> None:
    """As Pillow's own way of turning shows it; the ninth way does not exist and is not followed."""
    data = saved(drawn(), exif=exif(orientation))
    one = prepare(data)
    turned = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    assert (one.width, one.height) == turned.size
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75)):
        assert corner(one.picture, x, y) == corner(saved(turned), x, y) == corner(one.small, x, y)


def test_large_ones_are_made_smaller_and_small_ones_stay() -> None:
    one = prepare(saved(drawn(4000, 1000)))
    assert (one.width, one.height) == (2560, 640)
    assert Image.open(io.BytesIO(one.small)).size == (480, 120)
    one = prepare(saved(drawn(3, 2), "PNG"))
    assert (one.width, one.height) == (3, 2) and Image.open(io.BytesIO(one.small)).size == (3, 2)
    assert prepare(saved(Image.new("RGB", (30_000, 1)), "PNG")).height == 1


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "JPEG"), ("CMYK", "JPEG"), ("1", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("RGBA", "PNG"),
     ("RGBA", "WEBP"), ("RGBA", "HEIF"), ("I;16", "PNG")],
)  # fmt: skip
def test_every_kind_of_pixel(mode: str, kind: str) -> None:
    image = (
        drawn(mode="L").point(lambda value: value * 256, "I").convert("I;16") if mode == "I;16" else drawn(mode=mode)
    )
    one = prepare(saved(image, kind))
    seen = Image.open(io.BytesIO(one.picture))
    assert seen.mode == "RGB" and seen.size == (320, 240)
    expected = drawn(mode="L" if mode == "I;16" else mode).convert("RGB")
    if mode not in {"1", "P"}:  # dithered
        for place in ((80, 60), (240, 180)):
            assert all(abs(a - b) < 12 for a, b in zip(seen.getpixel(place), expected.getpixel(place), strict=True))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_see_through_lies_on_white(kind: str) -> None:
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    assert Image.open(io.BytesIO(prepare(saved(clear, kind)).picture)).getpixel((25, 25)) == (255, 255, 255)


def test_colours_of_a_wide_screen_become_those_of_every_screen() -> None:
    """In a profile whose red and blue are swapped, a red corner is blue."""
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    image = saved(drawn(), "PNG", icc_profile=bytes(swapped))
    assert corner(prepare(image).picture) == "blue" and corner(prepare(image).picture, 0.75, 0.75) == "red"


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "GIF"])
def test_of_several_frames_the_first(kind: str) -> None:
    second = Image.new("RGB", (320, 240), (10, 200, 10))
    data = saved(drawn(), kind, save_all=True, append_images=[second, second])
    if kind == "GIF":
        with pytest.raises(NotAPicture):
            prepare(data)
    else:
        assert corner(prepare(data).picture) == "red"


def test_two_pictures_in_one_file_as_some_phones_take_them() -> None:
    data = saved(drawn(), "MPO", save_all=True, append_images=[Image.new("RGB", (320, 240))])
    assert corner(prepare(data).picture) == "red"


@pytest.mark.parametrize("size", [(10_000, 5_001), (30_001, 1), (1, 30_001)])
def test_more_pixels_than_fit_are_not_looked_at(size: tuple[int, int]) -> None:
    with pytest.raises(TooLarge):
        prepare(saved(Image.new("1", size), "PNG"))
