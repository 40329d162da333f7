"""Forms that carry files: in memory only, under caps, and no words lost whatever happens to the files."""

from __future__ import annotations

import asyncio
import errno
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from gemel.media import Crowded
from gemel.media.tests.album import leaves
from gemel.media.tests.drawing import drawn, saved
from gemel.store import Full
from gemel.testing import Client, TestHouse
from gemel.vault import form_token
from gemel.web import uploads
from gemel.web.errors import Garbled, TooManyBytes, TooMuch
from gemel.web.spool import Spool
from gemel.web.uploads import MIB, Landing, received, reserved

EDGE = "edge"
WORDS = "the river at six"
pytestmark = pytest.mark.usefixtures("warm")


def form(*parts: tuple[str, str | None, bytes]) -> bytes:
    """A body in parts: (name, file name or None, data)."""
    out = b""
    for name, called, data in parts:
        file = f'; filename="{called}"' if called is not None else ""
        out += f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + data + b"\r\n"
    return out + f"--{EDGE}--\r\n".encode()


def request(
    body: bytes, piece: int = 7_000, kind: str = f"multipart/form-data; boundary={EDGE}", **headers: str
) -> Any:
    async def stream() -> AsyncIterator[bytes]:
        for start in range(0, len(body), piece):
            yield body[start : start + piece]

    return SimpleNamespace(headers={"content-type": kind} | headers, stream=stream)


def read(body: bytes, keep: bool = True, **how: Any) -> uploads.Parts:
    return asyncio.run(received(request(body, **how), keep))


@pytest.mark.parametrize("piece", [1, 13, 100_000])
def test_words_and_files_are_told_apart(piece: int) -> None:
    parts = read(
        form(("words", None, "Straße\0".encode()), ("photo", "a.jpg", b"1\r\n--2"), ("photo", "b", b"34")), piece=piece
    )
    assert parts.form == {"words": ["Straße"]}
    assert [bytes(one.data) for one in parts.files["photo"]] == [b"1\r\n--2", b"34"] and parts.trouble is None


def test_a_field_left_empty_is_no_file() -> None:
    assert read(form(("photo", "", b""))).files == {}
    assert len(read(form(("photo", "empty.jpg", b""))).files["photo"]) == 1


def test_of_somebody_unknown_only_the_words_are_kept() -> None:
    parts = read(form(("photo", "a.jpg", b"x" * MIB), ("words", None, b"hello")), keep=False)
    assert parts.files == {} and parts.form == {"words": ["hello"]}


@pytest.mark.parametrize(
    "sizes", [[20 * MIB + 1], [15 * MIB, 15 * MIB, 11 * MIB], [1] * 11], ids=["one", "together", "eleven"]
)
def test_too_many_bytes_are_passed_over_and_the_words_are_not(sizes: list[int]) -> None:
    files = [("photo", "a.jpg", b"x" * size) for size in sizes]
    parts = read(form(*files, ("words", None, b"hello")), piece=MIB)
    assert isinstance(parts.trouble, TooManyBytes) and parts.files == {} and parts.form == {"words": ["hello"]}


def test_just_what_fits_does_fit() -> None:
    parts = read(form(*[("photo", "a", b"x" * 20 * MIB)] * 2), piece=MIB)
    assert [len(one.data) for one in parts.files["photo"]] == [20 * MIB] * 2


def test_too_many_words_are_too_much() -> None:
    with pytest.raises(TooMuch):
        read(form(("words", None, b"x" * 2_000_001)))


def test_a_large_one_lies_sealed_on_the_disk_and_takes_no_memory(tmp_path: Path) -> None:
    archive = b"x" * (45 * MIB)
    body = form(("seal", None, WORDS.encode()), ("archive", "a.zip", archive))
    parts = asyncio.run(received(request(body, 1 << 20), True, tmp_path))
    assert parts.form == {"seal": [WORDS]} and parts.trouble is None
    with parts.files["archive"][0].opened() as file:
        assert isinstance(parts.files["archive"][0].data, Spool) and file.read() == archive


def test_a_large_one_of_a_stranger_is_passed_over(tmp_path: Path) -> None:
    parts = asyncio.run(received(request(form(("archive", "a.zip", b"x" * MIB))), False, tmp_path))
    assert not parts.files


