"""One's keys and phones: another passphrase, every key changed, sessions seen and ended, news for oneself alone."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from gemel.moments.tables import moment
from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.vault import key_id, sealed_with
from gemel.web import turning
from gemel.web.asgi import mark_name

NEW = "kettle orbit velvet thunder parsley"
BOTH = pytest.mark.parametrize("path", ["/passphrase", "/rotation"])


def again(ana: Client, passphrase: str = NEW, **more: str) -> Client:
    """Another phone of Ana's, signed in at the door."""
    other = ana.house.client()
    other.post("/sessions", {"name": ana.name, "passphrase": passphrase, **more})
    return other


def signed_in(who: Client) -> bool:
    return who.get("/you").url.path == "/you"


def sessions_of(who: Client) -> list[str]:
    return re.findall(r'action="/sessions/([0-9a-f]{64})/name"', who.get("/sessions").text)


@BOTH
def test_another_passphrase(ana: Client, path: str) -> None:
    other, before = again(ana, PASSPHRASE), ana.cookie
    answer = ana.post(path, {"passphrase": PASSPHRASE, "fresh": NEW})
    assert answer.status_code == 200 and signed_in(ana) and ana.cookie != before
    assert not signed_in(other)
    assert signed_in(again(ana)) and not signed_in(again(ana, PASSPHRASE))
    ana.cookie = before
    assert not signed_in(ana)


@BOTH
@pytest.mark.parametrize(
    ("typed", "fresh", "line"),
    [
        ("not the one it is today", NEW, "not your passphrase as it is now"),
        ("short", NEW, "not your passphrase as it is now"),
        ("", NEW, "not your passphrase as it is now"),
        (PASSPHRASE, "short", "at least 15 characters"),
        (PASSPHRASE, "x" * 129, "at most 128 characters"),
        (PASSPHRASE, "passwordpassword", "would try that one early"),
        (PASSPHRASE, "\ud800" * 3, "at least 15 characters"),
    ],
)
def test_what_does_not_fit_changes_nothing(ana: Client, path: str, typed: str, fresh: str, line: str) -> None:
    answer = ana.post(path, {"passphrase": typed, "fresh": fresh.encode("utf-8", "replace").decode()})
    assert (answer.status_code, line in answer.text) == (422, True)
    assert NEW not in answer.text and PASSPHRASE not in answer.text
    assert signed_in(ana) and signed_in(again(ana, PASSPHRASE))


@BOTH
def test_five_wrong_tries_wait_a_minute(ana: Client, path: str) -> None:
    for _try in range(5):
        ana.post(path, {"passphrase": "not the one it is today", "fresh": NEW})
    assert ana.post(path, {"passphrase": PASSPHRASE, "fresh": NEW}).status_code == 429
    ana.house.clock.forward(minutes=1)
    assert ana.post(path, {"passphrase": PASSPHRASE, "fresh": NEW}).status_code == 200


@BOTH
def test_sent_twice_is_done_once(ana: Client, path: str) -> None:
    ana.post(path, {"passphrase": PASSPHRASE, "fresh": NEW})
    assert ana.post(path, {"passphrase": PASSPHRASE, "fresh": NEW}).status_code == 422
    assert signed_in(again(ana))


