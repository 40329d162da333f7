"""A calendar file for a date. It lies about in the open: it says nothing but «gemel»."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Alarm, Event

LENGTH, BEFORE = timedelta(hours=2), timedelta(hours=1)
TITLE = "gemel"


def calendar_file(uid: str, at: int, now: int) -> bytes:
    """One event with an alarm an hour before, both under the same neutral title."""
    from icalendar import Calendar  # a tenth of a second: only somebody who asks for the file pays

    calendar = Calendar()
    calendar.add("prodid", "-//gemel//together//EN")
    calendar.add("version", "2.0")
    calendar.add_component(_event(uid, datetime.fromtimestamp(at, UTC), datetime.fromtimestamp(now, UTC)))
    return calendar.to_ical()


def _event(uid: str, begins: datetime, stamp: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@gemel")
    event.add("dtstamp", stamp)
    event.add("dtstart", begins)
    event.add("dtend", begins + LENGTH)
    event.add("summary", TITLE)
    event.add("class", "PRIVATE")
    event.add_component(_alarm())
    return event


def _alarm() -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", TITLE)
    alarm.add("trigger", -BEFORE)
    return alarm
