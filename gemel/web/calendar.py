"""Calendar files, so that the phone itself reminds. They lie about in the open: they say nothing but «gemel»."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

TITLE = "gemel"
NOT_BEFORE = timedelta(0)


class Hour(Protocol):
    """A time of a feed."""

    @property
    def uid(self) -> str: ...
    @property
    def at(self) -> int: ...
    @property
    def minutes(self) -> int: ...
    @property
    def before(self) -> int: ...


def several(hours: Iterable[Hour], now: int) -> bytes:
    """A calendar of such times, every one of them under the same neutral title."""
    calendar = _calendar("feed")
    calendar.add("x-wr-calname", TITLE)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for one in hours:
        begins, stamp = datetime.fromtimestamp(one.at, UTC), datetime.fromtimestamp(now, UTC)
        calendar.add_component(
            _event(one.uid, begins, stamp, timedelta(minutes=one.minutes), timedelta(minutes=one.before))
        )
    return calendar.to_ical()


def _calendar(maker: str) -> Calendar:
    from icalendar import Calendar  # a tenth of a second: only somebody who asks for the file pays

    calendar = Calendar()
    calendar.add("prodid", f"-//gemel//{maker}//EN")
    calendar.add("version", "2.0")
    return calendar


def one_event(maker: str, uid: str, at: int, now: int, length: timedelta, before: timedelta = NOT_BEFORE) -> bytes:
    """A file with one event and one alarm `before` it, both under the same neutral title. `at` and `now` are in unix
    seconds; `maker` is the part of gemel that the file is from."""
    calendar = _calendar(maker)
    calendar.add_component(
        _event(uid, datetime.fromtimestamp(at, UTC), datetime.fromtimestamp(now, UTC), length, before)
    )
    return calendar.to_ical()


def _event(uid: str, begins: datetime, stamp: datetime, length: timedelta, before: timedelta) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@gemel")
    event.add("dtstamp", stamp)
    event.add("dtstart", begins)
    event.add("dtend", begins + length)
    event.add("summary", TITLE)
    event.add("class", "PRIVATE")
    event.add_component(_alarm(before))
    return event


def _alarm(before: timedelta) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", TITLE)
    alarm.add("trigger", -before)
    return alarm
