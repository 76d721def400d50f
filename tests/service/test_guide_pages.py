"""The guide in a browser: every page is there in both languages, leads on, and can be trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from rugwijzer.library.pages import HUB
from rugwijzer.service import knowledge
from rugwijzer.service.design.prose import Prose
from rugwijzer.service.site.guide import GROUPS
from rugwijzer.service.site.head import as_script
from rugwijzer.service.site.sitemaps import addresses

OTHERS = ("home", "rules", "privacy", "account_login")
"""Addresses of the map that others build."""
BESIDE = ("check", "changed", "search", "today", *OTHERS)
"""Where every page leads as well."""


class Read(HTMLParser):
    """What a page holds, as far as tests ask for it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.files: list[str] = []
        self.ids: list[str] = []
        self.alternates: dict[str, str] = {}
        self.named: dict[str, str] = {}
        self.canonical = ""
        self.headings: list[str] = []
        self.data = ""
        self.buttons: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self._in = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        assert "style" not in has, f"a style of its own: {tag}"
        assert not any(name.startswith("on") for name in has), f"a script of its own: {tag}"
        if has.get("id"):
            self.ids.append(has["id"] or "")
        if tag == "a":
            self.links.append(has.get("href") or "")
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if tag == "img":
            self.images.append(has)
        if tag in ("img", "script", "source") and (has.get("src") or has.get("srcset")):
            self.files.append(has.get("src") or has.get("srcset") or "")
        if tag == "link":
            rel = has.get("rel")
            if rel == "alternate":
                self.alternates[has.get("hreflang") or ""] = has.get("href") or ""
            elif rel == "canonical":
                self.canonical = has.get("href") or ""
        if tag == "meta":
            self.named[has.get("name") or has.get("property") or ""] = has.get("content") or ""
        if tag == "button" and has.get("popovertarget"):
            self.buttons.append(has["popovertarget"] or "")
        self._in = "data" if tag == "script" and has.get("type") == "application/ld+json" else ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.data += data


def all_paths() -> Iterator[str]:
    """Every address of the guide and its library, in both languages."""
    for name, parts, _ in addresses():
        if name not in OTHERS:
            for language in ("nl", "en"):
                with override(language):
                    yield reverse(name, kwargs=parts)


PATHS = tuple(all_paths())


