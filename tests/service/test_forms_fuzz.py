"""Every form of an account, found on the pages themselves, and sent with anything at all in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.service import addresses as by
from tests.service.conftest import DAY, told
from tests.whole import guideline

from rugwijzer.care.history import Visit as Told
from rugwijzer.service.accounts.models import User
from rugwijzer.service.records.actions import record_visit, start_episode

SLOW = bool(os.environ.get("RUGWIJZER_SLOW"))
KINDLY = {200, 302, 400, 403, 404, 405, 409, 422, 429}


@dataclass(frozen=True)
class Form:
    """Where a form stands, where it sends, and what it offers by name."""

    page: str
    to: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]


class _Forms(HTMLParser):
    def __init__(self, page: str, body: str) -> None:
        super().__init__()
        self.page, self.found = page, list[Form]()
        self._to: str | None = None
        self._fields: dict[str, list[str]] = {}
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "get").lower() == "post":
            self._to, self._fields = given.get("action") or self.page, {}
        elif self._to is not None and given.get("name"):
            self._fields.setdefault(given["name"], []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._to is not None:
            fields = tuple((name, tuple(values)) for name, values in self._fields.items())
            self.found.append(Form(self.page, self._to, fields))
            self._to = None


JUNK = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "\x00", "٣", "1e9", "-1", "NaN", "9" * 400, "<script>", "1,5", "2026-13-45", "25:61"]
    ),
    st.integers().map(str),
)


@pytest.fixture
def home(anna: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser of somebody in her second week, with a check-in to do."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: DAY + timedelta(days=14))
    start_episode(anna.person, Told(DAY, dict(guideline().people["ordinary"].record)))
    record_visit(anna.person, told(7))
    client = Client()
    client.force_login(anna)
    return client


def forms(client: Client) -> list[Form]:
    """Every form that this browser sees on the pages of an account; the check has its own fuzz."""
    found = set()
    for name in sorted(name for name, may in by.MAY_SEE.items() if may != by.OPEN):
        for language in ("nl", "en"):
            page = by.address(name, language)
            answer = client.get(page, follow=True)
            if "text/html" in answer.headers.get("Content-Type", ""):
                where = answer.request["PATH_INFO"]
                found.update(_Forms(where, answer.content.decode()).found)
    return sorted(found, key=lambda form: (form.page, form.to, form.fields))


def send_anything(client: Client, data: st.DataObject, found: list[Form]) -> None:
    """One form with anything in it, and the page after it; nothing of it stays."""
    form = data.draw(st.sampled_from(found))
    sent = {
        name: data.draw(st.lists(st.one_of(st.sampled_from(offered), JUNK), max_size=2))
        for name, offered in form.fields
        if name != "csrfmiddlewaretoken"
    }
    with transaction.atomic():
        answer = client.post(form.to, sent)
        assert answer.status_code in KINDLY, (form, sent)
        if answer.status_code == 302:
            after = client.get(answer.headers["Location"])
            assert after.status_code in KINDLY, (form, sent)
        transaction.set_rollback(True)


@settings(max_examples=300 if SLOW else 60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def _as_owner(sign_in: Callable[[], Client], found: list[Form], data: st.DataObject) -> None:
    send_anything(sign_in(), data, found)


def test_whatever_somebody_sends_from_her_own_pages_is_answered(home: Client, anna: User) -> None:
    found = forms(home)
    names = {by_name for form in found for by_name, _ in form.fields}
    assert len(found) > 20, found
    assert {"pain_now", "password"} & names

    def sign_in() -> Client:
        client = Client()
        client.force_login(anna)
        return client

    _as_owner(sign_in, found)


def test_whatever_a_stranger_sends_is_answered(db: None) -> None:
    found = forms(Client())
    assert {"login", "email"} <= {name for form in found for name, _ in form.fields}
    _as_owner(Client, found)
