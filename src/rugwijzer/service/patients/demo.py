"""A few fictional people in different weeks, so that a newcomer sees the product living.

They come from the stories of the guideline. What they tell is laid over the days before today; what
they did and noted on the days between is made up by a rule, the same every time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from rugwijzer.care.history import PAIN, Visit
from rugwijzer.care.stories import DAY_0, load_stories, visits_of
from rugwijzer.compiler import Story, load, read_files
from rugwijzer.paths import find
from rugwijzer.service import knowledge
from rugwijzer.service.accounts.actions import give_consent
from rugwijzer.service.accounts.models import User
from rugwijzer.service.patients.hers import name_of
from rugwijzer.service.records.actions import (
    add_person,
    delete_person,
    mark_done,
    note_day,
    record_visit,
    start_episode,
)
from rugwijzer.service.records.models import Person

SILENT = "silent-for-three-weeks"
SKIPPED = 4
"""Every so many days nothing is done, as with people."""


@dataclass(frozen=True)
class Someone:
    """Who it is in the list, from which story, and how many days ago it began."""

    name: str
    story: str
    days: int


PEOPLE = (
    Someone("anna", "lifted-yesterday", 0),
    Someone("bram", "two-flare-ups", 16),
    Someone("chantal", "afraid-to-move", 49),
    Someone("driss", "numb-in-week-three", 13),
    Someone("els", "stumble-on-prednisolone", 1),
    Someone("fatma", "strong-bones", 86),
    Someone("gerrit", "fast-recovery", 37),
    Someone("hanneke", SILENT, 22),
)


def address_of(someone: Someone) -> str:
    """Her e-mail address, at a domain that nobody can have."""
    return f"{someone.name}@demo.example"


def make(password: str, today: date, names: Collection[str] = ()) -> Iterator[tuple[Someone, User]]:
    """Make them anew, all or those named; who was there from an earlier time is gone first."""
    folder = find("guideline")
    guideline = load(folder)
    stories = {each.name: each for each in load_stories(guideline, read_files(folder))}
    for someone in PEOPLE:
        if names and someone.name not in names:
            continue
        began = today - timedelta(days=someone.days)
        until_now = _until(stories[someone.story], someone.days)
        visits = [
            Visit(began + (visit.at - DAY_0), visit.answers, visit.measures)
            for visit in visits_of(guideline, knowledge.engine(), until_now)
        ]
        yield someone, _made(someone, password, visits)


def _until(story: Story, days: int) -> Story:
    """A story as far as it goes before today. What is told today is left to the newcomer."""
    first, *later = story.moments
    return replace(story, moments=(first, *(each for each in later if each.day < days)))


@transaction.atomic
def _made(someone: Someone, password: str, visits: list[Visit]) -> User:
    address = address_of(someone)
    for earlier in User.objects.filter(email=address):
        delete_person(earlier)
    user = User.objects.create_user(address, password)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    give_consent(user)
    person = add_person(user)
    first, *later = visits
    episode = start_episode(person, first)
    weeks: set[int] = set()
    for number, visit in enumerate(later, start=1):
        _days(person, visits[:number], visit.at)
        week = (visit.at - episode.began).days // 7
        record_visit(person, visit, "changed" if week in weeks else "check_in")
        weeks.add(week)
    if someone.story != SILENT:
        _days(person, visits, episode.began + timedelta(days=someone.days))
    return user


def _days(person: Person, told: list[Visit], until: date) -> None:
    """What is done and noted from a visit to the day before the next, or before today."""
    last = told[-1]
    pain, progress = last.answers.get(PAIN), knowledge.planner().progress(told)
    for ahead in range((until - last.at).days):
        on = last.at + timedelta(days=ahead)
        if isinstance(pain, int):
            note_day(person, on, {"pain": max(0, min(10, pain + (ahead * 3 + pain) % 3 - 1))})
        if ahead % SKIPPED == SKIPPED - 1:
            continue
        for part in progress.plan(on).today[: 2 + ahead % 2]:
            mark_done(person, on, name_of(part), part.amount.a_day if part.amount else 1)
