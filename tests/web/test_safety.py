"""The public site, as somebody meets it who sends what no form of ours would send."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from tests.journeys.person import whole
from tests.whole import guideline

from rugwijzer.service.asking.carried import LARGEST
from rugwijzer.service.site import check

PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
KINDLY = {200, 302, 400, 403, 422}
FORMS = ("/check/", "/veranderd/", "/check/1/", "/en/check/", "/en/changed/", "/en/check/1/")


@pytest.fixture(autouse=True)
def _files_as_they_are(settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_FILES}


def public_addresses() -> list[str]:
    """One address of every kind there is, in both languages; and what is on no map."""
    found: dict[tuple[str | None, bool], str] = {}
    for each in re.findall(r"<loc>([^<]+)</loc>", Client().get("/sitemap.xml").content.decode()):
        path = urlsplit(each).path
        found.setdefault((resolve_name(path), path.startswith("/en/")), path)
    assert len(found) > 10
    others = ["/check/", "/en/check/", "/check/1/", "/check/uitslag/", "/check/belkaart/"]
    more = ["/veranderd/", "/zoeken/?q=rug", "/robots.txt", "/sitemap.xml", "/niets/"]
    return [*found.values(), *others, *more, "/figuur/exercises/walking/icon.svg"]


def resolve_name(path: str) -> str | None:
    from django.utils.translation import override

    with override("en" if path.startswith("/en/") else "nl"):
        return resolve(path).url_name


# --- what goes with every answer


def headers_are_closed(answer: HttpResponseBase, path: str) -> None:
    """Nothing from elsewhere, nothing inline, in nobody's frame, no device."""
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'", path
    if answer.headers["Content-Type"] != "image/svg+xml":
        closed = (policy["frame-ancestors"], policy["object-src"], policy["base-uri"])
        assert set(closed) == {"'none'"}, path
        assert policy["form-action"] == "'self'", path
    for name, allowed in policy.items():
        drawn = {each for each in allowed.split() if each.startswith("'sha256-")}
        assert set(allowed.split()) - drawn <= {"'none'", "'self'", "data:"}, (path, name)
        assert not drawn or name == "style-src", (path, name)
        assert "data:" not in allowed or name == "img-src", (path, name)
    assert answer.headers["X-Content-Type-Options"] == "nosniff", path
    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer"), path
    assert answer.headers["X-Frame-Options"] == "DENY", path
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", path
    for device in ("camera", "microphone", "geolocation"):
        assert f"{device}=()" in answer.headers["Permissions-Policy"], path


def test_every_kind_of_page_is_closed_to_others() -> None:
    for path in public_addresses():
        answer = Client().get(path)
        assert answer.status_code in (200, 302, 404), path
        headers_are_closed(answer, path)


def test_nothing_of_the_check_is_kept_by_anybody_between() -> None:
    walker = Walker()
    walker.post({"tick.collapse": ["-none"]})
    for path in ("/check/", "/check/1/", "/check/2/", "/check/uitslag/", "/check/plan.pdf"):
        answer = walker.client.get(path)
        assert answer.status_code == 200, path
        assert "no-store" in answer.headers["Cache-Control"], path
        headers_are_closed(answer, path)


def test_a_page_that_is_only_read_sets_no_cookie() -> None:
    for path in public_addresses():
        if "check" not in path and "veranderd" not in path:
            assert not Client().get(path).cookies, path


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites() -> None:
    walker = Walker()
    for name in ("check", "csrftoken"):
        if name == "csrftoken":
            walker.client.get("/check/1/")
        cookie = walker.client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] in ("Lax", "Strict"), name
        assert not cookie["domain"], name


HTTPS = """
import json, django
from django.conf import settings
settings.STORAGES = {**settings.STORAGES, "staticfiles": {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
django.setup()
from django.test import Client
home = {"HTTP_HOST": "rug.example"}
client = Client(**home)
plain = client.get("/check/")
page = client.get("/check/", secure=True)
client.post("/check/", secure=True)
elsewhere = client.get("/", secure=True, HTTP_HOST="other.example")
print(json.dumps({
    "plain": [plain.status_code, plain.headers.get("Location")],
    "hsts": page.headers.get("Strict-Transport-Security"),
    "elsewhere": elsewhere.status_code,
    "cookies": {
        name: {key: str(each[key]) for key in ("secure", "httponly", "samesite", "path", "domain")}
        for name, each in client.cookies.items()
    },
}))
"""


