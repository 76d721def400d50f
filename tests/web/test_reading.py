"""Reading and searching the guide, on every screen and for every pair of eyes and hands."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.journeys.person import whole

from .conftest import Kept, Meet
from .visitor import DESK, EVERYWHERE, LOOKED_AT, NARROW, PHONE, SIZES, ZOOMED, Visitor

PAGES = {
    "nl": (
        "/",
        "/gids/",
        "/gids/mag-ik/",
        "/oefeningen/",
        "/houdingen/",
        "/lessen/",
        "/zoeken/",
        "/zo-beslissen-we/",
        "/je-gegevens/",
        "/check/",
        "/veranderd/",
    ),
    "en": (
        "/",
        "/guide/",
        "/guide/may-i/",
        "/exercises/",
        "/positions/",
        "/lessons/",
        "/search/",
        "/how-we-decide/",
        "/your-data/",
        "/check/",
        "/changed/",
    ),
}
WAYS: dict[str, dict[str, Any]] = {
    "zoomed_to_200_percent": {"size": ZOOMED, "axe": False},
    "zoomed_to_400_percent": {"size": NARROW, "axe": False, "language": "en"},
    "with_more_space_in_the_text": {"size": PHONE, "spaced": True, "axe": False},
    "in_the_dark_and_calm": {"size": PHONE, "dark": True, "calm": True},
}


@pytest.mark.parametrize(("language", "size"), EVERYWHERE)
def test_who_searches_the_guide_finds_a_page_and_reads_it(
    meet: Meet, language: str, size: str
) -> None:
    word, found = {"nl": ("tillen", "til"), "en": ("lifting", "lift")}[language]
    with meet(language=language, size=SIZES[size], axe=(language, size) in LOOKED_AT) as visitor:
        visitor.go("/")
        visitor.tap(visitor.link("site.home.read"))
        visitor.tap(visitor.page.locator("main a[href*='/gids/'], main a[href*='/guide/']").first)
        assert visitor.page.locator("main p").count() > 3
        visitor.go("/zoeken/" if language == "nl" else "/search/", look=False)
        visitor.page.locator("#find").press_sequentially(word, delay=20)
        visitor.page.locator("#found ol.found li").first.wait_for()
        visitor.look()
        first = visitor.page.locator("#found ol.found a").first
        visitor.tap(first)
        assert found in visitor.words.lower()


def test_the_guide_can_be_searched_without_javascript(meet: Meet) -> None:
    with meet(script=False) as visitor:
        visitor.go("/zoeken/")
        visitor.page.locator("#find").fill("slapen")
        visitor.tap(visitor.page.locator("form.find button"))
        assert visitor.page.locator("ol.found li").count() > 0


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_cut_off_or_unreadable(meet: Meet, kept: Kept, way: str) -> None:
    how = WAYS[way]
    language = how.get("language", "nl")
    result, card = {
        "nl": ("/check/uitslag/", "/check/belkaart/"),
        "en": ("/check/result/", "/check/call-card/"),
    }[language]
    with meet(**how, carrying=kept("A")) as visitor:
        for path in PAGES[language]:
            visitor.go(path)
        visitor.go(result)
        for each in visitor.page.locator("main details > summary").all():
            each.click()
        visitor.look()
        visitor.tap(visitor.link("telling.result.go_back"))
        number = int(re.findall(r"\d+", visitor.page.url)[-1])
        for step in range(1, number):
            visitor.go(f"/check/{step}/")
    with meet(**how, carrying=kept("C")) as visitor:
        visitor.go(result)
        visitor.go(card)
        visitor.go("/check/2/")
        visitor.answer({**whole("C"), "saddle": "new_or_worse"})
        assert visitor.is_warned


def test_who_wants_less_motion_sees_nothing_move(meet: Meet, kept: Kept) -> None:
    with meet(calm=True, carrying=kept("A"), axe=False) as visitor:
        for path in ("/", "/check/", "/check/2/", "/check/uitslag/", "/oefeningen/"):
            visitor.go(path)
            moving = visitor.page.evaluate(
                """() => [...document.querySelectorAll("*")].filter((each) => {
                  const style = getComputedStyle(each);
                  return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none"
                    || style.scrollBehavior === "smooth";
                }).map((each) => each.outerHTML.slice(0, 100))"""
            )
            assert moving == [], path
            assert visitor.page.evaluate("document.getAnimations().length") == 0


# --- with the keyboard only

FOCUSED = """(wanted) => {
  const here = document.activeElement;
  const around = here.closest(".answer") || here;
  const drawn = [here, around].some((each) => getComputedStyle(each).outlineStyle !== "none");
  return [here.matches(wanted), drawn || here === document.body || here.tabIndex < 0];
}"""


def reach(visitor: Visitor, wanted: str) -> None:
    """Tab until it has the focus; whatever has it on the way can be seen to have it."""
    for _ in range(80):
        there, drawn = visitor.page.evaluate(FOCUSED, wanted)
        assert drawn, f"the focus cannot be seen on the way to {wanted}"
        if there:
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached with the keyboard")


def fill_by_keyboard(visitor: Visitor, truth: dict[str, Any]) -> None:
    """Answer every question on the page without touching it."""
    keys = visitor.page.keyboard
    for name in visitor.asked():
        how, *values = visitor._answer(name, truth)
        if how == "typed":
            unit = visitor.page.locator(f'select[name="{name}.unit"]').count()
            assert not unit, "her answer is one of those offered"
            reach(visitor, f'input[name="{name}.typed"]')
            keys.type(values[0])
            continue
        of_name = f'input[name="{name}"]'
        if visitor.page.locator(of_name).first.get_attribute("type") == "checkbox":
            for value in values:
                reach(visitor, f'{of_name}[value="{value}"]')
                keys.press("Space")
            continue
        reach(visitor, of_name)
        keys.press("Space")
        for _ in range(20):
            if visitor.chosen(name) == values:
                break
            keys.press("ArrowDown")
        assert visitor.chosen(name) == values


def test_the_whole_check_can_be_done_with_the_keyboard_only(meet: Meet) -> None:
    with meet(language="en", size=DESK, axe=False) as visitor:
        visitor.go("/")
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate("document.activeElement.className") == "skip"
        visitor.page.keyboard.press("Enter")
        reach(visitor, 'main a.button[href="/en/check/"]')
        visitor.press("Enter")
        reach(visitor, 'main button[name="for"]')
        visitor.press("Enter")
        while visitor.is_asked:
            fill_by_keyboard(visitor, whole("A"))
            reach(visitor, "form .button.wide")
            visitor.press("Enter")
        assert visitor.title == visitor.text("urgency.self_care.title")
        reach(visitor, "details.reveal > summary")
        visitor.page.keyboard.press("Enter")
        assert visitor.page.locator("table.week").is_visible()
        reach(visitor, "a[download]")
