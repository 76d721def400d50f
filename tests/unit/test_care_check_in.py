"""A check-in: few questions when nothing is new, and never more reassuring for that."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.whole import engine, guideline

from rugwijzer.care.history import FOUR, Visit, ask_again, record_of, to_ask
from rugwijzer.care.interview import TRIAGE, Interview
from rugwijzer.care.kept import is_mildest
from rugwijzer.care.renewal import WITHIN, nothing_new
from rugwijzer.care.walk import Walk, walk, walk_check_in
from rugwijzer.compiler import (
    Answer,
    Choice,
    ChoiceDecision,
    Ladder,
    LadderValue,
    Number,
    SetOf,
    TickPart,
    YesNo,
    load,
)
from rugwijzer.paths import find

FIRST = date(2026, 3, 2)
few = settings(
    deadline=None, max_examples=15, derandomize=True, suppress_health_check=list(HealthCheck)
)


@cache
def interview(triage: bool = False) -> Interview:
    return Interview(guideline(), engine(), TRIAGE if triage else None)


def list_of_what_is_new() -> tuple[str, ...]:
    return tuple(name for name, fact in guideline().facts.items() if fact.renews)


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def calendar(name: str) -> tuple[int, ...]:
    follow_up = guideline().decisions["follow_up"]
    assert isinstance(follow_up, ChoiceDecision)
    return follow_up.days[name]


HOW_IT_GOES: dict[str, Answer] = {
    "overall_change": "better",
    "activities_back": False,
    "done": "nearly_all",
    "response": "calm",
}


def truth_of(name: str, **changes: Answer) -> dict[str, Answer]:
    """Somebody for whom all goes well: what she was not asked yet has its mildest answer."""
    truth = dict(guideline().people[name].record)
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


def coming_back(
    name: str, days: tuple[int, ...], **changes: Answer
) -> tuple[list[Visit], dict[int, Walk]]:
    """The visits of somebody who comes back on these days, and what each of them took."""
    truth = truth_of(name, **changes)
    visits = [Visit(FIRST, walk(interview(), truth).record)]
    walks = {}
    for day in days:
        took = walk_check_in(interview(triage=day % 7 != 0), visits, truth, on(day))
        visits.append(Visit(on(day), took.record))
        walks[day] = took
    return visits, walks


# --- how much it asks


@pytest.mark.parametrize("pain", [4, 2])
def test_a_quiet_check_in_takes_at_most_six_answers(pain: int) -> None:
    _, walks = coming_back("ordinary", (3, 7, 14, 21), pain_now=pain)
    print({day: took.answers for day, took in walks.items()})
    assert walks[3].answers <= 3
    assert walks[14].answers <= 6
    assert walks[21].answers <= 6 + (pain <= 2)


def test_on_the_seventh_day_what_predicts_is_asked_for_the_first_time_and_no_alarm_sign_again() -> (
    None
):
    _, walks = coming_back("ordinary", (3, 7))
    asked = {name for name in walks[7].record if not guideline().facts[name].renews}
    assert {"limited", "fear_of_moving", "stressed"} <= asked
    assert walks[7].answers <= 9
    assert {name for name in asked if guideline().facts[name].alarm} <= {"course"}


def test_after_four_weeks_a_fuller_check_in_asks_what_changes_slowly_and_six_weeks_are_quiet() -> (
    None
):
    _, walks = coming_back("ordinary", calendar("standard")[:-1])
    fuller = {"limited", "work", "mood_down", "expects_no_recovery", "stressed", "weight_loss"}
    assert fuller <= walks[28].record.keys()
    assert not fuller & {*walks[14].record, *walks[21].record, *walks[42].record}
    assert walks[42].answers <= 6


def test_the_list_of_what_is_new_comes_first_and_whole() -> None:
    truth = truth_of("ordinary")
    visits = [Visit(FIRST, walk(interview(), truth).record)]
    for triage in (False, True):
        page = interview(triage).next_screen(to_ask(guideline(), visits, on(7)))
        assert page is not None
        assert page.screen.name == "something_new"
        assert page.facts == list_of_what_is_new()
        assert len(page.facts) == 7
        assert isinstance(page.parts[0], TickPart)


def test_at_a_first_visit_nobody_is_asked_what_is_new() -> None:
    page = interview().next_screen({})
    assert page is not None
    assert page.screen.name == "urgent_now"


@pytest.mark.parametrize(
    ("new", "asked"),
    [
        ("new_feeling", {"saddle"}),
        ("new_passing", {"bladder", "bowel"}),
        ("new_legs", {"legs", "cold_leg", "pain_area"}),
        ("new_ill", {"fever", "chest_pain", "collapse", "very_ill", "belly_signs", "swollen_calf"}),
        ("new_fall", {"accident_cannot_move"}),
        ("new_worse", {"standing", "despair", "rash", "pain_area", "flare_up", "night"}),
    ],
)
@pytest.mark.parametrize("answer", [True, None])
def test_behind_what_is_new_or_not_known_is_asked_in_full(
    new: str, asked: set[str], answer: Answer
) -> None:
    truth = truth_of("ordinary")
    visits = [Visit(FIRST, walk(interview(), truth).record)]
    took = walk_check_in(interview(), visits, {**truth, new: answer}, on(14))
    assert asked <= took.record.keys()
    spared = nothing_new(guideline(), took.record) & visits[0].answers.keys()
    assert spared
    assert not {name for name in spared if guideline().facts[name].alarm} & took.record.keys()


def test_black_stool_and_paracetamol_are_asked_once_by_themselves_and_then_by_the_list() -> None:
    visits, walks = coming_back("ordinary", (3, 7))
    pair = {"black_stool", "paracetamol_over"}
    assert pair <= walks[3].record.keys()
    assert not pair & walks[7].record.keys()
    assert record_of(guideline(), visits, on(7))["paracetamol_over"] is False
    again = walk_check_in(
        interview(), visits, {**truth_of("ordinary"), "new_medicine": True}, on(14)
    )
    assert pair <= again.record.keys()


# --- who is watched closely


def test_with_pain_from_a_nerve_the_four_questions_come_every_time_also_day_after_day() -> None:
    visits, walks = coming_back("sciatica", (1, 2, 3, 6))
    for took in walks.values():
        assert set(FOUR) <= took.record.keys()
    assert record_of(guideline(), visits, on(7))["saddle"] == "none"
    quiet = Visit(on(14), dict.fromkeys(list_of_what_is_new(), False))
    assert not set(FOUR) & record_of(guideline(), [*visits, quiet], on(14)).keys()


def test_after_an_urgent_result_the_four_questions_come_the_next_day() -> None:
    visits = [Visit(FIRST, {**walk(interview(), truth_of("ordinary")).record, "fever": True,
                            "injected_drugs": True})]  # fmt: skip
    assert set(FOUR) & record_of(guideline(), visits, on(1)).keys() == set(FOUR)
    assert not set(FOUR) & to_ask(guideline(), visits, on(1)).keys()


def test_somebody_without_leg_pain_is_spared_the_four_questions() -> None:
    _, walks = coming_back("ordinary", (3, 7, 14))
    assert all(not set(FOUR) & took.record.keys() for took in walks.values())


# --- what counts until it is answered anew


def test_waking_up_at_night_that_makes_no_difference_is_not_asked_again() -> None:
    _, walks = coming_back("ordinary", (7, 14), night="wakes")
    assert "night" not in walks[7].record
    assert walks[14].answers <= 6


def test_fever_is_asked_again_although_nothing_is_new() -> None:
    truth = {**truth_of("ordinary"), "fever": True}
    visits = [Visit(FIRST, walk(interview(), truth).record)]
    assert "fever" in record_of(guideline(), visits, on(7))
    took = walk_check_in(interview(), visits, {**truth, "fever": False}, on(7))
    assert took.record["fever"] is False


def test_what_was_new_last_time_is_asked_again_and_does_not_stay_new() -> None:
    truth = truth_of("ordinary")
    visits, _ = coming_back("ordinary", (7,), new_fall=True)
    assert record_of(guideline(), visits, on(14))["new_fall"] is True
    assert walk_check_in(interview(), visits, truth, on(14)).record["new_fall"] is False


def test_after_more_than_six_weeks_the_whole_triage_is_asked() -> None:
    truth = truth_of("ordinary")
    visits = [Visit(FIRST, walk(interview(), truth).record)]
    within = walk_check_in(interview(), visits, truth, on(WITHIN))
    beyond = walk_check_in(interview(), visits, truth, on(WITHIN + 1))
    assert {"collapse", *FOUR, "standing"} <= beyond.record.keys()
    assert not {"collapse", *FOUR, "standing"} & within.record.keys()


# --- what the list covers


def test_every_alarm_question_that_expires_within_days_is_renewed_or_asked_in_full_on_purpose() -> (
    None
):
    in_full = {
        "pain_growing", "pain_band", "pain_straining", "pain_lying", "wound_trouble", "red_eye_now",
        "suicidal", "course",
    }  # fmt: skip
    short = {
        name
        for name, fact in guideline().facts.items()
        if fact.alarm and fact.supplied_by_person and fact.valid_for is not None
        if fact.valid_for <= 7 and not name.startswith(("child_", "preg_")) and not fact.renews
    }
    assert short - guideline().renewed_by.keys() == in_full
    assert not guideline().renewed_by.keys() & in_full


def test_whether_anything_got_worse_since_a_doctor_looked_needs_a_no_to_every_line() -> None:
    assert set(guideline().renewed_by["worse_since_seen"]) == set(list_of_what_is_new())


def test_a_guideline_without_such_a_list_renews_nothing() -> None:
    bicycle = load(find("guideline").parent / "tests" / "bicycle")
    visits = [Visit(FIRST, {"brakes": True}), Visit(on(7), {"dark": False})]
    assert "brakes" not in record_of(bicycle, visits, on(7))
    assert to_ask(bicycle, visits, on(7)) == {"dark": False}


# --- never more reassuring


def lower(record: dict[str, Answer]) -> int:
    ladder = guideline().decisions["urgency"]
    value = engine().evaluate(record).decisions["urgency"]
    assert isinstance(ladder, Ladder)
    assert isinstance(value, LadderValue)
    return ladder.rank(value.lower)


def any_answer(chance: random.Random, name: str) -> Answer:
    if chance.random() < 0.15:
        return None
    match guideline().facts[name].type:
        case YesNo():
            return chance.random() < 0.4
        case Choice(options=options):
            return chance.choice(options)
        case SetOf(options=options):
            return frozenset(option for option in options if chance.random() < 0.3)
        case Number(low=low, high=high):
            return chance.randint(low, min(high, low + 90))


def somebodys_history(seed: int) -> tuple[list[Visit], Visit]:
    """Some visits of anybody, and today's, with an answer to each line of the list."""
    chance = random.Random(seed)
    person = guideline().people[chance.choice(sorted(guideline().people))]
    asked = [name for name, fact in guideline().facts.items() if fact.supplied_by_person]
    first = {
        name: any_answer(chance, name) if chance.random() < 0.1 else answer
        for name, answer in person.record.items()
        if guideline().facts[name].supplied_by != "history"
    }
    visits, day = [Visit(FIRST, first)], 0
    for _ in range(chance.randint(0, 3)):
        day += chance.randint(1, 30)
        told = {name: any_answer(chance, name) for name in chance.sample(asked, 4)}
        told |= {name: chance.random() < 0.2 for name in list_of_what_is_new()}
        visits.append(Visit(on(day), told))
    new: dict[str, Answer] = {
        name: chance.choice([False, False, False, True, None]) for name in list_of_what_is_new()
    }
    return visits, Visit(on(day + chance.randint(1, 60)), new)


