"""Every write is an action with its entry, and no entry says what somebody answered."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django import Settings
from tests.service.conftest import told

from rugwijzer.service.accounts.models import Consent, User
from rugwijzer.service.audit.actions import Guarded, OutsideAction, acting, action
from rugwijzer.service.audit.models import Entry, Unchangeable
from rugwijzer.service.audit.pseudonyms import pseudonym
from rugwijzer.service.records import actions
from rugwijzer.service.records.actions import record_visit, start_episode
from rugwijzer.service.records.models import Episode, Person, Visit

KEPT = [model for model in apps.get_models() if issubclass(model, Guarded)]


def test_all_that_is_kept_of_a_person_is_guarded() -> None:
    ours = {
        model for app in ("records", "accounts") for model in apps.get_app_config(app).get_models()
    }
    assert ours - set(KEPT) == {User}


def test_every_public_function_that_writes_is_an_action() -> None:
    tree = ast.parse(Path(actions.__file__).read_text(encoding="utf-8"))
    public = [
        each.name
        for each in tree.body
        if isinstance(each, ast.FunctionDef)
        and not each.name.startswith("_")
        and each.name != "tidy"
    ]
    assert public
    for name in public:
        assert hasattr(getattr(actions, name), "action"), name


def test_what_is_written_outside_an_action_is_refused(anna: User) -> None:
    start_episode(anna.person, told())
    for model in KEPT:
        row = model._base_manager.first()
        other = next(each.name for each in model._meta.concrete_fields if not each.primary_key)
        if row is None:
            continue
        with pytest.raises(OutsideAction):
            row.save()
        with pytest.raises(OutsideAction):
            row.delete()
        for manager in (model._default_manager, model._base_manager):
            with pytest.raises(OutsideAction):
                manager.all().delete()
            with pytest.raises(OutsideAction):
                manager.update(**{model._meta.pk.name: row.pk})
            with pytest.raises(OutsideAction):
                manager.bulk_create([])
            with pytest.raises(OutsideAction):
                manager.bulk_update([row], [other])
            with pytest.raises(OutsideAction):
                manager.create()
    with pytest.raises(OutsideAction), transaction.atomic():
        anna.person.episodes.update(began="2020-01-01")


def test_an_action_leaves_one_entry_with_pseudonyms_only(anna: User) -> None:
    before = Entry.objects.count()
    start_episode(anna.person, told(saddle="new_or_worse"))
    entry = Entry.objects.last()
    assert entry is not None
    assert Entry.objects.count() == before + 1
    assert entry.what == "episode_started"
    assert entry.actor == entry.subject == pseudonym(str(anna.pk))
    for value in Entry.objects.values_list():
        words = " ".join(map(str, value))
        assert anna.email not in words
        assert str(anna.pk) not in words
        assert anna.pk.hex not in words
        assert "saddle" not in words


def test_an_action_that_fails_leaves_neither_entry_nor_row(anna: User) -> None:
    @action("half_done")
    def fail(person: Person) -> None:
        Episode(person=person, began=told().at, sealed=b"x").save()
        raise RuntimeError

    before = Entry.objects.count()
    with pytest.raises(RuntimeError):
        fail(anna.person)
    assert Entry.objects.count() == before
    assert not Episode.objects.exists()


def test_what_somebody_else_does_bears_her_pseudonym(anna: User, bert: User) -> None:
    with acting(bert):
        start_episode(anna.person, told())
    with acting(None):
        record_visit(anna.person, told(7))
    one, two = Entry.objects.order_by("-pk")[:2][::-1]
    assert (one.actor, one.subject) == (pseudonym(str(bert.pk)), pseudonym(str(anna.pk)))
    assert two.actor == "service"


def test_an_entry_is_never_changed_or_removed(anna: User) -> None:
    entry = Entry.objects.first()
    assert entry is not None
    entry.what = "other"
    with pytest.raises(Unchangeable):
        entry.save()
    with pytest.raises(Unchangeable):
        entry.delete()
    with pytest.raises(Unchangeable):
        Entry.objects.all().delete()
    with pytest.raises(Unchangeable):
        Entry.objects.update(what="other")


def test_the_same_person_has_another_name_under_another_secret(
    settings: Settings,
) -> None:
    one = pseudonym("somebody")
    assert one == pseudonym("somebody")
    settings.SECRET_KEY = "another secret of the service, long enough"
    assert pseudonym("somebody") != one


def test_agreeing_is_in_the_audit_too(anna: User) -> None:
    assert Consent.objects.get(user=anna).withdrawn is None
    assert [each.what for each in Entry.objects.all()] == ["consent_given", "person_added"]
    assert not Visit.objects.exists()
