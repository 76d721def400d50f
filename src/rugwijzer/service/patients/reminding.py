"""When somebody is to be reminded, and of what: the rules, and what is written.

A letter about a check-in comes once, on its day at her time, or within three days after it.
Whoever told, did and noted nothing for seven days gets one kind letter, once in an episode; a
second silence gets none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

from django.db.models import Max
from django.utils import timezone

from rugwijzer.service.audit.actions import action
from rugwijzer.service.patients.models import Letter, Reminders, new_secret
from rugwijzer.service.records.models import Diary, Done, Episode, Person, Plan, Visit

SILENT = 7
"""Days without a word."""
LATE = 3
"""So many days after its day a reminder still makes sense."""
CHECK_IN, QUIET = "check_in", "silent"


@dataclass(frozen=True)
class Due:
    """A letter that is to go out."""

    reminders: Reminders
    kind: str
    since: date


def moment(on: date, at: time, reminders: Reminders) -> datetime:
    """When it is that time for her. A time that the clock skips comes as much later."""
    return datetime.combine(on, at, reminders.zoneinfo).astimezone(UTC)


def due(now: datetime) -> Iterator[Due]:
    """Everything that is to go out at a moment and did not yet."""
    wanted = Reminders.objects.filter(by_mail=True, person__user__is_active=True)
    for each in wanted.select_related("person__user").order_by("pk"):
        found = _due_for(each, now)
        if found is not None:
            yield found


def _due_for(reminders: Reminders, now: datetime) -> Due | None:
    person = reminders.person
    episode = Episode.objects.filter(person=person, ended__isnull=True).first()
    if episode is None:
        return None
    today = now.astimezone(reminders.zoneinfo).date()
    if now < moment(today, reminders.at, reminders):
        today -= timedelta(days=1)
    letters = Letter.objects.filter(person=person)
    last = last_heard(episode)
    quiet = letters.filter(kind=QUIET, since__gte=episode.began)
    plan = Plan.objects.filter(episode=episode, active=True, due_on__isnull=False).first()
    since = plan.due_on if plan is not None else None
    if since is not None and since <= today <= since + timedelta(days=LATE):
        known = letters.filter(kind=CHECK_IN, since=since) | quiet.filter(since=last)
        return None if known.exists() else Due(reminders, CHECK_IN, since)
    if (today - last).days >= SILENT and not quiet.exists():
        return Due(reminders, QUIET, last)
    return None


def last_heard(episode: Episode) -> date:
    """The last day on which she told, did or noted anything. Known from the days alone."""
    days = [
        rows.aggregate(last=Max("day"))["last"] or 0
        for rows in (
            Visit.objects.filter(episode=episode),
            Done.objects.filter(episode=episode),
            Diary.objects.filter(episode=episode),
        )
    ]
    return episode.began + timedelta(days=max(days))


def zones() -> tuple[str, ...]:
    """The time zones that somebody may choose, by their place in the world."""
    return tuple(
        sorted(
            each
            for each in available_timezones()
            if "/" in each and not each.startswith(("Etc/", "SystemV/", "US/", "posix", "right"))
        )
    )


# --- what is written


@action("reminders_chosen")
def choose(person: Person, *, zone: str, at: time, daily: bool, by_mail: bool) -> Reminders:
    """How she wants to be reminded from now on."""
    found = _of(person)
    found.zone, found.at, found.daily, found.by_mail = zone, at, daily, by_mail
    found.save()
    return found


@action("calendar_made")
def open_feed(person: Person) -> Reminders:
    """A new secret address for her calendar; an older one stops."""
    found = _of(person)
    found.feed = new_secret()
    found.save()
    return found


@action("calendar_stopped")
def close_feed(person: Person) -> None:
    """Her calendar has no address any more."""
    found = _of(person)
    found.feed = ""
    found.save()


@action("letters_switched")
def switch_letters(person: Person, by_mail: bool) -> None:
    """Letters on or off, and nothing else."""
    found = _of(person)
    found.by_mail = by_mail
    found.save()


@action("letter_claimed")
def claim(person: Person, kind: str, since: date) -> Letter | None:
    """Write down that this letter is sent now. None if somebody did so already."""
    list(Person.objects.select_for_update().filter(pk=person.pk))
    if not Reminders.objects.filter(person=person, by_mail=True).exists():
        return None
    letter, made = Letter.objects.get_or_create(person=person, kind=kind, since=since)
    return letter if made else None


@action("letter_sent")
def confirm(person: Person, letter: Letter) -> None:
    """It went out."""
    letter.sent = timezone.now()
    letter.save(update_fields=("sent",))


def _of(person: Person) -> Reminders:
    # Her row is held, so that two requests at once make one.
    Person.objects.select_for_update().get(pk=person.pk)
    return Reminders.objects.filter(person=person).first() or Reminders(person=person)
