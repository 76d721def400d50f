"""The first visitor waits for nothing, and gets little to carry; the front page says what it is."""

from __future__ import annotations

import gzip
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.test import Client

from rugwijzer.service import knowledge
from rugwijzer.service.config import warming


def refuse(*_: object) -> None:
    raise AssertionError("a visitor waits for this to be read")


def test_everything_that_is_slow_is_ready_before_the_first_visitor_asks(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    warming.load()
    for name in ("load_to_apply", "load_texts", "load_catalogue", "load_pages", "load_glossary"):
        monkeypatch.setattr(knowledge, name, refuse)
    for path in ("/", "/check/", "/gids/", "/zo-beslissen-we/", "/zoeken/?q=slapen"):
        assert Client().get(path).status_code == 200, path


def test_a_service_that_cannot_make_something_ready_still_answers(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(warming, "load", refuse)
    warming.begin().join()
    assert Client().get("/healthz").status_code == 200


def test_two_who_ask_at_the_same_moment_wait_for_one_and_the_same() -> None:
    made = []

    @knowledge.once
    def slowly() -> object:
        time.sleep(0.05)
        made.append(object())
        return made[-1]

    with ThreadPoolExecutor(4) as visitors:
        got = [each.result() for each in [visitors.submit(slowly) for _ in range(4)]]
    assert len(made) == 1
    assert all(each is made[0] for each in got)


def test_every_page_of_our_own_is_prepared_beforehand() -> None:
    names = warming.templates()
    assert {"site/home.html", "site/check_question.html", "patients/today.html"} <= set(names)


def test_a_page_comes_packed_to_a_browser_that_unpacks_it() -> None:
    plain = Client().get("/check/")
    packed = Client().get("/check/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert b"<h1>" in gzip.decompress(packed.content)


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_front_page_says_what_it_is_to_who_links_to_it(path: str) -> None:
    shown = Client().get(path).content.decode()
    assert f'<link rel="canonical" href="{settings.ADDRESS}{path}">' in shown
    assert '<meta property="og:type" content="website">' in shown
    assert re.search(r'<meta name="description" content="[^"]{50,}">', shown)
    picture = re.search(r'<meta property="og:image" content="([^"]+)">', shown)
    assert picture is not None
    assert Client().get(picture[1].removeprefix(settings.ADDRESS)).status_code == 200
    assert 'content="noindex"' not in shown


def test_the_front_page_is_the_same_for_everybody_and_may_be_kept() -> None:
    answer = Client().get("/")
    assert answer["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in answer
    again = Client().get("/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
