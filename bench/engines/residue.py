"""G27 on the disk: the profile of a browser, searched for planted words while it runs and after it was closed.

That the search would find something is shown with a page that is careless where gemel is not: it may be cached, keeps a word
in storage, and has a field that a browser may remember.
"""

from __future__ import annotations

import struct
from pathlib import Path

from bench.engines.phone import Phone
from tests.test_canaries import PREFIX, traces, unpacked

PLANT = "localStorage.setItem('planted', arguments[0]); sessionStorage.setItem('planted', arguments[0])"


def careless(word: str) -> bytes:
    return (
        f"<!doctype html><title>Careless</title><p>{word}<form><input name=line value=''><button>Send</button></form>"
    ).encode()


def plants(phone: Phone, word: str) -> None:
    """Leave a word behind the way that other sites do."""
    phone.place.away.careless = careless(word)
    phone.go(phone.place.elsewhere + "/careless")
    phone.run(PLANT, word)
    phone.all("input")[0].send_keys(word)
    phone.press(phone.all("button")[0])
    phone.go(phone.place.elsewhere + "/")


def kept(folder: Path) -> dict[str, bytes]:
    """Every file of a profile as it can be read just now, and what lies packed in it."""
    found = {}
    for path in folder.rglob("*"):
        try:
            data = path.read_bytes() if path.is_file() else b""
        except OSError:  # gone meanwhile
            continue
        found[str(path.relative_to(folder))] = data + (lz4(data) if data.startswith(b"mozLz40\0") else b"")
    return found


def lz4(data: bytes) -> bytes:
    """Firefox's open pages, unpacked: a mark, a length, one LZ4 block."""
    size, at, out = struct.unpack("<I", data[8:12])[0], 12, bytearray()
    while at < len(data):
        token, at = data[at], at + 1
        run, at = _length(data, at, token >> 4)
        out += data[at : at + run]
        at += run
        if at >= len(data) or len(out) >= size:
            break
        back, at = struct.unpack("<H", data[at : at + 2])[0], at + 2
        match, at = _length(data, at, token & 15)
        for _byte in range(match + 4):
            out.append(out[-back])
    return bytes(out)


def _length(data: bytes, at: int, length: int) -> tuple[int, int]:
    more = length == 15
    while more:
        length, more, at = length + data[at], data[at] == 255, at + 1
    return length, at


def where(files: dict[str, bytes], words: list[str]) -> list[str]:
    """Files in which a word is found: by its end, since packing shortens the beginning that all of them share."""
    found = []
    for name, data in files.items():
        heaps = (data, *unpacked(data))
        if any(trace in heap for word in words for trace in traces(word.removeprefix(PREFIX)) for heap in heaps):
            found.append(name)
    return sorted(found)
