"""Makes a picture plain, in a process of its own: bytes come in on stdin, a JPEG and a thumbnail go out on stdout.

`pictures.py` starts it by its file, without the environment: no key, no setting and nothing else of gemel is loaded
here. Whoever breaks a decoder stands in a process that can open no file and no socket, has half a gibibyte, five
seconds, and only the picture that they sent themselves. What goes out is drawn anew from pixels alone, so that no
byte of what came in is copied: no place, no camera, no comment, nothing behind the end.
"""

from __future__ import annotations

import io
import os
import resource
import sys
from datetime import UTC, datetime

# All that decoding may need, loaded before the fence closes: afterwards no file opens.
from PIL import Image, ImageCms, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

MEMORY, SECONDS = 512 << 20, 5
PIXELS, SIDE = 50_000_000, 30_000
LARGE, SMALL, QUALITY = 2560, 480, 85
BAND = 256  # rows taken through at a time: a second copy of 50 megapixels would not fit
MOST_PROFILE = 1 << 20
NOT_A_PICTURE, TOO_LARGE = 2, 3  # exit codes
PLUGINS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)

ORIENTATION, TAKEN, WRITTEN, EXIF = 0x0112, 0x9003, 0x0132, 0x8769
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class TooLarge(Exception):
    pass


def main() -> int:
    data = sys.stdin.buffer.read()
    formats = kinds(data)
    close_the_fence()
    try:
        answer = plain(data, formats)
    except (MemoryError, TooLarge, Image.DecompressionBombError):
        return TOO_LARGE
    except Exception:  # whatever a decoder raises on a file made to make it raise: not a picture
        return NOT_A_PICTURE
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def kinds(data: bytes) -> list[str]:
    """The formats that are tried. The decoder of phones' HEIC is loaded only for what looks like one."""
    if data[4:8] != b"ftyp":
        return ["JPEG", "PNG", "WEBP"]
    import pillow_heif

    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.options.THUMBNAILS = False
    pillow_heif.register_heif_opener()
    return ["HEIF"]


def close_the_fence() -> None:
    os.nice(5)  # pages come before pictures
    Image.preinit()
    Image.MAX_IMAGE_PIXELS = PIXELS
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),  # those that are open: no file, no socket, no pipe beside them
    ):
        resource.setrlimit(what, (most, most))


def plain(data: bytes, formats: list[str]) -> bytes:
    """One line of numbers (width, height, the day taken, two lengths), then the picture, then the thumbnail."""
    image = Image.open(io.BytesIO(data), formats=formats)  # the header alone: no pixel is decoded yet
    if image.width * image.height > PIXELS or max(image.size) > SIDE:
        raise TooLarge
    if image.format in {"JPEG", "MPO"}:
        image.draft(None, fitted(image.size, LARGE))
    image.load()
    turn, taken = told(image)
    large = in_srgb(shrunk(image, LARGE), image.info.get("icc_profile"))
    if turn in TURNS:
        large = large.transpose(TURNS[turn])
    picture, small = encoded(large), encoded(shrunk(large, SMALL))
    numbers = (large.width, large.height, taken, len(picture), len(small))
    return b"%d %d %d %d %d\n" % numbers + picture + small


def fitted(size: tuple[int, int], most: int) -> tuple[int, int]:
    """A size of the same shape whose longer side is `most` at the most."""
    longest = max(size)
    if longest <= most:
        return size
    return max(1, round(size[0] * most / longest)), max(1, round(size[1] * most / longest))


def shrunk(image: Image.Image, most: int) -> Image.Image:
    """Resized across in bands and then down, as Pillow itself does it, so that only one band is ever copied whole."""
    width, height = fitted(image.size, most)
    across = Image.new("RGB", (width, image.height))
    for top in range(0, image.height, BAND):
        band = image.crop((0, top, image.width, min(top + BAND, image.height)))
        across.paste(on_white(band).resize((width, band.height), Image.Resampling.LANCZOS), (0, top))
    return across.resize((width, height), Image.Resampling.LANCZOS)


def on_white(band: Image.Image) -> Image.Image:
    """As RGB; what is see-through lies on white paper."""
    if band.mode.startswith("I"):  # 16 bits of grey
        band = band.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if not band.has_transparency_data:
        return band.convert("RGB")
    layer, paper = band.convert("RGBA"), Image.new("RGB", band.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as every screen shows them. A profile that is none, or not of RGB, is passed over."""
    if not profile or len(profile) > MOST_PROFILE:
        return image
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if theirs.profile.xcolor_space.strip() != "RGB":
            return image
        changed = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return changed or image


def told(image: Image.Image) -> tuple[int, int]:
    """Which way up the camera says the picture is, and on which day it was taken. What cannot be read is not said."""
    try:
        exif = image.getexif()
        written = exif.get_ifd(EXIF).get(TAKEN) or exif.get(WRITTEN) or ""
        return int(exif.get(ORIENTATION, 1)), day(str(written))
    except Exception:  # the little file inside the file is as hostile as the rest
        return 1, 0


def day(written: str) -> int:
    """Of `2026:08:09 18:30:00`. By hand: `strptime` loads a module on its first call, and here nothing loads."""
    try:
        year, month, day = map(int, written[:10].split(":"))
        return max(0, int(datetime(year, month, day, tzinfo=UTC).timestamp()))
    except ValueError:
        return 0


def encoded(image: Image.Image) -> bytes:
    """JPEG: WebP of the same fidelity is a sixth smaller and takes twice as long (bench/photos); every album opens it."""
    image.info = {}  # Pillow writes a comment along that it finds there
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, progressive=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
