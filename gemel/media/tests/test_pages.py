"""Photos on their way through pages: into a moment, to those who may see it, and to nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from gemel.media import Photo
from gemel.media.store import DAY
from gemel.media.tests.album import Leaf, leaves
from gemel.media.tests.drawing import corner, drawn, saved
from gemel.moments import KINDS, ask, erase, find, hand_in, keep, of_kind, schedule, share, take_back
from gemel.moments.remaining import remaining
from gemel.rooms.questions.kinds import Asked
from gemel.store import new_id, show_id
from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.vault import new_key
from gemel.web.photos import photos_of

pytestmark = pytest.mark.usefixtures("warm")
CANARY = b"kanarienvogel-media"
SIZES = ("photos", "thumbnails")


def given(who: Client, *pictures: bytes, words: str = "the river", form: str = "") -> str:
    """A leaf with photos; where it is."""
    form = form or show_id(new_id())
    files = [("photo", ("private name.jpg", one, "text/html")) for one in pictures or (saved(drawn()),)]
    answer = who.post("/album", {"words": words, "_id": form}, files=files)
    assert answer.status_code == 200, answer.text
    return f"/moments/{form}"


def statuses(who: Client, where: str, number: object = 1) -> set[int]:
    return {who.get(f"{where}/{size}/{number}").status_code for size in SIZES}


def test_a_photo_goes_in_and_comes_out_for_both(album: TestHouse) -> None:
    ana, ben = album.couple()
    where = given(ana, saved(drawn(mode="L")), saved(drawn(), "PNG"))
    for who in (ana, ben):
        for size in SIZES:
            picture = who.get(f"{where}/{size}/2")
            assert picture.status_code == 200 and corner(picture.content) == "red"
            headers = picture.headers
            assert headers["content-type"] == "image/jpeg" and headers["content-disposition"] == "inline"
            assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"


def test_nobody_else_sees_it(album: TestHouse) -> None:
    ana, _ben = album.couple()
    cleo, nobody, where = album.person("Cleo"), album.client(), given(ana)
    assert statuses(cleo, where) == {404}
    assert nobody.get(f"{where}/photos/1").url.path == "/sign-in"


@pytest.mark.parametrize("how", ["one", "all"])
def test_a_former_partner_takes_no_photo_away_by_an_id_that_they_remember(album: TestHouse, how: str) -> None:
    """An id comes with the form that makes a moment: theirs may be called like one of hers, and be deleted then."""
    ana, ben = album.couple()
    where = given(ana)
    ben.post("/leaving")
    assert given(ben, form=where.rpartition("/")[2]) == where
    if how == "one":
        ben.post(f"{where}/erasure")
        assert ben.get(where).status_code == 404
    else:
        ben.post("/account/deletion", {"passphrase": PASSPHRASE})
    assert statuses(ana, where) == {200}
    ana.post(f"{where}/erasure")
    assert not list(album.house.media.folder.rglob("*.small"))


@pytest.mark.parametrize("number", [0, 2, -1, "x", 10**30, "1.0", ""])
def test_a_number_that_is_none_is_not_here(album: TestHouse, number: object) -> None:
    ana, _ben = album.couple()
    assert statuses(ana, given(ana), number) == {404}


def test_a_moment_without_photos_has_none(album: TestHouse) -> None:
    ana, _ben = album.couple()
    ana.post("/thanks", {"did": "x"})
    with album.house.store.reading() as db:
        thanks = of_kind(db, ana.me(), album.clock.now, "thanks")[0]
    assert statuses(ana, f"/moments/{show_id(thanks.id)}") == {404} == statuses(ana, "/moments/zz")


def test_what_is_taken_back_takes_its_photos_along(album: TestHouse) -> None:
    ana, ben = album.couple()
    where = given(ana)
    ana.post(f"{where}/withdrawal")
    assert statuses(ana, where) == {200} and statuses(ben, where) == {404}


def test_what_is_deleted_leaves_no_file(album: TestHouse) -> None:
    ana, ben = album.couple()
    kept, where = given(ana), given(ana)
    ana.post(f"{where}/erasure")
    assert statuses(ana, where) == {404} == statuses(ben, where) and statuses(ana, kept) == {200}
    homes = {path.parent.name for path in album.house.media.folder.rglob("*") if path.is_file()}
    assert homes == {kept.rpartition("/")[2]}


def test_whoever_leaves_takes_their_photos_along(album: TestHouse) -> None:
    ana, ben = album.couple()
    where = given(ana)
    ana.post("/leaving")
    assert statuses(ana, where) == {200} and statuses(ben, where) == {404}


def test_a_couple_of_one_has_photos_too(album: TestHouse) -> None:
    ana = album.person("Ana")
    assert statuses(ana, given(ana)) == {200}


def test_sent_twice_is_stored_once(album: TestHouse) -> None:
    ana, _ben = album.couple()
    form = show_id(new_id())
    first, again = given(ana, form=form), given(ana, form=form)
    assert first == again and len(leaves(album, ana)) == 1
    assert len([path for path in album.house.media.folder.rglob("*") if path.is_file()]) == 2


def with_file(album: TestHouse, moment_id: bytes) -> Leaf:
    photo = Photo(new_id(), new_key(), 3, 2)
    album.house.media.put(moment_id, photo, saved(drawn()), saved(drawn()))
    return Leaf(photos=(photo,))


def test_photos_open_when_their_moment_does(album: TestHouse) -> None:
    ana, ben = album.couple()
    later, own, deep = new_id(), new_id(), new_id()
    with album.house.store.writing() as db:
        schedule(db, ana.me(), with_file(album, later), album.clock.now, id=later, opens_at=album.clock.now + DAY)
        keep(db, ana.me(), with_file(album, own), album.clock.now, id=own)
        keep(db, ana.me(), with_file(album, deep), album.clock.now, id=deep, deep=True)
    for moment_id, mine in ((later, 200), (own, 200), (deep, 404)):  # the last one lies under a passphrase
        assert statuses(ana, f"/moments/{show_id(moment_id)}") == {mine}
        assert statuses(ben, f"/moments/{show_id(moment_id)}") == {404}
    album.clock.forward(days=1, minutes=1)
    ben.cookie = album.house.sessions.begin(ben.entrance_now(), album.clock.now)
    assert statuses(ben, f"/moments/{show_id(later)}") == {200}


def test_a_photo_of_one_moment_does_not_open_in_another(album: TestHouse) -> None:
    """Ana reads her own key out of her own body, and writes it into another moment of hers."""
    ana, _ben = album.couple()
    given(ana)
    stolen, other = leaves(album, ana)[0].body, new_id()
    with album.house.store.writing() as db:
        share(db, ana.me(), stolen, album.clock.now, id=other)
    assert statuses(ana, f"/moments/{show_id(other)}") == {404}


def test_a_changed_file_is_told_and_not_shown(album: TestHouse) -> None:
    ana, _ben = album.couple()
    where = given(ana)
    for path in [path for path in album.house.media.folder.rglob("*") if path.is_file()]:
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert statuses(ana, where) == {409}


def test_nothing_of_it_is_at_rest_in_clear(album: TestHouse) -> None:
    ana, _ben = album.couple()
    given(ana, saved(drawn(), comment=CANARY) + CANARY)
    kept = {path: path.read_bytes() for path in Path(album.house.settings.data).rglob("*") if path.is_file()}
    assert any("media" in str(path) for path in kept)
    for path, data in kept.items():
        assert CANARY not in data and b"JFIF" not in data and b"private name" not in data, path


def test_the_page_shows_small_ones_that_lead_to_large_ones(album: TestHouse) -> None:
    ana, _ben = album.couple()
    where = given(ana, saved(drawn()), saved(drawn()), words='the "river" <b>')
    page = ana.get("/album").text
    assert f'src="{where}/thumbnails/2" width="320" height="240"' in page and f'src="{where}/photos/2"' in page
    for target in re.findall(r'href="#(photos-[^"]+)"', page):
        assert page.count(f'id="{target}"') == 1
    assert 'alt="Photo 1 of 2: the &#34;river&#34; &lt;b&gt;"' in page


def test_a_body_with_photos_can_be_written_out(album: TestHouse) -> None:
    body = Leaf(words="x", photos=(Photo(b"p" * 16, b"k" * 32, 4, 3, 86_400),))
    name, again = KINDS.decode(KINDS.encode(body))
    assert (name, again) == ("leaf", body)
    assert msgspec.json.decode(msgspec.json.encode(body), type=Leaf) == body
    assert photos_of(body) == body.photos and photos_of(object()) == ()
    assert body.text() == "x"  # keys are not searched through


def test_which_moments_there_still_are(album: TestHouse) -> None:
    """Those of everybody, but not the empty row that a round keeps of a deleted hand-in."""
    ana, ben = album.couple()
    cleo, now = album.person("Cleo"), album.clock.now
    mine, hers, gone, back = (new_id() for _ in range(4))
    with album.house.store.writing() as db:
        share(db, ana.me(), Leaf(), now, id=mine)
        keep(db, cleo.me(), Leaf(), now, id=hers)
        talk = ask(db, ben.me(), Asked(question="x", asked="x"), now, id=new_id())
        hand_in(db, ana.me(), Leaf(), now, id=gone, round_id=talk.id)
        erase(db, ana.me(), find(db, ana.me(), now, gone), now)
        share(db, ana.me(), Leaf(), now, id=back)
        take_back(db, ana.me(), find(db, ana.me(), now, back), now)
        assert remaining(db, [mine, hers, gone, back, new_id()]) == {mine, hers, back}
        assert remaining(db, []) == set()
