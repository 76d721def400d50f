"""What is kept of a person, read: for herself, and for what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rugwijzer.care.history import Visit as Told
from rugwijzer.care.history import by_day
from rugwijzer.service import knowledge
from rugwijzer.service.accounts.models import User
from rugwijzer.service.audit.models import Entry
from rugwijzer.service.audit.pseudonyms import pseudonym
from rugwijzer.service.records.models import (
    Advice,
    Diary,
    Done,
    Draft,
    Episode,
    Person,
    Plan,
    Visit,
)
from rugwijzer.service.records.visits import understood


def person_of(user: User) -> Person | None:
    """Her records, if any are kept."""
    return Person.objects.filter(user=user).first()


def active_episode(person: Person) -> Episode | None:
    """The episode she is in."""
    return Episode.objects.filter(person=person, ended__isnull=True).first()


def draft_of(person: Person) -> Any | None:
    """Her sitting that is not finished."""
    draft = Draft.objects.filter(person=person).first()
    return draft.told(person) if draft is not None else None


def told_in(person: Person, episode: Episode, until: date = date.max) -> tuple[Told, ...]:
    """What she told in an episode as far as the guideline of today understands it, day by day."""
    guideline = knowledge.guideline()
    visits = Visit.objects.filter(episode=episode).select_related("episode").order_by("number")
    return by_day(
        (understood(guideline, visit.on, visit.told(person)).visit for visit in visits), until
    )


@dataclass(frozen=True)
class Advised:
    """One advice as it was given, with its plan, and by which guideline."""

    on: date
    guideline: str
    assessment: Any
    plan: Any
    active: bool


def advised(person: Person, episode: Episode) -> Iterator[Advised]:
    """Everything advised in an episode, in order. Nothing of it is worked out anew."""
    plans = (
        Plan.objects.filter(episode=episode)
        .select_related("advice", "advice__guideline")
        .defer("advice__guideline__packed")
        .order_by("advice__visit__number", "advice__number")
    )
    for plan in plans:
        advice = plan.advice
        yield Advised(
            advice.given,
            advice.guideline.number,
            advice.told(person),
            plan.told(person),
            plan.active,
        )


def active_plan(person: Person, episode: Episode) -> Any | None:
    """The plan that counts now, as it was made."""
    plan = Plan.objects.filter(episode=episode, active=True).first()
    return plan.told(person) if plan is not None else None


def done_in(person: Person, episode: Episode) -> dict[date, dict[str, int]]:
    """What was done, by day."""
    rows = Done.objects.filter(episode=episode).select_related("episode")
    return {row.on: row.told(person) for row in rows}


def diary_in(person: Person, episode: Episode) -> dict[date, dict[str, int]]:
    """What was noted, by day."""
    rows = Diary.objects.filter(episode=episode).select_related("episode")
    return {row.on: row.told(person) for row in rows}


def who_is_due(on: date) -> list[tuple[UUID, date, str]]:
    """The accounts that are due on a day or were before it: since when, and what for."""
    plans = Plan.objects.filter(active=True, due_on__lte=on, episode__ended__isnull=True)
    rows = plans.order_by("due_on", "pk").values_list("episode__person__user", "due_on", "due_for")
    return [(user, since, what_for) for user, since, what_for in rows if since is not None]


def everything(user: User) -> dict[str, Any]:
    """All that is kept of somebody, readable: what she may take with her."""
    person = person_of(user)
    return {
        "account": {
            "email": user.email,
            "language": user.language,
            "made": user.made.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
        },
        "consents": [
            {
                "version": each.version,
                "given": each.given.isoformat(),
                "withdrawn": each.withdrawn.isoformat() if each.withdrawn else None,
            }
            for each in user.consents.all()
        ],
        "draft": draft_of(person) if person is not None else None,
        "episodes": [_episode(person, each) for each in person.episodes.all()] if person else [],
        "audit": [
            {"at": each.at.isoformat(), "what": each.what}
            for each in Entry.objects.filter(subject=pseudonym(user.audit_id))
        ],
    }


def _episode(person: Person, episode: Episode) -> dict[str, Any]:
    visits = Visit.objects.filter(episode=episode).select_related("episode").order_by("number")
    return {
        "began": episode.began.isoformat(),
        "ended": episode.ended.isoformat() if episode.ended else None,
        **episode.told(person),
        "visits": [
            {
                "id": str(visit.pk),
                "on": visit.on.isoformat(),
                "kind": visit.kind,
                **visit.told(person),
                "corrected": visit.corrected.isoformat() if visit.corrected else None,
                "advice": [_advice(person, each) for each in visit.advices.all()],
            }
            for visit in visits
        ],
        "done": _dated(done_in(person, episode)),
        "diary": _dated(diary_in(person, episode)),
    }


def _advice(person: Person, advice: Advice) -> dict[str, Any]:
    return {
        "on": advice.given.isoformat(),
        "guideline": advice.guideline.number,
        "assessment": advice.told(person),
        "plan": advice.plan.told(person),
    }


def _dated(days: dict[date, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {day.isoformat(): told for day, told in days.items()}