def surroundings(folder: Any) -> dict[str, str]:
    """What stands in the environment of a service for others."""
    return {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("RUGWIJZER_", "DJANGO_"))
        },
        "DJANGO_SETTINGS_MODULE": "rugwijzer.service.config.settings",
        "RUGWIJZER_FOLDER": str(folder),
        "RUGWIJZER_ADDRESS": "https://rug.example",
        "RUGWIJZER_SECRET": secrets.token_urlsafe(48),
        "RUGWIJZER_KEYS": secrets.token_urlsafe(48),
    }


def test_django_finds_nothing_to_warn_about_before_it_is_put_on_the_net(tmp_path: Any) -> None:
    words = ["-m", "rugwijzer", "manage", "check", "--deploy", "--fail-level", "DEBUG"]
    done = subprocess.run(
        [sys.executable, *words],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    assert done.stderr == ""
    assert "no issues" in done.stdout


def test_a_service_for_others_speaks_https_only_and_binds_its_cookies_to_itself(
    tmp_path: Any,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HTTPS],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["plain"] == [301, "https://rug.example/check/"]
    assert int(re.findall(r"max-age=(\d+)", said["hsts"])[0]) >= 31536000
    assert said["elsewhere"] == 400
    assert set(said["cookies"]) == {"__Host-check", "__Host-csrf"}
    for cookie in said["cookies"].values():
        assert cookie == {
            "secure": "True",
            "httponly": "True",
            "samesite": "Lax",
            "path": "/",
            "domain": "",
        }


@pytest.mark.parametrize("host", ["other.example", "127.0.0.1.other.example", "a b", "[::1"])
def test_who_is_asked_under_another_name_does_not_answer(host: str) -> None:
    answer = Client(raise_request_exception=False).get("/", HTTP_HOST=host)
    assert answer.status_code == 400
    assert host not in answer.content.decode()


# --- what is sent


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_another_site_is_refused_and_changes_nothing(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = Walker().client.cookies
    before = client.cookies["check"].value
    for sent in ({}, {"csrfmiddlewaretoken": "x" * 64}, {"do": "stop"}):
        answer = client.post(path, sent)
        assert answer.status_code == 403, path
        assert client.cookies["check"].value == before


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_other_methods_do_nothing(path: str, method: str) -> None:
    answer = getattr(Client(raise_request_exception=False), method)(path)
    assert answer.status_code in (302, 403, 405)


def test_too_much_at_once_is_not_taken_in() -> None:
    client = Walker().client
    client.raise_request_exception = False
    assert client.post("/check/1/", {f"a{each}": "1" for each in range(500)}).status_code == 400
    assert client.post("/check/1/", {"tick.collapse": "x" * 400_000}).status_code == 400


class Walker:
    """Somebody who walks the check without a browser."""

    def __init__(self, path: str = "/check/") -> None:
        self.client = Client()
        self.path = self.client.post(path).headers["Location"]

    def page(self) -> str:
        return self.client.get(self.path).content.decode()

    def asked(self) -> list[str]:
        return re.findall(r'<fieldset id="q-([^"]+)"', self.page())

    def offered(self, name: str) -> list[str]:
        return re.findall(rf'name="{re.escape(name)}" value="([^"]*)"', self.page())

    def post(self, sent: dict[str, list[str]]) -> HttpResponseBase:
        answer = self.client.post(self.path, sent)
        self.path = answer.headers.get("Location", self.path)
        return answer


@cache
def states() -> list[tuple[str, str, dict[str, list[str]]]]:
    """Every form that somebody meets who knows nothing: where, with which cookie, its fields."""
    found = []
    for start in ("/check/", "/veranderd/", "/en/check/"):
        walker = Walker(start)
        for _ in range(40):
            asked = walker.asked()
            if not asked and "uitslag" not in walker.path and "result" not in walker.path:
                walker.post({"do": ["warned"]})
                continue
            if not asked:
                break
            fields = {name: walker.offered(name) for name in asked}
            found.append((walker.path, walker.client.cookies["check"].value, fields))
            walker.post({name: ["-unsure"] for name in asked})
    assert len(found) > 40
    return found


JUNK = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["-group0", "-group99", "-groupx", "-group", "-yes", "-no", "-none", "-unsure", "warned"]
    ),
    st.sampled_from(["\x00", "٣", "1e9", "-1", "NaN", "9" * 400, "<script>", "1,5", "' or 1=1--"]),
    st.integers().map(str),
)


