"""Whatever comes in place of an archive: one kind of refusal, and nothing is changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import pyzipper

from gemel import archive
from gemel.archive import opening
from gemel.archive.seal import File
from gemel.archive.tests.making import SEAL, document, moments_in, opened, packed, zipped
from gemel.moments.tests.saying import kept, rows, shared
from gemel.testing import Client, TestHouse

GOOD: dict[str, Any] = {
    "id": "ab" * 16, "kind": "note", "at": "2026-09-21T10:00:00Z", "mode": "private", "body": {"words": "hi"},
}  # fmt: skip


def saying(**more: Any) -> bytes:
    return zipped(document(GOOD | more))


def test_a_good_one_is_good() -> None:
    """The refusals below would prove nothing if everything was refused."""
    assert opened(saying()).moments[0].body.text() == "hi"


def unsealed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as plain:
        plain.writestr("gemel.json", b'{"schema": "gemel.archive", "version": 1, "moments": []}')
    return out.getvalue()


def long_list() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as plain:
        for number in range(opening.MOST_FILES + 1):
            plain.writestr(zipfile.ZipInfo(f"{number}"), b"")
    return out.getvalue()


def pressed_otherwise() -> bytes:
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_LZMA, encryption=pyzipper.WZ_AES) as sealed:
        sealed.setpassword(SEAL.encode())
        sealed.writestr("gemel.json", b"{}")
    return out.getvalue()


def bomb() -> bytes:
    return zipped(b'{"schema": "' + bytes(opening.MOST_DATA + 1))


FOREIGN: dict[str, Callable[[], bytes]] = {
    "empty": bytes,
    "a letter": lambda: b"Dear Ana, this is not an archive. " * 40,
    "a zip of somebody else's": lambda: zipped({"notes": [1, 2, 3]}),
    "another file in it": lambda: zipped(b"{}").replace(b"gemel.json", b"lemon.json"),
    "not sealed": unsealed,
    "pressed otherwise": pressed_otherwise,
    "only the end of one": lambda: b"PK\x05\x06" + bytes(18),
    "a list that points nowhere": lambda: b"PK\x05\x06" + bytes(4) + b"\x01\0\x01\0" + b"\xff\xff\x01\0" + bytes(6),
}
DAMAGED: dict[str, Callable[[], bytes]] = {
    "no json": lambda: zipped(b"\xff\xfe nothing"),
    "cut json": lambda: zipped(b'{"schema": "gemel.archive", "version": 1, "moments": ['),
    "moments of no kind": lambda: zipped(document(**{"moments": 7})),
    "a moment that is a list": lambda: zipped(document(**{"moments": [[1]]})),
    "no id": lambda: saying(id="../../etc/passwd"),
    "no time": lambda: saying(at="yesterday"),
    "a time before all": lambda: saying(at="0007-01-01T00:00:00Z"),
    "no such field": lambda: saying(body={"words": 7}),
    "a body that is none": lambda: saying(body=[1]),
    "version nought": lambda: saying(version=0),
    "a number beyond all calendars": lambda: saying(kind="date", body={"what": "x", "at": 10**17, "memory_at": 1}),
    "a number beyond all numbers": lambda: zipped(b'{"schema":"gemel.archive","version":1,"moments":[{"id":"%s",'
        b'"kind":"date","at":"2026-09-21T10:00:00Z","mode":"x","body":{"what":"x","at":%s,"memory_at":1}}]}'
        % (b"ab" * 16, b"9" * 400)),
    "a hundred photos": lambda: saying(photos=[{"file": "photos/x.jpg"}] * 100),
    "turtles": lambda: zipped(b'{"schema":"gemel.archive","version":1,"moments":[{"body":' + b'{"a":' * 90_000
        + b"1" + b"}" * 90_000 + b"}]}"),
}  # fmt: skip
BIG: dict[str, Callable[[], bytes]] = {
    "a bomb": bomb,
    "a long list": long_list,
    "a list said elsewhere": lambda: b"PK\x06\x07" + bytes(16) + b"PK\x05\x06" + bytes(18),
    "a book for a note": lambda: saying(body={"words": "x" * 200_000}),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_no_archive(what: str) -> None:
    with pytest.raises(archive.NotAnArchive):
        opened(FOREIGN[what]())


@pytest.mark.parametrize("what", DAMAGED)
def test_what_says_what_no_archive_says(what: str) -> None:
    with pytest.raises(archive.Damaged):
        opened(DAMAGED[what]())


@pytest.mark.parametrize("what", BIG)
def test_what_is_too_big(what: str) -> None:
    with pytest.raises(archive.TooBig):
        opened(BIG[what]())


def test_too_many_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_MOMENTS", 2)
    with pytest.raises(archive.TooBig):
        opened(zipped(document(GOOD, GOOD, GOOD)))


def test_a_newer_form_is_told_apart() -> None:
    with pytest.raises(archive.TooNew):
        opened(zipped(document(version=2)))
    assert opened(saying(version=9)).unknown == 1


def test_another_passphrase_opens_nothing(ana: Client) -> None:
    shared(ana)
    with pytest.raises(archive.WrongSeal):
        opened(packed(ana), "not this passphrase at all")


def test_blanks_around_the_passphrase_are_forgiven() -> None:
    assert opened(saying(), f"  {SEAL}\n").moments


def test_cut_off_anywhere_it_is_refused(ana: Client) -> None:
    shared(ana, "words " * 500)
    whole = packed(ana)
    for cut in range(0, len(whole) - 1, len(whole) // 23):
        with pytest.raises(archive.ArchiveError):
            opened(whole[:cut])


def test_one_byte_changed_in_what_is_read_is_refused(ana: Client) -> None:
    """Of the part that is read back; the page beside it is only for people."""
    shared(ana, "words " * 500)
    whole = packed(ana)
    begin = whole.index(b"gemel.json") + 60
    end = whole.index(b"index.html")
    for place in range(begin, end - 80, (end - begin) // 23):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(archive.ArchiveError):
            opened(bytes(changed))


@pytest.mark.parametrize("file", ["../secret", "gemel.json", "photos/../../x.jpg", "photos/0123456789abcdef-1.jpg", ""])
def test_a_photo_comes_from_where_photos_are(file: str) -> None:
    with pytest.raises(archive.Damaged):
        opened(saying()).photo(file)


def test_a_photo_is_read_once_however_many_moments_name_it() -> None:
    name = "photos/0123456789abcdef-1.jpg"
    it = opened(zipped(document(GOOD), File(name, [b"x"], False)))
    assert it.photo(name) == b"x"
    with pytest.raises(archive.Damaged):
        it.photo(name)


def test_a_photo_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_PHOTO", 1000)
    name = "photos/0123456789abcdef-1.jpg"
    good = zipped(document(GOOD), File(name, [b"x" * 1000], False))
    assert len(opened(good).photo(name)) == 1000
    with pytest.raises(archive.TooBig):
        opened(zipped(document(GOOD), File(name, [b"x" * 1001], False))).photo(name)


def test_what_else_lies_in_the_zip_is_left_alone() -> None:
    assert opened(zipped(document(GOOD), File("notes.txt", [b"x"]))).moments


def test_a_refused_file_changes_nothing(ana: Client, house: TestHouse) -> None:
    kept(ana)
    before = rows(house)
    for make in (*FOREIGN.values(), *DAMAGED.values(), BIG["a book for a note"]):
        with pytest.raises(archive.ArchiveError):
            opened(make())
    assert rows(house) == before
    assert len(moments_in(packed(ana))) == 1
