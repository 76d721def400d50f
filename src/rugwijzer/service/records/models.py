"""What is kept of a person. Answers, advice and plans are sealed with her key.

In clear stand only days, how much attention an advice calls for, and when she is due: what lists
need. The database itself refuses what cannot be, see `constraints` and the triggers in
`migrations/0002_belonging.py`.
"""

from __future__ import annotations

import uuid
import zlib
from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from rugwijzer.service.audit.actions import Guarded
from rugwijzer.service.records.sealing import Place, key_of, seal, unseal

ATTENTION = ("self_care", "physio", "gp_routine", "gp_days", "same_day", "call_now", "call_112")
"""The levels of the ladder, mildest first."""
NOTHING = b""


class Person(Guarded):
    """Somebody of whom answers are kept, and her key under the keys of the service."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="person"
    )
    wrapped_key = models.BinaryField()
    since = models.DateTimeField(db_default=Now(), editable=False)

    class Meta(Guarded.Meta):
        constraints = (
            models.CheckConstraint(
                name="records_person_has_a_key", condition=~Q(wrapped_key=NOTHING)
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def audit_id(self) -> str:
        """Under which the audit knows her: that of her account."""
        return str(self.user_id)

    @property
    def key(self) -> bytes:
        """Her key. Raises CannotOpen."""
        return key_of(self.pk, bytes(self.wrapped_key))


class GuidelineVersion(Guarded):
    """A guideline as it was when advice was given by it, so that the advice can be explained."""

    digest = models.CharField(max_length=64, primary_key=True)
    number = models.CharField(max_length=32)
    packed = models.BinaryField()
    since = models.DateTimeField(db_default=Now(), editable=False)

    class Meta(Guarded.Meta):
        constraints = (
            models.CheckConstraint(
                name="records_guideline_is_whole",
                condition=~Q(digest="") & ~Q(number="") & ~Q(packed=NOTHING),
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def exported(self) -> str:
        """The guideline as one JSON document; `restore_guideline` reads it."""
        return zlib.decompress(bytes(self.packed)).decode()


class Sealed(Guarded):
    """A row with something sealed in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()
    saved = models.DateTimeField(auto_now=True)

    class Meta(Guarded.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    def put(self, person: Person, content: object) -> None:
        """Seal something in this row."""
        self.sealed = seal(person.key, self._place, content)

    def told(self, person: Person) -> Any:
        """What is sealed in this row. Raises CannotOpen, also for who is not its owner."""
        return unseal(person.key, self._place, bytes(self.sealed))

    @property
    def _place(self) -> Place:
        return Place(self._meta.db_table, self.pk, "sealed")


class Draft(Sealed):
    """A sitting that is not finished, of somebody with an account."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="draft")

    class Meta(Sealed.Meta):
        constraints = (
            models.CheckConstraint(name="records_draft_is_sealed", condition=~Q(sealed=NOTHING)),
        )


class Episode(Sealed):
    """A stretch of time in which somebody follows a plan. Sealed: why she stopped."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="episodes")
    began = models.DateField()
    ended = models.DateField(null=True, blank=True)

    class Meta(Sealed.Meta):
        ordering = ("began", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(ended__isnull=True),
                name="records_one_episode_at_a_time",
            ),
            models.CheckConstraint(
                name="records_episode_ends_after_it_began",
                condition=Q(ended__isnull=True) | Q(ended__gte=F("began")),
            ),
            models.CheckConstraint(name="records_episode_is_sealed", condition=~Q(sealed=NOTHING)),
        )


class OnDay(Sealed):
    """Something of one day of an episode, counted from the day on which that began."""

    day = models.IntegerField()

    class Meta(Sealed.Meta):
        abstract = True

    episode: models.ForeignKey[Episode, Episode]

    @property
    def on(self) -> date:
        """The date."""
        return self.episode.began + timedelta(days=self.day)


