"""Whatever comes in: a clear sentence, nothing lost, nothing of the inside shown."""

from __future__ import annotations

import re
import socket
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from unittest.mock import patch

import pytest
from sqlalchemy import update

from gemel import testing
from gemel.moments import fullness
from gemel.moments.tables import moment
from gemel.store import Full
from gemel.testing import PASSPHRASE, Client, TestHouse

INSIDE = re.compile(r"Traceback|sqlalchemy|sqlite3|psycopg|Exception|\.py\b|Error:|None\b")
WORDS = "What I wanted to say, in more than a few words, on a slow evening."


def kind(response, status: int) -> str:
    """A page that says something and shows nothing of the inside."""
    assert response.status_code == status, response.text[-1500:]
    text = re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]+>", " ", response.text, flags=re.S)
    assert not INSIDE.search(text), INSIDE.search(text)
    assert len(text.split()) > 10
    return response.text


def invite(house: TestHouse, ana: Client) -> str:
    ana.post("/invitations", {"words": "come"})
    return re.search(r'value="http://[^/]+(/invitations/[\w-]+)"', ana.get("/pairing").text)[1]


def test_a_wrong_invitation(house: TestHouse) -> None:
    for path in ("/invitations/abc", "/invitations/" + "A" * 22, "/invitations/%00%ff"):
        kind(house.client().get(path), 410)


def test_a_full_day_keeps_the_words(ana: Client, ben: Client) -> None:
    with patch.object(fullness, "MOST_A_DAY", 1):
        ana.post("/thanks", {"did": "the dishes"})
        page = kind(ana.post("/wins", {"what": "laughed"}), 429)  # a tap: nothing was typed, and none is shown
        assert "what you typed is below" not in page and "goes along" in page
        page = kind(ana.post("/thanks", {"did": WORDS}), 429)
        assert "That is a full day" in page and WORDS in page and WORDS not in ben.get("/timeline").text
        assert "what you typed is below" in page
    ana.submit("/thanks", {"did": WORDS})
    assert WORDS in ben.get("/timeline").text


def test_an_expired_invitation(house: TestHouse) -> None:
    link = invite(house, house.person("Ana"))
    house.clock.forward(days=1)
    assert "run out" in kind(house.client().get(link), 410)


def test_a_reused_invitation(house: TestHouse) -> None:
    link = invite(house, house.person("Ana"))
    house.person("Ben").post(link + "/guest", {"adult": "yes"})
    assert "opened already" in kind(house.person("Cleo").get(link), 410)
    assert "opened already" in kind(house.person("Dan").post(link + "/guest", {"adult": "yes"}), 410)


def test_a_second_device_during_pairing_comes_to_the_same_place(house: TestHouse) -> None:
    link = invite(house, house.person("Ana"))
    ben = house.person("Ben")
    ben.post(link + "/guest", {"adult": "yes"})
    second = house.client()
    second.post("/sessions", {"name": "ben", "passphrase": PASSPHRASE})
    code = re.search(r"<span>(\d{3})</span> <span>(\d{3})</span>", ben.get("/pairing").text)
    assert code and code[0] in kind(second.get(link), 200)


def test_one_does_not_take_ones_own_invitation(house: TestHouse) -> None:
    ana = house.person("Ana")
    link = invite(house, ana)
    assert "/pairing" in str(ana.get(link).url)
    assert ana.me().alone


@pytest.mark.parametrize("times", [2, 5])
def test_sending_a_form_again_makes_one(house: TestHouse, times: int) -> None:
    ana, ben = house.couple()
    again = {"did": WORDS, "_id": "ab" * 16}
    for _ in range(times):
        assert ana.post("/thanks", again).status_code == 200
    assert ben.get("/timeline").text.count(WORDS) == 1


