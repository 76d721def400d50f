"""The page about data says who runs the service, and nothing that is not so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from rugwijzer.service.asking.carried import HOURS
from rugwijzer.service.config.environment import Environment

PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PATHS = ("/je-gegevens/", "/en/your-data/")


@pytest.fixture(autouse=True)
def _files_as_they_are(settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_FILES}


def said(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_answers_are_said_to_last_as_long_as_they_do(path: str) -> None:
    assert str(HOURS) in said(path)


def test_who_runs_the_service_is_named_as_text(settings: Settings) -> None:
    settings.OPERATOR = "Praktijk <De Rug>\nprivacy@example.org"
    found = said("/je-gegevens/")
    assert "Praktijk &lt;De Rug&gt;<br>privacy@example.org" in found
    assert "nog niets ingevuld" not in found


def test_a_service_that_names_nobody_warns_before_an_account(settings: Settings) -> None:
    settings.OPERATOR = ""
    assert "Maak dan nog geen account" in said("/je-gegevens/")
    assert "do not make an account yet" in said("/en/your-data/")


def test_an_operator_can_write_several_lines() -> None:
    named = Environment({"RUGWIJZER_OPERATOR": " Praktijk De Rug | Dorpsstraat 1 | a@example.org "})
    assert named.operator == "Praktijk De Rug\nDorpsstraat 1\na@example.org"
    assert Environment({}).operator == ""


@pytest.mark.parametrize("path", PATHS)
def test_the_page_keeps_what_it_promises_about_itself(path: str) -> None:
    answer = Client().get(path)
    assert not answer.cookies
    page = answer.content.decode()
    named = re.findall(r'(?:src|href|action)="(https?://[^"]+)"', page)
    ours = [each for each in named if "127.0.0.1" in each or "localhost" in each]
    assert named == ours


def test_no_template_asks_anything_of_anybody_else() -> None:
    service = Path(__file__).parents[2] / "src" / "rugwijzer" / "service"
    for path in service.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|srcset|action)="(?:https?:)?//', text), path.name
        assert not re.search(r'<link[^>]+href="(?:https?:)?//', text), path.name
