"""Out into a file and back into an account: of every kind, in every mode, nothing is lost and nothing opens."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pytest
from PIL import Image

from gemel.archive.bringing import brought_id
from gemel.archive.tests.conftest import Page
from gemel.archive.tests.making import Words, bodies, brought, inside, moments_in, names, packed
from gemel.media import new_photo, prepare
from gemel.moments import KINDS, erase, keep, schedule, share, take_back
from gemel.moments.tests.saying import (
    DAY,
    Note,
    asked,
    change_now,
    do,
    drafted,
    everything,
    found,
    handed,
    kept,
    now,
    open_private_pages,
    said,
    scheduled,
    sees,
    shared,
)  # fmt: skip
from gemel.store import new_id
from gemel.testing import Client, TestHouse

SAME = ("kind", "version", "deep", "body", "words")


def same(entries: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """What of the entries is to come back as it was: all of it, save for whom it was and at which hour."""
    found = [(*(one.get(name) for name in SAME), one["at"][:10], len(one.get("photos", ()))) for one in entries]
    return sorted(found, key=repr)


def test_every_kind_comes_back_with_every_field(ana: Client, cleo: Client) -> None:
    words, written = Words(), 0
    open_private_pages(ana), open_private_pages(cleo)
    for kind in KINDS.by_name.values():
        for number, body in enumerate(bodies(kind, words)):
            written += 1
            if number % 3 == 0:
                do(ana, share, body, now(ana), id=new_id())
            else:
                do(ana, keep, body, now(ana), id=new_id(), deep=number % 3 == 1)
    out = packed(ana)
    assert len(moments_in(out)) == written > 2 * len(KINDS.by_name)
    assert brought(cleo, out).moments == written
    assert same(moments_in(packed(cleo))) == same(moments_in(out))
    assert len({msgspec.json.encode(one.get("body", {})) for one in moments_in(out)}) > len(KINDS.by_name)


def test_every_mode_comes_back_as_ones_own(ana: Client, cleo: Client, ben: Client) -> None:
    kept(ana, "kept"), kept(ana, "deep", deep=True), shared(ana, "shared"), drafted(ana, asked(ana), "draft")
    handed(ana, asked(ana), "handed"), scheduled(ana, "waits")
    change_now(ana, take_back, shared(ana, "back"))
    out = packed(open_private_pages(ana))
    modes = {one["words"]: one["mode"] for one in moments_in(out)}
    assert modes == {
        "kept": "private", "deep": "private", "shared": "shared", "draft": "both", "handed": "both",
        "waits": "scheduled", "back": "shared",
    }  # fmt: skip
    assert brought(cleo, out).moments == 7
    assert {(said(it), it.mode) for it in everything(open_private_pages(cleo))} == {(word, "private") for word in modes}
    assert {said(it) for it in everything(cleo) if it.tier == "private"} == {"deep"}
    assert {it.at % DAY for it in everything(cleo)} == {0}


def test_times_stand_in_the_file(ana: Client) -> None:
    do(ana, schedule, Note(words="later"), now(ana), id=new_id(), opens_at=now(ana) + 3600)
    (one,) = moments_in(packed(ana))
    assert (one["at"], one["opens_at"], one["handed_in_at"]) == (
        "2026-09-21T11:00:00Z", "2026-09-21T11:00:00Z", "2026-09-21T10:00:00Z",
    )  # fmt: skip


def test_twice_brought_back_makes_nothing_twice(ana: Client, cleo: Client) -> None:
    shared(ana, "one"), kept(ana, "two")
    out = packed(ana)
    assert (brought(cleo, out).moments, brought(cleo, out).there) == (2, 2)
    assert len(everything(cleo)) == 2


def test_in_its_own_account_only_what_is_gone_comes_back(ana: Client, ben: Client) -> None:
    stays, goes, part = shared(ana, "stays"), shared(ana, "goes"), handed(ana, asked(ana), "part")
    out = packed(ana)
    change_now(ana, erase, goes)
    change_now(ana, erase, part)
    done = brought(ana, out)
    assert (done.moments, done.there) == (2, 1)
    assert {said(it): it.mode for it in everything(ana)} == {"stays": "shared", "goes": "private", "part": "private"}
    assert {said(it) for it in everything(ben)} == {"stays"}
    assert stays in sees(ben)


def test_nothing_opens_to_a_partner_by_it(ana: Client, ben: Client) -> None:
    shared(ben, "Ben's")
    out = packed(ben)
    change_now(ben, erase, shared(ben, "gone"))
    brought(ana, out)
    assert {said(it) for it in everything(ben)} == {"Ben's"}
    assert sorted(said(it) for it in everything(ana)) == ["Ben's", "Ben's"]  # his, open to her, and hers


def test_what_the_other_wrote_is_not_brought_in(ana: Client, ben: Client, cleo: Client) -> None:
    shared(ben, "Ben's"), shared(ana, "Ana's")
    out = packed(ana, theirs=True)
    assert len(moments_in(out)) == 2
    brought(cleo, out)
    assert {said(it) for it in everything(cleo)} == {"Ana's"}


def test_the_same_twice_in_one_file_comes_once(ana: Client, cleo: Client) -> None:
    from gemel.archive.tests.making import document, zipped

    shared(ana, "once")
    (one,) = moments_in(packed(ana))
    assert brought(cleo, zipped(document(one, one))).moments == 1


def test_no_id_in_a_file_reaches_somebody_elses_moment(ana: Client, cleo: Client) -> None:
    note = shared(ana, "Ana's")
    out = packed(ana)
    brought(cleo, out)
    (it,) = everything(cleo)
    assert it.id == brought_id(cleo.me(), note) != note
    assert said(found(ana, note)) == "Ana's"


def picture(colour: str, size: tuple[int, int] = (640, 400)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def album(ana: Client, house: TestHouse) -> bytes:
    """A page of Ana's with two photos."""
    page, photos = new_id(), []
    for colour in ("red", "blue"):
        one = prepare(picture(colour))
        photos.append(msgspec.structs.replace(new_photo(one), taken=now(ana) - now(ana) % DAY))
        house.house.media.put(page, photos[-1], one.picture, one.small)
    return do(ana, share, Page(words="Lisbon", photos=tuple(photos)), now(ana), id=page)


