"""An account deleted: nothing of it is left, in no table, no file and no page, and the other's is whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from gemel.media import Photo, new_photo, prepare
from gemel.moments import Body, Kind, put, share, take_back
from gemel.moments.deleting import delete_account
from gemel.moments.moving import leave
from gemel.moments.tests.saying import (
    asked,
    change_now,
    do,
    drafted,
    everything,
    found,
    handed,
    kept,
    known,
    now,
    said,
    scheduled,
    shared,
)  # fmt: skip
from gemel.people import pairing
from gemel.store import Busy, metadata, new_id
from gemel.testing import PASSPHRASE, Client, TestHouse, open_test_house

WINDOW = 24  # bytes: longer than chance, shorter than what a page border cuts off


class Page(Body, frozen=True):
    words: str
    photos: tuple[Photo, ...] = ()


@pytest.fixture(autouse=True)
def _kinds(house: TestHouse) -> Iterator[None]:
    from gemel.moments.tests.saying import SPOKEN

    with known(*SPOKEN, Kind("album", Page, "A page of an album", card="note.html")):
        yield


def deleted(who: Client, passphrase: str = PASSPHRASE):
    return who.post("/account/deletion", {"passphrase": passphrase})


def a_life(ana: Client, ben: Client) -> None:
    """Something of every tier and mode, photos, marks and settings."""
    kept(ana, "kept"), kept(ana, "deep", deep=True), scheduled(ana, "waits"), drafted(ana, asked(ana), "draft")
    round_id = asked(ben)
    handed(ana, round_id, "her half"), handed(ben, round_id, "his half")
    change_now(ana, take_back, shared(ana, "taken back"))
    note, his = shared(ana, "shared"), shared(ben, "Ben's")
    for who in (ana, ben):
        for one in (note, his):
            do(who, put, found(who, one), "thanked", now(who))
    ana.post("/sittings", {"exercise": "listening", "way": "phones"})
    an_album(ana)


def an_album(ana: Client) -> bytes:
    out, page = io.BytesIO(), new_id()
    Image.effect_noise((300, 200), 80).convert("RGB").save(out, "JPEG")
    one = prepare(out.getvalue())
    photo = new_photo(one)
    ana.house.house.media.put(page, photo, one.picture, one.small)
    return do(ana, share, Page(words="Lisbon", photos=(photo,)), now(ana), id=page)


def tables(house: TestHouse) -> dict[str, list[tuple[object, ...]]]:
    with house.house.store.reading() as db:
        return {table.name: [tuple(row) for row in db.execute(table.select())] for table in metadata.sorted_tables}


def naming(house: TestHouse, person: bytes) -> set[str]:
    """The tables with a row in which somebody's id stands."""
    return {name for name, rows in tables(house).items() for row in rows if person in row}


def test_no_row_names_them_any_more(ana: Client, ben: Client, house: TestHouse) -> None:
    a_life(ana, ben)
    me = ana.me().id
    assert naming(house, me) >= {"account", "person", "moment", "mark", "seat"}
    assert deleted(ana).status_code == 200
    assert naming(house, me) == set()


def test_whoever_stays_keeps_what_they_wrote_and_reads_one_neutral_line(ana: Client, ben: Client) -> None:
    a_life(ana, ben)
    deleted(ana)
    page = ben.get("/").text
    assert page.count("on your own here now") == 1
    assert "Ana" not in page
    assert {said(it) for it in everything(ben)} == {"his half", "Ben's"}
    assert shared(ben, "after")  # their product goes on


def test_nothing_is_left_of_somebody_alone(cleo: Client, house: TestHouse) -> None:
    kept(cleo), asked(cleo)
    do(cleo, pairing.invite, "come", now(cleo))
    deleted(cleo)
    left = {name: rows for name, rows in tables(house).items() if rows and name not in {"server_event"}}
    assert left == {}


def test_nothing_is_left_once_both_are_gone(ana: Client, ben: Client, house: TestHouse) -> None:
    a_life(ana, ben)
    deleted(ana), ben.get("/"), deleted(ben)
    assert {name for name, rows in tables(house).items() if rows} <= {"server_event"}


def test_photos_go_and_the_others_stay(ana: Client, ben: Client, house: TestHouse) -> None:
    hers, his = an_album(ana), an_album(ben)
    photos = {one: found(ben, one).body.photos[0] for one in (hers, his)}
    deleted(ana)
    assert house.house.media.get(his, photos[his])
    assert not list(house.house.media.folder.rglob(hers.hex()))


def test_every_phone_is_signed_out_and_the_name_is_free(ana: Client, house: TestHouse) -> None:
    phone = house.client()
    phone.post("/sessions", {"name": "Ana", "passphrase": PASSPHRASE})
    assert phone.get("/you").url.path == "/you"
    assert "deleted" in deleted(ana).text
    assert phone.get("/you").url.path == "/sign-in"
    assert ana.cookie == ""
    assert house.client().post("/sessions", {"name": "Ana", "passphrase": PASSPHRASE}).status_code == 422
    assert house.person("Ana").get("/you").status_code == 200


