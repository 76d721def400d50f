"""What the guideline finds and misses among people who were counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.whole import guideline

from rugwijzer.compiler import load_files, read_files
from rugwijzer.population.advice import Adviser, Unfit
from rugwijzer.population.evaluate import Evaluation, age_group, evaluate, telling

from .crowd import TRUTHS, few_rules, person

CROWD = [
    *(person(n, sex="woman") for n in range(1, 7)),
    person(7, sex="man", fever=True, flags=("fever",)),
    person(8, sex="woman", age=78, like="three_weeks"),
    person(9, "fracture", age=80, fall="stumble", pain_days=2, flags=("age", "fall")),
    person(10, "fracture"),
    person(11, "cauda_equina", saddle="new_or_worse", flags=("saddle",)),
    person(12, "cauda_equina", saddle=None, pain_now=8, seen_by="nobody"),
    person(13, "radicular", like="sciatica", flags=("leg",)),
]


@pytest.fixture(scope="module")
def adviser() -> Adviser:
    return Adviser(few_rules())


@pytest.fixture(scope="module")
def found(adviser: Adviser) -> Evaluation:
    return evaluate(adviser, CROWD, TRUTHS)


def rank(found: Evaluation, level: str) -> int:
    return found.levels.index(level)


def test_sensitivity_is_the_share_of_a_cause_at_a_level_or_above(found: Evaluation) -> None:
    ces = found.truths["cauda_equina"]
    assert ces.from_level(rank(found, "call_now")).count == 1
    assert ces.from_level(rank(found, "same_day")).count == 2
    fracture = found.truths["fracture"]
    assert fracture.people == 2
    assert fracture.from_level(rank(found, "same_day")).value == 0.5


def test_a_missed_emergency_is_listed_with_the_answers_that_say_something(
    found: Evaluation,
) -> None:
    (missed,) = found.missed
    assert (missed.number, missed.truth, missed.level) == (12, "cauda_equina", "same_day")
    assert missed.answers["saddle"] is None
    assert missed.answers["pain_now"] == 8
    assert "fever" not in missed.answers
    assert "bladder" not in missed.answers


def test_over_triage_is_counted_on_people_without_alarm_signs_only(found: Evaluation) -> None:
    assert found.without_alarm.people == 8
    assert found.without_alarm.from_level(rank(found, "same_day")).count == 1
    assert found.nothing_serious.people == 9
    assert found.serious.people == 4


def test_women_over_70_stand_apart(found: Evaluation) -> None:
    assert found.women_over_70 is not None
    assert found.women_over_70.people == 1
    groups = {(each.youngest, each.oldest, each.sex): each.group for each in found.ages}
    assert groups[75, None, "woman"].people == 1
    assert groups[18, 34, "woman"].people == 6
    assert groups[18, 34, "man"].people == 1


def test_without_a_sex_people_are_grouped_by_age_alone(adviser: Adviser) -> None:
    found = evaluate(adviser, [person(1), person(2, age=72)], TRUTHS)
    assert [(each.youngest, each.sex) for each in found.ages] == [(18, None), (65, None)]
    assert found.women_over_70 is None


def test_someone_without_an_age_is_in_no_age_group(adviser: Adviser) -> None:
    assert evaluate(adviser, [person(1, without=("age",))], TRUTHS).ages == ()


def test_any_flag_and_everyone_are_the_policies_beside_the_guideline(found: Evaluation) -> None:
    policies = {policy.name: policy for policy in found.policies}
    flag = policies["any_flag"]
    assert (flag.referred.count, flag.needless.count, flag.found.count) == (4, 1, 2)
    everyone = policies["everyone"]
    assert (everyone.referred.count, everyone.found.count) == (13, 4)
    assert everyone.per_case is not None
    assert everyone.per_case[0] == 13 / 4
    ours = policies["guideline_today"]
    assert ours.found.count == 3


def test_referring_nobody_finds_no_case_to_divide_by(adviser: Adviser) -> None:
    found = evaluate(adviser, [person(1)], TRUTHS)
    assert [policy.per_case for policy in found.policies] == [None] * 4


def test_a_goal_is_reached_only_on_the_right_side_of_its_bound(found: Evaluation) -> None:
    goals = {goal.name: goal for goal in found.goals}
    today = goals["same_day"]
    assert today.share.value == 1 / 8
    assert today.within(0.05) is False
    assert today.within(0.125) is True
    assert goals["emergencies"].within(1.0) is False


def test_a_goal_about_nobody_is_neither_reached_nor_missed(adviser: Adviser) -> None:
    found = evaluate(adviser, [person(1)], TRUTHS)
    emergencies = next(goal for goal in found.goals if goal.name == "emergencies")
    assert emergencies.within(1.0) is None
    assert emergencies.share.as_json()["share"] is None


def test_who_left_something_unasked_counts_with_the_least_it_can_be(adviser: Adviser) -> None:
    found = evaluate(adviser, [person(1, without=("fever", "saddle"))], TRUTHS)
    assert found.unsettled == 1
    assert found.without_alarm.exactly(0).count == 1


def test_the_json_form_says_the_same(found: Evaluation) -> None:
    plain = found.as_json()
    assert plain["people"] == 13
    truths = plain["truths"]
    assert isinstance(truths, dict)
    at_or_above = truths["cauda_equina"]["at_or_above"]["call_now"]
    assert (at_or_above["count"], at_or_above["total"]) == (1, 2)
    assert 0 < at_or_above["low"] < 0.5 < at_or_above["high"] < 1


def test_a_truth_that_nobody_knows_is_refused(adviser: Adviser) -> None:
    with pytest.raises(Unfit, match=r'Person 3: .*"cauda_equina"'):
        evaluate(adviser, [person(3, "cauda_equin")], TRUTHS)


def test_no_people_at_all_is_refused(adviser: Adviser) -> None:
    with pytest.raises(Unfit, match="nobody to judge"):
        evaluate(adviser, [], TRUTHS)


def test_an_answer_that_cannot_be_read_names_the_person_and_the_fact_and_not_the_answer(
    adviser: Adviser,
) -> None:
    with pytest.raises(Unfit) as refused:
        evaluate(adviser, [person(5, saddle="secret")], TRUTHS)
    assert 'Person 5: "saddle"' in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_guideline_about_something_else_is_refused() -> None:
    bicycle = load_files(read_files(Path(__file__).parents[1] / "bicycle"))
    with pytest.raises(Unfit, match="does not decide urgency"):
        Adviser(bicycle)


@pytest.mark.parametrize(
    ("age", "group"),
    [(0, (0, 17)), (17, (0, 17)), (18, (18, 34)), (74, (65, 74)), (75, (75, None))],
)
def test_every_age_is_in_one_group(age: int, group: tuple[int, int | None]) -> None:
    assert age_group(age) == group


def test_an_answer_is_telling_unless_it_is_a_no_the_mildest_or_none_of_these() -> None:
    answers = {"fever": False, "saddle": "none", "pain_area": [], "age": 40, "legs": None}
    assert list(telling(guideline(), answers)) == ["age", "legs"]