def test_a_session_that_was_not_removed_is_over_all_the_same(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server was killed between the change and the tidying up."""
    other = again(ana, PASSPHRASE)
    monkeypatch.setattr(type(ana.house.house.sessions), "end_all", lambda *_them: None)
    ana.post("/passphrase", {"passphrase": PASSPHRASE, "fresh": NEW})
    assert signed_in(ana) and not signed_in(other)


def test_a_rotation_keeps_every_word_for_both(ana: Client, ben: Client) -> None:
    ana.post("/thanks", {"did": "the lighthouse walk"})
    ben.post("/thanks", {"did": "the harbour soup"})
    ana.post("/private", {"words": "for nobody else"})
    answer = ana.post("/rotation", {"passphrase": PASSPHRASE, "fresh": NEW})
    assert answer.url.path == "/recovery-code"
    for _page in range(3):
        for who in (ana, ben):
            text = who.get("/timeline").text
            assert "the lighthouse walk" in text and "the harbour soup" in text
    ana.post("/thanks", {"did": "after all"})
    assert "after all" in ben.get("/timeline").text
    assert "for nobody else" in ana.post("/private/key", {"passphrase": NEW}).text


def left_under(who: Client, keys: list[bytes]) -> int:
    """How many of this person's own rows, private pages too, are still wrapped under keys of before."""
    here = (moment.c.author_id == who.entrance.person, moment.c.tier != "couple")
    with who.house.house.store.reading() as db:
        wraps = db.execute(select(moment.c.wrapped).where(*here)).scalars().all()
    return sum(sealed_with(bytes(wrap)) in keys for wrap in wraps)


def names(who: Client) -> list[bytes]:
    keys = who.me().keys
    return [key_id(keys.account), key_id(keys.private_public)]


def test_private_pages_follow_while_the_passphrase_is_at_hand(ana: Client) -> None:
    ana.post("/private", {"words": "for nobody else"})
    old = names(ana)
    assert left_under(ana, old) == 1
    ana.post("/rotation", {"passphrase": PASSPHRASE, "fresh": NEW})
    assert left_under(ana, old) == 0


def test_what_was_broken_off_goes_on_at_the_next_sign_in(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ana.post("/private", {"words": "for nobody else"})
    old = names(ana)
    with monkeypatch.context() as killed:
        killed.setattr(turning, "AT_ONCE", 0)
        ana.post("/rotation", {"passphrase": PASSPHRASE, "fresh": NEW})
    assert left_under(ana, old) == 1
    assert signed_in(again(ana)) and left_under(ana, old) == 0


def test_the_partner_is_told_nothing(ana: Client, ben: Client) -> None:
    def stripped(page: str) -> str:
        return re.sub(r'value="[^"]*"', "", page)

    paths = ("/", "/you", "/timeline", "/security")
    before = [stripped(ben.get(path).text) for path in paths]
    ana.post("/rotation", {"passphrase": PASSPHRASE, "fresh": NEW})
    ana.post("/private/key", {"passphrase": NEW})
    assert [stripped(ben.get(path).text) for path in paths] == before


def test_news_for_a_month_and_for_oneself(ana: Client) -> None:
    ana.post("/rotation", {"passphrase": PASSPHRASE, "fresh": NEW})
    for path in ("/", "/you", "/security"):
        assert "All of your keys were changed" in ana.get(path).text
    ana.house.clock.forward(days=31)
    assert "All of your keys were changed" not in again(ana).get("/security").text


def test_a_browser_that_is_not_known_is_news_and_one_that_is_known_is_not(ana: Client) -> None:
    other = ana.house.client()
    answer = other.http.send("POST", "/sessions", {"name": "Ana", "passphrase": PASSPHRASE})
    mark = dict(part.split("=", 1) for part in re.findall(r"gemel-known=[^;]+", answer.headers["set-cookie"]))
    assert ana.get("/you").text.count("did not know signed in") == 1
    kept = f"gemel-known={mark['gemel-known']}"
    other.http.client.post("/sessions", data={"name": "Ana", "passphrase": PASSPHRASE}, headers={"cookie": kept})
    assert ana.get("/security").text.count("did not know signed in") == 1
    again(ana, PASSPHRASE)
    assert ana.get("/security").text.count("did not know signed in") == 2
    assert mark_name(ana.house.house) == "gemel-known"


def test_signing_up_is_no_news(house: TestHouse) -> None:
    dan = house.client()
    dan.post("/people", {"name": "Dan", "passphrase": PASSPHRASE, "adult": "yes"})
    assert "did not know" not in dan.get("/you").text and signed_in(dan)


def test_that_they_are_open_is_told_while_they_are(ana: Client) -> None:
    ana.post("/private/key", {"passphrase": PASSPHRASE})
    assert "are open for ten minutes" in ana.get("/private?told=unlocked").text
    ana.house.clock.forward(minutes=11)
    page = ana.get("/private?told=unlocked").text
    assert "are open for ten minutes" not in page and "Your passphrase, to read them" in page


def test_opened_private_pages_are_noted_for_oneself(ana: Client) -> None:
    assert "Not yet." in ana.get("/security").text
    ana.post("/private/key", {"passphrase": "not the one it is today"})
    assert "Not yet." in ana.get("/security").text
    ana.post("/private/key", {"passphrase": PASSPHRASE})
    page = ana.get("/security").text
    assert "Not yet." not in page and page.count("<li>today, 10:00") == 1


def test_sessions_are_seen_named_and_ended(ana: Client) -> None:
    other = again(ana, PASSPHRASE)
    here, there = sessions_of(ana)
    assert ana.post(f"/sessions/{there}/name", {"name": "the blue phone"}).status_code == 200
    assert "the blue phone" in ana.get("/sessions").text
    assert sessions_of(other) == [there, here]
    other.post("/private/key", {"passphrase": PASSPHRASE})
    assert "the blue phone" in ana.get("/sessions").text
    ana.post(f"/sessions/{sessions_of(ana)[1]}/ending")
    assert not signed_in(other) and sessions_of(ana) == [here]


def test_a_name_that_is_too_long_stays_in_the_form(ana: Client) -> None:
    (here,) = sessions_of(ana)
    answer = ana.post(f"/sessions/{here}/name", {"name": "x" * 41})
    assert answer.status_code == 422 and "x" * 41 in answer.text and "up to 40 characters" in answer.text


@pytest.mark.parametrize("handle", ["0" * 64, "x", "0" * 32, "%F0"])
def test_a_session_that_is_not_there(ana: Client, handle: str) -> None:
    assert ana.post(f"/sessions/{handle}/ending").status_code == 404
    assert ana.post(f"/sessions/{handle}/name", {"name": "x"}).status_code == 404


def test_sessions_of_others_are_not_here(ana: Client, ben: Client, cleo: Client) -> None:
    (here,) = sessions_of(ana)
    for who in (ben, cleo):
        assert who.post(f"/sessions/{here}/ending").status_code == 404
    assert signed_in(ana)


def test_all_others_and_everywhere(ana: Client) -> None:
    others = [again(ana, PASSPHRASE) for _one in range(2)]
    ana.post("/sessions/end-others")
    assert signed_in(ana) and not any(map(signed_in, others))
    other = again(ana, PASSPHRASE)
    ana.post("/sessions/end-all")
    assert not signed_in(ana) and not signed_in(other)


def test_a_phone_found_unlocked_cannot_put_its_owner_out(ana: Client) -> None:
    """Who signed in a while ago is asked for the passphrase first; who has just signed in is in a hurry."""
    other = again(ana, PASSPHRASE)
    ana.house.clock.forward(minutes=15)
    here, there = sessions_of(ana)
    for path in (f"/sessions/{there}/ending", "/sessions/end-others"):
        for typed, line in (("", "is asked for here"), ("not the one it is today", "That passphrase does not fit")):
            answer = ana.post(path, {"passphrase": typed})
            assert answer.status_code == 422 and line in answer.text and signed_in(other)
    ana.house.clock.forward(minutes=5)
    ana.post(f"/sessions/{there}/ending", {"passphrase": PASSPHRASE})
    assert not signed_in(other) and sessions_of(ana) == [here]
    late = again(ana, PASSPHRASE)
    ana.post("/sessions/end-others", {"passphrase": PASSPHRASE})
    assert not signed_in(late) and signed_in(ana)


def test_the_wrong_passphrase_is_told_in_the_form_it_was_typed_in(ana: Client) -> None:
    again(ana, PASSPHRASE)
    ana.house.clock.forward(minutes=16)
    _here, there = sessions_of(ana)
    assert "<details open>" not in ana.get("/sessions").text
    page = ana.post(f"/sessions/{there}/ending", {"passphrase": "not the one it is today"}).text
    assert page.count("<details open>") == 1 and 'id="passphrase-2-error"' in page
    page = ana.post("/sessions/end-others", {"passphrase": "not the one it is today"}).text
    assert page.count("<details open>") == 1 and 'id="passphrase-0-error"' in page


def test_nothing_a_browser_says_of_itself_is_shown(ana: Client) -> None:
    ana.get("/you", **{"user-agent": "Netscape of Mallory", "x-forwarded-for": "198.51.100.7"})
    page = ana.get("/sessions").text
    assert "Netscape" not in page and "198.51" not in page


def test_a_shared_device_signs_out_after_an_hour_and_keeps_no_cookie(ana: Client) -> None:
    other = ana.house.client()
    answer = other.http.send("POST", "/sessions", {"name": "Ana", "passphrase": PASSPHRASE, "shared": "yes"})
    assert "Max-Age" not in answer.headers["set-cookie"] and "known" not in answer.headers["set-cookie"]
    for _step in range(3):
        ana.house.clock.forward(minutes=50)
        assert signed_in(other)
    assert "shared with others" in other.get("/sessions").text
    ana.house.clock.forward(minutes=61)
    assert not signed_in(other) and signed_in(ana)


def test_a_shared_device_signs_out_after_eight_hours_of_use(ana: Client) -> None:
    other = again(ana, PASSPHRASE, shared="yes")
    for _step in range(11):
        ana.house.clock.forward(minutes=43)
        assert signed_in(other)
    ana.house.clock.forward(minutes=8)
    assert not signed_in(other)


def test_signing_in_again_on_a_shared_device_stays_shared(ana: Client) -> None:
    other = again(ana, PASSPHRASE, shared="yes")
    ana.house.clock.forward(hours=2)
    fields = {"name": "Ana", "passphrase": PASSPHRASE, "then": "/thanks", "held.did": "the words"}
    answer = other.http.send("POST", "/sessions", fields)
    assert "the words" in answer.text and "Max-Age" not in answer.headers["set-cookie"]
    ana.house.clock.forward(minutes=61)
    assert not signed_in(other)


def test_a_recovery_says_what_does_not_open_any_more(ana: Client) -> None:
    ana.post("/private", {"words": "for nobody else"})
    back = ana.house.client()
    data = {"name": "Ana", "code": ana.entrance.code, "passphrase": NEW}
    assert back.post("/recovery", data).url.path == "/recovery-code"
    page = back.get("/you").text
    assert "recovery code was used" in page and "do not open any more" in page
    assert "for nobody else" not in back.post("/private/key", {"passphrase": NEW}).text


def test_a_recovery_with_both_codes_opens_private_pages_and_uses_both_up(ana: Client) -> None:
    ana.post("/private", {"words": "for nobody else"})
    ana.post("/private/key", {"passphrase": PASSPHRASE})
    private = "-".join(re.findall(r"<span>([0-9A-Z]{4})</span>", ana.post("/recovery-codes", {"for": "private", "passphrase": PASSPHRASE}).text))
    back = ana.house.client()
    data = {"name": "Ana", "code": ana.entrance.code, "private_code": private, "passphrase": NEW}
    assert back.post("/recovery", data).url.path == "/recovery-code"
    assert "do not open any more" not in back.get("/you").text
    assert "for nobody else" in back.post("/private/key", {"passphrase": NEW}).text
    code = "-".join(re.findall(r"<span>([0-9A-Z]{4})</span>", back.get("/recovery-code").text))
    late = ana.house.client()
    again_used = {"name": "Ana", "code": code, "private_code": private, "passphrase": PASSPHRASE}
    assert late.post("/recovery", again_used).status_code == 422
