"""The search of the guide finds what a person would type, and keeps none of it."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from rugwijzer.service.site.finding import stem
from rugwijzer.service.site.search import find, index


@pytest.fixture(autouse=True)
def _plain_files(settings: Settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.mark.parametrize(
    ("language", "typed", "href"),
    [
        ("nl", "mag ik fietsen", "/gids/mag-ik/#cycle"),
        ("nl", "Mag ik FIETSEN?", "/gids/mag-ik/#cycle"),
        ("nl", "fiets", "/gids/mag-ik/#cycle"),
        ("nl", "hernia", "/gids/mag-ik/#slipped-disc"),
        ("nl", "hernia's", "/gids/mag-ik/#slipped-disc"),
        ("nl", "ibuprofen", "/gids/mag-ik/#ibuprofen"),
        ("nl", "advil", "/gids/mag-ik/#ibuprofen"),
        ("nl", "niksen", "/gids/mag-ik/#lie-all-day"),
        ("nl", "lopen", "/gids/mag-ik/#walk"),
        ("nl", "slaap", "/gids/slapen-met-rugpijn/"),
        ("nl", "zwanger", "/gids/rugpijn-en-zwangerschap/"),
        ("nl", "operatie", "/gids/operatie/"),
        ("nl", "ziek melden", "/gids/werk-en-ziekmelding/"),
        ("nl", "ischias", "/gids/rugpijn-met-pijn-in-je-been/"),
        ("nl", "slijtage", "/gids/woorden-uitgelegd/#word-degeneration"),
        ("nl", "bruggetje", "/oefeningen/bruggetje/"),
        ("nl", "volumeknop", "/lessen/de-volumeknop-van-pijn/"),
        ("nl", "Örebro", "/gids/woorden-uitgelegd/#word-orebro"),
        ("nl", "orebro", "/gids/woorden-uitgelegd/#word-orebro"),
        ("nl", "hoe lang duurt het", "/gids/hoe-lang-duurt-lage-rugpijn/"),
        ("en", "may I cycle", "/en/guide/may-i/#cycle"),
        ("en", "slipped discs", "/en/guide/may-i/#slipped-disc"),
        ("en", "tylenol", "/en/guide/may-i/#paracetamol"),
        ("en", "pregnant", "/en/guide/back-pain-and-pregnancy/"),
    ],
)
def test_what_a_person_types_is_found_among_the_first(language: str, typed: str, href: str) -> None:
    found = [each.thing.href for each in find(typed, language)[:6]]
    assert href in found, found


@pytest.mark.parametrize("typed", ["mag ik fietsen", "ibuprofen", "yoga", "matras"])
def test_a_short_answer_comes_first_where_there_is_one(typed: str) -> None:
    assert index("nl").search(typed)[0].thing.kind == "answer"


def test_a_slip_of_the_finger_is_answered_with_what_may_be_meant() -> None:
    assert not index("nl").search("paracetomol")
    assert index("nl").nearest("mag ik paracetomol") == "mag ik paracetamol"
    assert index("nl").nearest("xqzwv") == ""


def test_an_ending_is_taken_off_only_where_enough_of_the_word_stays() -> None:
    assert stem("oefeningen", "nl") == "oefen"
    assert stem("been", "nl") == "been"
    assert stem("discs", "en") == "disc"


def test_everything_that_is_found_is_where_it_says() -> None:
    for language in ("nl", "en"):
        bodies: dict[str, str] = {}
        for thing in index(language).things:
            path, _, part = thing.href.partition("#")
            if path not in bodies:
                response = Client().get(path)
                assert response.status_code == 200, thing.href
                bodies[path] = response.content.decode()
            assert not part or f'id="{part}"' in bodies[path], thing.href


def test_what_is_typed_is_shown_and_cannot_become_a_tag() -> None:
    body = Client().get("/zoeken/", {"q": '<script>"x"</script>'}).content.decode()
    assert "<script>&" not in body
    assert '<script>"x"' not in body
    assert "&lt;script&gt;&quot;x&quot;&lt;/script&gt;" in body


def test_what_is_typed_is_kept_nowhere() -> None:
    response = Client().get("/zoeken/", {"q": "fietsen"})
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert 'name="robots" content="noindex"' in response.content.decode()


def test_who_is_still_typing_gets_only_what_was_found() -> None:
    response = Client().get("/en/search/", {"q": "cycling"}, headers={"HX-Request": "true"})
    body = response.content.decode()
    assert "<html" not in body
    assert "May I" in body
    assert "HX-Request" in response.headers["Vary"]


@pytest.mark.parametrize("typed", ["doof tussen mijn benen", "ik kan niet plassen", "koorts"])
def test_a_sign_that_cannot_wait_is_answered_with_when_to_phone(typed: str) -> None:
    body = Client().get("/zoeken/", {"q": typed}, headers={"HX-Request": "true"}).content.decode()
    assert "/gids/wanneer-bellen/" in body
    assert 'class="note now"' in body


def test_despair_is_answered_with_who_listens() -> None:
    body = Client().get("/zoeken/", {"q": "zelfmoord"}, headers={"HX-Request": "true"}).content
    assert b"tel:113" in body


def test_nothing_typed_finds_nothing_and_much_typed_is_cut() -> None:
    assert Client().get("/zoeken/").status_code == 200
    assert Client().get("/zoeken/", {"q": "a" * 5000}).status_code == 200
    assert index("nl").search("?!") == []
