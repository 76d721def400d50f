"""Who gets other advice from another guideline, and because of which rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from rugwijzer.compiler import Choice, Fact, Guideline, Ladder, LadderRule, YesNo
from rugwijzer.compiler.language.guideline import Expression
from rugwijzer.compiler.language.nodes import Kind, Ref, TruthOf
from rugwijzer.population.advice import Adviser, Unfit
from rugwijzer.population.difference import Change, Comparison, Difference

from .crowd import NOWHERE, TRUTHS, few_rules, person

CROWD = [
    *(person(n) for n in range(1, 11)),
    person(11, fever=True),
    person(12, "cauda_equina", saddle="new_or_worse"),
]


def changed(change: Callable[[LadderRule], LadderRule | None]) -> Guideline:
    """The guideline with some rules changed, or left out."""
    ladder = few_rules().decisions["urgency"]
    assert isinstance(ladder, Ladder)
    rules = tuple(new for rule in ladder.rules if (new := change(rule)) is not None)
    return replace(
        few_rules(), decisions={**few_rules().decisions, "urgency": replace(ladder, rules=rules)}
    )


def milder_fever(rule: LadderRule) -> LadderRule:
    return replace(rule, then="gp_days") if rule.name == "fever" else rule


def compare(before: Guideline, after: Guideline) -> Difference:
    return Comparison(Adviser(before), Adviser(after)).of_people(CROWD, TRUTHS, few_rules().cases)


def test_a_guideline_beside_itself_changes_nothing_for_anyone() -> None:
    found = compare(few_rules(), few_rules())
    assert found.nothing
    assert found.people.count == 0
    assert (found.left_out, found.not_asked, found.open) == ({}, (), {})
    assert found.cases_tried == len(few_rules().cases)


def test_a_rule_made_stricter_is_named_with_whom_it_sends_where() -> None:
    found = compare(changed(milder_fever), few_rules())
    urgency = [each for each in found.affected if each.change.what == "urgency"]
    (only,) = urgency
    assert only.change == Change("urgency", "gp_days", "same_day", ("fever",))
    assert (only.people.count, only.without_alarm.count, only.by_truth) == (1, 1, {})


def test_a_rule_made_milder_is_named_as_the_one_that_no_longer_decides() -> None:
    found = compare(few_rules(), changed(milder_fever))
    urgency = next(each for each in found.affected if each.change.what == "urgency")
    assert urgency.change == Change("urgency", "same_day", "gp_days", ("fever",))


def test_a_rule_taken_away_takes_its_concern_and_its_contact_with_it() -> None:
    found = compare(few_rules(), changed(lambda rule: None if rule.name == "saddle_new" else rule))
    changes = {each.change.what: each for each in found.affected}
    urgency = changes["urgency"]
    assert urgency.change.before == "call_now"
    assert urgency.change.rules == ("saddle_new",)
    assert urgency.by_truth["cauda_equina"].count == 1
    assert (urgency.serious.count, urgency.serious.total) == (1, 1)
    concern = changes["concern:cauda_equina"].change
    assert (concern.before, concern.after, concern.rules) == ("in", "out", ("saddle_new",))
    assert changes["contact"].change.before == "gp_or_hap"
    assert changes["gate"].change.before == "bridge"


def test_the_cases_that_change_are_named_by_their_title() -> None:
    found = compare(changed(milder_fever), few_rules())
    assert found.cases
    titles = {case.title for case in few_rules().cases}
    assert {each.title for each in found.cases} <= titles
    for each in found.cases:
        assert any(change.what == "urgency" for change in each.changes)


def test_a_fact_that_the_other_does_not_know_is_left_out_and_named() -> None:
    facts = {name: fact for name, fact in few_rules().facts.items() if name != "swollen_calf"}
    order = tuple(name for name in few_rules().order if name != "swollen_calf")
    found = compare(replace(few_rules(), facts=facts, order=order), few_rules())
    assert found.left_out == {"swollen_calf": len(CROWD)}
    assert found.nothing


def test_a_fact_that_the_other_reads_otherwise_is_left_out_and_named() -> None:
    facts = {
        **few_rules().facts,
        "swollen_calf": Fact("swollen_calf", Choice(("no", "yes"), False), NOWHERE),
    }
    found = compare(replace(few_rules(), facts=facts), few_rules())
    assert found.left_out == {"swollen_calf": len(CROWD)}


def test_a_fact_that_only_the_other_asks_is_named_and_leaves_decisions_open() -> None:
    def also(rule: LadderRule) -> LadderRule:
        if rule.name != "cold_leg":
            return rule
        hiccups = Expression("hiccups", TruthOf(Ref(Kind.FACT, "hiccups")), NOWHERE)
        return replace(rule, when=hiccups)

    facts = {**few_rules().facts, "hiccups": Fact("hiccups", YesNo(), NOWHERE)}
    other = replace(changed(also), facts=facts, order=("hiccups", *few_rules().order))
    found = compare(other, few_rules())
    assert found.not_asked == ("hiccups",)
    assert found.open["urgency"] == len(CROWD)
    assert [each for each in found.affected if each.change.what == "urgency"] == []


def test_nobody_to_compare_on_is_refused() -> None:
    same = Adviser(few_rules())
    with pytest.raises(Unfit, match="nobody"):
        Comparison(same, same).of_people([], TRUTHS, ())


def test_the_json_form_says_the_same() -> None:
    plain = compare(changed(milder_fever), few_rules()).as_json()
    changes = plain["changes"]
    assert isinstance(changes, list)
    assert changes[0]["from"] == "gp_days"
    assert changes[0]["rules"] == ["fever"]
    cases = plain["cases"]
    assert isinstance(cases, list)
    assert cases[0]["title"]
