"""Let back in, by its pages: what each of the three phones is shown, and what a form that does not fit is told."""

from __future__ import annotations

import re

import pytest

from gemel.moments import keep
from gemel.moments.tests.saying import do
from gemel.pages.kinds import PrivatePage
from gemel.people.pairing import HOURS_24, TRIES
from gemel.people.returning import DAYS_14, HOURS_72
from gemel.people.tests.coming_back import comes_by, confirmed, hers, his, ready, taken
from gemel.store import new_id
from gemel.testing import PASSPHRASE, Client, TestHouse

TYPED = {"passphrase": PASSPHRASE}
BANNER = "asked to be let back in as you"


@pytest.fixture
def new(house: TestHouse) -> Client:
    return house.person("Ben again")


def enters(new: Client, passphrase: str = PASSPHRASE) -> int:
    return comes_by(new).post("/returns/entry", {"passphrase": passphrase}).status_code


def again(house: TestHouse, name: str) -> Client:
    client = house.client()
    client.post("/sessions", {"name": name, **TYPED})
    return client


def signed_in(who: Client) -> bool:
    return who.get("/you").url.path == "/you"


def test_the_whole_way(ana: Client, ben: Client, new: Client, house: TestHouse) -> None:
    assert "Let Ben back in" in ana.get("/security").text
    page = ana.post("/returns", TYPED).text
    link = re.findall(r'value="http://[^/]+(/returns/[\w-]{22})"', page)[0]
    assert "Back in as Ben" in house.client().get(link).text
    assert "Back in as Ben" in new.get(link).text
    assert "Read this aloud" in new.post(f"{link}/guest").text
    code = his(new).code
    assert "Ben again" in ana.get("/returns").text
    assert BANNER not in ben.get("/").text
    assert "Three days" in ana.post("/returns/confirmation", {"code": code}).text
    assert "Three days" in new.get("/returns").text and "Three days" in new.post("/returns/entry", TYPED).text
    assert BANNER in ben.get("/").text and BANNER in ben.get("/returns").text
    assert all(BANNER not in who.get("/").text for who in (ana, new))
    house.clock.now += HOURS_72
    assert "Step inside, Ben" in comes_by(new).get("/returns").text
    assert new.post("/returns/entry", TYPED).url.path == "/recovery-code"
    assert "You and Ana" in new.get("/you").text and BANNER not in new.get("/").text
    assert "You and Ben" in comes_by(ana).get("/you").text
    ana.post("/thanks", {"did": "the hall light"})
    assert "the hall light" in new.get("/timeline").text


def test_sessions_of_before_are_over(ana: Client, ben: Client, new: Client, house: TestHouse) -> None:
    ready(ana, new)
    others = [again(house, name) for name in ("Ben", "Ben again")]
    assert enters(new) == 200 and signed_in(new)
    assert not any(signed_in(one) for one in others)
    assert not signed_in(again(house, "Ben"))
    assert "You and Ana" in again(house, "Ben again").get("/you").text