def test_a_large_one_for_which_the_disk_has_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_written: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(Spool, "extend", full)
    with pytest.raises(Full):
        asyncio.run(received(request(form(("archive", "a.zip", b"x"))), True, tmp_path))


def test_nobody_reads_on_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_PASSED_OVER", MIB)
    with pytest.raises(TooMuch):
        read(form(("photo", "a", b"x" * MIB)))
    with pytest.raises(TooMuch):
        reserved(request(b"", **{"content-length": str(MIB + 1)}), keep=True)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", f"multipart/form-data; boundary={EDGE}"),
        (form(("words", None, b"x"))[:-9], f"multipart/form-data; boundary={EDGE}"),
        (form(("words", None, b"x")), "multipart/form-data"),
        (form(("words", None, b"x")), "multipart/form-data; boundary=other"),
        (b"words=x", f"multipart/form-data; boundary={EDGE}"),
        (form(*[("w", None, b"x")] * 201), f"multipart/form-data; boundary={EDGE}"),
        (b"--" + EDGE.encode() + b"\r\n" + b"X: " + b"y" * 9_000 + b"\r\n\r\n", f"multipart/form-data; boundary={EDGE}"),
        (b"--" + EDGE.encode() + b"\r\nX: y\r\n\r\nno name\r\n--" + EDGE.encode() + b"--", f"multipart/form-data; boundary={EDGE}"),
    ],
    ids=["nothing", "cut short", "no boundary", "another boundary", "urlencoded", "many parts", "long head", "no name"],
)  # fmt: skip
def test_a_form_that_is_none(body: bytes, kind: str) -> None:
    with pytest.raises(Garbled):
        read(body, kind=kind)


def test_a_phone_that_goes_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "QUIET_SECONDS", 0.05)

    async def stream() -> AsyncIterator[bytes]:
        yield form(("words", None, b"x"))[:20]
        await asyncio.sleep(60)

    silent: Any = SimpleNamespace(headers={"content-type": f"multipart/form-data; boundary={EDGE}"}, stream=stream)
    with pytest.raises(Garbled):
        asyncio.run(received(silent, True))


def test_what_a_form_may_take_of_memory() -> None:
    def asked(**headers: str) -> int:
        return reserved(request(b"", **headers), keep=True)

    assert asked(**{"content-length": "5000"}) == 5000
    assert asked() == asked(**{"content-length": "x"}) == asked(**{"content-length": "200000000"}) == 40 * MIB
    assert reserved(request(b"", **{"content-length": "30000000"}), keep=False) == uploads.MOST_TEXT


def test_forty_at_once_hold_no_more_than_fits() -> None:
    landing, most, seen = Landing(100), 0, []

    async def one(number: int) -> None:
        nonlocal most
        async with landing.place(f"phone {number}", 40):
            most = max(most, 100 - landing.free)
            seen.append(number)
            await asyncio.sleep(0)

    async def all_of_them() -> None:
        await asyncio.gather(*(one(number) for number in range(40)))

    asyncio.run(all_of_them())
    assert most == 80 and seen == sorted(seen) and len(seen) == 40 and landing.free == 100


def test_one_of_each_session_at_a_time_and_nobody_waits_behind_them() -> None:
    landing, order = Landing(1_000), []

    async def one(who: str, name: str) -> None:
        async with landing.place(who, 1):
            order.append(name)
            await asyncio.sleep(0.08)
            order.append(f"{name} left")

    async def all_of_them() -> None:
        await asyncio.gather(one("ana", "first"), one("ana", "second"), one("ben", "other"))

    asyncio.run(all_of_them())
    assert order.index("first left") < order.index("second") and order.index("other") < order.index("first left")


