"""What whoever hosts can see while the server runs: health, lines written down, numbers. None of it holds a word."""

from __future__ import annotations

import io
import json
import logging
import socket
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import httpx
import msgspec
import pytest

from gemel import app, logs
from gemel.people import gate
from gemel.settings import BadSetting
from gemel.store.events import Event, events, note, note_version
from gemel.testing import PASSPHRASE, TestHouse, open_test_house
from gemel.web.watching import Watched, listen

PLANTED = "kanarienvogel-im-protokoll"
TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that a served process would write to its log, at its loudest."""
    root, ours = logging.getLogger(), logging.getLogger("gemel")
    before = (root.handlers[:], root.level, ours.level, sys.excepthook, threading.excepthook)
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    logs.begin("debug")
    yield out
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])
    sys.excepthook, threading.excepthook = before[3:]
    logging.captureWarnings(False)


def watched(house: TestHouse, **settings: object) -> TestHouse:
    """The same house, with somebody who counts before it."""
    return house.with_settings(**settings)


def lines(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_for_each_request_says_which_kind_of_page_and_no_more(house: TestHouse, written: io.StringIO) -> None:
    seen = watched(house, log="info")
    ana, _ben = seen.couple(PLANTED, "Ben")
    ana.post("/thanks", {"did": PLANTED})
    ana.get(f"/moments/{'ab' * 16}?told={PLANTED}", **{"user-agent": PLANTED, "x-forwarded-for": "192.0.2.7"})
    ana.get(f"/{PLANTED}/{PLANTED}")
    asked = [line for line in lines(written) if "route" in line]
    assert next(line["route"] for line in asked) == "POST /thanks"
    assert {"time", "level", "route", "status", "ms", "bytes"} == set(asked[0])
    assert asked[-2]["route"] == "GET /moments/{id}" and asked[-2]["status"] == 404
    assert asked[-1]["route"] == "GET -"
    text = written.getvalue()
    assert PLANTED not in text and "ab" * 16 not in text and "192.0.2.7" not in text


def test_no_line_at_all_unless_the_host_asks_for_it(house: TestHouse, written: io.StringIO) -> None:
    ana, _ben = house.couple()
    ana.get("/")
    assert not [line for line in lines(written) if "route" in line]
    assert not isinstance(house.app, Watched)


def fails(words: str) -> None:
    held = words  # a value that a full traceback would show
    raise ValueError(f"{held} could not be read")


def test_an_error_is_written_down_without_any_value(written: io.StringIO) -> None:
    log = logging.getLogger("gemel")
    try:
        fails(PLANTED)
    except ValueError as error:
        log.exception("a page failed")
        logging.getLogger("asyncio").error("Task exception was never retrieved: %r", error, exc_info=True)
        logging.getLogger("somebody.else").warning("could not read %s", PLANTED)
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    thread = threading.Thread(target=fails, args=(PLANTED,))
    thread.start()
    thread.join()
    found = lines(written)
    assert PLANTED not in written.getvalue() and len(found) == 5
    assert found[0]["error"] == "ValueError" and "test_hosting.py:fails:" in str(found[0]["came"])
    assert "said" not in found[1] and found[2]["logger"] == "somebody.else"


def test_a_page_that_fails_leaves_no_word_in_the_log(house: TestHouse, written: io.StringIO) -> None:
    ana, _ben = house.couple()
    with patch("gemel.moments.verbs._insert", side_effect=RuntimeError(PLANTED)):
        assert ana.post("/thanks", {"did": PLANTED}).status_code == 500
    assert PLANTED not in written.getvalue() and "RuntimeError" in written.getvalue()


def test_leaving_by_the_keyboard_is_no_error(written: io.StringIO) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert written.getvalue() == ""


def test_numbers_name_routes_and_nobody(house: TestHouse) -> None:
    seen = watched(house, metrics=TOKEN)
    ana, _ben = seen.couple(PLANTED, "Ben")
    ana.post("/thanks", {"did": PLANTED})
    ana.http.send("DELETE", "/thanks")
    text = ana.get("/metrics", authorization=f"Bearer {TOKEN}").text
    assert 'gemel_requests_total{method="POST",route="/thanks",status="303"} 1' in text
    assert 'method="-"' in text and 'gemel_request_seconds_bucket{le="+Inf"}' in text
    for name in ("streams_open 0", "passphrases_running 0", "passphrases_waiting 0", "database_bytes "):
        assert f"\ngemel_{name}" in text
    assert PLANTED not in text


@pytest.mark.parametrize("given", ["", "Bearer wrong", TOKEN])
def test_numbers_are_for_the_holder_of_the_token(house: TestHouse, given: str) -> None:
    answer = watched(house, metrics=TOKEN).client().get("/metrics", authorization=given)
    assert answer.status_code == 404 and not answer.content


def test_numbers_are_off_unless_asked_for(house: TestHouse) -> None:
    assert house.client().get("/metrics", authorization="Bearer ").status_code == 404


def test_numbers_for_this_machine_alone_have_a_listener_of_their_own(house: TestHouse) -> None:
    seen = watched(house, log="info")
    server = listen(seen.app, "127.0.0.1:0")
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        assert b"gemel_info" in httpx.get(f"{address}/metrics").content
        assert httpx.get(f"{address}/").status_code == 404
    finally:
        server.shutdown()
        server.server_close()
    assert seen.client().get("/metrics").status_code == 404


def test_the_listener_is_there_when_its_address_is_set(house: TestHouse) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    seen = watched(house, metrics=f"localhost:{port}")
    assert seen.app.token == ""
    assert b"gemel_info" in httpx.get(f"http://127.0.0.1:{port}/metrics").content


def test_how_many_passphrases_wait_is_known() -> None:
    assert gate.busy() == (0, 0)
    with gate.turn(), gate.turn():
        assert gate.busy() == (2, 0)


def test_health_tells_a_stranger_yes_or_no(house: TestHouse) -> None:
    seen = watched(house, metrics=TOKEN)
    assert house.client().get("/health").text == "ok"
    full = SimpleNamespace(free=10_000_000, total=10**10)
    with patch("shutil.disk_usage", lambda _path: full):
        answer = house.client().get("/health")
        assert (answer.status_code, answer.text) == (503, "trouble")
        told = seen.client().get("/health", authorization=f"Bearer {TOKEN}")
        assert told.json() == {"store": True, "sessions": True, "disk": False}
        assert seen.client().get("/health", authorization="Bearer wrong").text == "trouble"


@pytest.mark.parametrize("part", ["store", "sessions"])
def test_health_notices_a_database_that_does_not_answer(house: TestHouse, part: str) -> None:
    seen = watched(house, metrics=TOKEN)
    broken = seen.house.store if part == "store" else seen.house.sessions.store
    reading = type(broken).reading

    def fail(store: object) -> object:
        if store is broken:
            raise RuntimeError(PLANTED)
        return reading(store)  # type: ignore[arg-type]

    with patch.object(type(broken), "reading", fail):
        told = seen.client().get("/health", authorization=f"Bearer {TOKEN}")
    assert told.status_code == 503 and told.json()[part] is False and PLANTED not in told.text


def test_what_the_server_did_is_read_by_everyone_and_nobody_else(house: TestHouse) -> None:
    ana, ben = house.couple()
    with house.house.store.writing() as db:
        note(db, "restored", house.clock.now, "2026-09-19")
        note(db, "debug", house.clock.now)
        note(db, "debug", house.clock.now)
        note(db, "reset", house.clock.now)
        note_version(db, "0.1.0", house.clock.now - 10 * 86_400)
        note_version(db, "0.2.0", house.clock.now)
        note_version(db, "0.2.0", house.clock.now + 86_400)
    for who in (ana, ben, house.person("Cleo")):
        text = who.get("/events").text
        assert "could alter the list" in text and "this day: Saturday" in text
        assert text.count("gemel 0.2.0 runs here") == 1 and text.count("writes down or counts") == 1
    assert house.client().get("/events").url.path == "/sign-in"
    assert "/events" in ana.get("/you").text


def test_both_read_on_today_that_the_server_was_set_back(house: TestHouse) -> None:
    seen = house.with_parts(restored=Event("restored", date(2026, 9, 21), "2026-09-20"))
    ana, ben = seen.couple()
    for who in (ana, ben):
        assert "set back to how it was on this day: yesterday" in who.get("/").text
    seen.clock.forward(days=40)
    ana.cookie = seen.house.sessions.begin(ana.entrance_now(), seen.clock.now)
    assert "set back" not in ana.get("/").text


def test_a_server_that_writes_requests_down_says_so_for_good(tmp_path: Path) -> None:
    with open_test_house(tmp_path) as house, house.house.store.reading() as db:
        assert [one.kind for one in events(db)] == ["version"]
        its = house.house.settings
    for _start in range(2):
        app.open_house(msgspec.structs.replace(its, log="info"), house.clock).close()
    with open_test_house(tmp_path) as again, again.house.store.reading() as db:
        assert [one.kind for one in events(db)] == ["debug", "version"]


def test_a_server_does_not_start_on_half_a_restore(tmp_path: Path) -> None:
    (tmp_path / "restoring").write_text("before-restore-2026")
    with pytest.raises(BadSetting, match="broken off"), open_test_house(tmp_path):
        pass


def test_the_passphrase_is_not_among_what_is_written_down(house: TestHouse, written: io.StringIO) -> None:
    ana = watched(house, log="debug").person("Ana")
    ana.post("/private/key", {"passphrase": PASSPHRASE})
    assert PASSPHRASE not in written.getvalue()