@few
@given(st.integers(0, 2**32))
def test_nothing_new_comes_to_the_same_as_giving_the_same_answers_again(seed: int) -> None:
    visits, today = somebodys_history(seed)
    with_list = record_of(guideline(), [*visits, today], today.at)
    latest = {name: answer for visit in visits for name, answer in visit.answers.items()}
    again = {
        name: latest[name]
        for name in nothing_new(guideline(), today.answers)
        if name in latest and name in with_list
    }
    said = record_of(guideline(), [*visits, Visit(today.at, {**today.answers, **again})], today.at)
    assert with_list == said
    assert lower(with_list) >= lower(said)


@few
@given(st.integers(0, 2**32))
def test_the_list_never_lowers_what_is_at_least_so(seed: int) -> None:
    visits, today = somebodys_history(seed)
    before = record_of(guideline(), visits, today.at)
    after = record_of(guideline(), [*visits, today], today.at)
    told = {name: answer for name, answer in after.items() if name not in today.answers}
    kept = {name: answer for name, answer in before.items() if name in told}
    assert {name: told[name] for name in kept} == kept
    assert lower(after) >= lower(before)


@few
@given(st.integers(0, 2**32))
def test_only_a_mildest_answer_behind_a_no_is_renewed_and_no_alarm_sign_is_lost(seed: int) -> None:
    visits, today = somebodys_history(seed)
    quiet = nothing_new(guideline(), today.answers)
    before = record_of(guideline(), visits, today.at)
    after = record_of(guideline(), [*visits, today], today.at)
    for name in after.keys() - before.keys() - today.answers.keys():
        fact = guideline().facts[name]
        if fact.supplied_by_person:
            assert name in quiet
            assert not fact.alarm or is_mildest(fact, after[name])
    for name, answer in before.items():
        fact = guideline().facts[name]
        if fact.alarm and not is_mildest(fact, answer) and name not in today.answers:
            assert after[name] == answer


@few
@given(st.integers(0, 2**32))
def test_whatever_is_left_out_of_the_questions_of_a_check_in_still_counts_in_the_advice(
    seed: int,
) -> None:
    visits, today = somebodys_history(seed)
    record = record_of(guideline(), [*visits, today], today.at)
    asked = to_ask(guideline(), [*visits, today], today.at)
    assert asked.items() <= record.items()
    expired = set(ask_again(guideline(), record, [*visits, today], today.at))
    spared = {name for name in expired if name in asked}
    past_asking = {name for name in spared if guideline().facts[name].asked_if is not None}
    assert spared - past_asking <= nothing_new(guideline(), today.answers)
