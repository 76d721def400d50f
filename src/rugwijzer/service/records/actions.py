"""All that is ever written of a person. Each is one transaction with its entry in the audit.

A visit, the advice that follows from it and the plan are written together: there is never one
without the others. Days are given, and never asked of a clock: the caller knows whose day it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from rugwijzer.care.assessment import assess
from rugwijzer.care.history import Visit as Told
from rugwijzer.compiler import Answer, export_guideline
from rugwijzer.service import knowledge
from rugwijzer.service.accounts.actions import has_consented, withdraw_consent
from rugwijzer.service.accounts.models import User
from rugwijzer.service.audit.actions import action
from rugwijzer.service.records.models import (
    NOTHING,
    Advice,
    Diary,
    Done,
    Draft,
    Episode,
    GuidelineVersion,
    Person,
    Plan,
    Visit,
)
from rugwijzer.service.records.reading import told_in
from rugwijzer.service.records.sealing import new_key, rewrapped
from rugwijzer.service.records.visits import as_plain

WEEK = 7


class Refused(Exception):
    """This cannot be written now; `why` is a stable word for it, without anything told."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@action("person_added")
def add_person(user: User) -> Person:
    """Begin to keep answers of somebody who agreed to it, under a new key of her own."""
    if not has_consented(user):
        raise Refused("no_consent")
    if found := Person.objects.filter(user=user).first():
        return found
    person = Person(user=user)
    person.wrapped_key = new_key(person.pk)
    person.save(force_insert=True)
    return person


@action("draft_kept")
def keep_draft(person: Person, sitting: Mapping[str, object]) -> None:
    """Keep a sitting that is not finished, in place of the one before."""
    _locked(person)
    draft = Draft.objects.filter(person=person).first() or Draft(person=person)
    draft.put(person, sitting)
    draft.save()


@action("draft_dropped")
def drop_draft(person: Person) -> None:
    """Keep it no longer."""
    Draft.objects.filter(person=person).delete()


@action("episode_started")
def start_episode(person: Person, told: Told) -> Episode:
    """A first check becomes the first visit of an episode, with its advice and plan."""
    _locked(person)
    if Episode.objects.filter(person=person, ended__isnull=True).exists():
        raise Refused("episode_already")
    episode = Episode(person=person, began=told.at)
    episode.put(person, {"reason": None})
    episode.save(force_insert=True)
    _add_visit(person, episode, told, "first")
    Draft.objects.filter(person=person).delete()
    return episode


@action("visit_recorded")
def record_visit(person: Person, told: Told, kind: str = "check_in") -> Visit:
    """What she told on a later day, with the advice and the plan that follow from it."""
    _locked(person)
    visit = _add_visit(person, _active(person), told, kind)
    Draft.objects.filter(person=person).delete()
    return visit


@action("answer_corrected")
def correct_answer(person: Person, visit: UUID, name: str, answer: Answer, at: date) -> Advice:
    """Another answer in the place of one she gave; None is don't know.

    The old answer is gone; what was advised by it stays, beside what is advised now.
    """
    _locked(person)
    found = Visit.objects.filter(pk=visit, episode__person=person).select_related("episode").first()
    fact = knowledge.guideline().facts.get(name)
    if found is None or fact is None:
        raise Refused("no_such_answer")
    kept = found.told(person)
    if name not in kept["answers"]:
        raise Refused("no_such_answer")
    plain = as_plain(knowledge.guideline(), Told(found.on, {name: answer}))
    found.put(person, {**kept, "answers": {**kept["answers"], **plain["answers"]}})
    found.corrected = timezone.now()
    found.save()
    return _advise(person, found, max(at, found.on))


@action("done_marked")
def mark_done(person: Person, on: date, slug: str, amount: int | None) -> None:
    """A part of the plan was done on a day; without an amount, it was not after all."""
    _locked(person)
    _amend(Done, person, on, {slug: amount})


@action("diary_kept")
def note_day(person: Person, on: date, notes: Mapping[str, int | None]) -> None:
    """Something about a day, such as her pain; None takes a note away."""
    _locked(person)
    _amend(Diary, person, on, notes)


@action("episode_stopped")
def stop_episode(person: Person, on: date, reason: str | None = None) -> None:
    """She stops, and may say why."""
    _locked(person)
    episode = _active(person)
    episode.put(person, {"reason": reason})
    episode.ended = max(on, episode.began)
    episode.save()
    Plan.objects.filter(episode=episode, active=True).update(active=False)


@action("key_rewrapped")
def rewrap(person: Person) -> None:
    """Her key, under the newest key of the service."""
    locked = _locked(person, agreed=False)
    locked.wrapped_key = rewrapped(locked.pk, bytes(locked.wrapped_key))
    locked.save(update_fields=("wrapped_key",))


