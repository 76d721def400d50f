"""Somebody with an account, in a real browser: from her first check to nothing being left."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.person import whole

from .owner import PASSWORD, House, Owner, house
from .visitor import DESK, PHONE

HEALTH = re.compile(r"\brug|pijn|\bback|pain|health|gezond|oefen|\bplan\b", re.IGNORECASE)
Own = Callable[..., Owner]


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("account"), "bram", "driss", "chantal") as found:
        yield found


@pytest.fixture
def own(living: House, browser: Browser) -> Iterator[Own]:
    """Somebody with a browser of her own, on the day it is."""
    living.days(0)

    def new(**how: Any) -> Owner:
        return Owner(browser, living.served.address, house=living, **how)

    yield new
    living.days(0)


@pytest.mark.parametrize(("language", "size"), [("nl", PHONE), ("en", DESK)])
def test_a_check_becomes_a_plan_that_is_followed_for_a_week_and_adapts(
    own: Own, language: str, size: Any
) -> None:
    with own(language=language, size=size, axe=False) as owner:
        owner.begin()
        owner.to_the_end(whole("A"))
        owner.axe = True
        page, text = owner.page, owner.text
        owner.tap(page.locator("a.card", has_text=text("today.take.link")))
        owner.tap(owner.link("today.take.new"))
        assert text("account.signup.consent.2") in owner.words
        owner.sign_up(f"anna-{language}@example.org")
        assert owner.title == text("today.take.ready")
        owner.tap(owner.button("today.take.do"))
        assert owner.title == text("today.title")
        assert not [each for each in owner.context.cookies() if each["name"] == "check"]

        # Day 0: three things at most, each done with a tap, and then it is done for today.
        assert 1 <= page.locator("#things .thing").count() <= 3
        _do_everything(owner)
        expect(page.locator(".finished")).to_contain_text(text("today.finished.title"))
        undo = page.locator("#things .thing").first.locator("button[value=undo]")
        undo.click()
        expect(page.locator(".finished")).to_have_count(0)
        owner.look()

        # Day 3: only the signs that cannot wait, and the plan stays.
        owner.later(3)
        assert text("today.due.alarm") in owner.words
        owner.tap(owner.button("today.check_in.begin"))
        assert owner.report() <= 6
        owner.tap(owner.link("today.to_today"))
        assert text("today.due.alarm") not in owner.words

        # Her diary, in two taps.
        owner.to("diary")
        owner.tap(page.locator("[name=pain][value='3']"))
        owner.tap(page.locator("[name=activity][value='2']"))
        assert text("mine.diary.kept_pain", number=3) in owner.words

        # Day 7: how it went, and what changes with the reason.
        owner.later(7)
        assert text("today.due.plan") in owner.words
        owner.tap(owner.button("today.check_in.begin"))
        owner.report(pain_now="3")
        assert page.url.endswith(("/uitslag/", "/result/"))
        assert text("today.changes") in owner.words
        owner.tap(owner.link("today.near.week"))
        assert page.locator("table.week tbody tr").count() >= 3

        # And how it goes, in a line and in a table with the same numbers.
        owner.to("progress")
        assert page.locator("img.course").first.get_attribute("alt")
        page.locator("details.reveal summary").first.click()
        assert page.locator("main table tbody tr").count() >= 3
        owner.look()


def test_an_exercise_counts_along_and_a_lesson_ends_with_one_tap(own: Own) -> None:
    with own(calm=False) as owner:
        owner.sign_in("bram")
        done = set()
        for day in range(7):
            owner.house.days(day)
            owner.to("today", look=False)
            for thing in owner.page.locator("#things a.button").all():
                link = str(thing.get_attribute("href"))
                kind = link.split("/")[1]
                if kind in done:
                    continue
                done.add(kind)
                owner.tap(thing)
                if kind == "oefening-doen":
                    owner.page.locator("[data-start]").click()
                    said = owner.page.locator("[data-what]")
                    expect(said).to_contain_text(owner.text("today.player.ready"))
                    owner.page.locator("[data-next]").click()
                    expect(said).not_to_contain_text(owner.text("today.player.ready"))
                    start = owner.page.locator("[data-start]")
                    start.click()
                    expect(start).to_have_text(owner.text("today.player.go_on"))
                    owner.look()
                owner.tap(owner.page.locator("[data-did] button"))
                assert owner.page.locator(".is-done").count() == 1
                break
        assert done == {"oefening-doen", "les-doen"}


def test_much_worse_is_one_button_to_a_quiet_week(own: Own) -> None:
    with own() as owner:
        owner.sign_in("bram", look=False)
        owner.tap(owner.button("today.quiet.do"))
        assert owner.report(pain_now="7", overall_change="worse") <= 12
        assert owner.text("plan.state.quiet_week.title") in owner.words
        owner.tap(owner.link("today.to_today"))
        assert owner.button("today.quiet.do").count() == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_on_a_phone_all_seven_days_of_the_week_stand_beside_each_other(
    own: Own, language: str
) -> None:
    with own(language=language, axe=False) as owner:
        owner.sign_in("driss", look=False)
        owner.to("week", look=False)
        hidden = owner.page.locator(".scroll:has(table.week)").evaluate(
            "(table) => table.scrollWidth - table.clientWidth"
        )
        assert hidden == 0


def test_d_numb_when_wiping_has_the_call_card_in_five_taps_and_is_asked_later_what_was_said(
    own: Own,
) -> None:
    """He is in week three of sciatica: `intake.md`, section 2."""
    with own() as owner:
        owner.sign_in("driss", look=False)
        owner.taps = 0
        owner.tap(owner.page.locator("aside.changed button"))
        owner.choose("saddle", "new_or_worse")
        owner.go_on()
        assert owner.text("urgency.call_now.title") in owner.words
        owner.tap(owner.link("telling.result.card"))
        assert owner.taps <= 5, owner.taps
        assert "cauda-equinasyndroom" in owner.words
        assert owner.text("call_card.until_then.drive") in owner.words
        owner.later(1)
        assert owner.text("today.doctor.title") in owner.words
        owner.tap(owner.button("today.doctor.tell"))
        assert owner.asked() == ["doctor_said"]


OUT = ("sign_in", "sign_up", "sign_up_passkey", "forgotten", "goodbye")
IN = (
    *("today", "week", "check_in", "stop", "progress", "diary", "reminders", "data", "withdraw"),
    *("small", "account", "sign_out", "password", "email", "second_step", "app", "passkeys"),
    *("new_passkey", "devices"),
)


@pytest.mark.parametrize(
    ("language", "size"), [("nl", PHONE), pytest.param("en", DESK, marks=pytest.mark.slow)]
)
def test_every_page_of_an_account_is_as_it_should_be_and_is_reached_by_keyboard(
    own: Own, language: str, size: Any
) -> None:
    with own(language=language, size=size, dark=language == "en") as owner:
        for place in OUT:
            owner.to(place)
            assert language == "en" or _keyboard_comes_everywhere(owner), place
        owner.sign_in("chantal", look=False)
        for place in IN:
            owner.to(place)
            owner.show_again()
            words = owner.page.locator("main, header").all_inner_texts()
            wrong = [each for each in ("None", "{", "Sign In") if each in " ".join(words)]
            assert not wrong, place
            assert language == "en" or _keyboard_comes_everywhere(owner), place


def test_reminders_come_by_letter_and_by_calendar_and_stop_without_signing_in(own: Own) -> None:
    with own() as owner, own() as stranger:
        owner.sign_in("chantal", look=False)
        owner.to("reminders")
        owner.page.locator("[name=at]").fill("00:00")
        owner.page.locator("[name=by_mail]").check()
        owner.tap(owner.button("mine.reminders.save"))
        owner.tap(owner.button("mine.reminders.calendar_make"))
        address = owner.page.locator("#address").input_value()
        with urllib.request.urlopen(address) as answer:
            calendar: Any = icalendar.Calendar.from_ical(answer.read())
        moments = calendar.walk("VEVENT")
        assert moments
        assert not HEALTH.search(" ".join(str(each["SUMMARY"]) for each in moments))
        owner.house.days(7)
        assert owner.house.run("remind").startswith("1 sent")
        letter = owner.house.post.newest("chantal@demo.example")
        assert not HEALTH.search(letter.replace(owner.address, ""))
        stop = re.findall(r"https?://\S+/herinneringen/stop/\S+", letter)[0]
        stranger.page.goto(stop)
        stranger.page.locator("h1", has_text=owner.text("mine.stop.stopped")).wait_for()
        stranger.look()
        assert owner.house.run("remind").startswith("0 sent")


def test_an_alarm_sign_at_a_check_in_comes_before_the_rest_of_it(own: Own) -> None:
    with own() as owner:
        owner.sign_in("chantal", look=False)
        owner.to("check_in")
        owner.tap(owner.page.locator("main form [name=why]"))
        owner.report(**{"tick.new_feeling": "new_feeling"}, saddle="new_or_worse")
        owner.tap(owner.link("telling.result.card"))
        assert owner.text("call_card.until_then.drive") in owner.words


def test_she_takes_everything_along_stops_in_two_taps_and_leaves_nothing_behind(own: Own) -> None:
    with own() as owner:
        owner.refused.add(400)
        owner.to("sign_up")
        owner.sign_up("weg@example.org")
        assert owner.title == owner.text("today.none.title")
        owner.tap(owner.link("today.none.check"), look=False)
        owner.begin()
        owner.to_the_end(whole("A"))
        owner.to("keep")
        owner.tap(owner.button("today.take.do"), look=False)
        owner.to("data")
        with owner.page.expect_download() as taken:
            owner.link("mine.data.json").click()
        everything = json.loads(taken.value.path().read_text(encoding="utf-8"))
        assert "weg@example.org" in json.dumps(everything)
        assert "pain_now" in json.dumps(everything)
        with owner.page.expect_download() as taken:
            owner.link("mine.data.pdf").click()
        assert taken.value.path().read_bytes().startswith(b"%PDF")

        owner.to("week", look=False)
        owner.taps = 0
        owner.tap(owner.link("today.stop.link"))
        owner.tap(owner.button("today.stop.reason.too_much"))
        assert owner.taps == 2
        assert owner.text("today.stopped.too_much.title") in owner.words

        owner.to("sign_out")
        owner.tap(owner.button("account.logout.do"))
        owner.to("today", look=False)
        assert owner.title == owner.text("account.login.title")
        owner.sign_in("weg@example.org", PASSWORD)
        assert owner.title == owner.text("today.none.back")

        owner.to("delete")
        owner.show_again(PASSWORD)
        owner.tap(owner.button("mine.delete.do"))
        assert owner.title == owner.text("mine.goodbye.title")
        owner.sign_in("weg@example.org", PASSWORD)
        assert owner.text("account.error.email_password_mismatch") in owner.words


def test_a_passkey_signs_her_in_without_a_password(own: Own) -> None:
    with own() as owner:
        devices = owner.context.new_cdp_session(owner.page)
        devices.send("WebAuthn.enable")
        device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
        device |= {"hasUserVerification": True, "isUserVerified": True}
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
        owner.sign_in("bram", look=False)
        owner.to("new_passkey")
        owner.show_again()
        owner.tap(owner.button("account.passkey_new.do"))
        assert owner.text("account.message.webauthn_added") in owner.words
        owner.to("sign_out", look=False)
        owner.tap(owner.button("account.logout.do"), look=False)
        owner.to("sign_in", look=False)
        owner.tap(owner.button("account.login.passkey"), look=False)
        assert owner.title == owner.text("today.title")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_menu_knows_who_is_signed_in_and_is_quiet_for_all_others(own: Own, size: Any) -> None:
    with own(size=size, axe=False) as owner:
        owner.go("/", look=False)
        menu = owner.page.locator("header nav")
        assert owner.text("site.shell.mine") in menu.inner_text()
        owner.tap(menu.get_by_text(owner.text("site.shell.mine")), look=False)
        assert owner.title == owner.text("account.login.title")
        owner.sign_in("bram", look=False)
        for key in ("today", "progress", "guide", "account"):
            assert owner.text(f"today.menu.{key}") in menu.inner_text()
        owner.go("/gids/", look=False)
        owner.tap(menu.get_by_text(owner.text("site.shell.mine")), look=False)
        assert owner.title == owner.text("today.title")


def _do_everything(owner: Owner) -> None:
    """Tap "done" at each thing, as often as it is asked."""
    button = owner.page.locator("#things .thing button[value=done]")
    for _ in range(20):
        if not button.count():
            return
        with owner.page.expect_response(
            "**/" + ("vandaag/gedaan/", "today/done/")[owner.language == "en"]
        ):
            button.first.click()
        owner.page.wait_for_timeout(100)


STOPS = "a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']"
TIMES = 6
"""So many stops a time has at most, each for a part of it."""


def _keyboard_comes_everywhere(owner: Owner) -> bool:
    """Whether a keyboard comes to everything on the page; of a group of choices, to one."""
    page = owner.page
    wanted = page.evaluate(
        """(stops) => {
          const all = [...document.querySelectorAll(stops)].filter((each) =>
            each.checkVisibility() && !each.disabled && each.type !== "radio");
          window.missed = new Set(all);
          document.addEventListener("focusin", (event) => window.missed.delete(event.target));
          document.activeElement.blur();
          return all.length;
        }""",
        STOPS,
    )
    for _ in range(wanted + TIMES):
        page.keyboard.press("Tab")
    return bool(page.evaluate("() => window.missed.size === 0"))
