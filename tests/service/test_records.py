"""What is kept of a person: what she told and was advised, all of it only with her key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings
from tests.service.conftest import DAY, told

from rugwijzer.compiler import restore_guideline
from rugwijzer.service import knowledge
from rugwijzer.service.accounts.actions import give_consent
from rugwijzer.service.accounts.keys import CannotOpen
from rugwijzer.service.accounts.models import User
from rugwijzer.service.audit.models import Entry
from rugwijzer.service.audit.pseudonyms import pseudonym
from rugwijzer.service.records import reading
from rugwijzer.service.records.actions import (
    Refused,
    add_person,
    correct_answer,
    delete_person,
    drop_draft,
    keep_draft,
    mark_done,
    note_day,
    record_visit,
    start_episode,
    stop_episode,
    withdraw,
)
from rugwijzer.service.records.models import (
    Advice,
    Episode,
    GuidelineVersion,
    Person,
    Plan,
    Visit,
)
from rugwijzer.service.records.visits import as_plain, understood


def test_a_first_check_gives_an_episode_with_one_visit_one_advice_and_one_plan(anna: User) -> None:
    episode = start_episode(anna.person, told(saddle="none"))
    visit = Visit.objects.get(episode=episode)
    advice = Advice.objects.get(visit=visit)
    plan = Plan.objects.get(advice=advice)
    assert (visit.kind, visit.week, visit.on) == ("first", 0, DAY)
    assert visit.told(anna.person)["answers"] == {"pain_now": 4, "saddle": "none"}
    assert advice.told(anna.person)["guideline_version"] == advice.guideline.number
    assert plan.active
    assert plan.told(anna.person)["at"] == DAY.isoformat()
    assert plan.due_on is None or plan.due_for in ("plan", "alarm")


def test_a_later_visit_makes_a_new_plan_and_the_earlier_advice_stays_as_it_was(anna: User) -> None:
    episode = start_episode(anna.person, told())
    first = list(reading.advised(anna.person, episode))
    record_visit(anna.person, told(7, pain_now=2))
    record_visit(anna.person, told(9, pain_now=8), "changed")
    found = list(reading.advised(anna.person, episode))
    assert found[0].assessment == first[0].assessment
    assert found[0].plan == first[0].plan
    assert [each.active for each in found] == [False, False, True]
    assert [each.on for each in found] == [DAY + timedelta(days=n) for n in (0, 7, 9)]
    assert reading.active_plan(anna.person, episode) == found[-1].plan


def test_the_visits_come_back_as_care_takes_them(anna: User) -> None:
    visits = [told(), told(7, pain_now=None), told(14, pain_now=2)]
    episode = start_episode(anna.person, visits[0])
    for visit in visits[1:]:
        record_visit(anna.person, visit)
    assert reading.told_in(anna.person, episode) == tuple(visits)


def test_an_answer_that_a_later_guideline_does_not_know_is_left_out_and_kept() -> None:
    guideline = knowledge.guideline()
    plain: dict[str, Any] = as_plain(guideline, told(saddle="none"))
    plain["answers"] |= {"gone": True, "legs": "no_such_option"}
    plain["measures"] = {"gone_too": 3}
    found = understood(guideline, DAY, plain)
    assert found.visit == told(saddle="none")
    assert found.left_out == ("gone", "legs", "gone_too")


def test_the_guideline_of_an_advice_is_kept_once_and_can_be_read_again(anna: User) -> None:
    start_episode(anna.person, told())
    record_visit(anna.person, told(7))
    kept = GuidelineVersion.objects.get()
    restored = restore_guideline(kept.exported)
    assert restored.version == knowledge.guideline().version
    assert restored.facts.keys() == knowledge.guideline().facts.keys()


def test_nothing_told_stands_readable_in_any_table(anna: User) -> None:
    start_episode(anna.person, told(saddle="new_or_worse"))
    mark_done(anna.person, DAY, "bridge", 10)
    note_day(anna.person, DAY, {"pain": 7})
    keep_draft(anna.person, {"s": [["saddle", {"saddle": "unseen"}]]})
    stop_episode(anna.person, DAY, "no_time")
    held = _all_bytes(but=("records_guidelineversion",))
    for word in (b"saddle", b"new_or_worse", b"pain_now", b"bridge", b"no_time", b"unseen"):
        assert word not in held


def test_a_row_moved_to_somebody_else_or_to_another_row_does_not_open(
    anna: User, bert: User
) -> None:
    start_episode(anna.person, told())
    start_episode(bert.person, told(pain_now=9))
    record_visit(anna.person, told(7))
    one, two = Visit.objects.filter(episode__person=anna.person).order_by("number")
    with pytest.raises(CannotOpen):
        one.told(bert.person)
    one.sealed, two.sealed = two.sealed, one.sealed
    for row in (one, two):
        with pytest.raises(CannotOpen):
            row.told(anna.person)


def test_nobody_has_two_episodes_at_once_and_a_new_one_may_follow(anna: User) -> None:
    start_episode(anna.person, told())
    with pytest.raises(Refused, match="episode_already"):
        start_episode(anna.person, told(1))
    stop_episode(anna.person, DAY + timedelta(days=3), "better")
    assert reading.active_episode(anna.person) is None
    assert not Plan.objects.filter(active=True).exists()
    start_episode(anna.person, told(90))
    assert Episode.objects.filter(person=anna.person).count() == 2


def test_what_cannot_be_now_is_refused_and_leaves_nothing(anna: User) -> None:
    for write in (
        lambda: record_visit(anna.person, told(7)),
        lambda: mark_done(anna.person, DAY, "bridge", 1),
        lambda: stop_episode(anna.person, DAY),
    ):
        with pytest.raises(Refused, match="no_episode"):
            write()
    start_episode(anna.person, told())
    record_visit(anna.person, told(8))
    for refused, why in ((told(7), "before_the_last_visit"), (told(9), "checked_in_already")):
        with pytest.raises(Refused, match=why):
            record_visit(anna.person, refused)
    with pytest.raises(Refused, match="before_the_episode"):
        note_day(anna.person, DAY - timedelta(days=1), {"pain": 3})
    assert Visit.objects.count() == Plan.objects.count() == 2


def test_what_was_done_can_be_taken_back(anna: User) -> None:
    episode = start_episode(anna.person, told())
    mark_done(anna.person, DAY, "bridge", 10)
    mark_done(anna.person, DAY, "walking", 1)
    mark_done(anna.person, DAY, "bridge", 8)
    assert reading.done_in(anna.person, episode) == {DAY: {"bridge": 8, "walking": 1}}
    mark_done(anna.person, DAY, "bridge", None)
    mark_done(anna.person, DAY, "walking", None)
    assert reading.done_in(anna.person, episode) == {}
    note_day(anna.person, DAY, {"pain": 3})
    assert reading.diary_in(anna.person, episode) == {DAY: {"pain": 3}}


def test_a_draft_is_kept_until_the_check_is_finished(anna: User) -> None:
    keep_draft(anna.person, {"s": [1]})
    keep_draft(anna.person, {"s": [1, 2]})
    assert reading.draft_of(anna.person) == {"s": [1, 2]}
    start_episode(anna.person, told())
    assert reading.draft_of(anna.person) is None
    keep_draft(anna.person, {"s": []})
    drop_draft(anna.person)
    assert reading.draft_of(anna.person) is None


def test_a_corrected_answer_gives_new_advice_and_the_old_advice_stays(anna: User) -> None:
    episode = start_episode(anna.person, told(saddle="new_or_worse"))
    visit = Visit.objects.get()
    old = Advice.objects.get()
    assert old.attention == "call_now" or old.attention == "call_112"
    at = DAY + timedelta(days=1)
    new = correct_answer(anna.person, visit.pk, "saddle", "none", at)
    visit.refresh_from_db()
    assert visit.told(anna.person)["answers"]["saddle"] == "none"
    assert visit.corrected is not None
    assert new.given == at
    assert new.attention != old.attention
    assert old.told(anna.person) == next(reading.advised(anna.person, episode)).assessment
    assert Plan.objects.get(active=True).advice == new


def test_only_an_answer_of_her_own_can_be_corrected(anna: User, bert: User) -> None:
    start_episode(anna.person, told())
    visit = Visit.objects.get()
    with pytest.raises(Refused, match="no_such_answer"):
        correct_answer(bert.person, visit.pk, "pain_now", 1, DAY)
    for name in ("saddle", "no_such_fact"):
        with pytest.raises(Refused, match="no_such_answer"):
            correct_answer(anna.person, visit.pk, name, None, DAY)


def test_lists_know_who_is_due_without_any_key(anna: User) -> None:
    start_episode(anna.person, told())
    due = Plan.objects.get(active=True).due_on
    assert due is not None
    assert reading.who_is_due(due) == [(anna.pk, due, Plan.objects.get(active=True).due_for)]
    assert reading.who_is_due(due - timedelta(days=1)) == []
    stop_episode(anna.person, due)
    assert reading.who_is_due(due) == []


def test_she_can_take_everything_with_her(anna: User) -> None:
    start_episode(anna.person, told(saddle="none"))
    mark_done(anna.person, DAY, "bridge", 10)
    note_day(anna.person, DAY, {"pain": 4})
    stop_episode(anna.person, DAY, "better")
    found = reading.everything(anna)
    assert found["account"]["email"] == anna.email
    assert len(found["consents"]) == 1
    (episode,) = found["episodes"]
    assert episode["reason"] == "better"
    assert episode["visits"][0]["answers"] == {"pain_now": 4, "saddle": "none"}
    assert episode["visits"][0]["advice"][0]["assessment"]["urgency"]
    assert episode["visits"][0]["advice"][0]["plan"]["parts"] is not None
    assert episode["done"] == {DAY.isoformat(): {"bridge": 10}}
    assert episode["diary"] == {DAY.isoformat(): {"pain": 4}}
    assert {each["what"] for each in found["audit"]} >= {"episode_started", "done_marked"}


def test_who_never_agreed_can_be_shown_that_nothing_is_kept(make: Any) -> None:
    user = make("carla", agreed=False)
    with pytest.raises(Refused, match="no_consent"):
        add_person(user)
    assert reading.everything(user)["episodes"] == []


def test_who_withdraws_her_consent_keeps_her_account_and_nothing_else(anna: User) -> None:
    person = anna.person
    start_episode(person, told())
    withdraw(anna)
    assert not Person.objects.exists()
    assert not Visit.objects.exists()
    assert User.objects.filter(pk=anna.pk).exists()
    with pytest.raises(Refused):
        record_visit(person, told(7))
    with pytest.raises(Refused, match="no_consent"):
        add_person(anna)
    give_consent(anna)
    assert add_person(User.objects.get(pk=anna.pk)).wrapped_key != person.wrapped_key


def test_deleting_leaves_others_alone_and_of_her_only_a_pseudonym(anna: User, bert: User) -> None:
    start_episode(anna.person, told())
    start_episode(bert.person, told())
    who, key, sealed = str(anna.pk), bytes(anna.person.wrapped_key), _sealed(anna.person)
    delete_person(anna)
    held = _all_bytes()
    assert b"anna@example.org" not in held
    for word in (who.encode(), anna.pk.bytes, anna.pk.hex.encode(), key, *sealed):
        assert word not in held
    assert Episode.objects.get().person == bert.person
    assert Entry.objects.filter(subject=pseudonym(who)).last().what == "person_deleted"  # type: ignore[union-attr]


def test_keys_are_rotated_and_then_the_old_one_may_go(
    anna: User, bert: User, settings: Settings
) -> None:
    start_episode(anna.person, told())
    old, new = settings.MASTER_KEYS, "a new key of the service that is long enough"
    settings.MASTER_KEYS = new
    with pytest.raises(CommandError, match="2 cannot be opened"):
        call_command("rotate_keys")
    settings.MASTER_KEYS = f"{new},{old}"
    call_command("rotate_keys")
    settings.MASTER_KEYS = new
    person = Person.objects.get(user=anna)
    assert Visit.objects.get().told(person)["answers"] == {"pain_now": 4}
    entries = Entry.objects.filter(what="key_rewrapped")
    assert {each.actor for each in entries} == {"service"}
    assert entries.count() == 2
    call_command("rotate_keys")
    assert Entry.objects.filter(what="key_rewrapped").count() == 2


def _sealed(person: Person) -> list[bytes]:
    rows = Visit.objects.filter(episode__person=person).values_list("sealed", flat=True)
    return [bytes(row) for row in rows]


def _all_bytes(but: tuple[str, ...] = ()) -> bytes:
    """Every value of every table."""
    held = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in but:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    held += (
                        value
                        if isinstance(value, bytes)
                        else bytes(value)
                        if isinstance(value, memoryview)
                        else str(value).encode()
                    )
    return held
