"""Her calendar and her letters: at her time, once, easy to stop, and silent about why."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from allauth.account.models import EmailAddress
from dateutil.rrule import rrulestr
from django.core.mail.backends.smtp import EmailBackend
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from icalendar import Calendar
from pytest_django import Settings
from tests.service.addresses import address
from tests.service.conftest import DAY, told

from rugwijzer.service.accounts.models import User
from rugwijzer.service.audit.actions import action
from rugwijzer.service.patients import letters, reminding
from rugwijzer.service.patients.calendar_feed import feed
from rugwijzer.service.patients.models import Letter, Reminders
from rugwijzer.service.patients.reminding import (
    CHECK_IN,
    QUIET,
    choose,
    claim,
    close_feed,
    due,
    moment,
    open_feed,
)
from rugwijzer.service.records.actions import (
    delete_person,
    note_day,
    record_visit,
    start_episode,
    stop_episode,
    withdraw,
)
from rugwijzer.service.records.models import Plan

AMSTERDAM, NEW_YORK = "Europe/Amsterdam", "America/New_York"
HEALTH = re.compile(
    r"pijn|\brug|gezond|klacht|oefen|\barts|dokter|\bplan|\bcheck|pain|\bspine|your back"
    r"|health|exerc|doctor|rugwijzer",
    re.IGNORECASE,
)


@action("tests_due")
def due_on(user: User, on: date) -> None:
    Plan.objects.filter(episode__person=user.person, active=True).update(due_on=on, due_for="plan")


def wants(user: User, zone: str = AMSTERDAM, at: time = time(19, 0)) -> Reminders:
    return choose(user.person, zone=zone, at=at, daily=True, by_mail=True)


def waiting(now: datetime) -> list[tuple[str, date]]:
    return [(each.kind, each.since) for each in due(now)]


class Post:
    """A server for letters that keeps what it gets, or breaks off where it is told to."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.refuse = ""

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]
    ) -> str:
        if to == self.refuse:
            return "550 nobody here"
        envelope.rcpt_tos.append(to)
        return "250 fine"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        found = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.got.append(found)
        return "250 fine"


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    handler = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield handler
    server.stop()


def at(on: date, hour: int = 12) -> datetime:
    return datetime.combine(on, time(hour), UTC)


# --- when