def test_whoever_only_holds_the_phone_deletes_nothing(ana: Client, ben: Client, house: TestHouse) -> None:
    shared(ana)
    before = {name: rows for name, rows in tables(house).items() if name != "guess"}  # that it was tried is counted
    for passphrase in ("", "short", "not this one, not this one either"):
        response = deleted(ana, passphrase)
        assert response.status_code == 422 and "Nothing has changed" in response.text
    assert {name: rows for name, rows in tables(house).items() if name != "guess"} == before


def test_the_page_says_what_goes_what_stays_and_until_when(ana: Client, cleo: Client) -> None:
    page = ana.get("/account/deletion").text
    assert "35 days" in page and "What Ben wrote stays theirs" in page and 'href="/archive"' in page
    assert "stays theirs" not in cleo.get("/account/deletion").text


def test_an_invitation_taken_or_confirmed_goes_too(house: TestHouse) -> None:
    """The guest deletes everything after the code was read aloud: the host's is open for somebody else again."""
    ana, ben = house.person("Ana"), house.person("Ben")
    do(ana, pairing.invite, "come", now(ana))
    with house.house.store.reading() as db:
        token = pairing.mine(db, ana.me(), now(ana)).token  # type: ignore[union-attr]
    do(ben, pairing.take, token, now(ben))
    with house.house.store.reading() as db:
        code = pairing.taken_by(db, ben.me(), now(ben)).code or ""  # type: ignore[union-attr]
    do(ana, pairing.confirm, code, now(ana))
    me = ben.me().id
    deleted(ben)
    assert naming(house, me) == set()
    ana.get("/")
    cleo = house.person("Cleo")
    house.pair(ana, cleo)
    assert ana.me().partner.name == "Cleo"  # type: ignore[union-attr]


def test_whoever_moved_on_their_other_phone_is_asked_again(ana: Client, ben: Client, house: TestHouse) -> None:
    as_it_was = ana.me()
    do(ana, leave, now(ana))
    with pytest.raises(Busy):
        do(as_it_was, delete_account, house=house)
    assert ana.get("/you").status_code == 200


# G29: neither the file, nor its write-ahead log, nor a free page holds a key or a sealed word any more.


@pytest.fixture
def own_house(tmp_path: Path) -> Iterator[TestHouse]:
    with open_test_house(tmp_path / "data") as one:
        yield one


def sealed_of(house: TestHouse, who: Client) -> list[bytes]:
    """Every sealed thing of theirs: rows, wrapped keys, the session, the photos."""
    me = who.me().id
    rows = [row for several in tables(house).values() for row in several if me in row]
    with house.house.sessions.store.reading() as db:
        rows += [tuple(row) for row in db.exec_driver_sql("SELECT blob FROM session")]
    values = [value for row in rows for value in row if isinstance(value, bytes) and len(value) >= 40]
    return values + [path.read_bytes() for path in house.house.media.folder.rglob("*") if path.is_file()]


def pieces(values: list[bytes]) -> set[bytes]:
    """Some from the beginning, the middle and the end of each: a value may lie on several pages."""
    return {value[at : at + WINDOW] for value in values for at in {16, len(value) // 2, len(value) - WINDOW}}


def at_rest(house: TestHouse) -> bytes:
    files = [path for path in house.house.settings.data.rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files)


def test_G29_no_key_and_no_sealed_word_is_left_on_the_disk(own_house: TestHouse) -> None:
    ana = own_house.person("Ana")
    for number in range(120):
        kept(ana, f"number {number} " * 60), kept(ana, "deep " * 40, deep=True)
    an_album(ana)
    canaries = pieces(sealed_of(own_house, ana))
    assert len(canaries) > 1_000
    before = at_rest(own_house)
    assert all(one in before for one in canaries)
    assert deleted(ana).status_code == 200
    left = at_rest(own_house)
    assert [one for one in canaries if one in left] == []


def test_G29_without_the_scrub_there_would_be_some(own_house: TestHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scan above can fail: the write-ahead log still has what was deleted until it is folded in."""
    from gemel.store import Store

    ana = own_house.person("Ana")
    kept(ana, "words " * 60)
    canaries = pieces(sealed_of(own_house, ana))
    monkeypatch.setattr(Store, "scrub", lambda _store: True)
    deleted(ana)
    assert any(one in at_rest(own_house) for one in canaries)


def test_scrubbing_waits_for_nobody_for_ever(own_house: TestHouse) -> None:
    """While somebody reads an old state it says that it is not done, and harms nothing."""
    store = own_house.house.store
    assert store.scrub()
    ana = own_house.person("Ana")
    with store.reading() as db:
        db.exec_driver_sql("SELECT count(*) FROM moment").all()
        kept(ana)
        with store.engine.connect() as other:
            other.connection.driver_connection.execute("PRAGMA busy_timeout=50")
        store.scrub()
    assert store.scrub()
