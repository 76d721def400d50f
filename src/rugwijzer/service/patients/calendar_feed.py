"""Her calendar: a moment a day, and the days to come back. Its titles say nothing of why.

Times are those of her own clock, with the rules of her time zone beside them: seven in the evening
stays seven in the evening when the clock changes.
"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from rugwijzer.service import knowledge
from rugwijzer.service.patients.models import Reminders
from rugwijzer.service.records.models import Episode, Plan

SHORT, LONG = timedelta(minutes=10), timedelta(minutes=15)
FEW = timedelta(days=366)


def feed(reminders: Reminders, today: date, language: str) -> bytes:
    """The calendar as a file."""
    texts = knowledge.texts()

    def said(key: str) -> str:
        return texts.text(f"mine.calendar.{key}", language)

    calendar = Calendar()
    calendar.add("prodid", "-//calendar//1//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", said("name"))
    calendar.add("x-wr-timezone", reminders.zone)
    calendar.add("x-published-ttl", "PT12H")
    episode = Episode.objects.filter(person=reminders.person, ended__isnull=True).first()
    if episode is not None:
        if reminders.daily:
            event = _event(reminders, episode.began, "daily", said("daily"), SHORT)
            event.add("rrule", {"freq": "daily", "until": _last(reminders, today)})
            calendar.add_component(event)
        plan = Plan.objects.filter(episode=episode, active=True, due_on__isnull=False).first()
        if plan is not None and plan.due_on is not None:
            name = f"check_in {plan.due_on.isoformat()}"
            calendar.add_component(_event(reminders, plan.due_on, name, said("check_in"), LONG))
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(reminders: Reminders, on: date, name: str, title: str, length: timedelta) -> Event:
    event = Event()
    # The same event keeps its name when the address is renewed, and tells nothing of it.
    event.add("uid", str(uuid.uuid5(reminders.pk, name)))
    event.add("dtstamp", reminders.saved.astimezone(UTC))
    event.add("dtstart", datetime.combine(on, reminders.at, reminders.zoneinfo))
    event.add("duration", length)
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event


def _last(reminders: Reminders, today: date) -> datetime:
    """A year ahead, by the clock of the world, as the format asks."""
    return datetime.combine(today + FEW, reminders.at, reminders.zoneinfo).astimezone(UTC)