@pytest.fixture(autouse=True)
def _plain_files(settings: Settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="module")
def pages() -> dict[str, Read]:
    """Every page of the guide, read once."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        found = {}
        for path in PATHS:
            response = Client().get(path)
            assert response.status_code == 200, path
            found[path] = Read(response.content.decode())
    return found


def test_every_page_exercise_position_and_lesson_is_there_in_both_languages(
    pages: dict[str, Read],
) -> None:
    catalogue = knowledge.catalogue()
    known = len(knowledge.pages()) + sum(
        len(each) for each in (catalogue.exercises, catalogue.positions, catalogue.lessons)
    )
    assert len(pages) == 2 * (known + len(("guide", "exercises", "positions", "lessons")))


def test_a_page_has_one_first_heading_and_skips_none(pages: dict[str, Read]) -> None:
    for path, read in pages.items():
        assert read.headings.count("h1") == 1, path
        assert read.headings[0] == "h1", path
        for before, after in zip(read.headings, read.headings[1:], strict=False):
            assert int(after[1]) - int(before[1]) <= 1, (path, read.headings)


def test_nothing_on_a_page_has_the_name_of_another_thing(pages: dict[str, Read]) -> None:
    for path, read in pages.items():
        assert len(read.ids) == len(set(read.ids)), (path, sorted(read.ids))


def test_every_page_names_its_twin_and_the_twin_names_it(pages: dict[str, Read]) -> None:
    for path, read in pages.items():
        assert set(read.alternates) == {"nl", "en", "x-default"}, path
        here = "en" if path.startswith("/en/") else "nl"
        twin = urlsplit(read.alternates["en" if here == "nl" else "nl"]).path
        assert urlsplit(read.alternates[here]).path == path
        assert urlsplit(read.canonical).path == path
        assert urlsplit(pages[twin].alternates[here]).path == path


def test_no_link_of_the_guide_leads_nowhere(pages: dict[str, Read]) -> None:
    asked: dict[str, int] = {}
    for path, read in pages.items():
        for link in read.links:
            if link.startswith(("tel:", "https://")):
                continue
            target = urlsplit(urljoin(f"http://testserver{path}", link))
            assert target.netloc == "testserver", (path, link)
            if target.path in pages:
                ids = pages[target.path].ids
                assert not target.fragment or target.fragment in ids, (path, link)
            elif target.path not in asked:
                with override("en" if target.path.startswith("/en/") else "nl"):
                    others = {reverse(name) for name in BESIDE}
                assert target.path in others, (path, link)


def test_every_figure_of_the_guide_is_there(pages: dict[str, Read]) -> None:
    figures = {file for read in pages.values() for file in read.files if "/figuur/" in file}
    assert figures
    for file in sorted(figures)[::25]:
        response = Client().get(file)
        assert response.status_code == 200, file
        assert response.headers["Content-Type"] == "image/svg+xml"
    known = re.compile(r"(/en)?/figuur/(exercises|positions)/([a-z-]+)/(icon|still|moving)\.svg")
    catalogue = knowledge.catalogue()
    for file in figures:
        found = known.fullmatch(file)
        assert found, file
        assert found[3] in {**catalogue.exercises, **catalogue.positions}


def test_every_picture_says_what_it_shows_or_that_it_only_decorates(pages: dict[str, Read]) -> None:
    for path, read in pages.items():
        assert all("alt" in image for image in read.images), path


def test_every_word_that_can_be_explained_has_its_explanation(pages: dict[str, Read]) -> None:
    explained = 0
    for path, read in pages.items():
        assert set(read.buttons) <= set(read.ids), path
        explained += len(read.buttons)
    assert explained > 100


def test_every_page_asks_whether_something_changed_says_when_to_phone_and_leads_to_the_check(
    pages: dict[str, Read],
) -> None:
    for path, read in pages.items():
        with override("en" if path.startswith("/en/") else "nl"):
            assert reverse("changed") in read.links, path
            assert reverse("check") in read.links, path
            assert reverse("guide_page", kwargs={"page": "when-to-call"}) in read.links, path
        assert "page-call" in read.ids, path


def test_what_a_page_says_of_itself_can_be_read_by_machines(pages: dict[str, Read]) -> None:
    kinds: set[str] = set()
    for path, read in pages.items():
        told = json.loads(read.data)
        assert told["@context"] == "https://schema.org"
        here = {node["@type"] for node in told["@graph"]}
        kinds |= here
        assert {"MedicalWebPage", "BreadcrumbList"} <= here, path
        assert read.named["og:title"]
        assert read.named["description"]
        assert read.named["og:image"].endswith(".png")
        assert "robots" not in read.named, path
    assert {"FAQPage", "HowTo"} <= kinds


def test_the_short_answers_are_told_as_questions_without_markup() -> None:
    path = reverse("guide_page", kwargs={"page": "may-i"})
    told = json.loads(Read(Client().get(path).content.decode()).data)
    asked = next(node for node in told["@graph"] if node["@type"] == "FAQPage")["mainEntity"]
    page = knowledge.pages()["may-i"]
    assert len(asked) == sum(len(section.answers) for section in page.sections)
    assert all("](" not in each["acceptedAnswer"]["text"] for each in asked)


def test_the_contents_name_every_page(pages: dict[str, Read]) -> None:
    named = {slug for group in GROUPS.values() for slug in group}
    assert named | {HUB} == set(knowledge.pages())
    links = pages["/gids/"].links
    for slug in knowledge.pages():
        assert reverse("guide_page", kwargs={"page": slug}) in links


def test_a_page_rests_on_sources_that_are_told_and_not_fetched(pages: dict[str, Read]) -> None:
    body = Client().get(reverse("guide_page", kwargs={"page": "leg-pain"})).content.decode()
    assert "KNGF" in body
    for read in pages.values():
        assert not [file for file in read.files if file.startswith(("http:", "https:", "//"))]


def test_an_exercise_says_how_much_at_every_level() -> None:
    body = Client().get(reverse("exercise", kwargs={"exercise": "bridge"})).content.decode()
    assert "8 keer, blijf telkens 2 tellen, 3 dagen per week" in body
    assert "2 rondes van 10 tot 12 keer" in body


def test_rest_has_one_amount_and_does_not_grow() -> None:
    body = Client().get(reverse("exercise", kwargs={"exercise": "legs-on-a-chair"})).content
    assert body.decode().count('<li class="card">') == 1


@pytest.mark.parametrize(
    ("goal", "position"), [("strength", ""), ("", "standing"), ("relief", "x")]
)
def test_exercises_can_be_chosen_by_goal_and_position(goal: str, position: str) -> None:
    response = Client().get(reverse("exercises"), {"goal": goal, "position": position})
    items = knowledge.guideline().items
    fitting = [
        slug
        for slug in knowledge.catalogue().exercises
        if (not goal or goal in items[slug].goals)
        and (position in ("", "x") or items[slug].position == position)
    ]
    links = Read(response.content.decode()).links
    shown = {slug for slug in items if reverse("exercise", kwargs={"exercise": slug}) in links}
    assert shown == set(fitting)


def test_the_last_lesson_leads_to_no_other_and_every_other_to_the_next() -> None:
    lessons = list(knowledge.catalogue().lessons)
    for slug, after in zip(lessons, [*lessons[1:], None], strict=True):
        links = Read(
            Client().get(reverse("lesson", kwargs={"lesson": slug})).content.decode()
        ).links
        if after:
            assert reverse("lesson", kwargs={"lesson": after}) in links


@pytest.mark.parametrize(
    "path",
    ["/gids/first-days/", "/en/guide/eerste-dagen/", "/oefeningen/bridge/", "/lessen/x/",
     "/beeld/page/nothing.png", "/beeld/other/bridge.png", "/figuur/exercises/bridge/x.svg"],
)  # fmt: skip
def test_an_address_that_is_not_there_is_not_there(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_a_page_is_the_same_for_everybody_and_not_sent_twice() -> None:
    path = reverse("guide_page", kwargs={"page": "first-days"})
    first = Client().get(path)
    assert first.headers["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in first.headers
    assert not first.cookies
    assert "Cookie" not in first.headers.get("Vary", "")
    again = Client().get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    packed = Client().get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != first.headers["ETag"]
    assert len(packed.content) * 2 < len(first.content)
    assert Client().post(path).status_code == 405


def test_the_picture_of_a_link_is_a_png_of_the_usual_size() -> None:
    response = Client().get(reverse("preview", kwargs={"kind": "page", "slug": "may-i"}))
    assert response.headers["Content-Type"] == "image/png"
    assert response.content[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = (int.from_bytes(response.content[at : at + 4]) for at in (16, 20))
    assert (wide, high) == (1200, 630)


def test_the_map_names_every_page_once_in_each_language_with_its_twins() -> None:
    tree = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    site = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    twin = "{http://www.w3.org/1999/xhtml}link"
    found = [urlsplit(each.findtext(f"{site}loc") or "").path for each in tree]
    assert len(found) == len(set(found))
    assert set(PATHS) <= set(found)
    for each in tree:
        named = {link.get("hreflang"): link.get("href") for link in each.findall(twin)}
        assert set(named) == {"nl", "en", "x-default"}
        assert each.findtext(f"{site}loc") in named.values()


def test_machines_are_told_where_the_map_is_and_what_to_leave() -> None:
    told = Client().get("/robots.txt").content.decode()
    assert "/sitemap.xml" in told
    assert "Disallow: /zoeken/" in told
    assert not any(path.startswith("/zoeken") for path in PATHS)


def test_nothing_in_a_text_can_become_a_tag() -> None:
    prose = Prose("nl")
    html = prose.blocks(
        '<script>alert(1)</script> & "x"\n\n- [<b>a</b>](page:leg-pain)\n- [y](javascript:z)'
    )
    assert "<script>" not in html
    assert "<b>a" not in html
    assert "javascript" not in html
    assert "&lt;script&gt;" in html
    assert (
        '<ul><li><a href="/gids/rugpijn-met-pijn-in-je-been/">&lt;b&gt;a&lt;/b&gt;</a></li>' in html
    )
    assert "</script>" not in as_script([{"name": "</script><script>"}])


def test_a_word_is_explained_once_where_it_first_stands_and_never_within_a_link() -> None:
    prose = Prose("nl")
    html = prose.blocks("[een zenuw](page:leg-pain) en een zenuw, en een zenuw.")
    assert html.count("<button") == 1
    assert "een zenuw</a>" in html
    assert "<button" not in Prose("nl", explains=False).blocks("een zenuw")


def test_the_paragraphs_and_lists_of_a_text_stay_apart() -> None:
    html = Prose("nl", explains=False).blocks("Eén\ntwee.\n\n- drie\n- vier\n\nVijf.")
    assert html == "<p>Eén twee.</p>\n<ul><li>drie</li><li>vier</li></ul>\n<p>Vijf.</p>"
