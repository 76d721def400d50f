"""The guideline as it is: well made, every case true, and every row of evidence accounted for."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from rugwijzer.cli.guideline import whole_people
from rugwijzer.compiler import (
    Case,
    Engine,
    Guideline,
    Ladder,
    LadderValue,
    SetValue,
    build_engine,
    citations,
    digest,
    load_files,
    read_files,
)
from rugwijzer.compiler.cases import differences
from rugwijzer.compiler.checking import problems_of
from rugwijzer.compiler.language.guideline import SHOWS, USES, LadderRule, ScoreItem
from rugwijzer.paths import find


@cache
def files() -> dict[str, str]:
    return read_files(find("guideline"))


@cache
def guideline() -> Guideline:
    return load_files(files(), checked=False)


@cache
def compiled() -> Engine:
    return build_engine(guideline(), "compiled")


@cache
def reference() -> Engine:
    return build_engine(guideline(), "reference")


def topics() -> list[str]:
    return list(dict.fromkeys(case.topic for case in guideline().cases))


def ladder() -> Ladder:
    found = guideline().decisions["urgency"]
    assert isinstance(found, Ladder)
    return found


def failing(engine: Engine, cases: list[Case]) -> list[str]:
    return [
        str(difference)
        for case in cases
        for difference in differences(guideline(), case, engine.evaluate(case.record))
    ]


def level(case: Case) -> LadderValue:
    found = compiled().evaluate(case.record).decisions["urgency"]
    assert isinstance(found, LadderValue)
    return found


def concerns(case: Case) -> SetValue:
    found = compiled().evaluate(case.record).decisions["concerns"]
    assert isinstance(found, SetValue)
    return found


def whole() -> list[Case]:
    return whole_people(guideline())


def complete() -> list[Case]:
    """The whole people who answered everything that applies to them, but for opened screens."""
    opened = guideline().opened_facts
    return [
        case for case in whole() if not set(compiled().evaluate(case.record).open_facts) - opened
    ]


# --- well made


def test_the_guideline_has_no_problems() -> None:
    assert [str(problem) for problem in problems_of(guideline())] == []


def test_the_guideline_did_not_change_without_its_version() -> None:
    version = guideline().version
    assert version is not None
    assert version.digest == digest(files())


def test_every_rule_has_a_case_where_it_fires_just_not_not_asked_and_dont_know() -> None:
    shown = {(case.rule, case.shows) for case in guideline().cases}
    # An item of a score gives points and has no state to show.
    rules = [name for name, rule in guideline().rules.items() if not isinstance(rule, ScoreItem)]
    lacking = [(rule, shows) for rule in rules for shows in SHOWS]
    assert [pair for pair in lacking if pair not in shown] == []


def test_every_title_of_a_case_is_a_sentence_and_stands_there_once() -> None:
    titles = Counter(case.title for case in guideline().cases)
    assert [title for title, times in titles.items() if times > 1] == []
    for title in titles:
        assert title[0].isupper() or title[0].isdecimal(), title
        assert title.endswith("."), title
        assert len(title.split()) >= 4, title


# --- true


@pytest.mark.parametrize("topic", topics())
def test_every_case_comes_out_as_a_clinician_would_expect(topic: str) -> None:
    cases = [case for case in guideline().cases if case.topic == topic]
    assert cases
    assert failing(compiled(), cases) == []


def test_the_whole_people_come_out_the_same_on_the_plain_interpreter() -> None:
    assert failing(reference(), whole()) == []


def test_there_are_at_least_eighty_whole_people_and_forty_of_them_without_alarm_signs() -> None:
    people = complete()
    calm = [case for case in people if not concerns(case).inside]
    print(f"{len(people)} whole people, {len(calm)} without alarm signs")
    assert len(people) >= 80
    assert len(calm) >= 40


def test_the_four_people_who_are_always_tried_are_among_them() -> None:
    for letter in "ABCD":
        assert [case for case in whole() if case.title.startswith(f"{letter}:")], letter


def test_nobody_without_alarm_signs_is_told_to_phone_today() -> None:
    today = ladder().rank("same_day")
    for case in complete():
        if not concerns(case).inside:
            assert ladder().rank(level(case).lower) < today, case.title


def test_whoever_needs_help_at_once_is_told_at_least_to_phone_now() -> None:
    now = ladder().rank("call_now")
    emergencies = 0
    for case in whole():
        expected = case.expect.get("urgency")
        wanted = expected.get("at_least") if isinstance(expected, dict) else expected
        if wanted in ("call_now", "call_112"):
            emergencies += 1
            assert ladder().rank(level(case).lower) >= now, case.title
    assert emergencies >= 8


def test_every_level_is_somebodys_advice() -> None:
    assert {level(case).value for case in whole()} >= set(ladder().levels)


def test_everybody_who_answered_everything_gets_one_level_one_contact_and_one_gate() -> None:
    for case in complete():
        outcome = compiled().evaluate(case.record)
        for decision in ("urgency", "contact", "gate"):
            assert getattr(outcome.decisions[decision], "value", None) is not None, case.title


def test_nobody_who_must_phone_now_is_given_exercises() -> None:
    for case in guideline().cases:
        outcome = compiled().evaluate(case.record)
        if ladder().rank(level(case).lower) >= ladder().rank("call_now"):
            assert "full" not in getattr(outcome.decisions["gate"], "possible", ()), case.title


# --- knowing nothing


def test_from_an_empty_record_nothing_is_settled_and_nothing_is_in() -> None:
    outcome = compiled().evaluate({})
    assert outcome == reference().evaluate({})
    assert outcome.decisions["urgency"] == LadderValue("self_care", "call_112")
    assert getattr(outcome.decisions["concerns"], "inside", None) == ()
    assert getattr(outcome.decisions["gate"], "value", "") is None
    assert getattr(outcome.decisions["contact"], "value", "") is None


def test_whoever_does_not_know_anything_is_not_sent_away_to_look_after_it_alone() -> None:
    nothing = {name: None for name, fact in guideline().facts.items() if fact.supplied_by_person}
    found = compiled().evaluate(nothing).decisions["urgency"]
    assert isinstance(found, LadderValue)
    assert found.settled
    assert ladder().rank(found.lower) >= ladder().rank("same_day")


def test_every_rule_from_an_appointment_up_says_what_happens_when_nobody_knows() -> None:
    for rule in ladder().rules:
        assert isinstance(rule, LadderRule)
        if ladder().rank(rule.then) >= ladder().rank("gp_routine"):
            assert rule.if_unknown_stated, rule.name
            assert rule.if_unknown or rule.if_unknown_reason, rule.name
        if rule.if_unknown is not None:
            assert ladder().rank(rule.if_unknown) <= ladder().rank(rule.then), rule.name


# --- evidence


def test_every_row_of_the_evidence_has_a_fate() -> None:
    cited = set(citations(guideline()))
    for row in guideline().evidence.values():
        assert row.use in USES, row.name
        assert row.use != "cited" or row.name in cited, row.name
        assert row.use == "cited" or row.name not in cited, row.name
        assert row.use != "not_formalised" or row.why, row.name
        assert row.use != "later" or row.plan, row.name


def test_every_rule_rests_on_evidence_and_speaks_both_languages() -> None:
    for rule in guideline().rules.values():
        assert rule.evidence, rule.name
        assert rule.words, rule.name
        assert rule.words.get("nl"), rule.name
        assert rule.words.get("en"), rule.name


def test_every_source_is_rested_on() -> None:
    used = {source for row in guideline().evidence.values() for source in row.sources}
    assert used == set(guideline().sources)


# --- asking


def test_every_question_stands_on_exactly_one_screen() -> None:
    asked = Counter(name for screen in guideline().screens for name in screen.facts)
    assert [name for name, times in asked.items() if times > 1] == []
    own = {name for name, fact in guideline().facts.items() if fact.supplied_by_person}
    assert set(asked) == own


def test_the_questions_about_passing_water_are_asked_one_by_one_and_of_everyone() -> None:
    first = [
        screen
        for screen in guideline().screens
        if not screen.opened and screen.name != "something_new"
    ]
    screen = first[1]
    assert screen.name == "passing_and_feeling"
    assert [part.facts for part in screen.parts] == [
        ("saddle",),
        ("bladder",),
        ("bowel",),
        ("legs",),
    ]
    assert all(guideline().facts[name].asked_if is None for name in screen.facts)
