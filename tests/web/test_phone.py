"""A plan on one's own phone, in a real browser: three weeks, a bad day, no connection, and gone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, expect

from .phone_person import HERE, Person

BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=HERE)


@pytest.fixture
def somebody(browser: Browser, home: str) -> Iterator[Person]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        timezone_id="Europe/Amsterdam",
        locale="nl-NL",
        accept_downloads=True,
        reduced_motion="reduce",
    )
    yield Person(context, home, BEGAN)
    context.close()


def test_three_weeks_with_a_plan_that_is_on_the_phone_alone(somebody: Person) -> None:
    somebody.first_check()
    somebody.keep()
    page = somebody.page
    taps = page.locator("[data-done]")
    assert 1 <= taps.count() <= 3
    for tap in taps.all():
        tap.click()
    expect(page.locator("[data-all-done]")).to_be_visible()
    checks: dict[int, int] = {}
    for day in range(1, 22):
        somebody.later(1)
        somebody.go("/telefoon/")
        somebody.today()
        somebody.page.wait_for_load_state("networkidle")
        due = somebody.page.locator("[data-plan] .due button")
        if not due.count():
            continue
        due.click()
        checks[day] = somebody.check_in()
        somebody.page.locator("button[data-today]").click()
        somebody.page.locator("[data-view=today]").wait_for()
        somebody.page.wait_for_load_state("networkidle")
        expect(somebody.page.locator("[data-plan] .due")).to_have_count(0)
    assert list(checks) == [3, 7, 14, 21]
    assert checks[3] <= 3, "only the alarm signs"
    kept = somebody.kept()
    assert kept is not None
    assert len(kept["visits"]) == 5  # type: ignore[arg-type]
    assert kept["done"]["2026-11-23"]  # type: ignore[index]
    expect(somebody.page.locator(".eyebrow").first).to_contain_text("Week 4")
    assert not somebody.errors


def test_who_comes_back_after_weeks_goes_on_smaller_and_misses_nothing(somebody: Person) -> None:
    somebody.first_check()
    somebody.keep()
    somebody.later(18)
    somebody.go("/telefoon/")
    somebody.today()
    expect(somebody.page.locator("[data-plan] .lead")).to_contain_text("Welkom terug")
    assert "gemist" not in somebody.page.content()


def test_numb_today_is_a_call_card_in_two_screens_and_the_next_visit_asks_what_was_said(
    somebody: Person,
) -> None:
    somebody.first_check()
    somebody.keep()
    somebody.later(20)
    somebody.go("/telefoon/")
    somebody.today()
    page = somebody.page
    page.locator("[data-phone-changed]").click()
    page.locator("#q-saddle").wait_for()
    somebody.answer(saddle="new_or_worse")
    page.locator("[data-question] .actions button").first.click()
    page.locator("[data-view=check] .level.now").wait_for()
    page.locator("[data-view=check] [data-card]").click()
    expect(page.locator("[data-slot] h1")).to_be_visible()
    expect(page.locator("[data-made]")).to_contain_text("13 december")
    somebody.later(1)
    somebody.go("/telefoon/")
    somebody.page.locator("#q-doctor_said").wait_for()
    assert not somebody.errors


def test_stopping_is_two_taps_with_a_reason(somebody: Person) -> None:
    somebody.first_check()
    somebody.keep()
    somebody.later(2)
    somebody.go("/telefoon/")
    somebody.today()
    somebody.page.locator("[data-stop] > summary").click()
    somebody.page.locator("[data-stop-for=too_much]").click()
    expect(somebody.page.locator("[data-begin=again]")).to_be_visible()


def test_erasing_really_empties_the_phone(somebody: Person) -> None:
    somebody.first_check()
    somebody.keep()
    page = somebody.page
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.evaluate("() => localStorage.setItem('rugwijzer.gp', '0201234567')")
    page.locator("[data-data] > summary").click()
    page.locator("[data-erase]").click()
    page.locator("[data-erase-now]").click()
    expect(page.locator("[data-view=erased]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    for _ in range(2):
        left = page.evaluate(
            """async () => ({
                stored: Object.keys(localStorage).concat(Object.keys(sessionStorage)),
                caches: await caches.keys(),
                workers: (await navigator.serviceWorker.getRegistrations()).length,
                databases: (await indexedDB.databases()).length,
            })"""
        )
        # A worker that is on its way out still shows, until its pages are gone.
        assert (left["stored"], left["caches"], left["databases"]) == ([], [], 0)
        somebody.go("/telefoon/")
        expect(page.locator("[data-view=none]")).to_be_visible()
    assert (
        page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    )
    assert [each["name"] for each in somebody.context.cookies()] in ([], ["csrftoken"])


def test_today_is_there_without_a_connection_and_a_page_that_was_read(somebody: Person) -> None:
    somebody.first_check()
    somebody.keep()
    page = somebody.page
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    somebody.go("/gids/mag-ik/")
    page.wait_for_load_state("networkidle")
    somebody.go("/telefoon/")
    somebody.today()
    page.wait_for_load_state("networkidle")
    somebody.context.set_offline(True)
    somebody.go("/telefoon/")
    somebody.today()
    expect(page.locator("[data-notice]")).to_contain_text("geen verbinding")
    assert page.locator("[data-thing]").count()
    somebody.go("/gids/mag-ik/")
    expect(page.locator("h1")).to_contain_text("Mag ik")
    somebody.go("/zo-beslissen-we/bronnen/")
    expect(page.locator("h1")).to_contain_text("Geen verbinding")
    paths = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
            (await (await caches.open(name)).keys()).map((each) => each.url)))).flat()"""
    )
    asked = [path for path in paths if re.search(r"vandaag|weekcheck|bewaar|uitslag", path)]
    assert not asked