def test_sending_a_form_at_once_from_many_taps_makes_one(house: TestHouse) -> None:
    ana, ben = house.couple()
    again = {"did": WORDS, "_id": "cd" * 16}
    taps = [_copy(house, ana) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert {one.status_code for one in pool.map(lambda tap: tap.post("/thanks", again), taps)} == {200}
    assert ben.get("/timeline").text.count(WORDS) == 1


def _copy(house: TestHouse, who: Client) -> Client:
    twin = house.client()
    twin.cookie = who.cookie
    return twin


def test_signing_up_twice_enters_once(house: TestHouse) -> None:
    form = {"name": "Ana", "passphrase": PASSPHRASE, "adult": "yes"}
    first, second = house.client(), house.client()
    assert "recovery" in str(first.post("/people", form).url)
    assert second.post("/people", form).status_code == 200
    assert "Ana" in second.get("/you").text


def test_a_session_that_ends_while_one_writes_keeps_the_words(house: TestHouse) -> None:
    ana, ben = house.couple()
    ana.get("/thanks/new")
    house.clock.forward(days=4)
    page = kind(ana.submit("/thanks", {"did": WORDS, "way": "now"}), 401)
    assert WORDS in page
    ana.cookie = ""
    page = kind(ana.submit("/sessions", {"name": "Ana", "passphrase": PASSPHRASE, "held.did": WORDS}), 200)
    assert WORDS in page
    ana.submit("/thanks", {"did": WORDS})
    house.clock.forward(minutes=1)
    ben.cookie = house.house.sessions.begin(ben.entrance_now(), house.clock.now)
    assert WORDS in ben.get("/timeline").text


def test_a_wrong_passphrase_while_signing_in_again_keeps_the_words(house: TestHouse) -> None:
    house.person("Ana")
    form = {"name": "Ana", "passphrase": "not the right one at all", "then": "/thanks", "held.did": WORDS}
    assert WORDS in kind(house.client().post("/sessions", form), 422)


def test_a_full_disk_keeps_the_words(house: TestHouse) -> None:
    ana, _ben = house.couple()
    with patch.object(house.house.store.__class__, "writing", side_effect=Full):
        page = kind(ana.post("/thanks", {"did": WORDS}), 507)
    assert WORDS in page and "no room left" in page
    assert ana.post("/thanks", {"did": WORDS}).status_code == 200


def test_a_really_full_database_keeps_the_words(house: TestHouse, database: str) -> None:
    if database:
        pytest.skip("SQLite has a limit that a test can set; a real full disk is G12's")
    ana, _ben = house.couple()
    engine = house.house.store.engine
    engine.dispose()
    with closing(sqlite3.connect(house.house.settings.data / "gemel.db", isolation_level=None)) as db:
        db.execute("VACUUM")  # what other tests left is room, too
        (pages,) = db.execute("PRAGMA page_count").fetchone()
    from sqlalchemy import event

    limit = lambda raw, _record: raw.execute(f"PRAGMA max_page_count={pages}")  # noqa: E731
    event.listen(engine, "connect", limit)
    engine.dispose()
    try:
        long = (WORDS + " ") * 60
        answers = [ana.post("/thanks", {"did": long}) for _ in range(40)]
        full = next(one for one in answers if one.status_code != 200)
        assert WORDS in kind(full, 507)
    finally:
        event.remove(engine, "connect", limit)
        engine.dispose()
    assert ana.post("/thanks", {"did": WORDS}).status_code == 200


def test_a_locked_database_is_waited_for_and_keeps_the_words(house: TestHouse, database: str) -> None:
    if database:
        pytest.skip("PostgreSQL has no lock on the whole database")
    ana, _ben = house.couple()
    engine = house.house.store.engine
    from sqlalchemy import event

    brief = lambda raw, _record: raw.execute("PRAGMA busy_timeout=100")  # noqa: E731
    event.listen(engine, "connect", brief)
    engine.dispose()

    other = sqlite3.connect(house.house.settings.data / "gemel.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        page = kind(ana.post("/thanks", {"did": WORDS}), 503)
        assert WORDS in page and "busy" in page
    finally:
        other.execute("ROLLBACK")
        other.close()
        event.remove(engine, "connect", brief)
        engine.dispose()
    assert ana.post("/thanks", {"did": WORDS}).status_code == 200


@pytest.mark.parametrize("jump", [-86_400 * 400, -3600, 3600, 86_400 * 2])
def test_a_clock_that_jumps_opens_nothing_early_and_breaks_nothing(house: TestHouse, jump: int) -> None:
    ana, ben = house.couple()
    ana.post("/thanks", {"did": WORDS, "way": "occasion", "day": "2026-10-20", "clock": "19:00"})
    house.clock.now += jump
    for path in ("/", "/thanks", "/week", "/questions", "/timeline"):
        page = ben.get(path)
        assert page.status_code == 200
        assert WORDS not in page.text


def test_a_passphrase_with_emoji_and_accents(house: TestHouse) -> None:
    emoji = "🌲🌲 deux troncs jumelés 🌙 café"
    one, other = house.client(), house.client()
    kind(one.post("/people", {"name": "Zoë", "passphrase": emoji, "adult": "yes"}), 200)
    decomposed = emoji.replace("é", "e\u0301")
    assert "Zoë" in other.post("/sessions", {"name": "zoe\u0308", "passphrase": decomposed}).text


@pytest.mark.parametrize(
    ("passphrase", "says"),
    [("short", "at least 15"), ("x" * 129, "at most 128"), ("passwordpassword", "guesser"), ("", "at least 15")],
)
def test_a_passphrase_that_will_not_do(house: TestHouse, passphrase: str, says: str) -> None:
    page = kind(house.client().post("/people", {"name": "Ana", "passphrase": passphrase, "adult": "yes"}), 422)
    assert says in page
    assert 'value="Ana"' in page


def test_under_eighteen(house: TestHouse) -> None:
    assert "18 or older" in kind(house.client().post("/people", {"name": "Ana", "passphrase": PASSPHRASE}), 422)


def test_a_hundred_thousand_characters_are_all_kept_on_the_page(house: TestHouse) -> None:
    ana, _ben = house.couple()
    long = "ä€𝄞 " * 25_000
    page = kind(ana.post("/thanks", {"did": long}), 422)
    assert "longer than fits" in page
    assert long.strip() in page


def test_more_than_a_body_may_hold(house: TestHouse) -> None:
    ana, _ben = house.couple()
    assert "more than fits" in kind(ana.post("/thanks", {"did": "x" * 2_100_000}), 413)


def test_more_fields_than_any_page_has(house: TestHouse) -> None:
    ana, _ben = house.couple()
    many = {f"a{number}": "1" for number in range(2_001)}
    assert "more than fits" in kind(ana.post("/thanks", many), 413)
    assert ana.get("/timeline?" + "&".join(f"a{number}=1" for number in range(3_000))).status_code == 200


def test_a_truncated_upload_writes_nothing(house: TestHouse, served: str) -> None:
    ana, ben = house.couple()
    from gemel.vault import form_token

    body = f"_token={form_token(ana.cookie)}&did={'words' * 100}"
    head = f"POST /thanks HTTP/1.1\r\nHost: localhost\r\nCookie: gemel={ana.cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body) + 500}\r\n\r\n"
    with socket.create_connection(("localhost", int(served.rpartition(":")[2]))) as line:
        line.sendall(head.encode() + body.encode())
        line.shutdown(socket.SHUT_WR)
        line.recv(1000)
    assert "wordswords" not in ben.get("/timeline").text
    assert ana.get("/").status_code == 200


def test_a_tampered_row_says_so_and_leaves_the_rest(house: TestHouse) -> None:
    ana, ben = house.couple()
    ana.post("/thanks", {"did": WORDS})
    ana.post("/thanks", {"did": "another"})
    with house.house.store.writing() as db:
        one = db.execute(moment.select().order_by(moment.c.at).limit(1)).one()
        broken = bytes(one.sealed[:-1]) + bytes([one.sealed[-1] ^ 1])
        db.execute(update(moment).where(moment.c.id == one.id).values(sealed=broken))
    page = kind(ben.get("/timeline"), 200)
    assert "changed outside gemel" in page
    assert (WORDS in page) != ("another" in page)
    for path in ("/", "/thanks", f"/moments/{bytes(one.id).hex()}"):
        kind(ben.get(path), 200)


def test_a_tampered_profile_says_so(house: TestHouse) -> None:
    ana, _ben = house.couple()
    from gemel.people.tables import person

    with house.house.store.writing() as db:
        db.execute(update(person).values(profile=b"\x01" * 80))
    kind(ana.get("/"), 409)


def test_a_change_from_another_site_is_refused(house: TestHouse) -> None:
    ana, ben = house.couple()
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
    ):
        assert WORDS in kind(ana.post("/thanks", {"did": WORDS}, **headers), 403)
    assert WORDS in kind(ana.post("/thanks", {"did": WORDS, "_token": "wrong"}), 403)
    assert WORDS not in ben.get("/timeline").text


def test_odd_ids_are_not_here(house: TestHouse) -> None:
    ana, _ben = house.couple()
    for odd in ("0" * 32, "g" * 32, "1", "%2e%2e", "ab" * 400):
        for path in ("/moments/", "/thanks/", "/questions/"):
            kind(ana.get(path + odd), 404)


def test_a_method_that_a_page_does_not_take(house: TestHouse) -> None:
    assert house.client().http.send("DELETE", "/thanks").status_code == 404


def test_wrong_passphrases_wait_a_while_and_lock_nobody_out(house: TestHouse) -> None:
    house.person("Ana")
    for _ in range(5):
        kind(house.client().post("/sessions", {"name": "Ana", "passphrase": "no, not this one either"}), 422)
    kind(house.client().post("/sessions", {"name": "Ana", "passphrase": PASSPHRASE}), 429)
    house.clock.forward(seconds=150)
    assert "Ana" in kind(house.client().post("/sessions", {"name": "Ana", "passphrase": PASSPHRASE}), 200)


def test_too_many_sign_ins_at_once_are_told_to_wait(house: TestHouse) -> None:
    house.person("Ana")
    free = threading.Event()
    from gemel.people import account

    def slow(*_arguments: object) -> bytes:
        free.wait(5)
        return b"x" * 32

    with patch.object(account, "stretch", slow), ThreadPoolExecutor(14) as pool:
        asked = [
            pool.submit(house.client().post, "/sessions", {"name": f"N{i}", "passphrase": PASSPHRASE})
            for i in range(14)
        ]
        testing.threading.Event().wait(1.5)
        free.set()
        codes = [one.result().status_code for one in asked]
    assert codes.count(503) >= 2
    assert set(codes) == {422, 503}


def test_an_unforeseen_error_shows_nothing_and_keeps_the_words(
    house: TestHouse, caplog: pytest.LogCaptureFixture
) -> None:
    ana, _ben = house.couple()
    with patch("gemel.moments.verbs._insert", side_effect=RuntimeError(WORDS)):
        page = kind(ana.post("/thanks", {"did": WORDS}), 500)
    assert WORDS in page
    assert WORDS not in caplog.text
    assert "RuntimeError" in caplog.text
