"""What can never be is refused by the database itself, whoever asks it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from tests.service.conftest import DAY, told

from rugwijzer.service.accounts.models import Consent, User
from rugwijzer.service.audit.actions import _within
from rugwijzer.service.audit.models import Entry
from rugwijzer.service.records.actions import (
    keep_draft,
    mark_done,
    note_day,
    record_visit,
    start_episode,
)
from rugwijzer.service.records.models import (
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

X = b"sealed"


def _first(model: type[Any]) -> Any:
    return model._base_manager.order_by("pk").first()


def _set(model: type[Any], **fields: Any) -> Callable[[], object]:
    return lambda: model._base_manager.filter(pk=_first(model).pk).update(**fields)


def _visit(**fields: Any) -> Visit:
    given = {"number": 9, "day": 30, "week": 4, "kind": "check_in", "sealed": X, **fields}
    return Visit.objects.create(
        episode=_first(Episode), guideline=_first(GuidelineVersion), **given
    )


def _advice(visit: Visit, **fields: Any) -> Advice:
    given = {"number": 1, "given": DAY, "attention": "physio", "settled": True, "sealed": X}
    return Advice.objects.create(
        visit=visit, guideline=_first(GuidelineVersion), **{**given, **fields}
    )


def _plan(**fields: Any) -> Plan:
    given = {"episode": _first(Episode), "active": False, "sealed": X, **fields}
    return Plan.objects.create(advice=given.pop("advice", None) or _advice(_visit()), **given)


def _other_episode() -> Episode:
    last = UUID(int=2**128 - 1)
    return Episode.objects.create(id=last, person=_first(Person), began=DAY, ended=DAY, sealed=X)


IMPOSSIBLE: dict[str, list[Callable[[], object]]] = {
    "audit_entry_is_whole": [
        lambda: Entry.objects.create(actor="anna@example.org", subject="service", what="done"),
        lambda: Entry.objects.create(actor="service", subject="anna", what="done"),
        lambda: Entry.objects.create(actor="service", subject="service", what="pain_now = 4"),
    ],
    "accounts_address_in_small_letters": [_set(User, email="Anna@example.org")],
    "accounts_language_is_known": [_set(User, language="de")],
    "accounts_one_consent_at_a_time": [
        lambda: Consent.objects.create(user=_first(User), version="x", given="2026-03-02T12:00Z")
    ],
    "accounts_consent_withdrawn_after_given": [_set(Consent, withdrawn="2000-01-01T12:00Z")],
    "accounts_consent_has_words": [_set(Consent, version="")],
    "records_person_has_a_key": [_set(Person, wrapped_key=b"")],
    "records_guideline_is_whole": [
        _set(GuidelineVersion, number=""),
        _set(GuidelineVersion, packed=b""),
        lambda: GuidelineVersion.objects.create(digest="", number="1", packed=X),
    ],
    "records_draft_is_sealed": [_set(Draft, sealed=b"")],
    "records_one_episode_at_a_time": [
        lambda: Episode.objects.create(person=_first(Person), began=DAY, sealed=X)
    ],
    "records_episode_ends_after_it_began": [_set(Episode, ended=DAY - timedelta(days=1))],
    "records_episode_is_sealed": [_set(Episode, sealed=b"")],
    "records_visits_have_an_order": [lambda: _visit(number=2)],
    "records_one_check_in_a_week": [lambda: _visit(day=13, week=1)],
    "records_visit_belongs_to_its_week": [
        lambda: _visit(day=34, week=5),
        lambda: _visit(day=35, week=4),
        lambda: _visit(day=-1, week=0),
    ],
    "records_first_visit_is_the_first": [
        lambda: _visit(kind="first"),
        _set(Visit, kind="alarm", number=1),
    ],
    "records_visit_is_of_a_kind": [lambda: _visit(kind="other")],
    "records_visit_is_sealed": [lambda: _visit(sealed=b"")],
    "records_advices_have_an_order": [lambda: _advice(_first(Visit))],
    "records_attention_is_a_level": [lambda: _advice(_visit(), attention="urgent")],
    "records_advice_is_sealed": [lambda: _advice(_visit(), sealed=b"")],
    "records_one_active_plan": [lambda: _plan(active=True)],
    "records_plan_is_due_for_something": [
        lambda: _plan(due_on=DAY),
        lambda: _plan(due_for="plan"),
        lambda: _plan(due_on=DAY, due_for="fun"),
    ],
    "records_plan_is_sealed": [lambda: _plan(sealed=b"")],
    "records_plan_belongs": [
        lambda: _plan(episode=_other_episode()),
        lambda: _set(Plan, episode=_other_episode())(),
    ],
    "records_done_once_a_day": [
        lambda: Done.objects.create(episode=_first(Episode), day=0, sealed=X)
    ],
    "records_done_has_a_day": [_set(Done, day=-1)],
    "records_done_is_sealed": [_set(Done, sealed=b"")],
    "records_one_note_a_day": [
        lambda: Diary.objects.create(episode=_first(Episode), day=0, sealed=X)
    ],
    "records_note_has_a_day": [_set(Diary, day=-1)],
    "records_note_is_sealed": [_set(Diary, sealed=b"")],
}
BY_TRIGGER = {"records_plan_belongs"}


def test_every_constraint_has_somebody_who_tries_to_break_it() -> None:
    ours = [
        constraint.name
        for app in ("audit", "accounts", "records")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    ]
    assert sorted(IMPOSSIBLE.keys() - BY_TRIGGER) == sorted(ours)


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_the_database_refuses(name: str, anna: User) -> None:
    start_episode(anna.person, told())
    record_visit(anna.person, told(7))
    mark_done(anna.person, DAY, "bridge", 1)
    note_day(anna.person, DAY, {"pain": 1})
    keep_draft(anna.person, {})
    for attempt in IMPOSSIBLE[name]:
        with pytest.raises(IntegrityError) as refused, transaction.atomic(), _within("trying"):
            attempt()
        if connection.vendor == "postgresql" or "UNIQUE" not in str(refused.value):
            assert name in str(refused.value)


def test_an_account_with_records_is_not_deleted_by_the_way(anna: User) -> None:
    with pytest.raises((models.ProtectedError, DatabaseError)):
        anna.delete()


def test_what_stands_in_clear_is_known_and_no_answer_is_among_it() -> None:
    clear = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("records").get_models()
        for field in model._meta.concrete_fields
        if field.name not in ("id", "sealed", "saved") and not field.is_relation
    }
    assert clear == {
        "person.wrapped_key",
        "person.since",
        "guidelineversion.digest",
        "guidelineversion.number",
        "guidelineversion.packed",
        "guidelineversion.since",
        "episode.began",
        "episode.ended",
        "visit.day",
        "visit.number",
        "visit.week",
        "visit.kind",
        "visit.corrected",
        "advice.number",
        "advice.given",
        "advice.attention",
        "advice.settled",
        "plan.active",
        "plan.due_on",
        "plan.due_for",
        "done.day",
        "diary.day",
    }
