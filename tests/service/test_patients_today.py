"""Somebody with an account follows her plan: today, a check-in, a change, stopping."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.service.conftest import DAY

from rugwijzer.care.history import Visit as Told
from rugwijzer.care.stories import load_stories
from rugwijzer.compiler import load, read_files
from rugwijzer.paths import find
from rugwijzer.service import knowledge
from rugwijzer.service.accounts.models import User
from rugwijzer.service.asking.carried import carry
from rugwijzer.service.asking.sitting import Sitting, Step
from rugwijzer.service.patients.use import use_at
from rugwijzer.service.records import reading
from rugwijzer.service.records.actions import record_visit, start_episode
from rugwijzer.service.records.models import Advice, Episode, Visit


class Calendar:
    """The day it is in a test."""

    def __init__(self) -> None:
        self.day = DAY

    def go(self, days: int) -> None:
        """To so many days after the first."""
        self.day = DAY + timedelta(days=days)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    found = Calendar()
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: found.day)
    return found


@pytest.fixture(scope="module")
def first_told() -> Callable[[str], dict[str, Any]]:
    folder = find("guideline")
    stories = {each.name: each for each in load_stories(load(folder), read_files(folder))}
    return lambda name: dict(stories[name].moments[0].answers)


@pytest.fixture
def at_home(
    anna: User, calendar: Calendar, first_told: Callable[[str], dict[str, Any]]
) -> Callable[..., Client]:
    """A browser of somebody whose episode began as in a story."""

    def began(story: str = "leg-pain-that-settles", days: int = 0) -> Client:
        start_episode(anna.person, Told(DAY, first_told(story)))
        calendar.go(days)
        client = Client()
        client.force_login(anna)
        return client

    return began


def person_of(user: User) -> Any:
    return user.person


MILD = {"saddle": "none", "bladder": "none", "bowel": "none", "legs": "none"}


def answer_all(
    client: Client, worse: dict[str, str] | None = None, most: int = 12
) -> tuple[int, str]:
    """Answer a check-in quietly; how many answers it took, and where it ended."""
    answers, where = 0, "/vandaag/hoe-gaat-het/1/"
    for _ in range(most):
        page = client.get(where)
        if page.status_code == 302:
            return answers, page.headers["Location"]
        form = page.context.get("form")
        if form is None:  # what cannot wait
            return answers, where
        sent: dict[str, Any] = {}
        for question in form.questions:
            values = [each.value for each in question.options]
            wanted = (worse or {}).get(question.name)
            good = ("-none", "-no", "none", "better", "all", "most", "3", "false", "not_urgent")
            sent[question.name] = wanted or next((v for v in good if v in values), values[0])
            answers += 1
        where = client.post(where, sent).headers["Location"]
        if "uitslag" in where:
            return answers, where
    raise AssertionError("it does not end")


def test_today_shows_at_most_three_things_and_each_is_done_with_one_tap(
    at_home: Callable[..., Client], anna: User
) -> None:
    client = at_home("lifted-yesterday")
    page = client.get("/vandaag/")
    things = page.context["first"]
    assert 1 <= len(things) <= 3
    name = things[0].name
    for _ in range(things[0].times):
        client.post("/vandaag/gedaan/", {"what": name, "do": "done"})
    episode = Episode.objects.get()
    assert reading.done_in(person_of(anna), episode)[DAY][name] == things[0].times
    assert client.get("/vandaag/").context["first"][0].is_done
    client.post("/vandaag/gedaan/", {"what": name, "do": "done"})
    assert reading.done_in(person_of(anna), episode)[DAY][name] == things[0].times
    client.post("/vandaag/gedaan/", {"what": name, "do": "undo"})
    assert not client.get("/vandaag/").context["first"][0].is_done


def test_when_everything_is_done_it_is_done_for_today(at_home: Callable[..., Client]) -> None:
    client = at_home("lifted-yesterday")
    for thing in client.get("/vandaag/").context["first"]:
        for _ in range(thing.times):
            part = client.post(
                "/vandaag/gedaan/",
                {"what": thing.name, "do": "done"},
                headers={"HX-Request": "true"},
            )
    assert "Klaar voor vandaag" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_what_is_not_in_her_plan_cannot_be_done(at_home: Callable[..., Client], anna: User) -> None:
    client = at_home("lifted-yesterday")
    client.post("/vandaag/gedaan/", {"what": "parachuting", "do": "done"})
    assert reading.done_in(person_of(anna), Episode.objects.get()) == {}


def test_who_was_silent_is_welcomed_back_and_blamed_for_nothing(
    at_home: Callable[..., Client],
) -> None:
    page = at_home("lifted-yesterday", days=20).get("/vandaag/").content.decode()
    assert "Welkom terug. We gaan kleiner verder." in page
    assert "gemist" not in page


def test_a_quiet_alarm_day_is_at_most_six_answers_and_leaves_the_plan_as_it_was(
    at_home: Callable[..., Client],
) -> None:
    client = at_home("lifted-yesterday", days=3)
    assert client.get("/vandaag/").context["due"]
    client.post("/vandaag/hoe-gaat-het/", {"why": "check_in"})
    answers, where = answer_all(client)
    assert answers <= 6
    assert client.get(where).status_code == 200
    assert list(Visit.objects.values_list("kind", flat=True)) == ["first", "alarm"]
    page = client.get("/vandaag/")
    assert not page.context["due"]


def test_a_weekly_check_gives_a_new_plan_and_says_why(at_home: Callable[..., Client]) -> None:
    client = at_home("lifted-yesterday", days=7)
    client.post("/vandaag/hoe-gaat-het/", {"why": "check_in"})
    _, where = answer_all(client)
    page = client.get(where)
    assert page.status_code == 200
    assert Visit.objects.get(number=2).kind == "check_in"
    assert page.context["changes"] or page.context["because"] or page.context["words"].stands()


def test_a_check_in_that_is_left_goes_on_where_it_was(at_home: Callable[..., Client]) -> None:
    client = at_home("leg-pain-that-settles", days=7)
    client.post("/vandaag/hoe-gaat-het/", {"why": "check_in"})
    first = client.get("/vandaag/hoe-gaat-het/1/").context["form"]
    sent = {each.name: each.options[0].value for each in first.questions}
    client.post("/vandaag/hoe-gaat-het/1/", {**sent, "something_new": "-none"})
    assert client.get("/vandaag/hoe-gaat-het/").context["resume"] == 2
    client.post("/vandaag/hoe-gaat-het/2/", {"do": "stop"})
    assert client.get("/vandaag/hoe-gaat-het/").context["resume"] == 0


def test_new_numbness_asked_for_first_leads_to_the_call_card_and_is_kept_at_once(
    at_home: Callable[..., Client],
) -> None:
    client = at_home("leg-pain-that-settles", days=16)
    client.post("/vandaag/hoe-gaat-het/", {"why": "changed"})
    form = client.get("/vandaag/hoe-gaat-het/1/").context["form"]
    assert [each.name for each in form.questions][:1] == ["saddle"]
    answers, where = answer_all(client, {"saddle": "new_or_worse"})
    assert answers <= 4
    assert client.get(where).context["level"] in ("call_now", "call_112")
    visit = Visit.objects.get(number=2)
    assert visit.kind == "changed"
    assert Advice.objects.get(visit=visit).attention in ("call_now", "call_112")
    card = client.get("/vandaag/belkaart/")
    assert card.status_code == 200
    assert card.context["card"].sentences


def test_after_an_urgent_result_the_next_visit_opens_with_what_the_doctor_said(
    at_home: Callable[..., Client], calendar: Calendar, anna: User
) -> None:
    client = at_home("leg-pain-that-settles", days=16)
    worse = Told(calendar.day, {**MILD, "saddle": "new_or_worse"})
    record_visit(person_of(anna), worse, "changed")
    calendar.go(17)
    page = client.get("/vandaag/")
    assert page.context["opens"]
    assert "Wat zei de dokter?" in page.content.decode()
    client.post("/vandaag/hoe-gaat-het/", {"why": "check_in"})
    form = client.get("/vandaag/hoe-gaat-het/1/").context["form"]
    assert [each.name for each in form.questions] == ["doctor_said"]


def test_who_asks_for_a_quiet_week_is_asked_the_alarm_signs_and_gets_it(
    at_home: Callable[..., Client],
) -> None:
    client = at_home("lifted-yesterday", days=5)
    assert client.get("/vandaag/").context["may_quiet"]
    client.post("/vandaag/hoe-gaat-het/", {"why": "quiet"})
    form = client.get("/vandaag/hoe-gaat-het/1/").context["form"]
    assert any(each.alarm for each in form.questions)
    _, where = answer_all(client)
    assert client.get(where).context["words"].plan.state == "quiet_week"


@pytest.mark.parametrize("reason", ["too_much", "no_help", "seeing_someone", "other"])
def test_stopping_is_two_taps_and_what_was_done_is_kept(
    at_home: Callable[..., Client], reason: str
) -> None:
    client = at_home("lifted-yesterday", days=5)
    assert client.get("/vandaag/stoppen/").status_code == 200
    assert (
        "Je bent gestopt" in client.post("/vandaag/stoppen/", {"reason": reason}).content.decode()
    )
    assert Episode.objects.get().ended is not None
    assert "Fijn dat je er weer bent" in client.get("/vandaag/").content.decode()


def test_stopping_because_it_is_better_is_success_and_begins_prevention(
    at_home: Callable[..., Client],
) -> None:
    client = at_home("lifted-yesterday", days=5)
    assert "Wat fijn!" in client.post("/vandaag/stoppen/", {"reason": "better"}).content.decode()
    assert Episode.objects.get().ended is None
    assert client.get("/vandaag/").context["better"]
    client.post("/vandaag/hoe-gaat-het/", {"why": "better"})
    answers, _ = answer_all(client)
    assert answers <= 6
    page = client.get("/vandaag/")
    assert page.context["plan"].state == "graduated"
    assert page.context["prevention"]


def test_every_page_of_a_plan_is_there_in_both_languages_and_kept_by_no_browser(
    at_home: Callable[..., Client],
) -> None:
    client = at_home("strong-bones", days=1)
    dutch = ("/vandaag/", "/vandaag/plan/", "/vandaag/hoe-gaat-het/", "/vandaag/belkaart/")
    english = ("/en/today/", "/en/today/plan/", "/en/today/how-is-it/", "/en/today/stop/")
    for path in (*dutch, *english):
        page = client.get(path)
        assert page.status_code == 200, path
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.content.decode().count("<h1") == 1


# --- a check that was done without an account


def _with_check(client: Client, answers: dict[str, Any]) -> None:
    response = HttpResponse()
    carry(response, Sitting((Step("", answers),)), knowledge.version())
    client.cookies["check"] = response.cookies["check"].value


def test_a_finished_check_is_taken_into_an_account_and_the_cookie_let_go(
    anna: User, calendar: Calendar, first_told: Callable[[str], dict[str, Any]]
) -> None:
    client = Client()
    told = first_told("lifted-yesterday")
    _with_check(client, told)
    page = client.get("/bewaren/").content.decode()
    assert "/account/aanmaken/?next=/bewaren/" in page
    client.force_login(anna)
    assert "Ja, bewaar mijn check" in client.get("/bewaren/").content.decode()
    assert Episode.objects.count() == 0
    answer = client.post("/bewaren/")
    assert answer.headers["Location"] == "/vandaag/"
    assert answer.cookies["check"].value == ""
    visit = Visit.objects.get()
    assert set(visit.told(person_of(anna))["answers"]) == set(told)


@pytest.mark.parametrize(("pain", "episodes", "visits"), [("same", 1, 2), ("new", 2, 2)])
def test_who_has_a_plan_already_says_whether_this_is_the_same_pain(
    at_home: Callable[..., Client],
    first_told: Callable[[str], dict[str, Any]],
    pain: str,
    episodes: int,
    visits: int,
) -> None:
    client = at_home("lifted-yesterday", days=5)
    _with_check(client, first_told("two-flare-ups"))
    assert client.post("/bewaren/").status_code == 200
    assert Visit.objects.count() == 1
    client.post("/bewaren/", {"pain": pain})
    assert (Episode.objects.count(), Visit.objects.count()) == (episodes, visits)
    assert Episode.objects.filter(ended__isnull=True).count() == 1


def test_without_her_consent_nothing_is_kept(
    make: Callable[..., Any], calendar: Calendar, first_told: Callable[[str], dict[str, Any]]
) -> None:
    user, client = make("carla", agreed=False), Client()
    client.force_login(user)
    _with_check(client, first_told("lifted-yesterday"))
    client.post("/bewaren/")
    assert Episode.objects.count() == 0
    client.post("/bewaren/", {"consent": "on"})
    assert Episode.objects.count() == 1


# --- counted without names; and people to look around with


def test_use_is_counted_and_nobody_is_named(
    at_home: Callable[..., Client], anna: User, capsys: pytest.CaptureFixture[str]
) -> None:
    client = at_home("lifted-yesterday", days=6)
    thing = client.get("/vandaag/").context["first"][0]
    client.post("/vandaag/gedaan/", {"what": thing.name, "do": "done"})
    found = use_at(7, DAY + timedelta(days=7))
    assert (found.began, found.used, found.share) == (1, 1, None)
    assert use_at(30, DAY + timedelta(days=30)).used == 0
    call_command("use")
    printed = capsys.readouterr().out
    assert "anna" not in printed


def test_demo_people_are_refused_where_others_use_the_service(
    db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "is_local", False)
    with pytest.raises(CommandError, match="your own machine"):
        call_command("demo")
    assert User.objects.count() == 0


def test_demo_people_stand_in_different_weeks(
    db: None, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rugwijzer.service.patients import demo

    monkeypatch.setattr(demo, "PEOPLE", demo.PEOPLE[3:5])
    assert len(demo.PEOPLE) == 2
    for _ in range(2):
        made = list(demo.make("een lang wachtwoord", date(2026, 5, 4)))
    assert User.objects.count() == 2
    for someone, user in made:
        client = Client()
        assert client.login(email=user.email, password="een lang wachtwoord")
        calendar.day = date(2026, 5, 4)
        assert client.get("/vandaag/").context["plan"].day == someone.days + 1
