"""Notes that wait: a place in the reader's week, the list of them, and taking one back before it opens."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from gemel.moments import of_kind
from gemel.people.person import keep_profile
from gemel.people.profile import Profile
from gemel.rooms.thanks.windows import PARTS, in_the_week
from gemel.store import show_id
from gemel.testing import Client

BERLIN, UTC = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
NONE: frozenset[int] = frozenset()


def opens(weekday: int, part: str, now: datetime, quiet: frozenset[int] = NONE) -> datetime:
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    return datetime.fromtimestamp(in_the_week(weekday, part, int(now.timestamp()), zone, quiet), zone)


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("part", PARTS)
def test_the_next_such_place_within_a_week(weekday: int, part: str) -> None:
    now = datetime(2026, 9, 21, 10, 0, tzinfo=BERLIN)
    at = opens(weekday, part, now)
    assert (at.weekday(), at.time()) == (weekday, PARTS[part])
    assert 0 < (at - now).total_seconds() <= 7 * 86_400


def test_what_is_nearly_here_or_just_gone_is_next_weeks() -> None:
    for minute in (46, 0):
        now = datetime(2026, 9, 25, 18 if minute else 19, minute, tzinfo=BERLIN)  # a Friday
        assert opens(4, "evening", now).date().day == 2
    assert opens(4, "evening", datetime(2026, 9, 25, 18, 45, tzinfo=BERLIN)).day == 25


def test_the_clock_on_the_wall_holds_when_clocks_change() -> None:
    now = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)  # the night after, an hour comes twice
    assert opens(6, "evening", now) == datetime(2026, 10, 25, 19, 0, tzinfo=BERLIN)


def test_a_quiet_hour_lets_it_wait_for_the_next_free_one() -> None:
    now = datetime(2026, 9, 21, 10, 0, tzinfo=UTC)
    assert opens(4, "night", now, frozenset({21, 22, 23})).hour == 0
    assert opens(4, "night", now, frozenset(range(24))).hour == 21


def hide(who: Client, words: str = "Friday is yours", **fields: str) -> int:
    return who.post("/thanks", {"did": words, "way": "week", "weekday": "4", "part": "evening"} | fields).status_code


def notes(who: Client) -> list:
    with who.house.house.store.reading() as db:
        return of_kind(db, who.me(), who.house.clock.now, "thanks", author=who.me().id)


def test_it_opens_when_it_is_friday_where_its_reader_lives(ana: Client, ben: Client) -> None:
    with ana.house.house.store.writing() as db:
        keep_profile(db, ben.me(), Profile(name="Ben", zone="Asia/Tokyo"))
    hide(ana)
    at = datetime.fromtimestamp(notes(ana)[0].opens_at, ZoneInfo("Asia/Tokyo"))
    assert (at.weekday(), at.hour) == (4, 19)


def later(*people: Client) -> None:
    """After Friday: everybody signed in anew."""
    people[0].house.clock.forward(days=5)
    for who in people:
        who.cookie = who.house.house.sessions.begin(who.entrance_now(), who.house.clock.now)


@pytest.mark.parametrize("bad", [{"weekday": "7"}, {"weekday": ""}, {"weekday": "-1"}, {"part": "tea"}, {"part": ""}])
def test_no_such_place_is_told_and_every_word_stays(ana: Client, bad: dict[str, str]) -> None:
    answer = ana.post("/thanks", {"did": "Kept here", "way": "week", "weekday": "4", "part": "evening"} | bad)
    assert answer.status_code == 422 and "Which day of the week" in answer.text and "Kept here" in answer.text
    assert notes(ana) == []


def test_the_list_holds_what_waits_the_soonest_first_and_nothing_else(ana: Client, ben: Client) -> None:
    ana.post("/thanks", {"did": "open already"})
    ana.post("/thanks", {"did": "to say aloud", "way": "aloud"})
    hide(ana, "second", weekday="5")
    hide(ana, "first")
    page = ana.get("/thanks/waiting").text
    assert page.index("first") < page.index("second")
    assert "open already" not in page and "to say aloud" not in page
    assert "first" not in ben.get("/thanks/waiting").text
    assert "/thanks/waiting" in ana.get("/thanks").text and "/thanks/waiting" not in ben.get("/thanks").text


def test_taken_back_before_its_time_it_never_opens(ana: Client, ben: Client) -> None:
    hide(ana)
    path = f"/thanks/{show_id(notes(ana)[0].id)}"
    assert ben.post(f"{path}/withdrawal").status_code == 404
    assert "Taken back" in ana.post(f"{path}/withdrawal").text
    later(ana, ben)
    assert ben.get(path).status_code == 404


def test_one_that_opened_meanwhile_is_not_pulled_out_of_their_hands(ana: Client, ben: Client) -> None:
    hide(ana)
    path = f"/thanks/{show_id(notes(ana)[0].id)}"
    later(ana, ben)
    assert "This changed meanwhile" in ana.post(f"{path}/withdrawal").text
    assert ben.get(path).status_code == 200
    assert ben.post(f"{path}/withdrawal").status_code == 404


def test_somebody_alone_hides_from_nobody_and_keeps_it_ready(cleo: Client) -> None:
    hide(cleo)
    assert [it.mode for it in notes(cleo)] == ["private"]
    assert "None" not in cleo.get("/thanks/waiting").text
