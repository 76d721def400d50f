"""The check in a browser: what cannot wait, not knowing, going back, coming back, no JavaScript."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from tests.journeys.person import LANGUAGES, whole
from tests.whole import guideline, texts

from rugwijzer.compiler import Answer
from rugwijzer.wording.words import say

from .conftest import Kept, Meet
from .server import Served
from .visitor import DESK, PHONE, Visitor

# --- what cannot wait


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_faints_is_told_to_call_112_after_one_screen_and_one_tap(
    meet: Meet, language: str
) -> None:
    with meet(language=language) as visitor:
        visitor.begin()
        visitor.answer({"collapse": True})
        assert visitor.is_warned
        assert visitor.answers == 1
        assert visitor.text("urgency.call_112.title") in visitor.words
        assert visitor.page.locator('main a[href="tel:112"]').count() == 1
        visitor.tap(visitor.link("telling.result.card"))
        assert visitor.page.locator('main a[href="tel:112"]').first.is_visible()
        visitor.back()
        visitor.tap(visitor.button("web_check.emergency.go_on"))
        assert visitor.asked() == ["rest.chest_pain"], "what was left unticked is no answer yet"


def test_a_mistaken_tick_can_be_taken_back_from_the_emergency_itself(meet: Meet) -> None:
    with meet(language="en") as visitor:
        visitor.begin()
        visitor.answer({"collapse": True})
        visitor.tap(visitor.page.get_by_role("link", name=visitor.text("telling.result.go_back")))
        assert visitor.chosen("tick.collapse") == ["collapse"]
        visitor.page.locator('input[value="collapse"]').uncheck()
        visitor.answer(whole("A"))
        assert visitor.asked() == ["saddle", "bladder", "bowel", "legs"]


@pytest.mark.parametrize("script", [True, False], ids=["with_script", "without_script"])
def test_one_sign_that_cannot_wait_is_enough_and_nothing_else_is_asked_for_first(
    meet: Meet, script: bool
) -> None:
    with meet(script=script) as visitor:
        visitor.begin()
        visitor.answer(whole("A"))
        visitor.choose("saddle", str(whole("D")["saddle"]))
        visitor.choose("bladder", "-unsure")
        visitor.go_on()
        assert visitor.is_warned
        assert visitor.text("urgency.call_now.title") in visitor.words
        visitor.tap(visitor.button("web_check.emergency.go_on"))
        assert visitor.asked() == ["bladder"], "the simpler question comes after it"


# --- not knowing


def test_i_dont_know_to_everything_never_reassures(meet: Meet) -> None:
    with meet() as visitor:
        visitor.begin()
        visitor.to_the_end(None)
        assert visitor.title == visitor.text("urgency.call_now.title")
        assert visitor.page.locator(".things").count() == 0
        assert visitor.text("urgency.self_care.title") not in visitor.words


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_looks_at_the_result_too_early_reads_that_it_is_not_known_yet(
    meet: Meet, language: str
) -> None:
    with meet(language=language) as visitor:
        visitor.begin()
        visitor.answer(whole("A"))
        visitor.go("/check/uitslag/" if language == "nl" else "/check/result/")
        assert visitor.text("urgency.self_care.at_least") in visitor.words
        for level in ("self_care", "physio"):
            assert visitor.text(f"urgency.{level}.title") not in visitor.words
        assert visitor.page.locator(".things, .week").count() == 0


def test_what_is_not_answered_is_asked_again_kindly_and_nothing_is_lost(meet: Meet) -> None:
    with meet(language="en") as visitor:
        visitor.refused = {422}
        visitor.begin()
        visitor.go_on()
        assert visitor.text("web_check.choose_or_none") in visitor.words
        visitor.answer(whole("A"))
        visitor.choose("saddle", "none")
        visitor.go_on()
        assert visitor.page.get_by_role("alert").is_visible()
        assert visitor.chosen("saddle") == ["none"]
        visitor.answer(whole("A"))
        assert "age" in visitor.asked()
        visitor.fill(whole("A"))
        visitor.type("age", "oud")
        visitor.go_on()
        assert visitor.text("check.hint.not_a_number") in visitor.words
        visitor.type("age", "34")
        visitor.go_on()
        assert "age" not in visitor.asked()


# --- going back


def test_going_back_keeps_the_answers_and_a_changed_one_counts(meet: Meet) -> None:
    with meet() as visitor:
        visitor.begin()
        visitor.answer(whole("A"))
        visitor.answer(whole("A"))
        visitor.tap(visitor.link("web_check.back"))
        assert visitor.chosen("saddle") == ["none"]
        visitor.tap(visitor.link("web_check.back"))
        assert visitor.chosen("tick.collapse") == ["-none"]
        visitor.go_on()
        visitor.answer({**whole("A"), "saddle": "new_or_worse"})
        assert visitor.is_warned


def test_the_back_button_of_the_browser_goes_one_screen_back_with_its_answers(meet: Meet) -> None:
    with meet(language="en", size=DESK, axe=False) as visitor:
        visitor.begin()
        visitor.answer(whole("A"))
        visitor.answer(whole("A"))
        third = visitor.title
        visitor.back()
        assert visitor.asked() == ["saddle", "bladder", "bowel", "legs"]
        assert visitor.chosen("bowel") == ["none"]
        visitor.back()
        assert visitor.chosen("tick.collapse") == ["-none"]
        visitor.forward()
        visitor.forward()
        assert visitor.title == third
        visitor.to_the_end(whole("A"))
        assert visitor.title == visitor.text("urgency.self_care.title")


def test_an_answer_can_be_changed_from_the_result(meet: Meet, kept: Kept) -> None:
    with meet(carrying=kept("A")) as visitor:
        visitor.go("/check/uitslag/")
        visitor.tap(visitor.link("telling.result.go_back"))
        assert visitor.is_asked
        assert visitor.chosen(visitor.asked()[0])
        visitor.go("/check/2/")
        visitor.answer({**whole("A"), "saddle": "new_or_worse"})
        assert visitor.is_warned


def test_the_page_in_the_other_language_stands_at_the_same_screen_with_the_same_answers(
    meet: Meet,
) -> None:
    with meet() as visitor:
        visitor.begin()
        visitor.answer(whole("A"))
        visitor.answer(whole("A"))
        visitor.tap(visitor.page.locator("header a.other"))
        visitor.language = "en"
        assert visitor.page.url.endswith("/en/check/3/")
        visitor.tap(visitor.link("web_check.back"))
        assert visitor.chosen("saddle") == ["none"]


# --- coming back, and beginning again


@pytest.mark.parametrize("token", ["", "gAAAAA" + "x" * 200, "tampered"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_that_are_too_old_or_not_ours_begin_again_and_say_so(
    meet: Meet, kept: Kept, language: str, token: str
) -> None:
    with meet(language=language, carrying=kept("A"), axe=False) as visitor:
        cookie = next(each for each in visitor.context.cookies() if each["name"] == "check")
        value = str(cookie["value"])
        changed = value[:-9] + value[-9:].swapcase() if token == "tampered" else token
        visitor.context.add_cookies(
            [{"name": "check", "value": changed, "url": visitor.address, "httpOnly": True}]
        )
        visitor.go("/check/3/")
        assert visitor.page.url == visitor.address + visitor.path("/check/")
        if token:
            assert visitor.text("web_check.expired") in visitor.words
        visitor.tap(visitor.button("web_check.start.myself"))
        assert visitor.asked() == ["tick.collapse"]


@pytest.mark.parametrize("script", [True, False], ids=["with_script", "without_script"])
def test_a_form_that_is_too_old_says_so_kindly(meet: Meet, script: bool) -> None:
    with meet(script=script) as visitor:
        visitor.refused = {403}
        visitor.begin()
        visitor.fill(whole("A"))
        visitor.context.clear_cookies(name="csrftoken")
        visitor.button("web_check.go_on").click()
        visitor.page.get_by_role(
            "heading", name=visitor.text("site.problem.form_expired.title")
        ).wait_for()
        assert visitor.text("site.problem.form_expired.text") in visitor.words


def test_who_comes_back_goes_on_where_she_was_and_can_wipe_everything(meet: Meet) -> None:
    with meet() as visitor:
        visitor.begin()
        visitor.answer(whole("A"))
        visitor.go("/check/")
        visitor.tap(visitor.link("web_check.start.resume"))
        assert visitor.asked() == ["saddle", "bladder", "bowel", "legs"]
        visitor.tap(visitor.button("web_check.stop"))
        assert not [each for each in visitor.context.cookies() if each["name"] == "check"]
        assert visitor.link("web_check.start.resume").count() == 0


def test_filled_in_for_someone_else_every_screen_and_the_call_card_say_so(meet: Meet) -> None:
    with meet(language="en") as visitor:
        visitor.begin(someone=True)
        assert visitor.text("web_check.someone") in visitor.words
        visitor.answer({"chest_pain": True})
        visitor.tap(visitor.link("telling.result.card"))
        assert texts().text("call_card.say.for_someone", "nl") in visitor.words
        assert visitor.text("call_card.say.for_someone") in visitor.words


def test_answers_that_do_not_go_together_are_asked_back_once_and_may_stay(meet: Meet) -> None:
    found = guideline().contradictions["pregnancy_possible_but_not"]
    message = " ".join(say(found.message, "en").split())
    truth: dict[str, Answer] = {
        **whole("A"),
        "pregnancy_possible": True,
        "pregnancy": "not_pregnant",
    }
    times = 0
    with meet(language="en", axe=False) as visitor:
        visitor.begin()
        while visitor.is_asked:
            times += message in visitor.words
            visitor.answer(truth)
        assert times == 1
        assert visitor.title == visitor.text("urgency.self_care.title")


# --- without JavaScript, and on paper


def paper_of(visitor: Visitor, folder: Path) -> str:
    """The words of the PDF that she can keep. It is one page."""
    with visitor.page.expect_download() as download:
        visitor.page.locator("a[download]").click()
    path = folder / "plan.pdf"
    download.value.save_as(path)
    document = pypdfium2.PdfDocument(path.read_bytes())
    assert len(document) == 1
    said = document[0].get_textpage().get_text_range().replace("￾", "").replace("\u00ad", "")
    return " ".join(said.split())


@pytest.mark.parametrize(("language", "size"), [("nl", PHONE), ("en", DESK)])
def test_without_javascript_the_whole_check_works_down_to_the_paper(
    meet: Meet, tmp_path: Path, language: str, size: dict[str, int]
) -> None:
    with meet(language=language, size=size, script=False) as visitor:
        visitor.begin()
        visitor.to_the_end(whole("A"))
        assert visitor.title == visitor.text("urgency.self_care.title")
        assert 1 <= visitor.page.locator(".things > li").count() <= 3
        paper = paper_of(visitor, tmp_path)
        for name in visitor.page.locator(".things h3").all_inner_texts():
            assert " ".join(name.split()) in paper
        other = "en" if language == "nl" else "nl"
        assert visitor.text("disclaimer.short")[:30] in paper
        assert texts().text("disclaimer.short", other)[:30] not in paper


def test_after_all_these_journeys_the_service_has_written_down_no_answer(
    meet: Meet, service: Served
) -> None:
    with meet(axe=False) as visitor:
        visitor.refused = {422}
        visitor.begin()
        visitor.answer(whole("A"))
        visitor.choose("saddle", "none")
        visitor.go_on()
        visitor.to_the_end(whole("A"))
    written = service.log.read_text()
    assert "granian" in written
    for line in written.splitlines():
        assert "/check/" not in line
        for name in guideline().facts:
            if "_" in name:
                assert name not in line
