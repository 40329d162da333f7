"""Each person has room for so many photos, so that nobody fills the disk of the others (ASVS 5.0, 5.2.4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from gemel.media import Media
from gemel.media.tests.drawing import drawn, saved
from gemel.media.tests.test_pages import given, statuses
from gemel.pages.tests.test_archive import made, sent_back
from gemel.settings import ROOM, BadSetting, load
from gemel.testing import Client, TestHouse
from gemel.web import photos

pytestmark = pytest.mark.usefixtures("warm")
PICTURE = saved(drawn())


@pytest.fixture
def small_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """One photo fills it, where a megabyte is a tenth of a byte."""
    monkeypatch.setattr(photos, "MEGABYTE", 0.1)


def refused(who: Client, words: str = "the sea") -> str:
    answer = who.post("/album", {"words": words}, files=[("photo", ("one.jpg", PICTURE, "image/jpeg"))])
    assert answer.status_code == 422
    return answer.text


def test_what_is_over_keeps_its_words_and_goes_without_photos(album: TestHouse, small_room: None) -> None:
    ana, ben = album.couple()
    where = given(ana)
    page = refused(ana, "the sea at six")
    assert "Your photos fill the room they have here" in page and "the sea at six" in page
    assert "the sea at six" not in ben.get("/album").text
    ana.submit("/album")
    assert "the sea at six" in ben.get("/album").text and statuses(ana, where) == {200}


def test_it_is_each_ones_own_and_deleting_makes_room(album: TestHouse, small_room: None) -> None:
    ana, ben = album.couple()
    where = given(ana)
    refused(ana)
    assert statuses(ana, given(ben)) == {200}
    refused(ana)
    ana.post(f"{where}/erasure")
    assert statuses(ben, given(ana)) == {200}


def keeps(who: Client) -> None:
    photo = ("photo", ("one.jpg", PICTURE, "image/jpeg"))
    assert who.post("/memories/journal", {"words": "Lisbon", "way": "keep"}, files=[photo]).status_code == 200


def test_an_archive_brings_no_photos_past_it(ana: Client, cleo: Client, house: TestHouse, small_room: None) -> None:
    keeps(ana)
    file = made(ana).content
    keeps(cleo)
    answer = sent_back(cleo, file)
    assert answer.status_code == 422 and "yours fill the room" in answer.text
    assert "One thing came back" in sent_back(house.person("Dora"), file).text


def test_words_alone_are_never_refused_for_it(album: TestHouse, small_room: None) -> None:
    ana, _ben = album.couple()
    given(ana)
    assert ana.post("/album", {"words": "no photo"}).status_code == 200


def test_the_weight_is_what_lies_on_the_disk(album: TestHouse, tmp_path: Path) -> None:
    ana, _ben = album.couple()
    where = given(ana, PICTURE, PICTURE)
    here = album.house.media
    files = [path for path in here.folder.rglob("*") if path.is_file()]
    moment = bytes.fromhex(files[0].parent.name)
    assert len(files) == 4 and here.weight([moment, b"n" * 16]) == sum(path.stat().st_size for path in files)
    assert Media(tmp_path).weight([moment]) == 0 and where.endswith(files[0].parent.name)


def test_whoever_hosts_says_how_much_and_everybody_reads_it(house: TestHouse, tmp_path: Path) -> None:
    assert "room for 4000 MB of photos" in house.client().get("/host").text
    assert "MB of photos" not in house.with_settings(room=0).client().get("/host").text
    (tmp_path / "pepper").write_bytes(b"p" * 32)
    env = {"GEMEL_DATA": str(tmp_path)}
    assert load(env).room == ROOM and load(env | {"GEMEL_ROOM": "0"}).room == 0
    with pytest.raises(BadSetting, match="GEMEL_ROOM"):
        load(env | {"GEMEL_ROOM": "much"})


def test_without_a_limit_there_is_none(album: TestHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MEGABYTE", 0)
    ana, _ben = album.couple()
    assert given(ana) != given(ana)