def test_strangers_who_send_a_byte_now_and_then_stand_in_nobodys_way(house: TestHouse, served: str) -> None:
    ana, at = house.person("Ana"), urlsplit(served)
    kind = f"multipart/form-data; boundary={EDGE}"
    head = f"POST /archives HTTP/1.1\r\nHost: {at.netloc}\r\nContent-Type: {kind}\r\nContent-Length: 9000000\r\n\r\n--"
    with ExitStack() as lines:
        for _stranger in range(45):
            line = lines.enter_context(socket.create_connection((str(at.hostname), at.port or 0), timeout=10))
            line.sendall(head.encode())
        sent = httpx.post(
            f"{served}/archives", data={"_token": form_token(ana.cookie)}, files={"archive": b"none"},
            headers={"cookie": f"gemel={ana.cookie}"}, timeout=10,
        )  # fmt: skip
    assert sent.status_code == 422 and "not an archive" in sent.text


def test_a_queue_that_is_too_long_is_refused_and_whoever_gives_up_leaves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_WAITING", 1)
    landing = Landing(1)

    async def waits() -> None:
        async with landing.place("ben", 1):
            pass

    async def crowd() -> None:
        async with landing.place("ana", 1):
            waiting = asyncio.create_task(waits())
            await asyncio.sleep(0)
            with pytest.raises(Crowded):
                async with landing.place("cleo", 1):
                    pass
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        await waits()

    asyncio.run(crowd())
    assert landing.free == 1


def sent(who: Client, *data: bytes, path: str = "/album", **fields: str) -> Any:
    files = [("photo", ("x.jpg", one, "image/jpeg")) for one in data]
    return who.post(path, {"words": WORDS} | fields, files=files)


BAD = {
    "not a picture": (b"no picture", 422, "One of these is not a photo we can open"),
    "an empty file": (b"", 422, "One of these is not a photo we can open"),
    "too many bytes": (b"x" * (20 * MIB + 1), 413, "That is more than fits"),
    "too many pixels": (saved(drawn(10_000, 5_001, "1"), "PNG"), 422, "One of these photos is too large"),
}


@pytest.mark.parametrize("path", ["/album", "/album/leaves"])
@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_costs_nobody_their_words(album: TestHouse, what: str, path: str) -> None:
    data, status, line = BAD[what]
    ana, _ben = album.couple()
    answer = sent(ana, saved(drawn()), data, path=path)
    assert answer.status_code == status and line in answer.text and WORDS in answer.text
    assert leaves(album, ana) == [] and not list(album.house.media.folder.rglob("*"))


def test_words_alone_go_the_plain_way_and_in_parts(album: TestHouse) -> None:
    ana, _ben = album.couple()
    ana.post("/album", {"words": "plain"})
    sent(ana, words="in parts")
    ana.post("/album", {"words": "empty"}, files=[("photo", ("", b"", "application/octet-stream"))])
    assert {it.body.words for it in leaves(album, ana)} == {"plain", "in parts", "empty"}
    assert all(it.body.photos == () for it in leaves(album, ana))


def test_signed_out_one_gets_the_words_back(album: TestHouse) -> None:
    answer = sent(album.client(), saved(drawn()))
    assert answer.status_code == 401 and WORDS in answer.text


def test_a_form_of_another_page_changes_nothing(album: TestHouse) -> None:
    ana, _ben = album.couple()
    assert sent(ana, saved(drawn()), _token="x" * 43).status_code == 403
    assert leaves(album, ana) == [] and not list(album.house.media.folder.rglob("*"))


def test_other_pages_take_no_more_than_before(album: TestHouse) -> None:
    ana, _ben = album.couple()
    assert ana.post("/thanks", {"did": "x"}, files=[("photo", ("x", b"x" * 3 * MIB, "image/jpeg"))]).status_code == 413


def test_a_broken_form_is_told_kindly(album: TestHouse) -> None:
    ana, _ben = album.couple()
    answer = ana.http.client.post(
        "/album", content=b"--x", headers={"cookie": f"gemel={ana.cookie}", "content-type": "multipart/form-data; boundary=x"}
    )  # fmt: skip
    assert answer.status_code == 400 and "That did not arrive whole" in answer.text


def test_no_temporary_file_is_ever_made(album: TestHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_how: object) -> None:
        raise AssertionError

    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    ana, _ben = album.couple()
    assert sent(ana, saved(drawn()) + b"x" * 5 * MIB).status_code == 200
    assert len(leaves(album, ana)[0].body.photos) == 1
