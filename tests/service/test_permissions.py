"""Who may see what: a stranger, the owner, another person, staff. No address is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.service import addresses as by
from tests.service.addresses import MAY_SEE, address


def test_every_address_is_in_the_list_and_the_list_names_no_other() -> None:
    assert sorted(set(by.names())) == sorted(MAY_SEE)


@pytest.fixture
def client_of(make: Callable[..., Any]) -> Callable[[str], Client]:
    def signed_in(who: str) -> Client:
        client = Client(raise_request_exception=False)
        if who != "stranger":
            user = make(who, is_staff=who == "staff", is_superuser=who == "staff")
            client.force_login(user)
        return client

    return signed_in


@pytest.mark.parametrize("who", ["stranger", "owner", "another", "staff"])
def test_each_gets_what_the_list_says(who: str, client_of: Callable[[str], Client]) -> None:
    client = client_of(who)
    wrong = {}
    for name, may in MAY_SEE.items():
        for language in ("nl", "en"):
            answer = client.get(address(name, language))
            if (got := _got(answer)) != may.of(who):
                wrong[name, language] = f"{got}, not {may.of(who)}"
    assert not wrong, "\n".join(f"{key}: {value}" for key, value in wrong.items())


def _got(answer: Any) -> str:
    if answer.status_code == HTTPStatus.OK:
        return by.SHOWN
    if answer.status_code == HTTPStatus.NOT_FOUND:
        return by.NOT_THERE
    if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return by.NOT_SO
    assert isinstance(answer, HttpResponse)
    to = answer.headers.get("Location", "").partition("?")[0]
    if to in (address("account_login"), address("account_login", "en")):
        asked = "?" in answer.headers["Location"]
        return by.SIGN_IN if asked else by.ELSEWHERE
    if to in (address("account_reauthenticate"), address("account_reauthenticate", "en")):
        return by.AGAIN
    return by.ELSEWHERE if answer.status_code == HTTPStatus.FOUND else str(answer.status_code)