@pytest.mark.parametrize(
    ("zone", "on", "clock", "utc"),
    [
        (AMSTERDAM, date(2026, 3, 28), time(19), datetime(2026, 3, 28, 18, tzinfo=UTC)),
        (AMSTERDAM, date(2026, 3, 29), time(19), datetime(2026, 3, 29, 17, tzinfo=UTC)),
        (AMSTERDAM, date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (AMSTERDAM, date(2026, 10, 24), time(19), datetime(2026, 10, 24, 17, tzinfo=UTC)),
        (AMSTERDAM, date(2026, 10, 25), time(19), datetime(2026, 10, 25, 18, tzinfo=UTC)),
        (AMSTERDAM, date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (NEW_YORK, date(2026, 3, 29), time(19), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (NEW_YORK, date(2026, 10, 25), time(19), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        (NEW_YORK, date(2026, 11, 1), time(19), datetime(2026, 11, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_letter_comes_at_her_time_also_when_the_clock_changes(
    anna: User, zone: str, on: date, clock: time, utc: datetime
) -> None:
    start_episode(anna.person, type(told())(on - timedelta(days=3), {"pain_now": 4}))
    due_on(anna, on)
    kept = wants(anna, zone, clock)
    assert moment(on, clock, kept) == utc
    assert waiting(utc - timedelta(minutes=1)) == []
    assert waiting(utc) == [(CHECK_IN, on)]


@pytest.mark.parametrize("zone", [AMSTERDAM, NEW_YORK])
def test_the_calendar_keeps_her_time_around_every_change_of_the_clock(
    anna: User, zone: str
) -> None:
    episode = start_episode(anna.person, told())
    due_on(anna, date(2026, 3, 29))
    wants(anna, zone, time(19, 0))
    kept = open_feed(anna.person)
    calendar: Any = Calendar.from_ical(feed(kept, DAY, "nl").decode())
    daily, check_in = calendar.walk("VEVENT")
    begin = daily["DTSTART"].dt
    assert begin.replace(tzinfo=None) == datetime.combine(episode.began, time(19))
    assert daily["DTSTART"].params["TZID"] == zone
    named = {str(each["TZID"]) for each in calendar.walk("VTIMEZONE")}
    assert named == {zone}
    rules = calendar.walk("VTIMEZONE")[0].to_tz()
    days = rrulestr(daily["RRULE"].to_ical().decode(), dtstart=begin, ignoretz=False)
    found = {each.date(): each for each in days}
    real = ZoneInfo(zone)
    for on in (date(2026, 3, 8), date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24),
               date(2026, 10, 25), date(2026, 11, 1)):  # fmt: skip
        clock = found[on].replace(tzinfo=None)
        assert clock.time() == time(19)
        # The rules that travel in the file say the same as the world does.
        assert clock.replace(tzinfo=rules).utcoffset() == clock.replace(tzinfo=real).utcoffset()
    assert check_in["DTSTART"].dt == datetime(2026, 3, 29, 19, tzinfo=real)
    assert check_in["UID"] != daily["UID"]


def test_the_calendar_says_nothing_of_health(anna: User) -> None:
    start_episode(anna.person, told())
    due_on(anna, DAY + timedelta(days=7))
    wants(anna)
    kept = open_feed(anna.person)
    for language in ("nl", "en"):
        shown = feed(kept, DAY, language).decode()
        assert not HEALTH.search(shown), HEALTH.search(shown)
        assert kept.feed not in shown


def test_the_address_of_a_calendar_is_renewed_and_stopped(client: Client, anna: User) -> None:
    start_episode(anna.person, told())
    client.force_login(anna)
    client.post(address("calendar_change"), {"do": "make"})
    first = Reminders.objects.get().feed
    assert len(first) == 43
    stranger = Client()
    assert stranger.get(f"/agenda/{first}.ics")["Content-Type"].startswith("text/calendar")
    client.post(address("calendar_change"), {"do": "renew"})
    second = Reminders.objects.get().feed
    assert second != first
    assert stranger.get(f"/agenda/{first}.ics").status_code == 404
    assert stranger.get(f"/agenda/{second}.ics").status_code == 200
    client.post(address("calendar_change"), {"do": "stop"})
    assert stranger.get(f"/agenda/{second}.ics").status_code == 404
    close_feed(anna.person)
    assert stranger.get("/agenda/.ics").status_code == 404


def test_two_people_without_a_calendar_do_not_share_an_empty_address(
    anna: User, bert: User
) -> None:
    wants(anna)
    wants(bert)
    assert Reminders.objects.filter(feed="").count() == 2


def test_choices_are_kept_and_a_wrong_one_is_refused(client: Client, anna: User) -> None:
    client.force_login(anna)
    chosen = {"zone": NEW_YORK, "at": "07:15", "by_mail": "on"}
    assert client.post(address("reminders"), chosen).status_code == 302
    kept = Reminders.objects.get()
    assert (kept.zone, kept.at, kept.by_mail, kept.daily) == (NEW_YORK, time(7, 15), True, False)
    for wrong in ({"zone": "Mars/Base"}, {"at": "25:00"}, {"at": "07:00+02:00"}, {"zone": "../x"}):
        assert client.post(address("reminders"), {**chosen, **wrong}).status_code == 400
    assert Reminders.objects.get().at == time(7, 15)


# --- silence


def test_after_seven_silent_days_one_kind_letter_and_after_a_second_silence_none(
    anna: User, post: Post
) -> None:
    start_episode(anna.person, told())
    due_on(anna, DAY + timedelta(days=60))
    wants(anna)
    sent = []
    for day in range(30):
        letters.send_due(at(DAY + timedelta(days=day), 20))
        sent.append(len(post.got))
    assert sent[6:8] == [0, 1]
    assert sent[-1] == 1
    note_day(anna.person, DAY + timedelta(days=30), {"pain": 3})
    due_on(anna, DAY + timedelta(days=90))
    for day in range(30, 60):
        letters.send_due(at(DAY + timedelta(days=day), 20))
    assert len(post.got) == 1
    assert address("small_start") in post.got[0].get_content()


def test_whoever_notes_or_does_something_is_not_silent(anna: User) -> None:
    start_episode(anna.person, told())
    due_on(anna, DAY + timedelta(days=60))
    wants(anna)
    note_day(anna.person, DAY + timedelta(days=5), {"pain": 3})
    assert waiting(at(DAY + timedelta(days=11), 20)) == []
    assert waiting(at(DAY + timedelta(days=12), 20)) == [(QUIET, DAY + timedelta(days=5))]


def test_a_check_in_and_a_silence_are_never_two_letters_in_a_row(anna: User, post: Post) -> None:
    start_episode(anna.person, told())
    due_on(anna, DAY + timedelta(days=7))
    wants(anna)
    days = []
    for day in range(30):
        before = len(post.got)
        letters.send_due(at(DAY + timedelta(days=day), 20))
        days += [day] * (len(post.got) - before)
    assert days == [7, 11]


def test_a_reminder_that_is_days_late_is_not_sent_any_more(anna: User) -> None:
    start_episode(anna.person, told())
    record_visit(anna.person, told(3))
    due_on(anna, DAY + timedelta(days=4))
    wants(anna)
    assert waiting(at(DAY + timedelta(days=7), 20)) == [(CHECK_IN, DAY + timedelta(days=4))]
    assert waiting(at(DAY + timedelta(days=8), 20)) == []


def test_who_stopped_or_does_not_want_letters_gets_none(anna: User, bert: User) -> None:
    for user in (anna, bert):
        start_episode(user.person, told())
        due_on(user, DAY + timedelta(days=3))
    wants(anna)
    stop_episode(anna.person, DAY + timedelta(days=1))
    assert waiting(at(DAY + timedelta(days=3), 20)) == []


# --- letters


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", [CHECK_IN, QUIET])
def test_a_letter_holds_a_link_and_no_word_about_health(
    make: Any, post: Post, language: str, kind: str
) -> None:
    user = make("carla", language=language)
    start_episode(user.person, told())
    due_on(user, DAY + timedelta(days=3 if kind == CHECK_IN else 60))
    wants(user)
    now = at(DAY + timedelta(days=3 if kind == CHECK_IN else 7), 20)
    assert letters.send_due(now) == (1, 0)
    (letter,) = post.got
    words = re.sub(r"https?://\S+", "", letter.get_content())
    assert not HEALTH.search(words), HEALTH.search(words)
    assert not HEALTH.search(str(letter["Subject"]))
    assert "\n" in words.strip()
    assert letter["To"] == "carla@example.org"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_running_it_twice_sends_once(anna: User, post: Post) -> None:
    start_episode(anna.person, told())
    due_on(anna, DAY + timedelta(days=3))
    wants(anna)
    now = at(DAY + timedelta(days=3), 20)
    assert letters.send_due(now) == (1, 0)
    assert letters.send_due(now) == (0, 0)
    assert letters.send_due(now + timedelta(days=1)) == (0, 0)
    assert len(post.got) == 1
    assert Letter.objects.get().sent is not None


@pytest.mark.parametrize("handed_over", [False, True])
def test_killed_while_it_sends_nothing_goes_out_twice(
    anna: User, post: Post, monkeypatch: pytest.MonkeyPatch, handed_over: bool
) -> None:
    start_episode(anna.person, told())
    due_on(anna, DAY + timedelta(days=3))
    wants(anna)
    now = at(DAY + timedelta(days=3), 20)
    real = EmailBackend.send_messages

    def killed(self: EmailBackend, messages: Any) -> int:
        if handed_over:
            real(self, messages)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", killed)
        with pytest.raises(KeyboardInterrupt):
            letters.send_due(now)
    for _ in range(3):
        letters.send_due(now)
    assert len(post.got) == handed_over


def test_two_at_once_claim_one_letter(anna: User) -> None:
    start_episode(anna.person, told())
    wants(anna)
    assert claim(anna.person, CHECK_IN, DAY) is not None
    assert claim(anna.person, CHECK_IN, DAY) is None

    @action("tests_twice")
    def twice(user: User) -> None:
        Letter.objects.create(person=user.person, kind=CHECK_IN, since=DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        twice(anna)


def test_a_server_that_does_not_answer_loses_nothing(
    anna: User, post: Post, settings: Settings
) -> None:
    start_episode(anna.person, told())
    due_on(anna, DAY + timedelta(days=3))
    wants(anna)
    now = at(DAY + timedelta(days=3), 20)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(OSError, match="refused"):
        letters.send_due(now)
    assert not Letter.objects.exists()
    settings.EMAIL_PORT = port
    assert letters.send_due(now) == (1, 0)


def test_one_address_that_is_refused_does_not_keep_the_others_waiting(
    anna: User, bert: User, post: Post
) -> None:
    for user in (anna, bert):
        start_episode(user.person, told())
        due_on(user, DAY + timedelta(days=3))
        wants(user)
    post.refuse = "anna@example.org"
    assert letters.send_due(at(DAY + timedelta(days=3), 20)) == (1, 1)
    assert [each["To"] for each in post.got] == ["bert@example.org"]


def test_an_address_that_nobody_has_shown_to_be_hers_gets_no_letter(anna: User, post: Post) -> None:
    start_episode(anna.person, told())
    due_on(anna, DAY + timedelta(days=3))
    wants(anna)
    EmailAddress.objects.filter(user=anna).update(verified=False)
    assert letters.send_due(at(DAY + timedelta(days=3), 20)) == (0, 0)


def test_the_command_says_how_many(anna: User, post: Post, settings: Settings, capsys: Any) -> None:
    call_command("remind")
    assert capsys.readouterr().out == "0 sent.\n"
    start_episode(anna.person, type(told())(date.today() - timedelta(days=9), {"pain_now": 4}))
    due_on(anna, date.today() - timedelta(days=1))
    wants(anna, at=time(0, 0))
    settings.EMAIL_PORT = 1
    with pytest.raises(CommandError, match="RUGWIJZER_MAIL"):
        call_command("remind")


# --- stopping


def test_letters_stop_by_one_click_without_signing_in(client: Client, anna: User) -> None:
    kept = wants(anna)
    where = f"/herinneringen/stop/{kept.stop}/"
    # Programs that look whether a link is safe visit it: that stops nothing.
    assert client.get(where).status_code == 200
    assert client.head(where).status_code == 200
    assert Reminders.objects.get().by_mail
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(where, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Reminders.objects.get().by_mail
    assert "gestopt" in strict.get(where).content.decode()
    strict.post(where, {"do": "again"})
    assert Reminders.objects.get().by_mail


def test_the_page_presses_the_button_for_who_opens_the_link(client: Client, anna: User) -> None:
    kept = wants(anna)
    page = client.get(f"/herinneringen/stop/{kept.stop}/").content.decode()
    assert "data-stop" in page
    assert "patients/stop.js" in page
    after = client.post(f"/herinneringen/stop/{kept.stop}/").content.decode()
    assert "data-stop" not in after
    assert "stop.js" not in after


def test_the_link_in_the_letter_and_its_header_are_the_same(anna: User, post: Post) -> None:
    start_episode(anna.person, told())
    due_on(anna, DAY + timedelta(days=3))
    kept = wants(anna)
    letters.send_due(at(DAY + timedelta(days=3), 20))
    stop = str(post.got[0]["List-Unsubscribe"]).strip(" <>")
    assert stop.endswith(f"/herinneringen/stop/{kept.stop}/")
    assert stop in post.got[0].get_content()


def test_who_withdraws_or_leaves_has_no_reminders_any_more(anna: User, bert: User) -> None:
    for user in (anna, bert):
        start_episode(user.person, told())
        wants(user)
        claim(user.person, CHECK_IN, DAY)
    withdraw(anna)
    delete_person(bert)
    assert not Reminders.objects.exists()
    assert not Letter.objects.exists()


def test_nothing_new_is_written_for_somebody_who_stopped_a_moment_ago(anna: User) -> None:
    wants(anna)
    reminding.switch_letters(anna.person, by_mail=False)
    assert claim(anna.person, CHECK_IN, DAY) is None