@st.composite
def anything_sent(draw: st.DrawFn) -> tuple[str, str, dict[str, list[str]]]:
    path, cookie, fields = draw(st.sampled_from(states()))
    sent: dict[str, list[str]] = {}
    for name, offered in fields.items():
        value = st.one_of(st.sampled_from([*offered, "-unsure"]), JUNK)
        sent[name] = draw(st.lists(value, max_size=3))
        if draw(st.booleans()):
            sent[f"{name}.typed"] = [draw(JUNK)]
            sent[f"{name}.unit"] = [draw(st.one_of(st.just("week"), st.just("year"), JUNK))]
    if draw(st.integers(0, 5)) == 0:
        sent[draw(st.sampled_from(["do", "someone", "clash", "rest.saddle", "tick.x"]))] = [
            draw(JUNK)
        ]
    if draw(st.integers(0, 9)) == 0:
        path = draw(st.sampled_from(["/check/1/", "/check/99/", "/check/7/", "/check/0/"]))
    return path, cookie, sent


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(anything=anything_sent())
def test_whatever_is_sent_is_answered(
    anything: tuple[str, str, dict[str, list[str]]],
) -> None:
    path, cookie, sent = anything
    client = Client()
    client.cookies["check"] = cookie
    answer = client.post(path, sent)
    assert answer.status_code in KINDLY
    if answer.status_code == 302:
        follow = client.get(answer.headers["Location"])
        assert follow.status_code in KINDLY


NO_TOKEN = st.one_of(
    st.text(st.characters(codec="latin-1"), max_size=200),
    st.binary(max_size=100).map(lambda each: each.hex()),
)


@settings(max_examples=60, deadline=None)
@given(token=NO_TOKEN)
def test_whatever_stands_in_the_cookie_begins_again(token: str) -> None:
    client = Client()
    client.cookies["check"] = token
    for path in ("/check/3/", "/check/uitslag/", "/check/belkaart/", "/check/plan.pdf"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/check/"), path


def test_the_longest_check_fits_in_a_cookie_of_any_browser() -> None:
    assert max(len(cookie) for _, cookie, _ in states()) <= LARGEST / 2


# --- what is written down


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that the service writes down, as it would stand in its log."""
    written = io.StringIO()
    handlers = {
        id(each): each
        for name in (None, "django")
        for each in logging.getLogger(name).handlers
        if isinstance(each, logging.StreamHandler)
    }
    before = [(each, each.setStream(written)) for each in handlers.values() if type(each) is STREAM]
    yield written
    for handler, stream in before:
        if stream is not None:
            handler.setStream(stream)


STREAM = logging.StreamHandler


def test_after_a_whole_check_nothing_of_it_is_written_down(log: io.StringIO) -> None:
    walker = Walker()
    truth = whole("D")
    walker.post({"tick.collapse": ["-none"]})
    walker.post({"saddle": [str(truth["saddle"])], "bladder": ["geheim-antwoord"]})
    walker.client.get("/check/uitslag/")
    walker.client.get("/check/geheim-adres/")
    assert_holds_nothing(log.getvalue())


@pytest.mark.parametrize("planted", ["ahead", "next_page", "with_clash"])
def test_a_mistake_of_ours_writes_the_place_in_the_code_and_nothing_of_a_person(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    walker = Walker()
    walker.client.raise_request_exception = False

    def fails(*given: object) -> None:
        raise ValueError(f"geheim-antwoord {given} new_or_worse")

    monkeypatch.setattr(check, planted, fails)
    answer = walker.client.post(
        "/check/1/?q=geheim-adres", {"tick.collapse": ["collapse"], "age.typed": "geheim-antwoord"}
    )
    assert answer.status_code == 500
    assert "geheim" not in answer.content.decode()
    headers_are_closed(answer, "/check/1/")
    written = log.getvalue()
    assert "ValueError" in written
    assert "check.py" in written
    assert_holds_nothing(written)


def assert_holds_nothing(written: str) -> None:
    for secret in ("geheim", "new_or_worse", "collapse", "gAAAA", "csrf"):
        assert secret not in written
    for name in guideline().facts:
        if "_" in name:
            assert not re.search(rf"\b{name}\b", written), name
