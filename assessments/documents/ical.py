"""Days as a calendar that other programs read (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from assessments.summary.calendar import Day

PRODUCT = "-//CTO//Dates due//EN"
# How often to look again, where the program that reads it asks (RFC 7986).
REFRESH = timedelta(hours=6)


def calendar(days: Iterable[Day], *, now: datetime) -> bytes:
    """A calendar of whole days, without alarms: reminders come by mail, to whom it concerns."""
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", "CTO dates")
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for day in days:
        found.add_component(_event(day, now))
    return bytes(found.to_ical())


def _event(day: Day, now: datetime) -> Event:
    event = Event()
    event.add("uid", str(day.uid))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.words)
    event.add("transp", "TRANSPARENT")
    return event
