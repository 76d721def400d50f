"""The check and the plan on a phone under too much of anything: the answer is kind."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from rugwijzer.service.asking import carried

FIRST = {"tick.collapse": "-none"}
PHONE = ("phone_today", "phone_check_in", "phone_keep")


def begun() -> Client:
    client = Client()
    client.post(reverse("check"), {"for": "me"})
    return client


def test_answers_that_no_longer_fit_get_a_page_that_says_what_was_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = begun()
    before = client.cookies["check"].value
    monkeypatch.setattr(carried, "LARGEST", 10)
    answer = client.post(reverse("check_question", kwargs={"step": 1}), FIRST)
    assert answer.status_code == 422
    assert "Je laatste antwoord is niet bewaard" in answer.content.decode()
    assert "huisartsenspoedpost" in answer.content.decode()
    assert client.cookies["check"].value == before


@pytest.mark.parametrize("name", ["check", "changed", "check_question"])
def test_who_sends_too_often_is_told_to_wait_and_that_nothing_is_lost(
    settings: Settings, name: str
) -> None:
    client = begun()
    cache.clear()
    settings.LIMITS = {name: 1}
    where = reverse(name, kwargs={"step": 1} if name == "check_question" else {})
    first, second = (client.post(where, FIRST) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 429)
    assert second.headers["Retry-After"] == "60"
    assert "Wat je al vertelde, is niet weg" in second.content.decode()


@pytest.mark.parametrize("name", PHONE)
def test_a_phone_that_asks_too_often_gets_an_answer_it_can_show(
    settings: Settings, name: str
) -> None:
    assert name in settings.LIMITS
    settings.LIMITS = {name: 1}

    def ask() -> Any:
        return Client().post(reverse(name), json.dumps({}), content_type="application/json")

    assert ask().status_code != 429
    braked = ask()
    assert braked.status_code == 429
    assert braked.json()["kind"] == "often"
    assert braked.json()["problem"].startswith("Het is nu erg druk")


def test_erasing_is_never_braked(settings: Settings) -> None:
    assert not any("phone_forget".startswith(prefix) for prefix in settings.LIMITS)