def test_photos_go_along_as_files_and_come_back(ana: Client, cleo: Client, house: TestHouse, album: bytes) -> None:
    out = packed(ana)
    (one,) = moments_in(out)
    files = [photo["file"] for photo in one["photos"]]
    assert names(out) == ["gemel.json", "index.html", *files]
    assert "photos" not in one["body"]
    assert Image.open(io.BytesIO(inside(out, files[0]))).size == (640, 400)
    assert brought(cleo, out).photos_lost == 0
    (it,) = everything(cleo)
    assert [(photo.width, photo.height, photo.taken) for photo in it.body.photos] == [
        (640, 400, now(ana) // DAY * DAY)
    ] * 2
    colours = [Image.open(io.BytesIO(house.house.media.get(it.id, photo))).getpixel((9, 9)) for photo in it.body.photos]
    assert [max(range(3), key=colour.__getitem__) for colour in colours] == [0, 2]


def test_photos_of_one_account_are_none_of_another(ana: Client, cleo: Client, house: TestHouse, album: bytes) -> None:
    brought(cleo, packed(ana))
    (it,) = everything(cleo)
    house.house.media.drop(it.id)
    assert all(house.house.media.get(album, photo) for photo in found(ana, album).body.photos)


def test_a_photo_that_is_gone_or_none_keeps_nothing_back(
    ana: Client, cleo: Client, house: TestHouse, album: bytes
) -> None:
    photos = found(ana, album).body.photos
    house.house.media.drop(album, photos[0])
    out = packed(ana)
    assert len(names(out)) == 3
    done = brought(cleo, out)
    assert (done.moments, done.photos_lost) == (1, 1)
    (it,) = everything(cleo)
    assert (it.body.words, len(it.body.photos)) == ("Lisbon", 1)


def test_a_kind_that_is_not_here_stays_in_the_file(ana: Client, cleo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    shared(ana, "note")
    out = packed(ana)
    with monkeypatch.context() as without:
        without.delitem(KINDS.by_name, "note")
        done = brought(cleo, out)
    assert (done.moments, done.unknown) == (0, 1)
    assert brought(cleo, out).moments == 1
