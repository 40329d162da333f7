"""Calendar files, so that the phone itself reminds. They lie about in the open: they say nothing but «gemel»."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Alarm, Event

TITLE = "gemel"
NOT_BEFORE = timedelta(0)


def one_event(maker: str, uid: str, at: int, now: int, length: timedelta, before: timedelta = NOT_BEFORE) -> bytes:
    """A file with one event and one alarm `before` it, both under the same neutral title. `at` and `now` are in unix
    seconds; `maker` is the part of gemel that the file is from."""
    from icalendar import Calendar  # a tenth of a second: only somebody who asks for the file pays

    calendar = Calendar()
    calendar.add("prodid", f"-//gemel//{maker}//EN")
    calendar.add("version", "2.0")
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