def test_a_copy_can_be_taken_along_and_put_back(somebody: Person, tmp_path: Path) -> None:
    somebody.first_check()
    somebody.keep()
    page = somebody.page
    page.locator("[data-data] > summary").click()
    with page.expect_download() as taken:
        page.locator("[data-export]").click()
    copy = tmp_path / "copy.json"
    taken.value.save_as(copy)
    assert set(json.loads(copy.read_text())) == {"rugwijzer", "visits", "done", "diary"}
    page.evaluate("() => localStorage.clear()")
    somebody.go("/telefoon/")
    page.locator("[data-view=none] summary").click()
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"rugwijzer": 1, "visits": [{"at": "2026-11-23", "answers": {"x": 1}}]}')
    page.locator("[data-view=none] [data-import]").set_input_files(wrong)
    expect(page.locator("[data-notice]")).to_contain_text("past niet")
    page.locator("[data-view=none] [data-import]").set_input_files(copy)
    somebody.today()
    assert page.locator("[data-thing]").count()


@pytest.mark.parametrize("often", ["daily", "check"])
def test_a_reminder_names_no_health_and_keeps_its_hour(
    somebody: Person, tmp_path: Path, often: str
) -> None:
    somebody.first_check()
    somebody.keep()
    page = somebody.page
    page.locator("[data-calendar-panel] > summary").click()
    page.locator(f"input[value={often}]").check()
    page.locator("input[type=time]").fill("08:30")
    with page.expect_download() as taken:
        page.locator("[data-calendar-form] button").click()
    assert taken.value.suggested_filename == "even-voor-jezelf.ics"
    path = tmp_path / "one.ics"
    taken.value.save_as(path)
    text = path.read_text()
    assert not re.search(r"rug|pijn|back|pain|health|gezond|plan|http", text, re.IGNORECASE)
    event: Any
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == "Even voor jezelf"
    start = event["DTSTART"].dt
    # It floats: half past eight where she is, in winter and in summer.
    assert start.tzinfo is None
    assert (start.hour, start.minute) == (8, 30)
    assert start.day == (24 if often == "daily" else 26)
