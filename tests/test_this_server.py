"""What the server did, as two people read it on their phones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from gemel import app
from gemel.live import Bus
from gemel.store.events import Event, note, note_version
from gemel.testing import served
from gemel.testing_browser import Two
from gemel.web import asgi


def test_S29_both_read_what_the_server_did(two: Two, script: bool) -> None:
    now = two.house.clock.now
    with two.house.house.store.writing() as db:
        note_version(db, "0.1.0", now - 90 * 86_400)
        note_version(db, "0.2.0", now - 12 * 86_400)
        note(db, "debug", now - 12 * 86_400)
        note(db, "reset", now - 3 * 86_400)
        note(db, "restored", now, "2026-09-20")
    two.couple()
    last = Event("restored", datetime.fromtimestamp(now, UTC).date(), "2026-09-20")
    back = replace(two.house.house, restored=last, bus=Bus())  # as a server finds it that starts after a restore
    with served(asgi.build(back, app.routes())) as address:
        for phone in (two.one, two.other):
            assert phone.client is not None
            phone.address = address
            phone.sign_in_as(phone.client)
            phone.go("/")
            assert phone.sees("set back to how it was on this day: yesterday")
            phone.look("today-set-back")
            phone.tap("What it did")
            assert phone.sees("What this server did") and phone.sees("could alter the list")
            assert phone.sees("everyone was signed out") and phone.sees("gemel 0.2.0 runs here")
            phone.look("this-server")
        two.one.go("/you")
        two.one.page.get_by_role("link", name="This server What it did").click()
        two.one.settle()
        assert two.one.sees("The same list for everyone here")
        for phone in (two.one, two.other):
            phone.page.goto("about:blank")  # or the live stream would be missed when this server ends