class Visit(OnDay):
    """One time that somebody told something. Sealed: what."""

    KINDS: ClassVar = ("first", "check_in", "alarm", "changed")

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="visits")
    number = models.PositiveIntegerField()
    week = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="+")
    corrected = models.DateTimeField(null=True, blank=True)

    class Meta(Sealed.Meta):
        ordering = ("episode__began", "day", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("episode", "number"), name="records_visits_have_an_order"
            ),
            models.UniqueConstraint(
                fields=("episode", "week"),
                condition=Q(kind="check_in"),
                name="records_one_check_in_a_week",
            ),
            models.CheckConstraint(
                name="records_visit_belongs_to_its_week",
                condition=Q(day__gte=F("week") * 7) & Q(day__lt=F("week") * 7 + 7),
            ),
            models.CheckConstraint(
                name="records_first_visit_is_the_first",
                condition=Q(kind="first", number=1) | (~Q(kind="first") & Q(number__gt=1)),
            ),
            models.CheckConstraint(
                name="records_visit_is_of_a_kind",
                condition=Q(kind__in=("first", "check_in", "alarm", "changed")),
            ),
            models.CheckConstraint(name="records_visit_is_sealed", condition=~Q(sealed=NOTHING)),
        )


class Advice(Sealed):
    """What was advised after a visit. Sealed: the whole assessment. Never worked out anew.

    A corrected answer gives one advice more; the earlier ones stay what they were.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="advices")
    number = models.PositiveIntegerField()
    given = models.DateField()
    attention = models.CharField(max_length=10)
    settled = models.BooleanField()
    guideline = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="+")

    class Meta(Sealed.Meta):
        ordering = ("visit__episode__began", "visit__day", "visit__number", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("visit", "number"), name="records_advices_have_an_order"
            ),
            models.CheckConstraint(
                name="records_attention_is_a_level", condition=Q(attention__in=ATTENTION)
            ),
            models.CheckConstraint(name="records_advice_is_sealed", condition=~Q(sealed=NOTHING)),
        )


class Plan(Sealed):
    """The plan that goes with an advice. Sealed: what to do. One of an episode is active."""

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="plans")
    advice = models.OneToOneField(Advice, on_delete=models.CASCADE, related_name="plan")
    active = models.BooleanField()
    due_on = models.DateField(null=True, blank=True)
    due_for = models.CharField(max_length=5, blank=True)

    class Meta(Sealed.Meta):
        ordering = ("advice__visit__day", "advice__visit__number", "advice__number")
        indexes = (
            models.Index(fields=("due_on",), condition=Q(active=True), name="records_who_is_due"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("episode",),
                condition=Q(active=True),
                name="records_one_active_plan",
            ),
            models.CheckConstraint(
                name="records_plan_is_due_for_something",
                condition=Q(due_on__isnull=True, due_for="")
                | Q(due_on__isnull=False, due_for__in=("plan", "alarm")),
            ),
            models.CheckConstraint(name="records_plan_is_sealed", condition=~Q(sealed=NOTHING)),
        )


class Done(OnDay):
    """What of the plan was done on a day. Sealed: what, and how much."""

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="done")

    class Meta(Sealed.Meta):
        ordering = ("episode__began", "day")
        constraints = (
            models.UniqueConstraint(fields=("episode", "day"), name="records_done_once_a_day"),
            models.CheckConstraint(name="records_done_has_a_day", condition=Q(day__gte=0)),
            models.CheckConstraint(name="records_done_is_sealed", condition=~Q(sealed=NOTHING)),
        )


class Diary(OnDay):
    """What somebody noted of a day. Sealed: her pain, and what she did."""

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="diary")

    class Meta(Sealed.Meta):
        ordering = ("episode__began", "day")
        constraints = (
            models.UniqueConstraint(fields=("episode", "day"), name="records_one_note_a_day"),
            models.CheckConstraint(name="records_note_has_a_day", condition=Q(day__gte=0)),
            models.CheckConstraint(name="records_note_is_sealed", condition=~Q(sealed=NOTHING)),
        )
