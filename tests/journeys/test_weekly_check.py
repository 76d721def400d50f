"""`rugwijzer check --history` as a person sees it: a quiet week, a bad one, and after a doctor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from tests.whole import guideline, texts

from rugwijzer.care.history import Visit
from rugwijzer.care.interview import Interview
from rugwijzer.care.walk import walk, walk_check_in
from rugwijzer.cli.visits import add_visit
from rugwijzer.compiler import Answer, Choice, YesNo

from .person import LANGUAGES, Person, Start, screens_of, text, whole
from .terminal import flat

HOW_IT_GOES: dict[str, Answer] = {
    "overall_change": "better",
    "activities_back": False,
    "done": "nearly_all",
    "response": "calm",
    "flare_up": False,
}


@cache
def interview() -> Interview:
    return Interview(guideline())


def truth_of(letter: str, **changes: Answer) -> dict[str, Answer]:
    """One of the four people; what she was not asked before has its mildest answer."""
    truth = whole(letter)
    for fact in guideline().facts.values():
        if fact.name not in truth and fact.supplied_by_person:
            match fact.type:
                case YesNo():
                    truth[fact.name] = False
                case Choice(options=options):
                    truth[fact.name] = options[0]
                case _:
                    truth[fact.name] = None
    return {**truth, **HOW_IT_GOES, **changes}


def visited(path: Path, truth: Mapping[str, Answer], *days_ago: int) -> bytes:
    """A file with a first visit so many days ago, and check-ins after it."""
    visits: list[Visit] = []
    for days in days_ago:
        at = date.today() - timedelta(days=days)
        took = walk_check_in(interview(), visits, truth, at) if visits else walk(interview(), truth)
        visits.append(Visit(at, took.record))
        add_visit(guideline(), path, visits[-1])
    return path.read_bytes()


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quiet_week_takes_six_answers_and_gives_the_next(
    start: Start, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "mine.jsonl"
    before = visited(file, truth_of("A"), 14, 7)
    with start("--lang", language, "--history", str(file), "--keep") as terminal:
        person = Person(terminal, language, truth_of("A"))
        assert text("check.resume.welcome_back", language) in flat(person.page)
        assert "".join(str(file).split()) in "".join(person.page.split())
        week = flat(person.to_the_end())
        terminal.until_the_end()
        assert terminal.status() == 0
    assert person.answers <= 6
    assert text("plan.state.building.title", language) in week
    assert text("plan_page.heading.changes", language) in week
    assert text("safety_net.now.title", language) in week
    assert text("result.heading.how_soon", language) not in week
    assert file.read_bytes().startswith(before)
    assert len(lines(file)) == 3
    assert lines(file)[2]["at"] == date.today().isoformat()
    assert list(tmp_path.glob(".mine*")) == []


def test_at_the_end_one_letter_stops_the_plan_and_says_how_to_begin_again(
    start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "mine.jsonl"
    visited(file, truth_of("A"), 14, 7)
    with start("--history", str(file), "--keep") as terminal:
        person = Person(terminal, "nl", truth_of("A"))
        while not flat(person.page).endswith(f"{text('check.go_on.more', 'nl')} >"):
            assert person.answer()
        assert text("check.go_on.stop", "nl") in flat(person.page)
        asked = flat(person.type(text("check.go_on.stop_key", "nl")))
        question = guideline().facts["stopped"].question
        assert question is not None
        assert flat(question["nl"]) in asked
        page = flat(person.type("3"))
        assert text("plan.state.stopped.title", "nl") in page
        assert text("plan_page.heading.changes", "nl") not in page
        assert terminal.status() == 0
    answers = lines(file)[2]["answers"]
    assert isinstance(answers, dict)
    assert answers["stopped"] == "too_much"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_flare_up_gives_a_quiet_week_and_no_result_that_frightens(
    start: Start, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "mine.jsonl"
    before = visited(file, truth_of("A"), 7)
    truth = truth_of(
        "A", new_worse=True, flare_up=True, overall_change="a_little_worse", pain_now=6
    )
    with start("--lang", language, "--history", str(file)) as terminal:
        person = Person(terminal, language, truth)
        assert text("check.visits.will_not_keep", language) in flat(person.page)
        week = flat(person.to_the_end())
        assert terminal.status() == 0
    assert text("plan.state.quiet_week.title", language) in week
    assert text("urgency.same_day.title", language) not in week
    assert file.read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_alarm_sign_is_asked_in_full_and_shown_before_any_plan(
    start: Start, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "mine.jsonl"
    visited(file, truth_of("A"), 7)
    truth = truth_of("A", new_feeling=True, saddle="new_or_worse")
    with start("--lang", language, "--history", str(file), "--keep") as terminal:
        person = Person(terminal, language, truth)
        panel = text("check.emergency_now.title", language)
        while panel not in flat(person.page):
            assert person.answer(), "the result came without the panel"
        assert person.answers <= 4
        result = flat(person.to_the_end())
        assert terminal.status() == 0
    assert text("urgency.call_now.title", language) in result
    for line in texts().numbered("gate.bridge.do_not", language):
        assert flat(line) in result
    assert text("plan_page.together", language) not in result
    assert text("check.go_on.week", language) not in result
    answers = lines(file)[1]["answers"]
    assert isinstance(answers, dict)
    assert answers["saddle"] == "new_or_worse"


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_an_urgent_result_the_check_opens_with_what_the_doctor_said(
    start: Start, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "mine.jsonl"
    visited(file, {**truth_of("A"), "saddle": "new_or_worse"}, 1)
    truth = truth_of("A", doctor_said="not_urgent", seen_by="doctor")
    with start("--lang", language, "--history", str(file), "--keep") as terminal:
        person = Person(terminal, language, truth)
        assert person.asked() == guideline().facts["doctor_said"]
        said = flat(person.page)
        assert text("check.emergency_now.title", language) not in said
        person.answer()
        assert text("doctor_said.not_urgent.text", language) in flat(person.page)
        page = flat(person.to_the_end())
        terminal.until_the_end()
        assert terminal.status() == 0
    assert screens_of(person.pages, language)[0].name == "doctor_said"
    answers = lines(file)[1]["answers"]
    assert isinstance(answers, dict)
    assert answers["seen_cauda_equina"] == "ordinary"
    assert text("urgency.call_now.title", language) not in page


def test_who_could_reach_nobody_reads_whom_to_phone_and_stays_as_urgent(
    start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "mine.jsonl"
    visited(file, {**truth_of("A"), "saddle": "new_or_worse"}, 1)
    truth = truth_of("A", doctor_said="could_not_reach", saddle="new_or_worse", new_feeling=True)
    with start("--lang", "en", "--history", str(file)) as terminal:
        person = Person(terminal, "en", truth)
        person.answer()
        said = flat(person.page)
        assert text("doctor_said.could_not_reach.title", "en") in said
        for line in texts().numbered("doctor_said.could_not_reach.others", "en"):
            assert flat(line) in said
        result = flat(person.to_the_end())
        assert terminal.status() == 0
    assert text("urgency.call_now.title", "en") in result


def test_who_leaves_at_once_after_an_urgent_result_reads_that_advice_again(
    start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "mine.jsonl"
    before = visited(file, {**truth_of("A"), "saddle": "new_or_worse"}, 1)
    with start("--lang", "en", "--history", str(file), "--keep") as terminal:
        terminal.until_asked()
        farewell = flat(terminal.type("q"))
        assert terminal.status() == 0
    assert text("urgency.call_now.title", "en") in farewell
    assert file.read_bytes() == before


def test_on_a_day_for_the_alarm_signs_only_these_are_asked_and_the_plan_goes_on(
    start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "mine.jsonl"
    visited(file, truth_of("A"), 3)
    with start("--lang", "en", "--history", str(file)) as terminal:
        person = Person(terminal, "en", truth_of("A"))
        page = flat(person.to_the_end())
        assert terminal.status() == 0
    assert person.answers <= 2
    assert text("plan.state.waiting.title", "en") not in page
    assert text("plan_page.together", "en") in page


def test_a_file_that_is_not_there_is_begun_with_a_first_check(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    with start("--lang", "en", "--history", str(file), "--keep") as terminal:
        person = Person(terminal, "en", whole("A"))
        result = flat(person.to_the_end())
        terminal.until_the_end()
        assert terminal.status() == 0
    assert text("urgency.self_care.title", "en") in result
    assert len(lines(file)) == 1
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    with start("--lang", "en", "--history", str(tmp_path / "other.jsonl")) as terminal:
        assert "there is no such file" in flat(terminal.until_the_end())
        assert terminal.status() == 1
