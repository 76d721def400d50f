"""To make an account, to sign in, to come back: safe, and in words that somebody understands."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings
from tests.service.addresses import address

from rugwijzer.paths import find
from rugwijzer.service.accounts.models import CONSENT, User
from rugwijzer.service.accounts.secrets import hide, shown
from rugwijzer.service.audit.models import Entry

PASSWORD = "vier woorden naast elkaar"
HERS = "een lang wachtwoord"
FORM = {"email": "Anna@Example.org", "password1": PASSWORD, "consent": "on"}
HEALTH = ("rug", "pijn", "back", "pain", "gezond", "health", "klacht", "check", "plan", "oefen")


def _code() -> str:
    found = re.search(r"\n([A-Z0-9-]{6,12})\n", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def _sign_up(client: Client, **other: str) -> Any:
    return client.post(address("account_signup"), {**FORM, **other})


def _signed_in(user: User, **headers: Any) -> Client:
    """A browser in which she has signed in, and has just shown once more that it is her."""
    client = Client(**headers)
    client.post(address("account_login"), {"login": user.email, "password": HERS})
    client.post(address("account_reauthenticate"), {"password": HERS})
    return client


@pytest.mark.django_db
def test_somebody_makes_an_account_with_a_code_from_a_letter(client: Client) -> None:
    answer = _sign_up(client)
    assert answer.headers["Location"] == address("account_email_verification_sent")
    assert client.get(address("account")).status_code == 302
    page = client.get(address("account_email_verification_sent")).content.decode()
    assert "anna@example.org" in page
    wrong = client.post(address("account_email_verification_sent"), {"code": "WRONGCODE"})
    assert "Deze code klopt niet" in wrong.content.decode()
    client.post(address("account_email_verification_sent"), {"code": _code()})
    assert client.get(address("account")).status_code == 200
    user = User.objects.get()
    assert user.email == "anna@example.org"
    assert identify_hasher(user.password).algorithm == "argon2"
    assert EmailAddress.objects.get().verified
    consent = user.consents.get()
    assert (consent.version, consent.withdrawn) == (CONSENT, None)
    assert {"account_made", "consent_given", "logged_in"} <= set(
        Entry.objects.values_list("what", flat=True)
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("consent", "", "Zonder je toestemming"),
        ("password1", "kort", "minstens 10 tekens"),
        ("password1", "password123", "gebruiken te veel mensen"),
        ("password1", "anna@example.org", "lijkt te veel"),
    ],
)
def test_without_consent_or_a_good_password_there_is_no_account(
    field: str, value: str, said: str, client: Client
) -> None:
    answer = _sign_up(client, **{field: value})
    assert said in answer.content.decode()
    assert not User.objects.exists()
    assert not mail.outbox


def test_whether_an_address_has_an_account_cannot_be_found_out(anna: User) -> None:
    known, unknown = Client(), Client()
    one = _sign_up(known, email="anna@example.org")
    two = _sign_up(unknown, email="nobody@example.org")
    assert one.status_code == two.status_code == 302
    assert one.headers["Location"] == two.headers["Location"]
    pages = [
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"|[a-z]+@example\.org', "", page)
        for page in (
            client.get(one.headers["Location"]).content.decode() for client in (known, unknown)
        )
    ]
    assert pages[0] == pages[1]
    for name in ("anna", "nobody-else"):
        answer = Client().post(address("account_reset_password"), {"email": f"{name}@example.org"})
        assert answer.headers["Location"] == address("account_confirm_password_reset_code")
        wrong = Client().post(
            address("account_login"), {"login": f"{name}@example.org", "password": "x" * 12}
        )
        assert "horen niet bij elkaar" in wrong.content.decode()
    subjects = [each.subject for each in mail.outbox]
    assert subjects == [
        "Je hebt al een account",
        "Je code",
        "Je code",
        "Er is geen account met dit adres",
    ]


def test_a_forgotten_password_is_replaced_with_a_code(anna: User, client: Client) -> None:
    client.post(address("account_reset_password"), {"email": anna.email})
    client.post(address("account_confirm_password_reset_code"), {"code": _code()})
    client.post(
        address("account_complete_password_reset"),
        {"password1": PASSWORD, "password2": PASSWORD},
    )
    answer = Client().post(address("account_login"), {"login": anna.email, "password": PASSWORD})
    assert answer.headers["Location"] == address("today")
    assert mail.outbox[-1].subject == "Je hebt een nieuw wachtwoord"


def test_guessing_is_braked(anna: User) -> None:
    said = ""
    for _ in range(7):
        answer = Client().post(
            address("account_login"), {"login": anna.email, "password": "x" * 12}
        )
        said = answer.content.decode()
    assert "te vaak niet gelukt" in said
    good = Client().post(address("account_login"), {"login": anna.email, "password": HERS})
    assert good.status_code == 200


@pytest.mark.django_db
def test_too_much_from_one_place_is_told_to_wait(settings: Settings) -> None:
    settings.LIMITS = {"check": 3}
    answers = [Client().post(address("check"), {}) for _ in range(5)]
    assert [each.status_code for each in answers] == [302, 302, 302, 429, 429]
    assert "Even wachten" in answers[-1].content.decode()
    assert Client().get(address("check")).status_code == 200
    elsewhere = Client(REMOTE_ADDR="10.0.0.9").post(address("check"), {})
    assert elsewhere.status_code == 302


def test_a_second_step_asks_a_code_and_a_recovery_code_will_do(anna: User) -> None:
    client = _signed_in(anna)
    page = client.get(address("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)
    assert secret is not None
    code = hotp_value(secret[1], next(yield_hotp_counters_from_time()))
    answer = client.post(address("mfa_activate_totp"), {"code": f"{code:06}"})
    assert answer.headers["Location"] == address("mfa_view_recovery_codes")
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret[1] not in kept
    shown = client.get(answer.headers["Location"]).content.decode()
    codes = re.findall(r"<li><code>(\w+)</code>", shown)
    assert len(codes) == 10
    again = Client()
    answer = again.post(address("account_login"), {"login": anna.email, "password": HERS})
    assert answer.headers["Location"] == address("mfa_authenticate")
    assert again.get(address("account")).status_code == 302
    assert (
        "Deze code klopt niet"
        in again.post(address("mfa_authenticate"), {"code": "000000"}).content.decode()
    )
    again.post(address("mfa_authenticate"), {"code": codes[0]})
    assert again.get(address("account")).status_code == 200


def test_a_session_elsewhere_is_seen_and_ended(anna: User) -> None:
    there = _signed_in(anna, HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari/605")
    here = _signed_in(anna)
    page = here.get(address("usersessions_list")).content.decode()
    assert "Safari op iPhone" in page
    here.post(address("usersessions_list"))
    assert there.get(address("account")).status_code == 302
    assert here.get(address("account")).status_code == 200


def test_an_address_is_changed_only_after_a_code(anna: User) -> None:
    client = _signed_in(anna)
    client.post(address("account_email"), {"email": "new@example.org", "action_add": "1"})
    anna.refresh_from_db()
    assert anna.email == "anna@example.org"
    client.post(address("account_email_verification_sent"), {"code": _code()})
    anna.refresh_from_db()
    assert anna.email == "new@example.org"
    assert {tuple(each.to) for each in mail.outbox} >= {("anna@example.org",)}


def test_no_letter_speaks_of_health_or_has_more_than_the_front_page_as_link() -> None:
    path = find("content") / "interface" / "account.yaml"
    letters = yaml.safe_load(path.read_text(encoding="utf-8"))["account"]["letter"]
    for name, letter in letters.items():
        parts = letter.values() if "subject" in letter else [letter]
        for text in (text for part in parts for text in part.values()):
            plain = text.lower().replace("rugwijzer", "")
            assert not [word for word in HEALTH if word in plain], name
            assert "http" not in text


HERE = "http://localhost:8000"
PAGES = (
    "account",
    "account_email",
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
)
OPEN = (
    "account_login",
    "account_signup",
    "account_signup_by_passkey",
    "account_reset_password",
    "account_inactive",
    "account_password_reset_completed",
)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_stands_in_our_design_and_in_its_own_language(language: str, anna: User) -> None:
    stranger, owner = Client(), _signed_in(anna)
    for client, names in ((stranger, OPEN), (owner, PAGES)):
        for name in names:
            answer = client.get(address(name, language))
            page = answer.content.decode()
            assert answer.status_code == 200, name
            assert f'<html lang="{language}">' in page, name
            assert page.count("<h1") == 1, name
            assert "rugwijzer.css" in page, name
            assert not re.search(r"\sstyle=|<style|\son\w+=", page), name
            assert not re.search(r"<script(?![^>]*\ssrc=)", page), name
            assert not set(re.findall(r'(?:src|href|action)="(\w+://[^/"]*)', page)) - {HERE}, name
            assert "script-src 'self';" in answer.headers["Content-Security-Policy"], name
            other = re.findall(r"\b(?:Sign In|Email address|Aanmelden|Registreren)\b", page)
            assert not other, name


@pytest.mark.django_db
def test_who_looks_after_the_service_has_no_way_in_to_answers(make: Callable[..., Any]) -> None:
    staff = make("staff", agreed=False, is_staff=True, is_superuser=True)
    assert not hasattr(staff, "person")
    assert str(staff) == str(staff.pk)


def test_who_lost_her_passkey_comes_back_with_her_password(anna: User) -> None:
    Authenticator.objects.create(user=anna, type=Authenticator.Type.WEBAUTHN, data={})
    client = Client()
    client.post(address("account_login"), {"login": anna.email, "password": HERS})
    assert client.get(address("account")).status_code == 200


def test_the_secret_of_a_second_step_goes_along_to_a_new_key(
    anna: User, settings: Settings
) -> None:
    kept = Authenticator.objects.create(
        user=anna, type=Authenticator.Type.TOTP, data={"secret": hide("GEHEIM")}
    )
    old, new = settings.MASTER_KEYS, "a new key of the service that is long enough"
    settings.MASTER_KEYS = f"{new},{old}"
    call_command("rotate_keys")
    settings.MASTER_KEYS = new
    kept.refresh_from_db()
    assert shown(kept.data["secret"]) == "GEHEIM"
