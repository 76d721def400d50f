"""How somebody wants to be reminded, and of what she was. No answers: these may stand in clear."""

from __future__ import annotations

import secrets
import uuid
from datetime import time
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from rugwijzer.service.audit.actions import Guarded
from rugwijzer.service.records.models import Person

EVENING = time(19, 0)


def new_secret() -> str:
    """An address that nobody guesses."""
    return secrets.token_urlsafe(32)


class Reminders(Guarded):
    """When and how. They go with what is kept of her.

    `feed` is the secret part of the address of her calendar, empty if she has none; `stop` that of
    the address with which letters are stopped.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="reminders")
    zone = models.CharField(max_length=64, default="Europe/Amsterdam")
    at = models.TimeField(default=EVENING)
    daily = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=False)
    feed = models.CharField(max_length=43, blank=True)
    stop = models.CharField(max_length=43, unique=True, default=new_secret)
    saved = models.DateTimeField(auto_now=True)

    class Meta(Guarded.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("feed",), condition=~Q(feed=""), name="patients_feed_is_of_one"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def zoneinfo(self) -> ZoneInfo:
        """Her time zone."""
        return ZoneInfo(self.zone)


class Letter(Guarded):
    """One letter, written down before it is sent: so it is sent once, or not at all.

    `since` is the day it is about: on which a check-in is due, or she was last heard of.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10)
    since = models.DateField()
    made = models.DateTimeField(db_default=Now(), editable=False)
    sent = models.DateTimeField(null=True, blank=True)

    class Meta(Guarded.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("person", "kind", "since"), name="patients_letter_once"
            ),
            models.CheckConstraint(
                name="patients_letter_is_of_a_kind", condition=Q(kind__in=("check_in", "silent"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"
