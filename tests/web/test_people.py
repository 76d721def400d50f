"""The four people who are always tried, on the website: how far they go, and what they get."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize
from tests.journeys.person import whole
from tests.whole import texts

from rugwijzer.wording.words import counted

from .conftest import Meet
from .visitor import DESK, EVERYWHERE, LOOKED_AT, PHONE, SIZES


@pytest.mark.parametrize(("language", "size"), EVERYWHERE)
def test_a_who_lifted_yesterday_gets_three_things_for_today_and_no_doctor(
    meet: Meet, language: str, size: str
) -> None:
    with meet(language=language, size=SIZES[size], axe=(language, size) in LOOKED_AT) as visitor:
        visitor.begin()
        visitor.to_the_end(whole("A"))
        result = visitor.words
        assert visitor.title == visitor.text("urgency.self_care.title")
        assert 1 <= visitor.page.locator(".things > li").count() <= 3
        assert visitor.text("contact.gp.how") not in result
        assert visitor.text("contact.gp_or_hap.how") not in result
        assert visitor.text("plan.kind.short_walks.name") in result
        assert visitor.text("disclaimer.short") in result
        assert visitor.answers <= 20, visitor.answers
        assert len(visitor.screens) <= 8, visitor.screens
        minutes = counted(10, "minute", texts(), language)
        assert visitor.text("telling.result.today_minutes", minutes=minutes) in result
        visitor.page.locator("details.reveal > summary").click()
        assert visitor.page.locator("table.week tbody tr").count() >= 3
        visitor.look()


@pytest.mark.parametrize(("language", "size"), [("nl", DESK)])
def test_b_eight_months_in_pain_is_not_sent_to_her_gp_again_and_can_have_it_read_to_her(
    meet: Meet, language: str, size: ViewportSize
) -> None:
    with meet(language=language, size=size) as visitor:
        visitor.begin()
        assert visitor.page.locator("[data-read-aloud]").count() == 1
        visitor.to_the_end(whole("B"))
        result = visitor.words
        assert visitor.title == visitor.text("urgency.physio.title")
        assert visitor.text("contact.physio.how") in result
        assert visitor.text("contact.gp.how") not in result
        assert visitor.text("factor.fear_of_moving.try") in result
        assert visitor.text("work.partly_off.text") in result
        assert len(visitor.screens) <= 10, visitor.screens


@pytest.mark.parametrize(("language", "size"), [("en", PHONE)])
def test_c_on_prednisolone_who_stumbled_phones_today_and_is_given_no_plan(
    meet: Meet, language: str, size: ViewportSize
) -> None:
    with meet(language=language, size=size) as visitor:
        visitor.begin()
        visitor.to_the_end(whole("C"))
        result = visitor.words
        assert visitor.title == visitor.text("urgency.same_day.title")
        assert visitor.text("gate.bridge.title") in result
        for line in texts().numbered("gate.bridge.do_not", language):
            assert " ".join(line.split()) in result
        assert visitor.text("concern.cauda_equina.name") not in result
        assert visitor.page.locator("table.week").count() == 0
        visitor.tap(visitor.link("telling.result.card"))
        assert visitor.text("call_card.until_then.drive") in visitor.words


@pytest.mark.parametrize(("language", "size"), EVERYWHERE)
def test_d_numb_when_wiping_has_the_call_card_within_two_screens_and_five_taps(
    meet: Meet, language: str, size: str
) -> None:
    with meet(language=language, size=SIZES[size], axe=(language, size) in LOOKED_AT) as visitor:
        visitor.go("/")
        visitor.tap(visitor.page.locator("aside.changed a"))
        visitor.tap(visitor.button("web_check.start.myself"))
        visitor.choose("saddle", str(whole("D")["saddle"]))
        visitor.go_on()
        assert visitor.is_warned
        assert visitor.text("urgency.call_now.title") in visitor.words
        for line in texts().numbered("urgency.call_now.do", language):
            assert " ".join(line.split()) in visitor.words
        visitor.tap(visitor.link("telling.result.card"))
        assert visitor.taps <= 5, visitor.taps
        assert "cauda-equinasyndroom" in visitor.words
        assert visitor.text("call_card.until_then.drive") in visitor.words


def test_d_who_answers_everything_is_still_told_to_phone_now(meet: Meet) -> None:
    with meet(axe=False) as visitor:
        visitor.begin()
        visitor.to_the_end(whole("D"))
        assert visitor.title == visitor.text("urgency.call_now.title")
