"""Uploads that somebody made to break things, drawn when they are asked for. None of them is stored here."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache

from PIL import Image, PngImagePlugin

from gemel.media.tests.drawing import drawn, saved

TRACE = b"hostile-trace-51c9"  # what must not come out again
PICTURES = ("JPEG", "PNG", "WEBP", "HEIF")


def corpus() -> Iterator[tuple[str, bytes]]:
    """A name and an upload."""
    for family in (truncated, polyglots, strangers, headers, bombs, metadata, animations, garbage):
        for name, made in family():
            yield f"{family.__name__}: {name}", made


@cache
def picture(kind: str) -> bytes:
    return saved(drawn(), kind)


def truncated() -> Iterator[tuple[str, bytes]]:
    for kind in PICTURES:
        whole = picture(kind)
        for part in (0.02, 0.3, 0.6, 0.95):
            yield f"{kind} to {part}", whole[: int(len(whole) * part)]


def polyglots() -> Iterator[tuple[str, bytes]]:
    for kind in PICTURES:
        whole = picture(kind)
        yield f"{kind} and ZIP", whole + zipped()
        yield f"{kind} and HTML", whole + b"<html><script>alert('" + TRACE + b"')</script>"
        yield f"{kind} and PDF", whole + b"%PDF-1.7\n" + TRACE + b"\n%%EOF"
    yield "HTML before JPEG", b"<script>" + TRACE + b"</script>" + picture("JPEG")
    yield "PHP in a JPEG comment", saved(drawn(), comment=b"<?php " + TRACE + b" ?>")


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x", TRACE)
    return out.getvalue()


def strangers() -> Iterator[tuple[str, bytes]]:
    """Formats that are not taken in, whatever they are called."""
    for kind in ("TIFF", "GIF", "ICO", "BMP", "PPM", "TGA", "PCX", "SGI", "DDS", "JPEG2000", "PDF", "EPS", "AVIF"):
        yield kind, saved(drawn(), kind)
    yield "SVG", b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"
    yield "SVG with entities", b"<!DOCTYPE s [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><svg>&b;</svg>"
    yield "PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n"
    yield "FITS", b"SIMPLE  =                    T".ljust(80) + b"BITPIX  =                    8".ljust(2800)
    yield "PSD", b"8BPS\0\1" + b"\0" * 6 + struct.pack(">HIIHH", 3, 30_000, 30_000, 8, 3)
    yield "MP4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x08mdat" * 500
    yield "Matroska", b"\x1a\x45\xdf\xa3" + b"\x42\x82\x84webm" * 100
    yield "AVI as WebP", b"RIFF\xff\xff\0\0AVI LIST" + b"\0" * 500
    yield "PDF", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF"


def headers() -> Iterator[tuple[str, bytes]]:
    """Headers that promise more than there is."""
    for width, height in ((65_535, 65_535), (2**31 - 1, 1), (7_000, 7_000), (0, 10)):
        yield f"PNG of {width}x{height}", png(width, height, rows())
    for size in (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x17\x70\x17\x70"):
        yield f"JPEG of {size.hex()}", resized(picture("JPEG"), size)
    yield "WebP of 16383 squared", b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" + b"\xff\x3f\0" * 2 + b"ALPH\0\0\0\0"
    yield "PNG with wrong checksums", picture("PNG").replace(b"IDAT", b"IDAU", 1)
    yield "HEIF with a box of 4 GiB", picture("HEIF").replace(b"meta", b"\xff\xff\xff\xff", 1)


def png(width: int, height: int, packed: bytes, *chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def resized(jpeg: bytes, size: bytes) -> bytes:
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + size + jpeg[at + 4 :]


def bombs() -> Iterator[tuple[str, bytes]]:
    """Little that unpacks into much."""
    yield "a flood of pixels", png(7_071, 7_070, much(7_070 * (3 * 7_071 + 1)))
    yield "a flood of one megapixel too many", png(10_000, 5_100, b"")
    yield "rows for a hundred pictures", png(100, 100, much())
    for name in (b"iCCP", b"zTXt"):
        yield f"a {name.decode()} that unpacks to 60 MB", png(10, 10, rows(), chunk(name, b"x\0\0" + much()))
    yield "an iTXt that unpacks to 60 MB", png(10, 10, rows(), chunk(b"iTXt", b"x\0\1\0\0\0" + much()))
    yield "a JPEG of twelve hundred scans", scans(1_200)
    yield "a WebP of 16383 x 1200", saved(Image.new("RGB", (16_383, 1_200)), "WEBP", method=0, quality=1)


@cache
def much(size: int = 60_000_000) -> bytes:
    return zlib.compress(bytes(size), 1)


def rows() -> bytes:
    return zlib.compress(bytes(310))


def scans(number: int) -> bytes:
    """A progressive JPEG whose last pass over all its pixels is made again and again."""
    whole = saved(Image.new("L", (4_000, 4_000), 90), progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * number + whole[-2:]


def metadata() -> Iterator[tuple[str, bytes]]:
    """Small files inside the file, made to confuse whoever reads them."""
    for name, exif in EXIFS.items():
        yield f"Exif {name}", saved(drawn(), exif=b"Exif\0\0" + exif)
        yield f"Exif {name} in a PNG", saved(drawn(), "PNG", exif=exif)
    for name, profile in (("of one byte", b"\0"), ("of noise", TRACE * 9_000), ("deep", deep())):
        yield f"ICC {name}", saved(drawn(), icc_profile=profile)
        yield f"ICC {name} in a PNG", saved(drawn(), "PNG", icc_profile=profile)
    text = PngImagePlugin.PngInfo()
    for number in range(2_000):
        text.add_text(f"k{number}", TRACE.decode())
    yield "two thousand texts", saved(drawn(), "PNG", pnginfo=text)
    yield "a megabyte of XMP", saved(drawn(), xmp=b"<x>" * 20_000)


EXIFS = {
    "without entries": b"MM\0*\0\0\0\x08\0\0",
    "that points outside": b"MM\0*\xff\xff\xff\xff",
    "that points at itself": b"MM\0*\0\0\0\x08\0\1\x87\x69\0\4\0\0\0\1\0\0\0\x08\0\0\0\x08",
    "with four milliard values": b"II*\0\x08\0\0\0\1\0\x12\1\3\0\xff\xff\xff\xff\0\0\0\0\0\0\0\0",
    "of 65535 entries": b"II*\0\x08\0\0\0\xff\xff" + b"\x12\1\2\0\1\0\0\0zzzz" * 5_000,
    "of noise": TRACE * 300,
}


def deep() -> bytes:
    """A profile with a thousand tags that all say they lie in one place."""
    tags = b"".join(struct.pack(">4sII", b"A2B%d" % (n % 10), 132, 2**31 - 1) for n in range(1_000))
    head = struct.pack(">I4sI", 132 + len(tags), b"lcms", 0x04300000) + b"mntrRGB XYZ ".ljust(24, b"\0") + b"acsp"
    return head.ljust(128, b"\0") + struct.pack(">I", 1_000) + tags


def animations() -> Iterator[tuple[str, bytes]]:
    frames = [Image.new("P", (8, 8), number % 250) for number in range(250)]
    film = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=20)
    yield "a GIF of 10,000 frames", film[:-1] + film[film.index(b"!\xf9") : -1] * 39 + film[-1:]
    yield "an animated WebP", saved(drawn(), "WEBP", save_all=True, append_images=colours())
    yield "an APNG", saved(drawn(), "PNG", save_all=True, append_images=colours())
    yield (
        "an APNG that counts to a milliard",
        png(10, 10, rows(), chunk(b"acTL", struct.pack(">II", 10**9, 0)), chunk(b"fcTL", b"\0" * 26)),
    )


def colours() -> list[Image.Image]:
    return [Image.new("RGB", (320, 240), (number, 90, 200)) for number in range(60)]


def garbage() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "one byte", b"\xff"
    yield "a text", b"This is not a picture. " * 400
    for kind in PICTURES:
        yield f"{kind}: its beginning, then noise", picture(kind)[:40] + TRACE * 5_000
        yield f"{kind}: one bit in each hundred bytes", flipped(picture(kind))


def flipped(data: bytes) -> bytes:
    changed = bytearray(data)
    for at in range(60, len(changed), 100):
        changed[at] ^= 1 << (at % 8)
    return bytes(changed)
