"""Whose page it is, and which day it is where she is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone

from rugwijzer.service.accounts.models import User
from rugwijzer.service.patients.models import Reminders
from rugwijzer.service.records.models import Episode, Person
from rugwijzer.service.records.reading import active_episode, person_of


@dataclass(frozen=True)
class Whose:
    """Who is signed in, and what is kept of her: nothing yet, or until she agrees to it."""

    user: User
    person: Person | None
    episode: Episode | None
    reminders: Reminders | None

    @property
    def zone(self) -> ZoneInfo:
        """Her time zone."""
        return (
            self.reminders.zoneinfo
            if self.reminders
            else ZoneInfo(str(timezone.get_default_timezone()))
        )

    @property
    def today(self) -> date:
        """The day it is for her."""
        return timezone.now().astimezone(self.zone).date()

    @property
    def has_plan(self) -> bool:
        """Whether "Something has changed" can go on from what she told."""
        return self.episode is not None

    @property
    def latest(self) -> Episode | None:
        """The episode she is in, or else the last one."""
        if self.episode is not None or self.person is None:
            return self.episode
        return Episode.objects.filter(person=self.person).order_by("began", "pk").last()


def whose(request: HttpRequest) -> Whose:
    """For a page that asks to sign in first."""
    user = User.objects.get(pk=str(request.user.pk))
    person = person_of(user)
    if person is None:
        return Whose(user, None, None, None)
    reminders = Reminders.objects.filter(person=person).first()
    return Whose(user, person, active_episode(person), reminders)
