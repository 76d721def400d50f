"""A plan on one's own phone: it is the planner's plan, and nothing of it stays with the service."""

from __future__ import annotations

import json
import logging
import os
import re
from datetime import date, timedelta
from itertools import islice
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings
from tests.whole import guideline

from rugwijzer.care.history import DERIVED, Visit
from rugwijzer.care.returning import as_stopped
from rugwijzer.care.stories import load_stories, run, visits_of
from rugwijzer.compiler import read_files
from rugwijzer.paths import find
from rugwijzer.service import knowledge
from rugwijzer.service.site.phone_reading import LARGEST, MOST, as_plain
from rugwijzer.service.site.phone_telling import FIRST, words_of

TODAY = date(2026, 11, 23)
STORIES = ("numb-in-week-three", "silent-for-three-weeks", "never-does-the-exercises")
"""Who has an alarm sign, who falls silent, and who stops."""
SLOW = bool(os.environ.get("RUGWIJZER_SLOW"))
"""Every moment of a story in the slow run, else one in four."""
POSTS = ("/telefoon/vandaag/", "/telefoon/weekcheck/", "/en/phone/today/", "/en/phone/check-in/")


@pytest.fixture(autouse=True)
def _files_as_they_are(settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def post(path: str, body: object, client: Client | None = None) -> Any:
    raw = body if isinstance(body, str | bytes) else json.dumps(body)
    return (client or Client()).post(path, raw, content_type="application/json")


def sent(visits: list[Visit], today: date, **more: object) -> dict[str, object]:
    guideline = knowledge.guideline()
    plain = [as_plain(guideline, visit) | {"measures": dict(visit.measures)} for visit in visits]
    return {"today": today.isoformat(), "visits": plain, **more}


def person(name: str = "someone_new", **changes: Any) -> dict[str, Any]:
    return {**guideline().people[name].record, **changes}


# --- the plan


@pytest.mark.parametrize("path", POSTS[::2])
def test_the_fragment_is_the_plan_of_the_planner_for_everybody_in_the_guideline(path: str) -> None:
    for someone in guideline().people.values():
        visits = [Visit(TODAY, {k: v for k, v in someone.record.items() if k not in DERIVED})]
        if not visits[0].answers:
            continue
        for today in (TODAY,) if path == POSTS[0] else (TODAY + timedelta(days=9),):
            _is_the_plan(path, visits, today)


def test_the_fragment_is_the_plan_of_the_planner_at_every_moment_of_a_story() -> None:
    stories = load_stories(guideline(), read_files(find("guideline")))
    for story in (each for each in stories if each.name in STORIES):
        visits = visits_of(guideline(), knowledge.engine(), story)
        for tried in islice(run(knowledge.planner(), story), 0, None, 1 if SLOW else 4):
            on = tried.plan.at
            seen = [visit for visit in visits if visit.at <= on]
            _is_the_plan("/telefoon/vandaag/", seen, on)


def _is_the_plan(path: str, visits: list[Visit], today: date) -> None:
    plan = as_stopped(knowledge.planner().plan_of(visits, today), visits)
    words = words_of(plan)
    answer = post(path, sent(visits, today))
    assert answer.status_code == 200, answer.content[:200]
    found = answer.json()
    assert found["state"] == plan.state
    assert found["check_in"] == (plan.check_in.isoformat() if plan.check_in else None)
    assert bool(found["card"]) == words.is_urgent
    shown = re.findall(r'data-thing="([^"]*)"', found["html"])
    hidden = found["urgent"] or words.is_bridge or plan.state == "stopped"
    expected = [] if hidden else [f"{part.kind}/{part.slug or ''}" for part in plan.today]
    assert shown == expected
    first = found["html"].split('class="more-today"')[0]
    assert first.count("data-thing=") <= FIRST


def test_a_check_in_asks_what_the_doctor_said_after_an_urgent_result() -> None:
    urgent = [Visit(TODAY, person(saddle="new_or_worse"))]
    assert post(POSTS[0], sent(urgent, TODAY)).json()["opens"] == ""
    later = TODAY + timedelta(days=1)
    assert post(POSTS[0], sent(urgent, later)).json()["opens"] == "doctor"
    asked = post(POSTS[1], sent(urgent, later, why="check_in")).json()
    assert 'name="doctor_said"' in asked["html"]
    assert not asked["done"]


def test_something_changed_asks_the_four_questions_first_also_on_the_same_day() -> None:
    for today in (TODAY, TODAY + timedelta(days=2)):
        asked = post(POSTS[1], sent([Visit(TODAY, person())], today, why="changed")).json()
        for name in ("saddle", "bladder", "bowel", "legs"):
            assert f'name="{name}"' in asked["html"]


def test_numb_today_is_a_call_card_after_one_screen() -> None:
    kept = sent([Visit(TODAY - timedelta(days=21), person())], TODAY, why="changed")
    asked = post(POSTS[1], kept).json()
    answers = [["saddle", "new_or_worse"], ["bladder", "none"], ["bowel", "none"], ["legs", "none"]]
    after = post(POSTS[1], {**kept, "sealed": asked["sealed"], "sent": answers, "do": "answer"})
    found = after.json()
    assert found["urgent"]
    assert "data-call-card" in found["card"]
    assert found["visit"]["answers"]["saddle"] == "new_or_worse"


def test_a_quiet_week_asks_the_alarm_signs_and_then_is_one() -> None:
    visits = [Visit(TODAY - timedelta(days=9), person())]
    kept = sent(visits, TODAY, why="quiet")
    found = post(POSTS[1], kept).json()
    screens = 0
    while not found["done"]:
        names = dict.fromkeys(re.findall(r'<input type="\w+" name="([\w.]+)"', found["html"]))
        answers = [[name, _mildest(name, found["html"])] for name in names]
        found = post(
            POSTS[1], {**kept, "sealed": found["sealed"], "sent": answers, "do": "answer"}
        ).json()
        screens += 1
        assert screens < 8
    told_today = found["visit"]
    assert told_today["answers"]["saddle"] == "none"
    plan = post(POSTS[0], {**kept, "visits": [*kept["visits"], told_today]}).json()  # type: ignore[misc]
    assert plan["state"] == "quiet_week"


def _mildest(name: str, html: str) -> str:
    if name == "pain_area":
        return "low_back"
    values = re.findall(rf'name="{re.escape(name)}" value="([^"]*)"', html)
    return next((each for each in ("-none", "-no", "none") if each in values), values[0])


def test_stopping_for_a_reason_stops_and_may_begin_again() -> None:
    first, today = Visit(TODAY - timedelta(days=9), person()), TODAY
    for reason, state in (("too_much", "stopped"), ("better", "graduated")):
        visits = [first, Visit(today, {"stopped": reason})]
        found = post(POSTS[0], sent(visits, today)).json()
        assert found["state"] == state
        assert ('data-begin="again"' in found["html"]) == (state == "stopped")
        again = post(POSTS[1], sent(visits, today + timedelta(days=3), why="again")).json()
        assert again["visit"]["answers"]["stopped"] == "going_on"


# --- a sitting goes on only with what it began with


def test_a_sitting_of_other_visits_or_another_day_begins_anew() -> None:
    visits = [Visit(TODAY - timedelta(days=9), person())]
    begun = post(POSTS[1], sent(visits, TODAY, why="check_in")).json()
    for other, day, why in (
        ([Visit(visits[0].at, person(pain_now=9))], TODAY, "check_in"),
        (visits, TODAY + timedelta(days=1), "check_in"),
        (visits, TODAY, "changed"),
    ):
        again = post(POSTS[1], sent(other, day, why=why, sealed=begun["sealed"], do="answer"))
        assert again.json()["lost"], why
    same = post(POSTS[1], sent(visits, TODAY, why="check_in", sealed=begun["sealed"])).json()
    assert "lost" not in same


# --- what cannot be read


BAD: list[object] = [
    "", "{", "[]", "null", "1", '"x"', "[" * 100_000, "1" * 5000, b"\xff\xfe", {},
    {"today": "2026-11-23"}, {"today": "gisteren", "visits": []}, {"today": 5, "visits": []},
    {"today": "2026-02-30", "visits": []},
    {"today": "0001-01-01", "visits": [{"at": "0001-01-01"}]},
    {"today": "2026-11-23", "visits": {}}, {"today": "2026-11-23", "visits": [1]},
    {"today": "2026-11-23", "visits": [{"at": "2026-11-23", "answers": []}]},
    {"today": "2026-11-23", "visits": [{"at": "9999-12-31", "answers": {"pain_now": 3}}]},
    {"today": "2026-11-23", "visits": [{"at": "2026-11-24", "answers": {"pain_now": 3}}]},
    {"today": "2026-11-23", "visits": [{"at": "2026-11-23", "answers": {"nothing": 3}}]},
    {"today": "2026-11-23", "visits": [{"at": "2026-11-23"}] * (MOST + 1)},
    "x" * (LARGEST + 1),
]  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_what_cannot_be_read_is_said_in_words_and_never_a_traceback(path: str, body: Any) -> None:
    answer = post(path, body)
    assert answer.status_code in (400, 413, 422)
    assert answer.json()["problem"]
    assert "Traceback" not in answer.content.decode()


def test_an_answer_that_a_later_guideline_does_not_know_is_left_out_and_said() -> None:
    visit = as_plain(knowledge.guideline(), Visit(TODAY, person()))
    visit["answers"] |= {"from_before": True, "saddle": "of_old"}  # type: ignore[operator]
    body = {"today": TODAY.isoformat(), "visits": [visit]}
    answer = post(POSTS[0], body).json()
    assert "Onze vragen zijn veranderd" in answer["html"]
    assert post(POSTS[0], {**body, "strict": True}).status_code == 422


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
names = st.sampled_from(sorted(knowledge.guideline().facts))


@hypothesis_settings(
    deadline=None, max_examples=25, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(
    answers=st.dictionaries(names, anything, max_size=6),
    pairs=anything,
    token=st.text(max_size=20),
    why=st.sampled_from(["check_in", "changed", "quiet", "again", ""]),
)
def test_nothing_that_is_sent_breaks_it(answers: Any, pairs: Any, token: str, why: str) -> None:
    visits = [{"at": "2026-11-01", "answers": {"pain_now": 4} | answers}]
    body = {"today": "2026-11-23", "visits": visits, "why": why, "do": "answer"}
    for more in ({}, {"sealed": token, "sent": pairs}):
        for path in POSTS[:2]:
            assert post(path, {**body, **more}).status_code in (200, 400, 413, 422)


@pytest.mark.parametrize("path", [*POSTS, "/telefoon/bewaar/", "/telefoon/wis/"])
def test_only_our_own_pages_may_send(path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert post(path, {}, strict).status_code == 403
    assert Client().get(path).status_code == 405


# --- nothing stays


def test_nothing_is_written_or_logged_and_no_cookie_is_given(
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Without the mark of a database, any query would fail.
    visits = [Visit(TODAY, person(pain_now=7))]
    with caplog.at_level(logging.DEBUG):
        for path in POSTS:
            answer = post(path, sent(visits, TODAY, why="check_in"))
            assert answer.status_code == 200
            assert not answer.cookies
            assert "no-store" in answer.headers["Cache-Control"]
        post(POSTS[0], {"today": "2026-11-23", "visits": [{"at": "x", "answers": {"saddle": 1}}]})
    assert "saddle" not in caplog.text
    assert "pain_now" not in caplog.text


def test_the_check_is_kept_only_from_ones_own_cookie() -> None:
    client = Client()
    assert post("/telefoon/bewaar/", {"today": "2026-11-23"}, client).json()["kind"] == "no_check"
    client.post("/check/", {"for": "me"})
    client.post("/check/1/", {"tick.collapse": "-none"})
    kept = post("/telefoon/bewaar/", {"today": "2026-11-23"}, client).json()["visit"]
    assert kept["at"] == "2026-11-23"
    assert kept["answers"]["collapse"] is False
    client.post("/telefoon/wis/")
    assert post("/telefoon/bewaar/", {"today": "2026-11-23"}, client).status_code == 409


# --- on the phone


def test_the_worker_and_the_sign_on_the_phone_name_what_there_is() -> None:
    worker = Client().get("/sw.js")
    assert worker.headers["Content-Type"].startswith("text/javascript")
    made = json.loads(worker.content.decode().split("\n")[0].removeprefix("const MADE = ")[:-1])
    for page in (*made["pages"]["nl"], *made["pages"]["en"]):
        assert Client().get(page).status_code == 200
    for path, start in (
        ("/manifest.webmanifest", "/telefoon/"),
        ("/en/manifest.webmanifest", "/en/phone/"),
    ):
        sign = Client().get(path).json()
        assert (sign["name"], sign["start_url"], sign["scope"]) == ("Rugwijzer", start, "/")


@pytest.mark.parametrize("path", ["/telefoon/", "/en/phone/", "/telefoon/belkaart/"])
def test_the_pages_of_the_phone_hold_nothing_of_anybody_and_no_inline_script(path: str) -> None:
    page = Client().get(path).content.decode()
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert " style=" not in page
    assert not re.search(r"\son\w+=", page)