@action("records_withdrawn")
def withdraw(user: User) -> None:
    """She no longer agrees: her answers and her key are gone. The account stays."""
    withdraw_consent(user)
    _erase(user)
    transaction.on_commit(tidy)


@action("person_deleted")
def delete_person(user: User) -> None:
    """Everything of her is gone: answers, key, ways to log in, sessions, account.

    The audit keeps that there was somebody, by a name that leads nowhere any more.
    """
    _erase(user)
    mine = str(user.pk)
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == mine:
            session.delete()
    User.objects.filter(pk=user.pk).delete()
    transaction.on_commit(tidy)


def tidy() -> None:
    """Leave nothing of what was deleted in the files of SQLite (see `secure_delete` in settings).

    What PostgreSQL deleted goes at its next vacuum; without her key it cannot be read.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _erase(user: User) -> None:
    for person in Person.objects.select_for_update().filter(user=user):
        # First the key: whatever else happened, without it nothing can be read.
        Person.objects.filter(pk=person.pk).update(wrapped_key=b"\0")
        Person.objects.filter(pk=person.pk).delete()


def _locked(person: Person, *, agreed: bool = True) -> Person:
    """Her row, held until the end of the action: one thing at a time. Raises Refused."""
    found = Person.objects.select_for_update().filter(pk=person.pk).select_related(None).first()
    if found is None:
        raise Refused("no_such_person")
    if agreed and not has_consented(found.user):
        raise Refused("no_consent")
    return found


def _active(person: Person) -> Episode:
    found = Episode.objects.filter(person=person, ended__isnull=True).first()
    if found is None:
        raise Refused("no_episode")
    return found


def _add_visit(person: Person, episode: Episode, told: Told, kind: str) -> Visit:
    last = Visit.objects.filter(episode=episode).order_by("number").last()
    day = (told.at - episode.began).days
    if last is not None and day < last.day:
        raise Refused("before_the_last_visit")
    if kind == "check_in" and episode.visits.filter(kind=kind, week=day // WEEK).exists():
        raise Refused("checked_in_already")
    visit = Visit(
        episode=episode,
        number=last.number + 1 if last is not None else 1,
        day=day,
        week=day // WEEK,
        kind=kind,
        guideline=_guideline(),
    )
    visit.put(person, as_plain(knowledge.guideline(), told))
    visit.save(force_insert=True)
    _advise(person, visit, told.at)
    return visit


def _advise(person: Person, visit: Visit, at: date) -> Advice:
    """The advice and the plan after all visits of an episode, which become the ones that count."""
    guideline, episode = knowledge.guideline(), visit.episode
    days = told_in(person, episode, until=at)
    progress = knowledge.planner().progress(days)
    plan = progress.plan(max(at, days[-1].at))
    assessment = assess(guideline, knowledge.engine(), progress.past.record(plan.at), plan.at)
    advice = Advice(
        visit=visit,
        number=visit.advices.count() + 1,
        given=plan.at,
        attention=assessment.urgency.lower,
        settled=assessment.urgency.settled,
        guideline=_guideline(),
    )
    advice.put(person, assessment.as_json())
    advice.save(force_insert=True)
    Plan.objects.filter(episode=episode, active=True).update(active=False)
    made = Plan(
        episode=episode,
        advice=advice,
        active=episode.ended is None,
        due_on=plan.check_in,
        due_for=plan.check_in_for or "",
    )
    made.put(person, plan.as_json())
    made.save(force_insert=True)
    return advice


def _amend(
    model: type[Done | Diary], person: Person, on: date, notes: Mapping[str, int | None]
) -> None:
    episode = _active(person)
    day = (on - episode.began).days
    if day < 0:
        raise Refused("before_the_episode")
    row = model.objects.filter(episode=episode, day=day).first()
    kept = row.told(person) if row is not None else {}
    kept = {name: note for name, note in {**kept, **notes}.items() if note is not None}
    if not kept:
        if row is not None:
            row.delete()
        return
    row = row or model(episode=episode, day=day, sealed=NOTHING)
    row.put(person, kept)
    row.save()


def _guideline() -> GuidelineVersion:
    """The guideline of the service, kept if it was not yet."""
    guideline = knowledge.guideline()
    version = guideline.version
    if version is None:
        raise Refused("guideline_without_version")
    if found := GuidelineVersion.objects.filter(digest=version.digest).defer("packed").first():
        return found
    packed = zlib.compress(export_guideline(guideline).encode(), 9)
    return GuidelineVersion.objects.get_or_create(
        digest=version.digest, defaults={"number": version.number, "packed": packed}
    )[0]
