"""What a person reads after how soon, who and why: short, in order, and nothing too early."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from rich.console import Console
from tests.whole import engine, guideline, planner, texts, things

from rugwijzer.care.assessment import Assessment, assess
from rugwijzer.care.history import Visit
from rugwijzer.cli.drawn import drawn
from rugwijzer.cli.plan_page import today_lines
from rugwijzer.cli.result import result
from rugwijzer.compiler import Answer
from rugwijzer.wording.outlook import Outlook, Planned
from rugwijzer.wording.words import day_in_words

TODAY = date(2026, 9, 24)
LANGUAGES = ("nl", "en")
LINES, COLUMNS = 60, 80


def assessed(record: Any) -> Assessment:
    return assess(guideline(), engine(), record, TODAY)


def planned(record: Any) -> Planned:
    return Planned(planner().plan_of([Visit(TODAY, record)], TODAY), things())


def person(name: str, **changes: Answer) -> dict[str, Answer]:
    return {**guideline().people[name].record, **changes}


def whole(letter: str) -> dict[str, Answer]:
    return next(
        dict(case.record)
        for case in guideline().cases
        if case.rule is None and case.title.startswith(f"{letter}:")
    )


def shown(parts: Any) -> str:
    out = Console(width=COLUMNS, record=True, file=io.StringIO())
    for part in parts:
        out.print(part)
    return out.export_text()


def flat(text: str) -> str:
    return " ".join(re.sub(r"[│╭╮╰╯─•]", " ", text).split())


def read(record: Any, language: str = "nl", *, everything: bool = False) -> str:
    """The result as `rugwijzer check` shows it: with what is for today."""
    return shown(
        result(assessed(record), texts(), language, everything=everything, planned=planned(record))
    )


def today(record: Any, language: str) -> str:
    """What is for today, alone."""
    plan = planned(record).plan
    return flat(shown(today_lines(plan, guideline(), texts(), things(), language)))


def said(key: str, language: str, **places: object) -> str:
    return flat(texts().text(key, language, **places))


def heading(key: str, language: str) -> str:
    return said(f"result.heading.{key}", language)


def new_words(record: Any, language: str) -> int:
    """How many words the outlook adds, what is for today left out."""
    outlook = Outlook(assessed(record), texts(), language, planned=planned(record))
    text = flat(shown(drawn(outlook.parts()))).replace(today(record, language), "")
    return len(re.findall(r"\w+", text))


# --- one minute


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", ["A", "B"])
def test_what_needs_no_doctor_fits_one_terminal_of_sixty_lines(letter: str, language: str) -> None:
    lines = read(whole(letter), language).splitlines()
    assert len(lines) <= LINES
    assert all(len(line.rstrip()) <= COLUMNS for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outlook_itself_is_a_minute_of_reading_at_most(language: str) -> None:
    assert new_words(whole("A"), language) <= 110
    assert new_words(whole("B"), language) <= 210


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_how_soon_then_who_then_why_and_then_what_it_may_be(language: str) -> None:
    text = flat(read(whole("B"), language))
    order = [
        text.index(heading(key, language))
        for key in ("how_soon", "who", "why", "kind", "factors", "steps", "safety_net")
    ]
    assert order == sorted(order)


# --- the four people


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reads_what_it_is_what_to_do_today_and_when_to_come_back(language: str) -> None:
    text = flat(read(whole("A"), language))
    assert said("kind.without_alarm_signs.text", language) in text
    assert said("phase.acute.course", language) in text
    assert said("plan.kind.short_walks.name", language) in today(whole("A"), language)
    assert today(whole("A"), language) in text
    assert said("imaging.not_helpful.text", language) in text
    day = day_in_words(date(2026, 9, 27), texts(), language)
    assert said("follow_up.back", language, date=day) in text
    assert heading("factors", language) not in text
    assert heading("who", language) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_b_reads_one_wish_one_contact_one_step_at_work_and_one_thing_to_do_first(
    language: str,
) -> None:
    found = assessed(whole("B"))
    text = flat(read(whole("B"), language))
    assert said("goal.household.wish", language) in text
    assert said("goal.in_plan", language) in text
    assert said("goal.household.step", language) not in text
    assert found.so_far("contact") == "physio"
    assert "gp" not in found.members("escalation")
    assert said("contact.gp.how", language) not in text
    assert said("work.partly_off.text", language) in text
    assert said("escalation.occupational_physician.say", "nl") in text
    tried = [
        factor
        for factor in found.members("factors")
        if said(f"factor.{factor}.try", language) in text
    ]
    assert tried == ["fear_of_moving"]
    assert today(whole("B"), language) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_plan_the_wish_has_a_first_step_and_nothing_is_said_of_today(
    language: str,
) -> None:
    text = flat(shown(result(assessed(whole("B")), texts(), language)))
    assert said("goal.household.step", language) in text
    assert said("goal.in_plan", language) not in text
    assert today(whole("B"), language) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_reads_everything_reads_what_is_for_today_with_the_week(language: str) -> None:
    text = flat(read(whole("B"), language, everything=True))
    assert today(whole("B"), language) not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", ["C", "D"])
def test_who_has_to_phone_first_reads_only_that_and_when_to_come_back(
    letter: str, language: str
) -> None:
    found = assessed(whole(letter))
    assert found.so_far("gate") == "bridge"
    text = flat(read(whole(letter), language))
    for key in ("kind", "factors", "steps", "further"):
        assert heading(key, language) not in text
    for key, words in texts().texts.items():
        if key.startswith(("kind.", "profile.", "care_step.", "work.", "goal.", "factor.")):
            assert len(words[language]) < 25 or flat(words[language]) not in text, key
    day = day_in_words(date(2026, 9, 25), texts(), language)
    assert said("follow_up.back", language, date=day) in text
    assert said("follow_up.after_doctor.text", language) in text


# --- what slows recovery


def test_thoughts_and_work_come_before_the_body_and_the_rest_is_one_line() -> None:
    record = person(
        "quiet_second_week",
        poor_sleep=True,
        pain_elsewhere=True,
        stressed=True,
        fear_of_moving=True,
        waiting_it_out=True,
    )
    text = flat(read(record))
    for factor in ("stress", "fear_of_moving", "waiting"):
        assert said(f"factor.{factor}.try", "nl") in text
    for factor in ("poor_sleep", "pain_elsewhere"):
        assert said(f"factor.{factor}.try", "nl") not in text
    rest = "ook pijn op andere plekken en slecht slapen"
    assert said("result.also", "nl", what=rest) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_for_everything_reads_all_of_it_under_kind_headings(language: str) -> None:
    record = {**whole("B"), "heavy_work": True}
    text = flat(read(record, language, everything=True))
    for group in ("psychological", "social", "physical"):
        assert said(f"factor.group.{group}", language) in text
    for factor in assessed(record).members("factors"):
        assert said(f"factor.{factor}.does", language) in text
        assert said(f"factor.{factor}.try", language) in text
    assert said("escalation.psychologist.how", language) in text
    assert heading("would_change", language) in text
    assert said("safety_net.common", language) in text


def test_new_pain_that_is_only_strong_is_met_with_what_is_for_today() -> None:
    record = person("quiet", pain_now=8, relief_fails=False)
    text = flat(read(record))
    assert today(record, "nl")
    assert today(record, "nl") in text
    assert said("result.slower", "nl", what="veel pijn") in text


def test_nobody_reads_about_herself_in_the_words_for_professionals() -> None:
    avoid = re.compile(r"risico|psychologisch|profiel|kans dat het lang", re.IGNORECASE)
    for letter in "AB":
        assert not avoid.search(read(whole(letter), everything=True))


# --- not known, and careful


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_yet_is_said_to_be_unknown_and_nothing_is_made_up(language: str) -> None:
    record = person("quiet_second_week")
    for name in ("stressed", "fear_of_moving", "limited"):
        record.pop(name)
    text = flat(read(record, language))
    assert said("result.not_yet_of.factors", language) in text
    assert said("result.not_yet_of.profile", language) in text
    for profile in ("low", "medium", "high"):
        assert said(f"profile.{profile}.text", language) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_outlook_is_shown_to_who_left_before_it_is_known_how_soon(
    language: str,
) -> None:
    for record in ({}, {"age": 40, "pain_days": 10}):
        text = flat(read(record, language))
        for key in ("kind", "factors", "steps", "further"):
            assert heading(key, language) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_until_the_appointment_nothing_is_asked_of_the_body(language: str) -> None:
    record = next(
        dict(case.record)
        for case in guideline().cases
        if case.rule is None
        and (found := assessed(case.record)).so_far("gate") == "gentle"
        and found.urgency.settled
        and found.urgency.lower == "gp_days"
    )
    record.update(fear_of_moving=True, first_goal="lifting", limited="much")
    text = flat(read(record, language))
    assert said("result.after_appointment", language) in text
    assert said("goal.lifting.step", language) not in text
    assert said("factor.fear_of_moving.try", language) not in text


# --- work, a scan, coming back


@pytest.mark.parametrize(
    ("days", "weeks"),
    [(3, "first_six"), (41, "first_six"), (42, "to_eight"), (55, "to_eight"), (56, None)],
)
def test_sick_leave_names_the_next_step_in_weeks_and_never_a_date(
    days: int, weeks: str | None
) -> None:
    text = flat(read({**whole("B"), "off_work_days": days}))
    for each in ("first_six", "to_eight", "to_a_year"):
        assert (said(f"work.weeks.{each}", "nl") in text) == (each == weeks)


@pytest.mark.parametrize(("days", "weeks"), [(56, "to_a_year"), (365, "after_a_year")])
def test_who_asks_for_everything_reads_what_comes_later_in_sick_leave(
    days: int, weeks: str
) -> None:
    text = flat(read({**whole("B"), "off_work_days": days}, everything=True))
    assert said(f"work.weeks.{weeks}", "nl") in text


@pytest.mark.parametrize("work", ["ordinary", "adapted", "fully_off", "no_paid_work"])
def test_every_situation_at_work_has_one_next_step(work: str) -> None:
    assert said(f"work.{work}.text", "nl") in flat(read(person("ordinary", work=work)))


def test_who_looks_after_it_alone_but_wants_support_reads_whom_to_turn_to_and_what_to_say() -> None:
    record = person("ordinary", mood_down=True)
    for language in LANGUAGES:
        text = flat(read(record, language))
        assert said("escalation.physio.say", "nl") in text
        assert (said("escalation.physio.say", "en") in text) == (language == "en")


def test_who_has_had_the_pain_for_months_is_not_told_to_wait_four_weeks() -> None:
    for everything in (False, True):
        text = flat(read(whole("B"), everything=everything))
        assert said("safety_net.short.soon_later", "nl") in text
        assert said("safety_net.soon.1", "nl") not in text


def test_a_day_is_named_as_people_say_it() -> None:
    assert day_in_words(date(2026, 4, 1), texts(), "nl") == "woensdag 1 april"
    assert day_in_words(date(2026, 4, 1), texts(), "en") == "Wednesday 1 April"
    assert day_in_words(date(2026, 4, 1), texts(), "nl", "short") == "1 april"


# --- nothing that the person herself would find untrue


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_pregnant_and_wants_to_lift_again_is_not_set_to_lifting(language: str) -> None:
    wish = person("pregnant", limited="some", first_goal="lifting")
    assert said("goal.lifting.step", language) not in flat(read(wish, language))
    ready = person("three_weeks", limited="some", first_goal="lifting")
    assert said("goal.lifting.wish", language) in flat(read(ready, language))
    assert said("goal.lifting.wish", language) not in flat(read(wish, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_a_doctor_has_looked_at_the_bones_nobody_is_told_to_work_through_it(
    language: str,
) -> None:
    waiting = flat(read(person("brittle"), language))
    assert said("work.until_seen", language) in waiting
    assert said("work.ordinary.text", language) not in waiting


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_no_paid_work_reads_of_her_day_and_not_of_her_work(language: str) -> None:
    shown_to_her = flat(read(person("three_weeks", work="no_paid_work"), language))
    assert said("result.lead.day", language) in shown_to_her
    assert said("result.lead.work", language) not in shown_to_her


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_thinks_of_dying_reads_113_first_and_nothing_about_exercises(language: str) -> None:
    found = flat(read(person("ordinary", despair=True, suicidal="thoughts"), language))
    assert found.index(said("contact.line_113.title", language)) < 120
    assert said("urgency.call_now.title", language) not in found
    assert said("gate.bridge.intro", language) not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_child_without_a_sign_is_not_shown_what_to_do_in_an_emergency(language: str) -> None:
    found = flat(read(person("child"), language))
    assert said("gate.bridge.intro", language) not in found
    assert said("gate.bridge.do_not.2", language) not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_needs_more_than_one_professional_hears_what_to_say_to_get_there(
    language: str,
) -> None:
    assert said("escalation.rehabilitation.say", "nl") in flat(read(person("after_team"), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_an_appointment_no_milder_reason_names_another_helper(language: str) -> None:
    stroller = read(person("stroller"), language)
    words = guideline().rules["leg_pain_from_nerve"].words
    assert words is not None
    assert flat(words[language]) not in flat(stroller)
    assert flat(words[language]) in flat(read(person("stroller"), language, everything=True))
