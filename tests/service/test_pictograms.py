"""Beside each alarm question stands a drawing of our own that says the same as its words."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from rugwijzer.care.interview import Page
from rugwijzer.compiler import Screen, TickPart
from rugwijzer.service import knowledge
from rugwijzer.service.asking.pictograms import DRAWINGS, drawings, pictogram
from rugwijzer.service.asking.questions import Asking
from rugwijzer.service.asking.sitting import Follow, Sitting, Step

FILES = sorted(DRAWINGS.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
SHAPE = {"d", "class", "fill", "stroke", "stroke-width"}
ALLOWED = {
    "svg": SHAPE - {"d"}
    | {"viewBox", "stroke-linecap", "stroke-linejoin", "aria-hidden", "focusable"},
    "g": SHAPE - {"d"},
    "path": SHAPE,
}
each_drawing = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def alarms() -> set[str]:
    """The alarm facts that stand on a screen."""
    guideline = knowledge.guideline()
    on_screen = {fact for screen in guideline.screens for fact in screen.facts}
    return {fact for fact in on_screen if guideline.facts[fact].alarm}


def beside_them() -> set[str]:
    """Facts that are no alarm, in a list of ticks with one that is."""
    return {
        fact
        for screen in knowledge.guideline().screens
        for part in screen.parts
        if isinstance(part, TickPart) and alarms() & set(part.facts)
        for fact in part.facts
    } - alarms()


def test_every_alarm_question_has_a_drawing() -> None:
    """Whoever reads with difficulty finds the way by them."""
    assert not sorted(alarms() - set(drawings()))


def test_a_list_is_drawn_whole() -> None:
    """A row without a drawing, between rows that have one, would be passed over."""
    assert not sorted(beside_them() - set(drawings()))


def test_no_drawing_is_left_of_a_question_that_is_gone() -> None:
    """A drawing goes with its fact."""
    assert not sorted(set(drawings()) - alarms() - beside_them())


def test_no_two_questions_have_the_same_drawing() -> None:
    """Each says its own thing, so that two rows of a list are not taken for one another."""
    assert len(set(drawings().values())) == len(drawings())


@each_drawing
def test_a_drawing_is_lines_and_no_more(path: Path) -> None:
    """Nothing in it runs, is fetched, is styled, is named or must be translated."""
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    for element in root.iter():
        kind = element.tag.removeprefix(SVG)
        assert kind in ALLOWED, kind
        assert set(element.attrib) <= ALLOWED[kind], element.attrib
        assert not (element.text or "").strip()
        assert element.get("fill", "none") in {"none", "currentColor"}
        assert element.get("stroke", "none") in {"none", "currentColor"}
    assert len(text) < 1500


@each_drawing
def test_a_drawing_is_one_of_the_family(path: Path) -> None:
    """The same sheet, the same line, and one part that stands out."""
    root = ElementTree.parse(path).getroot()
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == "0 0 48 48"
    assert root.get("stroke-width") == "2"
    assert root.get("class") == "pictogram"
    assert root.get("aria-hidden") == "true"
    assert {element.get("class") for element in root.iter()} & {"mark", "line"}


def test_a_fact_without_a_drawing_shows_none() -> None:
    """There is no stand-in: it would say something that is not so."""
    assert pictogram("age") == ""


def shown(screen: Screen) -> str:
    """A whole screen as it stands on the page."""
    asking = Asking(knowledge.guideline(), knowledge.texts(), "nl")
    return rendered(asking, Sitting(), Page(screen, screen.parts))


def rendered(asking: Asking, sitting: Sitting, page: Page | None) -> str:
    """What is asked now, as it stands on the page."""
    with translation.override("nl"):
        return render_to_string("asking/form.html", {"form": asking.form(sitting, page)})


@pytest.mark.parametrize("screen", knowledge.guideline().screens, ids=lambda screen: screen.name)
def test_each_screen_shows_the_drawings_of_what_it_asks(screen: Screen) -> None:
    """Each once: in the row of a list, beside the question where it is asked by itself."""
    html = shown(screen)
    for fact in set(screen.facts):
        assert html.count(pictogram(fact)) == 1 if pictogram(fact) else True, fact
    assert html.count('class="pictogram"') == len(set(screen.facts) & set(drawings()))


def test_a_row_of_a_list_is_box_then_drawing_then_words() -> None:
    """In the order in which it is used: where to tap, what it is, what it says."""
    screen = next(each for each in knowledge.guideline().screens if each.name == "urgent_now")
    row = re.search(r'value="chest_pain">(.*?)</label>', shown(screen), re.DOTALL)
    assert row is not None
    assert row[1].startswith(f"{pictogram('chest_pain')}<span>")


@pytest.mark.parametrize("kind", ["simpler", "each", "again"])
def test_a_question_asked_again_keeps_its_drawing(kind: str) -> None:
    """In plainer words it is still the same question."""
    asking = Asking(knowledge.guideline(), knowledge.texts(), "nl")
    sitting = Sitting((Step("passing_and_feeling", {}, (Follow(kind, "saddle"),)),))
    assert pictogram("saddle") in rendered(asking, sitting, None)
