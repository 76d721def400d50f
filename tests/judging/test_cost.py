"""What a rule costs and serves, counted on people for whom that is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rugwijzer.compiler import (
    Guideline,
    Ladder,
    export_guideline,
    load_files,
    read_files,
    restore_guideline,
)
from rugwijzer.population.advice import Adviser, Unfit
from rugwijzer.population.cost import Cost, Price, cost

from .crowd import TRUTHS, few_rules, person

CROWD = [
    *(person(n) for n in range(1, 100)),
    person(101, fever=True),
    person(102, weight_loss=True),
    person(103, "fracture", osteoporosis=True, fall="stumble", onset="slowly", seen_by="nobody"),
    person(104, "fracture", osteoporosis=True, onset="slowly", seen_by="nobody"),
    person(105, "cauda_equina", saddle="new_or_worse"),
    person(106, "cauda_equina", saddle="new_or_worse", bladder="new_or_worse"),
    person(107, "radicular", like="sciatica", fever=True),
]


def explained(why: str | None, *names: str) -> Guideline:
    """The guideline with a reason for the cost at some rules, and at no others."""
    ladder = few_rules().decisions["urgency"]
    assert isinstance(ladder, Ladder)
    rules = tuple(
        replace(rule, why_costly=why if rule.name in names else None) for rule in ladder.rules
    )
    return replace(
        few_rules(), decisions={**few_rules().decisions, "urgency": replace(ladder, rules=rules)}
    )


@pytest.fixture(scope="module")
def found() -> Cost:
    return cost(Adviser(explained(None)), CROWD, TRUTHS)


def price(found: Cost, name: str) -> Price:
    return next(each for each in found.rules if each.name == name)


def concern(found: Cost, name: str) -> Price:
    return next(each for each in found.concerns if each.name == name)


def test_a_rule_costs_the_people_without_alarm_signs_whom_it_alone_sends_somewhere(
    found: Cost,
) -> None:
    fever = price(found, "fever")
    assert found.without_alarm == 101
    assert fever.from_level(found.today).count == 1
    assert fever.at[found.today] == 1
    assert price(found, "weight_loss").from_level(found.today).count == 0
    assert price(found, "weight_loss").from_level(found.doctor).count == 1


def test_a_rule_saves_whom_it_brings_over_a_level(found: Cost) -> None:
    fever = price(found, "fever")
    assert fever.fewer_from_level(found.doctor).count == 1
    assert fever.fewer_from_level(found.today).count == 1
    crowd = [person(1, fever=True, pain_days=2), person(2, weight_loss=True, fever=True)]
    both = cost(Adviser(explained(None)), crowd, TRUTHS)
    fever = price(both, "fever")
    assert fever.at[both.today] == 2
    assert fever.fewer_from_level(both.today).count == 2
    assert fever.fewer_from_level(both.doctor).count == 1


def test_a_dont_know_is_counted_apart() -> None:
    crowd = [person(1, fever=None, seen_by="nobody"), person(2, fever=True)]
    fever = price(cost(Adviser(explained(None)), crowd, TRUTHS), "fever")
    assert fever.counts.count == 2
    assert (sum(fever.at), sum(fever.by_unknown)) == (2, 1)


def test_someone_with_an_irritated_nerve_is_no_cost_and_no_service(found: Cost) -> None:
    assert price(found, "fever").counts.count == 1
    assert price(found, "leg_pain_from_nerve").counts.count == 0


def test_a_rule_serves_those_with_something_serious_whom_it_alone_lifts(found: Cost) -> None:
    saddle = price(found, "saddle_new").serves["cauda_equina"]
    assert (saddle.alone.count, saddle.counts.count, saddle.counts.total) == (1, 2, 2)
    bladder = price(found, "bladder_new").serves["cauda_equina"]
    assert (bladder.alone.count, bladder.counts.count) == (0, 1)


def test_two_rules_that_catch_the_same_people_are_decisive_together(found: Cost) -> None:
    together = concern(found, "cauda_equina").serves["cauda_equina"]
    assert together.alone.count == 2
    bones = concern(found, "fracture").serves["fracture"]
    assert bones.alone.count == 2
    assert price(found, "two_bone_risks").serves["fracture"].alone.count == 1


def test_a_dear_rule_without_a_reason_is_named() -> None:
    found = cost(Adviser(explained(None)), CROWD, TRUTHS)
    assert [each.name for each in found.unexplained] == ["fever"]
    found = cost(Adviser(explained("fever is rare without infection", "fever")), CROWD, TRUTHS)
    assert found.unexplained == ()
    assert [each.name for each in found.dear] == ["fever"]


def test_an_empty_reason_is_no_reason() -> None:
    found = cost(Adviser(explained("", "fever")), CROWD, TRUTHS)
    assert [each.name for each in found.unexplained] == ["fever"]


def test_a_reason_for_a_rule_that_costs_little_is_named_as_well() -> None:
    reasons = explained("an old reason", "fever", "saddle_new")
    many = [person(n, fever=n % 200 == 0) for n in range(1, 1201)]
    found = cost(Adviser(reasons), many, TRUTHS)
    assert [each.name for each in found.explained_for_nothing] == ["saddle_new"]


def test_dearest_rules_stand_first(found: Cost) -> None:
    assert [each.name for each in found.rules[:2]] == ["fever", "weight_loss"]
    assert len(found.rules) == len({each.name for each in found.rules})


def test_the_json_form_names_every_rule_and_what_lacks_a_reason(found: Cost) -> None:
    plain = found.as_json()
    rules = plain["rules"]
    assert isinstance(rules, list)
    ladder = few_rules().decisions["urgency"]
    assert isinstance(ladder, Ladder)
    assert {each["name"] for each in rules} == {
        rule.name for rule in (*ladder.rules, *ladder.raises)
    }
    assert plain["without_reason"] == ["fever"]


def test_without_anybody_without_alarm_signs_there_is_no_cost() -> None:
    with pytest.raises(Unfit, match="nobody without alarm signs"):
        cost(Adviser(few_rules()), [person(1, "fracture")], TRUTHS)


def test_a_truth_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Unfit, match="Person 9"):
        cost(Adviser(few_rules()), [person(9, "flu")], TRUTHS)


def test_the_reason_for_the_cost_is_read_from_the_rule_and_kept_in_an_export() -> None:
    files = read_files(Path(__file__).parents[1] / "bicycle")
    road = "decisions/verdict/road/rules.yaml"
    said = files[road].replace("then: stop\n", "then: stop\n  why_costly: Worth it.\n", 1)
    raised = said.replace("up_to: repair\n", "up_to: repair\n  why_costly: Worth it too.\n")
    found = load_files({**files, road: raised})
    for bicycle in (found, restore_guideline(export_guideline(found))):
        verdict = bicycle.decisions["verdict"]
        assert isinstance(verdict, Ladder)
        assert [rule.why_costly for rule in verdict.rules] == ["Worth it.", None, None, None]
        assert [rule.why_costly for rule in verdict.raises] == ["Worth it too."]
