"""How it goes: her numbers, her days, and all earlier advice as it was given."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.service.addresses import address
from tests.service.conftest import told

from rugwijzer.care import assessment as assessing
from rugwijzer.service.accounts.models import User
from rugwijzer.service.patients import diary as noting
from rugwijzer.service.patients import progress as showing
from rugwijzer.service.patients.earlier import guideline_of, plan_of
from rugwijzer.service.patients.earlier import told as in_words
from rugwijzer.service.records.actions import (
    correct_answer,
    mark_done,
    note_day,
    record_visit,
    start_episode,
)
from rugwijzer.service.records.models import Advice, Diary, Visit
from rugwijzer.service.records.reading import diary_in

TODAY = date.today()


def on(days: int, **answers: Any) -> Any:
    """What is told so many days before today."""
    visit = told(0, **answers)
    return type(visit)(TODAY - timedelta(days=days), visit.answers, visit.measures)


@pytest.fixture
def hers(client: Client, anna: User) -> Client:
    client.force_login(anna)
    return client


def test_before_anything_is_kept_the_pages_lead_to_the_check(hers: Client) -> None:
    for name in ("progress", "diary", "data"):
        page = hers.get(address(name))
        assert page.status_code == 200
    assert address("check") in hers.get(address("progress")).content.decode()


def test_the_table_has_every_number_of_the_picture(hers: Client, anna: User) -> None:
    start_episode(anna.person, on(14, pain_now=8))
    record_visit(anna.person, on(7, pain_now=5))
    note_day(anna.person, TODAY - timedelta(days=3), {"pain": 2})
    page = hers.get(address("progress")).content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert re.findall(r"</th><td>(\d+)</td>", table) == ["2", "5", "8"]
    picture = hers.get(address("progress_picture"))
    assert picture["Content-Type"] == "image/svg+xml"
    svg = picture.content.decode()
    assert "<title" in svg
    assert "<desc" in svg
    assert 'role="img"' in svg
    assert all(f": {number}." in svg for number in (8, 5, 2))
    assert "style=" not in page


def test_a_number_told_at_a_check_in_counts_before_one_noted_that_day(anna: User) -> None:
    episode = start_episode(anna.person, on(7, pain_now=8))
    note_day(anna.person, TODAY - timedelta(days=7), {"pain": 1})
    course = showing.course_of(anna.person, episode, TODAY)
    assert course is not None
    assert [each.pain for each in course.drawn.told] == [8]


def test_what_she_noted_in_the_diary_never_changes_what_is_advised(anna: User) -> None:
    episode = start_episode(anna.person, on(7, pain_now=8))
    before = showing.course_of(anna.person, episode, TODAY)
    note_day(anna.person, TODAY, {"pain": 1})
    after = showing.course_of(anna.person, episode, TODAY)
    assert before is not None
    assert after is not None
    assert (after.own.said, after.own.milestones) == (before.own.said, before.own.milestones)


def test_days_are_counted_without_reproach(hers: Client, anna: User) -> None:
    episode = start_episode(anna.person, on(20))
    page = hers.get(address("progress")).content.decode()
    assert "Dat geeft niet" in page
    for ago in (1, 3):
        mark_done(anna.person, TODAY - timedelta(days=ago), "walking", 1)
    note_day(anna.person, TODAY, {"activity": 2})
    note_day(anna.person, TODAY - timedelta(days=2), {"activity": 0})
    note_day(anna.person, TODAY - timedelta(days=9), {"activity": 1})
    weeks = list(showing.done_by_week(anna.person, episode, TODAY))
    assert [each.count for each in weeks] == [3, 1]
    page = hers.get(address("progress")).content.decode()
    assert "Je deed 3 van de 7 dagen iets" in page
    assert not re.search(r"gemist|te weinig|maar \d van", page)


def test_earlier_advice_reads_as_it_was_given_and_nothing_is_worked_out(
    hers: Client, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_episode(anna.person, on(7, saddle="new_or_worse"))
    record_visit(anna.person, on(0, pain_now=2), "changed")
    first = Advice.objects.order_by("visit__number").first()
    assert first is not None

    def never(*args: object, **kwargs: object) -> None:
        raise AssertionError

    monkeypatch.setattr(assessing, "assess", never)
    monkeypatch.setattr("rugwijzer.service.knowledge.engine", never)
    monkeypatch.setattr("rugwijzer.service.knowledge.planner", never)
    page = hers.get(f"/verloop/advies/{first.pk}/")
    assert page.status_code == 200
    words = in_words(anna.person, first, "nl")
    assert words.level in ("same_day", "call_now", "call_112")
    assert words.title in page.content.decode()
    assert f"richtlijn {first.guideline.number}" in page.content.decode()
    assert address("today_call_card") in page.content.decode()


def test_an_advice_is_worded_by_its_own_guideline(anna: User) -> None:
    start_episode(anna.person, on(0, saddle="new_or_worse"))
    advice = Advice.objects.get()
    kept = guideline_of(advice.guideline)
    assert kept.version is not None
    assert kept.version.number == advice.guideline.number
    plan = advice.plan.told(anna.person)
    assert plan_of(plan).as_json() == plan


def test_a_corrected_answer_leaves_the_older_advice_to_be_read(hers: Client, anna: User) -> None:
    start_episode(anna.person, on(1, saddle="new_or_worse"))
    correct_answer(anna.person, Visit.objects.get().pk, "saddle", "none", TODAY)
    old, new = Advice.objects.order_by("number")
    assert in_words(anna.person, old, "nl").level != in_words(anna.person, new, "nl").level
    assert "nieuwer advies" in hers.get(f"/verloop/advies/{old.pk}/").content.decode()
    assert "nieuwer advies" not in hers.get(f"/verloop/advies/{new.pk}/").content.decode()


def test_nobody_sees_the_course_or_advice_of_another(
    client: Client, anna: User, bert: User
) -> None:
    start_episode(anna.person, on(1))
    advice = Advice.objects.get()
    client.force_login(bert)
    assert client.get(f"/verloop/advies/{advice.pk}/").status_code == 404
    assert client.get(address("progress_picture")).status_code == 404


# --- the diary


def test_one_tap_keeps_a_number_and_another_replaces_it(hers: Client, anna: User) -> None:
    episode = start_episode(anna.person, on(3))
    assert hers.post(address("diary"), {"pain": "4", "ago": "0"}).status_code == 302
    assert hers.post(address("diary"), {"activity": "2", "ago": "0"}).status_code == 302
    hers.post(address("diary"), {"pain": "6", "ago": "0"})
    hers.post(address("diary"), {"pain": "1", "ago": "2"})
    assert diary_in(anna.person, episode) == {
        TODAY: {"pain": 6, "activity": 2},
        TODAY - timedelta(days=2): {"pain": 1},
    }
    page = hers.get(address("diary")).content.decode()
    assert 'name="pain" value="6" aria-pressed="true"' in page
    hers.post(address("diary"), {"clear": "pain", "ago": "0"})
    assert diary_in(anna.person, episode)[TODAY] == {"activity": 2}


def test_what_is_tapped_stands_sealed_and_nothing_else_can_be_sent(
    hers: Client, anna: User
) -> None:
    start_episode(anna.person, on(3))
    for wrong in ({"pain": "11"}, {"pain": "-1"}, {"pain": "veel"}, {"activity": "9"}, {}):
        assert hers.post(address("diary"), {"ago": "0", **wrong}).status_code == 200
    assert not Diary.objects.exists()
    hers.post(address("diary"), {"pain": "7", "ago": "99"})
    row = Diary.objects.get()
    assert row.on == TODAY
    assert b"pain" not in bytes(row.sealed)
    assert noting.HIGHEST == {"pain": 10, "activity": 3}


def test_a_day_before_the_episode_is_not_noted(hers: Client, anna: User) -> None:
    start_episode(anna.person, on(1))
    assert hers.post(address("diary"), {"pain": "7", "ago": "5"}).status_code == 200
    assert not Diary.objects.exists()