def test_a_session_that_was_not_removed_is_over_all_the_same(
    ana: Client, new: Client, house: TestHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server was killed between the step and the tidying up."""
    ready(ana, new)
    others = [again(house, name) for name in ("Ben", "Ben again")]
    monkeypatch.setattr(type(house.house.sessions), "end_all", lambda *_them: None)
    enters(new)
    assert signed_in(new) and not any(signed_in(one) for one in others)


def test_the_recovery_code_of_before_opens_nothing(ana: Client, new: Client, ben: Client, house: TestHouse) -> None:
    ready(ana, new)
    enters(new)
    fresh = {"name": "Ben", "code": ben.entrance.code, "passphrase": "kettle orbit velvet thunder parsley"}
    assert house.client().post("/recovery", fresh).status_code == 422


@pytest.mark.parametrize(("typed", "line"), [("not the one it is today", "does not fit"), ("", "is asked for here")])
def test_a_wrong_passphrase(ana: Client, new: Client, house: TestHouse, typed: str, line: str) -> None:
    answer = ana.post("/returns", {"passphrase": typed})
    assert (answer.status_code, line in answer.text) == (422, True)
    ready(ana, new)
    answer = comes_by(new).post("/returns/entry", {"passphrase": typed})
    assert (answer.status_code, "does not fit" in answer.text, new.me().alone) == (422, True, True)


def test_five_wrong_tries_wait_a_minute(ana: Client, new: Client, house: TestHouse) -> None:
    ready(ana, new)
    comes_by(new)
    for _try in range(5):
        new.post("/returns/entry", {"passphrase": "not the one it is today"})
    assert new.post("/returns/entry", TYPED).status_code == 429
    house.clock.forward(minutes=1)
    assert new.post("/returns/entry", TYPED).status_code == 200


def test_a_wrong_code_says_so_and_five_stop_it(ana: Client, new: Client) -> None:
    code = taken(ana, new).replace(" ", "")
    wrong = {"code": f"{(int(code) + 1) % 10**6:06}", "everything": "yes"}
    for _try in range(TRIES - 1):
        answer = ana.post("/returns/confirmation", wrong)
        assert answer.status_code == 422 and "not the code on the other phone" in answer.text
        assert 'value="yes" checked' in answer.text
    assert "five times" in ana.post("/returns/confirmation", wrong).text
    assert ana.post("/returns/confirmation", {"code": code}).status_code == 410


def test_forms_sent_twice(ana: Client, new: Client) -> None:
    ana.post("/returns", TYPED)
    found = hers(ana)
    ana.post("/returns", TYPED)
    assert hers(ana) == found
    for _twice in range(2):
        assert "Read this aloud" in new.post(f"{found.path}/guest").text
    code = his(new).code
    for _twice in range(2):
        assert "Three days" in ana.post("/returns/confirmation", {"code": code}).text
    for line in ("Nobody steps inside", "invite your partner"):
        assert line in new.post("/returns/withdrawal").text


def test_the_step_sent_twice(ana: Client, new: Client) -> None:
    ready(ana, new)
    cookie = comes_by(new).cookie
    assert new.post("/returns/entry", TYPED).status_code == 200
    inside, new.cookie = new.cookie, cookie
    assert new.post("/returns/entry", TYPED).status_code == 401
    new.cookie = inside
    assert new.post("/returns/entry", TYPED).status_code == 410
    assert signed_in(new)


@pytest.mark.parametrize("token", ["x", "A" * 22, "%20", "ü"])
def test_a_link_that_is_none(ana: Client, new: Client, house: TestHouse, token: str) -> None:
    for who in (ana, new, house.client()):
        assert who.get(f"/returns/{token}").status_code == 410
    assert new.post(f"/returns/{token}/guest").status_code == 410


def test_links_that_are_over_or_not_for_oneself(
    ana: Client, ben: Client, new: Client, cleo: Client, house: TestHouse
) -> None:
    taken(ana, new)
    path = hers(ana).path
    assert "opened already" in cleo.get(path).text and "opened already" in cleo.post(f"{path}/guest").text
    assert new.get(path).url.path == ana.get(path).url.path == "/returns"
    house.clock.now += HOURS_24
    assert "opens nothing" in new.post("/returns/withdrawal").text or new.get(path).status_code == 410


def test_somebody_of_another_couple_holds_the_link(ana: Client, ben: Client, house: TestHouse) -> None:
    dora, _emil = house.couple("Dora", "Emil")
    ana.post("/returns", TYPED)
    path = hers(ana).path
    for who in (dora, ben):
        assert who.get(path).status_code == 410
    assert "one of two here already" in dora.post(f"{path}/guest").text
    assert "inside already" in ben.post(f"{path}/guest").text


def test_somebody_alone(new: Client) -> None:
    assert "Sit down together" in new.get("/returns").text
    assert new.post("/returns", TYPED).status_code == 410
    assert new.post("/returns/confirmation", {"code": "000 000"}).status_code == 410
    assert new.post("/returns/entry", TYPED).status_code == 410


def test_too_late(ana: Client, new: Client, house: TestHouse) -> None:
    confirmed(ana, new)
    house.clock.now += DAYS_14
    assert enters(new) == 410
    assert "Let Ben back in" in comes_by(ana).get("/returns").text


def test_what_has_run_out_is_told_no_more(ana: Client, ben: Client, new: Client, house: TestHouse) -> None:
    confirmed(ana, new)
    house.clock.now += DAYS_14 - 1
    assert BANNER in comes_by(ben).get("/").text
    house.clock.now += 1
    assert BANNER not in ben.get("/").text


def test_the_old_account_stops_it_in_one_tap(ana: Client, ben: Client, new: Client) -> None:
    confirmed(ana, new)
    ben.get("/")
    assert "Nobody steps inside" in ben.submit("/returns/withdrawal").text
    assert BANNER not in ben.get("/").text
    assert "Sit down together" in new.get("/returns").text
    assert "Let Ben back in" in ana.get("/returns").text


def test_photos_of_what_is_gone_go_too(
    ana: Client, ben: Client, new: Client, house: TestHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = do(ben, keep, PrivatePage(words="mine"), house.clock.now, id=new_id(), deep=True)
    ready(ana, new)
    dropped: list[bytes] = []
    monkeypatch.setattr(type(house.house.media), "holds", lambda *_any: True)
    monkeypatch.setattr(type(house.house.media), "drop", lambda _media, one, *_more: dropped.append(one))
    enters(new)
    assert dropped == [lost]


def test_what_was_typed_is_in_no_log(ana: Client, new: Client, caplog: pytest.LogCaptureFixture) -> None:
    ready(ana, new)
    enters(new, "not the one it is today"), enters(new)
    assert not re.search("walnut|not the one|Ben", caplog.text)
